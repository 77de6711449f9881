"""What a clinic says in each language: the right version, and never English where it is not understood."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from carefold.content.brand_language import in_language
from carefold.content.resolve import resolve
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.several import told_once
from carefold.languages.language import Language
from carefold.model.brand import Brand
from carefold.model.handout import Handout
from carefold.reading.files import from_text
from carefold.reading.yaml.source import Source

Make = Callable[..., Any]
SPOKEN = """\
name: {en: Riverbend Clinic, es: Clínica Riverbend}
tagline: {en: Family care, es: Salud familiar}
contact:
  phone: {en: 555-0100, es: 555-0101}
  hours: {en: Mon, es: lun, es-MX: lunes}
  address: {en: [100 Street, Floor 2], es: "100 Street, piso 2"}
  web: https://a.example
formats: {en: "Ask: {{ brand.contact.phone }}", es: "Pida: {{ brand.contact.phone }}"}
emergency: {en: Call **911**., es: Llame al **911**.}
disclaimer: {en: Ask., es: Pregunte.}
"""
PLAIN = """\
name: Riverbend Clinic
tagline: Family "care"
contact: {phone: 555-0100, hours: 24/7, address: 100 Street}
formats: "{{ brand.contact.phone }}"
emergency: Call **911**.
disclaimer: Ask.
"""


def brand(text: str) -> Brand:
    return from_text(Brand, Source("brand.yaml", text))


def wrong(handout: Handout, text: str, first: str = "en") -> dict[str, str]:
    """Messages with hints by place."""
    missing = resolve(handout, brand(text), {}, first_language=first).missing
    return {str(problem.place): f"{problem.message} {problem.hint}" for problem in missing}


def test_each_language_has_its_own(make_handout: Make, plain: Make) -> None:
    found = {}
    for language in ("en", "en-GB", "es", "es-MX", "es-US"):
        printed = resolve(make_handout(language=language), brand(SPOKEN), {})
        one = printed.brand
        found[language] = (
            one.name, one.tagline, one.contact.phone, one.contact.hours, one.contact.address, plain(one.formats),
            plain(one.emergency), plain(printed.handout.disclaimer),
        )  # fmt: skip
    english = (
        "Riverbend Clinic", "Family care", "555-0100", "Mon", ("100 Street", "Floor 2"), "Ask: 555-0100", "Call 911.",
        "Ask.",
    )  # fmt: skip
    spanish = (
        "Clínica Riverbend", "Salud familiar", "555-0101", "lun", ("100 Street, piso 2",), "Pida: 555-0101",
        "Llame al 911.", "Pregunte.",
    )  # fmt: skip
    mexican = (*spanish[:3], "lunes", *spanish[4:])
    assert found == {"en": english, "en-GB": english, "es": spanish, "es-MX": mexican, "es-US": spanish}


def test_all_that_is_missing_is_told_at_once_with_the_line_to_write(make_handout: Make) -> None:
    found = wrong(make_handout(language="es-US"), PLAIN)
    assert [*found] == ["brand.yaml:2:10", "brand.yaml:5:12", "brand.yaml:6:13"]
    first, *others = found.values()
    assert first == (
        '`tagline` is not in Spanish, and a handout in Spanish prints it. Write `tagline: {en: "Family \\"care\\"", '
        'es: "…"}`, with the same in Spanish where the dots are. If it is in Spanish already, write '
        '`tagline: {es: "Family \\"care\\""}`, or for all plain texts `languages: [es]` in project.yaml. '
        "The handout is h.yaml."
    )
    assert not any("project.yaml" in other for other in others)


def test_the_hint_followed_with_words_for_the_dots_is_right(make_handout: Make) -> None:
    handout, text = make_handout(language="es"), PLAIN
    for said in wrong(handout, PLAIN).values():
        line = said.partition("Write `")[2].partition("`")[0]
        key = line.partition(":")[0]
        old = next(one for one in text.splitlines() if one.startswith(f"{key}:"))
        unfinished = text.replace(old, line)
        with pytest.raises(CarefoldError, match="stands here for words of your own"):
            brand(unfinished)
        text = text.replace(old, line.replace("…", "Sí."))
    assert wrong(handout, text) == {}
    assert wrong(make_handout(language="en"), text) == {}
    assert resolve(make_handout(), brand(text), {}).brand.tagline == 'Family "care"'


@pytest.mark.parametrize(
    ("language", "first", "fine"),
    [
        ("en", "en", True), ("en-GB", "en", True), ("es", "es", True), ("es-US", "es-MX", True), ("es", "es-419", True),
        ("es", "en", False), ("en", "es", False),
    ],
)  # fmt: skip
def test_a_plain_text_is_in_the_projects_first_language(
    make_handout: Make, language: str, first: str, fine: bool
) -> None:
    assert (wrong(make_handout(language=language), PLAIN, first) == {}) is fine


def test_a_version_of_another_region_is_better_than_none(make_handout: Make) -> None:
    assert wrong(make_handout(language="es-US"), SPOKEN.replace("es: Pregunte", "es-MX: Pregunte")) == {}


def test_only_what_is_printed_is_needed(make_handout: Make) -> None:
    own = [{"callout": {"kind": "emergency", "text": "Llame al 911."}}]
    handout = make_handout(own, language="es", disclaimer="Pregunte.")
    assert [*wrong(handout, PLAIN)] == ["brand.yaml:2:10"]
    assert [*wrong(handout, PLAIN.replace("24/7", "Mon"))] == ["brand.yaml:2:10", "brand.yaml:3:35"]


def test_what_has_no_letters_is_the_same_everywhere(make_handout: Make) -> None:
    text = SPOKEN.replace("{en: Mon, es: lun, es-MX: lunes}", "{en: 24/7}")
    printed, missing = in_language(brand(text), make_handout(language="es"), "en")
    assert (printed.contact.hours, missing) == ("24/7", {})


def test_names_and_numbers_need_no_translation(make_handout: Make) -> None:
    text = SPOKEN.replace("es: Clínica Riverbend", "qaa: X").replace("es: 555-0101", "qaa: 555-0102")
    text = text.replace('es: "100 Street, piso 2"', "qaa: X")
    printed, missing = in_language(brand(text), make_handout(language="es"), "en")
    assert not missing
    assert (printed.name, printed.contact.phone) == ("Riverbend Clinic", "555-0100")
    assert printed.contact.address == ("100 Street", "Floor 2")


def test_what_is_missing_in_several_handouts_is_told_once(make_handout: Make) -> None:
    one = in_language(brand(PLAIN), make_handout(language="es"), "en")[1]["disclaimer"]
    other = type(one)(one.message, one.place, one.hint.replace("h.yaml", "i.yaml"))
    (told,) = told_once([one, other, one])
    assert told.hint.endswith("The handout is h.yaml. It is so in one handout more.")
    assert told_once([one, one]) == (one,)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("es: Salud familiar", "spanish: Salud", "brand.yaml:2:28: `spanish`: “spanish” is no language tag."),
        ("es: Salud familiar", "ES: Salud", "brand.yaml:2:28: `ES`: “ES” is no language tag. Hint: Write es."),
        ("es-MX", "es_mx", "brand.yaml:5:29: `es_mx`: “es_mx” is no language tag. Hint: Write es-MX."),
        ("es: 555-0101", "es: llame", "brand.yaml:4:29: `es`: “llame” is no phone number."),
        ("es: Pregunte.", "es: default", "“default” is for handouts"),
        ("es: Salud familiar", "es: …", "brand.yaml:2:32: `…` stands here for words of your own."),
        ("es: Salud familiar", "es: '???'", "brand.yaml:2:32: the words for `es` are still to be written."),
        ("tagline: {en: Family care, es: Salud familiar}", "tagline: {}", "brand.yaml:2:10: `tagline` must be a text"),
        ("tagline: {en: Family care, es: Salud familiar}", "tagline: 'Hi {{ brand.nme }}'", "there is no field"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_version_is_told_at_its_place(make_handout: Make, old: str, new: str, said: str) -> None:
    assert old in SPOKEN
    with pytest.raises(CarefoldError) as caught:
        resolve(make_handout(language="es"), brand(SPOKEN.replace(old, new)), {})
    assert said in str(caught.value)


def test_the_printed_words_of_carefold_are_all_in_spanish() -> None:
    assert set(Language.of("es").said["phrases"]) == set(Language.of("en").said["phrases"])


def test_open_braces_take_work_that_grows_with_the_text(make_handout: Make) -> None:
    handout = make_handout()

    def work(length: int) -> float:
        made = brand(SPOKEN.replace("{en: Family care, es: Salud familiar}", "'" + "{" * length + "'"))
        started = time.process_time()
        in_language(made, handout, "en")
        return time.process_time() - started

    assert any(work(20_000) < 8 * max(work(5_000), 0.02) for _ in range(3))
