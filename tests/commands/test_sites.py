"""Several addresses under one brand: what each says, how its files are called, and that a PDF's own is found again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from opening import opened

from carefold.content.plain_text import said
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.naming import clashes
from carefold.order import Order
from carefold.preflight.origin import Origin
from carefold.preflight.preflight import made_from
from carefold.workspace import load_brand

BRAND = """\
name: Riverbend Clinic
contact: {phone: 555-0100, after-hours: 555-0199, hours: 8 to 5, address: [1 Main Street]}
sites:
  north: {name: Riverbend North, contact: {phone: 555-0140, address: [9 North Street]}}
  south-2: {contact: {after-hours: {phone: 555-0150, text: Ask for the nurse}}}
formats: "Ask: {{ brand.contact.phone }}"
disclaimer: General education.
"""


@pytest.fixture
def riverbend(clinic: Any) -> Any:
    clinic.add("brand.yaml", BRAND)
    clinic.write("- 'If you are sick or sad, call {{ brand.contact.phone }}. We will help you.'")
    return clinic


def test_what_a_site_says_takes_the_place_of_what_the_brand_says(riverbend: Any) -> None:
    workspace = opened(riverbend.folder)
    found = {site: load_brand(workspace, None, site)[0] for site in ("", "north", "south-2")}
    contacts = {site: (one.name, one.contact.phone, one.contact.at_night, one.contact.hours, *one.contact.address)
                for site, one in found.items()}  # fmt: skip
    assert contacts == {
        "": ("Riverbend Clinic", "555-0100", "555-0199", "8 to 5", "1 Main Street"),
        "north": ("Riverbend North", "555-0140", "555-0199", "8 to 5", "9 North Street"),
        "south-2": ("Riverbend Clinic", "555-0100", "555-0150", "8 to 5", "1 Main Street"),
    }
    assert found["north"].phones == found[""].phones, "all of them are known at each"


def test_a_handout_of_a_site_has_its_numbers_alone_and_its_name(riverbend: Any) -> None:
    project = opened(riverbend.folder)
    usual, north = (project.build(Order("h", "letter", site=site)) for site in ("", "north"))
    assert (usual.name, north.name) == ("h.letter.pdf", "h.north.letter.pdf")
    brand = north.resolved.brand
    assert said(brand.formats or brand.disclaimer) == "Ask: 555-0140"
    assert (
        said(north.resolved.handout.sections[0].blocks[0].text)
        == "If you are sick or sad, call 555-0140. We will help you."
    )
    assert [made_from(one.data) for one in (usual, north)] == [
        Origin("h", "1", "letter", "print"), Origin("h", "1", "letter", "print", "", "north")
    ]  # fmt: skip


@pytest.mark.parametrize(("site", "hint"), [("nrth", "Did you mean “north”?"), ("x", "Its sites are north, south-2.")])
def test_an_unknown_site_is_told_with_those_that_there_are(riverbend: Any, site: str, hint: str) -> None:
    with pytest.raises(CarefoldError) as caught:
        opened(riverbend.folder).build(Order("h", "letter", site=site))
    assert str(caught.value) == f"the brand “Riverbend Clinic” has no site “{site}”. Hint: {hint}"


def test_a_pdf_is_held_against_the_site_that_it_is_of(riverbend: Any) -> None:
    project = opened(riverbend.folder)
    made = project.build(Order("h", "letter", site="north"))
    riverbend.add("out/renamed.pdf", made.data)
    path = riverbend.folder / "out/renamed.pdf"
    assert project.check_pdf(path).findings == ()
    riverbend.add("brand.yaml", BRAND.replace("555-0140", "555-0141"))
    assert {one.code for one in opened(riverbend.folder).check_pdf(path).findings} & {"CF309", "CF523"}


def test_the_command_makes_one_site_beside_the_others(riverbend: Any, carefold: Any) -> None:
    for site in ((), ("--site", "north"), ("--site", "south-2")):
        assert carefold("build", "--layout", "letter", *site, cwd=riverbend.folder).code == 0
    names = {path.name for path in Path(riverbend.folder).glob("out/*.pdf")}
    assert names == {"h.letter.pdf", "h.north.letter.pdf", "h.south-2.letter.pdf"}
    failed = carefold("build", "--site", "nrth", cwd=riverbend.folder)
    assert failed.code == 1 and failed.err.count("no site “nrth”") == 1


@pytest.mark.parametrize("other", ["handouts/h.north.yaml", "brands/north/brand.yaml"])
def test_no_site_takes_the_name_of_another_handouts_or_brands_file(riverbend: Any, other: str) -> None:
    order = Order("h", "letter", site="north")
    assert clashes(opened(riverbend.folder), [order, replace(order, site=""), replace(order, site="south-2")]) == []
    riverbend.add(other, BRAND)
    (clash,) = clashes(opened(riverbend.folder), [order])
    assert "h.north.letter.pdf would be the file of h for the site north" in clash.finding.message


@pytest.mark.parametrize("name", ["North", "a b", "../x", "north.2", "nörd", "-"])
def test_a_site_has_a_name_that_files_can_have(riverbend: Any, name: str) -> None:
    riverbend.add("brand.yaml", BRAND.replace("  north:", f'  "{name}":'))
    with pytest.raises(CarefoldError, match="can't stand in names of files"):
        load_brand(opened(riverbend.folder), None)


# --- project.yaml


def settings(clinic: Any, text: str) -> str:
    """What is wrong with a project.yaml; empty for a good one."""
    clinic.add("project.yaml", text)
    try:
        opened(clinic.folder)
    except CarefoldError as error:
        return str(error)
    return ""


def test_what_all_makes_is_held_against_what_there_is(riverbend: Any) -> None:
    riverbend.add("brands/south/brand.yaml", BRAND.replace("south-2", "west"))
    assert settings(riverbend, "sites: [north, south-2]\neditions: [print, screen, html, archive]\n") == ""
    assert settings(riverbend, "brands: [south]\nsites: [north, west]\n") == ""
    unknown = settings(riverbend, "brands: [south, riverbend]\nsites: [north]\n")
    assert "project.yaml:2:9: the brand “Riverbend Clinic” has no site “north”. Hint: It has no" in unknown
    assert "1:10: there is no brand “suoth”. Hint: Did you mean “south”?" in settings(riverbend, "brands: [suoth]\n")
    assert "can't be “paper”" in settings(riverbend, "editions: [paper]\n")
    assert settings(riverbend, "editions: []\n")


def test_a_brand_that_is_broken_is_told_when_it_is_used(riverbend: Any) -> None:
    riverbend.add("brand.yaml", "name: A\n")
    assert settings(riverbend, "sites: [north]\n") == ""


# --- the other commands


def test_a_handout_is_checked_as_a_site_prints_it(riverbend: Any, carefold: Any) -> None:
    """A brand may have a number at one site that another one has not."""
    riverbend.add("brand.yaml", BRAND.replace("555-0140,", "555-0140, email: north@riverbend.example,"))
    riverbend.write("- 'If you are sick or sad, write to us. We will help you.'\n- 'Mail: {{ brand.contact.email }}.'")
    assert carefold("check", "h", "--site", "north", cwd=riverbend.folder).code == 0
    for site in ((), ("--site", "south-2")):
        failed = carefold("check", "h", *site, cwd=riverbend.folder)
        assert failed.code == 1 and "brand.contact.email" in failed.out + failed.err


def test_a_pdf_is_held_against_the_site_that_is_asked_for(riverbend: Any, carefold: Any) -> None:
    assert carefold("build", "--layout", "letter", "--site", "north", cwd=riverbend.folder).code == 0
    for site, code in (("north", 0), ("south-2", 1), ("nrth", 1)):
        run = carefold("check", "out/h.north.letter.pdf", "--site", site, cwd=riverbend.folder)
        assert run.code == code, run.out + run.err
    assert "no site “nrth”" in run.err


def test_show_and_preview_are_of_a_site(riverbend: Any, carefold: Any) -> None:
    codes, pictures = set(), set()
    for site in ("", "north", "south-2"):
        options = ("--site", site) if site else ()
        shown = carefold("show", "h", "--layout", "letter", "--json", *options, cwd=riverbend.folder)
        codes.add(shown.document["codes"]["letter"])
        carefold("preview", "h", "--layout", "letter", "--out", f"p{site}.png", *options, cwd=riverbend.folder)
        pictures.add((riverbend.folder / f"p{site}.png").read_bytes())
    assert len(codes) == len(pictures) == 3
    for command in (("show", "h"), ("preview", "h", "--out", "x.png"), ("check", "h")):
        failed = carefold(*command, "--site", "nrth", cwd=riverbend.folder)
        assert failed.code == 1 and "no site “nrth”" in failed.err
    assert not (riverbend.folder / "x.png").exists()
