from __future__ import annotations

import pytest

from carefold.content.parse_inline import parse
from carefold.content.typography import hours, polished, set_signs
from carefold.model.inline import Words
from carefold.model.values import Text


def _set(written: str, language: str = "en") -> str:
    spans = parse(Text(written), language=language).paragraphs[0]
    return "".join(span.text for span in spans if isinstance(span, Words))


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ('He said "yes".', "He said “yes”."),
        ("it's the patients' 'own'", "it’s the patients’ ‘own’"),
        ("\"'Go,' she said\"", "“‘Go,’ she said”"),
        ("in the '90s", "in the ’90s"),
        ('("a") [b] —"c"', "(“a”) [b] —“c”"),
        ("wait...", "wait…"),
        ("8 am - 5 pm", "8 am – 5 pm"),
        ("well-known 2-3 -5", "well-known 2-3 -5"),
        ('**"a"** "*b*"', "“a” “b”"),
        (r"6\"", '6"'),
        ("[a](https://x.example/it's...) 'b'", "a ‘b’"),
        ("“done”", "“done”"),
    ],
)
def test_english(written: str, printed: str) -> None:
    assert _set(written) == printed


def test_links_stay_as_they_are() -> None:
    (words,) = parse(Text("[a](https://x.example/it's...)")).paragraphs[0]
    assert isinstance(words, Words)
    assert words.href == "https://x.example/it's..."


def test_a_language_without_quotes_keeps_them() -> None:
    assert _set('"l\'été" ... a - b', "qaa") == '"l’été" … a – b'
    assert _set('"sí"', "es-MX") == "“sí”"


def test_nothing_to_change() -> None:
    assert set_signs("plain words", "en") == []


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ('What\'s new - and "old"...', "What’s new – and “old”…"),
        ("Walk-in clinic", "Walk-in clinic"),
        ("555-0100", "555-0100"),
    ],
)
def test_plain_lines_get_printers_signs(written: str, printed: str) -> None:
    assert polished(written, "en") == printed


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Mon-Fri, 8 am - 5 pm", "Mon–Fri, 8 am – 5 pm"),
        ("8-17 h", "8–17 h"),
        ("walk-in from 9", "walk-in from 9"),
        ("Mon–Fri", "Mon–Fri"),
    ],
)
def test_days_and_hours_are_joined_by_dashes(written: str, printed: str) -> None:
    assert hours(written, "en") == printed
