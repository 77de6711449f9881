"""carefold which: what the content code of a printed sheet says."""

from __future__ import annotations

from pathlib import Path

import click

from carefold.batch.manifest import read_manifest
from carefold.batch.notices import notices_in
from carefold.batch.which import former_codes, which
from carefold.commands.chosen import project_for
from carefold.commands.here import shown
from carefold.commands.output import Printer, with_output_options
from carefold.diagnostics.exit_code import ExitCode
from carefold.model.versions import is_among
from carefold.reports.text import which_line
from carefold.withdrawals import withdrawal_of


@click.command("which", short_help="Say whether a printed sheet is current, by its code.")
@click.argument("code")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder of the PDFs.")
@with_output_options
def command(code: str, out: Path | None, quiet: bool, as_json: bool) -> int:
    """Say whether a printed sheet is current, replaced, expired, withdrawn or gone, and why: its imprint has the code.

    What looks like I, L, O, 0 or 1 in a code is another sign, since codes have none of these: they are taken for it.

    \b
    Example:
      carefold which K7M2PQ
    """
    project = project_for()
    folder = out or project.output
    notices = {one.name: one for one in notices_in(folder)}

    def withdrawn(name: str, version: str) -> str:
        if found := withdrawal_of(project.sources, name):
            return found.date.isoformat() if is_among(version, found.versions) else ""
        gone = notices.get(name) if project.sources.named("handouts", name) is None else None
        return gone.date if gone and is_among(version, gone.versions) else ""

    manifest, former = read_manifest(folder, shown(folder)), former_codes(folder / ".carefold")
    answer = which(code, manifest, former, project.today, withdrawn)
    is_current = answer["state"] == "current"
    printer = Printer(quiet and is_current, as_json)
    printer.say(which_line(answer))
    printer.document({**answer, "problems": []})
    return ExitCode.DONE if is_current else ExitCode.PROBLEMS
