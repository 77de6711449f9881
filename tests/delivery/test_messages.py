"""What a message shows, to whoever looks at it, and what only the patient can open."""

from __future__ import annotations

import email
import email.policy
import io
import re

import pikepdf
import pytest
from command_line import DECEMBER_2026
from letters import people
from mailroom import REALLY, mailroom, patients, rows_of

from carefold.delivery.message import in_ascii, key_of, message_id
from carefold.diagnostics.exit_code import ExitCode

SECRET = "velvet-orb-Crumble-93x"


def read(practice, number: int = 1, name: str = "h"):
    data = (practice.folder / f"private/{name}-{number:04}.eml").read_bytes()
    return email.message_from_bytes(data, policy=email.policy.default)


def words(message, kind: str) -> str:
    return " ".join(message.get_body((kind,)).get_content().split())


def test_a_plain_message_begins_with_a_note_and_has_the_whole_handout(practice, send):
    record = patients(1)[0] | {"patient.name": "Quillon Specimen"}
    assert send([record]).code == ExitCode.DONE
    message = read(practice)
    plain, page = words(message, "plain"), re.sub(r"<[^>]+>", " ", words(message, "html"))
    for said in (plain, " ".join(page.split())):
        assert said.index("Your visit") > 200 and said.index("Quillon") > 200
        assert "Dear Quillon Specimen, come on January 1, 2027" in said and "The fee is" in said
        for always in ("questions about your health", "555-0100", "When we are closed", "911"):
            assert said.index(always) < said.index("Your visit")
    (pdf,) = message.iter_attachments()
    assert (pdf.get_content_type(), pdf.get_filename()) == ("application/pdf", "handout.pdf")
    assert pikepdf.open(io.BytesIO(pdf.get_content())).pages


def test_headers_are_neutral_and_in_the_language_of_the_record(practice, send):
    practice.add(
        "project.yaml", (practice.folder / "project.yaml").read_text() + "mail: {reply-to: desk@clinic.example}\n"
    )
    send([one | {"language": tag} for one, tag in zip(patients(2), ("en", "es"), strict=True)])
    english, spanish = read(practice, 1), read(practice, 2)
    assert english["Subject"] == "Information from your clinic"
    assert spanish["Subject"] != english["Subject"] and "Small" not in str(spanish["Subject"])
    assert (english["Content-Language"], spanish["Content-Language"]) == ("en", "es")
    assert english["Auto-Submitted"] == "auto-generated" and english["Reply-To"] == "desk@clinic.example"
    assert len(words(spanish, "plain")[: words(spanish, "plain").index("Su cita")]) > 200
    assert "911" in words(spanish, "plain")


def test_nothing_of_the_handout_is_outside_of_a_protected_pdf(practice, send):
    records = [
        one | {"email_consent": "encrypted", "password": f"{SECRET}{number}q", "language": ("en", "es")[number % 2],
               "patient.name": f"Quillon{number} Specimen{number}"}
        for number, one in enumerate(patients(6))
    ]  # fmt: skip
    assert send(records).code == ExitCode.DONE
    for number, record in enumerate(records, 1):
        message = read(practice, number)
        (pdf,) = message.iter_attachments()
        with pikepdf.open(io.BytesIO(pdf.get_content()), password=record["password"]) as opened:
            assert opened.pages
        values = {value for name, value in record.items() if "." in name and len(value) > 2}
        known = {"Small", "Your visit", "Su cita", "visit", "cita", "coche", record["password"], record["id"], *values}
        shown = f"{words(message, 'plain')} {message.items()} {pdf.items()}"
        assert not [one for one in known if one in shown]
        assert message.get_body(("html",)) is None and len(words(message, "plain")) > 200
        raw = pdf.get_content()
        assert not [one for one in known if one.encode() in raw or one.encode("utf-16-be") in raw]


def test_sensitive_handouts_go_encrypted_and_to_no_proxy(practice, send):
    for path in (practice.folder / "handouts").glob("h*.yaml"):
        path.write_text(path.read_text("utf-8") + "sensitive: true\n", "utf-8")
    born = {"recipient": "B Example", "recipient_role": "proxy", "born": "1980-01-01"}
    plain, proxy, right = patients(3)
    proxy |= born | {"email_consent": "encrypted", "password": SECRET}
    right |= {"email_consent": "encrypted", "password": SECRET + "z"}
    run = send([plain, proxy, right])
    assert run.code == ExitCode.PARTLY
    assert "never sent without a password" in run.err and "would go to a proxy" in run.err
    assert len([*(practice.folder / "private").glob("*.eml")]) == 1


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        ("{subject: About your Small leaflet}", "`subject` has the handout's title in it"),
        ('{sender-name: "Clinic for {{ patient.name }}"}', "`sender-name` has a field in it"),
        ("{file-name: small.pdf}", "`file-name` has the handout's title in it"),
    ],
)
def test_what_others_see_says_nothing_of_a_handout(practice, send, mail, said):
    settings = (practice.folder / "project.yaml").read_text()
    practice.add("project.yaml", f"{settings}mail: {mail}\n")
    run = send(patients(1))
    assert run.code == ExitCode.USAGE and said in run.err and "project.yaml:" in run.err
    practice.add("project.yaml", f"{settings}mail: {mail[:-1]}, names-handout: true}}\n")
    assert send(patients(1)).code == ExitCode.DONE
    assert "{{" not in str(read(practice).items())


@pytest.mark.parametrize(
    "address",
    ["a@x.example\r\nBcc: b@x.example", "a@x.example,b@x.example", "<a@x.example>", "a\x7fb@x.example", "a b@x.example",
     "a@x.example\x85Bcc: b@x.example", "a@x", "@x.example", 'a"b@x.example', "a@x.example\u2028b"],
)  # fmt: skip
def test_an_address_is_one_address_and_no_header(practice, send, address):
    with mailroom() as office:
        run = send([patients(1)[0] | {"email": address}, patients(2)[1]], *REALLY, to=office)
    assert run.code == ExitCode.PARTLY and office.to == ["p1@patients.example"]
    assert [*office.messages[0]].count("To") == 1 and "Bcc" not in office.messages[0]


def test_a_header_holds_what_it_is_given_and_no_more(practice, send):
    long = "Ünïcode " + "Klinik " * 45
    practice.add("project.yaml", (practice.folder / "project.yaml").read_text() + f"mail: {{sender-name: '{long}'}}\n")
    name = ("Łucja Žofie " * 30)[:190].strip()
    with mailroom() as office:
        run = send([patients(1)[0] | {"patient.name": name}], *REALLY, to=office)
    assert run.code == ExitCode.DONE, run.err
    (message,) = office.messages
    assert message["From"].addresses[0].display_name == " ".join(long.split())
    assert name in words(message, "plain") and len(message.get_all("From")) == 1
    assert max(map(len, office.taken[0].split(b"\r\n"))) <= 998
    assert b"\n" not in office.taken[0].replace(b"\r\n", b"")


def test_a_name_of_300_characters_is_refused_as_a_value_and_the_others_are_sent(send):
    with mailroom() as office:
        run = send([patients(1)[0] | {"patient.name": "x" * 300}, patients(2)[1]], *REALLY, to=office)
    assert run.code == ExitCode.PARTLY and office.to == ["p1@patients.example"] and "xxx" not in run.err


def test_international_addresses(practice, send):
    records = [patients(1)[0] | {"email": "ann@klinik-münchen.example"}, patients(2)[1] | {"email": "zoë@x.example"}]
    with mailroom() as office:
        run = send(records, *REALLY, to=office)
        assert run.code == ExitCode.PARTLY and office.to == ["ann@xn--klinik-mnchen-3ob.example"]
        assert "SMTPUTF8" in run.err
    with mailroom(utf8=True) as office:
        send(records, *REALLY, "--again", "another server", to=office)
        assert office.to == ["ann@xn--klinik-mnchen-3ob.example", "zoë@x.example"]
        assert "SMTPUTF8" in office.options[1] and "SMTPUTF8" not in office.options[0]
        assert office.messages[1]["To"] == "zoë@x.example"
    assert {row.state for row in rows_of(practice)} >= {"accepted"}


def test_an_id_of_a_message_is_made_of_its_row():
    assert key_of(message_id("a" * 32, 3, "x.example")) == ("a" * 32, 3)
    assert key_of("<other@x.example>") is None
    assert in_ascii("Ann@Exämple.org") == "Ann@xn--exmple-cua.org"


@pytest.mark.parametrize(
    "address",
    ["a@b.example\nBcc: x", "a@b.example\r\n x", f"{'a' * 65}@b.example", f"a@{'b.' * 130}example", "a,b@c.example"],
)
def test_an_address_that_no_header_or_server_takes(address):
    with pytest.raises(ValueError, match=r"^this address can't be written to\.$"):
        in_ascii(address)


def test_a_handout_without_values_is_sent_to_who_agreed(clinic, carefold, monkeypatch):
    from mailroom import add_ledger

    clinic.write(layouts="[letter]", reviewers="[{name: Demo, role: Nurse, date: 2026-11-30}]")
    add_ledger(clinic)
    clinic.add("r.csv", "id,email,email_consent\na,a@x.example,plain\nb,b@x.example,\nc,c@x.example,plain\n")
    assert people(1) and DECEMBER_2026
    with mailroom() as office:
        monkeypatch.setenv("CAREFOLD_SMTP_URL", f"smtp://127.0.0.1:{office.port}")
        run = carefold("send", "h", "--records", "r.csv", *REALLY, cwd=clinic.folder)
    assert run.code == ExitCode.PARTLY and office.to == ["a@x.example", "c@x.example"], run.err


def test_what_is_too_large_is_never_sent(practice, send):
    practice.add("project.yaml", (practice.folder / "project.yaml").read_text() + "mail: {largest: 0.01}\n")
    with mailroom() as office:
        run = send(patients(2), *REALLY, to=office)
    assert (run.code, office.to) == (ExitCode.PARTLY, []) and "MB" in run.err
