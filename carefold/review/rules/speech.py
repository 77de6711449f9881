"""How the reader is spoken to: not in capitals, in one form of address, in the handout's language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carefold.diagnostics.codes import and_more, finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.quoted import quoted
from carefold.languages.language import Language, languages
from carefold.review.passages import Context, Passage, Sentence
from carefold.review.plain_words import Word
from carefold.review.subject import Subject

_SHOUTED, _LETTERS = 3, 12  # words, and letters in them, from which on capitals are a sentence
_FOREIGN_WORDS, _FOREIGN_SHARE, _TIMES = 8, 0.25, 2
_BRAND_WORDS = 4  # of a brand's line for emergencies, which is short


def capital_findings(subject: Subject) -> Iterator[Finding]:
    """Sentences in capitals: slow to read, and read out letter by letter."""
    for passage in subject.passages:
        if passage.context.role == "alt":
            continue
        for sentence in passage.sentences:
            if _is_shouted(sentence):
                start = quoted(passage.text[sentence.start : sentence.end])
                hint = "Write small letters, and make bold what matters."
                message = f"{start} is in capitals."
                yield finding("CF111", passage.place(sentence.start), message, hint, passage.context.section)


def _is_shouted(sentence: Sentence) -> bool:
    written = [word.text for word in sentence.words if len(word.text) > 1 and word.text.isalpha()]
    return (
        len(written) >= _SHOUTED
        and all(map(str.isupper, written))
        and sum(map(len, written)) >= _LETTERS
        and any(len(one) > _SHOUTED for one in written)
    )


def address_findings(subject: Subject) -> Iterator[Finding]:
    """Both forms of address in one handout: at the first place of the rarer one."""
    language = subject.language
    forms = {name: _form(language, name) for name in ("close", "polite")}
    if None in forms.values():
        return
    found = {
        name: [(passage, match) for passage in subject.passages for match in form.finditer(passage.masked)]
        for name, form in forms.items()
        if form
    }
    if not all(found.values()):
        return
    rarer = min(found, key=lambda name: (len(found[name]), name))
    passage, match = found[rarer][0]
    other = quoted(next(iter(found[next(name for name in found if name != rarer)]))[1][0])
    message = f"{quoted(match[0])} speaks to the reader in another way than {other}{and_more(len(found[rarer]))}."
    hint = "Choose one form of address for the whole handout."
    yield finding("CF115", passage.place(match.start()), message, hint, passage.context.section)


def _form(language: Language, name: str) -> re.Pattern[str] | None:
    source = language.rules("patterns").get(f"address-{name}")
    return re.compile(rf"(?<!\w)(?:{source})(?!\w)", re.IGNORECASE) if source else None


def foreign_findings(subject: Subject) -> Iterator[Finding]:
    """Sentences of some length that are in another language than the handout."""
    own = subject.language
    if not own.is_judged:
        return
    others = [language for language in languages(own.home) if language.code != own.code]
    for passage, least in _spoken(subject):
        if passage.context.role == "alt" or len(passage.words) < least:
            continue
        for sentence in passage.sentences:
            for other in others:
                if _is_in(sentence.words, other, own, least):
                    message = f"{quoted(passage.text[sentence.start : sentence.end])} looks {other.name}."
                    hint = f"Write it in {own.name}; what other readers need goes into a handout of its own."
                    yield finding("CF116", passage.place(sentence.start), message, hint, passage.context.section)


def _spoken(subject: Subject) -> Iterator[tuple[Passage, int]]:
    """What a handout says, and what its brand says in it, with the words that a sentence has at least; no notices."""
    yield from ((passage, _FOREIGN_WORDS) for passage in subject.passages)
    brand = subject.resolved.brand
    for text in filter(None, (brand.emergency, brand.formats)):
        for paragraph in text.paragraphs:
            passage = Passage(paragraph, Context("brand"), subject.language, text.place())
            yield passage, _BRAND_WORDS


def _is_in(words: tuple[Word, ...], other: Language, own: Language, least: int) -> bool:
    """Whether enough of the small words are the other language's, and few are the own one's."""
    theirs = sum(word.low in other.words("small") for word in words)
    ours = sum(word.low in own.words("small") for word in words)
    enough = len(words) >= least and theirs >= len(words) * _FOREIGN_SHARE
    return enough and theirs > ours * _TIMES
