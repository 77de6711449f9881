"""carefold print: what lp is told, and what it gets; by a recording lp on the PATH."""

from __future__ import annotations

import hashlib
import io
import re
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from command_line import Run
from mailroom import add_ledger, have_reviewed
from printshop import DUPLEX, MONO, RAW, SIMPLEX, Shop, needs_sh, noted, shop_in
from pypdf import PdfReader

from carefold.diagnostics.exit_code import ExitCode

pytestmark = needs_sh
ROOT = Path(__file__).parents[2]
BLOCKS = "\n".join(f"- Zu{number}. {'We can help. ' * 16}" for number in range(20))


def write(clinic: Any, *blocks: str, **keys: str) -> None:
    """The handout h, and somebody has read it."""
    clinic.write(*blocks, **keys)
    have_reviewed(clinic)


@pytest.fixture
def shop(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Shop:
    return shop_in(tmp_path_factory.mktemp("shop") / "bin", monkeypatch)


@pytest.fixture
def printed(clinic: Any, carefold: Callable[..., Run]) -> Callable[..., Run]:
    write(clinic)

    def run(*options: Any, **more: Any) -> Run:
        return carefold("print", "h", *options, cwd=clinic.folder, **more)

    return run


def test_a_dry_run_shows_the_command_and_prints_nothing(shop, printed):
    shop.add("Desk")
    run = printed("--copies", "30")
    assert run.code == ExitCode.DONE, run.err
    command = (
        "lp -d Desk -n 30 -t Handout -o sides=two-sided-short-edge -o media=Letter -o print-scaling=none"
        " -o number-up=1 -o collate=true -o print-color-mode=color"
    )
    assert run.out.splitlines() == [
        "h, trifold  2 pages: 30 copies, letter paper, both sides, flip on short edge, actual size (100%), colour,"
        " on Desk",
        f"The job: {command}",
        "Nothing was printed: --really prints it.",
    ]
    assert shop.count == 0


def test_what_is_printed_is_what_is_built_and_is_noted(shop, printed, clinic, carefold):
    shop.add("Desk")
    add_ledger(clinic)
    carefold("build", cwd=clinic.folder)
    run = printed("--copies", "3", "--by", "Jo Doe", "--really", "--json")
    assert (run.code, shop.count) == (ExitCode.DONE, 1), run.err
    assert shop.data() == (clinic.folder / "out/h.trifold.pdf").read_bytes()
    assert run.document["passes"][0]["command"] == ["lp", *shop.told()] and run.document["passes"][0]["job"] == "Desk-1"
    (row,) = noted(clinic.folder)
    assert (row["state"], row["channel"], row["handout"], row["answer"]) == ("printed", "paper", "h", "Desk-1")
    assert (row["printer"], row["copies"], row["version"], row["by"]) == ("Desk", 3, "1", "Jo Doe")
    assert row["layout"] == "trifold" and row["gone"] == row["at"]
    assert row["sha256"] == hashlib.sha256(shop.data()).hexdigest() and len(row["code"]) == 6 and not row["who"]


@pytest.mark.parametrize(
    ("settings", "layout", "options"),
    [
        ("", "letter", {"sides": "two-sided-long-edge", "media": "Letter"}),
        ("printer: {flip: long-edge}", "trifold", {"sides": "two-sided-long-edge"}),
        ("printer: {flip: short-edge}", "letter", {"sides": "two-sided-long-edge"}),
        ("printer: {paper: a4}", "trifold", {"sides": "two-sided-short-edge", "media": "A4"}),
        ("", "poster", {"sides": "one-sided"}),
        ("printer: {ink: mono}", "trifold", {"print-color-mode": "monochrome"}),
    ],
)
def test_sides_paper_and_ink_come_from_the_layout_and_the_project(shop, printed, clinic, settings, layout, options):
    shop.add("Desk")
    write(clinic, BLOCKS if layout == "letter" else "- Words.")
    clinic.add("project.yaml", f"format: 1\n{settings}\n")
    run = printed("--layout", layout, "--really")
    assert run.code == ExitCode.DONE, run.err
    assert options.items() <= shop.options().items()


def test_the_queue_shows_one_name_for_all_and_never_a_title(shop, printed, clinic):
    shop.add("Desk")
    clinic.add("project.yaml", "printer: {job-name: Información}\n")
    printed("--really")
    assert shop.told()[4:6] == ["-t", "Información"]
    write(clinic, title="información")
    run = printed("--really")
    assert run.code == ExitCode.PROBLEMS and "project.yaml:1:21: error: `job-name` has the handout's title" in run.err
    assert shop.count == 1


@pytest.mark.parametrize("name", ["-o", "--help", "De sk", "desk", "", "Desk -o", "Desk\n", "../Desk"])
def test_only_a_printer_that_there_is_may_be_named(shop, printed, name):
    shop.add("Desk")
    run = printed("--really", f"--printer={name}")
    assert (run.code, shop.count) == (ExitCode.MISSING, 0) and "there is no printer" in run.err


@pytest.mark.parametrize("copies", ["0", "-1", "100000", "many"])
def test_copies_are_counted(shop, printed, copies):
    shop.add("Desk")
    assert (printed("--really", "--copies", copies).code, shop.count) == (ExitCode.USAGE, 0)


@pytest.mark.parametrize(
    "options", [("--only", "backs"), ("--from-record", "2"), ("--same-for-all",), ("--records", "r.csv", "--by-hand")]
)
def test_options_that_mean_nothing_here(shop, printed, options):
    shop.add("Desk")
    assert (printed("--really", *options).code, shop.count) == (ExitCode.USAGE, 0)


def test_where_nothing_prints_it_says_what_to_install(printed, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    run = printed("--really")
    assert run.code == ExitCode.MISSING and "the package cups-client" in run.err


def test_printers_that_there_are_not_are_stopped_or_take_nothing(shop, printed):
    assert printed("--really").code == ExitCode.MISSING
    shop.add("Desk", state="printer-state=5")
    assert "Desk is stopped: jobs wait" in printed("--really").out and shop.count == 1
    shop.add("Shut", state="printer-state=3 printer-is-accepting-jobs=false")
    run = printed("--really", "--printer", "Shut")
    assert run.code == ExitCode.PROBLEMS and "Shut takes no jobs now" in run.err and shop.count == 1
    shop.say("usual", "no system default destination\n")
    assert printed("--really").code == ExitCode.USAGE and shop.count == 1


def test_what_lp_refuses_is_told_and_noted(shop, printed, clinic):
    shop.add("Desk")
    add_ledger(clinic)
    shop.say("fails-1", "lp: Error - too many copies.\n")
    run = printed("--really")
    assert run.code == ExitCode.PROBLEMS and "error: the printing system refused it: Error - too many" in run.err
    assert [row["state"] for row in noted(clinic.folder)] == ["refused"]


def test_interrupted_in_the_middle_of_lp(shop, printed, clinic):
    shop.add("Desk")
    add_ledger(clinic)
    shop.say("hook", "kill -INT $CAREFOLD; sleep 5")
    run = printed("--really")
    assert run.code == ExitCode.INTERRUPTED and "may be in the printer's queue" in run.err
    assert [row["state"] for row in noted(clinic.folder)] == ["unknown"]


# --- two passes


def test_a_printer_without_duplex_gets_fronts_and_a_sheet_and_then_backs(shop, printed, clinic):
    shop.add("Desk", SIMPLEX)
    add_ledger(clinic)
    run = printed("--copies", "5", "--really")
    assert (run.code, shop.count) == (ExitCode.DONE, 2) and "--only backs" in run.out and not noted(clinic.folder)
    assert [shop.options(job)["sides"] for job in (1, 2)] == ["one-sided"] * 2
    assert [shop.told(job)[3] for job in (1, 2)] == ["5", "1"]
    assert shop.words(2)[0].startswith("This edge goes in first Turn the stack over 1.")
    assert printed("--copies", "5", "--only", "backs", "--really").code == ExitCode.DONE
    assert (shop.count, shop.told(3)[3]) == (3, "5") and [row["copies"] for row in noted(clinic.folder)] == [5]


def test_at_a_terminal_backs_follow_when_somebody_has_turned_the_stack(shop, printed, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    shop.add("Desk", SIMPLEX)
    monkeypatch.setattr(sys, "stdin", Terminal("\n"))
    run = printed("--really", "--json")
    assert [one["part"] for one in run.document["passes"]] == ["fronts", "turn", "backs"] and shop.count == 3
    assert "then press Enter" in run.err


@pytest.mark.parametrize(
    ("settings", "layout", "turned"),
    [("", "trifold", (90, 270)), ("printer: {flip: long-edge}", "trifold", (90, 90)), ("", "letter", (0, 0))],
)
def test_both_sides_go_through_upright_and_meet(shop, printed, clinic, settings, layout, turned):
    """Turned like the page of a book: what flips on the short edge has its other side turned around."""
    shop.add("Desk", SIMPLEX)
    write(clinic, BLOCKS if layout == "letter" else "- Words.")
    clinic.add("project.yaml", f"format: 1\n{settings}\n")
    for only in ("fronts", "backs"):
        assert printed("--layout", layout, "--only", only, "--really").code == ExitCode.DONE
    found = [PdfReader(BytesIO(shop.data(job))).pages[0].rotation for job in (1, 3)]
    assert tuple(found) == turned


@pytest.mark.parametrize("stack", ["turn", "keep"])
def test_backs_come_in_the_order_in_which_the_stack_lies(shop, printed, clinic, stack):
    shop.add("Desk", SIMPLEX)
    write(clinic, "\n".join(f"- Zu{number}. {'We can help. ' * 20}" for number in range(44)))
    clinic.add("project.yaml", f"printer: {{stack: {stack}}}\n")
    for only in ("fronts", "backs"):
        run = printed("--layout", "letter", "--only", only, "--really")
        assert run.code == ExitCode.DONE, run.err
    whole = [*map(_numbers, shop.words(1))], [*map(_numbers, shop.words(3))]
    fronts, backs = whole[0], whole[1] if stack == "turn" else whole[1][::-1]
    assert len(fronts) == len(backs) > 1
    pages = [page for pair in zip(fronts, backs, strict=True) for page in pair]
    if not pages[-1]:
        pages.pop()
    assert len(pages) == run_pages(run) and pages == sorted(pages) and all(pages)
    assert ("Turn the stack over" if stack == "turn" else "Put the stack back as it lies") in shop.words(2)[0]


def _numbers(words: str) -> list[int]:
    return [int(number) for number in re.findall(r"\bZu(\d+)", words)]


def run_pages(run: Run) -> int:
    return int(run.out.split("letter  ")[1].split(" page")[0])


def test_what_is_not_known_of_a_printer_is_told(shop, printed):
    shop.add("Raw", RAW)
    assert "Nobody knows whether Raw prints on both sides; if it does not, say --by-hand." in printed().out
    assert "It takes two passes" in printed("--by-hand").out
    shop.add("Listed", RAW, choices="Duplex/2-Sided: *None DuplexNoTumble\nPageSize/Media: *A4 Letter.Fullbleed\n")
    assert "Nobody knows" not in printed("--printer", "Listed").out
    shop.add("Built-in", SIMPLEX, choices="Duplex/2-Sided: *None DuplexNoTumble\nPageSize/Media: *A4\n")
    said = printed("--printer", "Built-in").out
    assert "It takes two passes" in said and "says nothing of letter paper; it knows a4." in said
    shop.add("Grey", MONO)
    assert "Grey has no colour" in printed("--printer", "Grey").out


def test_a_page_that_no_paper_has_the_size_of(shop, printed, clinic):
    shop.add("Desk", DUPLEX)
    own = (ROOT / "layouts/trifold.yaml").read_text("utf-8").replace("\nduplex:", "\nbleed: 1/8in\nduplex:")
    clinic.add("layouts/own.yaml", own)
    run = printed("--layout", "own", "--really")
    assert run.code == ExitCode.PROBLEMS and "which no paper is" in run.err and shop.count == 0


def test_the_calibration_sheet_is_printed_too(shop, carefold, clinic):
    shop.add("Desk")
    write(clinic)
    assert carefold("print", "calibration", "--really", cwd=clinic.folder).code == ExitCode.DONE
    assert "Calibration sheet: front" in shop.words()[0] and shop.options()["sides"] == "two-sided-short-edge"


def test_letters_are_for_somebody(shop, printed, clinic):
    shop.add("Desk")
    write(clinic, kind="letter")
    assert (printed("--really").code, shop.count) == (ExitCode.USAGE, 0)


def test_what_nobody_has_vouched_for_needs_a_reason(shop, printed, clinic):
    shop.add("Desk")
    add_ledger(clinic)
    clinic.write()
    assert "It is not to be given out yet" in printed().out
    run = printed("--really")
    assert (
        (run.code, shop.count) == (ExitCode.PROBLEMS, 0) and "[CF144]" in run.err and "--unreviewed REASON" in run.err
    )
    assert printed("--really", "--unreviewed", "a flood").code == ExitCode.DONE
    assert "a flood" in " ".join(shop.words()) and [row["reason"] for row in noted(clinic.folder)] == ["a flood"]
