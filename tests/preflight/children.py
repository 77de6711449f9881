"""Processes that a test has started."""

from __future__ import annotations

import os


def no_process_is_left() -> bool:
    """Whether all have ended, and been asked how."""
    if not hasattr(os, "waitpid"):
        return True
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False
