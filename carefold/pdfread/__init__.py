"""Anybody's PDF read back: objects, content streams, fonts and structure, without surprises."""
