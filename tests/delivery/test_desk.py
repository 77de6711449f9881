"""At the desk: asked twice, warned in the patient's language, sent, noted, and no file left."""

from __future__ import annotations

import io
import json

import pikepdf
import pytest
from command_line import carefold  # noqa: F401
from mailroom import add_ledger, mailroom, rows_of

from carefold.diagnostics.exit_code import ExitCode

ENGLISH_TEXT = "Walk each day. Call us with questions."
ENGLISH = f"""
- title: Plan
  blocks: ["{ENGLISH_TEXT}"]
"""


@pytest.fixture
def desk(clinic, carefold, monkeypatch):  # noqa: F811
    """Answer what is asked at the desk."""
    clinic.write(
        sections=ENGLISH, layouts="[letter]", reviewers="[{name: Demo, role: Nurse, date: 2026-11-30}]",
        fields="{low: {label: 'My number', width: 0.8in, blank: true}}",
    )  # fmt: skip
    english = (clinic.folder / "handouts/h.yaml").read_text("utf-8")
    spanish = english.replace("language: en", 'language: es\ntranslated-from: "1"\ntranslator: Demo Person')
    spanish = spanish.replace(ENGLISH_TEXT, "Camine cada día. Llámenos si tiene preguntas.")
    clinic.add("handouts/h.es.yaml", spanish)
    clinic.add("project.yaml", "languages: [en, es]\n")
    add_ledger(clinic)

    def run(office, *answers: str, options: tuple[str, ...] = ("--by", "A. Nurse")):
        monkeypatch.setenv("CAREFOLD_SMTP_URL", f"smtp://127.0.0.1:{office.port}")
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{one}\n" for one in answers)))
        return carefold("send", "h", "--one", *options, cwd=clinic.folder)

    run.clinic = clinic
    return run


def test_a_patient_who_still_wants_it_gets_it_and_no_file_is_left(desk):
    with mailroom() as office:
        run = desk(office, "P-1", "es", "ann@x.example", "anm@x.example", "ann@x.example", "ann@x.example", "y")
    assert run.code == ExitCode.DONE, run.err
    assert office.to == ["ann@x.example"] and office.messages[0]["Content-Language"] == "es"
    assert "no es privado" in run.err and "Others could read this" not in run.err
    assert "not the same" in run.err
    (row,) = rows_of(desk.clinic)
    assert (row.state, row.consent, row.consent_date, row.by) == ("accepted", "plain", "2026-12-01", "A. Nurse")
    assert (row.way, row.layout, row.version) == ("desk", "letter", "1") and row.gone == row.at
    assert not (desk.clinic.folder / "private").exists()
    (told,) = (desk.clinic.folder / "released").glob("*.json")  # the handout, which is the same for everybody
    assert told.stem == row.sha256 and json.loads(told.read_bytes())["handout"] == "h.es"
    assert "ann" not in told.read_text("utf-8")


def test_a_patient_who_does_not_want_it_gets_nothing_and_that_is_noted(desk):
    with mailroom() as office:
        run = desk(office, "P-1", "en", "ann@x.example", "ann@x.example", "n")
        assert (run.code, office.to) == (ExitCode.DONE, [])
        (row,) = rows_of(desk.clinic)
        assert (row.state, row.consent) == ("refused", "none")
        assert "E-mail is not private. Others could read this. Do you still want it?" in run.err


def test_a_second_message_of_a_day_and_a_stopped_id_need_a_word(desk, carefold):  # noqa: F811
    answers = ("P-1", "en", "ann@x.example", "ann@x.example", "y")
    with mailroom() as office:
        desk(office, *answers)
        assert desk(office, *answers).code == ExitCode.PROBLEMS and len(office.to) == 1
        desk(office, *answers, options=("--by", "A", "--again", "it was lost"))
        assert len(office.to) == 2
        carefold("stop", "P-2", "--reason", "withdrawn", cwd=desk.clinic.folder)
        run = desk(office, "P-2", *answers[1:])
        assert run.code == ExitCode.PROBLEMS and "stop list" in run.err and len(office.to) == 2
        assert desk(office, *answers, options=()).code == ExitCode.USAGE


def test_a_sensitive_handout_goes_with_a_password_only(desk):
    for path in (desk.clinic.folder / "handouts").glob("h*.yaml"):
        path.write_text(path.read_text("utf-8") + "sensitive: true\n", "utf-8")
    weak, good = "12345678", "velvet-orb-Crumble-93x"
    with mailroom() as office:
        run = desk(office, "P-1", "en", "ann@x.example", "ann@x.example", weak, weak, good, good)
    assert run.code == ExitCode.DONE, run.err
    (message,) = office.messages
    (pdf,) = message.iter_attachments()
    with pikepdf.open(io.BytesIO(pdf.get_content()), password=good) as opened:
        assert opened.pages
    assert ENGLISH_TEXT not in message.get_body(("plain",)).get_content() and good not in run.out + run.err
    assert rows_of(desk.clinic)[0].consent == "encrypted"
