"""The mail server, as CAREFOLD_SMTP_URL names it, and how to sign in. What is secret is never shown."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import unquote, urlsplit

from carefold.delivery.key import secret
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.model.settings import Mail

URL, PASSWORD = "CAREFOLD_SMTP_URL", "CAREFOLD_SMTP_PASSWORD"
Way: TypeAlias = Literal["password", "xoauth2", "none"]
_LOCAL = ("localhost", "127.0.0.1", "::1")
_PORTS = {"smtp": 587, "smtps": 465}
_WAIT = 60  # seconds for a program that prints a token
_LIKE = "Set it like smtps://mail.example.org, or smtp://NAME@mail.example.org:587."


@dataclass(frozen=True)
class Server:
    """Where to, and how to sign in; `at_once` is TLS from the first byte, else STARTTLS is asked for."""

    host: str
    port: int
    at_once: bool
    way: Way = "none"
    user: str = ""
    password: str = field(default="", repr=False)
    token_command: tuple[str, ...] = ()

    @property
    def is_local(self) -> bool:
        """Whether it is this computer, to which mail may go without TLS and as fast as it can."""
        return self.host in _LOCAL

    @property
    def shown(self) -> str:
        """Its name in messages."""
        return f"{self.host}:{self.port}"

    def token(self, folder: Path) -> str:
        """A fresh access token, from the program that prints it, started in the project's folder.

        CarefoldError without a word of what it printed.
        """
        try:
            ended = subprocess.run(
                self.token_command,
                cwd=folder,
                capture_output=True,
                timeout=_WAIT,
                check=False,
                stdin=subprocess.DEVNULL,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise _no_token(type(error).__name__) from None
        token = ended.stdout.decode(errors="replace").strip()
        if ended.returncode or not token or any(sign.isspace() or not sign.isascii() for sign in token):
            raise _no_token(f"exit code {ended.returncode}" if ended.returncode else "it printed no token")
        return token


def server_of(environment: Mapping[str, str], mail: Mail) -> Server:
    """CarefoldError with ExitCode.MISSING where none is named, with ExitCode.USAGE for what is no address of one."""
    written = environment.get(URL, "").strip()
    if not written:
        raise CarefoldError(Finding(f"no mail server is named: {URL} is not set.", hint=_LIKE), ExitCode.MISSING)
    try:
        parts = urlsplit(written)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    if parts.scheme not in _PORTS or not host or parts.path.strip("/") or parts.query or parts.fragment:
        raise CarefoldError(Finding(f"{URL} names no mail server.", hint=_LIKE), ExitCode.USAGE)
    user = unquote(parts.username or "")
    password = unquote(parts.password or "") or environment.get(PASSWORD, "")
    way = mail.sign_in if user else "none"
    if way == "password" and not password:
        password = secret("carefold-smtp", f"{user}@{host}")
    made = Server(host, port or _PORTS[parts.scheme], parts.scheme == "smtps", way, user, password,
                  tuple(map(str, mail.token_command or ())))  # fmt: skip
    _look_at(made, mail)
    return made


def _look_at(made: Server, mail: Mail) -> None:
    if mail.sign_in == "xoauth2" and not made.user:
        hint = "Write it before the server's: smtp://NAME%40example.org@smtp.example.org:587."
        raise CarefoldError(Finding(f"{URL} has no user's name, which xoauth2 needs.", hint=hint), ExitCode.USAGE)
    if made.way == "xoauth2" and not made.token_command:
        hint = "Write `token-command: [PROGRAM, ARGUMENT]` under `mail:` in project.yaml."
        raise CarefoldError(Finding("xoauth2 needs a program that prints tokens.", hint=hint), ExitCode.USAGE)
    if made.way == "password" and not made.password:
        hint = f"Set {PASSWORD}, or keep it in the keyring: docs/delivery.md says how."
        raise CarefoldError(Finding("there is no password for the mail server's user.", hint=hint), ExitCode.MISSING)


def _no_token(why: str) -> CarefoldError:
    hint = "Run `token-command` of project.yaml by itself, and look at what it says."
    return CarefoldError(Finding(f"no access token for the mail server ({why}).", hint=hint), ExitCode.MISSING)
