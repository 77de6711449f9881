"""What was pasted from Word or Markdown is told, and the lines that its hint writes are what the author meant."""

from __future__ import annotations

import re
from itertools import product

import pytest
from opening import opened

from carefold.content import lookalikes
from carefold.content.resolve import resolve
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.model.blocks import Heading, TableBlock, TextBlock
from carefold.model.forms import Checklist
from carefold.model.lists import BulletList, NumberedList
from carefold.workspace import load_brand, load_handout


def _read(clinic, blocks):
    clinic.write(blocks)
    workspace = opened(clinic.folder)
    brand = load_brand(workspace, None)[0]
    return resolve(load_handout(workspace, "h"), brand, {}).handout.sections[0].blocks


def _told(clinic, blocks):
    with pytest.raises(CarefoldError) as caught:
        _read(clinic, blocks)
    return caught.value.findings


def _quoted(text):
    return '- "' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _shown(block):
    """A block's kind and words."""
    if isinstance(block, TextBlock):
        return str(block.text)
    if isinstance(block, Heading):
        return ("heading", str(block.heading))
    if isinstance(block, BulletList | NumberedList | Checklist):
        return (block.kind, [str(item) for item in block.items])
    assert isinstance(block, TableBlock)
    return ("table", [list(map(str, row)) for row in (block.table.header, *block.table.rows)])


LINES = [
    "Rest well.",
    "• Wash",
    "1. Wash 2. Dry",
    "\u00a01. Wash 2. Dry",
    "a) Wash",
    "Bring: - a coat - a book",
    "",
    "x",
]


@pytest.mark.parametrize("lines", list(product(LINES, repeat=2)))
def test_a_text_whose_lines_begin_with_words_has_no_other_lookalike(lines, monkeypatch):
    """The short way of most texts leads to what the long one finds."""
    text = "\n".join(lines)
    found = list(lookalikes.lookalikes(text, "cell"))
    monkeypatch.setattr(lookalikes, "_ODD_START", re.compile(""))
    assert found == list(lookalikes.lookalikes(text, "cell"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("# Rest: how?", [("heading", "Rest: how?")]),
        ("## Important ##", [("heading", "Important")]),
        ("##Important", [("heading", "Important")]),
        ("- Rest\n- Ice", [("list", ["Rest", "Ice"])]),
        ("• Rest, then ice\n• 5 mg: one pill", [("list", ["Rest, then ice", "5 mg: one pill"])]),
        ("•Rest", [("list", ["Rest"])]),
        ("– a coat", [("list", ["a coat"])]),
        ("* Rest\n* Ice", [("list", ["Rest", "Ice"])]),
        ("o Rest\no Ice", [("list", ["Rest", "Ice"])]),
        ("a) Rest\nb) Ice", [("list", ["Rest", "Ice"])]),
        ("Bring:\n- a coat\n- a book", ["Bring:", ("list", ["a coat", "a book"])]),
        ("Bring:\n\n  * a coat\n  * a \"good\" book", ["Bring:", ("list", ["a coat", 'a "good" book'])]),
        ("Bring: - a coat - a book", ["Bring:", ("list", ["a coat", "a book"])]),
        ("Bring: – a coat – a book", ["Bring:", ("list", ["a coat", "a book"])]),
        ("Bring: • a coat • a book", ["Bring:", ("list", ["a coat", "a book"])]),
        ("1. Wash", [("numbered", ["Wash"])]),
        ("1. Wash\n2. Dry", [("numbered", ["Wash", "Dry"])]),
        ("1) Wash 2) Dry", [("numbered", ["Wash", "Dry"])]),
        ("(1) Wash (2) Dry", [("numbered", ["Wash", "Dry"])]),
        ("i. Wash ii. Dry iii. Rest", [("numbered", ["Wash", "Dry", "Rest"])]),
        ("a) Wash b) Dry", [("list", ["Wash", "Dry"])]),
        ("* Wash * Dry", [("list", ["Wash", "Dry"])]),
        ("+ Wash + Dry", [("list", ["Wash", "Dry"])]),
        ("Bring: + a coat + a book", ["Bring:", ("list", ["a coat", "a book"])]),
        ("Do this:\n1. Wash\n2. Dry", ["Do this:", ("numbered", ["Wash", "Dry"])]),
        ("- [ ] Rest\n- [x] Ice", [("checklist", ["Rest", "Ice"])]),
        ("[ ] Rest", [("checklist", ["Rest"])]),
        ("| a | b |\n|---|---|\n| 1 | 2 |", [("table", [["a", "b"], ["1", "2"]])]),
        ("a, x | b\n--- | ---\n1 | 2", [("table", [["a, x", "b"], ["1", "2"]])]),
    ],
)  # fmt: skip
def test_the_lines_of_the_hint_are_what_was_meant(written, meant, clinic):
    (problem,) = _told(clinic, _quoted(written))
    lines = re.findall(r"`(- .*?)`(?=[,.;]|$)", problem.hint) or re.findall(r"[Ww]rite: (- .*)$", problem.hint)
    assert [_shown(block) for block in _read(clinic, "\n".join(lines))] == meant


@pytest.mark.parametrize(
    "written",
    ["Rest - it helps - and call us.", "It is - 5 °C - cold.", "He is 1. in line.", "– 5 °C", "A | B", "#1 in care",
     "Call: 555-0100 - by day", "> 5 mg is too much.", "It is hot:\nrest.", "Mon–Fri • 8–5 • Sat", "* Ask us first.",
     "Use it\n- not at night.", "(1) Rest, (2) ice.", "(1) Rest and (2) ice.", "A. Smith saw B. Jones.",
     "— Your care team", "Take 1.5 mg.", "1.5 mg", "7 days\n5 pills"],
)  # fmt: skip
def test_a_good_text_stays(written, clinic):
    (block,) = _read(clinic, _quoted(written))
    assert _shown(block) == written


@pytest.mark.parametrize("written", ["> Rest.", "---", "```\na\n```", "[1]: https://x.example", "***", ":::note"])
def test_other_marks_are_told(written, clinic):
    assert any("would print" in one.message or "no link" in one.message for one in _told(clinic, _quoted(written)))


@pytest.mark.parametrize(
    ("blocks", "column"),
    [
        ("- list: ['- Rest', Ice]", 17),
        ("- list: [Rest, [Ice, '1. Wash']]", 29),
        ("- steps: [{title: '1. Wash'}]", 26),
        ("- checklist: ['[ ] Wash']", 21),
        ("- table: {header: [a, '# b'], rows: [[c, '- d']]}", 30),
        ("- facts: {When: '**Now'}", 24),
        ("- figure: {image: handouts/x.svg, alt: 'The **foot**'}", 51),
        ("- chart: {type: bar, title: _A_, data: {B: 1, C: 2}}", 35),
        ("- chart: {type: bar, title: A, data: {_B_: 1, C: 2}}", 45),
        ("- callout: {kind: note, text: '• Rest'}", 38),
        ("- glossary: {'~~a~~': b}", 21),
        ("- schedule: [{medicine: A, morning: '2**5** mg'}]", 47),
    ],
)
def test_everywhere_where_a_text_stands(blocks, column, clinic):
    clinic.add(
        "handouts/x.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    )
    first = min(_told(clinic, blocks), key=lambda problem: problem.place)
    assert first.place.column == column, first


@pytest.mark.parametrize(
    ("key", "line"),
    [("title", "**Rest**"), ("subtitle", "Rest &amp; ice"), ("audience", "`All`"), ("title", "# Rest"),
     ("title", "Rest”"), ("title", "<b>Rest</b>")],
)  # fmt: skip
def test_plain_lines_are_looked_at_too(key, line, clinic):
    clinic.write("- Rest.", **{key: f"'{line}'"})
    workspace = opened(clinic.folder)
    with pytest.raises(CarefoldError) as caught:
        resolve(load_handout(workspace, "h"), load_brand(workspace, None)[0], {})
    (problem,) = caught.value.findings
    assert problem.place.file.endswith("h.yaml") and problem.place.column > len(key)


@pytest.mark.parametrize(
    ("written", "wrong"),
    [("Rest at home.”", 1), ("“Rest at home.", 1), ("“Rest” at home.", 0), ('"Rest" at home.', 0), ('A 6" board.', 0),
     ('Make it 6" by 4".', 0), ("It is 5'10\" tall.", 0), ('"Use a 6" board," he said.', 0), ("«Rest» at home.", 0),
     ("It’s the nurses’ room.", 0), ("“One.\n\n“Two.”", 0), ('He said "rest.', 1), ('Rest at home."', 1),
     ('The "main" point', 0), ('("Rest")', 0), ('**"Rest"**', 0), ('Rest ("ice").', 0), ('\\"Rest', 0)],
)  # fmt: skip
def test_quotes_that_lost_their_partner(written, wrong, clinic):
    if wrong:
        assert len(_told(clinic, _quoted(written))) == wrong
    else:
        _read(clinic, _quoted(written))


@pytest.mark.parametrize("sign", ["\u200e", "\u202e", "\u2066", "\u061c", "\ue000", "\U000e0041", "\ufff9", "ㅤ", "ﾠ", "ᅠ"])
def test_signs_that_turn_or_hide_text_are_refused(sign, clinic):
    (problem,) = _told(clinic, f"- Rest {sign}now.")
    assert f"U+{ord(sign):04X}" in problem.message
    assert problem.hint == "Delete it."


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u2060", "\u200d", "\ufe0f"])
def test_signs_without_width_stay_out_of_links_ids_and_fields(sign, clinic):
    (block,) = _read(clinic, f"- See [us](https://x.exa{sign}mple/a{sign}b).")
    assert "https://x.example/ab" in [span.href for span in block.text.paragraphs[0]]
    clinic.write("- Rest.", id=f"A{sign}1")
    workspace = opened(clinic.folder)
    with pytest.raises(CarefoldError, match="nobody can see"):
        resolve(load_handout(workspace, "h"), load_brand(workspace, None)[0], {})
