"""What a rule says of a handout's words."""

from __future__ import annotations

from dataclasses import dataclass

from carefold.diagnostics.codes import CODES
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding of a rule, and the number of the section that it is about, if it is about one."""

    finding: Finding
    section: int | None = None


def remark(code: str, place: Place, message: str, hint: str, section: int | None = None) -> Remark:
    """A remark with what the table says of its code."""
    return Remark(CODES[code].finding(code, place, message, hint), section)
