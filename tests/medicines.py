"""A list of medicines as a handout and records have it: made-up medicines of people that do not exist."""

from __future__ import annotations

from typing import Any

from letters import REVIEWERS

COLUMNS = (
    "medicine", "dose", "morning", "noon", "evening", "bedtime", "when-needed.for", "when-needed.not-more-than",
    "change", "last-given", "next-due", "note",
)  # fmt: skip
FIELDS = f"""
  patient.name: {{label: Name}}
  visit.date: {{type: date}}
  medicines:
    type: rows
    columns: [{", ".join(name for name in COLUMNS if name != "next-due")}, {{name: next-due, type: date}}]
  visits:
    type: rows
    columns: [{{name: day, type: date}}, what, {{name: fee, type: number, blank: true}}]
"""
SECTIONS = """
- title: {title}
  blocks:
    - "{hello} {{{{ patient.name }}}}."
    - schedule: {{rows-from: medicines, as-of: visit.date, blank-rows: 2}}
- title: {visits}
  blocks:
    - table: {{header: [{day}, {what}, {fee}], rows-from: visits, blank-rows: 2}}
"""
WRITTEN = """
- schedule:
    as-of: 2027-01-15
    rows:
      - {medicine: Examplol, dose: 5 mg tablets, morning: 1 tablet, change: same}
      - {medicine: Samplexin, dose: 500 mg tablets, morning: 1 tablet, evening: 2 tablets, change: new,
         note: Take it with food., last-given: today at 8 am, next-due: "January 16, 2027"}
      - {medicine: Oldomycin, dose: 250 mg, change: stop, note: You are well again.}
      - {medicine: Demoprazole, dose: 20 mg capsules, bedtime: 1 capsule, change: changed, note: It was 40 mg.}
      - {medicine: Painaway, dose: 500 mg tablets, change: same, note: Take 1 tablet.,
         when-needed: {for: pain, not-more-than: 4 tablets in 24 hours}}
      - {medicine: Formerol, change: stop}
"""


def medicine(**said: Any) -> dict[str, Any]:
    """An item with all columns; what is for when it is needed stands in a group of its own."""
    made = dict.fromkeys(name for name in COLUMNS if not name.startswith("when-needed"))
    needed = {"for": said.pop("reason", None), "not-more-than": said.pop("most", None)}
    return {**made, **{name.replace("_", "-"): value for name, value in said.items()}, "when-needed": needed}


SIX = [
    medicine(medicine="Examplol", dose="5 mg tablets", morning="1 tablet", change="same"),
    medicine(medicine="Samplexin", dose="500 mg tablets", morning="1 tablet", evening="2 tablets", change="new",
             note="Take it with food.", last_given="today at 8 am", next_due="2027-01-16"),
    medicine(medicine="Oldomycin", dose="250 mg", change="stop", note="You are well again."),
    medicine(medicine="Demoprazole", dose="20 mg capsules", bedtime="1 capsule", change="changed",
             note="It was 40 mg."),
    medicine(medicine="Painaway", dose="500 mg tablets", change="same", note="Take 1 tablet.", reason="pain",
             most="4 tablets in 24 hours"),
    medicine(medicine="Formerol", change="stop"),
]  # fmt: skip
VISITS = [{"day": "2027-02-03", "what": "Blood test", "fee": "1250.5"}, {"day": "2027-03-04", "what": "A talk"}]
ANN: dict[str, Any] = {"patient.name": "Ann Example", "visit.date": "2027-01-15", "medicines": SIX, "visits": VISITS}


def many(count: int) -> list[dict[str, Any]]:
    """So many medicines, each with its own name and dose."""
    return [medicine(medicine=f"Manyol-{n}", dose=f"{n} mg", morning=f"{n} pills") for n in range(1, count + 1)]


def write_list(clinic: Any, fields: str = FIELDS) -> None:
    """The handout h with rows from a record, and its Spanish translation."""
    english = {"title": "Your medicines", "hello": "Dear", "visits": "Your visits",
               "day": "Day", "what": "What for", "fee": "Fee"}  # fmt: skip
    clinic.write(
        sections=SECTIONS.format(**english),
        fields=f"\n{fields.strip(chr(10))}",
        layouts="[letter]",
        reviewers=REVIEWERS,
    )
    text = (clinic.folder / "handouts/h.yaml").read_text("utf-8")
    spanish = {"title": "Sus medicinas", "hello": "Hola", "visits": "Sus visitas",
               "day": "Día", "what": "Para qué", "fee": "Precio"}  # fmt: skip
    head = text[: text.index("sections:")].replace("Remember.", "Recuerde.").replace("Small", "Carta")
    head = head.replace("language: en", 'language: es\ntranslated-from: "1"\ntranslator: Demo Person')
    body = "".join(f"  {line}\n" for line in SECTIONS.format(**spanish).strip("\n").splitlines())
    clinic.add("handouts/h.es.yaml", f"{head}sections:\n{body}")
    clinic.add("project.yaml", "languages: [en, es]\n")
