from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest

from carefold.content.resolve import Resolved, resolve
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.model.blocks import Callout, Facts, Keep, TableBlock, TextBlock
from carefold.model.brand import Brand
from carefold.model.handout import Handout
from carefold.model.inline import Words
from carefold.model.reference import Reference

Make = Callable[..., Any]
DOSE = {"visit.dose": {"choices": ["low", "high"]}}


@pytest.fixture
def run(make_handout: Make, make_brand: Make, library: dict[str, Reference]) -> Callable[..., Resolved]:
    def go(*blocks: Any, values: dict[str, str] | None = None, brand: Brand | None = None, **changes: Any) -> Resolved:
        return resolve(make_handout(list(blocks), **changes), brand or make_brand(), library, values)

    return go


def _problems(run: Callable[..., Resolved], *blocks: Any, **changes: Any) -> tuple[Finding, ...]:
    with pytest.raises(CarefoldError) as caught:
        run(*blocks, **changes)
    return caught.value.findings


def test_numbers_follow_the_reading_order(run: Make, plain: Make) -> None:
    resolved = run(
        main_point="First. [@beta]",
        sections=[
            {"title": "Call us", "urgent": "true", "blocks": ["Urgent. [@delta] [@alpha]"]},
            {"title": "Calm [@alpha]", "blocks": ["Calm. [@beta; @alpha]"]},
            {"title": "Calm too", "blocks": [{"list": ["Item. [@gamma]", ["Nested. [@alpha]"]]}]},
        ],
    )
    assert [reference.id for reference in resolved.references] == ["beta", "alpha", "gamma", "delta"]
    urgent, calm, _ = resolved.handout.sections
    assert plain(resolved.handout.main_point) == "First.[1]"
    assert plain(urgent.blocks[0]) == "Urgent.[2, 4]"
    assert (plain(calm.title), plain(calm.blocks[0])) == ("Calm[2]", "Calm.[1, 2]")


def test_the_brand_comes_last(run: Make, make_brand: Make) -> None:
    brand = make_brand(notices=["By law. [@alpha]"], disclaimer="General. [@beta]")
    resolved = run("Text. [@gamma]", brand=brand)
    assert [reference.id for reference in resolved.references] == ["gamma", "beta", "alpha"]


def test_own_references(run: Make) -> None:
    own = {"id": "alpha", "type": "webpage", "title": "Ours"}
    resolved = run("Text. [@alpha]", references=[own])
    assert resolved.references[0].title == "Ours"
    (problem,) = _problems(run, "Text.", references=[own])
    assert "“alpha” is never cited" in problem.message
    assert problem.place.file == "h.yaml"
    problems = _problems(run, "Text. [@alpha]", references=[own, own])
    assert ["two references have the id “alpha”." in problem.message for problem in problems] == [True]


def test_a_known_id_in_brackets_without_its_sign(run: Make) -> None:
    (problem,) = _problems(run, "Text. [@alpha] [alpha] [other]")
    assert problem.message == "“[alpha]” cites nothing here."
    assert problem.hint == "Write it in brackets and with @: [@alpha]."


def test_an_unknown_reference(run: Make) -> None:
    (problem,) = _problems(run, "Text. [@alpa]")
    assert "no reference “alpa”" in problem.message
    assert "alpha" in problem.hint
    assert (problem.place.file, problem.place.column) == ("h.yaml", 7)


def test_every_text_is_parsed(run: Make, plain: Make) -> None:
    table = {"header": ["*a*", "b"], "rows": [["**c**", "d"], ["e", None]], "caption": "cap"}
    resolved = run(
        {"facts": {"**When**": "now [@alpha]"}},
        {"table": table},
        {"callout": {"kind": "tip", "title": "T", "blocks": [{"keep": [{"heading": "In"}]}]}},
        {"contact": None},
    )
    facts, body, callout, _ = resolved.handout.sections[0].blocks
    assert isinstance(facts, Facts) and isinstance(body, TableBlock) and isinstance(callout, Callout)
    ((term, meaning),) = facts.facts.items()
    assert (plain(term), plain(meaning)) == ("When", "now[1]")
    assert [plain(cell) for row in body.table.rows for cell in row] == ["c", "d", "e", ""]
    assert plain(body.table.caption) == "cap"
    keep = callout.callout.blocks[0]
    assert isinstance(keep, Keep)
    assert plain(keep.keep[0]) == "In"
    assert facts.place.file == "h.yaml"


def test_the_disclaimer(run: Make, plain: Make) -> None:
    resolved = run("Text.")
    assert plain(resolved.handout.disclaimer) == "From Riverbend."
    assert plain(run("Text.", disclaimer="Our *own*.").handout.disclaimer) == "Our own."


def test_the_brands_lines(run: Make, make_brand: Make, plain: Make) -> None:
    brand = make_brand(formats="Ask: {{ brand.contact.phone }}", emergency="Call **911**.", notices=["N"])
    resolved = run("Text.", brand=brand)
    assert plain(resolved.brand.formats) == "Ask: 555-0100"
    assert plain(resolved.brand.emergency) == "Call 911."
    assert plain(resolved.brand.notices[0]) == "N"


def test_conditions_take_away(run: Make, plain: Make) -> None:
    sections = [
        {"title": "Low", "when": "visit.dose == low", "blocks": ["Low. [@beta]"]},
        {"title": "Both", "blocks": [
            {"text": "low", "when": "visit.dose == low"},
            {"text": "high [@alpha]", "when": "visit.dose == high"},
            {"keep": [{"text": "low", "when": "visit.dose == low"}]},
            {"callout": {"kind": "note", "blocks": [{"text": "low", "when": "visit.dose == low"}]}},
        ]},
        {"title": "Emptied", "blocks": [{"text": "low", "when": "visit.dose == low"}]},
    ]  # fmt: skip
    resolved = run(sections=sections, fields=DOSE, values={"visit.dose": "high"})
    (section,) = resolved.handout.sections
    (block,) = section.blocks
    assert isinstance(block, TextBlock)
    assert plain(block) == "high[1]"
    assert [reference.id for reference in resolved.references] == ["alpha"]
    everything = run(sections=sections, fields=DOSE)
    assert [len(section.blocks) for section in everything.handout.sections] == [1, 4, 1]


def test_what_is_taken_away_is_still_checked(run: Make) -> None:
    own = [{"id": "own", "type": "book", "title": "B"}]
    away = {"text": "Low. [@own]", "when": "visit.dose == low"}
    assert run("High.", away, fields=DOSE, references=own, values={"visit.dose": "high"}).references == ()
    wrong = {"text": "**x {{ y }} [@z]", "when": "visit.dose == low"}
    problems = _problems(run, "High.", wrong, fields=DOSE, values={"visit.dose": "high"})
    assert [problem.place.column for problem in problems] == [1, 5, 13]


def test_nothing_left_is_a_problem(run: Make) -> None:
    away = {"text": "Low.", "when": "visit.dose == low"}
    (problem,) = _problems(run, away, fields=DOSE, values={"visit.dose": "high"})
    assert "no section is left" in problem.message


def test_a_bad_condition_stands_at_its_block(run: Make) -> None:
    (problem,) = _problems(run, "a", {"text": "b", "when": "dose > 1"})
    assert "“dose > 1”" in problem.message
    assert problem.place.file == "h.yaml"
    assert problem.place.line > 0


def test_fields_are_filled(run: Make, plain: Make) -> None:
    fields = {"patient.name": {"label": "Name"}}
    title = [{"title": "Dear {{ patient.name }}", "blocks": ["Hello, {{ patient.name }}."]}]
    form = run(sections=title, fields=fields)
    assert plain(form.handout.sections[0].blocks[0]) == "Hello, [patient.name]."
    letter = run(sections=title, fields=fields, values={"patient.name": "*Ann*"})
    assert plain(letter.handout.sections[0].title) == "Dear *Ann*"


def test_no_value_reaches_a_message(run: Make) -> None:
    fields = {"patient.born": {"type": "date"}}
    (problem,) = _problems(run, "{{ patient.born | date }}", fields=fields, values={"patient.born": "Secret 1"})
    assert "patient.born" in problem.message
    assert "Secret" not in str(problem)


def test_all_problems_come_at_once_in_order(run: Make, make_brand: Make) -> None:
    brand = make_brand(disclaimer="**open")
    problems = _problems(
        run,
        "<b>",
        "{{ x }} [@y]",
        brand=brand,
        main_point="a }}",
        references=[{"id": "o", "type": "book", "title": "B"}],
    )
    places = [problem.place for problem in problems]
    assert places == sorted(places)
    assert len(problems) == len(set(problems)) == 6
    assert {place.file for place in places} == {"h.yaml", "brand.yaml"}


def test_the_handout_itself_stays_as_it_was(
    make_handout: Make, make_brand: Make, library: dict[str, Reference]
) -> None:
    handout: Handout = make_handout(["a [@alpha]"])
    resolve(handout, make_brand(), library)
    block = handout.sections[0].blocks[0]
    assert isinstance(block, TextBlock)
    assert block.text.paragraphs == ()
    assert handout.disclaimer == "default"


def test_the_language_sets_the_signs(run: Make) -> None:
    block = run('"a"', language="qaa", disclaimer="Own.").handout.sections[0].blocks[0]
    assert isinstance(block, TextBlock)
    assert block.text.paragraphs[0][0] == Words('"a"', places=block.text.places)


def test_it_is_fast(make_handout: Make, make_brand: Make, library: dict[str, Reference]) -> None:
    """A handout of 700 words takes about 5 ms; the bound is wide for a slow machine."""
    line = 'Ketamine is a **medicine** for pain, and it\'s "old". [@alpha] Ask your care team. '
    handout = make_handout([line * 2 for _ in range(25)])
    brand = make_brand()
    resolve(handout, brand, library)
    started = time.process_time()
    for _ in range(10):
        resolve(handout, brand, library)
    assert (time.process_time() - started) / 10 < 0.05


def test_metadata_holds_no_fields(run: Make) -> None:
    problems = _problems(run, "a", title="For {{ patient.name }}", subtitle="{{ x }}")
    assert [problem.message for problem in problems] == [
        "`title` can't hold a field.",
        "`subtitle` can't hold a field.",
    ]


def test_each_unknown_citation_is_told_where_it_stands(run: Make) -> None:
    problems = _problems(run, "A [@alpha] [@zzz] b [@beta; @yyy] [@zzz].")
    told = [(problem.place.column, re.findall("“(.*)”", problem.message)) for problem in problems]
    assert told == [(12, ["zzz"]), (29, ["yyy"]), (35, ["zzz"])]
