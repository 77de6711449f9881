"""A handout's words to findings: how hard it is to read, its numbers and doses, who answers for it. See review.py."""
