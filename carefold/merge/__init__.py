"""A handout for each patient: records are read and judged, letters made of them, and nothing of one reaches another."""
