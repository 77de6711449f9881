"""A handout file: text with line numbers, then validated models."""
