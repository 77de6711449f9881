"""Words of one letter, each shaped once, with what shows them in its fonts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from carefold.graphics.face import Face, Glyphs
from carefold.merge.known import Known
from carefold.pdf.replay import Replay
from carefold.text.breaks import OPEN, parts_of
from carefold.text.itemise import is_plain

_MOST = 4096  # words that are known, as long as the letter is: first names come again


class Shaped(NamedTuple):
    """A word, or what of it a line may end after: its glyphs, what shows them, and how that reads."""

    glyphs: Glyphs
    code: str
    read: str


class Shaper:
    """Words of one letter, each shaped once in a face."""

    def __init__(self, replay: Replay) -> None:
        self._replay = replay
        self._known = dict[tuple[Face, str, str], tuple[Shaped, ...]]()
        self._known_parts = Known[Shaped](_MOST)

    def shaped(self, word: str, face: Face, language: str) -> tuple[Shaped, ...]:
        """A word between spaces, in the parts that a line may end after; none where it is not plain.

        OtherwiseError where the letter's font has not all of it.
        """
        key = face, language, word
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            found = self._known[key] = tuple(self._parts(word, face, language))
        return found

    def _parts(self, word: str, face: Face, language: str) -> Sequence[Shaped]:
        made = list[Shaped]()
        for part in parts_of(word):
            text = part.text
            if part.is_space or part.joint != OPEN or not (text and is_plain(text) and face.sets_alone(text)):
                return ()
            shaped = self._part(text, face, language)
            if not shaped.code:
                return ()
            made.append(shaped)
        return made

    def _part(self, text: str, face: Face, language: str) -> Shaped:
        """What a line may end after comes again in other words: `Ann-` in Ann-Marie and Ann-Kathrin."""
        return self._known_parts.answer((face, language, text), lambda: self.of(face.shape(text, language), face))

    def of(self, glyphs: Glyphs, face: Face) -> Shaped:
        """Glyphs that are there already; without a code where they take more than one."""
        return Shaped(glyphs, *self._replay.shown(glyphs, face.file))
