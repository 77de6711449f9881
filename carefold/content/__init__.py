"""From what the author wrote to what will be printed: inline text, fields, conditions, citations."""
