"""Files become validated models; CarefoldError says all that is wrong, sorted by place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.several import in_order
from carefold.model.brand import Brand
from carefold.model.font_shelf import FontShelf
from carefold.model.handout import Handout
from carefold.model.layout import Layout
from carefold.model.reference import LibraryReference, Reference
from carefold.model.settings import Settings
from carefold.reading.check.former_phones import former_phones
from carefold.reading.check.picture_files import brand_problems, picture_problems
from carefold.reading.includes import Parts
from carefold.reading.json_items import flawless_items, json_data, parse_json
from carefold.reading.validate import Checked, validate
from carefold.reading.yaml.nodes import Node, Sequence
from carefold.reading.yaml.parse import EMPTY, data, parse
from carefold.reading.yaml.source import Source, check_characters, decode, read_bytes

M = TypeVar("M", bound=BaseModel)
Look = Callable[[Node], Iterable[Finding]]

_MAX_REFERENCES = 8 << 20
_WHEN_EMPTY: dict[type[BaseModel], str] = {
    Brand: "write who you are: `name: …`, `contact: {phone: …}` and `disclaimer: …` are the least.",
    Layout: "copy one of carefold's layouts into it, and change that.",
    FontShelf: "write `families:` into it, or delete the file.",
}


def read_handout(path: Path, shown: Callable[[Path], str], root: Path) -> Handout:
    """One handout with the blocks that it includes; `shown` names a file in messages.

    `root` is the project's folder, from which pictures and included files are found.
    """
    fill = partial(Parts(root, shown).fill, path=path)
    return read(Handout, path, shown(path), lambda node: picture_problems(node, root), fill)


def read_sources(path: Path, shown: Callable[[Path], str], root: Path) -> dict[str, bytes]:
    """A handout's file and those that it includes, as they are on disk, by their paths in the project."""
    written = read_bytes(path, shown(path))
    parts, parsed = Parts(root, shown), parse(decode(written, shown(path)))
    if parsed.root:
        parts.fill(parsed.root, path)
    return {path.relative_to(root).as_posix(): written, **parts.files}


def read_brand(path: Path, shown: str) -> Brand:
    """One brand.yaml; its logo and photo are found from its folder."""
    brand = read(Brand, path, shown, lambda node: brand_problems(node, path.parent))
    _raise(list(former_phones(brand)))
    return brand


def read_layout(path: Path, shown: str) -> Layout:
    """One page layout."""
    return read(Layout, path, shown)


def read_fonts(path: Path, shown: str) -> FontShelf:
    """One fonts.yaml."""
    return read(FontShelf, path, shown)


def read_settings(path: Path, shown: str) -> Settings:
    """One project.yaml; one of comments alone has no settings of its own."""
    source = decode(read_bytes(path, shown), shown)
    if all(not line or line.startswith("#") for line in map(str.strip, source.text.splitlines())):
        return Settings()
    return from_text(Settings, source)


def read_references(path: Path, shown: str) -> dict[str, Reference]:
    """The items of a CSL-JSON file by their id."""
    source = decode(read_bytes(path, shown, _MAX_REFERENCES), shown)
    items = flawless_items(source)
    if items is not None:
        try:
            found: dict[str, Reference] = {str(made.id): made for made in map(LibraryReference.model_validate, items)}
        except ValidationError:
            found = {}
        if len(found) == len(items):
            return found
    return _judged_references(source)


def _judged_references(source: Source) -> dict[str, Reference]:
    """The items of a CSL-JSON file, and all that is wrong with them."""
    root, problems = parse_json(source)
    if not isinstance(root, Sequence):
        hint = "a file of references starts with `[` and ends with `]`."
        raise CarefoldError([*problems, Finding("this is no list of references.", root.place, hint)])
    found: dict[str, Reference] = {}
    for number, item in enumerate(root.items, start=1):
        made, wrong = validate(LibraryReference, json_data(item), Checked(item, (), number))
        problems += wrong
        if made and made.id in found:
            message = f"`{made.id}` stands here twice; the first is in line {found[made.id].place.line}."
            problems.append(Finding(message, item.place, "remove one of the two."))
        elif made:
            found[made.id] = made
    _raise(problems)
    return found


def read(model: type[M], path: Path, shown: str, look: Look | None = None, fill: Look | None = None) -> M:
    """Any YAML file as its model; `look` finds what only the files around it show, `fill` includes what it names."""
    return from_text(model, decode(read_bytes(path, shown), shown), look, fill)


def from_text(model: type[M], source: Source, look: Look | None = None, fill: Look | None = None) -> M:
    """YAML text as its model."""
    check_characters(source)
    parsed = parse(source)
    if parsed.root is None:
        raise _sorted(_for_empty(model, problem) for problem in parsed.problems)
    checked = Checked(parsed.root, (*parsed.problems, *(fill(parsed.root) if fill else ())))
    made, problems = validate(model, data(parsed.root), checked)
    problems += look(parsed.root) if look else ()
    _raise(problems)
    if made is None:
        raise _sorted([Finding("this file can't be read.", parsed.root.place)])
    return made


def _for_empty(model: type[BaseModel], problem: Finding) -> Finding:
    hint = _WHEN_EMPTY.get(model)
    return replace(problem, hint=hint) if hint and problem.message == EMPTY else problem


def _raise(problems: list[Finding]) -> None:
    if problems:
        raise _sorted(problems)


def _sorted(problems: Iterable[Finding]) -> CarefoldError:
    return CarefoldError(in_order(problems))
