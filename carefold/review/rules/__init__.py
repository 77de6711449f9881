"""What is looked for in a handout's words, a file for each subject."""
