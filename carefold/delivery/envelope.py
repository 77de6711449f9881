"""What everybody can see of a message, in a language: sender, subject, file's name; and the words around a handout.

Nothing of a handout stands in it, unless the project allows that: a subject shows on a locked screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from carefold.content.brand_language import version_in
from carefold.content.plain_text import said
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.languages.language import Language
from carefold.languages.phrases import Phrases
from carefold.model.addresses import host_in_ascii
from carefold.model.brand import Brand
from carefold.model.handout import Handout
from carefold.model.settings import Mail, Settings
from carefold.model.values import Line

_FIELD = re.compile(r"\{\{\s*([\w.-]+)\s*\}\}")
_TITLE = "title"
_SAYS_LITTLE = 4  # letters: shorter words of a title say nothing of its topic


@dataclass(frozen=True)
class Envelope:
    """Sender, subject and file's name in a language; `around` is what every message says, one paragraph each."""

    language: str
    sender: str
    sender_name: str
    reply_to: str
    subject: str
    file_name: str
    clinic: str
    phone: str
    around: tuple[str, ...]

    @property
    def phrases(self) -> Phrases:
        """The words of its language."""
        return Language.of(self.language).phrases

    @property
    def domain(self) -> str:
        """The sender's, in ASCII."""
        return host_in_ascii(self.sender.rpartition("@")[2])

    def filled(self, title: str, record: Mapping[str, str]) -> Envelope:
        """With title and fields where the project allows them."""
        if "{{" not in f"{self.subject}{self.sender_name}{self.file_name}":
            return self
        values = {**record, _TITLE: title}
        subject, sender_name = (
            " ".join(_FIELD.sub(lambda found: values.get(found[1], ""), text).split())
            for text in (self.subject, self.sender_name)
        )
        return replace(self, subject=subject, sender_name=sender_name)


def envelope_of(
    settings: Settings, brand: Brand, handouts: Iterable[Handout], language: str, place: Place
) -> Envelope:  # fmt: skip
    """In a language, with the brand in that language; `handouts` are what must not show, `place` is project.yaml.

    CarefoldError with ExitCode.USAGE for what is missing, or tells too much.
    """
    mail, first, phrases, contact = (
        settings.mail,
        str(settings.languages[0]),
        Language.of(language).phrases,
        brand.contact,
    )
    sender = mail.from_ or contact.email
    made = Envelope(
        language=language,
        sender=str(sender or ""),
        sender_name=str(
            (mail.sender_name and (version_in(mail.sender_name, language, first) or mail.sender_name)) or brand.name
        ),
        reply_to=str(mail.reply_to or ""),
        subject=str((mail.subject and version_in(mail.subject, language, first)) or phrases["neutral-title"]),
        file_name=str(mail.file_name),
        clinic=str(brand.name),
        phone=str(contact.phone or ""),
        around=tuple(_around(brand, phrases)),
    )
    problems = list(_missing(made, brand, place))
    if not mail.names_handout:
        problems += _telling(made, mail, list(handouts), place)
    if problems:
        raise CarefoldError(problems, ExitCode.USAGE)
    return made


def _around(brand: Brand, phrases: Phrases) -> Iterator[str]:
    contact = brand.contact
    yield phrases["mail-questions"]
    yield phrases.filled("mail-call", phone=contact.phone)
    if contact.at_night:
        yield phrases.filled("mail-after-hours", phone=contact.at_night)
    yield (said(brand.emergency) if brand.emergency else "") or phrases["mail-emergency"]


def _missing(made: Envelope, brand: Brand, place: Place) -> Iterator[Finding]:
    if not made.sender:
        yield Finding("mail has no sender.", place, "Write `mail: {from: …}`, or `email:` of the brand's contact.")
    if not made.phone:
        hint = "Write `phone:` of its contact: every message says whom to call."
        yield Finding("the brand has no phone.", brand.place, hint)


def _telling(made: Envelope, mail: Mail, handouts: list[Handout], place: Place) -> Iterator[Finding]:
    """What everybody would see of a handout."""
    hint = "Others see it, on a locked screen too. Take it out, or say `mail: {names-handout: true}`."
    for key, text in (("subject", made.subject), ("sender-name", made.sender_name), ("file-name", made.file_name)):
        written = getattr(mail, key.replace("-", "_"))
        at = written.place() if isinstance(written, Line) and written.places else place
        if "{{" in text:
            yield Finding(f"`{key}` has a field in it.", at, hint)
        elif any(_shows(str(handout.title), text) for handout in handouts):
            yield Finding(f"`{key}` has the handout's title in it, or a word of it.", at, hint)


def _shows(title: str, text: str) -> bool:
    """Whether a text has a word of a title that says what it is about."""
    words = {word for word in re.findall(r"[^\W\d_]+", title.casefold()) if len(word) > _SAYS_LITTLE}
    return bool(words & set(re.findall(r"[^\W\d_]+", text.casefold())))
