"""What `carefold send` tells: a table of who would get what, how it ended, and its exit code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from carefold.commands.output import Printer
from carefold.delivery.plan import Plan, Verdict
from carefold.delivery.sending import Sent
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.merge.letter import Letter
from carefold.reports.entries import problem_entries
from carefold.reports.json import SendDocument

_NEXT = "To send: --really --batch NAME; before that, --really --test-to YOUR-ADDRESS, then --limit 1."


@dataclass
class MailTally:
    """What came of the records; `stopped` says why a run ended before its time, `left` how many it did not come to."""

    letter: Letter
    plan: Plan
    is_real: bool
    sent: list[Sent] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    obstacles: list[Finding] = field(default_factory=list)
    unsent: str = ""
    folder: str = ""
    left: int = 0
    is_over: bool = False
    interrupted: bool = False
    stopped: str = ""

    def close(self, printer: Printer) -> ExitCode:
        """Tell all, and the exit code."""
        for problem in (*(one for verdict in self.plan.of("refuse") for one in verdict.problems), *self.problems):
            printer.problem(problem)
        for line in self._real() if self.is_real else self._foreseen():
            printer.say(line)
        if self.stopped:
            printer.problem(Finding(f"{self.stopped}.", hint="Mend that, and say --resume."))
        printer.document(self._document())
        return self._code()

    def _foreseen(self) -> Iterator[str]:
        yield from table(self.plan.verdicts)
        count = len(self.plan.of("send"))
        yield f"{self.folder}/  {count} message{'' if count == 1 else 's'} written, nothing sent: look at them"
        for numbers in self.plan.shared:
            yield f"records {', '.join(map(str, numbers))} have one address: if that is right, --shared-addresses"
        for one in self.obstacles:
            yield f"--really will refuse it without --unreviewed REASON: {one}"
        yield _NEXT

    def _real(self) -> Iterator[str]:
        yield ", ".join(f"{count} {what}" for what, count in self._counts().items() if count) or "nothing to send"
        if self.is_over:
            yield "The time is over: --resume goes on."
        if self.interrupted:
            yield "Interrupted; --resume goes on from here."
        if self.unsent:
            yield f"{self.unsent}  the records that were not sent, and why"

    def _counts(self) -> dict[str, int]:
        accepted = sum(one.is_sent for one in self.sent)
        unknown = sum(one.row is not None and one.row.state == "unknown" for one in self.sent)
        return {
            "accepted by the server": accepted, "of unknown fate": unknown,
            "not accepted": len(self.sent) - accepted - unknown, "sent before": len(self.plan.of("done")),
            "left out": len(self.plan.of("skip")), "refused": len(self.plan.of("refuse")), "not yet sent": self.left,
        }  # fmt: skip

    def _code(self) -> ExitCode:
        if self.interrupted:
            return ExitCode.INTERRUPTED
        is_any_sent = any(one.is_sent for one in self.sent)
        if self.stopped:
            return ExitCode.PARTLY if is_any_sent else ExitCode.PROBLEMS
        missing = [*self.plan.of("skip"), *self.plan.of("refuse"), *(one for one in self.sent if not one.is_sent)]
        return ExitCode.PARTLY if missing or self.is_over or self.problems else ExitCode.DONE

    def _document(self) -> SendDocument:
        turned = {one.verdict.number: one for one in self.sent}
        problems = [problem for verdict in self.plan.of("refuse") for problem in verdict.problems]
        return {
            "handout": self.letter.name, "layout": self.letter.layout, "records": len(self.plan.verdicts),
            "accepted": sum(one.is_sent for one in self.sent), "not-sent": self.unsent,
            "messages": [
                {"record": one.number, "line": one.place.line, "outcome": _outcome(one, turned.get(one.number)),
                 "why": turned[one.number].verdict.why if one.number in turned else one.why}
                for one in self.plan.verdicts
            ],
            "interrupted": self.interrupted, "problems": problem_entries([*problems, *self.problems]),
        }  # fmt: skip


def table(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Who would get what: by number and line, never by name."""
    yield f"{'record':>6}  {'line':>5}  {'language':8}  {'mail':9}  outcome"
    for one in verdicts:
        why = {"send": "would be sent", "done": "sent before", "refuse": "refused"}.get(one.end, "not sent")
        told = ": ".join(filter(None, (why, one.why)))
        yield f"{one.number:>6}  {one.place.line:>5}  {one.language or '-':8}  {one.consent or '-':9}  {told}"


def _outcome(verdict: Verdict, sent: Sent | None) -> str:
    if sent and sent.row:
        return sent.row.state
    return {"send": "due", "skip": "left-out", "refuse": "refused", "done": "sent-before"}[verdict.end]
