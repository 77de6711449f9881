from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from carefold.content.field_use import FieldUse
from carefold.content.parse_inline import Parsed, parse
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place, Places
from carefold.model.inline import Blank, Citation, Words
from carefold.model.values import Text
from carefold.model.widthless import USELESS

Placed = Callable[[str], Text]
MARKS = r"*_[]()<>{}^~\&!@|;:'\"`#-. \n"


def _text(written: str) -> Text:
    return Text(written, Places("f", (0, 1), tuple(range(1, len(written) + 1))))


def _styled(parsed: Parsed) -> list[tuple[str, str]]:
    """Words with a letter for each style: b, i, ^, ~, and where they lead."""
    shifts = {"sup": "^", "sub": "~", "": ""}
    return [
        (span.text, "b" * span.bold + "i" * span.italic + shifts[span.shift] + span.href)
        for paragraph in parsed.paragraphs
        for span in paragraph
        if isinstance(span, Words)
    ]


def _columns(words: Words) -> list[int]:
    return [place.column for place in words.places]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("plain", [("plain", "")]),
        ("a **b** c", [("a ", ""), ("b", "b"), (" c", "")]),
        ("*a* ***b***", [("a", "i"), (" ", ""), ("b", "bi")]),
        ("*a **b** c*", [("a ", "i"), ("b", "bi"), (" c", "i")]),
        ("*a *b* c*", [("a b c", "i")]),
        ("m^2^ H~2~O", [("m", ""), ("2", "^"), (" H", ""), ("2", "~"), ("O", "")]),
        ("[us](https://x.example/a_b)", [("us", "https://x.example/a_b")]),
        ("[**us**](tel:911) [w](mailto:a@b.c) [s](sms:988)",
         [("us", "btel:911"), (" ", ""), ("w", "mailto:a@b.c"), (" ", ""), ("s", "sms:988")]),
        ("[ä](https://é.example/ä)", [("ä", "https://xn--9ca.example/%C3%A4")]),
        ("See https://x.example/a_(b_c)_d. Or www.y.example!",
         [("See ", ""), ("https://x.example/a_(b_c)_d", "https://x.example/a_(b_c)_d"), (". Or ", ""),
          ("www.y.example", "https://www.y.example"), ("!", "")]),
        ("**https://x.example/a*b*c**", [("https://x.example/a*b*c", "bhttps://x.example/a*b*c")]),
        ("(a_b@x.example)", [("(", ""), ("a_b@x.example", "mailto:a_b@x.example"), (")", "")]),
        ("**https://x.example**", [("https://x.example", "bhttps://x.example")]),
        ("[https://x.example](tel:911)", [("https://x.example", "tel:911")]),
        ("10^9^ and 10^-9^, 5^2^.", [("10⁹ and 10⁻⁹, 5².", "")]),
        ("Call 2.^1^", [("Call 2.¹", "")]),
        ("2^nd^", [("2", ""), ("nd", "^")]),
        ("nin\u0303o \ufe0fa\u200db", [("niño ab", "")]),
        (r"\*a\* \[@x] \{\{", [("*a* [@x] {{", "")]),
        ("a&nbsp;b &lt;b&gt;", [("a\u00a0b <b>", "")]),
        ("one\n  two", [("one two", "")]),
    ],
)  # fmt: skip
def test_marks_become_styles(written: str, expected: list[tuple[str, str]], text: Placed) -> None:
    parsed = parse(text(written))
    assert parsed.problems == ()
    assert _styled(parsed) == expected


@pytest.mark.parametrize(
    "written",
    ["<54", "5 * 3", "5*3", "2 < 3", "a_b_c", "100%", "C#", "#1", "a ~ b", "~5", "2^10", "x > y", "[see]",
     "AT&T", "&copy", "Hello!", "<3", "2*5 mg in the morning and 3*5 mg", "1*1 and 2*1 daily, or 1*2*3.",
     "2 *5 mg and 3* 5 mg", "5*mL and 3*mL", "2_5", "* Ask us", "$5", "a | b", "|x|", "- 5 °C", "#1 priority",
     "Name: ____ Date: ____", "Mon–Fri • 8 am", "See x.example", "http://x.example/a_b", "> 5 mg", "a == b", "{1, 2}",
     "It costs $5 *", "a – b – c", "½ cup"],
)  # fmt: skip
def test_what_only_looks_like_a_mark_is_text(written: str, text: Placed) -> None:
    parsed = parse(text(written))
    assert parsed.problems == ()
    assert _styled(parsed) == [(written, "")]


@pytest.mark.parametrize(
    ("written", "column", "message"),
    [
        ("a <b>c", 3, "HTML"),
        ("a </p>", 3, "HTML"),
        ("<!-- x -->", 1, "HTML"),
        ("a ![p](x.png)", 3, "picture"),
        ("see **this", 5, "“**”"),
        ("** this", 1, "“**”"),
        ("a *b", 3, "“*”"),
        ("a b* c", 4, "“*”"),
        ("[a] (b](https://x.example)", 7, "not complete"),
        ("[a](https://x.example b", 3, "not complete"),
        ("a [@b", 3, "has no end"),
        ("a {{ b", 3, "no “}}”"),
        ("a }} b", 3, "no “{{”"),
        ("[a](javascript:alert(1))", 5, "javascript"),
        ("[a](java&#115;cript:alert)", 5, "javascript"),
        ("[a](http://x.example)", 5, "http:"),
        ("[a](file:///x)", 5, "file"),
        ("[a](/x)", 5, "not complete"),
        ("[a](https:x)", 5, "https"),
        ("[a](mailto:x)", 5, "mailto"),
        ("[a](tel:x)", 5, "tel"),
        ("[a]()", 3, "nowhere"),
        ("[](https://x.example)", 2, "no words"),
        ("a <https://x.example>", 3, "< >"),
        ("a [@b, @c]", 6, "citation"),
        ("a [@]", 4, "citation"),
        ("a [@b; c]", 6, "citation"),
        ("{{ 1 + 1 }}", 4, "field"),
        ("{{ a + 1 }}", 6, "field"),
        ("{{ }}", 4, "field"),
        ("{{ a | }}", 6, "field"),
        ("{{ a() }}", 5, "field"),
        ("{{ a.b | c | d }}", 12, "field"),
        ("a _b_", 3, "italics"),
        ("a __b c__ d", 3, "italics"),
        ("a `b`", 3, "“`”"),
        ("a { b }", 3, "braces"),
        ("{% if %}", 1, "braces"),
        ("up.[1]", 4, "cites nothing"),
        ("up [2, 3]", 4, "cites nothing"),
        ("up (@lee2024).", 5, "“@lee2024” cites nothing"),
        ("as @lee2024b says", 4, "“@lee2024b” cites nothing"),
        ("up. [lee2024]", 5, "“[lee2024]” cites nothing"),
        ("a[^1]", 2, "footnotes"),
        ("[a][1]", 3, "not complete"),
        ("[a] (https://x.example)", 3, "not complete"),
        ("[[a]]", 1, "not complete"),
        ("~~a~~ b", 1, "crossed out"),
        ("~gone~ b", 1, "crossed out"),
        ("a ==b== c", 3, "“==”"),
        ("[b]a[/b]", 5, "brackets"),
        ("Yes [ ]", 5, "box"),
        ("a &foo; b", 3, "“&foo;”"),
        ("a\\nb", 2, "“\\”"),
        ("[a](https://x.example 'b')", 2, "quotes"),
        ("a <br> b", 3, "HTML"),
        ("2&#53; mg", 2, "digit"),
        ("a&#8203;b", 2, "nobody can see"),
        ("2**5** mg", 4, "two numbers"),
        ("**2**5 mg", 6, "two numbers"),
        ("*2*.5 mg", 4, "two numbers"),
        ("2.**5** mg", 5, "two numbers"),
        ("2~5~ mg", 3, "two numbers"),
        ("5^1/2^ mg", 3, "two numbers"),
        ("[2](tel:911)5 mg", 13, "two numbers"),
        ("2\u00ad5 mg", 2, "nobody can see"),
        ("1\u03380 mg", 2, "stands over a digit"),
        ("1\u041e mg", 2, "which is no digit"),
        ("\u04170 mg", 1, "which is no digit"),
        ("2\u200b5 mg", 2, "nobody can see"),
        ("{{ a }}5 mg", 8, "field"),
        ("5{{ a }} mg", 2, "field"),
        ("{{ a }}{{ b }}", 8, "field"),
        ("{{ a }}.5 mg", 8, "field"),
        ("2.{{ a }} mg", 3, "field"),
        ("a ^[note]", 3, "footnotes"),
        ("[@a]5 mg", 5, "citation"),
        ("[a](https://b:c@x.example)", 5, "password"),
        ("https://b:c@x.example a", 1, "password"),
        ("[a](mailto:a@x.example?bcc=b@x.example)", 5, "nothing else"),
        ("[a](mailto:a@x.example&body=b)", 5, "nothing else"),
        ("[a](tel:*#06#)", 5, "tel"),
        ("[a](sms:988?body=x)", 5, "sms"),
        ("[a](https:///x)", 5, "https"),
        ("Cold and dry.”", 14, "no opening"),
        ("“Cold and dry.", 1, "no closing"),
        ('Cold and dry."', 14, "no opening"),
    ],
)
def test_a_fault_is_told_at_its_place(written: str, column: int, message: str, text: Placed) -> None:
    problems = parse(text(written)).problems
    assert [problem.place for problem in problems] == [Place("f", 2, column)], problems
    assert message in problems[0].message
    assert problems[0].hint


def test_all_faults_of_a_text_are_told(text: Placed) -> None:
    problems = parse(text("<b>a **b\n\n![c](d) {{ e")).problems
    assert sorted(problem.place.column for problem in problems) == [1, 6, 11, 19]


def test_a_blank_line_starts_a_paragraph(text: Placed) -> None:
    parsed = parse(text("one\n \n\ntwo\nthree"))
    assert [[span.text for span in p if isinstance(span, Words)] for p in parsed.paragraphs] == [["one"], ["two three"]]


def test_an_empty_text_has_no_paragraphs(text: Placed) -> None:
    assert parse(text(" ")) == Parsed((), ())


def test_words_know_where_each_character_stands(text: Placed) -> None:
    written = 'a  **b**\n"c" &lt; \\* ...^2^'
    (paragraph,) = parse(text(written)).paragraphs
    assert [(span.text, _columns(span)) for span in paragraph if isinstance(span, Words)] == [
        ("a ", [1, 2]),
        ("b", [6]),
        (" “c” < * …", [9, 10, 11, 12, 13, 14, 18, 20, 21, 22]),
        ("2", [26]),
    ]


def test_text_from_no_file_has_no_places() -> None:
    parsed = parse(Text('a "b" **c** &lt; {{ d }}'), lambda use: Words("value"))
    assert all(not span.places for span in parsed.paragraphs[0] if isinstance(span, Words))


@pytest.mark.parametrize(
    ("written", "before", "ids"),
    [
        ("used. [@x]", "used.", ("x",)),
        ("used.[@x; @y]", "used.", ("x", "y")),
        ("used. [@x] [@y][@x]", "used.", ("x", "y")),
        ("used. [ @x ;@y ]", "used.", ("x", "y")),
        ("used&nbsp;[@a.b:c-d/e_1]", "used", ("a.b:c-d/e_1",)),
        ("[@x]", None, ("x",)),
    ],
)
def test_a_citation_follows_what_it_belongs_to(written: str, before: str, ids: tuple[str, ...], text: Placed) -> None:
    parsed = parse(text(written))
    assert parsed.problems == ()
    (paragraph,) = parsed.paragraphs
    *words, citation = paragraph
    assert [span.text for span in words if isinstance(span, Words)] == ([before] if before else [])
    assert isinstance(citation, Citation)
    assert citation.ids == ids
    assert citation.place.column == written.index("[") + 1


def test_a_field_takes_the_style_around_it(text: Placed) -> None:
    def fill(use: FieldUse) -> Words:
        return Words(f"<{use.name}*{use.filter}")

    (paragraph,) = parse(text("a **{{ b.c | date }}** {{d}}"), fill).paragraphs
    assert [span.text for span in paragraph if isinstance(span, Words)] == ["a ", "<b.c*date", " <d*None"]
    field = paragraph[1]
    assert isinstance(field, Words)
    assert field.bold
    assert set(_columns(field)) == {5}


def test_a_field_may_stay_blank_or_be_wrong(text: Placed) -> None:
    assert parse(text("{{ a }}")).paragraphs == ((Blank("a", "a", 108.0, Place("f", 2, 1)),),)
    parsed = parse(text("{{ a }}b"), lambda use: Finding("no", use.place))
    assert parsed.problems == (Finding("no", Place("f", 2, 1)),)


PIECES = ("**", "*", "[", "](", ")", "[@", "]", "{{", "}}", "a", " ", "\n\n", "<b>", "https://x.y", "!", "\\", "&lt;")


@settings(deadline=None)
@given(
    st.text() | st.text(alphabet=MARKS + "ab1é\u00a0") | st.lists(st.sampled_from(PIECES)).map("".join),
)
def test_any_text_is_parsed_or_has_problems(written: str) -> None:
    parsed = parse(_text(written))
    for problem in parsed.problems:
        assert problem.place.line == 2
    if not parsed.problems:
        _assert_in_order(written, parsed)


def _assert_in_order(written: str, parsed: Parsed) -> None:
    """Every printed character stands where its place says, unless it was set with a printer's sign."""
    last = 0
    for words in (span for paragraph in parsed.paragraphs for span in paragraph if isinstance(span, Words)):
        assert len(words.places) == len(words.text) > 0
        for character, column in zip(words.text, _columns(words), strict=True):
            assert column >= last
            last = column
            source = written[column - 1]
            assert character == source or character in "“”‘’–…" or source == "&" or source.isspace()


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["{}", "**{}**", "*{}*", "[{}](https://x.example)"]),
            st.from_regex(r"[a-zé]{1,6}", fullmatch=True),
        ),
        min_size=1,
    )
)
def test_words_come_out_in_order(parts: list[tuple[str, str]]) -> None:
    parsed = parse(_text(" ".join(style.format(word) for style, word in parts)))
    assert parsed.problems == ()
    assert "".join(text for text, _ in _styled(parsed)) == " ".join(word for _, word in parts)
    assert not re.search(r"[*\[\]()]", "".join(text for text, _ in _styled(parsed)))


@settings(deadline=None)
@example("\ufe00")
@given(
    st.text(alphabet=st.characters(exclude_characters=r"\\" + MARKS, exclude_categories=("Cs", "Z", "C")), min_size=1)
)
def test_text_without_marks_stays_as_it_is(written: str) -> None:
    plain = USELESS.sub("", unicodedata.normalize("NFC", written))
    parsed = parse(_text(written))
    assert parsed.problems or not plain.strip() or _styled(parsed) == [(plain, "")]


@pytest.mark.parametrize(
    "written",
    ["[" * 5000, "**a " * 2000, "{{" * 3000, "<" * 5000, "[@" * 3000, "![" * 2000, "*a_" * 2000, "a@" * 5000],
)
def test_hostile_text_takes_no_time(written: str) -> None:
    parse(Text(written))


NUMBERS = st.lists(
    st.sampled_from(["2", "5", "10", "0.5", "1,000", "mg", " ", " ", ".", ",", "*", "**", "^", "~", "_", "-", "–", "/",
                     "'", '"', "...", "½", "\\", "\\*", "&nbsp;", "&#53;", "&frac12;", "\u00ad", "\u200b", "\u2060",
                     "[@a]", "{{ x }}", "[", "](tel:911)", "<", ">", "(", ")", "\n", "\n\n", "% of", "x", "#", "|"]),
    max_size=14,
).map("".join)  # fmt: skip


@settings(deadline=None, max_examples=600)
@given(NUMBERS | st.text(alphabet="0123456789.,*^~_ []()|{}\\&;#mg'\"-", max_size=20))
@example("2*5 mg in the morning and 3*5 mg")
@example("*2*5 and 2*5*")
@example("2**5** **2**5 5~2~ 10^9^ {{ x }}*5*")
@example(r"2\\&frac12;")
@example(r"2 \&frac12;")
@example(r"2\](tel:911)")
def test_the_numbers_that_print_are_those_that_were_written(written: str) -> None:
    """A field's value and a citation's number stand between others as a letter does."""
    parsed = parse(_text(written), lambda use: Words("7"))
    if parsed.problems:
        return
    unescaped = re.sub(r"\\[!-/:-@\[-`{-~]", "\ufffc", written)  # what stands behind a backslash is no mark
    filled = re.sub(r"\{\{\s*x\s*\}\}", " 7 ", unescaped)
    without = re.sub(r"\[\s*@a\s*\]|\]\(tel:911\)|&(?:#\d+|[A-Za-z]\w*);", " ", filled)
    without = USELESS.sub("", without)
    printed = " ".join(
        "".join(span.text if isinstance(span, Words) else "\u00b9" for span in p) for p in parsed.paragraphs
    )
    printed = printed.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "          "))
    raised = re.sub(r"\^[\d+\-−–=()n]+\^", " ", without)
    assert re.findall(r"\d+", printed) in (re.findall(r"\d+", without), re.findall(r"\d+", raised))
