"""Letters that are made by parts are the same bytes as those that are laid out, and no fault of a part gets through."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from letters import FIELDS, people, write_letter

from carefold import Project
from carefold.merge.fast import Fast
from carefold.merge.letter import Letter, Variant
from carefold.order import Record
from carefold.pipeline import make

NAMES = st.text(st.sampled_from("abcdefgilnosty ABMNÑÉáçéíñöøßž-'’.fi"), min_size=1, max_size=60).map(str.strip)
VALUES = st.fixed_dictionaries({
    "patient.name": st.one_of(NAMES.filter(bool), st.sampled_from(("Anna (Ann) Demo", "O'Hara", "x@y", "Nguyễn Test"))),
    "visit.date": st.dates(datetime.date(2027, 1, 1), datetime.date(2029, 12, 31)).map(str),
    "visit.time": st.times().map(lambda time: time.strftime("%H:%M")),
    "fee": st.one_of(st.just(""), st.decimals(0, 10**9, places=2, allow_nan=False).map(str)),
    "parking": st.sampled_from(("yes", "no")),
})  # fmt: skip
LONG = "Rest as long as you want to. Somebody should stay with you on the first day after the visit, and longer if you"


def two_pages() -> str:
    """Sections that fill two pages, with fields in lists, in bold words and between long texts."""
    parts = "".join(
        f"- title: Part {number}\n  blocks:\n    - {LONG} feel weak or dizzy.\n    - list: [Sleep., Rest., Drink.]\n"
        for number in range(6)
    )
    return f"""
- title: Your visit
  blocks:
    - Dear {{{{ patient.name }}}}, come on {{{{ visit.date | date }}}} at {{{{ visit.time }}}}. {LONG} need it.
{parts}- title: Your car
  when: parking == yes
  blocks:
    - Park behind the house, {{{{ patient.name }}}}, and not before it.
- title: What you pay
  blocks:
    - list:
      - "Bring **{{{{ fee | number }}}}** dollars for {{{{ patient.name }}}}."
      - On {{{{ visit.date }}}} we are there at {{{{ visit.time }}}}; if you can't come, call us a day before.
"""


@pytest.fixture(scope="module")
def letter(tmp_path_factory: Any) -> Letter:
    from conftest import Clinic

    clinic = Clinic(tmp_path_factory.mktemp("letter"))
    write_letter(clinic)
    clinic.write(sections=two_pages(), fields=f"\n{FIELDS}", layouts="[letter]")
    return Letter(Project.open(clinic.folder, datetime.date(2026, 12, 1)), "h")


@pytest.fixture(scope="module")
def variants(letter: Letter) -> dict[str, Variant]:
    return {tag: letter.variant(tag, "") for tag in ("en", "es")}


def slow(letter: Letter, variant: Variant, record: Record) -> Any:
    return make(letter.project, variant.order_for(record), variant.content)


def records(count: int) -> Iterator[Record]:
    names = [line.partition(":")[0].strip() for line in FIELDS.strip().splitlines()]
    return (Record({name: one[name] for name in names}) for one in people(count))


SEEN = Counter[str]()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=VALUES, language=st.sampled_from(("en", "es")))
def test_by_parts_or_laid_out_the_bytes_are_the_same(letter, variants, values, language):
    variant, record = variants[language], Record(values)
    found, made = variant.fast.letter(record), slow(letter, variant, record)
    SEEN["by parts" if found else "laid out"] += 1
    if found is None:
        variant.fast.learn(made)
        found = variant.fast.letter(record)
    assert found is None or found.data == made.data


def test_most_letters_are_made_by_parts(letter, variants):
    fast, made = Fast(letter.project, variants["en"].content), Counter[bool]()
    for record in records(50):
        found = fast.letter(record)
        made[found is not None] += 1
        if found is None:
            fast.learn(slow(letter, variants["en"], record))
        else:
            assert found.data == slow(letter, variants["en"], record).data
    assert made[True] > 35
