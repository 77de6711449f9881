"""What an author meant by what they wrote, so that a hint can write it out."""
