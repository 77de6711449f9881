"""The command line."""

from command_line import carefold, words  # noqa: F401
