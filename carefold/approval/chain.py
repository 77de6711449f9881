"""reviews.jsonl: all decisions, in order. None is ever rewritten, and each line knows its handout's line before.

A line that was edited does not agree with its own digest; one that was forged, moved or cut out breaks the chain of its
handout. What was cut off at the end is found where `.carefold/reviews.json` lies, on the computers that had seen it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from carefold.approval.decision import Decision
from carefold.caches import read_once
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.resources import is_file
from carefold.saving import save

FILE = "reviews.jsonl"
_SEEN = Path(".carefold") / "reviews.json"
_HINT = "Take this file from a backup or from version control: what is in it is never changed by hand."


@dataclass(frozen=True)
class Chain:
    """The decisions of a project, whole, in order."""

    decisions: tuple[Decision, ...] = ()

    def of(self, handout: str) -> tuple[Decision, ...]:
        """Those about one handout, by its file's name."""
        return tuple(one for one in self.decisions if one.handout == handout)

    @property
    def heads(self) -> dict[str, str]:
        """The digest of each handout's last line."""
        return {one.handout: one.digest for one in self.decisions}


def read_chain(home: Path, shown: str) -> Chain:
    """The decisions of the project in a folder; CarefoldError with all places at which its chains are broken."""
    path = home / FILE
    chain = read_once(_read, path, shown) if is_file(path) else Chain()
    known = {one.digest for one in chain.decisions}
    if lost := sorted(handout for handout, head in _seen(home).items() if head not in known):
        raise CarefoldError([
            Finding(f"the last decision about “{name}” is gone.", Place(shown), _HINT) for name in lost
        ])  # fmt: skip
    return chain


def _read(path: Path, shown: str) -> Chain:
    decisions, last, problems = list[Decision](), dict[str, str](), list[Finding]()
    try:
        lines = path.read_bytes().decode().split("\n")
    except ValueError as error:
        raise CarefoldError(Finding("this file is not in UTF-8.", Place(shown), _HINT)) from error
    for number, written in enumerate(lines, 1):
        line = written.removesuffix("\r")  # as version control writes it on Windows
        if not line and number == len(lines):
            break
        try:
            one = Decision.read(line)
        except (ValueError, TypeError, AttributeError, RecursionError):
            problems.append(Finding("this line is no decision.", Place(shown, number), _HINT))
            continue
        if one.line != line or one.before != last.get(one.handout, ""):
            message = f"the chain of decisions about “{one.handout}” is broken here."
            problems.append(Finding(message, Place(shown, number), _HINT))
        last[one.handout] = one.digest
        decisions.append(one)
    if problems:
        raise CarefoldError(problems)
    return Chain(tuple(decisions))


def _seen(home: Path) -> Mapping[str, str]:
    """The last decisions that this computer has seen, by handout."""
    with suppress(OSError, ValueError, RecursionError):
        found = json.loads((home / _SEEN).read_bytes())
        if isinstance(found, dict) and all(isinstance(head, str) for head in found.values()):
            return found
    return {}


def write_chain(home: Path, chain: Chain, shown: str) -> None:
    """Put decisions in their place, whole or not at all, and note that they were seen."""
    written = "".join(f"{one.line}\n" for one in chain.decisions)
    save(written.encode(), home / FILE, shown)
    save(f"{json.dumps(chain.heads, ensure_ascii=False, indent=1)}\n".encode(), home / _SEEN)
