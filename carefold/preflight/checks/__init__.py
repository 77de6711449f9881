"""What is checked of a finished PDF, a file for each subject."""
