"""Words that were gathered once are at every size what they would be if they were gathered for it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from carefold.model.inline import Blank, Citation, Span, Words
from carefold.structure import Element
from carefold.text.gather import _Gathering, gather_words
from carefold.text.text_style import TextStyle
from carefold.text.words import Look, Piece, Word

SIZES = st.sampled_from([7.5, 9.0, 12.0, 12.5, 14.3, 18.0])
TEXTS = st.lists(st.text("abcl-/’VA0.\u00ad", min_size=1, max_size=24), min_size=1, max_size=5).map(" ".join)
SPANS: st.SearchStrategy[list[Span]] = st.lists(
    st.one_of(
        st.builds(
            Words, TEXTS, st.booleans(), st.booleans(), st.sampled_from(["", "sup"]), st.sampled_from(["", "tel:911"])
        ),
        st.builds(
            Citation,
            st.just(("a", "b", "c")),
            st.sampled_from([(1,), (1, 3), (2, 3, 4)]),
            on_line=st.booleans(),
        ),
        st.just(Blank("n", "Name", 40.0)),
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None)
@given(SPANS, SIZES, st.sampled_from([40.0, 90.0, math.inf]), st.booleans())
def test_words_are_those_of_their_size(
    style: TextStyle, spans: list[Span], size: float, measure: float, large_numbers: bool
) -> None:
    chosen = replace(style, size=size, numbers=1.6 * size if large_numbers else 0.0)
    kept, own = Element("P"), Element("P")
    words = gather_words(spans, chosen, kept, measure)
    assert told(words) == told(_Gathering(chosen, own, measure).all_of(spans))
    assert tree(kept) == tree(own)
    assert kept.all_parted == own.all_parted


def told(words: Sequence[Word]) -> list[Any]:
    """All that is known of words, their looks with the numbers of their leaves."""
    return [
        (list(map(_of_piece, word.pieces)), word.space and _of_piece(word.space), word.offset, word.joint, word.tie)
        for word in words
    ]


def _of_piece(piece: Piece) -> tuple[Any, ...]:
    return piece.glyphs, round(piece.width, 9), _of_look(piece.look), piece.fields


def _of_look(look: Look) -> tuple[Any, ...]:
    return look.face.name, look.size, look.colour, look.leaf.text, look.raised, look.target, look.anchors, look.field


def tree(element: Element) -> list[tuple[str, str, list[str]]]:
    return [(one.role, one.contents, [leaf.text for leaf in one.leaves()]) for one in element.walk()]


def test_words_may_be_changed_without_changing_those_of_others(style: TextStyle) -> None:
    """A glossary puts a colon to the last word of its term."""
    spans = [Words("One two")]
    words = gather_words(spans, style, Element("P"), math.inf)
    words[-1].pieces += words[0].pieces
    assert [len(word.pieces) for word in gather_words(spans, style, Element("P"), math.inf)] == [1, 1]


def test_a_word_that_fits_only_without_its_hyphen_is_cut_elsewhere(style: TextStyle) -> None:
    spans = [Words("Gastroentero\u00adlogy")]
    first = gather_words(spans, style, Element("P"), math.inf)[0].width
    words = gather_words(spans, style, Element("P"), first + 0.1)
    assert told(words) == told(_Gathering(style, Element("P"), first + 0.1).all_of(spans))
    assert len(words) == 3
