"""Files of word processors, Markdown and plain text, made into handouts."""
