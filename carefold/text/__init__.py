"""Spans become shaped words, broken into lines: itemise, shape, break."""
