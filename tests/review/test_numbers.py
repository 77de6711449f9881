"""Shares and decimals."""

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "It helps 64% of people.",
        "It helps 64 percent of people.",
        "It helps 64\N{NO-BREAK SPACE}% of people.",
        "The risk is .5%.",
        "It helps 64%. It harms 3 out of 100 people.",
        "It helps 60 to 70% of people.",
        "It helps between 60% and 70% of people.",
        "It is not a cure for 10% of people.",
        "It helps 100% of people.",
        "It helps 64% of people. Most go home. That is 64 out of 100.",
        "My pain of 7 out of 10 fell by 50%.",
    ],
)
def test_a_percentage_alone(text, codes):
    assert codes(text).count("CF121") == 1


@pytest.mark.parametrize(
    "text",
    [
        "It helps 64 out of 100 people (64%).",
        "It helps 64%. That is 64 in 100 people.",
        "It helps 64 (of 100) people, so 64%.",
        "It helps 64 of 100 people (64%).",
        "It helps 3 of 4 people (75%).",
        "It harms 5%. That is 1 in 20 people.",
        "It helps 33% of people, 1 in 3.",
        "64 of every 100 people felt it, or 64%.",
        "Six out of ten people (60%) felt it.",
        "Use a 2.5 % cream.",
        "Rub it with alcohol 70% first.",
        "Keep to 80% or more of your personal best.",
        "Stay between 50% and 79% of your personal best.",
        "Drink 100% juice.",
        "No test is 100% sure.",
        "It isn’t 100% safe.",
    ],
)
def test_a_percentage_with_a_share_or_of_a_mixture(text, codes):
    assert "CF121" not in codes(text)


def test_a_picture_of_the_section_says_a_percentage(reviewed):
    blocks = '- icon-array: {count: 64, of: 100, label: "64 people."}\n- "So it helps %s of people."'
    assert "CF121" not in [one.code for one in reviewed(blocks % "64%").report.findings]
    assert "CF121" in [one.code for one in reviewed(blocks % "46%").report.findings]


def test_a_percentage_in_an_icon_array_is_pictured(reviewed):
    blocks = '- icon-array: {count: 64, of: 100, label: "64% felt better.", caption: "64% is a lot."}'
    assert "CF121" not in [one.code for one in reviewed(blocks).report.findings]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("It helps 1 in 5 people and harms 3 out of 100 people, or 4 out of 100.", 1),
        ("It helps one in four women. It harms 3 in 100 men.", 1),
        ("It helps 9 out of 1,000 people and 8 of every 1,000. It harms 1 out of 10 people.", 1),
        ("It helps 1 in 5 people and harms 4 in 5.", 0),
        ("It helps 1 person in 10. 3 out of 100 people do.", 1),
        ("It helps 1-in-5 people. 3 out of 100 people do.", 1),
        ("It helps 1/5 of people. 3 out of 100 people do.", 1),
        ("It helps 1 per 5 people. 3 out of 100 people do.", 1),
        ("It helps 1 in 2,000 people. 3 out of 100 people do.", 0),
        ("It helps 40 in 2000 people. 3 out of 100 people do.", 1),
        ("It helps 1 in 10 older adults. 3 out of 100 people do.", 1),
        ("It worked 2 out of 3 times. 3 out of 100 people do.", 0),
        ("We asked 9 out of 10 clinics. 3 out of 100 people do.", 0),
        ("Come on 1/5 or 2/5. 3 out of 100 people do.", 0),
        ("Pain of 7 out of 10 is a lot. 3 out of 100 people have it.", 0),
        ("Walk 2 in 24 hours. 3 out of 100 people do.", 0),
        ("Take 1 of 2 tablets. 3 out of 100 people do.", 0),
        ("We saw 3 in 2024. 3 out of 100 people came.", 0),
        ("Come 5 out of 7 days. 3 out of 100 people do.", 0),
        ("12 in 6 people is no share. 3 out of 100 people do.", 0),
    ],
)
def test_denominators(text, times, codes):
    assert codes(text).count("CF122") == times


@pytest.mark.parametrize(
    ("blocks", "times"),
    [
        ('- "It helps 1 in 5 people."\n- "It harms 3 out of 100 people."', 0),  # no comparison
        ('- "It helps 1 in 5 people.\\n\\nIt harms 3 out of 100 people."', 0),
        ('- "It helps 1 in 5 people. It harms 3 out of 100 people."', 1),
        ('- list: ["It helps 1 in 5 people.", "It harms 3 out of 100 people."]', 1),
        ("- table: {caption: In a year, header: [Who, How many], rows: [[Men, 1 in 5], [Women, 3 in 100]]}", 1),
        ('- "It helps 1 in 5 people."\n- icon-array: {count: 3, of: 100, label: "It harms three."}', 1),
        ('- list: ["It helps 20 out of 100 people.", "It harms 1 in 10,000 people."]', 0),  # too rare for 100
        ('- list: ["It helps 1 in 10 people.", "It harms 30 in 500 people."]', 1),
    ],
)
def test_a_denominator_is_of_one_comparison(reviewed, blocks, times):
    assert [one.code for one in reviewed(blocks).report.findings].count("CF122") == times


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("1 in 5 people slept, and 3 in 100 people did not.", "100"),
        ("1 in 8 people slept, and 3 in 100 people did not.", "1,000"),  # 125
        ("2 in 100 people slept, and 15 in 1,000 people did not.", "1,000"),
        ("1 in 3 people slept, and 5 in 100 people did not.", "100"),  # 33, nearly
    ],
)
def test_the_hint_names_a_denominator_that_holds_all(reviewed, text, of):
    found = [one for one in reviewed(f'- "{text}"').report.findings if one.code == "CF122"]
    assert [one.hint for one in found] == [f"Say all that are compared out of one number, of {of}."]
    assert found[0].message.endswith("another denominator than the 100 that stands beside it.")


def test_the_denominator_of_an_icon_array_counts(reviewed, pointed):
    blocks = '- icon-array: {count: 1, of: 20, label: "One person."}\n- "3 out of 100 people do, and 4 out of 100."'
    (finding,) = [one for one in reviewed(blocks).report.findings if one.code == "CF122"]
    assert pointed(finding).startswith("One person.")


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("It takes 1.5 hours.", 1), ("Rest for 2.5 days.", 1), ("Drink 1.5 liters.", 0),
        ("Take 1.5 MG or 2.5 Milligrams.", 0), ("It weighs 2.5 pounds.", 0),
        ("Your INR is 2.5 today.", 0), ("Keep it at 98.6 °F.", 0), ("Keep 1.5 to 2.5 mL.", 0), ("It costs $2.50.", 0),
        ("Come at 8.30 am.", 0), ("Call 555.0100.", 0),
    ],
)  # fmt: skip
def test_decimals(text, times, codes):
    assert codes(text).count("CF123") == times


def test_spanish_shares(codes):
    assert "CF121" in codes("Ayuda al 64 % de las personas.", language="es")
    assert "CF121" not in codes("Ayuda a 64 de cada 100 personas (64 %).", language="es")
    assert "CF122" in codes("Ayuda a 64 de cada 100, y a 6 de cada 100. Daña a 1 de cada 5.", language="es")
    assert "CF122" not in codes("Ayuda a 64 de cada 100. Venga el 3 de mayo, o el 5 de 2025.", language="es")


def test_a_point_on_a_scale_is_no_time_but_four_digits_are(codes):
    assert "CF129" in codes("The test is at 0800.")
    assert "CF129" not in codes("If your pain is at 9, call us.")
