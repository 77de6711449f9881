"""Fonts as HarfBuzz sees them: words go in, glyphs come out. Words are shaped once."""

from __future__ import annotations

import math
import struct
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from itertools import groupby
from pathlib import Path

import uharfbuzz as hb

from carefold.caches import MOST, Results, kept, read_once


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A shaped word. `advance` and the numbers in `codes` are thousandths of the type size.

    `codes` are pieces of a TJ array (ISO 32000-1, 9.4.3), each with the height its glyphs are raised by.
    `meaning` tells for each glyph id which text it stands for. A word without `text` is drawn, but not read.
    `font` is a fallback that they are of, None for the face that the text is set in.
    """

    text: str
    advance: float
    codes: tuple[tuple[float, str], ...]
    meaning: tuple[tuple[int, str], ...]
    font: FontFile | None = None

    @property
    def level(self) -> str:
        """The code of a word none of whose glyphs is raised; else empty."""
        return self.codes[0][1] if len(self.codes) == 1 and self.codes[0][0] == 0.0 else ""

    @property
    def is_spelled(self) -> bool:
        """Whether what its glyphs stand for makes its text."""
        return "".join([meaning for _, meaning in self.meaning]) == self.text

    def __hash__(self) -> int:
        """That of the text, which tells most words apart."""
        return hash(self.text)


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font by its file, and the features of it that are switched on; a fallback stands for another font."""

    path: Path
    features: tuple[str, ...] = ()
    stands_for: FontFile | None = field(default=None, compare=False)

    def open(self) -> Face:
        """The font, opened once in a process."""
        return open_face(self.path, self.features)


@dataclass(eq=False)
class Face:
    """One font file, opened. Heights are fractions of the type size.

    What it lacks is set from the first of its `fallbacks` that has it.
    """

    path: Path
    features: tuple[str, ...] = ()
    fallbacks: tuple[Face, ...] = ()
    _words: Results = field(default_factory=lambda: Results(MOST["face.Face.shape"]), repr=False)

    def __post_init__(self) -> None:
        _check_whole(self.path)
        self.file = FontFile(self.path, self.features)
        self.face = hb.Face(hb.Blob.from_file_path(str(self.path)))
        self.font = hb.Font(self.face)
        self.upem: int = self.face.upem
        self.characters = frozenset(self.face.unicodes)
        self.name: str = self.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or self.path.stem
        extents = self.font.get_font_extents("ltr")
        self.ascent: float = extents.ascender / self.upem
        self.descent: float = -extents.descender / self.upem
        self.cap_height: float = self.font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT) / self.upem
        self.x_height: float = self.font.get_metric_position_with_fallback(hb.OTMetricsTag.X_HEIGHT) / self.upem
        tables = set(self.face.table_tags)
        self.is_truetype = "glyf" in tables
        self.has_outlines = self.is_truetype or "CFF " in tables
        self.is_variable = "fvar" in tables
        box = struct.unpack(">hhhh", self.face.reference_table("head").data[36:44])  # OpenType 1.9, head
        self.bounds = tuple(edge * 1000 / self.upem for edge in box)
        self.italic_angle: float = struct.unpack(">i", self.face.reference_table("post").data[4:8])[0] / 65536
        self._on = dict.fromkeys(self.features, True)
        self._known: dict[int, tuple[int, str]] = {}

    @cached_property
    def digest(self) -> str:
        """What tells it from all other fonts: of its file, and of the features that are switched on."""
        return sha256(self.path.read_bytes() + repr(self.features).encode()).hexdigest()

    def sets_alone(self, text: str) -> bool:
        """Whether no fallback is asked for any of a text."""
        return not self.fallbacks or self.characters.issuperset(map(ord, text))

    def advance(self, glyph: int) -> float:
        """The width of a glyph as the font has it, in thousandths of the type size."""
        return self._know(glyph)[0] * 1000 / self.upem

    def shape(self, text: str, language: str, direction: str = "ltr", script: str = "") -> Glyphs:
        """Glyphs of a text of one direction and script (ISO 15924; else that of its first letter), kerned, as drawn."""
        key = (text, language, direction, script)
        found: Glyphs | None = self._words.get(key)
        return self._words.filled(key, self.shape_anew) if found is None else found

    def space(self, written: str, language: str) -> Glyphs:
        """Glyphs of spaces of any kind, which are all read as plain ones."""
        glyphs = self.shape(written if written.strip(" ") else " ", language)
        if glyphs.text == " ":
            return glyphs
        return replace(glyphs, text=" " * len(written), meaning=tuple((glyph, " ") for glyph, _ in glyphs.meaning))

    def hyphen(self, language: str) -> Glyphs:
        """The hyphen of a word that is parted at a line's end: it is no part of the text."""
        return replace(self.shape("-", language), text="")

    def width(self, text: str, size: float, language: str) -> float:
        """Width of a text in points."""
        return self.shape(text, language).advance * size / 1000

    def bearing(self, character: str, size: float) -> float:
        """The white before the ink of a character, in points."""
        glyph = self.font.get_nominal_glyph(ord(character))
        extents = self.font.get_glyph_extents(glyph) if glyph else None
        return extents.x_bearing * size / self.upem if extents else 0.0

    def shape_anew(self, text: str, language: str, direction: str = "ltr", script: str = "") -> Glyphs:
        """The same, which is not kept."""
        buffer = hb.Buffer()
        buffer.add_str(str(text))  # HarfBuzz takes no subclass, such as Line
        buffer.guess_segment_properties()
        buffer.direction = direction
        if script:
            buffer.script = script
        buffer.language = str(language)
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
        hb.shape(self.font, buffer, self._on)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions or ()
        if any(map(_is_moved, positions)):
            codes, advance = self._placed(infos, positions)
        else:
            codes, advance = self._in_a_row(infos, positions)
        return Glyphs(text, advance, codes, _meanings(text, infos if direction == "ltr" else infos[::-1]))

    def _in_a_row(
        self, infos: Sequence[hb.GlyphInfo], positions: Sequence[hb.GlyphPosition]
    ) -> tuple[tuple[tuple[float, str], ...], float]:
        """What shows glyphs that each stand where the one before ends, but for kerning; and how wide they are."""
        parts, scale, known, wide = list[str](), 1000 / self.upem, self._known, 0
        for info, position in zip(infos, positions, strict=True):
            glyph, advance = info.codepoint, position.x_advance
            own, code = known.get(glyph) or self._know(glyph)
            parts.append(code)
            if advance != own:
                parts.append(f">{(own - advance) * scale:.5g}<")
            wide += advance
        return ((0.0, f"<{''.join(parts)}>".removesuffix("<>")),) if parts else (), wide * scale

    def _placed(
        self, infos: Sequence[hb.GlyphInfo], positions: Sequence[hb.GlyphPosition]
    ) -> tuple[tuple[tuple[float, str], ...], float]:
        """The same of glyphs that stand anywhere."""
        scale, pen, wanted = 1000 / self.upem, 0.0, 0.0
        pieces: list[tuple[float, list[str]]] = []
        height, codes = math.nan, list[str]()
        for info, position in zip(infos, positions, strict=True):
            glyph, raised = info.codepoint, position.y_offset * scale
            if raised != height:
                height, codes = raised, []
                pieces.append((height, codes))
            move = wanted + position.x_offset * scale - pen
            if abs(move) > 0.01:
                codes.append(f"{-move:.5g}")
            own, code = self._know(glyph)
            codes.append(f"<{code}>")
            pen += move + own * scale
            wanted += position.x_advance * scale
        if abs(wanted - pen) > 0.01 and pieces:
            codes.append(f"{pen - wanted:.5g}")
        return tuple([(raised, "".join(parts).replace("><", "")) for raised, parts in pieces]), wanted

    def _know(self, glyph: int) -> tuple[int, str]:
        """The width of a glyph in units of the font, and its number as it stands in a TJ array."""
        if glyph not in self._known:
            self._known[glyph] = self.font.get_glyph_h_advance(glyph), f"{glyph:04X}"
        return self._known[glyph]


def _is_moved(position: hb.GlyphPosition) -> bool:
    """Whether a glyph stands beside its place."""
    return bool(position.x_offset or position.y_offset)


def _meanings(text: str, infos: Sequence[hb.GlyphInfo]) -> tuple[tuple[int, str], ...]:
    """Each glyph with the text that it stands for: the first of a cluster for all of it, the others for nothing.

    A letter and its marks, each a glyph of its own, stand for themselves.
    """
    if [info.cluster for info in infos] == list(range(len(text))):
        return tuple(zip([info.codepoint for info in infos], text, strict=True))
    return tuple(_of_clusters(text, infos))


def _of_clusters(text: str, infos: Sequence[hb.GlyphInfo]) -> Iterator[tuple[int, str]]:
    clusters = [(start, list(group)) for start, group in groupby(infos, key=lambda info: info.cluster)]
    ends = [start for start, _ in clusters[1:]]
    for (start, glyphs), end in zip(clusters, [*ends, len(text)], strict=bool(clusters)):
        whole, count = text[start:end], len(glyphs)
        each = (signs for signs in (whole, unicodedata.normalize("NFD", whole)) if len(signs) == count)
        meanings = next(each, None) or [whole, *[""] * (count - 1)]
        yield from zip((info.codepoint for info in glyphs), meanings, strict=True)


@dataclass(frozen=True, slots=True)
class Family:
    """The five faces that a text is set in."""

    regular: Face
    semibold: Face
    bold: Face
    italic: Face
    bold_italic: Face

    @property
    def faces(self) -> tuple[Face, ...]:
        """All of them, in the order of their fields."""
        return self.regular, self.semibold, self.bold, self.italic, self.bold_italic

    def with_fallbacks(self, others: Sequence[Family]) -> Family:
        """The family with others that stand in for it, each with its own face for the same style."""
        if not others:
            return self
        beside = zip(*(one.faces for one in others), strict=True)
        return Family(*map(with_fallbacks, self.faces, beside))

    def styled(self, bold: bool, italic: bool) -> Face:
        """The face for emphasised text."""
        if bold:
            return self.bold_italic if italic else self.bold
        return self.italic if italic else self.regular


def open_face(path: Path, features: tuple[str, ...]) -> Face:
    """A font file, opened once until it changes."""
    return read_once(Face, path, features)


@kept
def with_fallbacks(face: Face, fallbacks: tuple[Face, ...]) -> Face:
    """A face with others that stand in for it."""
    return Face(face.path, face.features, fallbacks)


def _check_whole(path: Path) -> None:
    """ValueError for a font file that ends before its tables do (OpenType 1.9, table directory)."""
    data = path.read_bytes()
    count = struct.unpack(">H", data[4:6])[0]
    for number in range(count):
        offset, length = struct.unpack(">LL", data[12 + 16 * number + 8 : 12 + 16 * number + 16])
        if offset + length > len(data):
            raise ValueError("the font file is cut off")
