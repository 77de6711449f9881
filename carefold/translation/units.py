"""What goes to translators and comes back: one unit for each text that has words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from carefold.content.parse_inline import parse
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.languages.language import Language
from carefold.model.values import Line, Text
from carefold.reading.yaml.source import REFUSED
from carefold.translation.differing import differences
from carefold.translation.digests import digests_of
from carefold.translation.files import Written
from carefold.translation.held import held
from carefold.translation.texts import Said, is_unwritten

_LONGER, _MORE = 5, 500  # times the source's characters, and so many more: no translation is as long


@dataclass(frozen=True)
class Unit:
    """A text, by its name, with its translation if there is one; an `old` one is of a text that has changed since."""

    name: str
    source: str
    target: str = ""
    note: str = ""
    is_old: bool = False


@dataclass(frozen=True)
class Returned:
    """A unit as it came back; one that is not `final` is left as it is. `broken` says what can't be read in it."""

    name: str
    source: str
    target: str
    place: Place
    is_final: bool = True
    broken: str = ""


def units_of(original: Written, twin: Written | None) -> tuple[Unit, ...]:
    """The units of a handout's own file, in order; texts of files that it includes belong to those."""
    now = digests_of(original.handout)
    known = str(twin.handout.translated_texts or "").split() if twin else []
    before = dict(zip((one.way for one in twin.texts), known, strict=False)) if twin else {}
    own = {one.way: one.text for one in twin.texts} if twin else {}
    made = []
    for one, digest in zip(original.texts, now, strict=True):
        if original.sheet.spot(one) is None or not one.has_words:
            continue
        target = own.get(one.way, Text("…"))
        is_old = bool(known) and before.get(one.way) != digest
        made.append(
            Unit(one.name, str(one.text), "" if is_unwritten(target) else str(target), _note(one, original), is_old)
        )
    return tuple(made)


def _note(said: Said, original: Written) -> str:
    """Where a text stands, for whoever translates it."""
    where = "" if said.section is None else f"section “{original.handout.sections[said.section].title}”, "
    keys = [step.replace("_", "-") for step in said.way if isinstance(step, str)]
    return f"{where}{' '.join(keys[-2:]) if said.section is not None else keys[-1]}{', urgent' if said.urgent else ''}"


def wrong_with(one: Returned, said: Said, original: Language, own: Language) -> Iterator[Finding]:
    """Why a translation can't be taken in."""
    if one.broken:
        yield Finding(one.broken, one.place, "Let it be as it was exported.")
        return
    if one.source.split() != said.text.split():
        hint = "Export it anew: the original has changed since, or the source was edited."
        yield Finding(f"`{one.name}` has another source than the handout.", one.place, hint)
        return
    if len(one.target) > _LONGER * len(one.source) + _MORE:
        yield Finding("this is far longer than its source.", one.place, "Shorten it.")
        return
    if found := REFUSED.search(one.target):
        yield Finding(
            f"a character that can't be printed stands here (U+{ord(found[0]):04X}).", one.place, "Delete it."
        )
    is_line = isinstance(said.text, Line)
    if is_line and "\n" in one.target:
        yield Finding("this is to be one line.", one.place, "Take the line ends out.")
    for difference in differences(held(said.text, original), held(one.target, own)):
        if difference.kind != "link" or "missing" in difference.message:
            yield Finding(difference.message, one.place, f"Its source is “{one.source}”.")
    known = {problem.message for problem in parse(said.text).problems}
    for problem in parse(Text(one.target), language=own.tag).problems if not is_line else ():
        if problem.message not in known:
            yield Finding(problem.message, one.place, problem.hint)


def sorted_out(
    returned: Sequence[Returned], texts: Sequence[Said], original: Language, own: Language
) -> tuple[dict[int, str], list[Finding], list[Returned]]:
    """The translations that are to be taken in, by the number of their text; what is wrong; what is left as it is."""
    numbers = {one.name: number for number, one in enumerate(texts)}
    taken, problems, left, seen = dict[int, str](), list[Finding](), list[Returned](), set[str]()
    for one in returned:
        number = numbers.get(one.name)
        if number is None:
            hint = "Export it anew: the handout has no such text now."
            problems.append(Finding(f"there is no text `{one.name}`.", one.place, hint))
        elif one.name in seen:
            problems.append(Finding(f"`{one.name}` stands here twice.", one.place, "Remove one of the two."))
        elif not one.target.strip() or not one.is_final or is_unwritten(one.target):
            left.append(one)
        elif wrong := [*wrong_with(one, texts[number], original, own)]:
            problems += wrong
        else:
            taken[number] = one.target
        seen.add(one.name)
    return taken, problems, left
