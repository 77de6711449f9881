"""Doses: what is caught in many forms, and what only looks like one."""

import pytest

UNITS = ["tablets", "pills", "teaspoons", "drops", "puffs", "L", "litres", "milligrams", "grams", "MG", "cc", "U"]
SPACES = ("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}", "\N{ZERO WIDTH SPACE}")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Take .5 mg.", "CF131"),
        ("Take (.25 mL) at noon.", "CF131"),
        ("Take .5 to 1 tablet.", "CF131"),
        ("Take .5mg.", "CF131"),
        ("It has .5 mg/1 mL.", "CF131"),
        ("It has 1 mg/.5 mL.", "CF131"),
        ("Take 1-.5 mg at noon.", "CF131"),
        ("The risk is .5%.", "CF131"),
        *((f"Take 1.0 {unit} at noon.", "CF132") for unit in UNITS),
        ("Take 1,000.0 mg at noon.", "CF132"),
        *((f"Take 1.0{space}mg at noon.", "CF132") for space in SPACES),
        ("Take 10MG now.", "CF136"),
        ("Take 10mgs now.", "CF136"),
        ("Take 1.0 mg.", "CF132"),
        ("Take 5.0mL slowly.", "CF132"),
        ("Take 2.50 mg at noon.", "CF132"),
        ("Take 1.0 to 2 mg at noon.", "CF132"),
        ("Take 1.0-2.5 mg at noon.", "CF132"),
        ("Take it twice daily.", "CF133"),
        ("Take it 3 times daily.", "CF133"),
        ("Take one pill three times a day.", "CF133"),
        ("Use 2 drops every 12 hours.", "CF133"),
        ("Take 5 mg every 4 to 6 hours.", "CF133"),
        ("Take 5 mg QD.", "CF134"),
        ("Take 5 mg b.i.d. with food.", "CF134"),
        ("Take 5 mg BID.", "CF134"),
        ("Take 5 mg t.i.d.", "CF134"),
        ("Take 5 mg q4h.", "CF134"),
        ("Take 5 mg q 6 hrs.", "CF134"),
        ("Take 5 mg prn.", "CF134"),
        ("Take 5 mg PO.", "CF134"),
        ("Put 2 drops in OD.", "CF134"),
        ("Take 5 mg HS.", "CF134"),
        ("Take one tablet B.I.D. with food.", "CF134"),
        ("Take 5 cc now.", "CF134"),
        ("Take 50 µg now.", "CF134"),
        ("Take 50 ug now.", "CF134"),
        ("Take 50ug now.", "CF134"),
        ("Take it Qd.", "CF134"),
        ("Take 5 mg Bid.", "CF134"),
        ("Take 5 mg bid.", "CF134"),
        ("Take it qHS.", "CF134"),
        ("Take it QAM.", "CF134"),
        ("Take one q6–8h.", "CF134"),
        ("Take one q 8 hours.", "CF134"),
        ("Take 2 tabs PO.", "CF134"),
        ("Take PO 5 mg now.", "CF134"),
        ("Take it T.I.D. with food.", "CF134"),
        ("Take HCTZ with food.", "CF134"),
        ("Take 10 mg, PRN is fine.", "CF134"),
        ("Inject 10 U Lantus now.", "CF135"),
        ("Inject 10 U now.", "CF135"),
        ("Inject 10U now.", "CF135"),
        ("Take 400 IU now.", "CF135"),
        ("It has 100 U/mL.", "CF135"),
        ("Take 10mg now.", "CF136"),
        ("Take 2.5mL now.", "CF136"),
        ("Inject 100units now.", "CF136"),
        ("Inject 10000 units now.", "CF137"),
        ("Call if it is <54.", "CF138"),
        ("Call if it is ≥ 54.", "CF138"),
        ("Come @ 8 am.", "CF138"),
    ],
)
def test_caught(text, code, codes):
    assert code in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Take 0.5 mg at noon.",
        "Take 10 mg at noon, or 100 mg at night.",
        "Take 10.5 mg at noon.",
        "Walk 1.0 miles.",
        "Ask for a bid on 2 tablets.",
        "Go to 10 U Street.",
        "Make 2 U turns.",
        "We live in Columbia, SC, and sell 2 tablets.",
        "Write to PO Box 12 about your 2 tablets.",
        "PRN is our local nurse group.",
        "HCTZ is a water pill.",
        "Your kidneys clear 37.0 mL/min now.",
        "Your sugar is 90.0 mg/dL, or 5.0 mmol per litre.",
        "Take 0.5 mL/0.5 mg, then 1-0.5 mg.",
        "Your potassium is 4.0 mmol/L.",
        "Version 2.0 of 10.0.",
        "Go to room .NET or write to .5@clinic.example.com.",
        "Weigh yourself twice a day.",
        "Walk every 2 hours.",
        "Take 1 tablet every 6 hours if needed.",
        "He made a bid, and a quid is a pound.",
        "Visit AC Repairs, PO Box 12, on 5 May.",
        "Mr. P.R. Nash and Ms. S.L. Lee work in D.C. and in AD 2024.",
        "She had an OD last year. Take care.",
        "Read https://clinic.example/bid/qd and ask prn@clinic.example.",
        "Take 1,000 mg at most.",
        "In 2024 we saw 10000 people.",
        "Take part in the U.S. study of 10 U.S. states.",
        "We have 2 IU-tested fridges.",
        "Use the 10-mg tablet and the 5-mL spoon.",
        "Write to us@5.clinic.example, or at 5 pm.",
        "Call 555-0100 at 10.30 am.",
        "It hurts 7 of 10 days.",
        "Vitamin B12 and H2O.",
    ],
)
def test_silent(text, codes):
    assert [code for code in codes(text) if code.startswith("CF13")] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Tome ,5 mg al mediodía.", "CF131"),
        ("Tome 1,0 mg al mediodía.", "CF132"),
        ("El riesgo es ,5%.", "CF131"),
        ("Tome 1.000,0 mg al mediodía.", "CF132"),
        ("Tome 1,0 comprimidos al mediodía.", "CF132"),
        ("Tome 1.000 mg como mucho.", "CF139"),
        ("Tome 10000 unidades.", "CF137"),
        ("Tome una pastilla dos veces al día.", "CF133"),
        ("Tome 5 mg cada 8 horas.", "CF133"),
        ("Tome 5 mg c/8 h.", "CF133"),
        ("Póngase 10 U por la noche.", "CF135"),
        ("Póngase 10 UI por la noche.", "CF135"),
        ("Tome 10mg por la noche.", "CF136"),
    ],
)
def test_caught_in_spanish(text, code, codes):
    assert code in codes(text, language="es")


@pytest.mark.parametrize(
    "text",
    [
        "Tome 1000 mg como mucho, 10 000 unidades, o 0,5 mg.",
        "Tome una pastilla cada 8 horas si lo necesita.",
        "Lávese los dientes dos veces al día.",
        "Tome 5 unidades por la noche.",
    ],
)
def test_silent_in_spanish(text, codes):
    assert [code for code in codes(text, language="es") if code.startswith("CF13")] == []


@pytest.mark.parametrize("space", SPACES)
def test_a_place_stays_right_beside_any_space(space, reviewed, pointed):
    (finding,) = (
        one for one in reviewed(f'- "Then{space}take 1.0{space}mg at noon."').report.findings if one.code == "CF132"
    )
    assert pointed(finding).startswith("1.0")


def test_doses_are_looked_at_everywhere_that_is_printed(reviewed):
    blocks = """
    - heading: Take 1.0 mg
    - list: [Take 2.0 mg, [Take 3.0 mg]]
    - steps: [{title: Take 4.0 mg, text: Take 5.0 mg}]
    - facts: {"Take 6.0 mg": "Take 7.0 mg"}
    - table: {caption: Take 8.0 mg, header: [Day, 9.0 mg], rows: [[One, 10.0 mg]]}
    - callout: {kind: note, title: 11.0 mg, blocks: [12.0 mg, {keep: [13.0 mg]}]}
    - write-in: {label: 14.0 mg}
    - checklist: [15.0 mg]
    """
    found = reviewed(
        blocks, title="Take 16.0 mg", subtitle="Take 17.0 mg", main_point="Take 18.0 mg", disclaimer="19.0 mg"
    )
    assert [one.code for one in found.report.findings].count("CF132") == 19
    places = {one.place for one in found.report.findings if one.code == "CF132"}
    assert len(places) == 19


def test_doses_are_looked_at_in_plain_lines_too(reviewed, pointed):
    blocks = """
    - chart: {type: bar, title: Doses, unit: 1.0 mg, data: {2.0 mg: 1, 3.0 mg: 2, 4 mg: 3}}
    - contact: {hours: Take 4.0 mg at noon}
    - "{{ visit.dose }}"
    """
    found = reviewed(blocks, fields="{visit.dose: {label: 5.0 mg, choices: [6.0 mg, 7 mg]}}").report.findings
    places = sorted(pointed(one).removeprefix("Take ")[:3] for one in found if one.code == "CF132")
    assert places == ["1.0", "2.0", "3.0", "4.0", "5.0", "6.0"]


def test_languages_without_lists_still_have_their_numbers_looked_at(codes):
    found = codes("Nehmen Sie 1.0 mg, 10 U und 5 mg q.d. sofort.", language="de")
    assert {"CF132", "CF134", "CF135"} <= set(found)
    assert not {code for code in found if code.startswith(("CF10", "CF11"))}


def test_what_is_easily_misread_is_not_told_again_as_a_hard_word(codes):
    found = codes("Take 1 tablet prn. It may help your edema.")
    assert "CF134" in found and found.count("CF105") == 1
