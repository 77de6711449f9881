"""build --draft: what reading and style stop is made and stamped; nothing that can hurt is."""

from __future__ import annotations

import pytest
from practice import Practice
from pypdf import PdfReader

from carefold.diagnostics.codes import CODES, IN_DRAFTS, OF_WORDS
from carefold.diagnostics.exit_code import ExitCode

HARD = (
    "Pharmacokinetic considerations necessitate individualized administration schedules notwithstanding manufacturer "
    "recommendations regarding bioavailability. Call us."
)


@pytest.fixture
def hard(tmp_path):
    made = Practice(tmp_path / "clinic")
    made.handout("h", HARD)
    made.add("project.yaml", "layouts: [letter, trifold]\n")
    return made


def test_what_is_hard_to_read_is_made_beside_the_shelf(hard, carefold, files, words):
    assert "CF101" in carefold("build", "h", cwd=hard.folder).err
    run = carefold("build", "h", "--draft", "for Dr. Example", "--json", cwd=hard.folder)
    assert run.code == ExitCode.DONE, run.err
    assert files(hard.out) == {"drafts/h.letter.draft.pdf", "drafts/h.trifold.draft.pdf"}
    assert not (hard.out / "manifest.json").exists()
    (grade,) = (one for one in run.document["built"][0]["findings"] if one["code"] == "CF101")
    assert grade["severity"] == "warning"
    path = hard.out / "drafts/h.trifold.draft.pdf"
    assert "DRAFT, not for patients: for Dr. Example" in words(path)
    assert PdfReader(path).metadata["/HandoutVersion"] == "1 (draft)"  # type: ignore[index]
    assert carefold("check", path, cwd=hard.folder).code == ExitCode.DONE
    assert carefold("print", "h", cwd=hard.folder).code == ExitCode.PROBLEMS
    assert "no handout of this project" in carefold("print", path, cwd=hard.folder).err


def test_each_panel_is_stamped_below_what_stands_there(hard, carefold):
    from opening import opened

    from carefold.order import Order
    from carefold.pipeline import build

    workspace = opened(hard.folder)
    made = build(workspace, Order("h", "trifold", draft="x"))
    first = [frame.slices[0].items for page in made.composition.pages for frame in page.frames]
    assert len(first) == 6
    assert all(len(items) == 2 and all(one.leaf is None for one in items) for items in first)


def test_in_the_handouts_language(hard, carefold, words):
    hard.change("brand.yaml", "Ask your clinician.", "{en: Ask your clinician., es: Pregunte a su médico.}")
    hard.handout("h", "Descanse. Llámenos.")
    hard.change("handouts/h.yaml", "language: en", "language: es")
    carefold("build", "h", "--draft", "leer", "--layout", "letter", cwd=hard.folder)
    assert "BORRADOR, no es para pacientes: leer" in words(hard.out / "drafts/h.letter.draft.pdf")


@pytest.mark.parametrize(
    ("block", "code"),
    [("Take .5 mg. Call us.", "CF131"), ("Take 5mg. Call us.", "CF136"), ("Take 10 IU. Call us.", "CF135")],
)
def test_a_dose_never_yields(hard, carefold, block, code):
    hard.handout("h", block)
    run = carefold("build", "h", "--draft", "x", cwd=hard.folder)
    assert run.code == ExitCode.PROBLEMS and code in run.err and not hard.out.exists()


def test_what_yields_is_of_reading_and_style():
    assert set(OF_WORDS) > IN_DRAFTS
    doses = {*(f"CF13{number}" for number in range(1, 10)), *(f"CF16{number}" for number in range(2, 10))}
    phones = {"CF154", "CF156", "CF157", "CF158", "CF159", "CF160"}
    assert not IN_DRAFTS & {*doses, *phones, "CF100", "CF143", "CF149", "CF198", "CF199"}
    assert all(CODES[code].leave == "change or accept" for code in IN_DRAFTS)


@pytest.mark.parametrize(
    "options",
    [("h", "--prune"), ("h", "--watch"), (), ("h", "--all"), ("h", "--edition", "html"), ("h", "--archive", "3a")],
)
def test_what_does_not_go_with_a_draft(hard, carefold, options):
    assert carefold("build", *options, "--draft", "x", cwd=hard.folder).code == ExitCode.USAGE
    assert carefold("build", "h", "--draft", "x" * 81, cwd=hard.folder).code == ExitCode.USAGE
    assert carefold("build", "h", "--draft", "  ", cwd=hard.folder).code == ExitCode.USAGE


def test_a_draft_is_for_no_patient(hard):
    from carefold.diagnostics.carefold_error import CarefoldError
    from carefold.order import Order

    with pytest.raises(CarefoldError, match="for no patient"):
        Order("h", "letter", record={"a": "b"}, draft="x")
