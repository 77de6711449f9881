"""A project with a letter in two languages, a ledger, and a mail server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from command_line import Run, carefold, files, words  # noqa: F401
from letters import table, write_letter
from mailroom import Office, add_ledger, have_reviewed


@pytest.fixture
def practice(clinic: Any) -> Any:
    """The project, with its ledger."""
    write_letter(clinic)
    have_reviewed(clinic)
    add_ledger(clinic)
    return clinic


@pytest.fixture
def send(practice: Any, carefold: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:  # noqa: F811
    """Mail records, to a server if one is given."""
    monkeypatch.setattr("carefold.delivery.sending.WAITS", (0.0, 0.0, 0.0, 0.0))

    def run(records: Any, *options: Any, to: Office | None = None, url: str = "") -> Run:
        practice.add("r.csv", records if isinstance(records, str) else table(records))
        if to or url:
            monkeypatch.setenv("CAREFOLD_SMTP_URL", url or f"smtp://127.0.0.1:{to.port if to else 0}")
        return carefold("send", "h", "--records", "r.csv", *options, cwd=practice.folder)

    return run
