"""Mail that came back, as mail servers report it (RFC 3464): which message it was, and why, never whom it was for."""

from __future__ import annotations

import email
import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import Message
from pathlib import Path
from typing import cast

from carefold.delivery.ledger import Ledger
from carefold.delivery.message import key_of
from carefold.delivery.row import Row
from carefold.delivery.smtp import without_addresses
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place

_READ = (".eml", ".mbox", ".mbx")
_OUTLOOK = ".msg"
_LEFT = ("accepted", "unknown", "sending")
_LARGEST = 50_000_000  # bytes of a file
_ID = re.compile(r"<?([0-9a-f]{32}\.\d{1,5})@[\w.-]+>?")


@dataclass(frozen=True)
class Bounce:
    """A report that something did not arrive: the message that it names, or hashes of addresses, and why."""

    file: str
    ids: tuple[str, ...]
    addresses: tuple[str, ...]
    why: str


@dataclass
class Returned:
    """What came of a folder: rows that are bounced now, files that say nothing of ours, and what could not be read."""

    rows: list[Row]
    passed_over: int
    problems: list[Finding]


def read_bounces(folder: Path, shown: str, ledger: Ledger, at: str, by: str) -> Returned:
    """Note in the ledger what the reports of a folder say; their addresses are refused until they are corrected."""
    made = Returned([], 0, [])
    for path in sorted(one for one in folder.iterdir() if one.is_file()):
        place = Place(f"{shown}/{path.name}")
        if path.suffix.lower() == _OUTLOOK:
            hint = "Open it in Outlook and save it as .eml, or drag the reports into a folder of Thunderbird (.mbox)."
            made.problems.append(Finding("this is Outlook's own form, which is not read.", place, hint))
            continue
        if path.suffix.lower() not in _READ or path.stat().st_size > _LARGEST:
            made.passed_over += 1
            continue
        try:
            for message in _messages(path):
                found = [row for bounce in _bounces(message, path.name, ledger) for row in note(bounce, ledger, at, by)]
                made.rows += found
                made.passed_over += not found
        except RecursionError:
            hint = "Save the reports that are in it each as a file of its own."
            made.problems.append(Finding("this holds mails within mails, too many to be read.", place, hint))
    return made


def note(bounce: Bounce, ledger: Ledger, at: str, by: str) -> Iterator[Row]:
    """The rows that a report is about, as they are now."""
    for row in _rows_of(bounce, ledger):
        yield bounced(row, ledger, bounce.why, at, by)


def bounced(row: Row, ledger: Ledger, why: str, at: str, by: str) -> Row:
    """A message that came back; its address is refused from now on."""
    row = ledger.settle(row, "bounced", at, why)
    if row.address:
        ledger.note_bad_address(row.address, why or "it came back", at, by)
    return row


def _rows_of(bounce: Bounce, ledger: Ledger) -> list[Row]:
    known = [pair for id in bounce.ids if (pair := key_of(id))]
    rows = [row for key, round in known if (row := ledger.last(key, "mail")) and row.round == round]
    if not rows:
        left = (row for row in ledger.rows() if row.channel == "mail" and row.state in _LEFT)
        rows = [*{row.address: row for row in left if row.address in bounce.addresses}.values()]
    return [row for row in rows if row.state in _LEFT]


def _messages(path: Path) -> Iterator[Message]:
    """As they are written: what Python makes of headers by its newer policies fails on odd ones in ways of its own."""
    if path.suffix.lower() == ".eml":
        yield email.message_from_bytes(path.read_bytes())
        return
    box = mailbox.mbox(path, create=False)
    try:
        for key in box.iterkeys():
            yield email.message_from_bytes(box.get_bytes(key))
    finally:
        box.close()


def _bounces(message: Message, file: str, ledger: Ledger) -> Iterator[Bounce]:
    """The failures that a report tells (RFC 3464, 2.3.3); delays and receipts are none."""
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return
    parts = [*message.walk()]
    groups = [
        group for part in parts if part.get_content_type() == "message/delivery-status"
        for group in cast("list[Message]", part.get_payload()) if group["Final-Recipient"] or group["Action"]
    ]  # fmt: skip
    failed = [group for group in groups if str(group["Action"] or "").strip().lower() == "failed"]
    if not failed:
        return
    original = [part for part in parts if part.get_content_type() in ("message/rfc822", "text/rfc822-headers")]
    ids = tuple(dict.fromkeys(id for part in original for id in _ID.findall(_said(part))))
    heads = ("Original-Recipient", "Final-Recipient")
    addresses = tuple(
        ledger.address(str(group[head]).rpartition(";")[2].strip()) for group in failed for head in heads if group[head]
    )
    yield Bounce(file, ids, addresses, _why(failed[0]))


def _said(part: Message) -> str:
    """The headers of a returned message, whole or alone."""
    if part.get_content_type() == "text/rfc822-headers":
        payload = part.get_payload(decode=True)
        return payload.decode(errors="replace") if isinstance(payload, bytes) else ""
    inner = part.get_payload()
    first = inner[0] if isinstance(inner, list) and inner else None
    return str(first.get("Message-ID", "")) if isinstance(first, Message) else ""


def _why(group: Message) -> str:
    """The status, and what the server said, without addresses."""
    status = re.search(r"[245]\.\d{1,3}\.\d{1,3}", str(group["Status"] or ""))
    said = " ".join(str(group["Diagnostic-Code"] or "").partition(";")[2].split())
    address = str(group["Final-Recipient"] or "").rpartition(";")[2].strip()
    local = address.partition("@")[0]
    if local:
        said = re.sub(rf"(?<!\w){re.escape(local)}(?!\w)", "…", said, flags=re.IGNORECASE)
    return without_addresses(f"{status[0] if status else ''} {said}".strip())


def last_of(ledger: Ledger, id: str, channel: str) -> Row | None:
    """The last message or sheet that left for somebody."""
    rows = [row for row in ledger.rows(who=ledger.who(id)) if row.channel == channel]
    gone = [row for row in rows if row.state in ("accepted", "unknown", "bounced", "printed", "returned")]
    return replace(gone[-1]) if gone else None
