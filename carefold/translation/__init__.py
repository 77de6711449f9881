"""Translations of handouts: what they say beside their originals, what has changed since, files for translators."""
