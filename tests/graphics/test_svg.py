"""SVG pictures: what would be drawn wrongly is refused, and nothing takes for ever or ends in a traceback."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefold.graphics.matrix import IDENTITY, multiplied
from carefold.graphics.outline import moved
from carefold.graphics.svg.attributes import colour, length, numbers, share, transform
from carefold.graphics.svg.scene import Drawing, drawing

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" %s>%s</svg>'
BOX = 'viewBox="0 0 100 100"'
RECT = '<rect width="9" height="9" %s/>'
NOT_DRAWN = ", which carefold does not draw. Hint: remove it, or save it as PNG."
MANY = "the picture has too many parts. Hint: make it simpler, or save it as PNG."
SIZE = "the picture does not say how large it is. Hint: save it with a viewBox, or width and height."


def made(inside: str, head: str = BOX) -> Drawing:
    return drawing((SVG % (head, inside)).encode())


def wrong(inside: str, head: str = BOX) -> str:
    with pytest.raises(ValueError) as caught:
        made(inside, head)
    return str(caught.value)


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ('<pattern id="g"/>' + RECT % 'fill="url(#g)"', "a pattern"),
        ('<pattern id="g"/>' + RECT % 'style="stroke:url(#g) red"', "a pattern"),
        (RECT % 'filter="url(#f)"', "a filter, such as a shadow or a blur"),
        ("<style>rect{filter:blur(2px)}</style>" + RECT % "", "a filter, such as a shadow or a blur"),
        ('<g mask="url(#m)">' + RECT % "" + "</g>", "a mask"),
        ('<path d="M0 0h9" marker-end="url(#m)"/>', "arrowheads or other markers"),
        (RECT % 'style="mix-blend-mode: multiply"', "colours that blend"),
        (RECT % 'style="transform: rotate(3deg)"', "transforms in CSS"),
        (RECT % 'style="rotate: 3deg"', "transforms in CSS"),
        (RECT % 'style="width: 3px"', "positions or sizes in CSS"),
        ("<style>rect{x: 3px}</style>" + RECT % "", "positions or sizes in CSS"),
        (RECT % 'transform-origin="center" transform="rotate(9)"', "an origin for transforms"),
        (RECT % 'style="mask-image: url(#m)"', "a mask"),
        (RECT % 'style="all: unset"', "CSS that takes all styles back"),
        (RECT % 'systemLanguage="de"', "parts for some languages only"),
        ("<switch>" + RECT % 'systemLanguage="de"' + "</switch>", "parts for some languages only"),
        (RECT % 'stroke="red" stroke-dasharray="1" pathLength="9"', "dashes by a path length"),
        (f'<symbol id="s" width="9">{RECT % ""}</symbol><use href="#s"/>', "a symbol of a rare kind"),
        (f'<symbol id="s" transform="scale(2)">{RECT % ""}</symbol><use href="#s"/>', "a symbol of a rare kind"),
        ('<style media="(min-width: 9px)">rect{fill:red}</style>', "CSS rules for some screens only, or broken ones"),
        ("<style>@import 'a.css';</style>", "CSS rules for some screens only, or broken ones"),
        ("<style>rect:not(.a){fill:red}</style>" + RECT % "", "CSS selectors of a rare kind"),
        ("<style>rect[x]{fill:red}</style>" + RECT % "", "CSS selectors of a rare kind"),
        (RECT % 'style="fill: var(--x)"', "CSS variables"),
        ("<style>@media print{rect{fill:red}}</style>" + RECT % "", "CSS rules for some screens only, or broken ones"),
        ("<style>rect:nth-child(2){fill:red}</style>" + RECT % "", "CSS selectors of a rare kind"),
        ("<style>a b c d{fill:red}</style>" + RECT % "", "CSS selectors of a rare kind"),
        (RECT % 'clip-path="circle(3px)"', "a cut-out that is no clip path"),
        (RECT % 'clip-path="url(#none)"', "a cut-out that is no clip path"),
        (
            '<clipPath id="c" clipPathUnits="objectBoundingBox"/>' + RECT % 'clip-path="url(#c)"',
            "a clip path of a rare kind",
        ),
        (RECT % 'opacity=".5" stroke="red"', "parts that overlap and are see-through together"),
        (f'<g opacity=".5">{RECT % ""}{RECT % ""}</g>', "parts that overlap and are see-through together"),
        *(
            (f'<clipPath id="c">{cut}</clipPath>' + RECT % 'clip-path="url(#c)"', "a clip path of a rare kind")
            for cut in (
                "<g>" + RECT % "" + "</g>",
                f'<use href="#g"/></clipPath><g id="g">{RECT % ""}</g><clipPath>',
                '<path d="M0 0v9h9v-9z"/><path d="M3 3h9v9h-9z"/>',
                RECT % "" + RECT % 'transform="translate(9) scale(-1 1)"',
                '<path d="M0 0h9v9h-9zM3 3h3v3h-3z"/>' + RECT % "",
                RECT % "" + RECT % 'clip-rule="evenodd"',
            )
        ),
        (
            f'<clipPath id="c">{RECT % ""}</clipPath><svg x="9" clip-path="url(#c)">{RECT % ""}</svg>',
            "a clip path of a rare kind",
        ),
        (RECT % 'stroke="red" stroke-width="-5"', "a stroke that is narrower than nothing"),
        (
            '<g color-interpolation="linearRGB"><linearGradient id="a"><stop/><stop offset="1"/></linearGradient></g>'
            + RECT % 'fill="url(#a)"',
            "a gradient whose colours are mixed in linear light",
        ),
        ("<text>A</text>", "a `<text>`"),
        ("<unheard/>", "a `<unheard>`"),
    ],
)
def test_what_is_not_drawn_is_refused(inside: str, what: str) -> None:
    assert wrong(inside) == f"the picture has {what}{NOT_DRAWN}"


@pytest.mark.parametrize(("drawn", "filled"), [
    ('<line x1="1" y1="1" x2="9" y2="6" stroke="red"/>', False), ('<path d="M1 1L9 6L5 3.5z" stroke="red"/>', False),
    ('<path d="M1 1H9M2 2V9" stroke="red"/>', False), ('<path d="M1 1H9M2 2L9 9H2z" stroke="red"/>', True),
    ('<path d="M1 1Q5 2 9 1" stroke="red"/>', True),
])  # fmt: skip
def test_what_encloses_nothing_is_not_filled(drawn: str, filled: bool) -> None:
    (shape,) = made(drawn).shapes
    assert (shape.fill is not None) == filled


def rules(pen: float, apart: float, more: str = "") -> str:
    """Two lines side by side, see-through together."""
    line = '<path d="M%s 10v50" stroke="red" fill="none"/>'
    return f'<g opacity=".5" stroke-width="{pen}" {more}>{line % 20}{line % (20 + apart)}</g>'


@pytest.mark.parametrize(
    ("apart", "more"), [(9, ""), (19, 'transform="scale(1)" stroke-miterlimit="2"'), (9, 'transform="scale(.2)"')]
)
def test_see_through_lines_that_only_their_pens_make_meet_are_refused(apart: float, more: str) -> None:
    assert "parts that overlap and are see-through together" in wrong(rules(10, apart, more))


@pytest.mark.parametrize(("pen", "more"), [(10, 'transform="scale(.2)"'), (2, ""), (10, 'stroke-miterlimit="1"')])
def test_see_through_lines_apart_are_drawn(pen: float, more: str) -> None:
    """A pen of 10 with the usual mitre of 4 may reach 20 to each side."""
    assert len(made(rules(pen, 41, more)).shapes) == 2


@pytest.mark.parametrize(
    "inside",
    [
        '<defs><linearGradient id="g"/><filter id="f"/><mask id="m"><text>A</text></mask></defs>',
        RECT % 'filter="none" mask="none" marker-end="none" style="mix-blend-mode: normal"',
        '<g display="none"><rect width="9" height="9" fill="url(#g)"/></g>',
        f'<g opacity="1">{RECT % ""}{RECT % ""}</g>',
        '<style>@charset "utf-8"; @font-face{font-family:x}</style>',
        RECT % 'style="nonsense; fill red; -inkscape-font: x; fill: red"',
        '<style media="screen">@media print{}</style>',
        '<style type="text/less">@media print{}</style>',
        RECT % 'transform-origin="center"',
        RECT % 'requiredExtensions="http://a.example" filter="url(#f)"',
        RECT % 'requiredExtensions="" filter="url(#f)"',
    ],
)
def test_what_does_not_show_does_not_matter(inside: str) -> None:
    assert made(inside)


@pytest.mark.parametrize("order", ["stroke bogus", "stroke stroke", "fill stroke"])
def test_a_paint_order_of_other_words_counts_for_nothing(order: str) -> None:
    assert len(made(RECT % f'stroke="red" paint-order="{order}"').shapes) == 1


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        (RECT % 'stroke="red" stroke-dasharray="5,,5"', "the picture has a length “” that can't be read."),
        ('<polygon points="2,,2 9,9 3,4"/>', "the picture has a list of numbers “2,,2 9,9 3,4” that can't be read."),
        (RECT % 'fill="greenish"', "the picture has a colour “greenish” that can't be read."),
        (RECT % 'fill="color(display-p3 1 0 0)"', "the picture has a colour “color(display-p3 1 0 0)” that can't"),
        (RECT % 'fill-opacity="half"', "the picture has an opacity “half” that can't be read."),
        (RECT % 'transform="rotate(1,2)"', "the picture has a transform “rotate(1,2)” that can't be read."),
        (RECT % 'transform="turn(1)"', "the picture has a transform “turn(1)” that can't be read."),
        ('<rect width="calc(1px + 2px)" height="9"/>', "the picture has a length “calc(1px + 2px)” that can't be"),
        ('<rect width="1e9" height="9"/>', "the picture has a number “1e9” that can't be read."),
        (RECT % 'stroke="red" stroke-width="2em"', "the picture has a length “2em” that can't be read."),
        ('<polygon points="1,2 x"/>', "the picture has a list of numbers “1,2 x” that can't be read."),
        ('<path d="M"/>', "the picture has a path that can't be read."),
        *(
            (f'<path d="{written}"/>', "the picture has a path that can't be read.")
            for written in (
                "9 9L1 1",
                "M0 0L1",
                "M0 0L1 1,",
                "M,0 0",
                "M0 0 L,,1 1",
                "M0 0a1 1 0 2 1 9 9",
                "M0 0L1 1 L",
            )
        ),
        ('<path d="L1 1"/>', "the picture has a path that can't be read."),
        ('<path d="M0 0 X 9"/>', "the picture has a path that can't be read."),
        ('<path d="M0 0L1e300 1e300"/>', "the picture has a path that leaves every page."),
    ],
)
def test_what_cant_be_read_is_shown(inside: str, message: str) -> None:
    assert wrong(inside).startswith(message)


@pytest.mark.parametrize(
    "head",
    [
        "", 'width="100"', 'width="100%" height="100%"', 'viewBox="0 0 0 9"', 'viewBox="0 0 9"', 'viewBox="0 0 -9 9"',
        'width="0" height="9"', 'width="1e-300" height="9"', 'viewBox="0 0 9 9" width="-1"',
    ],
)  # fmt: skip
def test_a_picture_without_a_size(head: str) -> None:
    assert wrong("", head) == SIZE


@pytest.mark.parametrize(
    ("head", "size"),
    [
        (BOX, (75, 75)), ('width="40" height="20"', (30, 15)), ('width="100%" viewBox="0 0 40 20"', (30, 15)),
        ('width="80" viewBox="0 0 40 20"', (60, 30)), ('height="40px" viewBox="0 0 40 20"', (60, 30)),
        ('width="1in" height="72pt"', (72, 72)), ('width="auto" height="auto" viewBox="0,0,4e1,20"', (30, 15)),
    ],
)  # fmt: skip
def test_how_large_it_is(head: str, size: tuple[float, float]) -> None:
    drawn = drawing((SVG % (head, "")).encode())
    assert (drawn.width, drawn.height) == pytest.approx(size)


# --- bombs


def test_use_that_doubles_and_doubles() -> None:
    links = "".join(f'<g id="g{n}"><use href="#g{n - 1}"/><use href="#g{n - 1}"/></g>' for n in range(1, 40))
    assert wrong(f'<g id="g0">{RECT % ""}</g>{links}<use href="#g39"/>') == MANY


def test_thousands_of_large_copies() -> None:
    path = f'<path id="p" d="M0 0{"h1v1" * 2000}"/>'
    assert wrong(path + '<use href="#p"/>' * 1000) == MANY


def test_a_circle_of_copies() -> None:
    assert wrong('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>').startswith("the picture holds itself.")
    assert wrong('<use id="a" href="#a"/>').startswith("the picture holds itself.")


def test_a_clip_path_of_itself() -> None:
    assert wrong('<clipPath id="c"><rect width="9" height="9" clip-path="url(#c)"/></clipPath>'
                 '<rect width="9" height="9" clip-path="url(#c)"/>')  # fmt: skip


def test_very_deep_groups() -> None:
    assert wrong("<g>" * 100 + "</g>" * 100) == MANY
    assert wrong("<g>" * 5000 + "</g>" * 5000).startswith("the picture is damaged.")


def test_very_many_rules() -> None:
    rules = "".join(f".a{n}{{fill:red}}" for n in range(2000))
    assert wrong(f"<style>{rules}</style>" + (RECT % "") * 2000) == f"the picture has very many CSS rules{NOT_DRAWN}"


@pytest.mark.parametrize(
    "style",
    [
        ":not(" * 1000, f"{':not(' * 1000}a{')' * 1000}{{fill:red}}", f"{':is(' * 5000}a", f"a{'[' * 3000}{{}}",
        f"rect{{stroke-width:{'calc(' * 2000}1}}", "rect{" * 3000, "([{" * 3000, "@media print{" * 3000,
    ],
)  # fmt: skip
def test_css_that_nests_very_deeply(style: str) -> None:
    said = f"the picture has CSS that nests very deeply{NOT_DRAWN}"
    assert wrong(f"<style>{style}</style>" + RECT % "") == said
    assert wrong(RECT % f'style="unknown:{"(" * 3000}"') == said


def test_very_much_css() -> None:
    said = f"the picture has very many CSS rules{NOT_DRAWN}"
    assert wrong(f"<style>{'a' * 300_000}</style>") == said
    assert wrong(f"<style>{','.join('a' * 9000)}{{fill:red}}</style>") == said
    many = "".join(RECT % f'style="fill:red;{"x:y;" * 1000}k:{number}"' for number in range(200))
    assert wrong(many) == said


def test_the_same_style_on_many_elements() -> None:
    assert len(made(RECT % 'style="fill:red;stroke:blue;stroke-width:2;stroke-linecap:round"' * 9000).shapes) == 9000


def test_scales_without_end() -> None:
    assert wrong('<g transform="scale(1e6)">' * 30 + RECT % "" + "</g>" * 30).startswith("the picture has parts that")
    assert not made('<g transform="scale(1e-6)">' * 30 + RECT % "" + "</g>" * 30).shapes
    assert not made(RECT % 'transform="scale(1 0)"').shapes


def test_cuts_within_cuts_on_many_shapes() -> None:
    inside = "<g clip-path='url(#c)'>" * 50 + (RECT % "") * 9000 + "</g>" * 50
    assert wrong(f"<clipPath id='c'>{RECT % ''}</clipPath>{inside}") == MANY


def test_a_picture_that_is_hidden() -> None:
    hint = "Hint: take that out, or save it as plain SVG."
    assert wrong(RECT % "", f'{BOX} display="none"') == f"the picture is hidden by `display: none`. {hint}"
    assert wrong(RECT % "", f'{BOX} style="DISPLAY: None"').startswith("the picture is hidden")
    assert wrong(f"<style>svg{{display:none}}</style>{RECT % ''}").startswith("the picture is hidden")


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (f'{BOX} transform="scale(2)"', "a transform of the whole"),
        (f'{BOX} style="transform: rotate(9deg)"', "transforms in CSS"),
        (f'{BOX} width="50" clip-path="url(#c)"', "a clip path of a rare kind"),
        ('viewBox="9 9 100 100" clip-path="url(#c)"', "a clip path of a rare kind"),
        (f'{BOX} style="background: red"', "a background in CSS"),
        (f'{BOX} style="background-color: rgb(0,0,0)"', "a background in CSS"),
        (f'{BOX} filter="url(#c)"', "a filter, such as a shadow or a blur"),
    ],
)
def test_what_the_whole_may_not_have(head: str, what: str) -> None:
    assert wrong(f'<clipPath id="c">{RECT % ""}</clipPath>' + RECT % "", head) == f"the picture has {what}{NOT_DRAWN}"


@pytest.mark.parametrize("background", ["none", "white", "#FFF", "rgb(255, 255, 255)", "transparent"])
def test_a_background_like_paper(background: str) -> None:
    assert made(RECT % "", f'{BOX} style="background-color: {background}; background: {background}"').shapes


def test_entities_are_not_followed() -> None:
    with pytest.raises(ValueError, match="damaged"):
        drawing(b'<!DOCTYPE svg [<!ENTITY a "<rect/>">]><svg viewBox="0 0 9 9"><g>&a;</g></svgg>')


# --- any picture

_NAMES = st.sampled_from(["g", "rect", "path", "use", "svg", "symbol", "clipPath", "switch", "circle", "polygon", "a"])
_VALUES = st.sampled_from(
    ["", "0", "1", "-3", "50%", "9px", "1e400", "nan", "none", "red", "inherit", "#a", "url(#a)", "M0 0L9 9z", "M0 0Q1",
     "a1 1 0 0 1", "1,2 3,4", "rotate(45)", "scale(0)", "matrix(1 2 3 4 5 6)", "matrix(1e9 0 0 0 0 0)", "0 0 9 9"]
)  # fmt: skip
_KEYS = st.sampled_from(
    ["id", "href", "d", "points", "x", "y", "width", "height", "r", "rx", "transform", "viewBox", "fill", "stroke",
     "stroke-width", "stroke-dasharray", "opacity", "clip-path", "style", "preserveAspectRatio", "visibility"]
)  # fmt: skip
_ELEMENTS = st.recursive(
    st.tuples(_NAMES, st.dictionaries(_KEYS, _VALUES, max_size=5), st.just([])),
    lambda inner: st.tuples(_NAMES, st.dictionaries(_KEYS, _VALUES, max_size=5), st.lists(inner, max_size=3)),
    max_leaves=8,
)


def written(element: tuple[str, dict[str, str], list[object]]) -> str:
    name, keys, inside = element
    attributes = "".join(f' {key}="{value}"' for key, value in keys.items())
    return f"<{name}{attributes}>{''.join(map(written, inside))}</{name}>"  # type: ignore[arg-type]


@given(st.lists(_ELEMENTS, max_size=4))
def test_any_picture_is_drawn_or_refused_in_words(elements: list[tuple[str, dict[str, str], list[object]]]) -> None:
    try:
        drawn = drawing((SVG % (BOX, "".join(map(written, elements)))).encode())
    except ValueError as error:
        assert " Hint: " in str(error)
    else:
        assert all(abs(part) < 1e20 for shape in drawn.shapes for part in shape.matrix)


@given(st.text(max_size=30))
def test_any_value_is_read_or_refused_in_words(written: str) -> None:
    for read in (lambda text: length(text, 100.0), numbers, share, transform, colour):
        try:
            read(written)
        except ValueError as error:
            assert " Hint: " in str(error)


# --- values


@pytest.mark.parametrize(
    ("text", "pixels"),
    [("12", 12), ("12px", 12), ("9pt", 12), ("1in", 96), ("2.54cm", 96), ("25.4mm", 96), ("1pc", 16), ("50%", 100),
     (" -.5e1 ", -5), ("+3.", 3)],
)  # fmt: skip
def test_lengths(text: str, pixels: float) -> None:
    assert length(text, 200.0) == pytest.approx(pixels)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("", (1, 2)), ("translate(10)", (11, 2)), ("translate(10-5)", (11, -3)), ("scale(2)", (2, 4)),
        ("scale(2,3)", (2, 6)), ("rotate(90)", (-2, 1)), ("rotate(90, 1, 1)", (0, 1)), ("skewX(45)", (3, 2)),
        ("skewY(45)", (1, 3)), ("matrix(1 2 3 4 5 6)", (12, 16)), ("translate(10,0) scale(2)", (12, 4)),
        ("scale(2),translate(10 0)", (22, 4)),
    ],
)  # fmt: skip
def test_transforms(text: str, point: tuple[float, float]) -> None:
    (_, found), *_ = moved((("m", (1.0, 2.0)),), transform(text))
    assert found == pytest.approx(point)


def test_matrices_follow_one_another() -> None:
    turned, shifted = transform("rotate(90)"), transform("translate(10 0)")
    assert multiplied(turned, shifted) == pytest.approx(transform("translate(10 0) rotate(90)"))
    assert multiplied(turned, IDENTITY) == turned


@pytest.mark.parametrize(
    ("text", "parts"),
    [("#f00", (1, 0, 0, 1)), ("#FF0000", (1, 0, 0, 1)), ("Red", (1, 0, 0, 1)), ("rgb(100%,0%,0%)", (1, 0, 0, 1)),
     ("#ff000080", (1, 0, 0, 0.502)), ("hsl(0,100%,50%)", (1, 0, 0, 1)), ("transparent", (0, 0, 0, 0))],
)  # fmt: skip
def test_colours(text: str, parts: tuple[float, ...]) -> None:
    found, opacity = colour(text)
    assert (*found, opacity) == pytest.approx(parts, abs=0.001)


@pytest.mark.parametrize(
    "inside",
    [
        RECT % f'transform="{" " * 500_000}x"',
        RECT % f'clip-path="url({" " * 500_000}x"',
        f'<rect width="{"1" * 500_000}x"/>',
        RECT % f'fill="{"(" * 100_000}"',
        f"<style>{'a ' * 100_000}{{}}</style>" + RECT % "",
        f'<polygon points="{"1" * 500_000}"/>',
    ],
    ids=["transform", "clip", "length", "colour", "selector", "number"],
)
def test_values_of_any_length_come_to_an_end(inside: str) -> None:
    assert " Hint: " in wrong(inside)
