"""Words become glyphs: kerned, with a tailed l, a plain zero, and a text for each."""

from unicodedata import normalize
from unittest.mock import Mock

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from carefold.graphics import face as fonts
from carefold.graphics.face import Face, Family, Glyphs, open_face

LETTERS = st.text(st.sampled_from("AVTLYPWafiltvoj10-’q̣̃éß"), min_size=1, max_size=12)


@pytest.fixture(scope="session")
def tables(family: Family) -> TTFont:
    return TTFont(family.regular.path)


def names(face: Face, text: str, tables: TTFont) -> list[str]:
    return [tables.getGlyphName(glyph) for glyph, _ in face.shape(text, "en").meaning]


def test_kerning_makes_avatar_narrower(family: Family) -> None:
    face = family.regular
    word = face.shape("AVATAR", "en")
    apart = sum(face.shape(letter, "en").advance for letter in "AVATAR")
    assert word.advance < apart - 100
    assert sum(face.advance(glyph) for glyph, _ in word.meaning) == pytest.approx(apart)
    ((raised, codes),) = word.codes
    assert raised == 0
    kerns = [float(part.split("<")[0]) for part in codes.split(">")[1:] if part.split("<")[0]]
    assert len(kerns) == 4  # AV, VA, AT, TA
    assert sum(kerns) == pytest.approx(apart - word.advance, abs=1)


def test_the_l_has_a_tail(family: Family, tables: TTFont) -> None:
    plain = Face(family.regular.path)
    assert names(plain, "l", tables) == ["l"]
    assert names(family.regular, "l", tables) == ["l.a"]
    assert names(family.regular, "pill", tables) == ["p", "i", "l.a", "l.a"]


@pytest.mark.parametrize("weight", ["regular", "semibold", "bold", "italic", "bold_italic"])
def test_the_l_has_a_tail_in_each_face(family: Family, weight: str) -> None:
    face = getattr(family, weight)
    assert face.shape("l", "en").meaning != Face(face.path).shape("l", "en").meaning


def test_the_zero_is_plain(family: Family, tables: TTFont) -> None:
    assert names(family.regular, "100", tables) == ["one", "zero", "zero"]


def test_a_word_is_shaped_once(family: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    face = Face(family.regular.path, ("ss05",))
    spy = Mock(wraps=fonts.hb.shape)
    monkeypatch.setattr(fonts.hb, "shape", spy)
    first = face.shape("again", "en")
    assert face.shape("again", "en") is first
    assert face.width("again", 10, "en") == first.advance / 100
    assert spy.call_count == 1
    face.shape("again", "es")
    assert spy.call_count == 2


def test_a_font_is_opened_once(family: Family) -> None:
    path = family.regular.path
    assert open_face(path, ("ss05",)) is open_face(path, ("ss05",))
    assert open_face(path, ()) is not open_face(path, ("ss05",))


@given(text=LETTERS)
def test_the_meanings_of_a_words_glyphs_spell_it(family: Family, text: str) -> None:
    said = "".join(said for _, said in family.regular.shape(text, "en").meaning)
    assert normalize("NFC", said) == normalize("NFC", text)


@given(text=LETTERS)
def test_codes_show_each_glyph_and_move_as_far_as_the_word_is_wide(family: Family, text: str) -> None:
    face = family.regular
    word = face.shape(text, "en")
    shown, moved = [], 0.0
    for part in "".join(codes for _, codes in word.codes).replace(">", "> ").replace("<", " <").split():
        if part.startswith("<"):
            shown += [int(part[at : at + 4], 16) for at in range(1, len(part) - 1, 4)]
        else:
            moved -= float(part)
    assert shown == [glyph for glyph, _ in word.meaning]
    assert sum(map(face.advance, shown)) + moved == pytest.approx(word.advance, abs=0.5)


def test_a_ligature_stands_for_both_letters(family: Family, tables: TTFont) -> None:
    ligature = Face(family.regular.path, ("dlig", "liga"))
    glyphs = ligature.shape("fi", "en")
    assert "".join(said for _, said in glyphs.meaning) == "fi"


def test_nothing_is_nothing(family: Family) -> None:
    assert family.regular.shape("", "en") == Glyphs("", 0.0, (), ())


def test_marks_are_raised_not_lost(family: Family) -> None:
    word = family.regular.shape("q̣̃", "en")
    assert len(word.meaning) == 3
    assert [said for _, said in word.meaning] == ["q", "\u0323", "\u0303"], "each glyph is a sign of its own"


def test_which_face_for_which_words(family: Family) -> None:
    assert family.styled(False, False) is family.regular
    assert family.styled(True, False) is family.bold
    assert family.styled(False, True) is family.italic
    assert family.styled(True, True) is family.bold_italic


def test_heights_are_shares_of_the_size(family: Family, tables: TTFont) -> None:
    face, upem = family.regular, tables["head"].unitsPerEm
    assert face.cap_height == tables["OS/2"].sCapHeight / upem
    assert face.x_height == tables["OS/2"].sxHeight / upem
    assert face.name == "SourceSans3-Regular"
    assert family.italic.italic_angle < 0 == face.italic_angle
