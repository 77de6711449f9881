"""Many files at once: what is on the shelf, what is known of it, and what is told of it."""
