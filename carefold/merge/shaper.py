"""Words of one letter, each shaped once, with what shows them in its fonts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from carefold.graphics.face import Face, Glyphs
from carefold.merge.known import Known
from carefold.pdf.replay import Replay
from carefold.text.breaks import OPEN, parts_anew
from carefold.text.itemise import is_plain

_MOST = 1024  # words that are known, as long as the letter is: first names come again


class Shaped(NamedTuple):
    """A word, or what of it a line may end after; what shows it, and how it reads.

    Its advance is in thousandths of the type size.
    """

    text: str
    advance: float
    code: str
    read: str


class Shaper:
    """Words of one letter in one face and language, each shaped once."""

    def __init__(self, replay: Replay, face: Face, language: str) -> None:
        """OtherwiseError where the letter has nothing in this face."""
        self._face, self._language, self._shown = face, language, replay.shown_in(face.file)
        self._known = Known[tuple[Shaped, ...]](_MOST)
        self._known_parts = Known[Shaped](_MOST)
        self.space = self.of(face.space(" ", language))

    def shaped(self, word: str) -> tuple[Shaped, ...]:
        """A word between spaces, in the parts that a line may end after; none where it is not plain.

        OtherwiseError where the letter's font has not all of it.
        """
        return self._known.answer(word, lambda: tuple(self._parts(word)))

    def _parts(self, word: str) -> Sequence[Shaped]:
        parts = parts_anew(word)
        if len(parts) == 1 and parts[0].is_usual and self._face.sets_alone(word):
            shaped = self._part(word)
            return (shaped,) if shaped.code else ()
        made = list[Shaped]()
        for text, joint, _, is_space, _ in parts:
            if is_space or joint is not OPEN or not (text and is_plain(text) and self._face.sets_alone(text)):
                return ()
            # What a line may end after comes again in other words: `Ann-` in Ann-Marie and Ann-Kathrin.
            shaped = self._known_parts.answer(text, partial(self._part, text))
            if not shaped.code:
                return ()
            made.append(shaped)
        return made

    def _part(self, text: str) -> Shaped:
        return self.of(self._face.shape_anew(text, self._language))

    def of(self, glyphs: Glyphs) -> Shaped:
        """Glyphs that are there already; without a code where they take more than one."""
        return Shaped(glyphs.text, glyphs.advance, *self._shown(glyphs))


class Shapers:
    """A shaper for each face and language of a letter."""

    def __init__(self, replay: Replay) -> None:
        self._replay, self._known = replay, dict[tuple[Face, str], Shaper]()

    def of(self, face: Face, language: str) -> Shaper:
        """That of one; OtherwiseError where the letter has nothing in this face."""
        key = face, language
        if key not in self._known:
            self._known[key] = Shaper(self._replay, face, language)
        return self._known[key]
