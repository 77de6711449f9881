"""What a file names, looked at before it is used: paths, pictures, fonts."""
