"""Findings about a PDF that was not read, or not to its end."""

from __future__ import annotations

from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding

FILE = "file"  # the place of what concerns all of it
TOO_MUCH, TOO_BUSY = "CF220", "CF222"
STOPPED = (TOO_MUCH, TOO_BUSY)  # the codes of checks that came to no end


def too_much(message: str) -> Finding:
    """The finding for a PDF that takes more than it may."""
    return finding(TOO_MUCH, FILE, message, "Make it anew with fewer pages and smaller pictures.")


def too_busy(seconds: float) -> Finding:
    """The finding for a check that got hardly any time of the processor; that is no fault of the PDF."""
    message = (
        f"the computer was busy: the check was not done in {seconds:g} seconds, so nobody knows what is in the PDF."
    )
    return finding(TOO_BUSY, FILE, message, "Check it again when fewer programs are running.")


def unread(error: OSError) -> Finding:
    """The finding for a file that the system can't read."""
    message = f"the file can't be read ({error.strerror or error})."
    return finding("CF201", FILE, message, "Look at its name and its rights.")
