"""A finding as it is told."""

from carefold.diagnostics.codes import CODES, finding
from carefold.diagnostics.finding import Finding, Severity
from carefold.diagnostics.place import NOWHERE, Place
from carefold.diagnostics.several import in_order, told_once


def test_a_finding_of_a_check_has_what_the_table_says():
    found = finding("CF104", "page 1", "it is long.", "Cut it.", 3)
    assert (found.severity, found.source, found.section) == (Severity.WARNING, CODES["CF104"].source, 3)
    assert str(found) == "page 1: warning CF104: it is long. Hint: Cut it."
    assert found.told == "it is long. [CF104]"


def test_without_a_code_it_is_an_error_and_says_no_code():
    found = Finding("no key.", Place("h.yaml", 2, 1), "Add it.")
    assert (found.severity, found.told, str(found)) == (
        Severity.ERROR, "no key.", "h.yaml:2:1: no key. Hint: Add it."
    )  # fmt: skip
    assert str(Finding("no key.")) == "no key."


def test_words_for_a_place_begin_the_message_once_the_file_is_known():
    found = finding("CF403", "page 2", "it is cut.").in_pdf("x.pdf")
    assert (str(found.place), found.told, found.severity) == ("x.pdf", "page 2: it is cut. [CF403]", Severity.ERROR)
    assert found.in_pdf("y.pdf") == found
    assert finding("CF403", "page 2", "it is cut.").in_file == NOWHERE


def test_a_section_makes_no_other_finding_of_it():
    place = Place("shared.yaml", 1, 1)
    assert finding("CF132", place, "m", section=0) == finding("CF132", place, "m", section=1)


def test_what_is_alike_is_told_once_in_the_order_of_places():
    one, two = Finding("a", Place("h", 2)), Finding("b", Place("h", 1))
    assert in_order([one, two, one]) == [two, one]
    shared = [Finding("c", Place("p", 1), f"Mend it. The handout is {name}.") for name in ("h", "i", "j")]
    (told,) = told_once([*shared, shared[0]])
    assert told.hint == "Mend it. The handout is h. It is so in 2 handouts more."
