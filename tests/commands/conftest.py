"""The command line, run in this process."""

from command_line import carefold, files, words  # noqa: F401
