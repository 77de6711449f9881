from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any, Literal
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from carefold.content import bibliography
from carefold.content.bibliography import entries
from carefold.content.citable import short_title
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.place import Place
from carefold.model import csl
from carefold.model.inline import Paragraph, Words
from carefold.model.located import LocatedMap
from carefold.model.reference import LibraryReference, Reference

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
LIBRARY = [
    Reference.model_validate(item) for item in json.loads((ROOT / "handouts/references.json").read_text("utf-8"))
]
KINDS = [
    LibraryReference.model_validate(item)
    for item in json.loads((ROOT / "tests/cases/references/kinds.json").read_text("utf-8"))
]
Style = Literal["ama", "vancouver", "apa", "short"]
STYLES: tuple[Style, ...] = ("ama", "vancouver", "apa", "short")
PERSONS = [{"family": name, "given": "Jane A."} for name in ("Ash", "Beech", "Cedar", "Elm", "Fir", "Gum", "Hazel")]

THREE = "Ash JA, Beech JA, Cedar JA"
SIX = f"{THREE}, Elm JA, Fir JA, Gum JA"


def _shown(paragraph: Paragraph) -> str:
    """*italics*, __bold__, ^raised^, ~lowered~, links in < >, and plain spaces."""
    shown = ""
    for span in paragraph:
        assert isinstance(span, Words)
        mark = {"sup": "^", "sub": "~", "": ""}[span.shift]
        text = f"{mark}{span.text}{mark}"
        text = f"__{text}__" if span.bold else text
        shown += f"<{text}>" if span.href else f"*{text}*" if span.italic else text
    return shown.replace("\u00a0", " ")


def _set(style: Style, **item: Any) -> str:
    reference = LibraryReference.model_validate({"id": "a", "type": "article-journal", "title": "Title"} | item)
    return _shown(_entries([reference], style)[0])


WITHOUT_PAGES = {"ahead-of-print", *(one.id for one in LIBRARY if not one.item.get("page"))}


def _entries(references: list[Reference], style: Style) -> tuple[Paragraph, ...]:
    return entries(references, "ama" if style == "short" else style, short=style == "short")


def _golden(style: Style) -> str:
    works = [*LIBRARY, *KINDS]
    lines = zip(works, _entries(works, style), strict=True)
    return "".join(f"{reference.id}: {_shown(paragraph)}\n" for reference, paragraph in lines)


def test_the_library_is_seen() -> None:
    assert len(LIBRARY) >= 71


@pytest.mark.parametrize("style", STYLES)
def test_golden(style: Style) -> None:
    """UPDATE_GOLDEN=1 writes the file anew; read the difference before you keep it."""
    path = GOLDEN / f"references-{style}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(_golden(style), "utf-8")
    assert _golden(style) == path.read_text("utf-8")


@pytest.mark.parametrize("style", STYLES)
def test_no_line_has_a_known_fault(style: Style) -> None:
    for line in _golden(style).splitlines():
        text = line.partition(": ")[2].replace("*", "")
        assert not re.search(r"[?!.]\.(?!\.)", text), line
        assert not re.search(r"&\w+;|</?[a-z]\w*>|[{}\\]|[\ue000-\uf8ff]|None|  | ,|^\d+\.\S", text), line
        assert "et al., et al" not in text and "& et al" not in text, line
        assert "Published online" not in text or line.partition(":")[0] in WITHOUT_PAGES, line
        assert text[-1] in ".>?", line


@pytest.mark.parametrize("style", STYLES)
def test_no_title_is_printed_twice(style: Style) -> None:
    for reference, paragraph in zip(LIBRARY, _entries(LIBRARY, style), strict=True):
        text = "".join(span.text for span in paragraph if isinstance(span, Words)).partition("http")[0]
        assert text.lower().count(reference.title.lower()) <= 1, text


def test_two_end_marks() -> None:
    assert _set("ama", title="Is it?", **{"container-title": "J"}) == "Is it? *J*."
    assert _set("ama", type="webpage", title="Go.") == "Go."


@pytest.mark.parametrize("kind", ["webpage", "report", "document"])
@pytest.mark.parametrize("style", STYLES)
def test_without_author_the_title_stands_once(style: Style, kind: str) -> None:
    shown = _set(style, type=kind, title="Safe at home", URL="https://x.example/a")
    assert shown.lower().count("safe at home") == 1
    assert shown.endswith("<x.example>" if style == "short" else "<https://x.example/a>")


@pytest.mark.parametrize(
    ("persons", "more", "ama", "vancouver"),
    [
        (1, True, "Ash JA, et al.", "Ash JA, et al."),
        (2, False, "Ash JA, Beech JA.", "Ash JA, Beech JA."),
        (4, True, f"{THREE}, et al.", f"{THREE}, Elm JA, et al."),
        (6, False, f"{SIX}.", f"{SIX}."),
        (7, False, f"{THREE}, et al.", f"{SIX}, et al."),
    ],
)
def test_et_al_is_nobodys_name(persons: int, more: bool, ama: str, vancouver: str) -> None:
    authors = [*PERSONS[:persons], *([{"literal": "et al."}] if more else [])]
    for style, expected in (("ama", ama), ("vancouver", vancouver), ("short", "Ash JA, et al.")):
        assert _set(style, author=authors).startswith(f"{expected} Title"), style  # type: ignore[arg-type]


def test_truncated_authors_need_no_et_al() -> None:
    assert _set("ama", author=PERSONS[:1], custom={"authors_truncated": True}) == "Ash JA, et al. Title."
    assert _set("ama", author=PERSONS[:1], custom={"authors_truncated": False}) == "Ash JA. Title."


def test_et_al_in_apa() -> None:
    assert _set("apa", author=[PERSONS[0], {"literal": "et al."}]).startswith("Ash, J. A., et al. (n.d.). *Title*.")


def test_groups_follow_persons() -> None:
    authors = [*PERSONS[:2], {"literal": "The Group"}]
    assert _set("ama", author=authors) == "Ash JA, Beech JA; The Group. Title."
    assert _set("ama", author=[*PERSONS, {"literal": "The Group"}]).startswith(
        "Ash JA, Beech JA, Cedar JA, et al; The Group."
    )
    assert _set("short", author=[{"literal": "The Group"}, {"literal": "Others and Co"}]) == "The Group. Title."


def test_editors_stand_for_authors() -> None:
    assert _set("ama", type="book", editor=PERSONS[:1], publisher="P") == "Ash JA, ed. *Title*. P."
    assert _set("vancouver", type="book", editor=PERSONS[:2], publisher="P") == "Ash JA, Beech JA, editors. Title. P."


@pytest.mark.parametrize(
    ("issue", "ama", "vancouver"),
    [
        ("Supplement 1", "(suppl 1)", "(Suppl 1)"),
        ("5 Suppl", "(5)(suppl)", "(5 Suppl)"),
        ("2 suppl 3", "(2)(suppl 3)", "(2 Suppl 3)"),
        ("7354", "(7354)", "(7354)"),
    ],
)
def test_supplements(issue: str, ama: str, vancouver: str) -> None:
    item = {"container-title": "J", "volume": "48", "issue": issue}
    assert f"48{ama}." in _set("ama", **item)
    assert f"48{vancouver}." in _set("vancouver", **item)


@pytest.mark.parametrize(
    ("page", "ama", "vancouver"),
    [
        ("509-523", "509-523", "509-23"),
        ("e13-e115", "e13-e115", "e13-115"),
        ("S94–S138", "S94-S138", "S94-138"),
        ("e152S-e184S", "e152S-e184S", "e152S-e184S"),
        ("95-102", "95-102", "95-102"),
        ("148-149", "148-149", "148-9"),
        ("f174", "f174", "f174"),
    ],
)
def test_pages(page: str, ama: str, vancouver: str) -> None:
    item = {"container-title": "J", "volume": "1", "page": page}
    assert _set("ama", **item).endswith(f":{ama}.")
    assert _set("vancouver", **item).endswith(f":{vancouver}.")
    assert _set("apa", **item).endswith(f" {page.replace('-', '–')}.")


@pytest.mark.parametrize(
    "issued",
    [
        {"date-parts": [[2015]]},
        {"date-parts": [["2015"]]},
        {"date-parts": [["2015", 3, "4"]]},
        {"raw": "2015-03"},
        {"literal": "2015"},
        "2015",
    ],
)
@pytest.mark.parametrize("style", STYLES)
def test_years_are_text_or_numbers(style: Style, issued: Any) -> None:
    assert "2015" in _set(style, **{"container-title": "J"}, volume="1", issued=issued)


@pytest.mark.parametrize("issued", [{"date-parts": [[]]}, {}, None, {"date-parts": []}])
def test_no_year_is_no_trouble(issued: Any) -> None:
    assert _set("ama", **{"container-title": "J"}, issued=issued) == "Title. *J*."


def test_links() -> None:
    reference = Reference.model_validate({
        "id": "a", "type": "article-journal", "title": "T", "container-title": "J",
        "DOI": "https://doi.org/10.1/S0(17)<2>", "URL": "https://x.example/a",
    })  # fmt: skip
    (full,) = _entries([reference], "ama")
    link = full[-1]
    assert link == Words("doi:10.1/S0(17)<2>", href="https://doi.org/10.1/S0(17)%3C2%3E")
    insecure = Reference(id="a", type="webpage", title="T", URL="http://x.example")
    assert all(span.href == "" for span in _entries([insecure], "ama")[0] if isinstance(span, Words))
    site = Reference(id="a", type="webpage", title="T", URL="https://www.x.example/a/b")
    assert _entries([site], "short")[0][-1] == Words("x.example", href="https://www.x.example/a/b")


def test_marks_in_titles() -> None:
    assert _set("ama", title="On <i>E. coli</i> and m<sup>2</sup>", **{"container-title": "J"}) == (
        "On *E. coli* and m^2^. *J*."
    )
    assert "children’s “own”" in _set("ama", title='The children\'s "own"')


def test_a_label_has_a_year_only() -> None:
    shown = _set("ama", type="document", author=[{"literal": "Janssen"}], issued={"date-parts": [[2019]]})
    assert shown == "Janssen. *Title*. 2019."


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Short: and sweet", None),
        ("Check for Safety: A Home Fall Prevention Checklist For Older Adults", "Check for Safety"),
        ("Leaflet: a title whose first part would tell us nothing more", None),
        ("word " * 30, "word " * 15 + "word…"),
    ],
)  # fmt: skip
def test_short_titles(title: str, short: str | None) -> None:
    assert short_title(title.strip()) == (short or title)


def test_what_cannot_be_set_is_a_problem() -> None:
    """An address that is none breaks off the short form alone; the others are set all the same, before and after."""
    data = LocatedMap(id="bad", type="webpage", title="T", URL="https://[clinic.example")
    data.place = Place("h.yaml", 9, 3)
    bad, good = Reference.model_validate(data), LIBRARY[0]
    assert len(entries([good, bad], "ama", short=False)) == 2
    with pytest.raises(CarefoldError) as caught:
        entries([good, bad, good], "ama", short=True)
    (problem,) = caught.value.findings
    assert problem.place.line == 9
    assert problem.message == "the reference “bad” can't be printed."


_NAMES = st.sampled_from(["family", "given", "literal", "date-parts"])
_KEYS = st.sampled_from(
    ["author", "editor", "issued", "page", "volume", "issue", "DOI", "URL", "custom", "publisher", "container-title"]
)
_JUNK = st.recursive(
    st.none() | st.integers(0, 3000) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=2),
    max_leaves=6,
)
_KINDS = st.sampled_from(["report", "chapter", "webpage", "nonsense"])


@settings(deadline=None)
@given(st.sampled_from(STYLES), st.dictionaries(_KEYS, _JUNK, max_size=4), _KINDS)
def test_any_item_is_set_or_is_a_problem(style: Style, item: dict[str, Any], kind: str) -> None:
    try:
        (paragraph,) = _entries([Reference.model_validate({**item, "id": "a", "type": kind, "title": "T"})], style)
    except (CarefoldError, ValidationError):
        return
    assert all(isinstance(span, Words) and span.text for span in paragraph)


_PERSONS = [{"family": "Lee", "given": "JH"}, {"literal": "WHO"}, {"given": "G"}, {"family": "others"}]
_MOMENTS = [
    {"date-parts": [[2020]]}, {"date-parts": [["2020", 3, "4"]]}, {"date-parts": [[2020, 3], [2021, 4]]},
    {"literal": "in press"}, {"raw": "Spring 2020"}, "ca. 2015", {"date-parts": [[-4]]}, {"date-parts": [[None]]},
]  # fmt: skip
_WORDS = ["X y", "A: b", "10", "2nd", "<i>z</i>", "1–9", "1, 2", "Suppl 3", "a.", "12-13 & 15", "e1"]


def _values(key: str) -> st.SearchStrategy[Any]:
    if key in csl.NAMES:
        return st.lists(st.sampled_from(_PERSONS), min_size=1, max_size=3)
    if key in csl.DATES:
        return st.sampled_from(_MOMENTS)
    fixed = {"URL": "https://x.example/a", "DOI": "10.1000/abc"}
    return st.just(fixed[key]) if key in fixed else st.sampled_from(_WORDS)


_VALUES = {key: _values(key) for key in sorted(csl.KEYS - {"id", "type", "title", "custom", "categories"})}
_FEW = st.sets(st.sampled_from(sorted(_VALUES)), max_size=10)
_ITEMS = _FEW.flatmap(lambda keys: st.fixed_dictionaries({key: _VALUES[key] for key in sorted(keys)}))


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(sorted(csl.TYPES)), _ITEMS, st.sampled_from(["Sleep in adults", "Is it?", "A <i>b</i>"]))
def test_any_kind_of_work_has_an_entry_in_each_style(kind: str, item: dict[str, Any], title: str) -> None:
    """Whatever is missing; and none has signs that are no one's."""
    reference = LibraryReference.model_validate({**item, "id": "a", "type": kind, "title": title})
    for style in STYLES:
        (paragraph,) = _entries([reference], style)
        shown = "".join(span.text for span in paragraph if isinstance(span, Words))
        assert re.search(r"\w", shown)
        assert not re.search(r"[\ue000-\uf8ff]|None|\.\.(?!\.)|,,|  |\( |\[\]|\(\)|[<>{}\\]| ,|;;", shown), (
            style,
            shown,
        )


@pytest.mark.parametrize("kind", sorted(csl.TYPES))
def test_a_title_alone_is_enough(kind: str) -> None:
    for style in STYLES:
        assert "sleep" in _set(style, type=kind, title="Sleep").lower()


@pytest.mark.parametrize("style", STYLES)
def test_a_journals_abbreviation_goes_on_one_line(style: Style) -> None:
    name = {"container-title": "The New England Journal of Medicine", "container-title-short": "N Engl J Med"}
    item = {"id": "a", "type": "article-journal", "title": "Title", "volume": "1"} | name
    (entry,) = _entries([LibraryReference.model_validate(item)], style)
    text = "".join(span.text for span in entry if isinstance(span, Words))
    assert ("New England Journal" if style == "apa" else "N\u00a0Engl\u00a0J\u00a0Med") in text


@pytest.mark.parametrize("style", STYLES)
def test_titles_that_stand_in_the_rest_too_cut_nothing(style: Style) -> None:
    page = "https://www.example.org/conditions/asthma.html"
    site = _set(style, type="webpage", title="Asthma", URL=page)
    assert site.endswith("<example.org>" if style == "short" else f"<{page}>")
    journal = {"container-title": "Journal of Sleep", "container-title-short": "J Sleep"}
    article = _set(style, title="Sleep", volume="1", **journal)
    assert ("Journal of Sleep" if style == "apa" else "J Sleep") in article
    report = _set(style, type="report", title="Depression", publisher="National Depression Alliance")
    assert "National Depression Alliance" in report
    help_page = _set(style, type="webpage", title="Published online help", URL=page)
    assert "Published online help" in help_page


@pytest.mark.parametrize(
    ("more", "ama", "vancouver", "apa", "short"),
    [
        ({"issued": {"literal": "in press"}}, "*J*. In press.", "J. In press.", "Lee, J. (in press). Title. *J*.",
         "*J*. In press."),
        ({"status": "in press"}, "*J*. In press.", "J. In press.", "Lee, J. (in press). Title. *J*.", "*J*. In press."),
        ({"status": "Forthcoming", "DOI": "10.1/a"}, "*J*. Forthcoming. <doi:10.1/a>", "J. Forthcoming. <doi:10.1/a>",
         "Lee, J. (forthcoming). Title. *J*. <https://doi.org/10.1/a>", "*J*. <Forthcoming>."),
        ({"status": "advance online publication", "issued": "2026-03-04"}, "*J*. Published online March 4, 2026.",
         "J. 2026. Advance online publication.", "Lee, J. (2026). Title. *J*. Advance online publication.",
         "*J*. 2026. Advance online publication."),
        ({"status": "published", "issued": "2026", "volume": "1"}, "*J*. 2026;1.", "J. 2026;1.",
         "Lee, J. (2026). Title. *J*, *1*.", "*J*. 2026;1."),
    ],
)  # fmt: skip
def test_states(more: dict[str, Any], ama: str, vancouver: str, apa: str, short: str) -> None:
    item = {"author": [{"family": "Lee", "given": "J"}], "container-title": "J", **more}
    expected = {"ama": f"Lee J. Title. {ama}", "vancouver": f"Lee J. Title. {vancouver}", "apa": apa}
    expected["short"] = f"Lee J. {short}"
    for style in STYLES:
        assert _set(style, **item) == expected[style]


@pytest.mark.parametrize(
    ("accessed", "ama", "vancouver"),
    [
        ({"date-parts": [[2026, 3, 4]]}, "Accessed March 4, 2026", "[cited 2026 Mar 4]"),
        ({"date-parts": [["2026", "3"]]}, "Accessed March 2026", "[cited 2026 Mar]"),
        ({"date-parts": [[2026, None, None]]}, "Accessed 2026", "[cited 2026]"),
        ("2026-06-04", "Accessed June 4, 2026", "[cited 2026 Jun 4]"),
        ({"raw": "4 March 2026"}, "Accessed March 4, 2026", "[cited 2026 Mar 4]"),
        ({"literal": "last spring"}, "Accessed last spring", "[cited last spring]"),
    ],
)
def test_days_of_reading(accessed: Any, ama: str, vancouver: str) -> None:
    item = {"type": "webpage", "URL": "https://x.example/a", "accessed": accessed}
    assert _set("ama", **item) == f"Title. {ama}. <https://x.example/a>"
    assert _set("vancouver", **item) == f"Title [Internet]. {vancouver}. Available from: <https://x.example/a>"


@pytest.mark.parametrize(
    ("issued", "ama", "vancouver", "apa"),
    [
        ({"date-parts": [[2020]], "season": "2"}, "Summer 2020", "2020", "2020, Summer"),
        ({"date-parts": [[2020, 23]]}, "Autumn 2020", "2020", "2020, Autumn"),
        ({"date-parts": [[2020, 3], [2020, 5]]}, "March–May 2020", "2020", "2020, March–May"),
        ("2020-03-04/2020-03-06", "March 4–6, 2020", "2020", "2020, March 4–6"),
        ("2019/2021", "2019–2021", "2019–2021", "2019–2021"),
        ({"date-parts": [[2015]], "circa": True}, "ca. 2015", "ca. 2015", "ca. 2015"),
        ({"date-parts": [[-44]]}, "44 BC", "44 BC", "44 BC"),
        ("Sept 2020", "September 2020", "2020", "2020, September"),
        ("no date", "", "", "n.d."),
    ],
)
def test_days_of_publication(issued: Any, ama: str, vancouver: str, apa: str) -> None:
    item = {"type": "webpage", "issued": issued, "author": [{"literal": "WHO"}]}
    assert _set("ama", **item) == f"WHO. Title. {ama}." if ama else "WHO. Title."
    assert _set("vancouver", **item) == f"WHO. Title. {vancouver}." if vancouver else "WHO. Title."
    assert _set("apa", **item) == f"WHO. ({apa}). *Title*."


@pytest.mark.parametrize(
    ("page", "ama", "vancouver"),
    [
        ("123–9", "123-129", "123-9"),
        ("123--129", "123-129", "123-9"),
        ("123‐9", "123-129", "123-9"),
        ("123 − 130", "123-130", "123-30"),
        ("e123-30", "e123-e130", "e123-30"),
        ("S12-S20", "S12-S20", "S12-20"),
        ("12-3, 20-5", "12-13, 20-25", "12-3, 20-5"),
        ("2020-1234", "2020-1234", "2020-1234"),
        ("i-xii", "i-xii", "i-xii"),
        ("pp. 12-15", "12-15", "12-5"),
        ("p.7", "7", "7"),
        ("Pages 12–15", "12-15", "12-5"),
        ("P12-P15", "P12-P15", "P12-5"),
    ],
)
def test_pages_that_leave_out_what_is_the_same(page: str, ama: str, vancouver: str) -> None:
    item = {"container-title": "J", "volume": "1", "page": page}
    assert _set("ama", **item).endswith(f":{ama}.")
    assert _set("vancouver", **item).endswith(f":{vancouver}.")


@pytest.mark.parametrize(
    ("kind", "more", "ama"),
    [
        ("article-magazine", {"issued": {"date-parts": [[2020]], "season": "2"}}, "Summer 2020."),
        ("article-magazine", {"issued": "2020-05/2020-07"}, "May–July 2020."),
        ("article-newspaper", {"issued": "2021-02-03"}, "February 3, 2021."),
        ("article-journal", {"issued": "2021-02-03", "page": "12"}, "February 3, 2021:12."),
        ("article-journal", {"issued": "2021-02-03"}, "Published online February 3, 2021."),
    ],
)
def test_only_articles_of_journals_without_a_place_are_published_online(kind: str, more: Any, ama: str) -> None:
    assert _set("ama", type=kind, **{"container-title": "M"}, **more) == f"Title. *M*. {ama}"


def test_numbers_of_articles() -> None:
    for key in ("number", "article-number", "eid"):
        item = {"container-title": "J", "volume": "1", key: "e12"}
        assert _set("ama", **item).endswith(" 1:e12.")
        assert _set("apa", **item).endswith("*1*, Article e12.")
        assert _set("short", **item).endswith(" 1:e12.")


@pytest.mark.parametrize(
    "more",
    [
        {"DOI": "10.1000/ABC"},
        {"DOI": "doi:10.1000/ABC"},
        {"DOI": "DOI: 10.1000/ABC."},
        {"DOI": "https://doi.org/10.1000/ABC"},
        {"DOI": "http://dx.doi.org/10.1000/ABC"},
        {"DOI": "doi.org/10.1000/ABC"},
        {"URL": "http://dx.doi.org/10.1000/ABC"},
    ],
)
def test_forms_of_a_doi(more: dict[str, str]) -> None:
    assert _set("ama", **more) == "Title. <doi:10.1000/ABC>"
    assert _set("apa", **more) == "*Title*. (n.d.). <https://doi.org/10.1000/ABC>"


def test_raised_and_lowered() -> None:
    reference = Reference(id="a", type="book", title="10<sup>9</sup> H<sub>2</sub>O <b>x</b> <i>E. coli</i>")
    (entry,) = _entries([reference], "vancouver")
    assert [(w.text, w.shift, w.bold, w.italic) for w in entry if isinstance(w, Words)] == [
        ("10", "", False, False), ("9", "sup", False, False), (" H", "", False, False), ("2", "sub", False, False),
        ("O ", "", False, False), ("x", "", True, False), (" ", "", False, False), ("E. coli", "", False, True),
        (".", "", False, False),
    ]  # fmt: skip


def test_title_case_leaves_units_greek_and_italics() -> None:
    title = "take 10 mg of β-blockers against <i>E. coli</i>"
    assert _set("ama", type="book", title=title) == "*Take 10 mg of β-blockers Against *E. coli."


def test_every_text_is_cleaned() -> None:
    item = {"container-title": "Pain &amp; {Care}", "publisher": "Smith &amp; Sons", "edition": "2<sup>nd</sup>"}
    assert _set("apa", type="chapter", **item) == "Title. (n.d.). In *Pain & Care* (2^nd^). Smith & Sons."


def test_markup_that_cannot_be_drawn_is_a_problem() -> None:
    data = LocatedMap(id="bad", type="book", title="10<mml:msup>9</mml:msup>")
    data.place = Place("h.yaml", 9, 3)
    with pytest.raises(CarefoldError) as caught:
        entries([Reference.model_validate(data)], "ama", short=False)
    assert str(caught.value.findings[0]) == (
        "h.yaml:9:3: “<mml:msup>” in the `title` of the reference “bad” can't be printed. Hint: Write it as plain "
        "text, with <i>, <b>, <sup> and <sub> only, each closed."
    )


def test_it_is_quiet() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        odd = [{"family": "A", "isInstitution": "1"}, "Plain", {"given": "B"}]
        _set("ama", type="chapter", custom={"verification": "A"}, unknown="x", author=odd, editor=odd)


def test_citeproc_is_not_imported_until_it_is_needed() -> None:
    imports = "import sys, carefold.content.bibliography, carefold.content.resolve"
    code = f"{imports}; print({{'citeproc', 'lxml'}} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_styles_are_bundled_with_their_licence() -> None:
    folder = Path(bibliography.__file__).parent / "csl"
    notice = (folder / "NOTICE").read_text("utf-8")
    files = sorted(folder.glob("*.csl"))
    assert len(files) == 4
    for path in files:
        assert path.name in notice
        assert ElementTree.parse(path).getroot().tag.endswith("style")
    assert "CC BY-SA 3.0" in notice
