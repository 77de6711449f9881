"""Inline text to paragraphs of spans, with what is wrong in it at its exact place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from carefold.content import advice, markdown
from carefold.content.disguised import disguised
from carefold.content.field_use import FieldUse, Fill, as_blank, called
from carefold.content.foreign import foreign
from carefold.content.lookalikes import Where, lookalikes, odd_quotes
from carefold.content.numerals import CITED, FIELD, joined_numbers, raised_behind
from carefold.content.paragraphs import Source, sources
from carefold.content.spans import in_style, joined
from carefold.content.typography import set_signs
from carefold.diagnostics.finding import Finding
from carefold.languages.language import DEFAULT
from carefold.model.addresses import as_uri
from carefold.model.inline import Blank, Citation, Filled, Paragraph, Span, Words
from carefold.model.values import Text
from carefold.model.widthless import UNSEEN

_MARKED = re.compile(r"[*\[\]<{}^~\\&!@]|https://|www\.", re.IGNORECASE)
_SUSPECT = re.compile(r"[*\[\]{}_`~=&@\\]")
_CITED_ID = re.compile(r"@([^@;\s]+)")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The paragraphs of a text, and what is wrong in them."""

    paragraphs: tuple[Paragraph, ...]
    problems: tuple[Finding, ...]


def parse(text: Text, fill: Fill = as_blank, language: str = DEFAULT, where: Where = "paragraph") -> Parsed:
    """The spans of a text. It never raises: what can't be printed is a problem."""
    paragraphs: list[Paragraph] = []
    whole = list(foreign(text, where))
    covered = {at for one in whole for span in one.spans for at in range(*span)}
    places = {text.place(at) for at in covered} if text.places else set()
    odd = [*lookalikes(text, where), *odd_quotes(text), *disguised(text)]
    odd = [(at, wrong) for at, wrong in odd if at not in covered] + [(one.at, one.advice) for one in whole]
    problems = [Finding(wrong.message, text.place(at), wrong.hint) for at, wrong in odd]
    told = frozenset(wrong.message for _, wrong in odd)
    for source in sources(text):
        reader = _Reader(source, fill, language, told)
        paragraph = reader.read()
        problems += [one for one in reader.problems if one.in_file not in places]
        if paragraph:
            paragraphs.append(paragraph)
    return Parsed(tuple(paragraphs), tuple(problems))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words that start at `at` of the line; `literal` ones were escaped and mean no mark."""

    words: Words
    at: int
    length: int
    literal: bool = False


class _Reader:
    """Turns the tokens of one paragraph into spans."""

    def __init__(self, source: Source, fill: Fill, language: str, told: frozenset[str]) -> None:
        self.problems: list[Finding] = []
        self._source = source
        self._fill = fill
        self._language = language
        self._told = told
        self._style = Words("")
        self._found: list[_Piece | Citation | Blank] = []
        self._depth = {"strong": 0, "em": 0}
        self._link_start = 0
        self._where: dict[int, int] = {}  # where fields and citations stand, by their number among what was found

    def read(self) -> Paragraph:
        """The spans; `problems` says what was wrong."""
        line = self._source.line
        if _MARKED.search(line):
            for token in markdown.tokens(line):
                _ON[token.type](self, token)
        else:
            self._found.append(_Piece(Words(line), 0, len(line)))
        self._look_for_leftovers()
        for at, wrong in self._run_together():
            self._problem(at, wrong)
        return joined(self._printed())

    def _problem(self, at: int, wrong: advice.Advice) -> None:
        self.problems.append(Finding(wrong.message, self._source.place(at), wrong.hint))

    def _text(self, token: Token) -> None:
        if token.content:
            words = replace(self._style, text=token.content)
            self._found.append(_Piece(words, token.meta["at"], len(token.content)))

    def _special(self, token: Token) -> None:
        wrong = advice.special(token.markup, token.content)
        if wrong:
            self._problem(token.meta["at"], wrong)
        words = replace(self._style, text=token.content)
        self._found.append(_Piece(words, token.meta["at"], len(token.markup), literal=True))

    def _shifted(self, token: Token) -> None:
        at, last = token.meta["at"], self._found[-1] if self._found else None
        before = last.words.text if isinstance(last, _Piece) else ""
        raised = raised_behind(before, token.content) if token.type == "sup" else ""
        words = replace(self._style, text=raised or token.content)
        if not raised:
            words = replace(words, shift="sup" if token.type == "sup" else "sub")
        if token.type == "sub" and not re.match(r"[\w)\]}*^’]", self._source.line[at - 1 : at]):
            self._problem(at, advice.ALONE)
        self._found.append(_Piece(words, at + 1, len(token.content)))

    def _address(self, token: Token) -> None:
        """An address that stands in the text by itself is a link to what it says."""
        at, shown, href = token.meta["at"], token.content, self._style.href
        start = shown.lower()
        scheme = "" if start.startswith("https:") else "https://" if start.startswith("www.") else "mailto:"
        wrong = None if href else advice.of_link(scheme + shown)
        if wrong:
            self._problem(at, wrong)
        places = self._source.places(range(at, at + len(shown)))
        words = replace(self._style, text=shown, href=href or ("" if wrong else as_uri(scheme + shown)), places=places)
        self._found.append(_Piece(words, at, len(shown), literal=True))

    def _emphasis(self, token: Token) -> None:
        self._depth[token.tag] += token.nesting
        self._style = replace(self._style, bold=self._depth["strong"] > 0, italic=self._depth["em"] > 0)

    def _link_opens(self, token: Token) -> None:
        self._link_start = len(self._found)
        if token.info == "auto":
            self._problem(token.meta["at"], advice.AUTOLINK)
            return
        target = UNSEEN.sub("", str(token.attrs["href"]))
        href = called(target, self._fill, self._source.place(token.meta["at"]))
        if isinstance(href, Finding):
            self.problems.append(href)
            href = "tel:911"  # any that is right: nothing will be printed
        self._style = replace(self._style, href=href)
        if "title" in token.attrs:
            self._problem(token.meta["at"], advice.TITLED)

    def _link_closes(self, token: Token) -> None:
        at, href = token.meta["at"], self._style.href
        self._style = replace(self._style, href="")
        if not href:
            if token.info != "auto":
                self._problem(at, advice.NO_TARGET)
            return
        inside = self._found[self._link_start :]
        if not inside:
            self._problem(at, advice.NO_WORDS)
        wrong = advice.of_link(href)
        if wrong:
            self._problem(self._target(at), wrong)
            return
        uri = as_uri(href)
        self._found[self._link_start :] = [
            replace(one, words=replace(one.words, href=uri)) if isinstance(one, _Piece) else one for one in inside
        ]

    def _target(self, closing: int) -> int:
        line = self._source.line
        start = closing + len("](")
        return start + (len(line[start:]) - len(line[start:].lstrip(" <")))

    def _citation(self, token: Token) -> None:
        at, found = token.meta["at"], list(_CITED_ID.finditer(token.meta["ids"]))
        first = self._source.line.index("@", at)
        self._where[len(self._found)] = at
        places = (self._source.place(at), *(self._source.place(first + one.start()) for one in found[1:]))
        ids = tuple(UNSEEN.sub("", one[1]) for one in found)
        self._found.append(Citation(ids, place=places[0], places=places))

    def _field(self, token: Token) -> None:
        use = FieldUse(token.meta["name"], token.meta["filter"], self._source.place(token.meta["at"]))
        self._where[len(self._found)] = token.meta["at"]
        filled = self._fill(use)
        if isinstance(filled, Finding):
            self.problems.append(filled)
        elif isinstance(filled, Blank):
            self._found.append(filled)
        elif filled.text:
            places = self._source.places([token.meta["at"]] * len(filled.text))
            fields = (Filled(use.name, 0, len(filled.text), use.filter or ""),)
            words = replace(self._style, text=filled.text, places=places, fields=fields)
            self._found.append(_Piece(words, token.meta["at"], 0, literal=True))

    def _html(self, token: Token) -> None:
        self._problem(token.meta["at"], advice.html(token.content))

    def _malformed(self, token: Token) -> None:
        wrong = advice.OF_TOKEN[token.type]
        if token.type == "bad_citation":
            wrong = advice.of_citation(token.meta["written"])
        self._problem(token.meta.get("wrong", token.meta["at"]), wrong)

    def _look_for_leftovers(self) -> None:
        """Marks that still stand in the text; the line is masked where marks were used or escaped."""
        pieces = [piece for piece in self._found if isinstance(piece, _Piece) and piece.length]
        if not any(_SUSPECT.search(piece.words.text) for piece in pieces if not piece.literal):
            return
        masked = list("\0" * len(self._source.line))
        for piece in pieces:
            if not piece.literal:
                masked[piece.at : piece.at + piece.length] = piece.words.text
            elif len(piece.words.text) == piece.length:  # an address
                masked[piece.at : piece.at + piece.length] = "\x01" * piece.length
        for at, wrong in advice.leftovers("".join(masked)):
            if wrong.message not in self._told:
                self._problem(at, wrong)

    def _run_together(self) -> Iterator[tuple[int, advice.Advice]]:
        """Numbers that would print as another one."""
        printed: list[str] = []
        offsets: list[int] = []
        for number, piece in enumerate(self._found):
            if not isinstance(piece, _Piece) or not piece.length:
                text = CITED if isinstance(piece, Citation) else FIELD
                offsets.append(self._where[number])
            else:
                text = piece.words.text
                whole = len(text) == piece.length
                offsets += range(piece.at, piece.at + piece.length) if whole else [piece.at] * len(text)
            printed.append(text)
        return joined_numbers(self._source.line, "".join(printed), offsets)

    def _printed(self) -> Iterator[Span]:
        """The spans with printer's signs, each word with its places."""
        texts = [piece.words.text if isinstance(piece, _Piece) else "\ufffc" for piece in self._found]
        for number, piece in enumerate(self._found):
            if not isinstance(piece, _Piece):
                yield piece
            elif piece.literal:
                yield self._literal(piece)
            else:
                before = texts[number - 1][-1:] if number else ""
                after = texts[number + 1][:1] if number + 1 < len(texts) else ""
                yield self._set(piece, before, after)

    def _literal(self, piece: _Piece) -> Words:
        if piece.words.places or not piece.length:
            return piece.words
        count = len(piece.words.text)
        offsets: Sequence[int] = [piece.at] * count  # an entity stands where it starts
        if self._source.line[piece.at] == "\\":  # an escaped sign stands after its backslash
            offsets = range(piece.at + piece.length - count, piece.at + piece.length)
        return replace(piece.words, places=self._source.places(offsets))

    def _set(self, piece: _Piece, before: str, after: str) -> Words:
        text, offsets = piece.words.text, range(piece.at, piece.at + piece.length)
        changes = set_signs(text, self._language, before, after)
        if not changes:
            return in_style(piece.words, text, self._source.places(offsets))
        signs: list[str] = []
        left: list[int] = []
        at = 0
        for start, end, sign in changes:
            signs += [text[at:start], sign]
            left += [*offsets[at:start], *offsets[start : start + len(sign)]]
            at = end
        return in_style(piece.words, "".join([*signs, text[at:]]), self._source.places([*left, *offsets[at:]]))


_ON: dict[str, Callable[[_Reader, Token], None]] = {
    "text": _Reader._text,
    "text_special": _Reader._special,
    "sup": _Reader._shifted,
    "sub": _Reader._shifted,
    **dict.fromkeys(("strong_open", "strong_close", "em_open", "em_close"), _Reader._emphasis),
    "link_open": _Reader._link_opens,
    "link_close": _Reader._link_closes,
    "address": _Reader._address,
    "html_inline": _Reader._html,
    "citation": _Reader._citation,
    "field": _Reader._field,
    **dict.fromkeys(advice.OF_TOKEN, _Reader._malformed),
}
