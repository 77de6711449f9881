"""Colours: whatever a brand chooses within the rules, its text can be read on every ground."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from carefold.graphics.colour import BLACK, WHITE, Rgb, contrast, grey, mix, rgb
from carefold.layout.palette import Palette
from carefold.model.brand import Brand, Colours

_PARTS = st.tuples(*(st.integers(0, 255),) * 3)
_DARK = st.tuples(_PARTS, st.floats(0, 1)).map(
    lambda drawn: written(mix(rgb(written_parts(drawn[0])), BLACK, drawn[1]))
)
_ANY = _PARTS.map(lambda parts: written_parts(parts))


def written_parts(parts: tuple[int, ...]) -> str:
    return "#" + "".join(f"{part:02x}" for part in parts)


def written(colour: Rgb) -> str:
    return written_parts(tuple(round(255 * part) for part in colour))


def brand(**colours: Any) -> Brand:
    return Brand.model_validate({"name": "A", "contact": {}, "disclaimer": "D", "colours": colours})


def in_a_file(colour: Rgb) -> Rgb:
    """A colour as a PDF has it: three decimals."""
    red, green, blue = (round(part, 3) for part in colour)
    return (red, green, blue)


@st.composite
def brands(draw: Any, *, tinted: bool) -> Brand:
    """A brand whose colours pass."""
    colours = {key: draw(_DARK) for key in ("primary", "ink", "caution", "danger")} | {"accent": draw(_ANY)}
    if tinted:
        colours["tint"] = written(mix(rgb(draw(_ANY)), WHITE, draw(st.floats(0.7, 1))))
    try:
        return brand(**colours)
    except ValidationError:
        assume(False)
        raise


def pairs(palette: Palette) -> dict[str, tuple[Rgb, Rgb]]:
    """Text and what it stands on."""
    on_white = {name: getattr(palette, name) for name in ("primary", "ink", "caution", "danger", "quiet")}
    return {
        **{f"{name} on white": (colour, WHITE) for name, colour in on_white.items()},
        "primary on tint": (palette.primary, palette.tint), "ink on tint": (palette.ink, palette.tint),
        "text on tint": (BLACK, palette.tint), "caution on its tint": (palette.caution, palette.caution_tint),
        "link on caution tint": (palette.primary, palette.caution_tint),
        "heading on caution tint": (palette.ink, palette.caution_tint),
        "text on caution tint": (BLACK, palette.caution_tint), "white on danger": (WHITE, palette.danger),
        "number on disc": (WHITE, palette.primary), "title on card": (palette.on_card, palette.card),
        "label on card": (palette.on_card_quiet, palette.card), "title on a caution band": (WHITE, palette.caution),
    }  # fmt: skip


def unreadable(palette: Palette) -> dict[str, float]:
    found = {name: contrast(*map(in_a_file, pair)) for name, pair in pairs(palette).items()}
    return {name: ratio for name, ratio in found.items() if ratio < 4.49}


@given(brands(tinted=False))
def test_any_brand_without_a_tint_gets_one_that_can_be_read_on(chosen: Brand) -> None:
    assert unreadable(Palette.of(chosen)) == {}


@given(brands(tinted=True))
def test_any_brand_with_a_tint_of_its_own_can_be_read(chosen: Brand) -> None:
    palette = Palette.of(chosen)
    assert palette.tint == rgb(chosen.colours.tint or "")
    assert unreadable(palette) == {}


@given(brands(tinted=False))
def test_lines_of_any_brand_can_be_seen(chosen: Brand) -> None:
    assert contrast(in_a_file(Palette.of(chosen).rule), WHITE) >= 2.99


def test_a_line_is_no_darker_than_it_must_be() -> None:
    """So that it does not look like what is to be read; it is the ink with white in it."""
    rule = Palette.of(brand(primary="#000000", ink="#767676")).rule
    assert 3.1 <= contrast(rule, WHITE) < 3.3
    assert all(rgb("#767676")[0] < part < 1 for part in rule)


@st.composite
def primaries(draw: Any) -> Brand:
    """A brand that gives nothing but a primary colour."""
    try:
        return brand(primary=draw(_DARK))
    except ValidationError:
        assume(False)
        raise


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(primaries())
def test_a_primary_colour_alone_makes_a_palette(chosen: Brand) -> None:
    palette = Palette.of(chosen)
    assert unreadable(palette) == {}
    assert contrast(in_a_file(palette.bar), in_a_file(palette.primary)) >= 2.99
    assert contrast(palette.ink, WHITE) >= contrast(palette.primary, WHITE)


def test_derived_colours_go_with_the_primary() -> None:
    found = [Palette.of(brand(primary=primary)) for primary in ("#8a1f1f", "#1d4f91", "#1d6b3a", "#6a1b7a")]
    assert len({one.ink for one in found}) == len({one.accent for one in found}) == len(found)
    assert all(contrast(one.accent, one.primary) > 2 for one in found)
    grey_one = Palette.of(brand(primary="#333333"))
    assert len(set(grey_one.accent)) == len(set(grey_one.ink)) == 1


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(brands(tinted=True))
def test_in_mono_text_is_black_or_white(chosen: Brand) -> None:
    palette = Palette.of(chosen, mono=True)
    assert {colour for pair in pairs(palette).values() for colour in pair} == {BLACK, WHITE}
    assert unreadable(palette) == {}
    assert all(len(set(getattr(palette, name))) == 1 for name in ("accent", "middle", "pale"))


@given(_ANY, _ANY)
def test_grey_keeps_contrasts(one: str, other: str) -> None:
    shades = [(grey(rgb(colour)),) * 3 for colour in (one, other)]
    assert contrast(*shades) == pytest.approx(contrast(rgb(one), rgb(other)), rel=0.002)


def test_a_derived_tint_has_the_primary_colour_in_it() -> None:
    tint = Palette.of(brand(primary="#7a2a5c")).tint
    assert tint == mix(rgb("#7a2a5c"), WHITE, 0.9)
    pale = Palette.of(brand(primary="#767676", ink="#000000")).tint
    assert contrast(pale, rgb("#767676")) >= 4.5


@pytest.mark.parametrize("key", ["primary", "ink"])
def test_text_that_cant_be_read_on_a_tint_is_an_error(key: str) -> None:
    with pytest.raises(ValidationError, match=f"`{key}` #767676 on #f0f0f0 .* or leave `tint` out"):
        Colours.model_validate({"primary": "#000000", "ink": "#000000", key: "#767676", "tint": "#f0f0f0"})


@given(brands(tinted=False))
def test_numbers_to_call_stand_out_on_every_ground(chosen: Brand) -> None:
    """7:1 (WCAG 2.1, 1.4.6), in the primary colour or the ink where they have it; in white on danger."""
    palette = Palette.of(chosen)
    grounds = [getattr(palette, name) for name in ("tint", "caution_tint", "danger_tint", "safe_tint", "alert_tint")]
    ratios = [contrast(in_a_file(palette.call), in_a_file(ground)) for ground in (WHITE, *grounds)]
    assert min(ratios) >= 7
    assert palette.call in (palette.primary, palette.ink, BLACK)
    assert contrast(WHITE, in_a_file(palette.danger)) >= 7


def test_a_number_takes_the_ink_where_the_primary_colour_is_pale(clinic: Any, record_pages: Any) -> None:
    """In cards and texts alike; what is set in white stays white."""
    ink, primary = rgb("#12414a"), rgb("#0b6e73")
    assert contrast(primary, WHITE) < 7 < contrast(ink, WHITE)
    blocks = "- Call [555-0123](tel:555-0123) or see [us](https://a.example).\n- contact:"
    for page in record_pages(clinic.build("trifold", blocks).composition):
        for run in (run for line in page.lines for run in line.runs):
            said = "".join(word.text for word in run.words)
            if "555-0" in said and run.colour != BLACK:
                assert run.colour == ink
            if said.strip() == "us":
                assert run.colour == primary
