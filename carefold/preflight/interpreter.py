"""Follows a page's operators (ISO 32000-1, annex A) and notes what they paint."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pypdf import PageObject
from pypdf.generic import DictionaryObject, StreamObject

from carefold.preflight.fonts import NO_FONT, Font, read_font
from carefold.preflight.matrix import IDENTITY, Matrix, matrix, moved, multiplied, number, shifted
from carefold.preflight.objects import dictionary, entry, object_number, text_of
from carefold.preflight.page import Fault, PageContent, Paint, Picture, Run
from carefold.preflight.tokens import Operand, Operation, operations

_ABOVE, _BELOW = 0.75, 0.22  # shares of the type size: ink above and below the baseline
_PAINTING = frozenset((b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"EI"))
_DEEPEST_FORM = 8
_IN_FORM = -1  # the MCID of content that is marked inside a form: not the page's


@dataclass(slots=True)
class _Mark:
    """An open marked-content sequence (ISO 32000-1, 14.6)."""

    mcid: int | None
    artifact: bool
    in_text: bool
    actual: str | None = None  # ActualText that no run has taken yet


@dataclass(slots=True)
class _State:
    """The part of the graphics state that places text (ISO 32000-1, 9.3)."""

    matrix: Matrix = IDENTITY
    font: Font = NO_FONT
    size: float = 0.0
    character_gap: float = 0.0
    word_gap: float = 0.0
    stretch: float = 1.0
    rise: float = 0.0
    leading: float = 0.0


def read_page(page: PageObject, fonts: dict[int, Font]) -> PageContent:
    """Interpret a page's content; `fonts` are those already read, by object number."""
    contents = page.get_contents()
    interpreter = _Interpreter(fonts)
    if contents is not None:
        interpreter.content.operations = list(operations(contents.get_data()))
        interpreter.run(interpreter.content.operations, dictionary(entry(page, "/Resources")))
    interpreter.finish()
    return interpreter.content


class _Interpreter:
    """Goes through operations and keeps the state they change."""

    def __init__(self, fonts: dict[int, Font]) -> None:
        self.content = PageContent()
        self.known = fonts
        self.resources = DictionaryObject()
        self.state = _State()
        self.saved: list[_State] = []
        self.marks: list[_Mark] = []
        self.line: Matrix = IDENTITY
        self.text: Matrix = IDENTITY
        self.in_text = False
        self.form_depth = 0
        self.selected: dict[str, Font] = {}

    def run(self, stream: Sequence[Operation], resources: DictionaryObject) -> None:
        """Follow the operations; those that lack operands are passed over."""
        self.resources, self.selected = resources, {}
        for operands, operator in stream:
            if operator in _PAINTING:
                self.paint(operator.decode("ascii"))
                continue
            handler = _HANDLERS.get(operator)
            if handler is not None:
                try:
                    handler(self, operands)
                except (IndexError, TypeError, ValueError, KeyError, OverflowError):
                    continue

    def finish(self) -> None:
        """At the page's end, no marked content may be open."""
        if self.marks:
            self.fault("unbalanced", f"{len(self.marks)} BDC or BMC without EMC")

    def fault(self, kind: str, message: str) -> None:
        self.content.faults.append(Fault(kind, message))

    def paint(self, operator: str) -> None:
        mcid, artifact = self.belonging(operator)
        self.content.paints.append(Paint(operator, mcid, artifact))

    def belonging(self, operator: str) -> tuple[int | None, bool]:
        """The MCID that painting belongs to, and whether it is an artifact; to neither is a fault."""
        for mark in reversed(self.marks):
            if mark.mcid is not None or mark.artifact:
                return mark.mcid, mark.artifact
        self.fault("unmarked", operator)
        return None, False

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
        if not isinstance(drawn, StreamObject) or entry(drawn, "/Subtype") != "/Form":
            self.paint("Do")
            self.picture(dictionary(drawn))
            return
        if self.form_depth >= _DEEPEST_FORM:
            return
        kept = self.resources, self.selected, self.state, self.saved
        self.state, self.saved = replace(self.state), []
        self.state.matrix = multiplied(matrix(entry(drawn, "/Matrix")), self.state.matrix)
        self.form_depth += 1
        self.run(list(operations(drawn.get_data())), dictionary(drawn.get("/Resources", self.resources)))
        self.form_depth -= 1
        self.resources, self.selected, self.state, self.saved = kept

    def picture(self, drawn: DictionaryObject) -> None:
        """Note a raster picture, which fills the unit square (ISO 32000-1, 8.9.5.1)."""
        a, b, c, d, _, _ = self.state.matrix
        width, height = (int(number(entry(drawn, key))) for key in ("/Width", "/Height"))
        across, up = math.hypot(a, b), math.hypot(c, d)
        if min(width, height, across, up) > 0:
            self.content.pictures.append(Picture(width, height, across, up, self.content.paints[-1].mcid))

    # --- marked content

    def begin_mark(self, operands: list[Operand]) -> None:
        tag, said = str(operands[0]), operands[1] if len(operands) > 1 else None
        if isinstance(said, str):
            said = entry(dictionary(entry(self.resources, "/Properties")), said)
        entries: dict[Any, Any] = said if isinstance(said, dict) else {}
        mcid = self.owned(entries.get("/MCID"))
        if (mcid is not None or tag == "/Artifact") and any(m.artifact or m.mcid is not None for m in self.marks):
            self.fault("nested", tag if mcid is None else f"{tag} MCID {mcid}")
        actual = text_of(entries["/ActualText"]) if "/ActualText" in entries else None
        self.marks.append(_Mark(mcid, tag == "/Artifact", self.in_text, actual))

    def owned(self, mcid: Any) -> int | None:
        """The MCID as the page's own; one inside a form belongs to the form."""
        if mcid is None or self.form_depth:
            return None if mcid is None else _IN_FORM
        self.content.mcids.append(int(mcid))
        return int(mcid)

    def end_mark(self, _operands: list[Operand]) -> None:
        if not self.marks:
            self.fault("unbalanced", "EMC without BDC or BMC")
        elif self.marks.pop().in_text != self.in_text:
            self.fault("unbalanced", "marked content that crosses BT or ET")

    # --- text

    def begin_text(self, _operands: list[Operand]) -> None:
        if self.in_text:
            self.fault("unbalanced", "BT inside BT")
        self.in_text, self.line, self.text = True, IDENTITY, IDENTITY

    def end_text(self, _operands: list[Operand]) -> None:
        if not self.in_text:
            self.fault("unbalanced", "ET without BT")
        elif self.marks and self.marks[-1].in_text:
            self.fault("unbalanced", "marked content that crosses ET")
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
        said, left, right, advance = self.measured(pieces)
        mcid, artifact = self.belonging("TJ")
        self.content.fonts.add(self.state.font)
        self.note(self.spoken(said), left, right, mcid, artifact)
        self.text = shifted(advance, 0.0, self.text)

    def measured(self, pieces: Sequence[Operand]) -> tuple[str, float, float, float]:
        """Text, where its ink begins and ends without spaces, and the whole advance, in text space."""
        state, said, at = self.state, [], 0.0
        scale = state.size / 1000 * state.stretch
        left, right = None, 0.0
        for piece in pieces:
            if not isinstance(piece, bytes):
                at -= number(piece) * scale
                continue
            text, advance, start, end, spaces = state.font.spelled(piece)
            gaps = state.character_gap * len(text) + state.word_gap * spaces
            if end >= 0:
                left = at + start * scale if left is None else left
                right = at + end * scale + max(0.0, gaps - state.character_gap) * state.stretch
            at += advance * scale + gaps * state.stretch
            said.append(text)
        return "".join(said), left or 0.0, right, at

    def spoken(self, said: str) -> str:
        """The text, or the ActualText around it, which the first run inside takes (ISO 32000-1, 14.9.4)."""
        for mark in self.marks:
            if mark.actual is not None:
                said, mark.actual = mark.actual, ""
                return said
        return said

    def note(self, said: str, left: float, right: float, mcid: int | None, artifact: bool) -> None:
        state = self.state
        across = multiplied(self.text, state.matrix)
        low, high = state.rise - _BELOW * state.size, state.rise + _ABOVE * state.size
        xs, ys = moved(across, [(left, low), (left, high), (right, low), (right, high), (left, state.rise)])
        size = state.size * (across[2] ** 2 + across[3] ** 2) ** 0.5
        edges = min(xs), max(xs), min(ys), max(ys)
        self.content.runs.append(Run(said, state.font.name, size, ys[-1], *edges, mcid, artifact))


def _setter(name: str, share: float = 1.0) -> Callable[[_Interpreter, list[Operand]], None]:
    def set_value(interpreter: _Interpreter, operands: list[Operand]) -> None:
        setattr(interpreter.state, name, number(operands[0]) * share)

    return set_value


_HANDLERS: dict[bytes, Callable[[_Interpreter, list[Operand]], None]] = {
    b"q": _Interpreter.save, b"Q": _Interpreter.restore, b"cm": _Interpreter.transform, b"Do": _Interpreter.form,
    b"BMC": _Interpreter.begin_mark, b"BDC": _Interpreter.begin_mark, b"EMC": _Interpreter.end_mark,
    b"BT": _Interpreter.begin_text, b"ET": _Interpreter.end_text, b"Tf": _Interpreter.choose_font,
    b"Tm": _Interpreter.place, b"Td": _Interpreter.move, b"TD": _Interpreter.move_and_lead,
    b"T*": _Interpreter.next_line, b"Tj": _Interpreter.show_one, b"TJ": _Interpreter.show,
    b"'": _Interpreter.show_on_next_line, b'"': _Interpreter.show_on_next_line,
    b"Tc": _setter("character_gap"), b"Tw": _setter("word_gap"), b"Tz": _setter("stretch", 0.01),
    b"Ts": _setter("rise"), b"TL": _setter("leading"),
}  # fmt: skip
