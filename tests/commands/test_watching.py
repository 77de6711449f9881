"""carefold build --watch: what a saved file affects is made anew, and nothing good is lost."""

from __future__ import annotations

import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import click
import pytest
from PIL import Image
from rebuilt import DECEMBER_2026

from carefold.batch.regenerate import Batch
from carefold.commands import watching
from carefold.diagnostics.exit_code import ExitCode

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 60  # seconds, for what takes one
ENDING = r"\d+ (?:made|unchanged|failed)(?:, \d+ [a-z]+)*"
FAMILY = "{regular: R.ttf, semibold: S.ttf, bold: S.ttf, italic: R.ttf, bold-italic: S.ttf, licence: OFL.txt}"
Edit = Callable[[], Iterable[str]]


@pytest.fixture
def project(clinic: Any) -> Any:
    """Handouts h, with a part, a picture, a reference and a font of its own, and g, without."""
    for new, old in {"R": "Regular", "S": "SemiBold"}.items():
        clinic.add(f"fonts/{new}.ttf", (ROOT / f"fonts/SourceSans3-{old}.ttf").read_bytes())
    clinic.add("fonts/OFL.txt", "free")
    clinic.add("fonts/fonts.yaml", f"families: {{Own: {FAMILY}}}\n")
    clinic.add("layouts/letter.yaml", (ROOT / "layouts/letter.yaml").read_text())
    clinic.add("handouts/references.json", (ROOT / "handouts/references.json").read_bytes())
    clinic.add("handouts/parts/p.yaml", "- From a part.\n")
    clinic.add("project.yaml", "layouts: [letter]\n")
    _picture(clinic.folder / "pictures/p.png", "red")
    _picture(clinic.folder / "photo.png", "blue")
    clinic.write("- Plain words.", id="g")
    (clinic.folder / "handouts/h.yaml").rename(clinic.folder / "handouts/g.yaml")
    clinic.write(
        "- 'Words. [@qaseem2016]'\n- include: handouts/parts/p.yaml\n"
        "- figure: {image: pictures/p.png, alt: Red, width: 1in}",
        id="h",
    )
    brand = (clinic.folder / "brand.yaml").read_text()
    brand = re.sub(r"fonts: .*", "fonts: {text: Own, heading: Own}", brand)
    clinic.add("brand.yaml", brand.replace("cover: wave", "cover: photo\nphoto: photo.png"))
    return clinic


def _picture(path: Path, colour: str) -> None:
    path.parent.mkdir(exist_ok=True)
    Image.new("RGB", (300, 300), colour).save(path)


@pytest.fixture
def watched(carefold: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Any, list[str]]]:
    """Run with --watch; after the first round each edit is made, which says what it has saved. What each round said."""

    def run(folder: Path, *edits: Edit, options: Iterable[str] = ("--all",)) -> tuple[Any, list[str]]:
        def saved(home: Path, _look: object, **_: object) -> Iterator[frozenset[Path]]:
            yield frozenset({home})
            for edit in edits:
                yield frozenset(home / name for name in edit())

        monkeypatch.setattr(watching, "saved", saved)
        ran = carefold("build", "--watch", *options, cwd=folder)
        return ran, re.findall(rf"(?:.+\n)*?{ENDING}\n", ran.out)

    return run


def made(said: str) -> list[str]:
    return re.findall(r"^out/(\w+)\.letter\.pdf  1 page", said, re.MULTILINE)


# --- what is affected


def changed(folder: Path, name: str, old: str, new: str) -> Edit:
    def edit() -> list[str]:
        text = (folder / name).read_text()
        assert old in text, name
        (folder / name).write_text(text.replace(old, new, 1))
        return [name]

    return edit


def test_what_a_saved_file_affects_is_made_anew(project: Any, watched: Any) -> None:
    folder = project.folder

    def text(name: str, old: str, new: str) -> Edit:
        return changed(folder, name, old, new)

    def picture(name: str) -> Edit:
        return lambda: [_picture(folder / name, "green") or name]

    def font() -> list[str]:
        shutil.copy(folder / "fonts/S.ttf", folder / "fonts/R.ttf")
        return ["fonts/R.ttf"]

    edits: dict[str, tuple[Edit, list[str]]] = {
        "a handout": (text("handouts/g.yaml", "Plain", "Other"), ["g"]),
        "a part": (text("handouts/parts/p.yaml", "From", "Out of"), ["h"]),
        "a picture": (picture("pictures/p.png"), ["h"]),
        "a reference": (text("handouts/references.json", "Management of Chronic Insomnia", "Other words"), ["h"]),
        "the brand": (text("brand.yaml", "555-01", "555-02"), ["g", "h"]),
        "its logo": (text("logo.svg", "#ffffff", "#eeeeee"), ["g", "h"]),
        "its photo": (picture("photo.png"), ["g", "h"]),
        "a font": (font, ["g", "h"]),
        "a layout": (text("layouts/letter.yaml", "0.7in", "0.75in"), ["g", "h"]),
        "settings": (text("project.yaml", "layouts", "printer: {shift: [1pt, 0pt]}\nlayouts"), ["g", "h"]),
        "a picture of no handout": (picture("pictures/other.png"), []),
    }
    ran, rounds = watched(folder, *(edit for edit, _ in edits.values()))
    assert (ran.code, ran.err) == (0, "")
    assert made(rounds[0]) == ["g", "h"]
    told = {name: made(said) for name, said in zip(edits, rounds[1:], strict=True)}
    assert told == {name: affected for name, (_, affected) in edits.items()}
    assert ran.out.count("Watching .; Ctrl-C ends it.\n") == 1
    warm = (folder / "out/h.letter.pdf").read_bytes()
    command = [sys.executable, "-m", "carefold", "build", "h", "--out", "x", "--quiet"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": DECEMBER_2026}
    assert subprocess.run(command, cwd=folder, env=environment, check=False).returncode == 0
    assert (folder / "x/h.letter.pdf").read_bytes() == warm, "nothing is kept of what was before"


def test_handouts_come_and_go(project: Any, watched: Any, files: Any) -> None:
    folder = project.folder

    def copy() -> list[str]:
        text = (folder / "handouts/g.yaml").read_text()
        project.add("handouts/new.yaml", text.replace("id: g", "id: new"))
        return ["handouts/new.yaml"]

    def remove() -> list[str]:
        (folder / "handouts/new.yaml").unlink()
        return ["handouts/new.yaml"]

    ran, rounds = watched(folder, copy, remove, lambda: ["handouts/h.yaml"])
    assert (ran.code, ran.err) == (0, "")
    assert [made(said) for said in rounds] == [["g", "h"], ["new"], [], []]
    assert rounds[-1] == "2 unchanged\n"
    assert "new.letter.pdf" in files(folder / "out"), "watching takes nothing away"
    told = (folder / "out/manifest.json").read_text("utf-8")
    for path in (folder / "out").glob("?.letter.pdf"):
        assert sha256(path.read_bytes()).hexdigest() in told


def test_only_what_is_named_is_watched(project: Any, watched: Any) -> None:
    change = changed(project.folder, "brand.yaml", "555-01", "555-02")
    _, rounds = watched(project.folder, change, options=["h"])
    assert [made(said) for said in rounds] == [["h"], ["h"]]


# --- errors


def test_errors_are_told_once_and_the_good_pdf_stays(project: Any, watched: Any) -> None:
    folder = project.folder
    pdf = folder / "out/h.letter.pdf"
    kept = list[bytes]()

    def spoil() -> list[str]:
        kept.append(pdf.read_bytes())
        return changed(folder, "handouts/h.yaml", "title: Small", "titel: Small")()

    def refuse() -> list[str]:
        return changed(folder, "handouts/h.yaml", "titel: Small", "title: Small  # @\nlayouts: [zzz]")()

    edits: list[Edit] = [
        spoil,
        changed(folder, "handouts/g.yaml", "Plain", "Other"),
        lambda: ["handouts/h.yaml"],
        refuse,
        changed(folder, "brand.yaml", "555-01", "555-02"),
        changed(folder, "handouts/h.yaml", "layouts: [zzz]", ""),
    ]
    ran, rounds = watched(folder, *edits)
    assert [made(said) for said in rounds] == [["g", "h"], [], ["g"], [], [], ["g"], ["h"]]
    assert [said.splitlines()[-1] for said in rounds[1:]] == [
        "1 unchanged, 1 failed", "1 made, 1 failed", "1 unchanged, 1 failed", "1 unchanged, 1 failed",
        "1 made, 1 failed", "1 made, 1 unchanged",
    ]  # fmt: skip
    assert ran.err.count("unknown key `titel`") == 2, "when it is new, and when its file is saved again"
    assert ran.err.count("zzz") == 1
    assert kept and not list((folder / "out").rglob("stale/*"))


def test_what_failed_is_not_tried_again_until_it_changes(
    project: Any, watched: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A handout that can be read, and is refused when it is made."""
    folder, tried, real = project.folder, list[str](), Batch.made_here

    def made_here(batch: Batch, tasks: Any, jobs: int) -> Any:
        tried.append("".join(task.orders[0].source for task in tasks))
        return real(batch, tasks, jobs)

    monkeypatch.setattr(Batch, "made_here", made_here)
    spoil = changed(folder, "handouts/h.yaml", "2999-01-01", "2026-02-01")
    mend = changed(folder, "handouts/h.yaml", "2026-02-01", "2999-01-01")
    other = changed(folder, "handouts/g.yaml", "Plain", "Other")
    ran, rounds = watched(folder, spoil, other, lambda: ["handouts/h.yaml"], mend)
    assert tried == ["gh", "h", "g"]
    assert rounds[-1] == "2 unchanged\n", "it is as it was"
    assert ran.err.count("2026-02-01") == 2
    assert (folder / "out/h.letter.pdf").is_file(), "also one that has expired stays while it is worked on"


def test_a_broken_project_is_told_and_mended(project: Any, watched: Any) -> None:
    folder = project.folder
    break_it = changed(folder, "project.yaml", "layouts", "layoutz")
    mend = changed(folder, "project.yaml", "layoutz", "layouts")
    ran, rounds = watched(folder, break_it, lambda: ["handouts/g.yaml"], mend)
    assert (ran.code, ran.err.count("layoutz")) == (0, 1)
    assert rounds[-1] == "2 unchanged\n"


def test_a_pdf_that_is_open_in_a_viewer_fails_alone(
    project: Any, watched: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows; it is made once it can be written."""
    opened, replace = {"g.letter.pdf"}, Path.replace

    def replaced(path: Path, target: Path) -> Path:
        if Path(target).name in opened:
            raise PermissionError(13, "Permission denied")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", replaced)

    def close() -> list[str]:
        opened.clear()
        return ["handouts/g.yaml"]

    ran, rounds = watched(project.folder, close)
    assert [made(said) for said in rounds] == [["h"], ["g"]]
    assert ran.err == (
        "out/g.letter.pdf: error: the file can't be written (Permission denied). Hint: Close it if a program shows it, "
        "and look at the folder's rights and at free space.\n"
    )


def test_a_system_error_ends_nothing(project: Any, watched: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = watching.Batch, list[int]()

    def batch(*arguments: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise FileNotFoundError(2, "No such file or directory", "handouts/x.yaml")
        return real(*arguments)

    monkeypatch.setattr(watching, "Batch", batch)
    ran, rounds = watched(project.folder, lambda: ["handouts/x.yaml"], lambda: ["handouts/g.yaml"])
    assert ran.err == "handouts/x.yaml: error: No such file or directory.\n"
    assert rounds[-1] == "2 unchanged\n"


# --- options


def test_each_pdf_is_opened_once(project: Any, watched: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = list[str]()
    monkeypatch.setattr(click, "launch", shown.append)
    edit = changed(project.folder, "handouts/g.yaml", "Plain", "Other")
    watched(project.folder, edit, options=["g", "--open"])
    assert shown == ["out/g.letter.pdf"]
    watched(project.folder, options=["g", "--open"])
    assert shown == ["out/g.letter.pdf"] * 2, "one that has not changed is shown too"
    watched(project.folder, options=["--all", "--open"])
    assert shown == ["out/g.letter.pdf"] * 2 + ["out/h.letter.pdf"]


def test_force_is_for_the_first_round(project: Any, watched: Any) -> None:
    watched(project.folder)
    _, rounds = watched(project.folder, lambda: ["handouts/g.yaml"], options=["--all", "--force"])
    assert [made(said) for said in rounds] == [["g", "h"], []]


@pytest.mark.parametrize("option", ["--json", "--dry-run", "--prune", "--verify", "--cluster=tcp://x:1"])
def test_options_that_do_not_go_with_it(option: str, project: Any, carefold: Any) -> None:
    ran = carefold("build", "--watch", option, cwd=project.folder)
    assert ran.code == ExitCode.USAGE and "--watch goes with neither" in ran.err


def test_no_project(tmp_path: Path, carefold: Any) -> None:
    ran = carefold("build", "about-ketamine", "--watch", cwd=tmp_path)
    assert ran.code == ExitCode.USAGE and "this folder is no project" in ran.err


@pytest.mark.parametrize(("far", "said", "polling"), [(True, "", True), (True, "false", None), (False, "", None)])
def test_network_drives_are_polled(
    far: bool, said: str, polling: bool | None, project: Any, carefold: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[object]()
    monkeypatch.setattr(watching, "is_far", lambda *_: far)
    monkeypatch.setattr(watching, "saved", lambda *_, polling: asked.append(polling) or [])
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", said)
    carefold("build", "--watch", cwd=project.folder)
    assert asked == [polling]


# --- a real watcher, in a process of its own


class Watching:
    """The command, and the lines that it says."""

    def __init__(self, folder: Path, *options: str) -> None:
        command = [sys.executable, "-m", "carefold", "build", "--watch", *options]
        self.process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
        )
        self.lines = queue.Queue[str]()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)

    def until(self, end: str) -> str:
        """What is said up to a line that has these words in it."""
        said = ""
        while end not in said:
            said += self.lines.get(timeout=DEADLINE)
        return said


@pytest.fixture
def start() -> Iterator[Callable[..., Watching]]:
    running = list[Watching]()

    def run(folder: Path, *options: str) -> Watching:
        running.append(Watching(folder, *options))
        return running[-1]

    yield run
    for one in running:
        one.process.kill()
        one.process.wait(DEADLINE)


@pytest.mark.skipif(os.name != "posix", reason="a process can't be interrupted alone")
def test_a_real_watcher(project: Any, start: Callable[..., Watching]) -> None:
    folder = project.folder
    handout = folder / "handouts/g.yaml"
    watching = start(folder, "g")
    assert "1 made\n" in watching.until("Ctrl-C ends it")
    pdf = (folder / "out/g.letter.pdf").read_bytes()

    (folder / "handouts/4913").touch()  # as vim saves
    (folder / "handouts/4913").unlink()
    handout.rename(folder / "handouts/g.yaml~")
    handout.write_text((folder / "handouts/g.yaml~").read_text().replace("Plain", "Other"))
    (folder / "handouts/g.yaml~").unlink()
    said = watching.until("1 made\n")
    assert "error" not in said
    assert (folder / "out/g.letter.pdf").read_bytes() != pdf

    (folder / "new").mkdir()  # a folder that nobody has looked at before
    _picture(folder / "new/q.png", "red")
    text = handout.read_text().replace("- Other words.", "- figure: {image: new/q.png, alt: Red, width: 1in}")
    (folder / "g.tmp").write_text(text)
    (folder / "g.tmp").replace(handout)
    assert "out/g.letter.pdf  1 page" in watching.until("1 made\n")
    _picture(folder / "new/q.png", "blue")
    watching.until("1 made\n")

    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(DEADLINE) == ExitCode.INTERRUPTED
    assert watching.until("Interrupted.").endswith("Interrupted.\n")
