"""Makes the message of each record: the letter, protected where that is wanted, in its envelope."""

from __future__ import annotations

import datetime
import secrets
from dataclasses import dataclass
from email.message import EmailMessage
from hashlib import sha256

from carefold.caches import of_a_record
from carefold.delivery.envelope import Envelope, envelope_of
from carefold.delivery.message import Contents, message_id, note_of, plain_message, sealed_message
from carefold.delivery.releasing import Keepers
from carefold.delivery.row import Row
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.garbage import collected_later
from carefold.html.message import MessageBody, message_body
from carefold.merge import protect
from carefold.merge.letter import Letter
from carefold.merge.making import Maker, without_values
from carefold.merge.recipient import Recipient
from carefold.pipeline import laid_out, resolved

_MEGABYTE = 1_000_000


@dataclass(frozen=True, repr=False)
class Written:
    """A message's bytes, and the digest of its PDF."""

    data: bytes
    sha256: str


class Writer:
    """For one letter; it makes each record's, and keeps none but that which is the same for all.

    `keepers` have what of it goes into released/.
    """

    def __init__(self, letter: Letter, *, verapdf: bool = False) -> None:
        """`verapdf` as `Keepers` have it."""
        self.letter, self.keepers = letter, Keepers(letter, verapdf=verapdf)
        self._maker = Maker(letter)
        self._envelopes = dict[tuple[str, str], Envelope]()
        self._same = dict[tuple[str, str], Contents]()

    def envelope(self, language: str, site: str) -> Envelope:
        """What all messages in a language from a site have around them; CarefoldError where it tells too much."""
        key = language, site
        if key not in self._envelopes:
            project, resolved = self.letter.project, self.letter.variant(language, site).content.resolved
            place = Place(project.shown(project.sources.home / "project.yaml"))
            self._envelopes[key] = envelope_of(project.settings, resolved.brand, [resolved.handout], language, place)
        return self._envelopes[key]

    def message(self, to: Recipient, row: Row | None, moment: datetime.datetime) -> Written | Finding:
        """A record's message, as it goes to a server, or why there is none; without a row its id is one by chance."""
        made = self._contents(to)
        if isinstance(made, Finding):
            return made
        try:
            domain = self.envelope(to.language, to.site).domain
            id = message_id(row.key, row.round, domain) if row else message_id(secrets.token_hex(16), 0, domain)
            message = self._written(to, made, id, moment)
            pdf: bytes = next(part.get_content() for part in message.iter_attachments())
            return self._of_size(Written(message.as_bytes(), sha256(pdf).hexdigest()), to)
        except Exception as error:  # of any kind: what it says may hold values
            return without_values(error, to)

    def _written(self, to: Recipient, made: Contents, id: str, moment: datetime.datetime) -> EmailMessage:
        handout = self.letter.variant(to.language, to.site).content.resolved.handout
        envelope = self.envelope(to.language, to.site).filled(str(handout.title), to.record)
        if to.consent == "encrypted":
            sealed = Contents(protect.protect(made.pdf, to.password))
            return sealed_message(envelope, to.email, sealed, id, moment)
        return plain_message(envelope, to.email, made, id, moment)

    def _contents(self, to: Recipient) -> Contents | Finding:
        """Of a handout without values, those of everybody."""
        key = to.language, to.site
        if not to.record and key in self._same:
            return self._same[key]
        made = self._maker.spliced(to)
        if isinstance(made, Finding):
            return made
        if to.record and to.consent == "encrypted":
            return Contents(made.data)
        try:
            contents = Contents(made.data, self._body(to))
        except Exception as error:  # of any kind: what it says may hold values
            return without_values(error, to)
        if not to.record:
            self._same[key] = contents
        return contents

    def _body(self, to: Recipient) -> MessageBody:
        """The handout as the body of a message, the same words as in the PDF."""
        project, variant = self.letter.project, self.letter.variant(to.language, to.site)
        order, envelope = variant.order_for(to.record), self.envelope(to.language, to.site)
        with collected_later(), of_a_record(order.record):
            laid = laid_out(project, resolved(project, variant.content.opened, order.record), order)
            return message_body(laid.job, laid.composition, subject=envelope.subject, before=note_of(envelope))

    def _of_size(self, made: Written, to: Recipient) -> Written | Finding:
        largest = self.letter.project.settings.mail.largest
        if len(made.data) <= largest * _MEGABYTE:
            return made
        hint = "Make its pictures smaller, or raise `mail: {largest: …}` if mailboxes take more."
        said = f"the message has {len(made.data) / _MEGABYTE:.1f} MB, and {largest:g} are allowed."
        return Finding(said, to.place, hint)
