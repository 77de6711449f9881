"""A language is a folder: its phrases, signs, word lists and rules as data. Nothing outside knows its name."""
