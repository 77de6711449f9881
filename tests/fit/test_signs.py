"""Odd signs and long texts everywhere: a handout is built, or refused at its place in YAML, never for its own PDF."""

from __future__ import annotations

import copy
import json
import random
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opening import opened

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.families import load_family
from carefold.order import Order
from carefold.pipeline import checked, make
from carefold.resources import shipped
from carefold.workspace import Workspace

LAYOUTS = tuple(path.stem for path in sorted((shipped() / "layouts").glob("*.yaml")))
ODD = (
    "fi", "ffl", "ﬁ", "ĳ", "e\u0301", "A\u030a", "x\u0302\u0301", "e\u0323\u0302", "\u0301", "½", "¹", "⁴", "™", "№",
    "′", "″", "−", "–", "—", "‐", "\u2011", "\u00ad", "\u200b", "\u2060", "\u00a0", "\u202f", "\u2007", "\u2009", "¿",
    "¡", "“", "”", "«", "…", "°", "µ", "×", "≤", "Œ", "ñ", "ł", "Ж", "λ", "´", "¨", "\u200d", "\ufe0f", "Å", "(", "/",
    "@", ".", "-", "_", "?", "&", "=", "10", "mg",
)  # fmt: skip
MARKS = re.compile(r"[*\[\]{}<>^~\\`|!]")
START = re.compile(r"^\s*[-#>+•]+\s*|^\d+[.)]")
BRAND: dict[str, Any] = {
    "name": "Lakeside Practice",
    "tagline": "Family medicine",
    "contact": {
        "phone": "555-0123", "hours": "Mon-Fri, 8 am - 5 pm", "address": ["12 Example Road", "Springfield"],
        "web": "https://lakeside.example", "email": "hello@lakeside.example", "portal": "https://portal.example/a",
    },
    "formats": "Large print? Ask us: 555-0123",
    "emergency": "Call **911** for an emergency.",
    "disclaimer": "This handout is general education.",
    "notices": ["We speak many languages."],
}  # fmt: skip
HANDOUT: dict[str, Any] = {
    "title": "Better sleep", "subtitle": "Small steps", "language": "en", "version": "1", "updated": "2026-01-01",
    "review-by": "2999-01-01", "authors": ["Group"], "audience": "All", "main-point": "Get up.",
    "reviewers": [{"name": "Ann Lee", "role": "Nurse", "date": "2026-01-01"}], "id": "SLEEP-1",
    "fields": {"patient.name": {"label": "Name"}}, "disclaimer": "default",
    "sections": [{"title": "What helps?", "blocks": ["Rest."]}],
}  # fmt: skip
LONG = " ".join(
    ["Springfield Regional Center for Otorhinolaryngology and Gastroenterology Associates of Hampshire"] * 20
)
PLACES = (
    "brand name", "brand tagline", "brand contact hours", "brand contact address 0", "brand contact web",
    "brand contact email", "brand contact portal", "brand formats", "brand emergency", "brand disclaimer",
    "brand notices 0", "handout title", "handout subtitle", "handout id", "handout version", "handout main-point",
    "handout reviewers 0 name", "handout sections 0 title", "handout sections 0 blocks 0", "handout authors 0",
)  # fmt: skip


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("signs")
    (folder / "handouts").mkdir()
    (folder / "project.yaml").write_text("output: out\n")
    return folder


@pytest.fixture(scope="session")
def signs(shipped: Workspace) -> tuple[str, ...]:
    """Every sign of the shipped font that may stand in a text, and odd ones more often."""
    family = load_family(shipped, "Source Sans 3")
    faces = (family.regular, family.semibold, family.bold, family.italic, family.bold_italic)
    known = map(chr, sorted(frozenset.intersection(*(face.characters for face in faces))))
    return (*(sign for sign in known if unicodedata.category(sign)[0] not in "CZ" and not MARKS.match(sign)), *ODD * 12)


def refused(project: Path, layout: str, brand: dict[str, Any], handout: dict[str, Any]) -> list[str]:
    """Why a handout is refused, where that has no place in a file of the author's."""
    for name, data in (("brand.yaml", brand), ("handouts/h.yaml", handout)):
        (project / name).write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    try:
        checked(opened(project), make(opened(project), Order("h", layout)))
    except CarefoldError as error:
        return [str(one) for one in error.findings if not one.place.line or not one.place.file.endswith(".yaml")]
    return []


def words(dice: random.Random, signs: tuple[str, ...], most: int) -> str:
    """Random words, some of their signs odd; nothing that Markdown or YAML would take for its own."""
    made = []
    for _ in range(dice.randint(1, most)):
        letters = (
            dice.choice(signs) if dice.random() < 0.4 else dice.choice("abcdefghilmnorstuvAVTW") for _ in range(9)
        )
        made.append("".join(letters)[: dice.choice((1, 3, 6, 12))])
    return START.sub("", " ".join(made)).strip() or "a"


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**31), layout=st.sampled_from(LAYOUTS))
def test_odd_signs(project: Path, signs: tuple[str, ...], seed: int, layout: str) -> None:
    dice = random.Random(seed)

    def text(most: int) -> str:
        return words(dice, signs, most)

    brand = BRAND | {key: text(4) for key in ("name", "tagline", "formats", "disclaimer")} | {"notices": [text(8)]}
    blocks = [
        f"{text(9)} [@li2010] {text(3)}", {"list": [text(5), f"**{text(2)}** {text(3)}"]}, {"heading": text(2)},
        {"table": {"caption": text(2), "header": [text(1), text(2)], "rows": [[text(2), text(3)]]}},
        {"facts": {text(1): text(3)}}, {"checklist": [text(4)]}, f"Hi {{{{ patient.name }}}}{text(2)}",
    ]  # fmt: skip
    handout = HANDOUT | {key: text(4) for key in ("title", "subtitle", "main-point")}
    handout |= {"language": dice.choice(("en", "es")), "sections": [{"title": text(3), "blocks": blocks}]}
    handout["disclaimer"] = dice.choice(("default", text(6), f"{text(2)} {{{{ patient.name }}}}, {text(2)}"))
    assert refused(project, layout, brand, handout) == []


def long_texts() -> Iterator[tuple[str, str]]:
    for path in PLACES:
        for length in (100, 1500):
            text = LONG[:length].strip()
            yield path, text
            yield path, text.replace(" ", "")
    for path in PLACES:
        yield path, f"A {LONG[:20].replace(' ', chr(0xA0))} b"


def fit_for(path: str, text: str) -> str:
    """The text as such a value may be written."""
    joined = re.sub(r"\s", "", text)
    if path.endswith(("web", "portal")):
        return f"https://{joined[:200]}.example/{joined}"
    return f"{joined}@lakeside.example" if path.endswith("email") else text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_long_texts(project: Path, layout: str) -> None:
    """Each text of a brand and a handout, far too long, alone and as one word, in every layout."""
    shares = LAYOUTS.index(layout)
    faults = []
    for number, (path, text) in enumerate(long_texts()):
        if number % 7 != shares % 7 and not path.endswith("brand name"):
            continue  # a few of them in each layout, the clinic's name in all
        which, *way, last = path.split(" ")
        data = {"brand": copy.deepcopy(BRAND), "handout": copy.deepcopy(HANDOUT)}
        holder: Any = data[which]
        for key in way:
            holder = holder[int(key)] if key.isdigit() else holder[key]
        holder[int(last) if last.isdigit() else last] = fit_for(path, text)
        faults += [f"{path}: {fault}" for fault in refused(project, layout, data["brand"], data["handout"])]
    assert faults == []
