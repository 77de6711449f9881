"""A handout to start from: a skeleton of its kind, or the text of another one."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.reading.diagnose.flow import flow
from carefold.reading.yaml.nodes import Map
from carefold.reading.yaml.parse import parse
from carefold.reading.yaml.source import Source
from carefold.starting.filled import SCHEMA_OF_HANDOUT, dates_of, starter
from carefold.workspace import DEVICES

KINDS = ("procedure", "medicine", "condition", "discharge")
_NAME = re.compile(r"[^\W_]+(?:[-_][^\W_]+)*")
_LONGEST = 80
_OF_THE_OLD_ONE = ("id", "reviewers", "translated-from", "translator", "review", "withdrawn")
_CITED = re.compile(r"(?<=@)[\w.:/-]*\w")


def handout_name(written: str) -> str:
    """A handout's name, from what was typed; CarefoldError with a name that can be one."""
    name = re.sub(r"\.ya?ml$", "", written.strip(), flags=re.IGNORECASE)
    if _NAME.fullmatch(name) and not DEVICES.fullmatch(name) and len(name) <= _LONGEST:
        return name
    plain = plain_name(Path(name.replace("\\", "/")).name)
    better = f"Try {plain}." if plain and not DEVICES.fullmatch(plain) else "Try knee-surgery."
    message = f"“{written}” is no name for a handout: letters, digits and hyphens make one."
    raise CarefoldError(Finding(message, hint=better), ExitCode.USAGE)


def plain_name(words: str) -> str:
    """Words as the name of a file: small letters, digits and hyphens; perhaps nothing."""
    return "-".join(re.findall(r"[^\W_]+", words.lower()))[:_LONGEST].strip("-")


def title_of(name: str) -> str:
    """A first title, from a handout's name."""
    words = re.sub(r"[-_]+", " ", name)
    return words[:1].upper() + words[1:]


def skeleton(name: str, kind: str, language: str, today: datetime.date) -> str:
    """The text of a new handout, in which TBD marks what its author has to write."""
    return starter(kind, language, {"title": title_of(name), "file": name}, today)


def copied(text: str, today: datetime.date, missing: Mapping[str, object], parts: Iterable[str] = ()) -> str:
    """Another handout's text, of today, as nobody has reviewed it yet.

    `missing` are the works by their ids that the project does not have: those that are cited become its own, also
    those of the `parts` that it includes.
    """
    source = Source("", re.sub(r"\A(?:#.*\n|\s)*", "", text))
    root = parse(source).root
    if not isinstance(root, Map):
        return SCHEMA_OF_HANDOUT + source.text
    lines = list(_lines(source.text, root, {"version": '"1.0"', **dates_of(today)}))
    cited = [missing[one] for one in dict.fromkeys(_CITED.findall("\n".join((text, *parts)))) if one in missing]
    if cited and not root.entry("references"):
        lines.append("\nreferences:\n" + "".join(f"  - {flow(_texts(work))}\n" for work in cited))
    return SCHEMA_OF_HANDOUT + "".join(lines)


def _lines(text: str, root: Map, changed: Mapping[str, str]) -> Iterator[str]:
    """The text, entry by entry, without what belonged to the old one alone."""
    starts = [key.start for key, _ in root.entries]
    for (key, _), start, end in zip(root.entries, starts, [*starts[1:], len(text)], strict=True):
        if key.text in changed:
            yield f"{key.text}: {changed[key.text]}\n"
        elif key.text not in _OF_THE_OLD_ONE:
            yield text[start:end]


def _texts(value: object) -> object:
    """What JSON holds, as YAML's texts."""
    if isinstance(value, dict):
        return {key: _texts(one) for key, one in value.items() if key != "custom"}
    if isinstance(value, list):
        return [_texts(one) for one in value]
    return str(value)
