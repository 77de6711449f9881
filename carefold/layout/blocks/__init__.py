"""One module a block: how it looks, what it says to a screen reader, how it breaks."""
