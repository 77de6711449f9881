"""How often to take a medicine is not enough; how often to do other things is no matter."""

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "Take ibuprofen twice a day.", "Take metoprolol every 12 hours.", "Take your medication 2x/day.",
        "Take it twice a day.", "Take your meds 2x daily.", "Take the antibiotic three times a day.",
        "Take your blood pressure pill twice a day.", "Metformin 500 mg twice a day with meals.",
        "Every 6 hours, take one pill.", "Put the cream on your arm twice a day.", "Use your inhaler twice a day.",
        "It is an antibiotic. Use it twice a day.", "Change the patch every 12 hours.", "Ibuprofen twice daily",
        "Take it twice\N{NO-BREAK SPACE}daily.", "Take it twice a day, and call us if you need help.",
        "Take one pill every 6 hours only if your nurse says so.", "Take insulin twice a day, not as needed.",
        "Every 6 hours: one pill.", "You should, every 6 hours, take one pill.",
    ],
)  # fmt: skip
def test_how_often_to_take_a_medicine_is_found(text, codes):
    assert codes(text).count("CF133") == 1


@pytest.mark.parametrize(
    "text",
    [
        "Check your sugar twice a day if you use insulin.", "Move every 2 hours if you take a pill.",
        "Turn in bed every 2 hours after your shot.", "Weigh yourself once a day before your pills.",
        "Take your temperature twice a day while you take the antibiotic.", "Brush twice a day.",
        "Take your child to us twice a day.", "Brush twice daily.",
        "After you take your pill, weigh yourself once a day.", "Use your walker twice a day after your shot.",
        "Read your temperature. Take it twice a day.", "Take off your brace every 2 hours.",
        "If you use insulin, you should check your sugar twice a day.",
        "If pain comes back every 2 hours, take one pill.", "Pain every 6 hours may follow a pill.",
        "Pain or cramps every 6 hours mean that you should take one pill.",
    ],
)  # fmt: skip
def test_how_often_to_do_other_things_is_not(text, codes):
    assert "CF133" not in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Take one pill once a day at bedtime.", "Take one pill twice a day: at 8 am and at 8 pm.",
        "Take ibuprofen twice a day (morning and night).", "Take one pill every 6 hours as needed.",
        "Take one pill every 6 hours, only when you need it.", "Take one pill every 6 hours if you need it for pain.",
    ],
)  # fmt: skip
def test_who_says_when_or_as_needed_is_left_alone(text, codes):
    assert "CF133" not in codes(text)


def test_how_often_in_spanish(codes):
    for text in ("Ibuprofeno dos veces al día.", "Tome amoxicilina cada ocho horas.", "Tómelo dos veces al día."):
        assert "CF133" in codes(text, language="es"), text
    for text in (
        "Mida su azúcar dos veces al día si usa insulina.", "Tómese la temperatura dos veces al día.",
        "Tome una pastilla cada ocho horas según sea necesario.", "Tome una pastilla una vez al día, por la noche.",
    ):  # fmt: skip
        assert "CF133" not in codes(text, language="es"), text


def test_what_is_taken_only_when_needed_has_no_times(reviewed):
    row = "{{medicine: Painaway, {}, note: Take 1 tablet 3 times a day.}}"
    needed, other = ("when-needed: {for: pain, not-more-than: 3 times a day}", "change: new")
    found = {
        said: [one.code for one in reviewed(f"- schedule: [{row.format(said)}]").report.findings]
        for said in (needed, other)
    }
    assert "CF133" not in found[needed] and "CF133" in found[other]
