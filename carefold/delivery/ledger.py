"""The ledger: one row for each message and each printed record, keyed hashes in place of people, and the stop list.

SQLite without WAL, so that it works on a network share; each change is on the disk before the next step is taken.
"""

from __future__ import annotations

import hmac
import json
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any, Self

from carefold.delivery.key import new_key, store_key, stored_key
from carefold.delivery.row import LEAVING, Channel, Row, State, Stop
from carefold.delivery.tables import COLUMNS, TABLES, bring_up_to_date
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.merge.private import keep
from carefold.workspace import Workspace

FOLDER, FILE = ".carefold", "ledger.sqlite"
_WAIT = 30.0  # seconds for another program that writes


class Ledger:
    """One project's, opened with its key; to be closed."""

    def __init__(self, base: sqlite3.Connection, key: bytes, id: str, shown: str) -> None:
        self._base, self._key, self.id, self._shown = base, key, id, shown

    @classmethod
    def open(cls, project: Workspace) -> Self:
        """The one that project.yaml names.

        CarefoldError with ExitCode.MISSING where it is not there, is another one, or its key is gone: to start anew
        would mean to send again, and to forget who must not get anything.
        """
        folder, shown = folder_of(project)
        named, place = project.settings.ledger, Place(project.shown(folder.parent / "project.yaml"))
        path = folder / FILE
        if named is None:
            hint = "`carefold ledger --new` makes one, and prints the line to add."
            raise CarefoldError(Finding("project.yaml names no ledger.", place, hint), ExitCode.USAGE)
        if not path.is_file():
            hint = "Bring it back with `carefold ledger --restore FILE`, or from where the project was copied from."
            message = "the ledger that project.yaml names is missing, so nobody knows what was sent."
            raise CarefoldError(Finding(message, Place(f"{shown}/{FILE}"), hint), ExitCode.MISSING)
        base = _connected(path, shown)
        try:
            about = dict(base.execute("select name, value from about"))
            _look_at(about, str(named), stored_key(folder, about.get("id", "")), shown)
            bring_up_to_date(base, Place(f"{shown}/{FILE}"))
        except sqlite3.DatabaseError as error:
            base.close()
            raise _broken(shown) from error
        except CarefoldError:
            base.close()
            raise
        return cls(base, stored_key(folder, about["id"]) or b"", about["id"], shown)

    def close(self) -> None:
        """Write no more."""
        self._base.close()

    def whole(self) -> tuple[bytes, bytes]:
        """Its key and all its bytes, to be kept where nobody else reads them."""
        return self._key, self._base.serialize()

    def about(self, name: str) -> str:
        """What is noted of the ledger itself, such as when it was backed up; empty for nothing."""
        return "".join(value for (value,) in self._read("select value from about where name = ?", (name,)))

    def note_about(self, name: str, value: str) -> None:
        """Note something of the ledger itself."""
        with self._writing():
            self._base.execute("insert or replace into about values (?, ?)", (name, value))

    def forget_before(self, at: str) -> tuple[int, int]:
        """Remove rows and lines of the stop list that are older than a time; how many of each."""
        with self._writing():
            rows = self._base.execute("delete from sent where at < ?", (at,)).rowcount
            self._base.execute("delete from bad_addresses where at < ?", (at,))
            return rows, self._base.execute("delete from stopped where at < ?", (at,)).rowcount

    # --- keyed hashes

    def who(self, id: str) -> str:
        """Of a record's id."""
        return self._keyed("who", id)

    def key_of(self, id: str, handout: str, batch: str) -> str:
        """Of what is to reach somebody once."""
        return self._keyed("key", id, handout, batch)

    def address(self, address: str) -> str:
        """Of where a message goes; capitals make no other address."""
        return self._keyed("address", address.strip().casefold())

    def _keyed(self, *values: str) -> str:
        return _keyed(self._key, *values)

    # --- rows

    def last(self, key: str, channel: Channel) -> Row | None:
        """The row of the last round of a message or sheet."""
        found = self._rows("where key = ? and channel = ? order by round desc limit 1", (key, channel))
        return next(found, None)

    def rows(self, *, batch: str | None = None, who: str | None = None, since: str = "") -> Iterator[Row]:
        """All rows, those of a batch or of somebody, from a day or time on, in the order of time."""
        yield from self._rows(
            "where (? is null or batch = ?) and (? is null or who = ?) and at >= ? order by at, rowid",
            (batch, batch, who, who, since),
        )

    def add(self, rows: Iterable[Row]) -> None:
        """New rows, all or none; those that are there already stay as they are."""
        marks = ", ".join("?" for _ in COLUMNS)
        with self._writing():
            self._base.executemany(
                f"insert or ignore into sent ({', '.join(COLUMNS)}) values ({marks})", map(astuple, rows)
            )

    def settle(self, row: Row, state: State, at: str, answer: str = "", **changes: str) -> Row:
        """A row in another state: on the disk when this returns."""
        gone = at if state in LEAVING else row.gone
        new = replace(row, state=state, at=at, answer=answer, gone=gone, **changes)  # type: ignore[arg-type]
        marks = ", ".join(f"{name} = ?" for name in COLUMNS)
        with self._writing():
            self._base.execute(f"update sent set {marks} where key = ? and channel = ? and round = ?",
                               (*astuple(new), row.key, row.channel, row.round))  # fmt: skip
        return new

    def give_up_sending(self, at: str) -> int:
        """Note that nobody knows the fate of messages that a run which is no more was about to end; how many."""
        with self._writing():
            changed = "update sent set state = 'unknown', at = ? where state = 'sending' and channel = 'mail'"
            return self._base.execute(changed, (at,)).rowcount

    def _rows(self, where: str, values: Sequence[str | None]) -> Iterator[Row]:
        for found in self._read(f"select {', '.join(COLUMNS)} from sent {where}", values):
            yield Row(*found)

    # --- who gets nothing, and where nothing arrives

    def stop(self, stop: Stop) -> None:
        """Put somebody on the stop list; what stood there of that channel is replaced."""
        with self._writing():
            self._base.execute("insert or replace into stopped values (?, ?, ?, ?, ?)",
                               (stop.who, stop.channel, stop.reason, stop.at, stop.by))  # fmt: skip

    def unstop(self, who: str, channel: Channel | None = None) -> int:
        """Take somebody off the list, of one channel or all; how many lines that were."""
        with self._writing():
            found = self._base.execute("delete from stopped where who = ? and (? is null or channel = ?)",
                                       (who, channel, channel))  # fmt: skip
        return found.rowcount

    def stopped(self, who: str, channel: Channel) -> Stop | None:
        """Whether somebody is on the stop list now, as other programs have written it meanwhile."""
        asked = "select who, channel, reason, at, by from stopped where who = ? and channel in (?, 'all') limit 1"
        return next((Stop(*found) for found in self._read(asked, (who, channel))), None)

    def stops(self) -> list[Stop]:
        """The whole list, in the order of time."""
        return [Stop(*found) for found in self._read("select who, channel, reason, at, by from stopped order by at")]

    def note_bad_address(self, address: str, reason: str, at: str, by: str = "") -> None:
        """Nothing arrives at an address (its hash): it is refused from now on."""
        with self._writing():
            self._base.execute("insert or replace into bad_addresses values (?, ?, ?, ?)", (address, reason, at, by))

    def forget_bad_address(self, address: str) -> None:
        """An address (its hash) is right after all."""
        with self._writing():
            self._base.execute("delete from bad_addresses where address = ?", (address,))

    def bad_address(self, address: str) -> str:
        """Why an address (its hash) is refused; empty where it is not."""
        return "".join(
            reason for (reason,) in self._read("select reason from bad_addresses where address = ?", (address,))
        )

    def _read(self, asked: str, values: Sequence[str | None] = ()) -> list[Any]:
        """All that is found; CarefoldError where the file is damaged."""
        try:
            return self._base.execute(asked, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise _broken(self._shown) from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One change, on the disk when it ends; CarefoldError where it can't be written."""
        try:
            with self._base:
                yield
        except sqlite3.OperationalError as error:
            hint = "Look at free space and rights, and whether another program has it open."
            raise CarefoldError(Finding(f"the ledger can't be written ({error}).", hint=hint)) from error
        except sqlite3.DatabaseError as error:
            raise _broken(self._shown) from error


def folder_of(project: Workspace) -> tuple[Path, str]:
    """Where a project's ledger lies, and how messages name that; CarefoldError with ExitCode.USAGE outside of one."""
    home = project.sources.project
    if home is None:
        hint = "Go into the folder that has handouts/ in it."
        raise CarefoldError(
            Finding("a ledger belongs to a project, and this folder is none.", hint=hint), ExitCode.USAGE
        )
    folder = home / FOLDER
    return folder, project.shown(folder)


def new_ledger(project: Workspace, *, beside: bool = False) -> tuple[str, str]:
    """Make the ledger of a project that has none: its id, and in words where its key is.

    `beside`: with the key in a file, for several people or computers. CarefoldError where there is one.
    """
    folder, shown = folder_of(project)
    if (folder / FILE).exists():
        hint = f"Its line in project.yaml is `ledger: {_id_of(folder, shown)}`."
        raise CarefoldError(Finding("there is a ledger already.", Place(f"{shown}/{FILE}"), hint), ExitCode.USAGE)
    if project.settings.ledger:
        hint = "Bring it back with `carefold ledger --restore FILE`. If it is lost for good, take the line out first."
        raise CarefoldError(Finding("project.yaml names a ledger that is not here.", hint=hint), ExitCode.MISSING)
    id, key = secrets.token_hex(6), new_key()
    make_folder(folder)
    where = store_key(key, folder, id, shown, beside=beside)
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(TABLES)
        check = _keyed(key, "check", id)
        with base:
            base.executemany("insert into about values (?, ?)", [("id", id), ("check", check), ("form", "1")])
        keep(base.serialize(), folder / FILE, f"{shown}/{FILE}")
    return id, where


def make_folder(folder: Path) -> None:
    """The folder of a ledger, for its owner alone, and out of git."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if not (folder / ".gitignore").exists():
        keep(b"*\n", folder / ".gitignore", ".gitignore")


def _connected(path: Path, shown: str) -> sqlite3.Connection:
    try:
        base = sqlite3.connect(path, timeout=_WAIT)
        base.execute("pragma journal_mode = truncate")
        base.execute("pragma synchronous = full")
    except sqlite3.Error as error:
        raise _broken(shown) from error
    return base


def _look_at(about: dict[str, str], named: str, key: bytes | None, shown: str) -> None:
    """CarefoldError for another project's ledger, and for one without its own key."""
    place = Place(f"{shown}/{FILE}")
    if about.get("id") != named:
        hint = "Put the right one back, or correct `ledger:` in project.yaml if you know that this is it."
        raise CarefoldError(Finding("this is another ledger than project.yaml names.", place, hint), ExitCode.MISSING)
    if key is None or _keyed(key, "check", named) != about.get("check"):
        what = "is missing" if key is None else "is that of another ledger"
        hint = "Bring both back with `carefold ledger --restore FILE`; without its key a ledger can't be read."
        raise CarefoldError(Finding(f"the ledger's key {what}.", place, hint), ExitCode.MISSING)


def _id_of(folder: Path, shown: str) -> str:
    with closing(_connected(folder / FILE, shown)) as base:
        try:
            return str(base.execute("select value from about where name = 'id'").fetchone()[0])
        except (sqlite3.Error, TypeError) as error:
            raise _broken(shown) from error


def _broken(shown: str) -> CarefoldError:
    hint = "Move it away, and bring a copy back with `carefold ledger --restore FILE`."
    return CarefoldError(Finding("the ledger can't be read.", Place(f"{shown}/{FILE}"), hint), ExitCode.MISSING)


def _keyed(key: bytes, *values: str) -> str:
    written = json.dumps(values, ensure_ascii=True).encode()
    return hmac.new(key, written, lambda: blake2b(digest_size=16)).hexdigest()
