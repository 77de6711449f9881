"""Hard words, passive voice, abbreviations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from carefold.caches import kept, kept_of_text
from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.quoted import quoted
from carefold.languages.language import Language
from carefold.review.passages import LEFT_OUT, Passage, Sentence
from carefold.review.plain_words import Word
from carefold.review.rules.glosses import glossed
from carefold.review.subject import Subject
from carefold.review.syllables import syllables

_BEHIND = 60  # characters behind a hard word in which its plain one may stand
HARD_FROM = 4
"""A word with so many syllables is hard unless it is known to be familiar."""
_LET = "ok"  # stands for a plain word where the list says that words are fine


def word_findings(subject: Subject) -> Iterator[Finding]:
    """Words with a plain one in the list, at each place; other long words at their first."""
    if not subject.language.is_judged:
        return
    explained = subject.terms | glossed(subject) | _said_plainly(subject)
    said = explained | _followed(subject, "meaning")
    long_words: Counter[str] = Counter()
    first: dict[str, tuple[Passage, Word]] = {}
    for passage in subject.passages:
        if passage.context.kind in LEFT_OUT or passage.context.role == "alt":
            continue
        covered = -1
        for number, word in enumerate(passage.words):
            if word.start < covered or word.low in explained:
                continue
            written, plain = _plain(passage, number)
            if plain:
                covered = word.start + len(written)
                if plain != _LET:
                    yield _with_plain(passage, word, written, plain)
            elif word.low not in said and _is_hard(passage, word):
                long_words[word.low] += 1
                first.setdefault(word.low, (passage, word))
    for low, (passage, word) in first.items():
        times = f" ({long_words[low]} times)" if long_words[low] > 1 else ""
        message = f"{quoted(word.text)} may be a hard word{times}."
        hint = "Take a plainer one, or explain it: in brackets, or in a glossary."
        yield finding("CF106", passage.place(word.start), message, hint, passage.context.section)


def _said_plainly(subject: Subject) -> set[str]:
    """Hard words of which the plain one is said at once: “angina is chest pain”."""
    be = "|".join(sorted(subject.language.words("be")))
    found = set[str]()
    for passage in subject.passages:
        for number, word in enumerate(passage.words):
            written, plain = _plain(passage, number)
            behind = passage.masked[(end := word.start + len(written)) : end + _BEHIND]
            plain_ones = "|".join(map(re.escape, plain.split(", ")))
            if plain and re.match(rf" (?:{be}) (?:\w{{1,3}} )?(?:{plain_ones})\b", behind):
                found.add(word.low)
    return found


def _followed(subject: Subject, name: str) -> set[str]:
    """The words that something is said of right behind: esketamine, the approved nasal spray."""
    signs = subject.language.pattern(name)
    return {word.low for passage in subject.passages for word in passage.words if signs.match(passage.masked, word.end)}


def _with_plain(passage: Passage, word: Word, written: str, plain: str) -> Finding:
    hint = f"Say “{plain}”." if ", " not in plain else f"Say one of these: {plain}."
    return finding(
        "CF105", passage.place(word.start), f"{quoted(written)} is a hard word.", hint, passage.context.section
    )


def _plain(passage: Passage, number: int) -> tuple[str, str]:
    """What is written from a word on, and the plain word for it; empty where the list has none."""
    word = passage.words[number]
    for size, entry, plain in _phrases(passage.language).get(word.low, ()):
        following = passage.words[number : number + size]
        if tuple(one.low for one in following) == entry:
            return passage.text[word.start : following[-1].end], plain
    return word.text, _plain_of(word.low, passage.language)


@kept_of_text
def _plain_of(low: str, language: Language) -> str:
    listed = language.meanings("plain")
    return next((listed[stem] for stem in stems(low, language) if stem in listed), "")


@kept
def _phrases(language: Language) -> dict[str, list[tuple[int, tuple[str, ...], str]]]:
    """The entries of several words, by their first, the longest first."""
    found: dict[str, list[tuple[int, tuple[str, ...], str]]] = {}
    for entry, plain in language.pairs("plain"):
        words = tuple(entry.split())
        if len(words) > 1:
            found.setdefault(words[0], []).append((len(words), words, plain))
    return {first: sorted(entries, reverse=True) for first, entries in found.items()}


def stems(low: str, language: Language) -> Iterator[str]:
    """A word, and what it may be a form of."""
    low = language.pattern("dropped").sub("", low)
    yield low
    for ending, instead in _endings(language):
        stem, times = ending.subn(instead, low)
        if times:
            yield stem


@kept
def _endings(language: Language) -> tuple[tuple[re.Pattern[str], str], ...]:
    listed = language.rules("patterns").get("stems", ())
    return tuple((re.compile(ending), instead) for ending, instead in listed)


def _is_hard(passage: Passage, word: Word) -> bool:
    language = passage.language
    if word.is_number or word.text.isupper():
        return False
    if max(syllables(part, language) for part in re.split("[-–]", word.text)) < HARD_FROM:
        return False
    sentence = passage.sentence_at(word.start)
    inside = sentence is not None and sentence.start < word.start
    if word.text[0].isupper() and inside:  # a name
        return False
    if _names(language).fullmatch(word.low):
        return False
    easy = (language.words(name) for name in ("familiar", "common", "names"))
    return not any(stem in listed for listed in easy for stem in stems(word.low, language))


@kept
def _names(language: Language) -> re.Pattern[str]:
    """Names of medicines and germs, by their ends."""
    return re.compile(language.source("names"))


# --- passive voice


def passive_findings(subject: Subject) -> Iterator[Finding]:
    """Sentences that say what is done without saying who does it first."""
    for passage in subject.passages:
        for sentence in passage.sentences if passage.counts else ():
            found = _passive(sentence, passage.language)
            if found:
                form = passage.text[found[0].start : found[1].end]
                message = f"{quoted(form)} is in the passive voice."
                yield finding(
                    "CF107", passage.place(found[0].start), message, "Say who does it: “your nurse checks …”.",
                    passage.context.section,
                )  # fmt: skip


def is_passive(sentence: Sentence, language: Language) -> bool:
    """Whether a sentence has a passive form."""
    return _passive(sentence, language) is not None


def _passive(sentence: Sentence, language: Language) -> tuple[Word, Word] | None:
    be = language.words("be")
    for number, word in enumerate(sentence.words):
        if word.low not in be:
            continue
        for after in sentence.words[number + 1 : number + 4]:
            if after.low in language.words("naming") and not _is_by(sentence, after, language):
                break  # “is called a flare” names something
            if _is_participle(after.low, language):
                return word, after
            if not (after.low in language.words("between") or language.pattern("adverb").fullmatch(after.low)):
                break
    return None


def _is_by(sentence: Sentence, word: Word, language: Language) -> bool:
    following = sentence.after(word.end, 1)
    return bool(following) and following[0].low in language.words("by")


def _is_participle(low: str, language: Language) -> bool:
    if low in language.words("adjectives"):
        return False
    return low in language.words("participles") or language.pattern("participle").fullmatch(low) is not None


# --- abbreviations

_CAPITALS = re.compile(r"[A-Z](?=[0-9]*[A-Z])[A-Z0-9]*s?")
_EXPLAINED = (
    r"\(\s?(?P<inside>[A-Z][A-Z0-9]++)s?\s?\)"
    r"|(?<![A-Z0-9])(?P<before>[A-Z][A-Z0-9]++)s?(?: \(|{})"
)


def abbreviation_findings(subject: Subject) -> Iterator[Finding]:
    """Capitals that are explained nowhere, at their first place."""
    if not subject.language.is_judged:
        return
    known = set(subject.language.words("known")) | _explained(subject) | _of_doses(subject.language)
    ordinary = subject.language.words("small") | subject.language.words("actions")
    for passage in subject.passages:
        if passage.context.kind in LEFT_OUT:
            continue
        for number, word in enumerate(passage.words):
            name = word.text.removesuffix("s") if _CAPITALS.fullmatch(word.text) else ""
            if not name or name in known or word.low in ordinary or _shouted(passage, number):
                continue
            known.add(name)
            message = f"{quoted(word.text)} is explained nowhere."
            hint = f"Write it out where it stands first: “… ({quoted(name)[1:-1]})”, or say it in plain words."
            yield finding("CF108", passage.place(word.start), message, hint, passage.context.section)


@kept
def _of_doses(language: Language) -> frozenset[str]:
    """The abbreviations that the rules for doses tell of."""
    spellings = " ".join(left for left, _ in language.pairs("doses"))
    return frozenset(spelling.strip("#~^") for spelling in spellings.split())


def _explained(subject: Subject) -> set[str]:
    found = set()
    explained = re.compile(_EXPLAINED.format(subject.language.source("explains")))
    for passage in subject.passages:
        if passage.context.role == "label" and passage.context.kind in ("glossary", "facts"):
            found |= {word.text for word in passage.words}
        found |= {match["inside"] or match["before"] for match in explained.finditer(passage.masked)}
        found |= {match[1] for match in _SPELLED.finditer(passage.masked) if _spells(match[1], match[2])}
    return found


_SPELLED = re.compile(r"(?<![A-Z0-9])([A-Z]{2,8})(?:: | means | stands for |(?: [a-z]{1,15})? \()([^.:!?()]{1,120})")


def _spells(name: str, text: str) -> bool:
    """Whether words have the letters of a name, in order: “FAST: face, arms, speech, time”."""
    starts = iter([word[0].upper() for word in re.findall(r"[^\W\d_]+", text)])
    return all(letter in starts for letter in name)


def _shouted(passage: Passage, number: int) -> bool:
    """Whether a neighbour is in capitals too: DO NOT DRIVE."""
    near = passage.words[max(0, number - 1) : number] + passage.words[number + 1 : number + 2]
    return any(word.text.isupper() and len(word.text) > 1 and word.text.isalpha() for word in near)
