"""A process of its own, under limits, in which anybody's PDF is read."""
