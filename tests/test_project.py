"""Rules for the whole repository."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from pathlib import Path

import pytest
import uharfbuzz as hb
import yaml

from carefold.model.blocks import KINDS

ROOT = Path(__file__).resolve().parent.parent
BINARY = {".png", ".jpg", ".jpeg", ".ttf", ".otf", ".icc", ".pdf", ".ico"}
# Spelled in parts, so that this file does not find itself.
FOREIGN = re.compile(
    "|".join(
        [
            r"(?<![\w.:/-])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me/\w|Us" + r"ers/\w)[/\w]*",
            r"[A-Z]:\\Us" + r"ers",
            "pypi" + "-more",
            "bash" + "_jobs",
            "sh" + "ared/(?:design|spike|facts|hooks)",
            r"\b(?:Clau" + "de|Anthro" + "pic|Chat" + r"GPT|sub-?" + r"agent)\b",
        ]
    )
)
BORROWED = (
    "fonts/OFL.txt",
    "carefold/content/csl/american-medical-association.csl",
    "carefold/content/csl/apa.csl",
    "carefold/content/csl/nlm-citation-sequence.csl",
)
TRIALS = "tests/cases/trials/"  # people write paths of their own computers
UNFINISHED = re.compile(r"\b(?:FIX" + "ME|XX" + "X|TO" + r"DO)\b")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def texts() -> list[tuple[str, bytes]]:
    return [(path.relative_to(ROOT).as_posix(), path.read_bytes()) for path in tracked() if path.suffix not in BINARY]


def test_the_files_are_seen():
    names = {name for name, _ in texts()}
    assert {"README.md", "carefold/pipeline.py", "handouts/about-ketamine.yaml", "tests/conftest.py"} <= names
    assert len(names) > 100
    assert FOREIGN.search("see /wo" + "rk/main/x") and FOREIGN.search("in /ro" + "ot/.cache")
    assert not FOREIGN.search("https://example.org/wo" + "rk/x") and not FOREIGN.search("frame" + "/wo" + "rk")


def test_text_is_utf_8_and_ends_with_one_newline():
    wrong = []
    for name, data in texts():
        text = data.decode("utf-8", errors="replace")
        if "\ufffd" in text or ("\r" in text and name not in BORROWED) or text.startswith("\ufeff"):
            wrong.append(f"{name}: not plain UTF-8 with Unix line ends")
        if text and (not text.endswith("\n") or text.endswith("\n\n")):
            wrong.append(f"{name}: does not end with one newline")
    assert wrong == []


def test_no_line_ends_with_a_space():
    wrong = [
        f"{name}:{number}"
        for name, data in texts()
        if name not in BORROWED and name != "LICENSE" and not name.startswith("tests/golden/")
        for number, line in enumerate(data.decode().split("\n"), 1)
        if line != line.rstrip()
    ]
    assert wrong == []


@pytest.mark.parametrize("pattern", [FOREIGN, UNFINISHED], ids=["machine", "unfinished"])
def test_nothing_of_one_machine_or_unfinished(pattern):
    found = [
        f"{name}:{number}: {line.strip()[:80]}"
        for name, data in texts()
        if name not in BORROWED and not name.startswith(TRIALS)
        for number, line in enumerate(data.decode().split("\n"), 1)
        if pattern.search(line)
    ]
    assert found == []


def test_nothing_generated_is_tracked():
    wrong = [
        path
        for path in tracked()
        if re.search(r"__pycache__|\.pyc$|\.egg-info|^(build|dist|out)/", str(path.relative_to(ROOT)))
    ]
    assert wrong == []


def test_each_font_has_its_licence():
    shelf = yaml.safe_load((ROOT / "fonts/fonts.yaml").read_text("utf-8"))["families"]
    listed: dict[str, str] = {}
    for family in shelf.values():
        faces = {value for key, value in family.items() if key not in ("features", "licence")}
        listed |= dict.fromkeys(faces, family["licence"])
    present = {path.name for path in tracked() if path.parent == ROOT / "fonts"}
    assert present == {"fonts.yaml", *listed, *listed.values()}
    assert len(listed) >= 5
    for name, licence in listed.items():
        text = (ROOT / "fonts" / licence).read_text("utf-8")
        face = hb.Face(hb.Blob.from_file_path(str(ROOT / "fonts" / name)))
        owner = face.get_name(hb.OTNameIdPredefined.COPYRIGHT) or ""
        assert "SIL Open Font License" in text.title().replace("Sil", "SIL") or licence != "OFL.txt"
        assert re.search(r"Source|Noto|Reserved|Adobe|Google", owner), (name, owner)


def test_borrowed_styles_have_their_notice():
    folder = ROOT / "carefold/content/csl"
    notice = (folder / "NOTICE").read_text("utf-8")
    styles = [path.name for path in folder.glob("*.csl")]
    assert styles
    assert "CC BY-SA" in notice
    for name in styles:
        assert name.removesuffix(".csl") in notice, name


def test_the_shipped_handout_says_that_nobody_reviewed_it_until_someone_has():
    for path in sorted((ROOT / "handouts").glob("*.yaml")):
        text = path.read_text("utf-8")
        assert re.search(r"^reviewers:", text, re.M), path.name


PAGES = [path for path in tracked() if path.suffix == ".md" and path.name != "CHANGELOG.md"]
FOLDERS = "carefold|tests|docs|benchmarks|schema"
ROOMS = "|".join(sorted({path.parent.name for path in ROOT.glob("carefold/*/__init__.py")}))
MADE_UP = {"carefold/layout/blocks/quote.py", "carefold/languages/xx/", "tests/cases/review/CF1xx-fault.yaml"}


def test_files_that_pages_name_exist():
    named = {
        (page.name, path)
        for page in PAGES
        for path in re.findall(
            rf"(?<![\w/.])((?:{FOLDERS}|{ROOMS})/(?:[\w./*-]*\.\w+|[\w/*-]*/(?!\w)))", page.read_text("utf-8")
        )
    }
    gone = {(page, path) for page, path in named if not (any(ROOT.glob(path)) or any((ROOT / "carefold").glob(path)))}
    assert len(named) > 100
    gone = {(page, path) for page, path in gone if page != "six-days.md"}  # what its clinic makes
    assert gone == {("CONTRIBUTING.md", path) for path in MADE_UP}


def test_links_between_pages_lead_somewhere():
    links = {
        (page, link)
        for page in PAGES
        for link in re.findall(r"\]\(([\w./-]+)(?![\w./:-])", re.sub("(?m)^  .*", "", page.read_text("utf-8")))
    }
    assert len(links) > 50
    assert {(page.name, link) for page, link in links if not (page.parent / link).exists()} == set()


def test_files_that_code_names_exist():
    names = {f"/{path.relative_to(ROOT).as_posix()}" for path in tracked()}
    named = {
        (path.name, name)
        for path in tracked()
        if path.suffix == ".py" and path.is_relative_to(ROOT / "carefold")
        for name in re.findall(r"(?<![\w./{}-])([a-z_][\w./-]*\.(?:py|md))\b", path.read_text("utf-8"))
    }
    assert len(named) > 20
    assert {pair for pair in named if not any(one.endswith(f"/{pair[1]}") for one in names)} == set()


def test_make_targets_that_pages_name_exist():
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.M))
    asked = {name for page in PAGES for name in re.findall(r"(?:^|`)make ([\w-]+)", page.read_text("utf-8"), re.M)}
    assert asked and asked <= targets
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.M)
    assert phony and set(phony[1].split()) == targets


def test_what_continuous_integration_runs_is_executable():
    listed = subprocess.run(["git", "ls-files", "-s", ".ci"], cwd=ROOT, capture_output=True, text=True, check=True)
    modes = {line.split("\t")[1]: line.split()[0] for line in listed.stdout.splitlines()}
    assert modes == {".ci/install": "100755", ".ci/run": "100755"}


def test_the_page_of_checks_is_fresh() -> None:
    spec = importlib.util.spec_from_file_location("make_checks", ROOT / "docs" / "make_checks.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / "checks.md").read_text(encoding="utf-8") == module.page(), "run: python docs/make_checks.py"


def test_the_page_of_layouts_is_fresh() -> None:
    spec = importlib.util.spec_from_file_location("make_layouts", ROOT / "docs" / "make_layouts.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    names = {path.stem for path in (ROOT / "layouts").glob("*.yaml")}
    assert {*module.FOLDED, *module.PAGES} == names
    fresh = (ROOT / "docs" / "layouts.md").read_text(encoding="utf-8")
    assert fresh == module.page(), "run: python docs/make_layouts.py"


def test_the_items_in_docs_are_those_of_the_code() -> None:
    spec = importlib.util.spec_from_file_location("make_items", ROOT / "docs" / "make_items.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / "review.md").read_text("utf-8").endswith(module.lists()), "run: python docs/make_items.py"


def test_the_page_of_blocks_is_fresh() -> None:
    spec = importlib.util.spec_from_file_location("make_blocks", ROOT / "docs" / "make_blocks.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    shown = {kind for _, kind, _, _ in module.examples()}
    assert shown == set(KINDS)
    assert (ROOT / "docs" / "blocks.md").read_text(encoding="utf-8") == module.page(), "run: python docs/make_blocks.py"
    pictures = {path.stem for path in (ROOT / "docs" / "images" / "blocks").glob("*.png")}
    assert pictures == shown - set(module.UNPICTURED)


def test_the_page_of_symbols_shows_all() -> None:
    spec = importlib.util.spec_from_file_location("make_symbols", ROOT / "docs" / "make_symbols.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / "symbols.md").read_text(encoding="utf-8") == module.page(), (
        "run: python docs/make_symbols.py"
    )
