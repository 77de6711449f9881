"""Weak passwords are told from good ones; what is said of them never holds them."""

from __future__ import annotations

import pytest

from carefold.languages.language import Language, languages
from carefold.merge.passphrases import LEAST_WORDS, drawn
from carefold.merge.passwords import Passwords

PASSWORDS = Passwords.of("password", ["Riverbend Clinic"])
RECORD = {
    "born": "1980-03-05", "id": "MRN-70012", "patient.name": "Ann Example", "recipient": "Rosamund Müller",
    "phone": "555-0123 4567", "visit.date": "2027-01-15", "language": "es",
}  # fmt: skip


def said(password: str, **others: str) -> str:
    advice = PASSWORDS.advice(7, RECORD | others | {"password": password})
    if advice and len(password) > 3:
        assert password not in advice.message + advice.hint
    return advice.message if advice else ""


def test_an_empty_one_is_none():
    assert said("") == "there is no password."


@pytest.mark.parametrize("password", ["x", "xK9#q2v"])
def test_short(password):
    assert said(password) == "the password has fewer than 8 characters."


@pytest.mark.parametrize(
    "password",
    [
        "05031980", "03051980", "19800305", "1980-03-05", "5.3.1980", "05/03/80..", "March 5, 1980", "5-mar-1980",
        "5marzo1980", "Mar051980!", "0503-1980-0503", "1980Marzo05", "030580AB03",
    ],
)  # fmt: skip
def test_the_date_of_birth(password):
    assert said(password) == "the password is little more than the date of birth."


def test_dates_are_this_records_own():
    assert said("tulip-05031980-kz") == "", "enough is left beside it"
    assert said("17121961kz") == "", "of somebody else"


def test_a_number_that_holds_a_day_of_birth_is_called_the_number():
    assert said("EX-1001!!", id="EX-1001", born="1980-10-01") == "the password is little more than the record's number."


@pytest.mark.parametrize("password", ["MRN-70012", "mrn70012!", "70012-70012", "MRN 70012 x"])
def test_the_number(password):
    assert said(password) == "the password is little more than the record's number."


@pytest.mark.parametrize(
    ("password", "column"),
    [
        ("Ann.Example", "patient.name"), ("example1ann", "patient.name"), ("ExampleAnn!", "patient.name"),
        ("rosamundmuller", "recipient"), ("R0samund-Mu", "recipient"), ("5550123 4567", "phone"),
        ("15.01.2027", "visit.date"),
    ],
)  # fmt: skip
def test_what_else_stands_in_the_record(password, column):
    assert said(password) == f"the password is little more than what stands in “{column}”."


@pytest.mark.parametrize(
    "password",
    ["aaaaaaaaaaaa", "abcdefghij", "87654321", "qwertz-asdf", "abcabcabcabc", "1234qwer", "zyxwvuts", "xyxyxyxyxy"],
)
def test_runs(password):
    assert said(password) == "the password is little more than a run, or a repetition."


@pytest.mark.parametrize(
    "password",
    ["P@ssw0rd!", "Password2026", "Contraseña1", "Summer2026!", "riverbend2026", "Clinic-Riverbend", "iloveyou99"],
)
def test_what_is_tried_first(password):
    assert said(password) == "the password is little more than what is tried first."


def test_digits_alone():
    assert said("49381726035") == "a password of digits alone needs 12 of them."
    assert said("493817260359") == ""


@pytest.mark.parametrize(
    "password",
    ["ⅷ-tulip-canoe", "tulip\u00a0canoe-x", "tulip\u00adcanoe-x", "tulip\u200bcanoe-x", "n\u0303-tulip-canoe"],
)
def test_characters_that_readers_change(password):
    assert said(password) == "the password has characters that programs write in different ways."


def test_too_long():
    assert said("tulip-canoe-" * 11) == "the password is longer than 127 bytes."


@pytest.mark.parametrize(
    "password", ["tulip-canoe-maple", "xK9#vQ2m", "zwölf Boxer jagen", "Ann likes old tractors", "王-tulip-canoe"]
)
def test_good_ones(password):
    assert said(password) == ""


# --- words of passphrases


@pytest.mark.parametrize("language", [one.tag for one in languages()])
def test_words_are_many_short_and_easy_to_type(language):
    words = Language.of(language).words("passphrases")
    assert len(words) >= LEAST_WORDS
    assert all(word.isascii() and word.isalpha() and word.islower() and 4 <= len(word) <= 8 for word in words)
    tried = {word for one in languages() for word in one.words("passwords")}
    assert not words & tried


@pytest.mark.parametrize("language", ["en", "es", "es-MX", "zh-Hans"])
def test_a_passphrase_is_four_words(language):
    words = Language.of(language).words("passphrases") or Language.of("en").words("passphrases")
    many = {drawn(language) for _ in range(50)}
    assert len(many) == 50
    assert all(len(one.split("-")) == 4 and set(one.split("-")) <= words for one in many)
    assert all(PASSWORDS.advice(7, {"password": one}) is None for one in many)
