"""Who has approved a handout's words, and what became of them since: reviews.jsonl, and what a page may say of it."""
