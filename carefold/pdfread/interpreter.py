"""Follows a page's operators (ISO 32000-1, annex A) and notes what they paint."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from pypdf import PageObject
from pypdf.generic import DictionaryObject, StreamObject

from carefold.graphics.matrix import IDENTITY, Matrix, multiplied
from carefold.pdfread.fonts import NO_FONT, Font, read_font
from carefold.pdfread.layers import clip_to, layer_of, rectangle
from carefold.pdfread.marked import Marks
from carefold.pdfread.optional import is_left_out
from carefold.pdfread.page import PageContent, Paint, Picture
from carefold.pdfread.safely import dictionary, entry, items, object_number
from carefold.pdfread.shown import measured, run_of
from carefold.pdfread.state import CHANGES, State
from carefold.pdfread.tokens import Operand, Operation, operations
from carefold.pdfread.written_numbers import matrix, number, shifted

_PAINTING = frozenset((b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"EI"))
_DEEPEST_FORM = 8
_UNPAINTED = 3  # how text is rendered that a scan lies over (ISO 32000-1, table 106)


def read_page(page: PageObject, fonts: dict[int, Font], off: frozenset[int] = frozenset()) -> PageContent:
    """Interpret a page's content; `fonts` are those already read, by object number, `off` the layers not shown."""
    contents = page.get_contents()
    interpreter = _Interpreter(fonts, off)
    if contents is not None:
        interpreter.content.operations = list(operations(contents.get_data()))
        interpreter.run(interpreter.content.operations, dictionary(entry(page, "/Resources")))
    interpreter.marks.finish()
    return interpreter.content


class _Interpreter:
    """Goes through operations and keeps the state they change."""

    def __init__(self, fonts: dict[int, Font], off: frozenset[int]) -> None:
        self.content = PageContent()
        self.known = fonts
        self.off = off
        self.left_out = False  # in a form of a layer that is not shown
        self.resources = DictionaryObject()
        self.state = State()
        self.saved: list[State] = []
        self.marks = Marks(self.content)
        self.line: Matrix = IDENTITY
        self.text: Matrix = IDENTITY
        self.in_text = False
        self.path = b""
        self.clipping = False
        self.form_depth = 0
        self.selected: dict[str, Font] = {}

    def run(self, stream: Sequence[Operation], resources: DictionaryObject) -> None:
        """Follow the operations; those that lack operands are passed over."""
        self.resources, self.selected = resources, {}
        for operands, operator in stream:
            handler = _HANDLERS.get(operator)
            try:
                if handler is not None:
                    handler(self, operands)
                elif operator in CHANGES:
                    CHANGES[operator](self.state, operands, self.resources)
                elif operator in _PAINTING:
                    self.paint(operator.decode("ascii"))
            except (IndexError, TypeError, ValueError, KeyError, ArithmeticError):
                continue

    # --- paths and pictures

    def paint(self, operator: str) -> None:
        mcid, artifact = self.marks.belonging(operator)
        self.content.paints.append(Paint(operator, mcid, artifact))
        unseen = self.left_out or self.marks.left_out
        layer = None if unseen else layer_of(operator, self.path, self.state, len(self.content.runs))
        if layer is not None:
            self.content.layers.append(layer)
        self.end_path([])

    def add_path(self, operands: list[Operand]) -> None:
        self.path += operands[0] if isinstance(operands[0], bytes) else b""

    def begin_clip(self, _operands: list[Operand]) -> None:
        self.clipping = True

    def end_path(self, _operands: list[Operand]) -> None:
        if self.clipping:
            clip_to(self.path, self.state)
        self.path, self.clipping = b"", False

    # --- graphics state

    def save(self, _operands: list[Operand]) -> None:
        self.saved.append(replace(self.state))

    def restore(self, _operands: list[Operand]) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def transform(self, operands: list[Operand]) -> None:
        self.state.matrix = multiplied(matrix(operands[-6:]), self.state.matrix)

    def form(self, operands: list[Operand]) -> None:
        """Paint a picture or a form; a form's text counts as the page's."""
        drawn = entry(dictionary(entry(self.resources, "/XObject")), str(operands[0]))
        outside, self.left_out = self.left_out, self.left_out or self.is_off(entry(dictionary(drawn), "/OC"))
        try:
            self.draw(drawn)
        finally:
            self.left_out = outside

    def is_off(self, group: object) -> bool:
        """Whether a layer, if it is one, is not shown."""
        return isinstance(group, DictionaryObject) and is_left_out(group, self.off)

    def draw(self, drawn: object) -> None:
        """What Do paints."""
        if not isinstance(drawn, StreamObject) or entry(drawn, "/Subtype") != "/Form":
            self.paint("Do")
            self.picture(dictionary(drawn))
            return
        if self.form_depth >= _DEEPEST_FORM:
            return
        kept = self.resources, self.selected, self.state, self.saved
        self.state, self.saved = replace(self.state), []
        self.state.matrix = multiplied(matrix(entry(drawn, "/Matrix")), self.state.matrix)
        clip_to(rectangle(items(entry(drawn, "/BBox"))), self.state)
        self.form_depth += 1
        self.run(list(operations(drawn.get_data())), dictionary(drawn.get("/Resources", self.resources)))
        self.form_depth -= 1
        self.resources, self.selected, self.state, self.saved = kept

    def picture(self, drawn: DictionaryObject) -> None:
        """Note a raster picture, which fills the unit square (ISO 32000-1, 8.9.5.1)."""
        a, b, c, d, _, _ = self.state.matrix
        width, height = (int(number(entry(drawn, key))) for key in ("/Width", "/Height"))
        across, up = math.hypot(a, b), math.hypot(c, d)
        if min(width, height, across, up) > 0 and not (self.left_out or self.marks.left_out):
            self.content.pictures.append(Picture(width, height, across, up, self.content.paints[-1].mcid))

    # --- marked content

    def begin_mark(self, operands: list[Operand]) -> None:
        said = operands[1] if len(operands) > 1 else None
        if isinstance(said, str):
            said = entry(dictionary(entry(self.resources, "/Properties")), said)
        left_out = str(operands[0]) == "/OC" and self.is_off(said)
        entries = said if isinstance(said, dict) else {}
        self.marks.begin(str(operands[0]), entries, self.in_text, self.form_depth > 0, left_out)

    def end_mark(self, _operands: list[Operand]) -> None:
        self.marks.end(self.in_text)

    # --- text

    def begin_text(self, _operands: list[Operand]) -> None:
        if self.in_text:
            self.marks.odd("unbalanced", "BT inside BT")
        self.in_text, self.line, self.text = True, IDENTITY, IDENTITY

    def end_text(self, _operands: list[Operand]) -> None:
        if not self.in_text:
            self.marks.odd("unbalanced", "ET without BT")
        elif self.marks.crosses_text():
            self.marks.odd("unbalanced", "marked content that crosses ET")
        self.in_text = False

    def choose_font(self, operands: list[Operand]) -> None:
        name = str(operands[0])
        if name not in self.selected:
            self.selected[name] = self.font(name)
        self.state.font, self.state.size = self.selected[name], number(operands[1])

    def font(self, name: str) -> Font:
        shelf = dictionary(entry(self.resources, "/Font"))
        if name not in shelf:
            return NO_FONT
        written = shelf.raw_get(name)
        key = object_number(written) or id(written)
        if key not in self.known:
            self.known[key] = read_font(dictionary(written))
        return self.known[key]

    def place(self, operands: list[Operand]) -> None:
        self.line = self.text = matrix(operands[-6:])

    def move(self, operands: list[Operand]) -> None:
        x, y = map(number, operands[:2])
        self.line = self.text = shifted(x, y, self.line)

    def move_and_lead(self, operands: list[Operand]) -> None:
        self.state.leading = -number(operands[1])
        self.move(operands)

    def next_line(self, _operands: list[Operand]) -> None:
        self.move([0.0, -self.state.leading])

    def show_on_next_line(self, operands: list[Operand]) -> None:
        if len(operands) == 3:
            self.state.word_gap, self.state.character_gap = map(number, operands[:2])
        self.next_line([])
        self.show([operands[-1:]])

    def show_one(self, operands: list[Operand]) -> None:
        self.show([operands[:1]])

    def show(self, operands: list[Operand]) -> None:
        """Show strings and shifts, as TJ has them, and note the run."""
        pieces = operands[0]
        if not isinstance(pieces, list):
            raise TypeError
        shown = measured(self.state, pieces)
        mcid, artifact = self.marks.belonging("TJ")
        (self.content.unseen_fonts if self.state.mode == _UNPAINTED else self.content.fonts).add(self.state.font)
        said = self.marks.spoken(shown.text)
        run = run_of(shown, said, self.state, self.text, mcid, artifact)
        self.content.runs.append(run._replace(hidden=run.hidden or self.left_out or self.marks.left_out))
        self.text = shifted(shown.advance, 0.0, self.text)


_HANDLERS: dict[bytes, Callable[[_Interpreter, list[Operand]], None]] = {
    b"q": _Interpreter.save, b"Q": _Interpreter.restore, b"cm": _Interpreter.transform, b"Do": _Interpreter.form,
    b"BMC": _Interpreter.begin_mark, b"BDC": _Interpreter.begin_mark, b"EMC": _Interpreter.end_mark,
    b"BT": _Interpreter.begin_text, b"ET": _Interpreter.end_text, b"Tf": _Interpreter.choose_font,
    b"Tm": _Interpreter.place, b"Td": _Interpreter.move, b"TD": _Interpreter.move_and_lead,
    b"T*": _Interpreter.next_line, b"Tj": _Interpreter.show_one, b"TJ": _Interpreter.show,
    b"'": _Interpreter.show_on_next_line, b'"': _Interpreter.show_on_next_line,
    b"path": _Interpreter.add_path, b"W": _Interpreter.begin_clip, b"W*": _Interpreter.begin_clip,
    b"n": _Interpreter.end_path,
}  # fmt: skip
