"""What stands in for `{{ name | filter }}`: a value of the record, something of the brand, or a blank to fill in."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from carefold.content.advice import Advice
from carefold.content.field_use import BLANK_WIDTH, FieldUse
from carefold.content.record import advice_on_items, advice_on_value
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.nearest import did_you_mean
from carefold.languages.language import Language
from carefold.languages.phrases import Phrases
from carefold.model.brand import Brand
from carefold.model.contact import Contact
from carefold.model.forms import LINES
from carefold.model.handout import FieldSpec
from carefold.model.inline import Blank, Words
from carefold.model.rows import items_of
from carefold.model.values import Line

_PLAIN_FIELD = re.compile(r"\{\{\s*(?P<name>[\w.-]+)?\s*(?:\|\s*(?P<filter>\w+))?[^{}]*\}\}")
FILTERS: dict[str, Callable[[Phrases, str], str]] = {
    "date": lambda phrases, value: phrases.date(datetime.date.fromisoformat(value)),
    "number": lambda phrases, value: phrases.number(value),
}
"""Each is named like the type of field that it is for."""


@dataclass(frozen=True)
class Fields:
    """The names that a handout may use. `values` is one record, or None where there is none."""

    specs: Mapping[str, FieldSpec]
    brand: Brand
    language: str
    values: Mapping[str, str] | None = None

    @cached_property
    def of_brand(self) -> dict[str, str]:
        """What the brand can print, by name; empty where the brand does not say."""
        contact = self.brand.contact
        found = {"brand.name": self.brand.name, "brand.tagline": self.brand.tagline or ""}
        for attribute, field in Contact.model_fields.items():
            value = (contact.at_night if attribute == "after_hours" else getattr(contact, attribute)) or ""
            found[f"brand.contact.{field.alias or attribute}"] = value if isinstance(value, str) else ", ".join(value)
        return {
            name: _PLAIN_FIELD.sub(lambda use: found.get(use["name"], use[0]), said) for name, said in found.items()
        }

    def with_values(self, values: Mapping[str, str]) -> Fields:
        """The same of another record; what the brand says is known."""
        other = Fields(self.specs, self.brand, self.language, values)
        other.__dict__["of_brand"] = self.of_brand
        return other

    @property
    def names(self) -> tuple[str, ...]:
        """All names that are known here."""
        return (*self.specs, *self.of_brand)

    def value(self, name: str) -> str:
        """The value of a known name; empty where there is none."""
        if name in self.of_brand:
            return self.of_brand[name]
        return (self.values or {}).get(name, "").strip()

    def problems(self) -> list[Finding]:
        """What is wrong with the record's values. No message holds a value: it may be a patient's."""
        if self.values is None:
            return []
        return [
            Finding(advice.message, spec.place, advice.hint)
            for name, spec in self.specs.items() for advice in self._advice(name, spec)
        ]  # fmt: skip

    def _advice(self, name: str, spec: FieldSpec) -> Iterable[Advice]:
        items = items_of(name, self.values or {}) if spec.is_list else None
        return filter(None, (advice_on_value(name, spec, self.value(name)), *advice_on_items(name, spec, items or ())))

    def printed(self, spec: FieldSpec, value: str) -> str:
        """A value as it stands in a text: days and numbers as the language writes them; empty for a bad one."""
        if advice_on_value("", spec, value):
            return ""
        return FILTERS[spec.type](Language.of(self.language).phrases, value) if spec.type in FILTERS else value

    def fill(self, use: FieldUse) -> Words | Blank | Finding:
        """What a field prints: its value as plain text in one line, a blank, or why it can't."""
        filled = self.fill_lines(use)
        return replace(filled, text=filled.text.replace(LINES, ", ")) if isinstance(filled, Words) else filled

    def fill_lines(self, use: FieldUse) -> Words | Blank | Finding:
        """The same, with an address in the lines that it has."""
        problem = self._name_problem(use) or self._filter_problem(use)
        if problem:
            return problem
        value = self.value(use.name)
        spec = self.specs.get(use.name)
        if spec is None and "{{" in value:
            return Finding(f"{use.name} is said by fields that lead back to it.", use.place, "Write out one of them.")
        if value and (shown := self.printed(spec, value) if spec else value):
            return Words(shown)
        if spec is None:
            key = use.name.removeprefix("brand.").replace(".", ": ")
            return Finding(f"the brand has no {use.name}.", use.place, f"Add `{key}` to brand.yaml, or remove this.")
        return Blank(use.name, spec.label or use.name, BLANK_WIDTH if spec.width is None else spec.width, use.place)

    def in_line(self, line: Line, *, is_alt: bool = False) -> Line | Finding:
        """A plain line with what the brand says in place of its fields; blanks have no room in one.

        An alternative text may hold any field: it says of a blank that it is one.
        """
        signs, origins, at = list[str](), list[int](), 0
        for match in _PLAIN_FIELD.finditer(line):
            start = match.start()
            filled = self.fill(FieldUse(match["name"] or "", match["filter"] if is_alt else None, line.place(start)))
            if isinstance(filled, Finding):
                return filled
            if is_alt and isinstance(filled, Blank):
                filled = Words(f"{filled.label}: {Language.of(self.language).phrases['blank']}")
            if isinstance(filled, Blank) or ("|" in match[0] and not is_alt):
                hint = "In a plain line stands what the brand says, such as {{ brand.contact.phone }}."
                return Finding("this line can't hold such a field.", line.place(start), hint)
            signs += [line[at:start], filled.text]
            origins += [*range(at, start), *[start] * len(filled.text)]
            at = match.end()
        return Line("".join([*signs, line[at:]]), line.places.at([*origins, *range(at, len(line))]))

    def _name_problem(self, use: FieldUse) -> Finding | None:
        if use.name in self.specs and self.specs[use.name].is_list:
            hint = "Write `rows-from` in a table or a schedule."
            return Finding(f"“{use.name}” is a list, and no text.", use.place, hint)
        if use.name in self.specs or use.name in self.of_brand:
            return None
        last = use.name.rpartition(".")[2]
        ends = [one for one in self.names if one.startswith("brand.") and one.endswith(f".{last}")]
        is_persons = last == "name" and not use.name.startswith("brand.")
        if is_persons:
            hint = did_you_mean(use.name, self.specs, "Declare it under `fields:`.")
        elif len(ends) == 1:
            hint = f"For the clinic's, write {{{{ {ends[0]} }}}}; for one of your own, declare it under `fields:`."
        else:
            hint = did_you_mean(use.name, self.names, "Declare it under `fields:`.")
        return Finding(f"there is no field “{use.name}”.", use.place, hint)

    def _filter_problem(self, use: FieldUse) -> Finding | None:
        if use.filter is None:
            return None
        if use.filter not in FILTERS:
            hint = did_you_mean(use.filter, FILTERS, f"The filters are {' and '.join(FILTERS)}.")
            return Finding(f"there is no filter “{use.filter}”.", use.place, hint)
        spec = self.specs.get(use.name)
        if spec is None or spec.type != use.filter:
            message = f"the filter “{use.filter}” is for a field of type {use.filter}, and “{use.name}” is none."
            return Finding(message, use.place, f"Remove the filter, or declare the field with `type: {use.filter}`.")
        return None
