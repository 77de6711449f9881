"""A real mail server for tests: aiosmtpd in a thread, told what to do with each message it gets."""

from __future__ import annotations

import asyncio
import base64
import datetime
import email
import email.policy
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from letters import people

from carefold.delivery.ledger import Ledger, new_ledger
from carefold.project import Project

REALLY = ("--really", "--batch", "autumn")


@dataclass
class Office:
    """What arrived: each message once for each time that the server has taken it."""

    port: int = 0
    script: list[str] = field(default_factory=list)  # what to do with the next ones; then all are taken
    taken: list[bytes] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    options: list[list[str]] = field(default_factory=list)
    connections: int = 0
    auth: list[tuple[str, bytes]] = field(default_factory=list)
    on_message: Callable[[], None] = lambda: None

    @property
    def messages(self) -> list[EmailMessage]:
        """As Python's own parser reads them."""
        return [email.message_from_bytes(one, policy=email.policy.default) for one in self.taken]  # type: ignore[misc]

    def next(self) -> str:
        """What to do with this message."""
        return self.script.pop(0) if self.script else "take"


class _Handler:
    async def auth_XOAUTH2(self, _server: Any, args: list[str]) -> AuthResult:  # noqa: N802
        self.office.auth.append(("XOAUTH2", base64.b64decode(args[1])))
        return AuthResult(success=True)

    def __init__(self, office: Office) -> None:
        self.office = office

    async def handle_MAIL(self, server: Any, _session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        envelope.mail_from = address
        self.office.options.append(options)
        self.what = self.office.next()
        if self.what == "mail 550":
            return "550 5.7.60 not allowed to send as this sender"
        return "250 OK"

    async def handle_RCPT(self, server: Any, _session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        if self.what.startswith("rcpt "):
            code = self.what.removeprefix("rcpt ")
            return f"{code} 5.1.1 <{address}>: {address.partition('@')[0]} is not known here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.what.startswith("data "):
            return f"{self.what.removeprefix('data ')} as the script says"
        if self.what.startswith("slow "):
            await asyncio.sleep(float(self.what.removeprefix("slow ")))
        self.office.taken.append(envelope.original_content)
        self.office.to += envelope.rcpt_tos
        self.office.on_message()
        if self.what == "take and drop":
            server.transport.abort()
        return "250 2.0.0 queued"


class _Server(SMTP):
    def __init__(self, handler: _Handler, **options: Any) -> None:
        super().__init__(handler, **options)
        handler.office.connections += 1

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if self.event_handler.what == "drop in data":
            await self.push("354 go on")
            await self._reader.readline()
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class _Controller(Controller):
    def factory(self) -> Any:
        return _Server(self.handler, **self.SMTP_kwargs)


def _free(host: str) -> int:
    with socket.socket() as one:
        one.bind((host, 0))
        return int(one.getsockname()[1])


@contextmanager
def mailroom(*script: str, host: str = "127.0.0.1", utf8: bool = False, **options: Any) -> Iterator[Office]:
    """A server on this computer; with `tls_context`, it offers STARTTLS, with `ssl_context` it speaks TLS at once."""
    office = Office(script=list(script))

    def authenticate(_server: Any, _session: Any, _envelope: Any, mechanism: str, data: Any) -> AuthResult:
        office.auth.append((mechanism, getattr(data, "password", data)))
        return AuthResult(success=getattr(data, "password", b"") == b"right", handled=False)

    if options.pop("auth", False):
        options |= {"authenticator": authenticate, "auth_required": True}
    controller = _Controller(
        _Handler(office), hostname=host, port=_free(host), enable_SMTPUTF8=utf8, data_size_limit=50_000_000, **options
    )
    controller.start()
    try:
        office.port, office.connections = controller.port, 0
        yield office
    finally:
        controller.stop()


def have_reviewed(clinic: Any) -> None:
    """Somebody has read the handout and its translation."""
    for path in (clinic.folder / "handouts").glob("h*.yaml"):
        text = path.read_text("utf-8")
        if "\nreviewers:" not in text:
            path.write_text(f"{text}reviewers: [{{name: Demo Person, role: Nurse, date: 2026-11-30}}]\n", "utf-8")


def add_ledger(clinic: Any) -> None:
    """A new ledger, named in project.yaml."""
    id, _ = new_ledger(Project.open(clinic.folder, datetime.date(2026, 12, 1)), beside=True)
    with (clinic.folder / "project.yaml").open("a") as file:
        file.write(f"ledger: {id}\n")


def patients(count: int = 4, **changes: str) -> list[dict[str, str]]:
    """Made-up people who want mail without a password."""
    return [
        one | {"email": f"p{number}@patients.example", "email_consent": "plain", "email_consent_date": "2026-01-02"}
        | changes
        for number, one in enumerate(people(count))
    ]  # fmt: skip


def rows_of(practice: Any) -> list[Any]:
    with closing(Ledger.open(Project.open(practice.folder, datetime.date(2026, 12, 1)))) as ledger:
        return list(ledger.rows())
