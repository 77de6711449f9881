"""carefold review: who has approved a handout, and the decision of one more person."""

from __future__ import annotations

from collections.abc import Iterator

import click

from carefold.approval.chain import FILE, read_chain, write_chain
from carefold.approval.decision import VERDICTS, Decision, Verdict
from carefold.approval.signing import signed
from carefold.approval.standing import Standing
from carefold.approved import standing_of
from carefold.batch.lock import alone
from carefold.commands.chosen import name_of, project_for
from carefold.commands.here import signed_in
from carefold.commands.output import Printer, with_output_options
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.visible import visible
from carefold.project import Project
from carefold.reports.decided import ReviewedDocument
from carefold.run import Run

_MOST_CHANGES = 10


@click.command("review", short_help="Say who has approved a handout, or sign it.")
@click.argument("handout")
@click.option("--sign", metavar='"NAME, ROLE"', help="Put a decision of this person on record.")
@click.option("--decision", type=click.Choice(VERDICTS), help="What was decided; without it, approved.")
@with_output_options
def command(handout: str, sign: str | None, decision: Verdict | None, quiet: bool, as_json: bool) -> int:
    """Say who has approved a handout, and what has changed since; with --sign, put one more decision on record.

    Decisions stand in reviews.jsonl, each with what the words were: keep that file with the handouts. The page names
    those who have approved just these words. This is a record, and no electronic signature.

    \b
    Examples:
      carefold review about-ketamine
      carefold review about-ketamine --sign "Ada Example, anesthesiologist"
      carefold review about-ketamine --sign "Ada Example, anesthesiologist" --decision changes
    """
    printer, project = Printer(quiet, as_json), project_for([handout])
    name = name_of(project, handout)
    if sign is None and decision:
        raise click.UsageError("--decision says what somebody decided: say who, with --sign.")
    standing = _sign(project, name, sign, decision or "approved") if sign is not None else _standing(project, name)
    for line in _lines(standing):
        printer.say(line)
    printer.document(_document(name, standing))
    return ExitCode.DONE


def _standing(project: Project, name: str) -> Standing:
    """How a handout stands; without decisions where none is on record."""
    opened = Run(project).content(name, None).opened
    return opened.standing or standing_of(project, opened, ())


def _sign(project: Project, name: str, sign: str, decision: Verdict) -> Standing:
    """Put a decision on record; CarefoldError where that can't be, and nothing is written."""
    home = project.sources.project
    if home is None or name not in project.handouts:
        message, hint = "only a project's own handouts are signed.", "Copy this one into handouts/ of a project."
        raise CarefoldError(Finding(message, hint=hint), ExitCode.USAGE)
    (person, role), shown = _person(sign), project.shown(home / FILE)
    run = Run(project)
    found = run.review(name, None, allow_expired=True)
    if decision == "approved" and (errors := found.report.errors):
        message = f"“{name}” has {len(errors)} error{'s' if len(errors) > 1 else ''}: nobody can approve it so."
        raise CarefoldError(Finding(message, hint=f"`carefold check {name}` tells them."))
    opened = run.content(name, None).opened
    with alone(home, project.shown(home), lambda: None):
        chain = read_chain(home, shown)
        standing = standing_of(project, opened, chain.of(name))
        accepted = {one.code if one.section is None else f"{one.code} {one.section}": one.reason
                    for one in opened.handout.acceptances}  # fmt: skip
        new = Decision(
            name, str(opened.handout.language), str(opened.handout.version), standing.seal, person, role,
            project.today.isoformat(), decision, signed_in(), accepted, standing.text,
        )  # fmt: skip
        chain = signed(chain, new, run.handout(name))
        write_chain(home, chain, shown)
    return Standing(chain.of(name), standing.seal, standing.text)


def _person(sign: str) -> tuple[str, str]:
    """The name and the role of who signs."""
    name, _, role = (part.strip() for part in sign.partition(","))
    if not name or not role or visible(sign) != sign:
        message = "--sign takes a name and a role, with a comma between them."
        raise CarefoldError(Finding(message, hint='Write --sign "Ada Example, anesthesiologist".'), ExitCode.USAGE)
    return name, role


def _lines(standing: Standing) -> Iterator[str]:
    """How it stands, for people."""
    approved = standing.approved_by
    for one in approved:
        yield f"approved by {one.name}, {one.role}, on {one.date} (version {one.version})"
    if asked := standing.asked_for_changes:
        yield f"{asked.name}, {asked.role}, asked for changes on {asked.date}"
    if outdated := standing.outdated:
        changes = standing.changes()
        yield f"the words have changed since {outdated.name}, {outdated.role}, approved them on {outdated.date}:"
        yield from (f"  {change}" for change in changes[:_MOST_CHANGES])
        if not changes:
            yield "  a picture, a reference, or how it is laid out"
        if len(changes) > _MOST_CHANGES:
            yield f"  and {len(changes) - _MOST_CHANGES} more"
    if not standing.decisions:
        yield "nobody has signed this handout"


def _document(name: str, standing: Standing) -> ReviewedDocument:
    outdated = standing.outdated
    return {
        "handout": name,
        "approved-by": [{"name": one.name, "role": one.role, "date": one.date} for one in standing.approved_by],
        "changed-since": outdated.date if outdated else "",
        "changes": [{"before": one.before, "now": one.now} for one in standing.changes()],
        "decisions": len(standing.decisions), "problems": [],
    }  # fmt: skip
