"""What two texts in two languages hold: the same numbers, however each language writes them."""

import pytest

from carefold.languages.language import Language
from carefold.translation.differing import differences
from carefold.translation.held import held, value_of

EN, ES = Language.of("en"), Language.of("es")


def differ(original, own):
    return [(one.kind, one.message) for one in differences(held(original, EN), held(own, ES))]


@pytest.mark.parametrize(
    ("original", "own"),
    [
        ("Take 1.5 mg.", "Tome 1,5 mg."),
        ("Take 1.5 mg.", "Tome 1.5 mg."),  # as it is printed in the US
        ("10,000 people", "10.000 personas"),
        ("10,000 people", "10,000 personas"),
        ("10,000 people", "10 000 personas"),
        ("at 8 a.m.", "a las 8 a. m."),
        ("at 8 p.m.", "a las 20:00"),
        ("at 8:30 pm", "a las 8:30 de la noche"),
        ("at 8 p.m.", "a las 8"),
        ("8 to 10 a.m.", "de 8 a. m. a 10 a. m."),
        ("12 in the afternoon", "12:00 p. m."),
        ("Take two tablets.", "Tome 2 tabletas."),
        ("Take 2 tablets.", "Tome dos tabletas."),
        ("Take one tablet.", "Tome una tableta."),
        ("Take a tablet.", "Tome una tableta."),
        ("Call 911. Call (555) 555-0100.", "Llame al 911. Llame al 555-555-0100."),
        ("May 4, 2026 [@a; @b]", "4 de mayo de 2026 [@b] [@a]"),
        ("5 mg and 5 mL", "5 mL y 5 mg"),
        ("5 µg a day", "5 mcg al día"),
        ("5 mg/kg", "5 mg / kg"),
        ("100.4 °F (38 °C)", "100,4 °F (38 °C)"),
        ("½ tablet", "0,5 tableta"),
        ("{{ visit.date | date }} at 9:00", "A las 9:00, {{ visit.date }}"),
        ("[Call us](tel:555-0100)", "[Llámenos](tel:5550100)"),
        ("See [this](https://a.example/1).", "Vea [esto](https://a.example/1)."),
        ("24/7", "24/7"),
        ("See www.a.example/24.", "Vea www.a.example/24."),
    ],
)  # fmt: skip
def test_what_is_the_same(original, own):
    assert differ(original, own) == []


@pytest.mark.parametrize(
    ("original", "own", "kind", "words"),
    [
        ("Take 5 mg.", "Tome 50 mg.", "number", "“50 mg” stands here, and in the original “5 mg”"),
        ("Take 5 mg.", "Tome 5 mL.", "number", "“5 mL” stands here, and in the original “5 mg”"),
        ("Take 5 mcg.", "Tome 5 mg.", "number", "“5 mg”"),
        ("5 mg/kg", "5 mg", "number", "“5 mg/kg”"),
        ("Take 1.5 mg.", "Tome 15 mg.", "number", "“15 mg”"),
        ("1,500 steps", "1,500.5 pasos", "number", "“1,500.5”"),
        ("at 8 a.m.", "a las 8 p. m.", "number", "“8 p. m.” stands here"),
        ("at 8:30 a.m.", "a las 20:30", "number", "“20:30” stands here"),
        ("Take two tablets.", "Tome tres tabletas.", "number", "“tres” stands here, and in the original “two”"),
        ("Take 5 mg now.", "Tome ahora.", "number", "“5 mg” of the original is missing"),
        ("Take it.", "Tome 5 mg.", "number", "“5 mg” stands here, and not"),
        ("5 mg, then 5 mg", "5 mg", "number", "“5 mg” of the original is missing"),
        ("Call 911.", "Llame al 112.", "number", "“112” stands here, and in the original “911”"),
        ("Call 555-0100.", "Llame al 555-0101.", "phone", "5550101"),
        ("[Call](tel:555-0100)", "[Llame](tel:555-0101)", "phone", "5550101"),
        ("So. [@a]", "Así.", "reference", "citation “a”"),
        ("So. [@a]", "Así. [@b]", "reference", "citation “a”"),
        ("On {{ visit.date }}", "El día", "reference", "field “visit.date”"),
        ("[x](https://a.example)", "x", "link", "https://a.example"),
        ("[x](https://a.example)", "[x](https://b.example)", "link", "https://b.example"),
    ],
)  # fmt: skip
def test_what_is_another(original, own, kind, words):
    found = differ(original, own)
    assert found and found[0][0] == kind
    assert words in found[0][1]


@pytest.mark.parametrize(
    ("written", "language", "value"),
    [
        ("1,500", EN, "1500"), ("1.500", EN, "1.5"), ("1.500", ES, "1500"), ("1,500", ES, "1.5"), ("0,5", EN, "0.5"),
        ("1,234,567.25", EN, "1234567.25"), ("1.234.567,25", ES, "1234567.25"), ("1½", EN, "1.5"), ("2.50", EN, "2.5"),
        ("007", EN, "7"), ("10 000", ES, "10000"),
    ],
)  # fmt: skip
def test_what_a_number_means(written, language, value):
    assert value_of(written.replace(" ", "\u202f"), language) == value
