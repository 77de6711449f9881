"""setup.cfg, and the wheel installed alone: it builds the same bytes as the checkout."""

from __future__ import annotations

import ast
import configparser
import os
import re
import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from opening import opened
from rebuilt import DECEMBER_2026, built_apart, written
from wheels import repository

from carefold.order import Edition, Order
from carefold.pipeline import make

ROOT = Path(__file__).resolve().parent.parent
DATA = ("handouts", "layouts", "fonts", "brands", "symbols", "schema")
BROUGHT = {"pydantic-core": "pydantic"}
STARTUP_BLOCKED = ("fcntl", "pwd", "grp", "termios", "resource")


@pytest.fixture(scope="module")
def setup() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


@pytest.fixture(scope="module")
def as_in_december() -> dict[str, bytes]:
    """The shipped about-ketamine in each layout, as if it were December 2026."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", DECEMBER_2026)
        return {layout: make(opened(ROOT), Order("about-ketamine", layout)).data for layout in ("trifold", "letter")}


# --- setup.cfg


def test_every_package_is_listed(setup):
    listed = set(setup["options"]["packages"].split())
    found = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "carefold").rglob("__init__.py")}
    assert len(found) > 8
    assert listed - {f"carefold.{name}" for name in DATA} == found


def test_every_folder_with_code_is_a_package():
    folders = {path.parent for path in (ROOT / "carefold").rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_data_folders_are_mapped_and_hold_no_code(setup):
    mapped = dict(line.split(" = ") for line in setup["options"]["package_dir"].strip().splitlines())
    assert mapped == {f"carefold.{name}": name for name in DATA}
    assert set(mapped) <= set(setup["options"]["packages"].split())
    for name in DATA:
        assert any((ROOT / name).iterdir())
        assert not list((ROOT / name).rglob("*.py"))
        assert not (ROOT / "carefold" / name).exists()


def test_all_that_is_imported_is_required(setup):
    required = {
        re.match(r"[\w-]+", line)[0].lower() for line in setup["options"]["install_requires"].split("\n") if line
    }
    extra = {
        re.match(r"[\w-]+", line)[0].lower()
        for name in ("verapdf", "cluster", "protect")
        for line in setup["options.extras_require"][name].split("\n")
        if line
    }
    of = packages_distributions()
    imported = {
        name.split(".")[0]
        for path in (ROOT / "carefold").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        )
    } - set(sys.stdlib_module_names) - {"carefold"}  # fmt: skip
    needed = {distribution.lower().replace("_", "-") for name in imported for distribution in of.get(name, [name])}
    read = {"tzdata", "pyspellchecker"}  # by zoneinfo on Windows, and for its lists of words
    assert needed - extra - set(BROUGHT) == required - read
    for part, whole in BROUGHT.items():  # what another one can't do without
        assert whole in required
        assert any(re.match(rf"{part}\b(?!.*extra ==)", line) for line in requires(whole) or ()), part


def test_the_lowest_python_is_the_one_that_tools_check(setup):
    assert setup["options"]["python_requires"] == ">=3.11"
    assert setup["mypy"]["python_version"] == "3.11"
    assert 'target-version = "py311"' in (ROOT / "pyproject.toml").read_text()


# --- start-up


def test_no_posix_only_import(tmp_path, as_in_december):
    """As on Windows: these modules can't be imported, and yet a handout is built."""
    script = f"""
import sys
blocked = {STARTUP_BLOCKED!r}
class Windows:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in blocked:
            raise ImportError(name + " is not there on Windows")
for name in blocked:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Windows)
for name in blocked:
    try:
        __import__(name)
    except ImportError:
        continue
    sys.exit("the guard does not work")
from carefold.commands import main
try:
    main(["--version"])
except SystemExit as end:
    assert not end.code
heavy = {{"reportlab", "pydantic", "pypdf", "uharfbuzz", "citeproc", "PIL"}} & set(sys.modules)
if heavy:
    sys.exit(f"--version imports {{heavy}}")
main(["build", "about-ketamine", "--layout", "letter"])
"""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1796083200"}
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert "carefold" in run.stdout.splitlines()[0]
    assert (tmp_path / "out/about-ketamine.letter.pdf").read_bytes() == as_in_december["letter"]


# --- the wheel


def test_the_wheel_has_all_that_is_shipped_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
    shipped = {name for name in repository() if name.startswith("carefold/")}
    shipped |= {f"carefold/{name}" for name in repository() if name.split("/")[0] in DATA}
    assert len(shipped) > 80
    assert inside == shipped


def test_the_wheel_carries_the_licences(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = next(name for name in names if name.endswith(".dist-info/METADATA"))
        text = archive.read(metadata).decode()
        entry_points = archive.read(metadata.replace("METADATA", "entry_points.txt")).decode()
    for end in ("licenses/LICENSE", "licenses/fonts/OFL.txt", "carefold/fonts/OFL.txt", "carefold/content/csl/NOTICE"):
        assert any(name.endswith(end) for name in names), end
    assert "Requires-Python: >=3.11" in text
    assert "carefold = carefold.commands:main" in entry_points


def test_the_wheel_installed_alone_builds_the_same_bytes(installed, tmp_path, as_in_december):
    """In another folder, time zone and locale, and with another hash seed."""
    environment = {
        **{key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "LANG", "LC_ALL")},
        "SOURCE_DATE_EPOCH": "1796083200", "PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C",
    }  # fmt: skip
    script = "import carefold, sys; print(carefold.__file__); from carefold.commands import main; main(sys.argv[1:])"
    command = [installed, "-c", script, "build", "about-ketamine"]
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert Path(run.stdout.splitlines()[0]).is_relative_to(installed.parent.parent)
    made = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.pdf")}
    assert set(made) == {f"out/about-ketamine.{layout}.pdf" for layout in as_in_december}
    for layout, data in as_in_december.items():
        assert made[f"out/about-ketamine.{layout}.pdf"] == data, layout


def test_the_wheel_makes_of_a_project_what_the_checkout_makes(installed, tmp_path, monkeypatch):
    """In print, for archives and for screens; with pictures, a form and a code."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DECEMBER_2026)
    project = written(tmp_path / "clinic")
    made = built_apart(project, tmp_path / "out", {"PYTHONHASHSEED": "7", "PYTHONSAFEPATH": "1"}, python=installed)
    orders = [
        Order("dry-days", "bifold"),
        Order("dry-days", "letter", Edition.ARCHIVE),
        Order("dias-secos", "letter", Edition.SCREEN),
    ]
    for order in orders:
        ours = make(opened(project), order)
        assert made[ours.name] == ours.data


def test_the_installed_command(installed, tmp_path):
    script = installed.with_name("carefold" if os.name == "posix" else "carefold.exe")
    run = subprocess.run([script, "list", "about-ketamine"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert "about-ketamine" in run.stdout
