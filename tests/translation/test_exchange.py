"""PO and XLIFF out and in: what comes back as it went is the same text, and what lost something is refused."""

import datetime
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from twinned import english, written

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.place import Place
from carefold.languages.language import Language
from carefold.reading.yaml.source import REFUSED
from carefold.translation import po, xliff
from carefold.translation.finishing import with_digests
from carefold.translation.markup import pieces
from carefold.translation.sheet import Edits, end_of
from carefold.translation.units import Returned, Unit, sorted_out, units_of

DAY = datetime.date(2026, 11, 28)
MARKS = ["**", "[@a]", "[@a; @b]", "{{ a.b | date }}", "[", "](https://x.example/?a=1&b=2)", "\\", '"', "\n", "\n\n",
         "%s", "<ph/>", "&amp;", "]]>", "5 mg", "¿", "…", "# x: ", "  ", "é"]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(MARKS), st.text(max_size=6)), min_size=1, max_size=8).map("".join).filter(
    lambda text: text.strip() and not REFUSED.search(text) and "\t" not in text and "\r" not in text
)  # fmt: skip


def out_and_in(units, form):
    if form == "po":
        return po.read(po.po(units, "h", "en", "es", DAY).decode(), "h.po")
    return xliff.read(xliff.xliff(units, "h", "en", "es"), "h.xlf")


@pytest.mark.parametrize("form", ["po", "xlf"])
@settings(max_examples=150, deadline=None)
@given(source=TEXTS, target=TEXTS)
@example(source="[@a] x **b** [w](https://x.example) {{ a }}", target="{{ a }} [@a] [@a] **")
def test_what_goes_out_comes_back(form, source, target):
    units = (Unit("a/0", source, target, "a note"), Unit("a/1", source, ""))
    back = out_and_in(units, form)
    assert [(one.name, one.source, one.target) for one in back] == [("a/0", source, target), ("a/1", source, "")]
    assert "".join(piece.text for piece in pieces(source)) == source


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, key=TEXTS)
def test_a_text_that_is_written_into_a_file_is_read_as_it_was(text, key):
    original = english(
        "sections:\n  - title: T\n    blocks:\n"
        '      - text: A\n      - facts: {K: V}\n      - facts:\n          "W": B\n'
    )
    edits = Edits(original.source.text)
    for one in original.texts:
        spot = original.sheet.spot(one)
        if one.text in ("A", "V", "B"):
            edits.replace(spot.scalar.start, end_of(spot.scalar), spot.written(text))
        elif one.text == "K":
            edits.replace(spot.scalar.start, end_of(spot.scalar), spot.written(key.strip().replace("\n", " ")[:99]))
    from carefold.reading.yaml.parse import parse
    from carefold.reading.yaml.source import Source

    root = parse(Source("h.yaml", edits.applied())).root
    blocks = root.named["sections"][1].items[0].named["blocks"][1].items
    assert blocks[0].named["text"][1].text == text
    (flow_key, flow_value), (_, below) = (one.named["facts"][1].entries[0] for one in blocks[1:])
    assert (flow_value.text, below.text) == (text, text)
    assert flow_key.text == key.strip().replace("\n", " ")[:99]


def test_no_message_is_taken_for_a_format():
    written_out = po.po((Unit("a", "5 % of 100 %d people", ""),), "h", "en", "es", DAY).decode()
    assert "python-format" not in written_out


def returned(source, target, **more):
    return Returned("main-point", source, target, Place("h.po", 7), **more)


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("Tome 50 mg [@a] el {{ d }}.", "“50 mg” stands here, and in the original “5 mg”"),
        ("Tome 5 mg el {{ d }}.", "the citation “a” of the original is missing"),
        ("Tome 5 mg [@a].", "the field “d” of the original is missing"),
        ("**Tome 5 mg [@a] el {{ d }}.", "“**”"),
        ("Tome 5 mg [@a] el {{ d }}.\u200e", "can't be printed"),
        ("Tome 5 mg [@a] el {{ d }}." + "x" * 9999, "far longer"),
    ],
)
def test_what_lost_something_is_refused_with_its_place(target, message):
    source = "Take 5 mg [@a] on {{ d }}."
    texts = english("sections:\n  - title: T\n    blocks: [A]\nfields: {d: {label: D}}\n").source.text.replace(
        "Rest.", f'"{source}"'
    )
    made = written(texts)
    taken, problems, left = sorted_out(
        [returned(source, target), Returned("no/such", "x", "y", Place("h.po", 9)), returned(source, target)],
        made.texts, Language.of("en"), Language.of("es"),
    )  # fmt: skip
    assert (taken, left) == ({}, [])
    assert message in str(problems[0]) and str(problems[0].place) == "h.po:7"
    assert [str(one) for one in problems[-2:]] == [
        "h.po:9: there is no text `no/such`. Hint: Export it anew: the handout has no such text now.",
        "h.po:7: `main-point` stands here twice. Hint: Remove one of the two.",
    ]


def test_what_is_empty_fuzzy_or_of_another_source_is_not_taken_in():
    texts = english("sections:\n  - title: T\n    blocks: [A]\n").texts
    en, es = Language.of("en"), Language.of("es")
    for one in (returned("Rest.", " "), returned("Rest.", "Descanse.", is_final=False), returned("Rest.", "…")):
        assert sorted_out([one], texts, en, es) == ({}, [], [one])
    _, (problem,), _ = sorted_out([returned("Rest!", "Descanse.")], texts, en, es)
    assert "has another source" in problem.message
    number = next(number for number, one in enumerate(texts) if one.name == "main-point")
    assert sorted_out([returned("Rest.", "Descanse.")], texts, en, es) == ({number: "Descanse."}, [], [])


def test_a_fuzzy_message_is_what_was_translated_from_another_text():
    original = english("sections:\n  - title: T\n    blocks: [A]\n")
    twin = written(with_digests(original.sheet, ["00000000"] * len(original.texts)), "h.es.yaml")
    assert all(one.is_old for one in units_of(original, twin))
    back = out_and_in(units_of(original, twin), "po")
    assert back and not any(one.is_final for one in back)
    assert not any(one.is_final for one in out_and_in(units_of(original, twin), "xlf"))


UNIT = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="h" source-language="en"'
    ' datatype="plaintext"><body><trans-unit id="a"><source>Take <ph id="1">[@a]</ph></source>{}</trans-unit></body>'
    "</file></xliff>"
)


@pytest.mark.parametrize(
    ("target", "text", "broken"),
    [
        ('<target>Tome <x id="1"/></target>', "Tome [@a]", ""),
        ('<target>Tome <ph id="1">[@hack]</ph></target>', "Tome [@a]", ""),  # what is protected is the source's
        ('<target><g id="9">Tome</g> <mrk mtype="x"><ph id="1"/></mrk></target>', "Tome [@a]", ""),
        ('<target>Tome <ph id="2"/></target>', "?", "the placeholder 2 is none of this text."),
        ('<target>Tome <ph/></target>', "?", "the placeholder without a number is none of this text."),
        ("<target>Tome <script>x</script></target>", "?", "<script> can't stand in a text."),
        ("", "", ""),
    ],
)  # fmt: skip
def test_placeholders_of_other_programs(target, text, broken):
    (one,) = xliff.read(UNIT.format(target).encode(), "h.xlf")
    assert (one.source, one.target, one.broken) == ("Take [@a]", text, broken)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "b">]>' + UNIT.format("<target>&a;</target>").encode(), "document type"),
        (b'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">' + UNIT.format("").encode(), "document type"),
        (UNIT.format("<target>&a;</target>").encode(), "no XML that can be read"),
        (UNIT.format("<target>").encode(), "no XML that can be read"),
        (UNIT.format("").encode("utf-16"), "no XML that can be read"),
        (b"", "no XML that can be read"),
        (b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0"/>', "no XLIFF 1.2, but xliff 2.0"),
        (b"<a>" * 100_000, "no XML that can be read"),
    ],
)
def test_a_hostile_file_is_refused(data, message):
    with pytest.raises(CarefoldError, match=re.escape(message)):
        xliff.read(data, "h.xlf")


@pytest.mark.parametrize("text", ['msgid "a', "no po", 'msgid "a"\nmsgid "b"', 'msgstr[x] ""\n', '"'])
def test_a_file_that_is_no_po_is_refused_or_has_nothing(text):
    try:
        assert all(one.name == "" or one.source for one in po.read(text, "h.po"))
    except CarefoldError as error:
        assert "no PO file" in str(error)
