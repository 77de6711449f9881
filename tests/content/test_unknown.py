"""What is said of a citation that nobody knows."""

from __future__ import annotations

import re

import pytest

from carefold.content.advice import OF_TOKEN, of_citation
from carefold.content.unknown import hint_for
from carefold.model.handout import Handout
from carefold.model.reference import Reference
from carefold.reading.files import from_text
from carefold.reading.yaml.source import Source

KNOWN = {
    one: Reference.model_validate({"id": one, "type": "article-journal", "title": f"On {one}"} | more)
    for one, more in {
        "qaseem2016": {"DOI": "10.7326/M15-2175", "PMID": "27136449"},
        "qaseem2017": {},
        "jaarsma2021": {},
        "gina2024": {"URL": "https://www.ginasthma.org/report/"},
        "li2010": {},
        "jones2025": {},
        "shimbo2020": {},
        "ada2020": {},
        "epr3": {},
        "foster2018": {},
    }.items()
}
HANDOUT = """\
title: Sleep
language: en
version: "1.0"
updated: 2026-11-25
review-by: 2028-11-25
authors: [A]
audience: Adults
main-point: Rest.
sections:
  - title: Rest
    blocks:
      - Rest well. [@{id}]
references:
  {line}
disclaimer: default
"""


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("quaseem2016", "qaseem2016"),
        ("qasem2016", "qaseem2016"),
        ("qaesem2016", "qaseem2016"),
        ("quasem2016", "qaseem2016"),
        ("jonis2025", "jones2025"),
        ("Qaseem2016", "qaseem2016"),
        ("qaseem-2016", "qaseem2016"),
        ("qaseem_2016", "qaseem2016"),
        ("qaseem2016a", "qaseem2016"),
        ("jarsma2021", "jaarsma2021"),
        ("GINA2024", "gina2024"),
        ("EPR-3", "epr3"),
        ("foster", "foster2018"),
    ],
)
def test_a_slip(wanted: str, meant: str) -> None:
    hint = hint_for(wanted, KNOWN)
    assert hint.startswith(f"Is it [@{meant}] (“On {meant}”)? If not, write it below `references:`")


@pytest.mark.parametrize(
    "wanted",
    ["aaos2024", "clinic2024", "jama2020", "jones2019", "mayo2023", "nih2021", "smith2020", "qaseem2106", "aha2020",
     "ginna2023", "lee2010", "epr4", "fisher2018", "x"],
)  # fmt: skip
def test_nobody_elses_paper(wanted: str) -> None:
    hint = hint_for(wanted, KNOWN)
    assert hint.startswith(f"To add it, write it below `references:` at the end of the handout: `- {{id: {wanted}, ")
    assert not any(one in hint for one in KNOWN)


def test_without_a_year() -> None:
    assert hint_for("qaseem", KNOWN).startswith("There are [@qaseem2016] and [@qaseem2017]. To add another, ")


@pytest.mark.parametrize(
    "wanted",
    [
        "10.7326/M15-2175",
        "doi:10.7326/m15-2175",
        "https://doi.org/10.7326/M15-2175",
        "PMID:27136449",
        "pmid27136449",
        "27136449",
    ],
)
def test_a_number_of_a_known_work(wanted: str) -> None:
    assert hint_for(wanted, KNOWN).endswith("the work's id is qaseem2016: write [@qaseem2016].")


def test_an_address_of_a_known_work() -> None:
    assert hint_for("https://ginasthma.org/report", KNOWN).endswith("write [@gina2024].")


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("10.1000/xyz", "DOI: 10.1000/xyz"),
        ("PMID:31234567", "PMID: 31234567"),
        ("www.cdc.gov/x", "URL: https://www.cdc.gov/x"),
    ],
)
def test_a_number_of_an_unknown_work(wanted: str, told: str) -> None:
    hint = hint_for(wanted, KNOWN)
    assert told in hint
    assert hint.endswith("Then cite it as [@smith2024].")


@pytest.mark.parametrize("wanted", ["aaos2024", "mayo", "10.1000/xyz", "PMID:31234567", "https://www.cdc.gov/a-b?c=d"])
def test_the_line_of_the_hint_is_read_as_meant(wanted: str) -> None:
    """With words for its “…”; and as it stands it is refused."""
    found = re.search(r"`(- \{.*\})`", hint_for(wanted, KNOWN))
    assert found
    line = found[1]
    with pytest.raises(Exception, match="stands here for words of your own"):
        _read(line)
    filled = line.replace("title: …", "title: Cast care").replace("literal: …", "literal: AAOS")
    (reference,) = _read(filled.replace("https://…", "https://x.example")).references
    assert reference.title == "Cast care"
    assert reference.item["author"] == [{"literal": "AAOS"}]
    assert reference.id == (wanted if re.fullmatch(r"[a-z]+\d*", wanted) else "smith2024")


def _read(line: str) -> Handout:
    return from_text(Handout, Source("h.yaml", HANDOUT.format(id="x", line=line)))


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("[@lee 2024", "An id has no spaces: write [@lee2024], if that is its id."),
        ("[@lee, 2024", "An id has no spaces: write [@lee2024], if that is its id."),
        ("[@lee2024, @wu2020", "Write [@lee2024; @wu2020]."),
        ("[@lee2024 and @wu2020", "Write [@lee2024; @wu2020]."),
        ("[@ lee2024", "Write [@lee2024]."),
        ("[@lee2024, p. 4", "Pages have no place in it: write [@lee2024]."),
        ("[@lee2024, Table 2", "Pages have no place in it: write [@lee2024]."),
        ("[@", OF_TOKEN["bad_citation"].hint),
        ("[@lee2024 says so", OF_TOKEN["bad_citation"].hint),
    ],
)
def test_citations_that_cannot_be_read(written: str, hint: str) -> None:
    assert of_citation(written).hint == hint
