"""Measured boxes drawn to bytes: marked content, fonts, metadata."""
