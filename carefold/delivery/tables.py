"""The tables of the ledger's file; an older one gets the columns that it lacks."""

from __future__ import annotations

import sqlite3
from dataclasses import fields

from carefold.delivery.row import Row
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place

COLUMNS = tuple(field.name for field in fields(Row))
_KINDS = {name: "integer not null default 0" if name in ("round", "copies") else "text not null default ''"
          for name in COLUMNS}  # fmt: skip
TABLES = f"""
create table about (name text primary key, value text not null);
create table sent ({", ".join(f"{name} {kind}" for name, kind in _KINDS.items())}, primary key (key, channel, round));
create index sent_who on sent (who);
create table stopped (who text not null, channel text not null, reason text not null, at text not null,
    by text not null, primary key (who, channel));
create table bad_addresses (address text primary key, reason text not null, at text not null, by text not null);
"""  # fmt: skip


def bring_up_to_date(base: sqlite3.Connection, place: Place) -> None:
    """Give the table of an older ledger the columns that it lacks."""
    if not _missing(base):
        return
    try:
        with base:
            base.execute("begin immediate")  # another program may do the same just now
            for name in _missing(base):
                base.execute(f"alter table sent add column {name} {_KINDS[name]}")
    except sqlite3.OperationalError as error:
        hint = "Look at free space and rights, and whether another program has it open."
        message = f"the ledger is of an older form and can't be written ({error})."
        raise CarefoldError(Finding(message, place, hint)) from error


def _missing(base: sqlite3.Connection) -> list[str]:
    there = {name for _, name, *_ in base.execute("pragma table_info(sent)")}
    return [name for name in COLUMNS if name not in there]
