"""A made-up clinic of two sites: twelve handouts, 300 patients, a mail server and a printer."""

from __future__ import annotations

import csv
import re
import shutil
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HANDOUTS = (
    "antibiotics-viruses-bacteria", "asthma-action-plan", "blood-thinner-safety", "colonoscopy-prep",
    "concussion-adult", "fall-prevention", "home-blood-pressure",
    "insomnia-cbti", "low-back-pain", "low-blood-sugar", "starting-an-ssri",
    "visit-letter",
)  # fmt: skip
BRAND = """\
name: Lakeside Health
contact:
  phone: 555-0123
  hours: {en: "Mon–Fri, 8 am – 5 pm", es: "lun a vie, 8 am a 5 pm"}
  after-hours: 555-0188
  address: [12 Example Road, Springfield]
  web: https://lakeside.example
  email: hello@lakeside.example
sites:
  main: {name: Lakeside Health Main, contact: {address: [12 Example Road, Springfield]}}
  north: {name: Lakeside Health North, contact: {address: [9 North Street, Springfield]}}
formats:
  en: "Large print or another language? Ask us: {{ brand.contact.phone }}"
  es: "¿Letra grande u otro idioma? Pídanoslo: {{ brand.contact.phone }}"
emergency:
  en: Call **911** for an emergency.
  es: En una emergencia, llame al **911**.
colours: {primary: "#1f5a93"}
disclaimer:
  en: This handout is general education. It does not replace advice from your own clinician.
  es: Esta hoja es información general. No reemplaza los consejos de su médico.
"""
PROJECT = """\
languages: [en, es]
layouts: [letter]
sites: [main, north]
mail: {from: hello@lakeside.example, rate: 1000}
"""
_FIRST = ("Ada", "Ben", "Cora", "Dev", "Elsa", "Finn", "Gita", "Hugo", "Iris", "Jon")
_LAST = ("Example", "Sample", "Specimen", "Testcase", "Demo")
PARENT, MOVER, DEAD, WITHDRAWN = 7, 11, 13, 17
"""The numbers of four patients: a child, one who has moved, one who has died, one who said no yesterday."""


def found(folder: Path) -> None:
    """The clinic, before its first day."""
    (folder / "handouts").mkdir(parents=True)
    for path in sorted((ROOT / "handouts").iterdir()):
        if path.name.split(".")[0] in (*HANDOUTS, "references") and path.is_file():
            shutil.copy(path, folder / "handouts")
    for name in ("includes", "images"):
        if (ROOT / "handouts" / name).is_dir():
            shutil.copytree(ROOT / "handouts" / name, folder / "handouts" / name)
    for path in (folder / "handouts").glob(
        "*.yaml"
    ):  # somebody has read the translations; numbers are filled in by hand
        text = path.read_text("utf-8").replace("translator: machine", "translator: Demo Translator")
        path.write_text(re.sub(r"(width: 0\.\din)\}", r"\1, blank: true}", text), "utf-8")
    (folder / "brand.yaml").write_text(BRAND, "utf-8")
    (folder / "project.yaml").write_text(PROJECT, "utf-8")


def recall_letters() -> dict[str, str]:
    """The letters of docs/recall.md, in each language, by name, with what was wrong."""
    page = (ROOT / "docs/recall.md").read_text("utf-8")
    found = re.findall(r"^`handouts/(recall-letter[.\w]*)\.yaml`\n\n```yaml\n(.*?)^```$", page, re.M | re.S)
    return {name: _filled(text) for name, text in found}


_SAID = {
    "en": ("The sheet told a wrong amount.", "Throw the old sheet away, and ask us for the new one."),
    "es": ("La hoja decía una cantidad equivocada.", "Tire la hoja vieja y pídanos la nueva."),
}


def _filled(text: str) -> str:
    """Words in place of the two fields, which go; somebody has read the translation."""
    wrong, instead = _SAID["es" if "\nlanguage: es" in text else "en"]
    text = re.sub(r"  (?:wrong|instead): \{.*\}\n", "", text).replace(
        "translator: machine", "translator: Demo Translator"
    )
    return text.replace("{{ wrong }}", wrong).replace("{{ instead }}", instead)


def patients(count: int = 300) -> str:
    """Records for the letter after a visit, as the clinic's export has them: one in ten in Spanish."""
    rows = [_patient(number) for number in range(1, count + 1)]
    file = StringIO()
    writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def _patient(number: int) -> dict[str, str]:
    name = f"{_FIRST[number % 10]} {_LAST[number // 10 % 5]}-{number}"
    day = 1 + number % 28
    is_child = number == PARENT
    return {
        "id": f"P-{number:04}", "language": "es" if number % 10 == 0 else "en", "site": ("main", "north")[number % 2],
        "status": {MOVER: "moved", DEAD: "deceased"}.get(number, "active"),
        "recipient": f"Rita {name.split()[1]}" if is_child else name,
        "recipient_role": "parent" if is_child else "self",
        "born": f"2019-04-{day:02}" if is_child else f"1951-04-{day:02}",
        "address": f"{number} Example Street\nSpringfield, EX 01000", "email": f"p{number}@patients.example",
        "email_consent": "plain" if number % 3 else "", "email_consent_date": "2026-01-02" if number % 3 else "",
        "patient.name": name, "visit.date": f"2026-11-{day:02}", "visit.with": "Dr. Pat Example",
        "talked.first": "How the last two weeks went", "talked.second": "Your plan for the coming weeks",
        "plan": "Go on as before, and write down how each day went.", "next.date": f"2027-02-{day:02}",
        "next.time": "9:00 am", "next.where": "Lakeside Health, room 2", "next.with": "Dr. Lee Sample",
        "medicines.1.medicine": "Examplin", "medicines.1.dose": "5 mg tablet", "medicines.1.morning": "1 tablet",
        "medicines.2.medicine": "Testolin", "medicines.2.dose": "10 mg tablet", "medicines.2.bedtime": "1 tablet",
    }  # fmt: skip


DISCHARGE = """\
title: Going home after a small skin surgery
language: en
version: "1.0"
updated: 2026-12-02
review-by: 2028-12-01
authors: [B. Nurse]
audience: Adults after a small skin surgery
main-point: Keep the bandage dry today, and call us if the cut looks worse.
sections:
  - title: At home
    blocks:
      - list: [Keep the bandage dry today., Change it tomorrow., Rest your arm tonight.]
  - title: Call us if
    urgent: true
    blocks:
      - list:
          - The cut bleeds through the bandage
          - The skin around it gets red and hot
          - You have a fever of 100.4 °F (38 °C) or more
      - contact:
      - callout: {kind: emergency, text: "Call **911** if the bleeding does not stop."}
disclaimer: default
"""
