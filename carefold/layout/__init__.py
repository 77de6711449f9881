"""From resolved content to measured boxes."""
