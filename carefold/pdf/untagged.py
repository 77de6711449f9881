"""What is seen of pages and nothing else, untagged and not even marked as an artifact: for paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from carefold.graphics.face import FontFile
from carefold.graphics.frame import Drawn, GlyphRun, Painted, PlacedPicture, TextLine
from carefold.pdf.body import Body
from carefold.pdf.canvas import TaggedCanvas
from carefold.pdf.embedded import EmbeddedFont
from carefold.pdf.reportlab import Paper
from carefold.pdf.varying import FilledIn
from carefold.structure import Numbered


class UntaggedCanvas(TaggedCanvas):
    """Draws what is seen. Fonts are named by what they are, so that what is drawn here fits into any such file."""

    def __init__(self, body: Body, alphabet: str = "", *, mono: bool) -> None:
        """Each of its fonts holds an alphabet."""
        super().__init__(body, Numbered((), ()), FilledIn(alphabet=alphabet), mono=mono)

    def printed(self, line: TextLine) -> str:
        """The operators of a line, whatever stands before it on its page."""
        self.paper = Paper()
        self._look.clear()
        self.text(line)
        return "\n".join(self.paper.codes)

    def font(self, file: FontFile) -> EmbeddedFont:
        """A font, whether or not it has been used before."""
        return self._font(file)

    def _name_of(self, file: FontFile) -> str:
        return f"T{file.open().digest[:8]}"

    @property
    def meanings(self) -> Mapping[FontFile, Mapping[int, str]]:
        """What the glyphs of each font stand for."""
        return {file: font.meaning for file, font in self._fonts.items()}

    def _draw_all(self, items: Sequence[Drawn]) -> None:
        super()._draw_all([item for item in items if isinstance(item, TextLine | Painted | PlacedPicture)])

    def _mark(self, number: int | None) -> None:
        del number
        self._open = True

    def _close(self) -> None:
        """Nothing was opened."""

    def _note_heading(self, run: GlyphRun, line: TextLine) -> None:
        """There are no bookmarks of headings."""
