"""The ledger: nobody's name in clear, nothing forgotten, and no start anew by mistake."""

import datetime
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from carefold.delivery.ledger import Ledger, new_ledger
from carefold.delivery.row import Row, Stop, written
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.project import Project

TODAY = datetime.date(2026, 11, 27)
AT = written(datetime.datetime(2026, 11, 27, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=-7))))


def project(folder: Path) -> Project:
    (folder / "handouts").mkdir(exist_ok=True)
    return Project.open(folder, TODAY)


def made(folder: Path) -> Project:
    id, _ = new_ledger(project(folder), beside=True)
    (folder / "project.yaml").write_text(f"ledger: {id}\n")
    return project(folder)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger.open(made(tmp_path))) as opened:
        yield opened


def row(ledger: Ledger, id: str = "P-77", state: str = "planned", **more: object) -> Row:
    key, who = ledger.key_of(id, "sleep", "autumn"), ledger.who(id)
    return Row(key, "mail", who, "sleep", "autumn", state, AT, address=ledger.address(f"{id}@x.example"), **more)  # type: ignore[arg-type]


def test_a_state_is_known_to_whoever_opens_the_ledger_next(tmp_path: Path, ledger: Ledger) -> None:
    planned = row(ledger)
    ledger.add([planned])
    ledger.settle(planned, "accepted", AT, "250 ok")
    with closing(Ledger.open(project(tmp_path))) as again:
        found = again.last(again.key_of("P-77", "sleep", "autumn"), "mail")
    assert found and (found.state, found.answer, found.at) == ("accepted", "250 ok", "2026-11-27T19:00:00+00:00")


def test_capitals_and_spaces_make_no_other_address(ledger: Ledger) -> None:
    assert ledger.address("Ann@X.example ") == ledger.address("ann@x.example") != ledger.address("anne@x.example")


def test_a_row_that_is_there_is_never_planned_anew(ledger: Ledger) -> None:
    ledger.add([row(ledger, state="accepted")])
    ledger.add([row(ledger), row(ledger, "P-78")])
    assert [one.state for one in ledger.rows()] == ["accepted", "planned"]


def test_nothing_in_the_folder_names_anybody_and_others_may_not_open_it(tmp_path: Path, ledger: Ledger) -> None:
    ledger.add([row(ledger)])
    ledger.stop(Stop(ledger.who("P-77"), "mail", "moved", AT))
    ledger.note_bad_address(ledger.address("P-77@x.example"), "5.1.1", AT)
    files = [path for path in (tmp_path / ".carefold").iterdir() if path.name != ".gitignore"]
    assert len(files) >= 2 and all(path.stat().st_mode & 0o077 == 0 for path in [*files, tmp_path / ".carefold"])
    held = b"".join(path.read_bytes() for path in files).lower()
    assert b"autumn" in held and b"p-77" not in held and b"x.example" not in held


def test_the_stop_list_is_read_as_another_program_has_just_written_it(tmp_path: Path, ledger: Ledger) -> None:
    who = ledger.who("P-1")
    assert ledger.stopped(who, "mail") is None
    with closing(Ledger.open(project(tmp_path))) as other:
        other.stop(Stop(other.who("P-1"), "all", "deceased", AT))
        other.stop(Stop(other.who("P-2"), "paper", "moved", AT))
    found = ledger.stopped(who, "mail")
    assert found and found.reason == "deceased"
    assert ledger.stopped(ledger.who("P-2"), "mail") is None
    assert ledger.unstop(who) == 1 and ledger.stopped(who, "paper") is None


def test_a_damaged_page_is_told_as_such_whoever_reads_or_writes_it(tmp_path: Path) -> None:
    opened, file = made(tmp_path), tmp_path / ".carefold/ledger.sqlite"
    whole, page = file.read_bytes(), 4096
    file.write_bytes(whole[: 3 * page] + b"\xff" * (len(whole) - 3 * page))
    with closing(Ledger.open(opened)) as ledger:
        for use in (
            lambda: list(ledger.rows()), lambda: ledger.add([row(ledger)]), ledger.stops,
            lambda: ledger.stopped("x", "mail"),
            lambda: ledger.bad_address("x"), lambda: ledger.unstop("x"), lambda: ledger.forget_before(AT),
        ):  # fmt: skip
            with pytest.raises(CarefoldError, match="the ledger can't be read"):
                use()


def test_a_ledger_that_is_gone_changed_or_without_its_key_stops_everything(tmp_path: Path) -> None:
    opened, folder = made(tmp_path), tmp_path / ".carefold"
    key = (folder / "ledger.key").read_bytes()
    (folder / "ledger.key").write_bytes(bytes(32))
    assert said(opened) == ("the ledger's key is that of another ledger.", ExitCode.MISSING)
    (folder / "ledger.key").unlink()
    assert said(opened)[0] == "the ledger's key is missing."
    (folder / "ledger.key").write_bytes(key)
    (folder / "ledger.sqlite").write_bytes(b"no database at all, and long enough to be looked at as one")
    assert said(opened) == ("the ledger can't be read.", ExitCode.MISSING)
    (folder / "ledger.sqlite").unlink()
    assert "is missing" in said(opened)[0]
    with pytest.raises(CarefoldError, match="names a ledger that is not here"):
        new_ledger(opened)


def test_it_works_where_files_are_shared(tmp_path: Path, ledger: Ledger) -> None:
    """WAL needs memory that all programs share (sqlite.org/wal.html), which a network drive has not."""
    assert [row[0] for row in ledger._base.execute("pragma journal_mode")] == ["truncate"]
    assert [row[0] for row in ledger._base.execute("pragma synchronous")] == [2]
    ledger.add([row(ledger)])
    assert not [*(tmp_path / ".carefold").glob("*-wal")]


def test_a_ledger_of_another_project_is_none(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "project.yaml").write_text("ledger: 0123456789ab\n")
    assert said(project(tmp_path))[0] == "this is another ledger than project.yaml names."
    (tmp_path / "project.yaml").write_text("format: 1\n")
    assert said(project(tmp_path)) == ("project.yaml names no ledger.", ExitCode.USAGE)


def said(project: Project) -> tuple[str, ExitCode]:
    with pytest.raises(CarefoldError) as raised:
        Ledger.open(project)
    return raised.value.findings[0].message, raised.value.exit_code
