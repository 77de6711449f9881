"""A whole shelf of handouts made again: what is wanted, what has changed, who makes it, what lies there."""
