"""One connection to the mail server, for many messages: what came of each is known, or known to be unknown.

A message has left when the server has its last line, and is accepted when the server says so (RFC 5321, 4.1.1.4). A
connection that ends between the two leaves its fate unknown.
"""

from __future__ import annotations

import base64
import re
import select
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from carefold.delivery.message import is_wide
from carefold.delivery.server import Server
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding

Fate: TypeAlias = Literal["accepted", "refused", "later", "unknown", "unfit"]
_PATIENCE = 60.0  # seconds for an answer
_AFTER_THE_END = 600.0  # seconds for the last answer (RFC 5321, 4.5.3.2.6)
_ADDRESS = re.compile(r"<?[^\s<>,;:\"()\[\]]+@[^\s<>,;:\"()\[\]]+>?")
_MOST = 200  # characters of an answer that are kept


@dataclass(frozen=True)
class Outcome:
    """What came of a message. `later`: not accepted, and may be tried again. `unfit`: the server can't take it."""

    fate: Fate
    answer: str = ""
    is_gone: bool = False  # the connection is no more


class RefusedSenderError(Exception):
    """The server wants nothing from this sender: it makes no sense to go on."""


class Connection:
    """To a server; it is opened when it is needed, and again after it has dropped."""

    def __init__(
        self, server: Server, folder: Path, *, patience: float = _PATIENCE, after_the_end: float = _AFTER_THE_END
    ) -> None:  # fmt: skip
        self.server, self._folder = server, folder
        self._patience, self._after_the_end = patience, after_the_end
        self._smtp: smtplib.SMTP | None = None

    def open(self) -> smtplib.SMTP:
        """Connected, over TLS, signed in; CarefoldError with ExitCode.MISSING where that can't be."""
        if self._smtp is None:
            try:
                self._smtp = self._opened()
            except ssl.SSLCertVerificationError as error:
                raise _fault(
                    self.server, f"its certificate is not valid: {error.verify_message}", _CERTIFICATE
                ) from None
            except smtplib.SMTPAuthenticationError as error:
                raise _fault(self.server, f"it does not let us sign in ({error.smtp_code})", _SIGN_IN) from None
            except (OSError, smtplib.SMTPException) as error:
                reason = getattr(error, "strerror", None) or type(error).__name__
                raise _fault(self.server, f"no connection ({reason})", _REACH) from None
        return self._smtp

    def close(self) -> None:
        """Say goodbye, if anybody listens."""
        smtp, self._smtp = self._smtp, None
        if smtp:
            try:
                if smtp.sock:
                    smtp.sock.settimeout(2)
                smtp.quit()
            except (OSError, smtplib.SMTPException):
                smtp.close()

    def _opened(self) -> smtplib.SMTP:
        server, context = self.server, ssl.create_default_context()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        smtp: smtplib.SMTP
        if server.at_once:
            smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=self._patience, context=context)
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=self._patience)
        try:
            smtp.ehlo()
            if not server.at_once and not server.is_local:
                if not smtp.has_extn("starttls"):
                    raise _fault(server, "it offers no TLS, so others could read along", _TLS)
                smtp.starttls(context=context)
                smtp.ehlo()
            self._sign_in(smtp)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _sign_in(self, smtp: smtplib.SMTP) -> None:
        server = self.server
        if server.way == "password":
            try:
                smtp.login(server.user, server.password)
            except smtplib.SMTPServerDisconnected:  # some hang up on a wrong password
                raise smtplib.SMTPAuthenticationError(535, b"") from None
        elif server.way == "xoauth2":
            said = f"user={server.user}\x01auth=Bearer {server.token(self._folder)}\x01\x01"
            code, answer = smtp.docmd("AUTH", f"XOAUTH2 {base64.b64encode(said.encode()).decode()}")
            if code == 334:  # the reason why not, which an empty line acknowledges
                code, answer = smtp.docmd("")
            if code != 235:
                raise smtplib.SMTPAuthenticationError(code, answer)

    def send(self, data: bytes, sender: str, to: str, leaving: Callable[[], None]) -> Outcome:
        """A message to one address; `leaving` is called before the server has its last line.

        CarefoldError where there is no connection to be had; RefusedSenderError where the server refuses the sender.
        """
        smtp = self.open()
        try:
            return self._sent(smtp, data, sender, to, leaving)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Outcome("later", f"the connection ended ({type(error).__name__})", is_gone=True)

    def _sent(
        self, smtp: smtplib.SMTP, data: bytes, sender: str, to: str, leaving: Callable[[], None]
    ) -> Outcome:  # fmt: skip
        if 0 < _size(smtp) < len(data):
            return Outcome("unfit", f"the server takes {_size(smtp)} bytes, and it has {len(data)}")
        options = []
        if is_wide(to) or is_wide(sender):
            if not smtp.has_extn("smtputf8"):
                return Outcome("unfit", "the server takes no addresses with such letters (SMTPUTF8)")
            options = ["SMTPUTF8", "BODY=8BITMIME"]
            smtp.command_encoding = "utf-8"
        code, answer = smtp.mail(sender, options)
        if code >= 500:
            raise RefusedSenderError(_told(code, answer))
        if code < 400:
            code, answer = smtp.rcpt(to)
        if code < 400:
            code, answer = smtp.docmd("DATA")
            if code == 354:
                return self._given(smtp, data, leaving)
        self._reset(smtp, code)
        return _judged(code, answer, is_gone=self._smtp is None)

    def _given(self, smtp: smtplib.SMTP, data: bytes, leaving: Callable[[], None]) -> Outcome:
        """Past DATA: the text, which the server may not take without its last line, then that, then the answer."""
        text = re.sub(rb"(?m)^\.", b"..", data)
        smtp.send(text if text.endswith(b"\r\n") else text + b"\r\n")
        leaving()
        if smtp.sock and select.select([smtp.sock], [], [], 0)[0]:  # it has ended, or the server has spoken too early
            raise smtplib.SMTPServerDisconnected
        try:
            smtp.send(b".\r\n")
            if smtp.sock:
                smtp.sock.settimeout(self._after_the_end)
            code, answer = smtp.getreply()
            if smtp.sock:
                smtp.sock.settimeout(self._patience)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Outcome("unknown", f"the connection ended before the answer ({type(error).__name__})", is_gone=True)
        if code == 421:
            self._drop()
        return _judged(code, answer, is_gone=code == 421)

    def _reset(self, smtp: smtplib.SMTP, code: int) -> None:
        """Ready for the next message; a connection that is not goes."""
        try:
            if code != 421 and smtp.rset()[0] == 250:
                return
        except (OSError, smtplib.SMTPException):
            pass
        self._drop()

    def _drop(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp:
            smtp.close()


def _size(smtp: smtplib.SMTP) -> int:
    """Bytes of a message that a server takes; 0 where it does not say (RFC 1870)."""
    said = smtp.esmtp_features.get("size", "")
    return int(said) if said.isdecimal() else 0


def _judged(code: int, answer: bytes, *, is_gone: bool) -> Outcome:
    fate: Fate = "accepted" if 200 <= code < 300 else "refused" if 500 <= code < 600 else "later"
    return Outcome(fate, _told(code, answer), is_gone)


def _told(code: int, answer: bytes | str) -> str:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return f"{code} {without_addresses(text)}"


def without_addresses(text: str) -> str:
    """An answer of a server in one line, without what may name somebody."""
    shown = _ADDRESS.sub("…", " ".join(text.split()))
    return "".join(sign if sign.isprintable() else "?" for sign in shown)[:_MOST]


_CERTIFICATE = "Look at the server's name; a clinic's own authority is named by SSL_CERT_FILE."
_SIGN_IN = "Look at the user's name and at the password or token; docs/delivery.md has what Microsoft and Google want."
_REACH = "Look at its name and port, and whether this computer may reach it."
_TLS = "Use a port with TLS: smtps://… (465), or smtp://… (587) of a server that offers STARTTLS."


def _fault(server: Server, what: str, hint: str) -> CarefoldError:
    return CarefoldError(Finding(f"the mail server {server.shown}: {what}.", hint=hint), ExitCode.MISSING)
