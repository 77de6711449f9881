"""Any ledger and any list: each who has a version that is meant is reached in one way, and nobody else is."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from letters import table
from recalled import opened, put, write_recall_letter

from carefold.delivery.ledger import Ledger, new_ledger
from carefold.delivery.plan import Wishes
from carefold.delivery.recall.recall import Recall, recall
from carefold.delivery.row import REASONS, Stop
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.merge.letter import Letter
from carefold.merge.records import Records
from carefold.model.versions import Range, key_of

NOON = datetime.datetime(2026, 12, 1, 12, tzinfo=datetime.UTC)
_IDS = st.sampled_from([f"MRN-{number}" for number in range(8)])
_LEFT = {"accepted", "unknown", "sending", "printed", "bounced", "returned"}
_ROW = {
    "id": [*(f"MRN-{number}" for number in range(8)), ""],
    "state": sorted(_LEFT | {"planned", "refused"}),
    "channel": ["mail", "paper"],
    "version": ["1", "1.0", "1.1", "1.9", "1.10", "2"],
    "handout": ["h", "h.es", "other"],
    "copies": [1, 9],
}
_PERSON = {
    "id": [*(f"MRN-{number}" for number in range(8)), "MRN-X", ""],
    "status": ["", "active", "moved", "Deceased", "gone?"],
    "email": ["", "a@b.example", "c@d.example", "nobody", "ünï@x.example"],
    "email_consent": ["plain", "encrypted", "none", "", "yes", "PLAIN"],
    "password": ["", "vast otter 94 kite", "short"],
    "language": ["", "en", "es", "xx"],
    "recipient": ["Ann Example", "", "漢字"],
    "address": ["1 Elm Street"],
    "ward": ["", "a,b", 'say "x"', "two\nlines", "=1+1"],
}


def _one_of(columns: Mapping[str, Sequence[object]]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({name: st.sampled_from(values) for name, values in columns.items()})


_ROWS = st.lists(_one_of(_ROW), max_size=20)
_LIST = st.lists(_one_of(_PERSON), min_size=1, max_size=12).filter(
    lambda people: any(one["id"].strip() for one in people)
)
_STOPS = st.dictionaries(
    _IDS, st.tuples(st.sampled_from(["mail", "paper", "all"]), st.sampled_from(REASONS)), max_size=4
)


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Letter:
    from conftest import Clinic

    clinic = Clinic(tmp_path_factory.mktemp("letters"))
    clinic.write()
    write_recall_letter(clinic)
    clinic.add("project.yaml", "languages: [en, es]\n")
    return Letter(opened(clinic.folder), "recall-letter")


def found(folder: Path, rows: Any, people: Any, stops: Any, letter: Letter | None) -> Recall | None:
    """None where nobody has it."""
    (folder / "handouts").mkdir(parents=True)
    id, _ = new_ledger(opened(folder), beside=True)
    (folder / "project.yaml").write_text(f"ledger: {id}\n")
    (folder / "ALL.csv").write_text(table(people), "utf-8")
    put(folder, *(one | {"batch": f"b{number}"} for number, one in enumerate(rows)))
    with closing(Ledger.open(opened(folder))) as ledger:
        ledger.note_bad_address(ledger.address("c@d.example"), "5.1.1", "2026-11-01T00:00:00+00:00")
        for who, (channel, reason) in stops.items():
            ledger.stop(Stop(ledger.who(who), channel, reason, "2026-11-01T00:00:00+00:00"))
        records = Records.open(folder / "ALL.csv", "ALL.csv")
        try:
            return recall(opened(folder), ledger, "h", Range.of("<1.10"), records, letter, Wishes("r1"), NOON)
        except CarefoldError as error:
            assert "was ever sent or printed" in str(error) or "nothing of" in str(error)
            return None


@pytest.mark.parametrize("with_letter", [False, True])
def test_each_who_has_it_is_reached_in_one_way(with_letter, letter, tmp_path):
    count = itertools.count()

    @given(rows=_ROWS, people=_LIST, stops=_STOPS)
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def hold(rows: Any, people: Any, stops: Any) -> None:
        made = found(tmp_path / str(next(count)), rows, people, stops, letter if with_letter else None)
        meant = [
            one for one in rows
            if one["state"] in _LEFT and one["handout"] != "other" and one["version"] in ("1", "1.0", "1.1", "1.9")
        ]  # fmt: skip
        if made is None:
            assert not meant
            return
        in_list = {one["id"] for one in people}
        have_it = {one["id"] for one in meant if one["id"] and one["state"] != "returned"} & in_list
        mail, call, dead = ([one.listed.ours for one in made.of(reach)] for reach in ("mail", "call", "deceased"))
        ways = [{row.values["id"] for row in rows} for rows in (mail, call, dead)]
        assert set.union(*ways) == have_it and sum(map(len, ways)) == len(have_it)
        assert sum(map(len, made.matched.elsewhere.values())) == sum(
            bool(one["id"]) and one["id"] not in in_list for one in meant
        )
        for row in mail:
            assert row.values["email_consent"].lower() in ("plain", "encrypted")
            assert row.values["email"] in ("a@b.example", "ünï@x.example")
            assert stops.get(row.values["id"], ("paper", "withdrawn"))[0] == "paper" and row.values["status"] in (
                "",
                "active",
            )
        if with_letter:
            assert made.by_mail and made.in_print
            assert {ours.values["id"] for _, ours in made.by_mail.pairs()} == ways[0]
            assert {ours.values["id"] for _, ours in made.in_print.pairs()} <= ways[1]

    hold()


_VERSIONS = st.lists(st.integers(0, 12), min_size=1, max_size=3)


@given(_VERSIONS, _VERSIONS)
def test_versions_are_compared_as_numbers(one, other):
    def padded(parts: list[int]) -> list[int]:
        return parts + [0] * (3 - len(parts))

    first, second = ".".join(map(str, one)), ".".join(map(str, other))
    assert Range.of(f"< {second}").holds(first) is (padded(one) < padded(other))
    assert Range.of(f">={second}").holds(first) is (padded(one) >= padded(other))
    assert Range.of(second).holds(f"v{first}") is (padded(one) == padded(other))


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("<1.2", "1.1.9 0 1.1", "1.2 1.10 2"), ("<=1.2", "1.2 1.2.0", "1.2.1"), ("1.0", "1 1.0.0", "1.0.1 0 10"),
        ("1.0, 1.1", "1 1.1", "1.2"), (">=1 <1.2", "1 1.1", "0.9 1.2"), (">= 1  < 1.2 , 3", "1.1 3", "2"),
        ("=2026-05", "2026.5", "2026-06"), ("spring", "spring", "autumn 1.0"), ("spring, <2", "spring 1", "2"),
        (">1", "1.0.1", "1.0"),
    ],
)  # fmt: skip
def test_ranges(text, inside, outside):
    wanted = Range.of(text)
    assert [wanted.holds(one) for one in inside.split()] == [True] * len(inside.split())
    assert [wanted.holds(one) for one in outside.split()] == [False] * len(outside.split())


@pytest.mark.parametrize(
    "text",
    ["", " ", ",", "1,", "<", "<<1", "<1.2.", "<x", "1.0 1.1", "1 <2", "><1", "<1..2", "<-1", f"<{'9' * 5000}"],
)  # fmt: skip
def test_what_is_no_range(text):
    with pytest.raises(ValueError, match=r"\w"):
        Range.of(text)


@given(st.text(max_size=12))
def test_any_text_is_a_range_or_told_to_be_none(text):
    try:
        assert Range.of(text).holds("1.1") in (True, False)
    except ValueError as error:
        assert str(error)
    assert key_of(text) is None or all(part >= 0 for part in key_of(text) or ())
