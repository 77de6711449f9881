"""Where the ledger's key and a mail password are kept: in the system's keyring where there is one."""

from __future__ import annotations

import datetime
import sys
from contextlib import closing
from types import SimpleNamespace

import pytest

from carefold.delivery.ledger import Ledger, new_ledger
from carefold.delivery.server import server_of
from carefold.model.settings import Mail
from carefold.project import Project


@pytest.fixture
def ring(monkeypatch):
    """A keyring, as the package of that name has one; `broken` makes it fail."""
    kept, state = {}, SimpleNamespace(broken=False, kept={})

    def put(service: str, name: str, value: str) -> None:
        if state.broken:
            raise RuntimeError("locked")
        kept[service, name] = value

    made = SimpleNamespace(
        get_keyring=lambda: SimpleNamespace(priority=5), set_password=put,
        get_password=lambda service, name: kept.get((service, name)), __spec__=SimpleNamespace(),
    )  # fmt: skip
    state.kept = kept
    monkeypatch.setitem(sys.modules, "keyring", made)
    return state


def opened(folder):
    (folder / "handouts").mkdir(exist_ok=True)
    return Project.open(folder, datetime.date(2026, 12, 1))


@pytest.mark.parametrize(("broken", "beside"), [(False, False), (True, False), (False, True)])
def test_the_key_is_in_the_keyring_unless_that_fails_or_several_need_it(tmp_path, ring, broken, beside):
    ring.broken = broken
    id, where = new_ledger(opened(tmp_path), beside=beside)
    (tmp_path / "project.yaml").write_text(f"ledger: {id}\n")
    is_beside = broken or beside
    assert (tmp_path / ".carefold/ledger.key").exists() == is_beside and bool(ring.kept) != is_beside
    assert ("keyring" in where) != is_beside
    with closing(Ledger.open(opened(tmp_path))) as ledger:
        assert ledger.who("P-1") != ledger.who("P-2")


def test_a_mail_password_may_be_in_the_keyring(ring):
    ring.kept["carefold-smtp", "me@mail.example"] = "kept there"
    assert server_of({"CAREFOLD_SMTP_URL": "smtps://me@mail.example"}, Mail()).password == "kept there"
