"""Taking a version back: who got it, whom mail reaches, whom somebody has to call, and where its paper lies."""
