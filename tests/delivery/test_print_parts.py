"""What printing is made of: the turn-over sheet, doses, SumatraPDF."""

from __future__ import annotations

import io
import stat
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from opening import opened
from printshop import needs_sh
from pypdf import PdfReader

from carefold.commands.dialog import by_dialog
from carefold.commands.output import Printer
from carefold.delivery.dosed import are_doses, has_doses
from carefold.delivery.print_handout import Printable
from carefold.delivery.print_job import PrintJob, paper_of
from carefold.delivery.queue import chosen
from carefold.delivery.spoolers import nothing_prints, spooler_of
from carefold.delivery.sumatra import Sumatra, only_for_printing
from carefold.delivery.turn_over import turn_over_sheet
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.languages.language import Language, tags
from carefold.units import SHEETS
from carefold.workspace import load_handout

ROOT = Path(__file__).parents[2]
JOB = PrintJob("a4", 2, "two-sided-short-edge", 30, "mono", "Handout")


@pytest.mark.parametrize("paper", SHEETS)
@pytest.mark.parametrize("stack", ["turn", "keep"])
def test_the_turn_over_sheet_has_the_jobs_paper_and_all_its_words(paper, stack):
    workspace = opened(ROOT)
    for language in tags():
        printer = workspace.settings.printer.model_copy(update={"stack": stack})
        settings = workspace.settings.model_copy(update={"printer": printer, "languages": (language,)})
        reader = PdfReader(BytesIO(turn_over_sheet(replace(workspace, settings=settings), paper)))
        (page,) = reader.pages
        assert paper_of(page.mediabox.width, page.mediabox.height) == paper
        assert page.mediabox.width < page.mediabox.height
        said, words = " ".join(page.extract_text().split()), Language.of(language).phrases
        other = {"turn": "keep", "keep": "turn"}[stack]
        for name in (f"stack-title-{stack}", "stack-aside", f"stack-{stack}", "stack-edge", "stack-on", "stack-arrow"):
            assert words[name] in said  # type: ignore[index]
        assert words[f"stack-{other}"] not in said  # type: ignore[index]


def test_what_names_doses():
    workspace = opened(ROOT)
    assert has_doses(load_handout(workspace, "visit-letter"))
    assert are_doses(["Take it at noon.", "5 mg"], "en") and are_doses(["dos: 10 mg"], "es")
    assert not are_doses(["Come at 9:30.", "The fee is 5 dollars.", "5 people"], "en")


def test_the_paper_of_pages():
    assert {paper_of(*size) for size in SHEETS.values()} == {*SHEETS}
    assert paper_of(792.0, 612.0) == "letter" and paper_of(841.9, 595.3) == "a4"
    with pytest.raises(CarefoldError, match=r"9 by 11\.5 inches"):
        paper_of(648.0, 828.0)


# --- Windows


@pytest.fixture
def sumatra(tmp_path: Path) -> Any:
    """A SumatraPDF that keeps what it was told, and a copy of the file, in a folder of its own."""
    program, kept = tmp_path / "SumatraPDF", tmp_path / "kept"
    kept.mkdir()
    program.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > {kept}/args\nfor last; do :; done\ncp -p "$last" {kept}/copy\n'
        f'[ "$2" = Broken ] && exit 1\nexit 0\n'
    )
    program.chmod(0o755)
    return Sumatra.found({"PATH": str(tmp_path)}), kept


@needs_sh
def test_sumatra_prints_with_the_settings_and_leaves_no_file(sumatra):
    spooler, kept = sumatra
    queue = chosen(spooler, "Front Desk")
    assert spooler.send(queue.name, JOB, b"%PDF") == ""
    *told, path = (kept / "args").read_text().splitlines()
    settings = "30x,duplexshort,noscale,paper=a4,monochrome"
    assert told == ["-print-to", "Front Desk", "-print-settings", settings, "-silent", "-exit-when-done"]
    assert (kept / "copy").read_bytes() == b"%PDF" and stat.S_IMODE((kept / "copy").stat().st_mode) == 0o600
    assert Path(path).name == "Handout.pdf" and not Path(path).exists() and not Path(path).parent.exists()
    assert spooler.command("", JOB)[1] == "-print-to-default"


@needs_sh
@pytest.mark.parametrize("name", ["-print-to-default", 'a" -exit', "a\nb"])
def test_no_option_is_a_printer(sumatra, name):
    with pytest.raises(CarefoldError) as raised:
        chosen(sumatra[0], name)
    assert raised.value.exit_code == ExitCode.MISSING


@needs_sh
def test_what_sumatra_could_not_print(sumatra):
    with pytest.raises(CarefoldError, match="could not print"):
        sumatra[0].send("Broken", JOB, b"%PDF")


def test_the_file_has_a_name_that_a_system_takes(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with only_for_printing(b"%PDF", "../a/b: c") as path:
        assert path.name == "a-b- c.pdf" and [*tmp_path.iterdir()] == [path.parent]
    with pytest.raises(KeyError), only_for_printing(b"%PDF", "…") as path:
        raise KeyError
    assert not [*tmp_path.iterdir()]


def test_each_system_has_its_own_way():
    assert spooler_of("win32", {"PATH": "/nowhere", "LOCALAPPDATA": "/nowhere"}) is None
    assert spooler_of("linux", {"PATH": "/nowhere"}) is None
    assert "SumatraPDF" in str(nothing_prints("win32")) and "cups-client" in str(nothing_prints("linux"))


def test_the_dialog_is_told_what_to_choose_and_the_file_is_gone_afterwards(monkeypatch, capsys):
    seen = list[tuple[Path, bytes]]()
    monkeypatch.setattr("click.launch", lambda path: seen.append((Path(path), Path(path).read_bytes())))
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    what = Printable("h", "trifold", JOB, b"%PDF")
    assert by_dialog(what, "Desk", Printer(quiet=False, as_json=False), really=False) is ExitCode.DONE and not seen
    chosen = "printer: Desk; 30 copies, A4 paper, both sides, flip on short edge, actual size (100%), black and white"
    assert chosen in capsys.readouterr().err
    by_dialog(what, None, Printer(quiet=False, as_json=False), really=True)
    ((path, data),) = seen
    assert data == b"%PDF" and path.name == "Handout.pdf" and not path.exists()
