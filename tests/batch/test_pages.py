"""Pages for browsers on a shelf: one for each handout and language, made and remembered as PDFs are."""

from __future__ import annotations

import pytest


def made(run) -> list[str]:
    return [one["path"] for one in run.document["built"]]


@pytest.mark.parametrize(("layouts", "limits", "wanted"), [
    ("[trifold, half-sheet, a4, letter]", "", "a4"), ("[trifold]", "", "letter"), ("[trifold]", "[trifold]", "trifold"),
    ("[card, booklet]", "", "letter"),
])  # fmt: skip
def test_a_handout_is_one_page_in_the_order_of_what_flows(project, build, layouts, limits, wanted):
    project.handout("plain", '"Words."')
    if limits:
        project.change("handouts/plain.yaml", "language: en", f"language: en\nlayouts: {limits}")
    project.add("project.yaml", f"format: 1\nlayouts: {layouts}\neditions: [html]\n")
    run = build(project)
    assert made(run) == [f"out/plain.{wanted}.html"], run.err
    assert run.document["built"][0]["edition"] == "html" and run.document["built"][0]["pages"] == 1


def test_it_lies_beside_the_pdfs_and_is_made_again_with_them(project, build):
    project.handout("plain", '"Words."')
    project.add("project.yaml", "format: 1\nlayouts: [trifold, letter]\neditions: [print, html]\n")
    first = build(project)
    assert sorted(made(first)) == ["out/plain.letter.html", "out/plain.letter.pdf", "out/plain.trifold.pdf"]
    codes = {one["path"]: one["code"] for one in first.document["built"]}
    assert codes["out/plain.letter.html"] == codes["out/plain.letter.pdf"]
    assert len(build(project).document["unchanged"]) == 3
    project.change("handouts/plain.yaml", "Words.", "Other words.")
    assert len(made(build(project))) == 3
    assert "Other words." in (project.out / "plain.letter.html").read_text(encoding="utf-8")


def test_what_is_asked_for_by_layout_is_made_so(project, build):
    project.handout("plain", '"Words."')
    assert made(build(project, "plain", "--edition", "html", "--layout", "trifold")) == ["out/plain.trifold.html"]
    assert made(build(project, "plain", "--edition", "html")) == ["out/plain.letter.html"]


def test_the_shelf_leads_to_it(project, build):
    project.handout("plain", '"Words."')
    project.change("brand.yaml", "disclaimer:", "shelf: https://small.example/handouts\ndisclaimer:")
    project.add("project.yaml", "format: 1\nlayouts: [letter]\neditions: [print, screen, html]\n")
    run = build(project)
    assert run.code == 0, run.err
    shelf = (project.out / "index.html").read_text(encoding="utf-8")
    assert "Letter pages, for a browser</a>" in shelf
    assert "QR code: https://small.example/handouts/plain.letter.html" in shelf


def test_it_has_no_paper_to_be_too_empty_for(project, build):
    project.handout("plain", '"Words."')
    found = build(project, "plain", "--layout", "trifold").document["built"][0]["findings"]
    page = build(project, "plain", "--layout", "trifold", "--edition", "html").document["built"][0]["findings"]
    assert "CF421" not in {one["code"] for one in page} and len(page) <= len(found)
