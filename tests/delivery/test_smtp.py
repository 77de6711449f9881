"""The way to the server: over TLS with a valid certificate, signed in; and what a slow one makes of a message."""

from __future__ import annotations

import sys
import time

import pytest
from certificates import certificate
from mailroom import mailroom

from carefold.delivery.server import Server, server_of
from carefold.delivery.smtp import Connection, RefusedSenderError, without_addresses
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.model.settings import Mail

AFAR = "127.0.0.2"  # this computer too, on Linux, and not by a name for which TLS may be left out
LETTER = b"From: a@x.example\r\nTo: b@x.example\r\n\r\n.dot\r\nend\r\n"
only_linux = pytest.mark.skipif(sys.platform != "linux", reason="127.0.0.2 is this computer on Linux only")


def sent(server: Server, folder, *, patience: float = 20, after_the_end: float = 20):
    connection = Connection(server, folder, patience=patience, after_the_end=after_the_end)
    try:
        return connection.send(LETTER, "a@x.example", "b@x.example", lambda: None)
    finally:
        connection.close()


def said(server: Server, folder) -> str:
    with pytest.raises(CarefoldError) as raised:
        sent(server, folder)
    assert raised.value.exit_code == ExitCode.MISSING
    return raised.value.findings[0].message


@only_linux
def test_nothing_goes_to_another_computer_without_tls(tmp_path):
    with mailroom(host=AFAR) as office:
        assert "offers no TLS" in said(Server(AFAR, office.port, at_once=False), tmp_path)
        assert office.taken == []


@only_linux
@pytest.mark.parametrize("at_once", [True, False])
def test_a_certificate_has_to_be_valid_and_for_this_server(tmp_path, monkeypatch, at_once):
    context, public = certificate(tmp_path, AFAR)
    with mailroom(host=AFAR, **{"ssl_context" if at_once else "tls_context": context}) as office:
        server = Server(AFAR, office.port, at_once=at_once)
        assert "certificate is not valid" in said(server, tmp_path)
        monkeypatch.setenv("SSL_CERT_FILE", str(public))
        assert sent(server, tmp_path).fate == "accepted"
        assert office.taken == [LETTER]
    other, public = certificate(tmp_path, "127.0.0.9")
    monkeypatch.setenv("SSL_CERT_FILE", str(public))
    with mailroom(host=AFAR, **{"ssl_context" if at_once else "tls_context": other}) as office:
        assert "certificate is not valid" in said(Server(AFAR, office.port, at_once=at_once), tmp_path)
        assert office.taken == []


def test_signing_in(tmp_path):
    with mailroom(auth=True, auth_require_tls=False) as office:
        right = Server("127.0.0.1", office.port, at_once=False, way="password", user="clinic", password="right")
        assert sent(right, tmp_path).fate == "accepted"
        wrong = Server("127.0.0.1", office.port, at_once=False, way="password", user="clinic", password="wrong")
        told = said(wrong, tmp_path)
        assert "does not let us sign in (535)" in told and "wrong" not in told + repr(wrong)


def test_a_token_comes_from_a_program_and_is_shown_to_nobody(tmp_path):
    prints = (sys.executable, "-c", "print('to.ken')")
    with mailroom(auth=True, auth_require_tls=False) as office:
        server = Server(
            "127.0.0.1", office.port, at_once=False, way="xoauth2", user="u@x.example", token_command=prints
        )
        assert sent(server, tmp_path).fate == "accepted"
        assert office.auth == [("XOAUTH2", b"user=u@x.example\x01auth=Bearer to.ken\x01\x01")]
    fails = (sys.executable, "-c", "import sys; print('se cret'); sys.exit(3)")
    told = said(Server("127.0.0.1", 9, at_once=False, way="xoauth2", user="u", token_command=fails), tmp_path)
    assert "no connection" in told
    with mailroom() as office:
        server = Server("127.0.0.1", office.port, at_once=False, way="xoauth2", user="u", token_command=fails)
        assert "no access token for the mail server (exit code 3)" in said(server, tmp_path)


def test_a_slow_server_is_waited_for_and_one_that_never_answers_leaves_a_fate_unknown(tmp_path):
    with mailroom("slow 0.5", "slow 30") as office:
        server = Server("127.0.0.1", office.port, at_once=False)
        assert sent(server, tmp_path, patience=0.2).fate == "accepted"
        begun = time.monotonic()
        assert sent(server, tmp_path, after_the_end=0.3).fate == "unknown"
        assert time.monotonic() - begun < 10


def test_a_sender_that_is_refused_stops_everything(tmp_path):
    with mailroom("mail 550") as office, pytest.raises(RefusedSenderError, match=r"550 5\.7\.60"):
        sent(Server("127.0.0.1", office.port, at_once=False), tmp_path)


@pytest.mark.parametrize(
    ("url", "code"),
    [("", ExitCode.MISSING), ("mail.example", ExitCode.USAGE), ("http://mail.example", ExitCode.USAGE),
     ("smtp://mail.example:x", ExitCode.USAGE), ("smtp://u@mail.example", ExitCode.MISSING)],
)  # fmt: skip
def test_what_names_no_server(url, code):
    with pytest.raises(CarefoldError) as raised:
        server_of({"CAREFOLD_SMTP_URL": url}, Mail())
    assert raised.value.exit_code == code


def test_a_server_and_its_secrets():
    found = server_of({"CAREFOLD_SMTP_URL": "smtps://me%40x.example:pa%3Ass@mail.example"}, Mail())
    assert (found.host, found.port, found.user, found.password) == ("mail.example", 465, "me@x.example", "pa:ss")
    assert "pa:ss" not in repr(found)
    other = {"CAREFOLD_SMTP_URL": "smtp://me@mail.example", "CAREFOLD_SMTP_PASSWORD": "kept"}
    assert server_of(other, Mail()).password == "kept" and server_of(other, Mail()).port == 587


def test_an_answer_keeps_no_address():
    assert without_addresses("550 <Ann.B@x.example>: no ann@y.example\r\nhere") == "550 …: no … here"
