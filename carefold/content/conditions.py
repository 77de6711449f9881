"""`when:` decides whether a block or a section is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from carefold.content.fields import Fields
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.nearest import did_you_mean
from carefold.diagnostics.place import Place

_NAME = r"(?P<name>[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)"
_FORMS: tuple[tuple[Literal["set", "unset", "equals", "in"], re.Pattern[str]], ...] = (
    ("in", re.compile(rf"{_NAME}\s+in\s*\[(?P<values>[^\[\]]*)\]")),
    ("equals", re.compile(rf"{_NAME}\s*==\s*(?P<values>\S.*)")),
    ("unset", re.compile(rf"not\s+{_NAME}")),
    ("set", re.compile(_NAME)),
)
_GRAMMAR = "Write `name`, `not name`, `name == value` or `name in [a, b]`."


@dataclass(frozen=True, slots=True)
class Condition:
    """One test of one name."""

    name: str
    test: Literal["set", "unset", "equals", "in"]
    values: tuple[str, ...] = ()

    def holds(self, fields: Fields) -> bool:
        """Whether it is true; without a record every condition on a field is."""
        if fields.values is None and self.name in fields.specs:
            return True
        value = fields.value(self.name)
        if self.test == "set":
            return bool(value)
        return not value if self.test == "unset" else value in self.values


def parse_condition(written: str, place: Place, fields: Fields) -> Condition | Finding:
    """The condition that an author wrote, or what is wrong with it."""
    for test, pattern in _FORMS:
        match = pattern.fullmatch(written.strip())
        if match and match["name"] not in ("not", "in"):
            listed = match.groupdict().get("values") or ""
            values = [listed] if test == "equals" else listed.split(",")
            found = Condition(match["name"], test, tuple(value.strip() for value in values if value.strip()))
            return _problem(found, place, fields) or found
    return Finding(f"the condition “{written}” can't be read.", place, _GRAMMAR)


def _problem(condition: Condition, place: Place, fields: Fields) -> Finding | None:
    name = condition.name
    if name not in fields.names:
        hint = did_you_mean(name, fields.names, "Declare it under `fields:`.")
        return Finding(f"the condition names “{name}”, which is no field.", place, hint)
    if condition.test == "in" and not condition.values:
        return Finding("the condition lists no values.", place, _GRAMMAR)
    choices = fields.specs[name].choices if name in fields.specs else ()
    for value in condition.values:
        if choices and value not in choices:
            hint = did_you_mean(value, choices, f"The choices are {', '.join(choices)}.")
            return Finding(f"“{value}” is no choice of “{name}”.", place, hint)
    return None
