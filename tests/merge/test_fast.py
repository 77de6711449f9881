"""Letters that are made by parts are the same bytes as those that are laid out, and no fault of a part gets through."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from letters import FIELDS, people, write_letter

from carefold import Project
from carefold.graphics.frame import TextLine
from carefold.layout.composition import Usual
from carefold.merge.fast import Fast
from carefold.merge.letter import Letter, Variant
from carefold.merge.sheets import Sheets
from carefold.order import Order, Record
from carefold.pdf.replay import OtherwiseError
from carefold.pipeline import compose, make, prepare, resolved
from carefold.workspace import load_layout

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


def in_cells() -> str:
    """Fields where the room that words need has a say in what stands where."""
    return f"""
- title: Your medicines
  blocks:
    - schedule:
        - {{medicine: Examplin, dose: "{{{{ fee | number }}}} mg", bedtime: "{{{{ fee | number }}}} a day"}}
        - {{medicine: "For {{{{ patient.name }}}}", morning: 2 tablets, when: parking == yes}}
- title: Your visits
  blocks:
    - appointments:
        - {{when: "{{{{ visit.date | date }}}}, {{{{ visit.time }}}}", where: Room 2, whom: "{{{{ patient.name }}}}"}}
    - table:
        header: [Day, Your fee, What it is for]
        rows:
          - ["{{{{ visit.date | date }}}}", "{{{{ fee | number }}}}", A talk with a nurse]
          - [Any other day, As we say, "{{{{ patient.name }}}}"]
    - facts: {{Bring: "{{{{ patient.name }}}}, this letter", "{{{{ visit.time }}}}": We begin.}}
    - do-dont: {{do: ["Come at {{{{ visit.time }}}}."], dont: ["Come late, {{{{ patient.name }}}}."]}}
- title: Your day
  blocks:
    - {LONG} like it.
"""


@pytest.fixture(scope="module", params=[two_pages, in_cells])
def letter(tmp_path_factory: Any, request: Any) -> Letter:
    from conftest import Clinic

    clinic = Clinic(tmp_path_factory.mktemp("letter"))
    write_letter(clinic)
    clinic.write(sections=request.param(), fields=f"\n{FIELDS}", layouts="[letter]")
    return Letter(Project.open(clinic.folder, datetime.date(2026, 12, 1)), "h")


@pytest.fixture(scope="module")
def variants(letter: Letter) -> dict[str, Variant]:
    return {tag: letter.variant(tag, "") for tag in ("en", "es")}


def printed(made: Any) -> Sheets:
    return Sheets.of(made.composition, made.layout, str(made.resolved.handout.language), mono=False)


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
    assert found is None or found.sheets() == printed(made)


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


def test_plain_words_are_set_in_the_quick_way_and_odd_ones_are_not(letter, variants):
    fast, (first, *_) = Fast(letter.project, variants["en"].content), records(1)
    assert fast.learn(slow(letter, variants["en"], first))
    (template,) = fast._known.values()
    plain = [one for one in template._plains if one]
    assert len(plain) >= 5
    names = [one for one in plain if one._parts and one._parts[0].values == slice(0, 1) and len(one._parts) == 1]
    assert any(one.came(("Bo Demo",)) for one in names)
    for odd in ("Bo  Demo", "Bo De\u00admo", "Bo \u05d0", "x@clinic.example", "W" * 50):
        assert all(one.came((odd,)) is None for one in names if one._measure < 500)


def test_the_quick_way_makes_the_lines_of_the_long_one(letter, variants):
    """Also of lines without a value, whose words have other numbers where names have more parts."""
    fast, (first, *_) = Fast(letter.project, variants["en"].content), records(1)
    fast.learn(slow(letter, variants["en"], first))
    (template,) = fast._known.values()
    made, plains = list[list[bytes | None]](), template._plains
    for template._plains in (plains, [None for _ in plains]):
        named = [" ".join(["Bo", *["Al"] * parts, "W" * width]) for parts in range(7) for width in (1, 2, 3, 5)]
        found = [fast.letter(Record({**first, "patient.name": name})) for name in (*named, *reversed(named))]
        made.append([one and one.data for one in found])
        for question in template._questions:
            question.known._answers.clear()
    assert made[0] == made[1] and sum(map(bool, made[0])) > 12


def test_what_is_printed_says_what_was_compared(letter, variants, monkeypatch):
    """Also of lines that are not set in the quick way, which has one text for both."""
    fast, (first, *_) = Fast(letter.project, variants["en"].content), records(1)
    fast.learn(slow(letter, variants["en"], first))
    (template,) = fast._known.values()
    template._plains = [None for _ in template._plains]
    found, right = fast.letter(first), template._replay.untagged.printed
    assert found and found.sheets()
    monkeypatch.setattr(template._replay.untagged, "printed", lambda line: re.sub("<....", "<", right(line)))
    with pytest.raises(OtherwiseError):
        found.sheets()


def test_a_line_without_a_value_is_known_by_its_own_words(letter, variants):
    fast, (first, *_) = Fast(letter.project, variants["en"].content), records(1)
    fast.learn(slow(letter, variants["en"], first))
    (template,) = fast._known.values()
    long = [one for one in template._plains if one and len(one._parts[-1].after.widths) > 4]
    for plain, name in product(long, ("Bo", "Bo Al Ed Demo")):
        rows, new, values = [plain._head], list[tuple[int, int]](), (name,) * (len(plain._texts) - 1)
        for part in plain._parts:
            at, made = sum(len(row.widths) for row in rows), plain._words(part, values[part.values])
            new.append((at, at + len(made.widths)))
            rows += [made, part.after]
        read = [one for row in rows for one in row.read]
        for number in range(new[-1][1], len(read)):
            assert plain._line(0, rows, number, number + 1, new).drawn.said == read[number], (name, number)


def test_the_paragraph_that_told_another_layout_is_asked_first(letter, variants):
    fast, (first, *_) = Fast(letter.project, variants["en"].content), records(1)
    fast.learn(slow(letter, variants["en"], first))
    (template,) = fast._known.values()
    template._order.sort(key=lambda number: "patient.name" in {one.field for one in template._questions[number].fields})
    assert fast.letter(Record({**first, "patient.name": "Maximilian-Bartholomew " * 8 + "Demo"})) is None
    assert "patient.name" in {one.field for one in template._questions[template._order[0]].fields}
    assert fast.letter(first) and sorted(template._order) == list(range(len(template._questions)))


def test_a_letter_has_the_type_size_that_it_has_with_blanks_unless_it_is_too_long_for_it(letter, variants):
    variant, (record,) = variants["en"], records(1)
    blank = make(letter.project, variant.order, variant.content).composition
    usual = slow(letter, variant, record).composition
    assert (usual.type_size, len(usual.pages)) == (blank.type_size, len(blank.pages))
    content = resolved(letter.project, variant.content.opened, record)
    job = prepare(letter.project, content, load_layout(letter.project, "letter"))
    size, too_large = compose(job).type_size, replace(job, usual=Usual(60.0, 1))
    assert compose(too_large).type_size == size
    assert compose(replace(job, usual=Usual(12.0, 2))).type_size == 12.0 != size


def test_what_the_brand_says_in_a_cell_leaves_columns_as_wide_as_their_words(clinic):
    """Columns are even for the sake of records; the brand is the same in all letters."""
    widths = []
    for phone in ("555-0100", "{{ brand.contact.phone }}"):
        clinic.write(f'- table: {{header: [Day, Whom to call about it], rows: [[Monday, "{phone}"], [Friday, Us]]}}')
        project = Project.open(clinic.folder, datetime.date(2026, 12, 1))
        made = make(project, Order("h", "letter"))
        lines = (item for page in made.composition.pages for frame in page.frames for item in frame.items)
        widths.append([line.x for line in lines if isinstance(line, TextLine)])
    assert widths[0] == widths[1]
