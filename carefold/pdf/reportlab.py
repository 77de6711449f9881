"""ReportLab's canvas, which takes what is drawn on a page. No other file imports it.

Private parts of it in use, so its version is pinned: `_doc`, `_code`, `_codeStack`, `_restartAccumulators`,
`_initialFontName`, `_initialFontSize`, `_initialLeading`, `_extgstate`. tests/pdf/test_reportlab.py watches them.
"""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from carefold.pdf.objects import Value


class _NoDocument:
    """What a canvas tells its document while it is drawn on."""

    def ensureMinPdfVersion(self, *_keys: str) -> None:  # noqa: N802
        """Nothing: the file is PDF 1.7."""


class Paper(Canvas):  # type: ignore[misc]
    """A page to draw on: a canvas without a document, since the file is written by ourselves."""

    def __init__(self) -> None:
        self._doc = _NoDocument()
        self._initialFontName, self._initialFontSize, self._initialLeading = "Helvetica", 12, 14.4
        self._codeStack: list[object] = []
        self.state_stack: list[object] = []
        self._restartAccumulators()
        self.init_graphics_state()

    def write(self, code: str) -> None:
        """Operators of the page's content stream."""
        self._code.append(code)

    def save(self) -> None:
        """Keep the graphics state until `restore`."""
        self.saveState()

    def restore(self) -> None:
        """The graphics state that was kept."""
        self.restoreState()

    def see_through(self, fill: float, stroke: float) -> None:
        """How opaque fills and strokes are, 0 to 1 (ISO 32000-1, 11.6.4.4)."""
        self.setFillAlpha(fill)
        self.setStrokeAlpha(stroke)

    @property
    def codes(self) -> list[str]:
        """The operators so far, as they were written."""
        return self._code  # type: ignore[no-any-return]

    @property
    def content(self) -> bytes:
        """The page's content stream."""
        return "\n".join(self._code).encode("latin-1")

    @property
    def looks(self) -> dict[str, Value]:
        """Graphics states by the names that the content calls them (ISO 32000-1, 8.4.5)."""
        return {name: {key: value} for (key, value), name in self._extgstate._c.items()}
