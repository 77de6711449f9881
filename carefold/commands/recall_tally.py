"""What `carefold recall` tells: numbers, never whom they are of; how it ended, and its exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from carefold.commands.output import Printer
from carefold.delivery.recall.lists import way_of
from carefold.delivery.recall.recall import Recall
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.reports.entries import problem_entries
from carefold.reports.json import Document, MergeDocument, SendDocument
from carefold.reports.recalled import RecallDocument

_WAYS = {"mail": "by mail", "print": "in print", "at the desk": "at the desk"}


@dataclass
class RecallTally:
    """What came of it."""

    found: Recall
    folder: Path
    is_new: bool
    printer: Printer
    problems: list[Finding] = field(default_factory=list)
    parts: dict[str, Document | None] = field(default_factory=dict)
    codes: list[ExitCode] = field(default_factory=list)

    def tell(self) -> None:
        """The numbers."""
        for line in self._lines():
            self.printer.say(line)

    def do(self, what: str, part: Callable[[Printer], ExitCode]) -> None:
        """One part of what follows; what stops it stops no other."""
        if ExitCode.INTERRUPTED in self.codes:
            return
        printer = _OfPart(self.printer.quiet, self.printer.form == "json")
        try:
            self.codes.append(part(printer))
        except CarefoldError as error:
            for problem in error.findings:
                self.printer.problem(problem)
            self.problems += error.findings
            self.codes.append(error.exit_code)
        self.parts[what] = printer.told

    def close(self) -> ExitCode:
        """The document, and the exit code."""
        self.printer.document(self._document())
        if ExitCode.INTERRUPTED in self.codes:
            return ExitCode.INTERRUPTED
        if bad := [code for code in self.codes if code is not ExitCode.DONE]:
            return bad[0]
        return ExitCode.PARTLY if self.found.matched.elsewhere else ExitCode.DONE

    def _lines(self) -> Iterator[str]:
        found, folder = self.found, self.found.project.shown(self.folder)
        sent = found.matched.sent
        ways = Counter(way_of(row) for rows in sent.values() for row in rows)
        told = ", ".join(f"{ways[way]} {said}" for way, said in _WAYS.items() if ways[way]) or "nothing"
        versions = ", ".join(version or "?" for version in found.copies.versions)
        people = _number(len(sent), "person", "people")
        yield f"{found.handout} {versions}  {people} of {found.records.shown} got it: {told}"
        yield f"{folder}/got.csv  who got it, when and how"
        yield f"{folder}/call.csv  {self._calls()}"
        yield f"{folder}/deceased.csv  {_number(len(found.of('deceased')), 'has', 'have')} died"
        yield f"{folder}/paper.csv  where it was printed: {self._printed} copies for nobody by name, and letters"
        if back := len(found.of("none")):
            yield f"{_number(back, 'has', 'have')} nothing of it: the letter came back"
        if not self.is_new:
            yield "These lists are the same as before."
        yield from self._gaps()

    def _calls(self) -> str:
        why = ", ".join(f"{reason}: {count}" for reason, count in self.found.reasons.items())
        return f"{len(self.found.of('call'))} whom mail can't reach{f' ({why})' if why else ''}"

    def _gaps(self) -> Iterator[str]:
        matched, name = self.found.matched, self.found.records.shown
        if people := len(matched.elsewhere):
            copies = _number(sum(map(len, matched.elsewhere.values())), "message or letter", "messages or letters")
            yield f"{copies} went to {_number(people, 'record that is', 'records that are')} not in {name}"
        if count := matched.without_id:
            yield f"{_number(count, 'record has', 'records have')} no id in {name}, so nobody can tell what they got"

    @property
    def _printed(self) -> int:
        return sum(row.copies for row in self.found.copies.rows if row.channel == "paper" and not row.who)

    def _document(self) -> RecallDocument:
        found, matched = self.found, self.found.matched
        elsewhere = matched.elsewhere.values()
        return {
            "handout": found.handout, "versions": found.copies.versions,
            "folder": found.project.shown(self.folder), "is-new": self.is_new, "records": matched.count,
            "without-id": matched.without_id,
            "got": {"people": len(matched.sent), "copies": sum(map(len, matched.sent.values()))},
            "mail": len(found.of("mail")), "call": len(found.of("call")), "reasons": {**found.reasons},
            "letters": sum(one.letter == "yes" for one in found.told), "deceased": len(found.of("deceased")),
            "came-back": len(found.of("none")),
            "not-listed": {"people": len(elsewhere), "copies": sum(map(len, elsewhere))}, "printed": self._printed,
            "send": cast("SendDocument | None", self.parts.get("send")),
            "merge": cast("MergeDocument | None", self.parts.get("merge")), "problems": problem_entries(self.problems),
        }  # fmt: skip


class _OfPart(Printer):
    """Tells what a part has to say, and keeps its document for that of the whole."""

    told: Document | None = None

    def document(self, data: Document) -> None:
        """Not printed."""
        self.told = data


def _number(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"
