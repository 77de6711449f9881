"""What programs may rely on: five names and their signatures; nothing is printed, and nothing around them matters."""

from __future__ import annotations

import dataclasses
import datetime
import enum
import inspect
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from heard import words_of_pdf
from letters import GOOD, pdfs, table, write_letter
from PIL import Image

import carefold
from carefold.diagnostics.report import Report
from carefold.merge.letters import Letters, MadeLetter
from carefold.review.review import Review
from carefold.run import Result
from carefold.stages import Made

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests/golden/api.txt"
NAMES = ["Project", "Order", "Edition", "Finding", "CarefoldError"]
# What docs/python.md names of the values that methods return.
RESULTS = {Result: "order end", Made: "order data name pages code findings", Review: "report", Report: "findings"}
RESULTS |= {Letters: "count left_out findings", MadeLetter: "number name data"}
EXAMPLE = re.findall(r"```python\n(.*?)```", (ROOT / "docs/python.md").read_text("utf-8"), re.S)


def described() -> Iterator[str]:
    for name in carefold.__all__:
        yield from _of_class(name, getattr(carefold, name))
    for kind, names in RESULTS.items():
        types = {field.name: field.type for field in dataclasses.fields(kind)}
        yield f"{kind.__name__}: {'; '.join(f'{name}: {types[name]}' for name in names.split())}"


def _of_class(name: str, kind: type) -> Iterator[str]:
    first = inspect.getdoc(kind).splitlines()[0]  # type: ignore[union-attr]
    if issubclass(kind, enum.Enum):
        yield f"{name}: {', '.join(member.name for member in kind)}\n    {first}"
        return
    yield f"{name}{inspect.signature(kind)}\n    {first}"
    for key, value in inspect.getmembers_static(kind):
        if not key.startswith("_") and (made := _of_member(value)):
            yield f"{name}.{key}{made}"


def _of_member(value: Any) -> str:
    function = value.fget if isinstance(value, property) else getattr(value, "__func__", value)
    if not inspect.isfunction(function):
        return ""
    doc = (inspect.getdoc(function) or "").splitlines()[0]
    signature = inspect.signature(function)
    return f"{f': {signature.return_annotation}' if isinstance(value, property) else signature}\n    {doc}"


def test_these_are_the_names() -> None:
    assert carefold.__all__ == NAMES
    assert all(getattr(carefold, name).__name__ == name for name in NAMES)
    with pytest.raises(AttributeError, match="'Workspace'"):
        carefold.Workspace  # noqa: B018


def test_signatures() -> None:
    """UPDATE_API=1 pytest tests/test_api.py writes the golden anew: look at each change before you commit it."""
    found = "\n".join(described()) + "\n"
    if os.environ.get("UPDATE_API"):
        GOLDEN.write_text(found, "utf-8")
    assert found == GOLDEN.read_text("utf-8")


def alone(script: str, cwd: Path, *arguments: str, **environment: str) -> str:
    """What a program prints that runs by itself; it must not fail."""
    command = [sys.executable, "-c", script, *arguments]
    plain = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    run = subprocess.run(command, cwd=cwd, env={**plain, **environment}, capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout


def test_the_package_says_that_it_is_typed() -> None:
    assert (ROOT / "carefold/py.typed").is_file()


def test_importing_it_costs_little(tmp_path: Path) -> None:
    heavy = "reportlab pydantic click yaml lxml pypdf uharfbuzz citeproc"
    script = f"import sys, carefold; print([name for name in {heavy.split()} if name in sys.modules])"
    assert alone(script, tmp_path) == "[]\n"


SILENT = """
import datetime, hashlib, os, sys
from pathlib import Path
from carefold import CarefoldError, Edition, Finding, Order, Project
root, made = Path(sys.argv[1]), []
project = Project.open(root, datetime.date(2026, 12, 1))
os.chdir(sys.argv[2])
assert project.handouts == ("h",) and {"trifold", "letter"} <= set(project.layouts) and "riverbend" in project.brands
assert all(isinstance(one, Finding) for one in project.check("h").report.findings)
for edition in Edition:
    made.append(project.build(Order("h", "letter", edition)))
    Path(root, "out", made[-1].name).write_bytes(made[-1].data)
assert project.check_pdf(Path("out/h.letter.pdf")).findings == (), "it starts at the project's folder"
assert project.calibrate().startswith(b"%PDF")
for wrong in (Order("x", "letter"), Order("h", "x"), Order("h", "letter", brand="x")):
    try:
        project.build(wrong)
    except CarefoldError as error:
        assert len(error.findings) == 1
    else:
        raise AssertionError(wrong)
for wrong in (root / "nothing", root / "out"):
    try:
        Project.open(wrong, datetime.date(2026, 12, 1))
    except CarefoldError as error:
        assert "this folder is no project" in str(error)
    else:
        raise AssertionError(wrong)
Path(root, "sum").write_text(" ".join(hashlib.sha256(one.data).hexdigest() for one in made))
"""


def test_nothing_is_printed_and_neither_folder_nor_environment_matters(tmp_path: Path, clinic: Any) -> None:
    """Another project lies around where it runs, in which everything is wrong."""
    around, elsewhere = tmp_path / "around", tmp_path / "elsewhere"
    for folder in (around, elsewhere):
        (folder / "handouts").mkdir(parents=True)
        (folder / "project.yaml").write_text("nonsense: true\n")
    home = tmp_path / "home"
    clinic = type(clinic)(home)
    clinic.write(reviewers="[{name: A. Tester, role: Nurse, date: 2026-11-23}]")
    (home / "out").mkdir()
    sums = set()
    for cwd, epoch in ((around, "rubbish"), (elsewhere, "0"), (tmp_path, "")):
        assert alone(SILENT, cwd, str(home), str(elsewhere), SOURCE_DATE_EPOCH=epoch) == ""
        sums.add((home / "sum").read_text())
    assert len(sums) == 1


def test_only_commands_ask_where_and_when_they_run() -> None:
    asks = re.compile(r"os\.environ|getcwd|Path\.cwd|\.today\(\)|datetime\.now\(|(?<![\w.])print\(|\.echo\(|\.home\(")
    files = sorted((ROOT / "carefold").rglob("*.py"))
    found = [path for path in files if asks.search(path.read_text("utf-8"))]
    assert {path.parent.name for path in found} == {"commands"} and len(files) > 200


def test_messages_name_files_from_the_projects_folder(clinic: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic.write("- Rest [@nobody].")
    monkeypatch.chdir(clinic.folder / "handouts")
    project = carefold.Project.open(clinic.folder, datetime.date(2026, 12, 1))
    with pytest.raises(carefold.CarefoldError, match=r"^handouts/h.yaml:\d+:\d+: "):
        project.build(carefold.Order("h", "letter"))


def test_the_example_of_the_docs(tmp_path: Path, clinic: Any) -> None:
    example, merge, _ = EXAMPLE
    home = tmp_path / "lakeside"
    type(clinic)(home).write()
    (home / "handouts/h.yaml").rename(home / "handouts/better-sleep.yaml")
    (tmp_path / "shelf").mkdir()
    script = example.replace('"/srv/', f'"{tmp_path}/')
    said = alone(script, tmp_path)
    assert "import" not in merge and 'project.merge("visit-letter"' in merge
    assert said.startswith("handouts/better-sleep.yaml:1:1: warning CF144:")
    names = {path.name for path in (tmp_path / "shelf").iterdir()}
    assert names == {f"better-sleep.{part}.pdf" for part in ("trifold", "letter", "letter.screen")}


def test_the_web_server_of_the_docs_serves_two_projects_in_two_threads(tmp_path: Path, clinic: Any) -> None:
    homes = {name: tmp_path / name for name in ("lakeside", "hillside")}
    for name, home in homes.items():
        type(clinic)(home).write(title=f"From {name}")
    given = {"Path": Path, "datetime": datetime, **{name: getattr(carefold, name) for name in NAMES}}
    exec(EXAMPLE[2], given)
    given["CLINICS"] = homes
    with given["server"]() as server, ThreadPoolExecutor(4) as pool:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        where = f"http://127.0.0.1:{server.server_address[1]}"
        wanted = ["lakeside/h", "hillside/h"] * 4 + ["nobody/h", "lakeside/x"]
        answers = list(pool.map(lambda path: _answer(f"{where}/{path}"), wanted))
        server.shutdown()
    assert [status for status, _ in answers] == [200] * 8 + [404, 404]
    assert len({body for _, body in answers}) == 4
    assert all(f"From {path.partition('/')[0]}" in body for path, (_, body) in zip(wanted[:8], answers, strict=False))


MERGING = """
import datetime, sys
from pathlib import Path
from carefold import CarefoldError, Order, Project
project = Project.open(Path(sys.argv[1]), datetime.date(2026, 12, 1))
"""


def test_the_merge_of_the_docs_prints_what_is_wrong_and_makes_the_rest(tmp_path: Path, clinic: Any) -> None:
    write_letter(clinic)
    records = [GOOD, {**GOOD, "visit.time": "25:99"}, {**GOOD, "patient.name": "Bo Sample"}]
    clinic.add("patients.csv", table(records))
    (tmp_path / "letters").mkdir()
    script = MERGING + EXAMPLE[1].replace("visit-letter", "h").replace("/srv/exports", str(clinic.folder))
    said = alone(script.replace("/srv/letters", str(tmp_path / "letters")), tmp_path, str(clinic.folder))
    assert re.fullmatch(r"patients\.csv:3:\d+: .*visit\.time.* Hint: .*\n", said) and "25:99" not in said
    made = pdfs(tmp_path / "letters")
    assert list(made) == ["h-0001.pdf", "h-0003.pdf"]
    before = set(clinic.folder.rglob("*"))
    project = carefold.Project.open(clinic.folder, datetime.date(2026, 12, 1))
    with pytest.raises(carefold.CarefoldError, match=r"^patients\.csv:3:"):
        project.merge("h", Path("patients.csv"))
    assert [one.data for one in project.merge("h", Path("patients.csv"), skip_bad=True)] == list(made.values())
    assert set(clinic.folder.rglob("*")) == before


def test_a_web_server_merges_for_two_projects_in_two_threads(tmp_path: Path, clinic: Any) -> None:
    class Merging(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            project = carefold.Project.open(tmp_path / self.path[1:], datetime.date(2026, 12, 1))
            letters = [" ".join(words_of_pdf(one.data)) for one in project.merge("h", Path("r.csv"))]
            self.send_response(200)
            self.end_headers()
            self.wfile.write("\n".join(letters).encode())

        def log_message(self, *_: object) -> None:
            """A test prints nothing."""

    for name, who in (("lakeside", "Ann Lake"), ("hillside", "Bo Hill")):
        write_letter(one := type(clinic)(tmp_path / name))
        one.add("r.csv", table([{**GOOD, "patient.name": f"{who} {number}"} for number in range(3)]))
    with ThreadingHTTPServer(("127.0.0.1", 0), Merging) as server, ThreadPoolExecutor(2) as pool:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        where = f"http://127.0.0.1:{server.server_address[1]}"
        answers = pool.map(lambda name: _answer(f"{where}/{name}"), ("lakeside", "hillside"))
        (lake, hill) = (body.split("\n") for _, body in answers)
        server.shutdown()
    assert [f"Ann Lake {number}" in text and "Hill" not in text for number, text in enumerate(lake)] == [True] * 3
    assert [f"Bo Hill {number}" in text and "Lake" not in text for number, text in enumerate(hill)] == [True] * 3


def _answer(address: str) -> tuple[int, str]:
    try:
        with urlopen(address) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def test_a_picture_of_a_page(clinic: Any) -> None:
    clinic.write()
    project = carefold.Project.open(clinic.folder, today=datetime.date(2026, 12, 1))
    picture = Image.open(BytesIO(project.page_picture(carefold.Order("h", "letter"), dpi=40)))
    assert picture.size == (340, 440)
    with pytest.raises(carefold.CarefoldError, match="no page 3"):
        project.page_picture(carefold.Order("h", "trifold"), 3)
    with pytest.raises(carefold.CarefoldError, match="web page"):
        project.page_picture(carefold.Order("h", "letter", carefold.Edition.HTML))
