"""Whether a record may become a letter. All that is wrong with it is said at once, and no message holds a value."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from carefold.content.advice import Advice
from carefold.content.record import advice_on_items, advice_on_medicines, advice_on_value
from carefold.diagnostics.finding import Finding
from carefold.merge.doses import advice_on_doses
from carefold.merge.known import Known
from carefold.merge.recipient import ACTIVE, CONSENTS, ROLES, STATUSES, Consent, Recipient, Role
from carefold.merge.row import Row, Rows
from carefold.model.field_spec import FieldSpec
from carefold.model.forms import LINES
from carefold.model.widthless import UNSEEN
from carefold.order import Record

_YES, _NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")
_MOST_LINES, _OLDEST = 5, 130
_COMMA = re.compile(r"-?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d", re.ASCII)
_UNSURE = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_TYPES = {
    "email": FieldSpec(type="email"), "email_consent_date": FieldSpec(type="date"), "born": FieldSpec(type="date"),
    "recipient": FieldSpec(), "id": FieldSpec(), "password": FieldSpec(), "site": FieldSpec(), "language": FieldSpec(),
}  # fmt: skip

_LIST = 'Write a list of objects: [{"medicine": "…"}], or [] for none.'
_ITEMS = "Fill in the columns of its first item; for none, write none into a column “{}”."


@dataclass(frozen=True)
class Terms:
    """What records must hold to: fields of the handout in each of its languages, sites, today, and who is of age.

    `languages` are those that the handout is there in, first the one for records that name none.
    """

    fields: Mapping[str, FieldSpec]
    languages: tuple[str, ...]
    sites: frozenset[str]
    today: datetime.date
    medicines: frozenset[str] = frozenset()  # fields that are the rows of a schedule
    accepted: frozenset[str] = frozenset()  # codes of findings that the handout accepts
    of_age: int = 18
    is_sensitive: bool = False
    _doses: Known[Sequence[str]] = field(default_factory=Known, compare=False, repr=False)

    def judge(self, row: Row) -> Recipient | list[Finding]:
        """Whom a record is for, or all that is wrong with it."""
        told = {problem.place for problem in row.problems}
        found = () if row.place in told else self._problems(row)  # of what can't be told apart nothing more is said
        if problems := [*row.problems, *[problem for problem in found if problem.place not in told]]:
            return problems
        value, role = row.values.get, _role(row.values.get("recipient_role", ""))
        return Recipient(
            number=row.number,
            place=row.place,
            record=Record(dict(self._filled(row))),
            language=self.language_of(value("language", "")) or self.languages[0],
            site=value("site", ""),
            id=value("id", ""),
            name=value("recipient", ""),
            role=role or "self",
            address=tuple(filter(None, value("address", "").split(LINES))),
            email=value("email", ""),
            consent=_consent(value("email_consent", "")) or "",
            consent_date=_date(value("email_consent_date", "")),
            password=value("password", ""),
            status=value("status", "").lower() or ACTIVE,
        )

    def _filled(self, row: Row) -> Iterator[tuple[str, str | Rows]]:
        """The values of fields; a list that is left blank has none."""
        for name, spec in self.fields.items():
            if not spec.is_list:
                yield name, self._plain(name, row)
            elif name in row.lists:
                yield name, _items(name, spec, row)

    def _plain(self, name: str, row: Row) -> str:
        """A field's value; of a moment, what the field is for."""
        value, kind = row.values.get(name, ""), self.fields[name].type
        if kind == "number" and name in row.commas:
            return _with_dot(value)
        if name == "recipient_role":
            return value.lower() or "self"
        if kind in ("date", "time") and _MOMENT.fullmatch(value):
            return value.partition("T")[0 if kind == "date" else 2]
        return value

    def _problems(self, row: Row) -> Iterator[Finding]:
        for name, spec in self.fields.items():
            if spec.is_list:
                for told in self._advice_on_list(name, spec, row):
                    yield from _told(row, told.about if told.about in row.columns else name, told)
                continue
            advice = _advice_on_field(name, spec, self._plain(name, row), name in row.lists)
            unsure = _advice_on_unsure(name, spec, row.values.get(name, ""), row) if row.commas else None
            yield from _told(row, name, unsure or advice or self._advice_on_date(name, spec, row))
        for name, spec in _TYPES.items():
            if value := row.values.get(name, ""):
                yield from _told(row, name, advice_on_value(name, spec, value))
        for name, judge in self._judges.items():
            if (value := row.values.get(name, "")) and not (name == "address" and name in self.fields):
                yield from _told(row, name, judge(value))
        yield from _told(row, "recipient_role", self._advice_on_role(row))

    @cached_property
    def _judges(self) -> Mapping[str, Callable[[str], Advice | None]]:
        return {
            "email_consent": _advice_on_consent, "email_consent_date": self._advice_on_past,
            "born": self._advice_on_born, "address": _advice_on_address, "language": self._advice_on_language,
            "site": self._advice_on_site, "recipient_role": _advice_on_role, "status": _advice_on_status,
        }  # fmt: skip

    def _advice_on_date(self, name: str, spec: FieldSpec, row: Row) -> Advice | None:
        date = _date(self._plain(name, row)) if spec.type == "date" else None
        if date and spec.ahead and date < self.today:
            return Advice(f"the date of “{name}” has passed.", "Look at its year.")
        if date and abs(date.year - self.today.year) > _OLDEST:
            return Advice(f"the date of “{name}” is more than {_OLDEST} years away.", "Look at its year.")
        return None

    def _advice_on_list(self, name: str, spec: FieldSpec, row: Row) -> Iterator[Advice]:
        """What is wrong with a list, and with each of its items."""
        if name in row.lists:
            items = _items(name, spec, row)
            yield from advice_on_items(name, spec, items, whole=True)
            yield from _advice_on_unsure_items(name, spec, row)
            if name in self.medicines:
                yield from advice_on_medicines(name, items)
                language = self.language_of(row.values.get("language", "")) or self.languages[0]
                yield from advice_on_doses(name, items, language, self.accepted, self._doses)
        elif row.values.get(name):
            yield Advice(
                f"the field “{name}” takes a list of items, and no text.", _ITEMS.format(name) if row.columns else _LIST
            )
        elif not spec.blank:
            hint = _ITEMS.format(name) if row.columns else "Write [] for none, or say `blank: true` in the handout."
            yield Advice(f"the field “{name}” needs a list.", hint)

    def _advice_on_past(self, value: str) -> Advice | None:
        date = _date(value)
        return Advice("this date has not come yet.", "Look at its year.") if date and date > self.today else None

    def _advice_on_born(self, value: str) -> Advice | None:
        date = _date(value)
        if date and date.year < self.today.year - _OLDEST:
            return Advice(f"nobody is older than {_OLDEST} years.", "Look at its year.")
        return self._advice_on_past(value)

    def _advice_on_language(self, value: str) -> Advice | None:
        if self.language_of(value):
            return None
        hint = f"It is there in {', '.join(self.languages)}; nobody is to get it in another language than theirs."
        return Advice("the handout is not there in this record's language.", hint)

    def language_of(self, value: str) -> str:
        """The language that a record names, as the handout's files name it; empty for another one, and for none."""
        return value and next((tag for tag in self.languages if tag.lower() == value.lower()), "")

    def _advice_on_site(self, value: str) -> Advice | None:
        if value in self.sites:
            return None
        return Advice("the brand has no such site.", f"Its sites are {', '.join(sorted(self.sites)) or 'none'}.")

    def _advice_on_role(self, row: Row) -> Advice | None:
        """Who may read a letter beside the patient."""
        if not row.values.get("recipient_role"):
            return None
        role, born = _role(row.values.get("recipient_role", "")), _date(row.values.get("born", ""))
        if role == "parent" and born and _years(born, self.today) >= self.of_age:
            return Advice("this letter would go to a parent of somebody who is of age.", "Write to the patient.")
        if role == "proxy" and self.is_sensitive:
            return Advice("this handout is sensitive, and would go to a proxy.", "Write to the patient.")
        if role not in (None, "self") and not row.values.get("recipient"):
            return Advice("a letter to somebody else needs a `recipient`.", "Write whom it goes to.")
        if role == "parent" and not born:
            return Advice(
                "a letter to a parent needs the day of birth.", "Fill in `born`: who is of age gets it alone."
            )
        return None


def _told(row: Row, column: str, advice: Advice | None) -> Iterator[Finding]:
    if advice:
        yield Finding(advice.message, row.at(column), advice.hint)


def _advice_on_field(name: str, spec: FieldSpec, value: str, has_rows: bool) -> Advice | None:
    if has_rows:
        return Advice(f"the field “{name}” takes one value, and no list.", "Write each into a field of its own.")
    if not UNSEEN.sub("", value) and not spec.blank:
        return Advice(f"the field “{name}” needs a value.", "Fill it in, or say `blank: true` of it in the handout.")
    return advice_on_value(name, spec, value)


def _with_dot(value: str) -> str:
    """A number with a decimal comma, as ours are written."""
    return value.replace(".", "").replace(",", ".") if _COMMA.fullmatch(value) else value


def _items(name: str, spec: FieldSpec, row: Row) -> Rows:
    """The items of a list, with numbers as ours are written."""
    if not row.commas:
        return row.lists[name]
    numbers = {column.name for column in spec.columns if column.spec.type == "number"}
    return tuple(
        {
            key: _with_dot(value) if key in numbers and f"{name}.{count}.{key}" in row.commas else value
            for key, value in item.items()
        }
        for count, item in enumerate(row.lists[name], 1)
    )


def _advice_on_unsure_items(name: str, spec: FieldSpec, row: Row) -> Iterator[Advice]:
    if not row.commas:
        return
    for count, item in enumerate(row.lists[name], 1):
        for column in spec.columns:
            one = f"{name}.{count}.{column.name}"
            if advice := _advice_on_unsure(one, column.spec, item.get(column.name, ""), row):
                yield advice._replace(about=one)


def _advice_on_unsure(name: str, spec: FieldSpec, value: str, row: Row) -> Advice | None:
    """A sign before three digits parts thousands or decimals: where both are usual, nobody can tell."""
    if spec.type != "number" or name not in row.commas or not _UNSURE.fullmatch(value):
        return None
    hint = 'Say it in a map, as in fee: "{FEE | 1.234,5}", or write it without the sign or with other decimals.'
    return Advice(f"the number of “{name}” can be read in two ways.", hint)


def _advice_on_consent(value: str) -> Advice | None:
    if _consent(value):
        return None
    if value.lower() in _YES:
        hint = "Ask the patient, and write encrypted or plain: plain only for who was told that others could read it."
        return Advice("this says that mail is wanted, and not how.", hint)
    if value.lower() in _NO:
        return Advice("this is no answer that is known here.", "Write none for who wants no mail.")
    return Advice("this is no answer that is known here.", f"Write {', '.join(CONSENTS)}, or leave it empty.")


def _advice_on_address(value: str) -> Advice | None:
    lines = value.split(LINES)
    if len(lines) > _MOST_LINES:
        return Advice(f"an address has at most {_MOST_LINES} lines.", "Join some.")
    return next(filter(None, (advice_on_value("address", FieldSpec(), line) for line in lines)), None)


def _advice_on_role(value: str) -> Advice | None:
    return None if _role(value) else Advice("there is no such role.", f"The roles are {', '.join(ROLES)}.")


def _advice_on_status(value: str) -> Advice | None:
    return None if value.lower() in STATUSES else Advice("there is no such status.", f"Write {' or '.join(STATUSES)}.")


_CONSENTS: Mapping[str, Consent] = {one: one for one in CONSENTS}
_ROLES: Mapping[str, Role] = {one: one for one in ROLES}


def _consent(value: str) -> Consent | None:
    return _CONSENTS.get(value.lower())


def _role(value: str) -> Role | None:
    return _ROLES.get(value.lower())


def _date(value: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value) if value else None
    except ValueError:
        return None


def _years(born: datetime.date, today: datetime.date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
