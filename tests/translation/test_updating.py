"""An original that has changed, and what is marked in its translation: nobody's work is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twinned import english, filled, skeleton_of, started, written

from carefold.languages.language import Language
from carefold.translation.against import Against
from carefold.translation.digests import changes, digest_of, digests_of
from carefold.translation.finishing import with_digests, without_marks, without_old_marks
from carefold.translation.texts import Said
from carefold.translation.updating import Update


def section(title, *blocks, more=""):
    lines = "".join(f"      - {block}\n" for block in blocks)
    return f"  - title: {title}\n{more}    blocks:\n{lines}"


def updated(original, twin):
    """The translation after an update, as it is written then."""
    bare = written(without_old_marks(twin.source.text, "en"), "h.es.yaml")
    update = Update(original, started(original), bare)
    text = update.made()
    after = written(text, "h.es.yaml")
    return written(with_digests(after.sheet, update.digests(after)), "h.es.yaml")


def translated(*sections):
    """An original, and a translation of it that is filled in."""
    original = english(f"sections:\n{''.join(sections)}")
    return written(filled(skeleton_of(original).text), "h.es.yaml")


def body(twin):
    return twin.source.text.partition("sections:\n")[2].partition("disclaimer")[0]


FLOW = "list: [One, Two]"
STEPS = "steps:\n          - title: First\n            text: Do it."


@pytest.mark.parametrize(
    ("before", "now", "marked"),
    [
        (["A.", "B."], ["A.", "B2."], '      - "ES A."\n      # en: B.\n      # en now: B2.\n      - "ES B."\n'),
        (["A.", "B."], ["A.", "X.", "B."], '      - "ES A."\n      # en: X.\n      - "…"\n      # en: B.\n'),
        (["A.", "B."], ["X.", "A.", "B."], '    blocks:\n      # en: X.\n      - "…"\n      # en: A.\n'),
        (["A.", "B."], ["B."], '      # en now: this is not in the original any more\n      - "ES A."\n'),
        (["A."], ["A.", "contact:"], '      - "ES A."\n      - contact:\n'),
        ([FLOW], ["list: [One, Two, Three]"], '      # en now: to be added here: Three\n      - list: ["ES One", '),
        (["A."], ["{text: A., when: a.b}"], '      # en now: A.\n      - "ES A."\n'),
        ([STEPS], [f"{STEPS}\n            icon: pill"], '            text: "ES Do it."\n            icon: pill\n'),
        ([STEPS], [STEPS.replace("First", "Second")], '          # en now: Second\n          - title: "ES First"\n'),
        (["facts:\n          K: V."], ["facts:\n          K: V.\n          L: W."],
         '          "ES K": "ES V."\n          # en: L\n          # en: W.\n          "… 7": "…"\n'),
        (["icon-array: {count: 1, of: 10, label: L}"], ["icon-array: {count: 2, of: 10, label: L}"],
         "      # en now: 2\n      - icon-array: {count: 1, of: 10"),
    ],
)  # fmt: skip
def test_what_is_marked(before, now, marked):
    twin = translated(section("T", *before))
    after = updated(english(f"sections:\n{section('T', *now)}"), twin)
    assert marked in body(after)
    again = updated(english(f"sections:\n{section('T', *now)}"), after)
    assert again.source.text == after.source.text


def test_a_section_that_is_new_stands_in_its_place():
    one, two, three = (
        section("One", "A."),
        section("Two", "B.", "C."),
        section("Three", "D.", more="    urgent: true\n"),
    )
    after = updated(english(f"sections:\n{one}{two}{three}"), translated(one, three))
    titles = [str(part.title) for part in after.handout.sections]
    assert titles == ["ES One", "…", "ES Three"]
    assert '  # en: Two\n  - title: "…"\n    blocks:\n      # en: B.\n      - "…"\n' in body(after)


LISTED = st.lists(st.sampled_from(["A.", "B.", "C 5 mg.", FLOW, "list:\n          - D\n          - E", STEPS,
                                   "contact:", "facts:\n          K: V."]), min_size=1, max_size=5)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(before=st.lists(LISTED, min_size=1, max_size=3), now=st.lists(LISTED, min_size=1, max_size=3))
def test_no_work_is_lost_whatever_changes(before, now):
    twin = translated(*(section(f"T{number}", *blocks) for number, blocks in enumerate(before)))
    original = english("sections:\n" + "".join(section(f"T{number}", *blocks) for number, blocks in enumerate(now)))
    after = updated(original, twin)
    texts = [str(one.text) for one in twin.texts]
    assert [str(one.text) for one in after.texts if str(one.text) in texts] == texts
    assert len(after.handout.translated_texts.split()) == len(after.texts)
    again = updated(original, after)
    assert [str(one.text) for one in again.texts if str(one.text) in texts] == texts
    if before == now:
        assert after.source.text == twin.source.text and not Against(after.handout, original.handout).lags


def test_marks_become_what_the_text_was_translated_from():
    text = "a\n# en: Old\n#     more\n# en now: New\n#         lines\nb: c\n  # en now: gone\n"
    assert without_marks(text, "en") == "a\n# en: New\n#     lines\nb: c\n  # en: gone\n"
    assert without_old_marks(text, "en") == "a\n# en: Old\n#     more\nb: c\n"


def change_of(before, now, more=""):
    old, new = (english(f"sections:\n{section('T', *blocks, more=more)}").handout for blocks in (before, now))
    return [(str(one.now.text) if one.now else None, one.is_grave) for one in changes(digests_of(old), new)]


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        (["A."], ["A2 b."], [("A2 b.", True)]),
        (["Rest."], ["Rest well."], [("Rest well.", False)]),
        (["Take 5 mg."], ["Take 6 mg."], [("Take 6 mg.", True)]),
        (["Take 5 mg."], ["Take 5 mL."], [("Take 5 mL.", True)]),
        (["Take 5 mg."], ["Please take 5 mg."], [("Please take 5 mg.", False)]),
        (["Call 555-0100."], ["Call 555-0101."], [("Call 555-0101.", True)]),
        (["A.", "B 5 mg."], ["B 5 mg.", "A."], [("B 5 mg.", False)]),  # moved
        (["A.", "B 5 mg."], ["A."], [(None, True)]),
        (["A.", "B."], ["A."], [(None, False)]),
        (["A."], ["A.", "Take 5 mg."], [("Take 5 mg.", True)]),
    ],
)  # fmt: skip
def test_which_changes_are_grave(before, now, found):
    assert change_of(before, now) == found


def test_an_urgent_text_is_grave_whatever_changes():
    assert change_of(["Rest."], ["Rest well."], more="    urgent: true\n") == [("Rest well.", True)]
    callout = "callout: {kind: emergency, text: '%s'}"
    assert change_of([callout % "Call us."], [callout % "Call."]) == [("Call.", True)]
    said = english(f"sections:\n{section('T', 'A.')}").texts[-1]
    assert digest_of(said, Language.of("en")) == digest_of(Said((), type(said.text)(" A.\n ")), Language.of("en"))
