"""Which percentages are shares of people or chances, and which are measures."""

import pytest

MEASURES = """
Your ejection fraction (how much blood your heart pumps) is below 40%.
Keep your oxygen level between 88% and 92%.
If your oxygen falls below 88%, call us.
Keep indoor humidity below 50%.
Humidity over 50% raises the risk of mold.
Eat less than 10% of calories from sugar.
Adults should get at least 45% of calories from carbs.
Use 70% alcohol wipes. Save 20% on parking.
Your body is 60% water.
Stretch to 60% of your limit.
Put half (50%) of your plate in vegetables.
Use 0.9% saline, or a 5% cream.
Charge it when the battery is at 20%.
Put 50% of your weight on the leg.
Your kidneys work at 30%.
Work out at 60% effort.
Medicare pays 80%.
SPF 30 blocks 97% of rays.
Your artery is 90% blocked.
Your hemoglobin A1c is 8.2%.
Nothing is 100% safe.
Eat 50% less salt: it helps.
It rose 30% by weight in adults.
50% less salt helps.
""".strip().splitlines()
SHARES = """
About 5% get a rash.
Side effects happen in 10%.
There is a 20% chance of rain.
30% of patients respond.
Only 10% improved.
It works 80% of the time.
About 90% of those who quit gain weight.
Headache: 10% of adults
The vaccine is 95% effective.
You are 50% more likely to fall.
The risk of low blood sugar is 4%.
It prevents 90% of colds.
In adults, 5% had pain.
It fails in 3% of cases.
Relapse rate: 40%
Your risk falls by 20% when humidity is low.
Nearly everyone (95%) recovers.
100% of patients respond.
It does not work in 20% of patients.
It caused 20% more serious lung infections.
""".strip().splitlines()


@pytest.mark.parametrize("text", MEASURES)
def test_a_measure_is_no_share_of_people(text, codes):
    assert "CF121" not in codes(text)


@pytest.mark.parametrize("text", SHARES)
def test_a_share_of_people_or_a_chance(text, codes):
    assert len({"CF121", "CF124"}.intersection(codes(text))) == 1, "one of the two says enough"


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Mantenga la humedad por debajo de 50 %.", 0),
        ("Su oxígeno debe estar entre 88 % y 92 %.", 0),
        ("Su cuerpo es 60 % agua.", 0),
        ("El riesgo es de 5 %.", 1),
        ("El 10 % de los pacientes tuvo náuseas.", 1),
        ("Evita el 90 % de los resfriados.", 1),
    ],
)
def test_in_spanish(text, times, codes):
    assert codes(text, language="es").count("CF121") == times


def test_a_cell_is_told_by_what_stands_over_it(codes, reviewed):
    table = "- table: {caption: %s, header: [What, How much], rows: [[%s, 20%%]]}"

    def found(*words):
        return [one.code for one in reviewed(table % words).report.findings].count("CF121")

    assert found("Side effects", "Nausea") == 1
    assert found("Goals", "Water") == 0
    assert found("Your risk", "Oxygen") == 0


DISAGREEING = [
    ("64 out of 100 people (62%) felt it.", "“62%” is not what “64 out of 100” says."),
    ("64 out of 100 (62%) felt it.", "“62%” is not what “64 out of 100” says."),
    ("64 out of 100 people (63%) felt it.", "“63%” is not what “64 out of 100” says."),
    ("64 in 100 [about 70 percent] felt it.", "“70 percent” is not what “64 in 100” says."),
    ("64 out of 100 = 62%.", "“62%” is not what “64 out of 100” says."),
    ("62% (64 out of 100) felt it.", "“62%” is not what “64 out of 100” says."),
    ("62% of all adults (64 out of 100) felt it.", "“62%” is not what “64 out of 100” says."),
    ("1 out of 100 people (2%) had pain.", "“2%” is not what “1 out of 100” says."),
    ("1 in 3 people (30%) had pain.", "“30%” is not what “1 in 3” says."),
]
AGREEING = [
    "64 out of 100 people (64%) felt it.",
    "64% of people (64 out of 100) felt it.",
    "64 out of 100 = 64%.",
    "0 out of 100 people (0%) had pain.",
    "1 in 3 people (33%) and 2 in 3 children (67%) had pain.",
    "1 in 3 people (34%) had pain.",
    "About 1 in 10 people (9%) had pain.",
    "127 out of 200 people (64%) felt it.",
    "5 to 10 out of 100 people (5% to 10%) had pain.",
    "64 out of 100 clinics (62%) close.",
]


@pytest.mark.parametrize(("text", "message"), DISAGREEING)
def test_a_percentage_that_is_not_what_the_share_says(text, message, reviewed):
    (finding,) = [one for one in reviewed(f"- >-\n  {text}").report.findings if one.code == "CF121"]
    assert (finding.message, finding.hint) == (message, "Correct one of the two.")


@pytest.mark.parametrize("text", AGREEING)
def test_a_percentage_that_is_what_the_share_says(text, codes):
    assert "CF121" not in codes(text)


def test_two_shares_with_each_others_percentages(reviewed):
    text = "With it 64 out of 100 people (31%) slept, without it 31 out of 100 (64%)."
    found = [one.message for one in reviewed(f"- {text}").report.findings if one.code == "CF121"]
    assert found == ["“31%” is not what “64 out of 100” says.", "“64%” is not what “31 out of 100” says."]


def test_in_spanish_too(reviewed):
    text = "64 de cada 100 personas (62 %) lo sintieron, y 62 % (64 de cada 100) lo dijeron."
    found = [one.message for one in reviewed(f"- {text}", language="es").report.findings if one.code == "CF121"]
    assert found == ["“62 %” is not what “64 de cada 100” says."] * 2
