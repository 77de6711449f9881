"""A translation and its original as wholes: pictures' numbers, phones, conditions, sections."""

import pytest
from twinned import english, written

from carefold.translation.against import Against


def found(theirs, ours, more=""):
    original = english(f"sections:\n{theirs}{more}").handout
    text = english(f"sections:\n{ours}{more}").source.text.replace("language: en", "language: es")
    return [(one.difference.kind, one.difference.message, one.place.line)
            for one in Against(written(text, "h.es.yaml").handout, original).differing]  # fmt: skip


def section(*blocks):
    return "  - title: T\n    blocks:\n" + "".join(f"      - {block}\n" for block in blocks)


CONTACT = "contact: {phone: %s}"
ICONS = "icon-array: {count: %s, of: 10, label: People}"


@pytest.mark.parametrize(
    ("theirs", "ours", "said"),
    [
        (ICONS % 2, ICONS % 3, [("number", "`count` is 3 here, and 2 in the original.", 12)]),
        (CONTACT % "555-0100", CONTACT % "555-0101",
         [("phone", "`phone` is 555-0101 here, and 555-0100 in the original.", 12)]),
        (CONTACT % "(555) 555-0100", CONTACT % "555-555-0100", []),
        ("{text: A, when: a.b == x}", "{text: B, when: a.b == y}",
         [("reference", "`when` is a.b == y here, and a.b == x in the original.", 12)]),
        ("Take 5 mg.", "…", []),
        ("facts: {K: 5 mg}", 'facts: {"… 1": "… 2"}', []),
    ],
)  # fmt: skip
def test_what_is_no_text(theirs, ours, said):
    assert found(section(theirs), section(ours), "fields: {a.b: {label: L}}\n") == said


def test_a_section_of_other_blocks_is_compared_as_a_whole():
    one = section("Take 5 mg now.", "Then 6 mg. [@a]")
    (blocks,) = found(one, section("Tome 5 mg ahora, y luego 6 mg. [@a]"))
    assert blocks[:2] == ("link", "this section has other blocks than in the original: there text, text; here text.")
    assert [kind for kind, *_ in found(one, section("Tome 5 mg ahora."))] == ["link", "number", "reference"]


def test_other_sections_are_compared_as_a_whole():
    both = section("Take 5 mg.") + section("Then 6 mg.")
    assert [kind for kind, *_ in found(both, section("Tome 5 mg.", "Luego 6 mg."))] == ["link"]
    assert [kind for kind, *_ in found(both, section("Tome 5 mg."))] == ["link", "number"]
