"""Grades, and the sheets of items that machines and people answer."""
