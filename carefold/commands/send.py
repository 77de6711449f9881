"""carefold send: a handout to each patient's inbox, once."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click

from carefold.batch.lock import alone
from carefold.commands.chosen import name_of, project_for
from carefold.commands.finishing import finishing
from carefold.commands.here import shown
from carefold.commands.output import Printer, with_output_options
from carefold.delivery.dry_run import write_dry_run
from carefold.delivery.ledger import Ledger
from carefold.delivery.plan import Plan, Planner, Verdict, Wishes
from carefold.delivery.row import written
from carefold.delivery.sending import Pace, Sending, Sent
from carefold.delivery.server import server_of
from carefold.delivery.smtp import Connection, RefusedSenderError
from carefold.delivery.unsent import write_unsent
from carefold.delivery.writing import Writer
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.merge.letter import Letter
from carefold.merge.mapping import Mapper
from carefold.merge.private import look_at_records, private_folder
from carefold.merge.records import Records
from carefold.model.record_map import RecordMap
from carefold.project import Project
from carefold.reading.files import read
from carefold.reports.json import SendDocument, problem_entries

_OLD = datetime.timedelta(days=7)


@dataclass(frozen=True)
class _Wanted:
    """What was asked for beside the records."""

    wishes: Wishes
    out: Path | None
    really: bool
    limit: int | None
    until: str
    old_records: bool
    shared: bool
    quiet: bool


@dataclass
class _Tally:
    """What came of the records."""

    plan: Plan
    sent: list[Sent] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    unsent: str = ""
    folder: str = ""
    left: int = 0
    interrupted: bool = False
    stopped: str = ""


@click.command("send", short_help="Mail a handout to each patient of a file of records.")
@click.argument("handout")
@click.option(
    "--records", "file", required=True, metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
    help="A .csv file with a record a line, or a .jsonl file.",
)  # fmt: skip
@click.option(
    "--map", "map_file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
    help="A YAML file that says what the columns of somebody else's export are here.",
)  # fmt: skip
@click.option("--layout", metavar="L", help="The layout; without it, the handout's only one, or letter.")
@click.option("--brand", metavar="NAME or FILE", help="A brand of brands/, or a brand.yaml.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder of the dry run; else private/.")
@click.option("--really", is_flag=True, help="Send; without it, messages are only written.")
@click.option("--batch", metavar="NAME", default="", help="What this sending is called: in it each gets one message.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Send so many at most.")
@click.option("--until", metavar="HH:MM", default="", help="Begin no message after this time of day.")
@click.option("--by", metavar="NAME", default="", help="Who sends, for the ledger.")
@click.option("--resume", is_flag=True, help="Go on with a batch that was cut short.")
@click.option("--again", metavar="REASON", default="", help="Send once more what has been sent in this batch.")
@click.option("--retry-unknown", is_flag=True, help="Send again what may have left, or not.")
@click.option("--unreviewed", metavar="REASON", default="", help="Send what has not been reviewed; the page says so.")
@click.option("--old-records", is_flag=True, help="Take records that are more than 7 days old.")
@click.option("--shared-addresses", "shared", is_flag=True, help="Several records may have one address.")
@with_output_options
def command(
    handout: str, file: Path, map_file: Path | None, layout: str | None, brand: str | None, out: Path | None,
    really: bool, batch: str, limit: int | None, until: str, by: str, resume: bool, again: str, retry_unknown: bool,
    unreviewed: str, old_records: bool, shared: bool, quiet: bool, as_json: bool,
) -> int:  # fmt: skip
    """Mail a handout, or the letter that is made of it, to each patient of a file of records who wants mail.

    Without --really nothing is sent: messages are written into private/, to be looked at. What is sent is noted in the
    project's ledger, so that nobody gets a message of a batch twice.

    \b
    Example:
      carefold send visit-letter --records patients.csv
      carefold send visit-letter --records patients.csv --really --batch autumn --limit 1
    """
    project = project_for([handout])
    letter = Letter(project, name_of(project, handout), layout, brand)
    mapper = Mapper(read(RecordMap, map_file, shown(map_file))) if map_file else None
    look_at_records(project, file, shown(file))
    records = Records.open(file, shown(file), mapper)
    if really and not batch:
        raise click.UsageError("Say --batch NAME: in a batch nobody gets a message twice.")
    wishes = Wishes(batch, by, again, unreviewed, resume, retry_unknown)
    wanted = _Wanted(wishes, out, really, limit, until, old_records, shared, quiet)
    printer = Printer(quiet, as_json)
    if really:
        return _really(letter, records, wanted, printer)
    return _dry(letter, records, wanted, printer)


def _dry(letter: Letter, records: Records, wanted: _Wanted, printer: Printer) -> ExitCode:
    """Write messages, and tell who would get one."""
    project = letter.project
    with ExitStack() as opened:
        ledger = opened.enter_context(closing(Ledger.open(project))) if project.settings.ledger else None
        planner = Planner(letter, records, ledger, wanted.wishes, written(_now()))
        tally = _Tally(planner.plan())
        folder = private_folder(project, wanted.out)
        tally.folder = project.shown(folder)
        opened.enter_context(alone(folder, tally.folder, lambda: _waiting(tally.folder, wanted.quiet)))
        for one in write_dry_run(planner, tally.plan, Writer(letter), folder, _now(), wanted.limit):
            if one.end == "refuse":
                tally.problems += one.problems
    tally.problems = [*(problem for one in tally.plan.of("refuse") for problem in one.problems), *tally.problems]
    for line in _table(tally.plan.verdicts):
        printer.say(line)
    return _close(tally, letter, wanted, printer)


def _really(letter: Letter, records: Records, wanted: _Wanted, printer: Printer) -> ExitCode:
    """Send what is due."""
    project = letter.project
    _look_at_age(records, wanted)
    server = server_of(os.environ, project.settings.mail)
    with _ledger(project, wanted.quiet) as ledger:
        planner = Planner(letter, records, ledger, wanted.wishes, written(_now()))
        tally = _Tally(planner.plan())
        tally.problems = [problem for one in tally.plan.of("refuse") for problem in one.problems]
        _look_at_shared(tally.plan, records, wanted)
        pace = Pace(0 if server.is_local else project.settings.mail.rate, _until(project, wanted.until), wanted.limit)
        with closing(Connection(server, project.sources.home)) as connection:
            sending = Sending(planner, tally.plan, ledger, Writer(letter), connection, pace)
            if not server.is_local and sending.due:
                printer.say(f"{len(sending.due)} to send, until about {_clock(project, pace.ending(len(sending.due)))}")
            _go(tally, sending)
        tally.left = len(sending.due) - len(tally.sent)
        folder = private_folder(project, wanted.out)
        tally.unsent = write_unsent(planner, tally.plan, tally.sent, folder)
    return _close(tally, letter, wanted, printer)


def _go(tally: _Tally, sending: Sending) -> None:
    try:
        with finishing() as is_stopped:
            for one in sending.steps():
                tally.sent.append(one)
                tally.problems += one.verdict.problems
                if is_stopped():
                    raise KeyboardInterrupt
                if sending.is_hopeless:
                    tally.stopped = "five were refused one after the other, so no more were tried"
                    return
    except KeyboardInterrupt:
        tally.interrupted = True
    except RefusedSenderError as error:
        tally.stopped = f"the server takes nothing from this sender: {error}"


@contextmanager
def _ledger(project: Project, quiet: bool) -> Iterator[Ledger]:
    """The ledger, with no other run that sends meanwhile."""
    with closing(Ledger.open(project)) as ledger:
        home = project.sources.home
        with alone(home, project.shown(home), lambda: _waiting("the ledger", quiet)):
            yield ledger


def _waiting(what: str, quiet: bool) -> None:
    if not quiet:
        click.echo(f"Another run writes to {what}; this one waits until it has ended.", err=True)


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _clock(project: Project, moment: datetime.datetime) -> str:
    return f"{moment.astimezone(_zone(project)):%H:%M}"


def _zone(project: Project) -> datetime.tzinfo | None:
    from zoneinfo import ZoneInfo

    return ZoneInfo(project.settings.time_zone) if project.settings.time_zone else None


def _until(project: Project, said: str) -> datetime.datetime | None:
    """A time of today where the project is."""
    if not said:
        return None
    try:
        time = datetime.time.fromisoformat(said)
    except ValueError:
        raise click.UsageError("--until takes a time of day, such as 20:00.") from None
    here = _now().astimezone(_zone(project))
    return here.replace(hour=time.hour, minute=time.minute, second=0, microsecond=0)


def _look_at_age(records: Records, wanted: _Wanted) -> None:
    """CarefoldError for records that are old: who has died, moved or said no since then is not in them."""
    written = datetime.datetime.fromtimestamp(records.path.stat().st_mtime, datetime.UTC)
    if _now() - written > _OLD and not wanted.old_records:
        hint = "Export them anew; or say --old-records if nothing has changed since."
        raise CarefoldError(Finding("these records are more than 7 days old.", records.place, hint), ExitCode.USAGE)


def _look_at_shared(plan: Plan, records: Records, wanted: _Wanted) -> None:
    """CarefoldError for addresses that several records have, unless that is meant."""
    if plan.shared and not wanted.shared:
        told = "; ".join(", ".join(map(str, numbers)) for numbers in plan.shared)
        hint = "If that is right, as for a family, say --shared-addresses."
        message = f"records have the same address: {told}."
        raise CarefoldError(Finding(message, records.place, hint), ExitCode.USAGE)


def _table(verdicts: list[Verdict]) -> Iterator[str]:
    """Who would get what: by number and line, never by name."""
    yield f"{'record':>6}  {'line':>5}  {'mail':9}  outcome"
    for one in verdicts:
        why = {"send": "would be sent", "done": "sent already", "refuse": "refused"}.get(one.end, "not sent")
        told = ": ".join(filter(None, (why, one.why)))
        yield f"{one.number:>6}  {one.place.line:>5}  {one.consent or '-':9}  {told}"


def _close(tally: _Tally, letter: Letter, wanted: _Wanted, printer: Printer) -> ExitCode:
    """All that is told at the end; the exit code."""
    document = _document(tally, letter)
    for problem in tally.problems:
        printer.problem(problem)
    if wanted.really:
        printer.say(_ended(tally))
        if tally.unsent:
            printer.say(f"{tally.unsent}  the records that were not sent, and why")
    else:
        due = len(tally.plan.of("send"))
        printer.say(f"{tally.folder}/  {due} messages written, nothing sent: look at them")
        for numbers in tally.plan.shared:
            printer.say(
                f"records {', '.join(map(str, numbers))} have the same address: --shared-addresses if that is right"
            )
        printer.say("To send: --really --batch NAME; at first with --test-to YOUR-ADDRESS, then with --limit 1.")
    printer.document(document)
    if tally.interrupted:
        return ExitCode.INTERRUPTED
    if tally.stopped:
        printer.problem(Finding(f"{tally.stopped}.", hint="Mend that, and say --resume."))
        return ExitCode.PARTLY if any(one.is_sent for one in tally.sent) else ExitCode.PROBLEMS
    missing = [one for one in tally.plan.verdicts if one.end in ("skip", "refuse")]
    failed = [one for one in tally.sent if not one.is_sent]
    return ExitCode.PARTLY if missing or failed else ExitCode.DONE


def _ended(tally: _Tally) -> str:
    accepted = sum(one.is_sent for one in tally.sent)
    unknown = sum(one.row is not None and one.row.state == "unknown" for one in tally.sent)
    other = len(tally.sent) - accepted - unknown
    counts = {
        "accepted by the server": accepted, "of unknown fate": unknown, "not accepted": other,
        "sent before": len(tally.plan.of("done")), "left out": len(tally.plan.of("skip")),
        "refused": len(tally.plan.of("refuse")), "not yet sent": tally.left,
    }  # fmt: skip
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count) or "nothing to send"


def _document(tally: _Tally, letter: Letter) -> SendDocument:
    turned = {one.verdict.number: one for one in tally.sent}
    return {
        "handout": letter.name, "layout": letter.layout, "records": len(tally.plan.verdicts),
        "accepted": sum(one.is_sent for one in tally.sent), "not-sent": tally.unsent,
        "messages": [
            {"record": one.number, "line": one.place.line, "outcome": _outcome(one, turned.get(one.number)),
             "why": turned[one.number].verdict.why if one.number in turned else one.why}
            for one in tally.plan.verdicts
        ],
        "interrupted": tally.interrupted, "problems": problem_entries(tally.problems),
    }  # fmt: skip


def _outcome(verdict: Verdict, sent: Sent | None) -> str:
    if sent and sent.row:
        return sent.row.state
    return {"send": "due", "skip": "left-out", "refuse": "refused", "done": "sent-before"}[verdict.end]
