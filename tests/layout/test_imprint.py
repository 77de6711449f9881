"""The imprint: its code stands on the line of the version, and a translation says who made it."""

from __future__ import annotations

from typing import Any

import pytest
from opening import opened

from carefold.order import Order
from carefold.pipeline import make


def lines(by_panel: Any, made: Any) -> list[str]:
    return [line.text for found in by_panel(made).values() for line in found]


def test_the_word_before_the_date_goes_where_the_line_has_no_room(clinic: Any, by_panel: Any) -> None:
    made = clinic.build("trifold", id="ABC-1")
    assert f"ABC-1 · Version 1 · Updated Jan 2026 · Code {made.code}" in lines(by_panel, made)
    made = clinic.build("trifold", id="ABC-1234567890")
    assert f"ABC-1234567890 · Version 1 · Jan 2026 · Code {made.code}" in lines(by_panel, made)


@pytest.fixture
def translated(clinic: Any) -> Any:
    def made(layout: str, translator: str) -> Any:
        clinic.write(language="es", translator=translator)
        (clinic.folder / "handouts/h.yaml").rename(clinic.folder / "handouts/h.es.yaml")
        return make(opened(clinic.folder), Order("h", layout, language="es"))

    return made


@pytest.mark.parametrize("layout", ["trifold", "letter"])
def test_a_translation_says_who_made_it(layout: str, translated: Any) -> None:
    said = translated(layout, "machine").composition.root.read_out()
    assert "Traducción automática, no revisada por un traductor calificado" in said
    said = translated(layout, "Ana Ruiz, traductora jurada").composition.root.read_out()
    assert "Traducción: Ana Ruiz, traductora jurada" in said and "automática" not in said


def test_a_card_says_what_matters_most(translated: Any, clinic: Any, by_panel: Any) -> None:
    clinic.add("brand.yaml", "name: C\ncontact: {phone: 555-0100}\ndisclaimer: {es: Pregunte.}\n")
    made = translated("card", "machine")
    assert [line.text for line in by_panel(made)["back"]][-3:] == [
        f"Código {made.code} · Aún no revisado por un profesional clínico",
        "Traducción automática, no revisada por un ",
        "traductor calificado",
    ]
