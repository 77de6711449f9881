"""What is the same for all layouts and editions of a handout is done once in a run."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from opening import opened

from carefold import pipeline, stages
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.order import Edition, Order
from carefold.run import Run

FIELDS = "{patient.name: {label: Name}}"
MANY = [f"many-{number:02}.yaml" for number in range(30)]
BOTH = ("--layout", "trifold", "--layout", "letter")


class Counts(Counter[str]):
    """How often a handout's file was opened, and what the pipeline called."""

    listening = True

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.listening and event == "open" and str(arguments[1]).startswith("r"):
            name = Path(str(arguments[0])).name
            if name in ("h.yaml", "g.yaml", "brand.yaml", "references.json") or name in MANY:
                self[name] += 1

    def watch(self, monkeypatch: pytest.MonkeyPatch, home: Any, name: str) -> None:
        real = getattr(home, name)

        def counted(*arguments: Any, **more: Any) -> Any:
            self[name] += 1
            return real(*arguments, **more)

        monkeypatch.setattr(home, name, counted)


@pytest.fixture
def counts(clinic: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counts]:
    """A handout h that passes, not yet read."""
    clinic.write("- 'Rest, {{ patient.name }} [@qaseem2016].'", fields=FIELDS, id="h")
    found = Counts()
    sys.addaudithook(found.audit)
    for home, name in ((pipeline, "resolve"), (pipeline, "review"), (pipeline, "entries"), (stages, "entries")):
        found.watch(monkeypatch, home, name)
    yield found
    found.listening = False


ONCE = {"h.yaml": 1, "brand.yaml": 1, "resolve": 1, "review": 1}
BUILT = ONCE | {"h.yaml": 2, "brand.yaml": 2}  # once to see whether it is another than it was


def test_two_layouts_of_a_handout(counts: Counts, clinic: Any, carefold: Any) -> None:
    assert carefold("build", "h", *BOTH, cwd=clinic.folder).code == 0
    assert len(list(clinic.folder.glob("out/*.pdf"))) == 2
    assert counts["entries"] == 2, "in full to read, short for both layouts"
    assert {name: counts[name] for name in ONCE} == BUILT


def test_a_dry_run_and_a_preview(counts: Counts, clinic: Any, carefold: Any) -> None:
    assert carefold("build", "h", *BOTH, "--dry-run", cwd=clinic.folder).code == 0
    assert {name: counts[name] for name in ONCE} == BUILT and counts["entries"] == 1
    assert carefold("preview", "h", "--layout", "letter", "--dpi", "20", "--out", "x.png", cwd=clinic.folder).code == 0
    assert (counts["h.yaml"], counts["resolve"], counts["review"], counts["entries"]) == (4, 2, 1, 3)


def test_show_lays_out_what_it_has_reviewed(counts: Counts, clinic: Any, carefold: Any) -> None:
    assert carefold("show", "h", "--fit", cwd=clinic.folder).code == 0
    assert {name: counts[name] for name in ONCE} == ONCE and counts["entries"] == 2


def test_a_handout_and_its_pdfs_are_checked_together(counts: Counts, clinic: Any, carefold: Any) -> None:
    clinic.add("handouts/g.yaml", (clinic.folder / "handouts/h.yaml").read_text().replace("id: h", "id: g"))
    assert carefold("build", *BOTH, cwd=clinic.folder).code == 0
    counts.clear()
    run = carefold("check", "--all", "--json", cwd=clinic.folder)
    subjects = ["g", "h", *(f"out/{name}.{layout}.pdf" for name in "gh" for layout in ("letter", "trifold"))]
    assert [one["subject"] for one in run.document["checked"]] == subjects, "told in the order that was asked for"
    assert run.code == 0 and counts["brand.yaml"] == 0, "it has not changed"
    assert (counts["h.yaml"], counts["resolve"], counts["review"], counts["entries"]) == (1, 2, 2, 4)


def test_thirty_handouts_are_read_once_each(counts: Counts, clinic: Any, carefold: Any) -> None:
    """Whatever is done once too often for each of a few handouts is done hundreds of times for a shelf of them."""
    written = (clinic.folder / "handouts/h.yaml").read_text()
    (clinic.folder / "handouts/h.yaml").unlink()
    for name in MANY:
        clinic.add(f"handouts/{name}", written.replace("id: h", f"id: {name[:-5]}"))
    once, called = dict.fromkeys(MANY, 1), ("resolve", "review", "entries")
    assert len(carefold("list", "--json", cwd=clinic.folder).document["handouts"]) == 30
    assert {name: counts[name] for name in MANY} == once
    assert [counts[name] for name in (*called, "brand.yaml")] == [0, 0, 0, 0]
    counts.clear()
    assert carefold("check", cwd=clinic.folder).code == 0
    assert {name: counts[name] for name in MANY} == once
    assert [counts[name] for name in (*called, "brand.yaml")] == [30, 30, 30, 1]


def test_orders_of_a_handout_come_together(counts: Counts, clinic: Any) -> None:
    clinic.add("handouts/g.yaml", (clinic.folder / "handouts/h.yaml").read_text().replace("id: h", "id: g"))
    editions = (Edition.PRINT, Edition.SCREEN)
    orders = [Order(name, layout, edition) for edition in editions for layout in ("trifold", "letter") for name in "hg"]
    counts.clear()
    ends = list(opened(clinic.folder).build_all(orders))
    assert [one.order.handout for one in ends] == ["h"] * 4 + ["g"] * 4
    assert {one.order for one in ends} == set(orders)
    assert not any(isinstance(one.end, CarefoldError) for one in ends)
    assert (counts["h.yaml"], counts["resolve"], counts["review"], counts["entries"]) == (1, 2, 2, 4)


def test_letters_are_resolved_each_and_reviewed_once(counts: Counts, clinic: Any) -> None:
    orders = [Order("h", "letter", record={"patient.name": name}) for name in ("Ann Lee", "Bob Day")]
    ends = [one.end for one in opened(clinic.folder).build_all(orders)]
    made = [one for one in ends if isinstance(one, stages.Made)]
    assert len({one.data for one in made}) == 2
    assert {name: counts[name] for name in ONCE} == {**ONCE, "resolve": 3}


def test_what_fails_is_looked_at_once_and_told_for_each_order(counts: Counts, clinic: Any) -> None:
    clinic.write("- Take 5 mg of [@nobody].")
    ends = list(opened(clinic.folder).build_all([Order("h", "trifold"), Order("h", "letter"), Order("x", "letter")]))
    assert [isinstance(one.end, CarefoldError) for one in ends] == [True, True, True]
    assert (counts["h.yaml"], counts["resolve"]) == (1, 1)
    assert "there is no handout “x”" in str(ends[2].end)


def test_a_run_remembers_one_handout_and_no_record(clinic: Any) -> None:
    clinic.write("- 'Rest, {{ patient.name }}.'", fields=FIELDS)
    (clinic.folder / "handouts/g.yaml").write_text((clinic.folder / "handouts/h.yaml").read_text() + "id: g\n")
    run = Run(opened(clinic.folder))
    run.build(Order("h", "letter", record={"patient.name": "Ann Lee"}))
    assert "Ann Lee" not in repr(vars(run))
    first = run.content("h", None)
    assert run.content("h", None) is first
    run.content("g", None)
    assert run.content("h", None) is not first
