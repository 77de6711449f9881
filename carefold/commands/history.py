"""carefold history: all decisions about a handout, and what had been approved on a day."""

from __future__ import annotations

from datetime import datetime

import click

from carefold.approval.decision import Decision
from carefold.approval.standing import current_on
from carefold.commands.chosen import name_of, project_for
from carefold.commands.output import Printer, with_output_options
from carefold.diagnostics.exit_code import ExitCode
from carefold.model.handout import Withdrawn
from carefold.reports.decided import DecisionEntry, WithdrawalEntry
from carefold.withdrawals import withdrawal_of
from carefold.workspace import load_decisions


@click.command("history", short_help="Say who decided what about a handout.")
@click.argument("handout")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="What had been approved that day.")
@click.option("--text", "with_text", is_flag=True, help="Print what the words were, too.")
@with_output_options
def command(handout: str, day: datetime | None, with_text: bool, quiet: bool, as_json: bool) -> int:
    """Say who decided what about a handout, and when, and what of it is withdrawn.

    With --on, who had approved what was current on a day.

    \b
    Examples:
      carefold history about-ketamine
      carefold history about-ketamine --on 2026-11-01 --text
    """
    printer, project = Printer(quiet, as_json), project_for([handout])
    name = name_of(project, handout)
    decisions, withdrawn = load_decisions(project, name), withdrawal_of(project.sources, name)
    if day:
        found = current_on(decisions, day.date())
        decisions = (found,) if found else ()
        withdrawn = withdrawn if withdrawn and withdrawn.date <= day.date() else None
    for one in decisions:
        printer.say(_line(one))
        for text in one.text if with_text else ():
            printer.say(f"  {text}")
    if not decisions:
        printer.say(f"nobody had approved it by {day.date()}" if day else "nobody has signed this handout")
    if withdrawn:
        who = f" by {withdrawn.by}" if withdrawn.by else ""
        printer.say(f"{withdrawn.date}  versions {', '.join(withdrawn.versions)} withdrawn{who}: {withdrawn.reason}")
    entries = [_entry(one, with_text) for one in decisions]
    printer.document({"handout": name, "decisions": entries, "withdrawn": _withdrawn(withdrawn), "problems": []})
    return ExitCode.DONE


def _withdrawn(found: Withdrawn | None) -> WithdrawalEntry | None:
    if found is None:
        return None
    versions, by = [*map(str, found.versions)], str(found.by or "")
    return {"date": found.date.isoformat(), "versions": versions, "reason": str(found.reason), "by": by}


_SAID = {"approved": "approved", "changes": "changes asked for"}


def _line(one: Decision) -> str:
    imported = ", named in the handout" if one.imported else ""
    accepted = f", accepting {', '.join(one.accepted)}" if one.accepted else ""
    return f"{one.date}  version {one.version}  {_SAID[one.decision]}: {one.name}, {one.role}{imported}{accepted}"


def _entry(one: Decision, with_text: bool) -> DecisionEntry:
    entry: DecisionEntry = {
        "date": one.date, "version": one.version, "language": one.language, "decision": one.decision,
        "name": one.name, "role": one.role, "user": one.user, "seal": one.seal, "imported": one.imported,
        "accepted": dict(one.accepted),
    }  # fmt: skip
    return {**entry, "text": list(one.text)} if with_text else entry
