"""What was given out: each PDF that is the same for everybody, once, by its SHA-256, with what is known of it."""
