"""The manifest of a shelf."""

from __future__ import annotations

import datetime
import json
import random

import pytest
import shelving
from hypothesis import given, settings
from hypothesis import strategies as st
from shelving import output

from carefold.batch import state
from carefold.batch.manifest import FILE, is_written, manifest_of, read_manifest, written
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode


def entry(code: str, severity: str) -> state.FindingEntry:
    return {"code": code, "severity": severity, "place": "p", "message": "m", "hint": "h", "source": "s"}


def test_what_it_says_of_a_handout():
    found = [entry("CF421", "warning"), entry("CF202", "warning"), entry("CF421", "warning"), entry("CF413", "hint")]
    outputs = [output(findings=tuple(found)), output(layout="letter", gone="expired", code="GNE222")]
    assert shelving.manifest(outputs)["handouts"] == [{
        "name": "better-sleep", "handout": "better-sleep", "title": "Better sleep", "language": "en",
        "languages": ["en"], "version": "1.0", "translated-from": "", "updated": "2026-03-04",
        "review-by": "2028-03-04", "state": "current", "grade": 5.25, "topics": ["Sleep", "G47.0"],
        "outputs": [{
            "file": "better-sleep.trifold.pdf", "layout": "trifold", "edition": "print", "brand": "", "site": "",
            "version": "1.0", "code": "K7M2PQ", "pages": 2, "paper": "letter", "duplex": "short-edge",
            "sha256": "ab" * 32, "kilobytes": 46, "checks": {"errors": 0, "warnings": 3, "codes": ["CF202", "CF421"]},
        }],
        "gone": [{"file": "better-sleep.letter.pdf", "code": "GNE222", "why": "expired", "since": "2028-03-04"}],
    }]  # fmt: skip


@pytest.mark.parametrize(
    ("review", "gone", "said"),
    [("2026-11-30", "", "expired"), ("2026-12-01", "", "due"), ("2027-03-01", "", "due"), ("2027-03-02", "", "current"),
     ("2028-01-01", "withdrawn", "withdrawn"), ("2028-01-01", "faulty", "gone"), ("2026-11-30", "expired", "expired")],
)  # fmt: skip
def test_states(review, gone, said):
    assert shelving.manifest([output(review_by=review, gone=gone)])["handouts"][0]["state"] == said


def test_translations_stand_after_their_handout_and_know_each_other():
    outputs = [output("b.es"), output("a"), output("b"), output("b.de", gone="faulty"), output("b.fr")]
    handouts = shelving.manifest(outputs)["handouts"]
    assert [one["name"] for one in handouts] == ["a", "b", "b.de", "b.es", "b.fr"]
    assert [one["languages"] for one in handouts] == [["en"], *[["en", "es", "fr"]] * 4]


def test_a_file_that_was_not_renewed_keeps_its_version():
    outputs = [output(version="1.1", updated="2026-10-01"), output(layout="letter", version="1.0")]
    (one,) = shelving.manifest(outputs)["handouts"]
    assert (one["version"], [file["version"] for file in one["outputs"]]) == ("1.1", ["1.0", "1.1"])
    assert one["updated"] == "2026-10-01"


@settings(max_examples=20)
@given(st.randoms())
def test_the_order_of_outputs_does_not_matter(random: random.Random):
    outputs = shelving.shelf()
    random.shuffle(outputs)
    assert written(shelving.manifest(outputs)) == written(shelving.manifest(shelving.shelf()))


def test_editions_stand_in_the_order_of_use():
    names = ["x.archive.pdf", "x.screen.pdf", "x.pdf"]
    outputs = [
        output("x", edition=edition, name=name)
        for edition, name in zip(("archive", "screen", "print"), names, strict=True)
    ]
    (one,) = manifest_of(outputs, datetime.date(2026, 1, 1), {})["handouts"]
    assert [file["file"] for file in one["outputs"]] == names[::-1]


def test_it_is_read_back(tmp_path):
    whole = shelving.manifest(shelving.shelf())
    (tmp_path / FILE).write_bytes(written(whole))
    assert read_manifest(tmp_path, "out") == whole


def test_it_is_written_only_where_it_says_something_else(tmp_path):
    whole, path = shelving.manifest(shelving.shelf()), tmp_path / FILE
    text = written(whole).decode()
    title = whole["handouts"][-1]["title"]
    for said in (None, "", "[" * 100_000, "\xff", text[:-3], text.replace(title, f"{title}."), "[]"):
        if said is not None:
            path.write_bytes(said.encode("latin-1", "replace"))
        assert not is_written(whole, path), said
    path.write_bytes(written(whole))
    assert is_written(whole, path)


@pytest.mark.parametrize("text", [None, "", "[]", "{}", '{"handouts": 1}', '{"handouts": [{}]}', "[" * 100_000, "\xff"])
def test_what_is_no_manifest_is_told(text, tmp_path):
    if text is not None:
        (tmp_path / FILE).write_bytes(text.encode("latin-1"))
    with pytest.raises(CarefoldError) as error:
        read_manifest(tmp_path, "out")
    assert error.value.exit_code is ExitCode.MISSING
    (problem,) = error.value.findings
    assert (str(problem.place), problem.hint) == ("out/manifest.json", "`carefold build --all` writes it.")


def test_a_manifest_with_another_thing_in_a_place_is_none(tmp_path):
    text = written(shelving.manifest(shelving.shelf())).decode()
    for old, new in (('"K7M2PQ"', "7"), ('"withdrawn"', "null"), ('"title": "Old news"', '"title": []')):
        assert old in text
        (tmp_path / FILE).write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(CarefoldError):
            read_manifest(tmp_path, "out")


def test_a_title_does_not_break_the_line():
    text = written(shelving.manifest([output(title="a\u2028b\u202ec\n")])).decode()
    assert "a\\u2028b\\u202ec\\n" in text
    assert json.loads(text)["handouts"][0]["title"] == "a\u2028b\u202ec\n"
