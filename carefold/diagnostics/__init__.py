"""What can be wrong, where, how grave it is, and what to do about it."""
