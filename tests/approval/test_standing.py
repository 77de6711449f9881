"""Which approvals count for a handout's words as they are, and what is told of changes."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefold.approval.decision import Decision
from carefold.approval.standing import Standing, changes, current_on

NEW = ("Take 3 tablets.", "Call us.")


def decision(name="Ada", seal="new", verdict="approved", date="2026-11-01", text=("Take 2 tablets.", "Call us.")):
    return Decision("h", "en", "1", seal, name, "RN", date, verdict, "desk", {}, tuple(text))


def names(*decisions):
    return [one.name for one in Standing(decisions, "new", NEW).approved_by]


def test_whose_approval_counts():
    assert names(decision(), decision("Bo"), decision(seal="old")) == ["Ada", "Bo"]
    assert names(decision(seal="old")) == []
    assert names(decision(date="2026-10-01"), decision("ADA")) == ["ADA"], "one of a person, the last"
    assert names(decision(), decision("Bo", verdict="changes")) == [], "somebody wants other words"
    assert names(decision(), decision("Bo", verdict="changes"), decision("Cleo")) == ["Ada", "Cleo"]
    assert names(decision(verdict="changes"), decision("Bo")) == ["Bo"], "who asked for changes has not approved"


def test_what_has_changed_since():
    standing = Standing((decision(seal="old"),), "new", NEW)
    assert standing.outdated.name == "Ada"
    assert [str(one) for one in standing.changes()] == ["“Take 2 tablets.” is now “Take 3 tablets.”"]
    again = Standing((decision(seal="old"), decision("Bo")), "new", NEW)
    assert again.outdated is None and again.changes() == ()
    assert Standing((decision(seal="old", verdict="changes"),), "new", NEW).outdated is None


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (("One.",), ("One.", "Two."), ["“Two.” is new"]),
        (("One.", "Two."), ("One.",), ["“Two.” is gone"]),
        (("a b c d e f g h",), ("a b c X e f g h",), ["“b c d e f” is now “b c X e f”"]),
        (("a b c d e f g h i j k l m",), ("a X c d e f g h i j k Y m",),
         ["“a b c d” is now “a X c d”", "“j k l m” is now “j k Y m”"]),
    ],
)  # fmt: skip
def test_changes_in_words(before, now, told):
    assert [str(one) for one in changes(before, now)] == told


texts = st.lists(st.text("ab c", min_size=1).map(lambda text: " ".join(text.split())).filter(bool), max_size=5)


@given(texts, texts)
def test_something_is_told_wherever_texts_differ(before, now):
    found = changes(before, now)
    assert bool(found) == (before != now)


def test_what_was_current_on_a_day():
    some = (decision(date="2026-01-01"), decision("Bo", date="2026-06-01"), decision("Cleo", "x", "changes"))
    assert current_on(some, datetime.date(2025, 12, 31)) is None
    assert current_on(some, datetime.date(2026, 5, 31)).name == "Ada"
    assert current_on(some, datetime.date(2026, 12, 1)).name == "Bo"


def test_a_range_that_has_moved_is_one_change():
    found = changes(["Drink 10 to 12 cups of water a day."], ["Drink 8 to 10 cups of water a day."])
    assert [str(one) for one in found] == ["“Drink 10 to 12 cups of” is now “Drink 8 to 10 cups of”"]
