"""A merge leaves a patient's values nowhere but on the pages of letters: in no other file, name or message."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from command_line import DECEMBER_2026
from letters import GOOD, lines, pdfs, people, table

from carefold.diagnostics.exit_code import ExitCode
from carefold.merge import judged, names

RECORDS = [
    record | {
        "recipient": f"Quillon Specimen-{number}", "recipient_role": "guardian",
        "born": f"19{60 + number}-07-2{number}",
        "address": f"{7300 + number} Gossamer Lane, Wexcombe", "email": f"quillon{number}@example.org",
        "email_consent": "plain", "email_consent_date": f"2026-0{number + 1}-13",
        "password": f"velvet-orb{number}-crumble-Zyx",
        "language": "es" if number == 2 else "en",
    }
    for number, record in enumerate(people(5))
]  # fmt: skip
PLAIN = [{key: value for key, value in record.items() if key != "password"} for record in RECORDS]
SAID_BY_ALL = {"Example", "Sample", "Specimen", "guardian", "Lane,", "example", "2027", "2026"}


def parts(records: list[dict[str, str]]) -> set[str]:
    """All values, and their parts, that tell something of somebody."""
    whole = {value for record in records for value in record.values()}
    pieces = {part for value in whole for part in re.split(r"[\s,@]+", value)}
    return {value for value in whole | pieces if len(value) > 4} - SAID_BY_ALL


def signs(values: set[str]) -> list[bytes]:
    """Values as bytes may hold them."""
    written = [value.encode(code) for value in values for code in ("utf-8", "utf-16-le", "utf-16-be", "cp1252")]
    return written + [one.hex().encode() for one in written] + [one.hex().upper().encode() for one in written]


def layers(data: bytes) -> Iterator[bytes]:
    """A file's bytes, and what is packed in it, wherever that starts."""
    yield data
    for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b", data):
        for bits in (zlib.MAX_WBITS, 31):
            try:
                yield zlib.decompressobj(bits).decompress(data[found.start() :])
            except zlib.error:
                continue


def holding(folder: Path, wanted: list[bytes], *apart: Path) -> list[str]:
    """Files below a folder, and their names, that hold any of these."""
    found = []
    for path in folder.rglob("*"):
        if any(sign in os.fsencode(path.name) for sign in wanted):
            found.append(path.name)
        if (
            path.is_file()
            and path not in apart
            and any(sign in one for one in layers(path.read_bytes()) for sign in wanted)
        ):
            found.append(path.name)
    return found


class Machine:
    """The command line in a process of its own, in a home and with a temporary folder that are empty."""

    def __init__(self, root: Path, project: Path) -> None:
        self.root, self.project = root, project
        kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "LANG") if key in os.environ}
        self.environment = kept | {
            "HOME": str(root / "home"), "TMPDIR": str(root / "tmp"), "XDG_CACHE_HOME": str(root / "home/.cache"),
            "XDG_STATE_HOME": str(root / "home/.state"), "SOURCE_DATE_EPOCH": DECEMBER_2026,
            "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip
        for name in ("home", "tmp"):
            (root / name).mkdir()

    def run(self, *arguments: str, before: str = "", umask: int = 0o022) -> subprocess.CompletedProcess[bytes]:
        code = f"import os; os.umask({umask}); {before}\nfrom carefold.commands import main\nmain({[*arguments]!r})"
        command = [sys.executable, "-c", code]
        return subprocess.run(command, cwd=self.project, env=self.environment, capture_output=True, check=False)


@pytest.fixture
def machine(letter: Any, tmp_path_factory: pytest.TempPathFactory) -> Machine:
    return Machine(tmp_path_factory.mktemp("machine"), letter.folder)


# --- nowhere else


@pytest.mark.parametrize(
    ("options", "bad"),
    [
        ((), ()), (("--json",), ()), (("--quiet",), (1,)), (("--skip-bad", "--json"), (1, 3)), (("--skip-bad",), (0,)),
        (("--password-field", "password"), ()), (("--make-passwords", "--json"), ()),
    ],
)  # fmt: skip
def test_no_value_is_anywhere_but_in_letters(letter, machine, options, bad):
    records = [
        record | ({"visit.date": "Yesteryear-31", "status": "Absconded"} if at in bad else {})
        for at, record in enumerate(RECORDS)
    ]
    file = letter.add("r.csv", table(records))
    ended = machine.run("merge", "h", "--records", "r.csv", *options)
    assert b"Traceback" not in ended.stderr
    apart = [file, *letter.folder.glob("private/*.pdf"), *letter.folder.glob("private/h-refused*")]
    if "--quiet" not in options:
        assert len(apart) == 1 + len(RECORDS) - len(bad) + bool(bad)
    wanted = signs(parts(records))
    assert not any(sign in ended.stdout + ended.stderr for sign in wanted)
    assert holding(letter.folder, wanted, *apart) == []
    assert holding(machine.root, wanted) == []


def test_the_search_finds_what_is_there(letter, machine):
    wanted = signs(parts(RECORDS))
    for number, data in enumerate((
        b"velvet-orb3-crumble-Zyx", "Gossamer".encode("utf-16-be"), b"Wexcombe".hex().encode(),
        b"_" + zlib.compress(b"Gossamer" * 9),
    )):  # fmt: skip
        path = letter.add(f"x{number}", data)
        assert holding(letter.folder, wanted) == [path.name]
        path.unlink()
    letter.add("Wexcombe", b"")
    assert holding(letter.folder, wanted) == ["Wexcombe"]


def test_what_a_killed_merge_leaves_is_private(letter, machine):
    """It is killed while a letter lies beside its place."""
    file = letter.add("r.csv", table(RECORDS))
    kill = (
        "import pathlib, signal\n"
        "def replace(one, other):\n"
        "    os.kill(os.getpid(), signal.SIGKILL) if '.pdf' in str(other) else os.replace(one, other)\n"
        "pathlib.Path.replace = replace"
    )
    ended = machine.run("merge", "h", "--records", "r.csv", before=kill, umask=0)
    assert ended.returncode == -9
    (left,) = letter.folder.glob("private/.h-0001.pdf.*.part")
    assert left.stat().st_mode & 0o777 == 0o600
    assert (
        holding(letter.folder, signs(parts(RECORDS)), file, left) == [] == holding(machine.root, signs(parts(RECORDS)))
    )
    assert machine.run("merge", "h", "--records", "r.csv").returncode == 0
    assert not list(letter.folder.glob("private/*.part")) and len(pdfs(letter.folder / "private")) == len(RECORDS)


def test_a_letter_says_nothing_of_its_record_beside_its_pages(merge, letter):
    path = letter.folder / "handouts/h.yaml"
    path.write_text(
        path.read_text().replace("title: Your visit", "title: Visit of {{ patient.name }} at {{ visit.time }}")
    )
    assert merge(RECORDS[:1]).code == 0
    with pikepdf.open(letter.folder / "private/h-0001.pdf") as pdf:
        said = [str(pdf.docinfo), pdf.Root.Metadata.read_bytes().decode(), *map(str, pdf.Root.keys())]
        said += [
            str(value)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and "/Dest" in one
            for value in one.values()
        ]
    assert "Visit of … at …" in said
    assert not any(value in one for one in said for value in parts(RECORDS[:1]) | {"Ada", "08:00"})


@pytest.mark.parametrize("options", [(), ("--skip-bad",), ("--json",)])
def test_no_error_in_judging_tells_a_value(merge, letter, monkeypatch, options):
    judge = judged.Terms.judge

    def failing(self: Any, row: Any) -> Any:
        if row.number == 2:
            raise KeyError(row.values["patient.name"])
        return judge(self, row)

    monkeypatch.setattr(judged.Terms, "judge", failing)
    run = merge(RECORDS[:3], *options)
    assert run.code == (ExitCode.PARTLY if "--skip-bad" in options else ExitCode.PROBLEMS)
    assert "no letter can be made of this record (KeyError)." in run.out + run.err
    assert not any(value in run.out + run.err for value in parts(RECORDS))


def test_whatever_stops_a_merge_tells_no_value(merge, monkeypatch):
    def failing(*_: Any) -> str:
        raise ValueError(RECORDS[0]["patient.name"])

    monkeypatch.setattr(names.Names, "name", failing)
    run = merge(RECORDS[:1])
    assert run.code == ExitCode.PROBLEMS and "error: the merge was stopped by a fault (ValueError)." in run.err
    assert not any(value in run.out + run.err for value in parts(RECORDS))


# --- a file without names of columns begins with a patient


@pytest.mark.parametrize("record", [RECORDS[0], {"a": "Wexcombe", "b": "Wexcombe"}])
def test_a_first_line_that_names_nothing_is_not_shown(merge, record):
    run = merge(table([record]).partition("\n")[2] + "x\n")
    assert run.code == ExitCode.PROBLEMS and run.err.startswith("r.csv:1")
    assert not any(value in run.err for value in record.values() if len(value) > 2)


# --- where


@pytest.mark.skipif(os.name != "posix", reason="rights are those of the folder around")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_files_are_the_owners_from_their_first_byte(letter, machine, umask):
    """Each file is looked at when it is opened, and when it has its place."""
    records = [RECORDS[0] | {"fee": "x"}, *RECORDS[1:]]
    letter.add("r.csv", table({**record, "password": ""} for record in records))
    watch = (
        "import atexit, builtins; was = os.open; seen = []\n"
        "def watched(path, flags, mode=0o777, **more):\n"
        "    handle = was(path, flags, mode, **more)\n"
        "    if flags & os.O_CREAT and 'private' in str(path):\n"
        "        seen.append((os.path.basename(str(path)), os.fstat(handle).st_mode & 0o777))\n"
        "    return handle\n"
        "os.open = watched\n"
        "atexit.register(lambda: [print(*one) for one in seen])"
    )
    ended = machine.run("merge", "h", "--records", "r.csv", "--skip-bad", "--make-passwords", before=watch, umask=umask)
    assert ended.returncode == ExitCode.PARTLY
    opened = [line.rpartition(" ") for line in ended.stdout.decode().splitlines() if line.rpartition(" ")[2].isdigit()]
    told = {(name, int(mode)) for name, _, mode in opened if name != "lock"}
    assert sum(".pdf" in name for name, _ in told) == 5 and {mode for _, mode in told} == {0o600}
    for name in ("private", "private-slips"):
        folder = letter.folder / name
        assert folder.stat().st_mode & 0o777 == 0o700
        assert {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()} == {0o600}


@pytest.mark.parametrize("out", [".", "..", "link", "link/deeper", "out/../out/x"])
def test_letters_and_the_shelf_lie_apart(merge, letter, out):
    (letter.folder / "out").mkdir()
    (letter.folder / "link").symlink_to(letter.folder / "out", target_is_directory=True)
    run = merge(RECORDS[:1], "--out", out)
    assert run.code == ExitCode.USAGE and " shelf" in run.err and not [*letter.folder.glob("**/*.pdf")]


def test_a_shelf_that_is_not_there_yet_is_told_in_capitals_too(merge, letter):
    assert merge(RECORDS[:1], "--out", "OUT/x").code == ExitCode.USAGE
    assert not (letter.folder / "OUT").exists()


def test_records_on_the_shelf_are_told(merge, letter):
    run = merge(RECORDS[:1], name="out/r.csv")
    assert run.code == ExitCode.USAGE and "out/r.csv: error: the records lie on the shelf." in run.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_is_no_file(letter, carefold):
    os.mkfifo(letter.folder / "r.csv")
    run = carefold("merge", "h", "--records", "r.csv", cwd=letter.folder)
    assert run.code == ExitCode.USAGE and "r.csv: error: this is no file, but a pipe or a device." in run.err


def test_a_link_to_records_is_followed(merge, letter):
    letter.add("elsewhere.csv", table(RECORDS[:1]))
    (letter.folder / "r.csv").symlink_to(letter.folder / "elsewhere.csv")
    assert merge(table(RECORDS[:1])).code == 0


# --- names of files


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../etc/x", "h-etc-x.pdf"),
        ("CON", "h-CON.pdf"),
        ("a\\b:c*?", "h-a-b-c.pdf"),
        (".hidden.", "h-hidden.pdf"),
        ("Ñ" * 150, f"h-{'Ñ' * 60}.pdf"),
    ],
)
def test_no_value_names_a_file_elsewhere(merge, letter, name, file):
    assert merge([GOOD | {"patient.name": name}], "--name-field", "patient.name").code == 0
    assert [path.name for path in letter.folder.rglob("*.pdf")] == [file]


# --- journals


def test_a_journal_that_somebody_wrote_into_makes_no_difference(merge, letter):
    merge(PLAIN[:2])
    journal = letter.folder / "private/.journal.jsonl"
    made = pdfs(letter.folder / "private")
    for text in (
        "",
        "[]\n{}\nnull\n7\n",
        '["../../x.pdf", "00", 1]\n',
        '[["a"], "b", 1]\n',
        '["h-0001.pdf", "00", 1',
        "\0\xff" * 99,
    ):
        journal.write_bytes(text.encode("latin-1"))
        assert merge(PLAIN[:2]).out.startswith("private/  2 made\n")
        assert pdfs(letter.folder / "private") == made
        assert merge(PLAIN[:2]).out.startswith("private/  2 unchanged\n"), "a line that was cut spoils none behind it"


def test_a_journal_of_another_project_is_no_proof(merge, letter):
    merge(PLAIN[:2], "--out", "a")
    merge([record | {"visit.time": "10:10"} for record in PLAIN[:2]], "--out", "b")
    for name in (".journal.jsonl",):
        (letter.folder / "b" / name).write_bytes((letter.folder / "a" / name).read_bytes())
    assert merge(PLAIN[:2], "--out", "b").err.startswith("b: error: 2 letters of other people lie there")
    assert merge(PLAIN[:2], "--out", "b", "--replace").out == "b/  2 made\n"


def test_another_list_does_not_take_the_place_of_letters(merge, letter):
    """Monday's letters stay when Tuesday's list has the same numbers."""
    monday, tuesday = PLAIN[:2], PLAIN[2:5]
    assert merge(monday).code == 0
    before = {path: path.read_bytes() for path in (letter.folder / "private").glob("*.pdf")}
    run = merge(tuesday)
    assert run.code == ExitCode.PROBLEMS and not run.out
    assert run.err == (
        "private: error: 2 letters of other people lie there under the names of these. Hint: Name another folder with"
        " --out, or files by --name-field id; or say --replace, and they are gone.\n"
    )
    assert {path: path.read_bytes() for path in (letter.folder / "private").glob("*.pdf")} == before
    assert merge(tuesday, "--out", "tuesday").code == 0
    assert merge(tuesday[:1]).err.startswith("private: error: a letter of another person lies there under the name")
    assert merge(tuesday, "--replace").out == "private/  3 made\n"


def test_an_edited_list_is_the_same_list(merge):
    ids = [{**record, "id": f"N-{number}"} for number, record in enumerate(PLAIN[:3])]
    assert merge(ids).code == 0
    moved = [{**record, "visit.time": "10:10"} for record in ids]
    assert merge(moved).out == "private/  3 made\n", "each has changed, and is of the same person"
    assert merge(moved[::-1]).out.startswith("private/  2 made"), "in another order"
    assert merge(moved[1:]).code == 0, "whose line was removed keeps the letter: nobody has its name"
    run = merge(moved[:1])
    assert run.err.startswith("private: error: a letter of another person lies there"), "of whom has no line any more"
    assert merge(moved[:1], "--replace").out.startswith("private/  1 made")


def test_one_patient_on_both_lists_loses_nobody_else(merge):
    run = merge(PLAIN[:3]) and merge([PLAIN[0], *PLAIN[3:5]])
    assert run.err.startswith("private: error: 2 letters of other people lie there") and not run.out


def test_two_merges_at_once_make_each_letter_once(letter, machine):
    letter.add("r.csv", table(PLAIN))
    code = "from carefold.commands import main; main(['merge', 'h', '--records', 'r.csv'])"
    both = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=letter.folder,
            env=machine.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    told = sorted(one.communicate(timeout=100)[0].decode() for one in both)
    assert told == ["private/  5 made\n", "private/  5 unchanged\n"]
    assert len((letter.folder / "private/.journal.jsonl").read_text().splitlines()) == 5


# --- the file of refused records


def test_what_was_refused_is_written_as_it_stood(merge, letter):
    """Also what a spreadsheet takes for a formula: with a sign before it, it would be merged as another value."""
    bad = GOOD | {"patient.name": '=HYPERLINK("https://example.org")', "fee": "+x"}
    merge([bad, GOOD], "--skip-bad")
    text = (letter.folder / "private/h-refused.csv").read_text("utf-8-sig")
    mended = text.replace("+x", "1")
    assert merge(mended, "--out", "again").code == 0
    assert '"=HYPERLINK(""https://example.org"")"' in text


def test_json_lines_leave_nothing_either(letter, machine):
    file = letter.add(
        "r.jsonl",
        lines([RECORDS[0] | {"Gossamer": ["Wexcombe"]}, {**RECORDS[1], "fee": "Wexcombe"}]) + '{"Wexcombe": \n',
    )
    ended = machine.run("merge", "h", "--records", "r.jsonl", "--skip-bad")
    told = ended.stdout + ended.stderr
    assert ended.returncode == ExitCode.PROBLEMS or ended.returncode == ExitCode.PARTLY
    assert b"Wexcombe" not in told and not any(sign in told for sign in signs(parts(RECORDS)) if sign != b"Gossamer")
    assert holding(letter.folder, signs(parts(RECORDS)), file, *letter.folder.glob("private/h-*")) == []


def test_a_file_for_the_print_room_is_made_in_one_process(merge):
    run = merge(PLAIN[:2], "--single", "--jobs", "2")
    assert run.code == ExitCode.USAGE and "leave out --jobs" in run.err
