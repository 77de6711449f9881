"""What docs/layouts.md says of how many words a layout holds: so many fit, and many more do not."""

from __future__ import annotations

import re
from itertools import cycle, islice
from typing import Any

import pytest
from conftest import ROOT

from carefold.diagnostics.carefold_error import CarefoldError

TEXT = (
    "You may feel tired for a few days after the treatment, and that is normal. Drink plenty of water, rest when you "
    "need to, and ask someone to help at home. Most people can walk and eat as usual on the next day. Do not drive or "
    "lift anything heavy until your nurse says that you may."
)
SAID = {
    "trifold": r"(\d+) to (\d+) words", "zfold": r"(\d+) to (\d+) words", "gatefold": r"(\d+) to (\d+) words",
    "bifold": r"(\d+) to (\d+) words", "card": r"about (\d+) words", "letter": r"holds about (\d+) words",
    "letter-plain": r"about (\d+) words on each", "large-print": r"about (\d+) words on a page",
    "poster": r"up to (\d+) words", "half-sheet": r"up to (\d+) words", "booklet": r"about (\d+) words on a page",
}  # fmt: skip
BY_THE_PAGE = ("letter-plain", "large-print", "booklet")
MANY_MORE, PAGES = 1.6, 6  # times as many words
URGENT = """- title: Call us if you have
  urgent: true
  blocks:
  - list: [a fever, pain that gets worse, bleeding that does not stop]
  - contact: {phone: 555-0100}
"""


def most_said(layout: str) -> int:
    """The number, the larger of two, that stands in the layout's part of the page."""
    part = (ROOT / "docs" / "layouts.md").read_text("utf-8").split(f"### {layout}\n")[1].split("![")[0]
    found = re.search(SAID[layout], part)
    assert found, layout
    return int(found[found.lastindex or 1])


def handout(words: int) -> str:
    """So many words in sections of about 90, a third of each in a list, and whom to call."""
    rest, sections = islice(cycle(TEXT.split()), words - len(re.findall(r"[a-z]{2,}", URGENT)) + 8), list[str]()
    while own := list(islice(rest, 90)):
        prose, listed = own[: -len(own) // 3], own[-len(own) // 3 :]
        items = (" ".join(listed[at : at + 8]).strip(",.") for at in range(0, len(listed), 8))
        lines = [f'"{" ".join(prose)}"'] * bool(prose) + ["list:", *(f'    - "{item}"' for item in items)]
        body = (f"  {line}\n" if line.startswith(" ") else f"  - {line}\n" for line in lines)
        sections.append("- title: What to know\n  blocks:\n" + "".join(body))
    return "".join(sections) + URGENT


def pages(clinic: Any, layout: str, words: int) -> int:
    """How many panels or pages so many words take; 0 where the layout can't hold them."""
    try:
        return len(clinic.build(layout, sections=handout(words)).composition.fills)
    except CarefoldError as error:
        assert "does not fit" in str(error)
        return 0


@pytest.mark.parametrize("layout", [one for one in SAID if one not in BY_THE_PAGE])
def test_so_many_words_fit_and_many_more_do_not(clinic: Any, layout: str) -> None:
    most, sheet = most_said(layout), 2 if layout == "letter" else 99
    assert 0 < pages(clinic, layout, most) <= sheet
    assert not 0 < pages(clinic, layout, round(MANY_MORE * most)) <= sheet


@pytest.mark.parametrize("layout", BY_THE_PAGE)
def test_about_so_many_words_stand_on_each_page(clinic: Any, layout: str) -> None:
    words = PAGES * most_said(layout)
    assert pages(clinic, layout, words) == pytest.approx(PAGES, abs=1)


def test_each_layout_says_how_many_words_it_holds_or_that_it_is_the_same() -> None:
    text = (ROOT / "docs" / "layouts.md").read_text("utf-8")
    same = re.findall(r"^### (\S+)\n\nThe same on A4", text, re.MULTILINE)
    assert sorted([*SAID, *same]) == sorted(re.findall(r"^### (\S+)$", text, re.MULTILINE))
