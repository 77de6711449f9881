"""What can alter a file: a digest for each thing that it is made from, by the name under which people know it."""

from __future__ import annotations

import json
import os
import platform
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from carefold.approval.chain import FILE
from carefold.caches import kept, read_once
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.families import font_folder, is_file_name
from carefold.model.reference import Reference
from carefold.order import Order
from carefold.reading.files import read_fonts
from carefold.reading.own_words import word_files
from carefold.released.folder import FOLDER
from carefold.remembered import Remembered, digest_of
from carefold.resources import is_file
from carefold.version import __version__
from carefold.workspace import (
    Workspace,
    handout_home,
    load_brand,
    load_decisions,
    load_layout,
    load_references,
    released_of,
)

LIBRARIES = (
    "reportlab", "deflate", "uharfbuzz", "fonttools", "PyYAML", "pydantic", "markdown-it-py", "citeproc-py", "Pillow",
    "segno", "lxml", "tinycss2", "cssselect2", "pypdf", "pypdfium2",
)  # fmt: skip
"""What makes bytes, or judges them."""

CODE = "carefold's code"
REFERENCES = "handouts/references.json"
RELEASED = f"{FOLDER}/"
_PLANNING: dict[str, Any] = {
    "brand": True, "layouts": True, "languages": True, "editions": True, "brands": True, "sites": True, "output": True,
    "time_zone": True, "mail": True, "ledger": True, "keep": True, "retain": True, "printer": {"job_name", "stack"},
}  # fmt: skip
"""Settings that say what is made, and where to, not how."""


VERSIONS = ("carefold", "python", "zlib", *LIBRARIES)
"""The labels of `tools`."""


def tools() -> dict[str, str]:
    """The version of each thing that makes or judges files, by name."""
    found = {"carefold": __version__, "python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION}
    return found | {name: _version(name) for name in LIBRARIES}


@kept
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


class Inputs:
    """The digests of one run: each file is read once."""

    def __init__(self, workspace: Workspace, remembered: Remembered) -> None:
        self._workspace = workspace
        self._remembered = remembered
        self._digests: dict[str, str] = {}
        self._of_references: dict[str, str] = {}
        self._home = str(workspace.sources.home)
        self._names = frozenset(workspace.sources.project_names("handouts"))
        self._shared: dict[tuple[str | None, str], dict[str, str]] = {}

    def look_at(self, sources: Iterable[str]) -> None:
        """Take the digests of handouts before anybody reads them: who changes one meanwhile sees it made again."""
        for source in sources:
            with suppress(OSError, ValueError):  # also a name that no file has
                self._file(f"{self._home}/handouts/{source}.yaml")

    def own(self, source: str) -> dict[str, str]:
        """Each file that a handout is read from, by its path in the project; CarefoldError where that can't be told."""
        files = self._remembered.files(source)
        home = self._home if source in self._names else str(handout_home(self._workspace, source))
        return {file: f"{home}/{file}" for file in files}

    def of(self, order: Order, cites: Sequence[str]) -> dict[str, str]:
        """A digest for each thing that an order's file is made from, with the references that it cites.

        CarefoldError for what can't be read.
        """
        facts = self._remembered.facts(order.source)
        past = facts.review_by < self._workspace.today.isoformat()
        return {
            **{label: self._file(path) for label, path in self.files(order).items()}, **self._always,
            REFERENCES: self.references(cites), FILE: self._decisions(order.source),
            RELEASED: ",".join(sorted(self._released.get((order.source, facts.version), ()))),
            "review-by": "past" if past else "ahead", "--allow-expired": str(past and order.allow_expired),
        }  # fmt: skip

    def files(self, order: Order) -> dict[str, str]:
        """What an order's file is made from, but for references and settings; CarefoldError for what can't be read."""
        shared = order.brand, order.layout
        if shared not in self._shared:
            brand = {self._label(path): str(path) for path in self._brand(order.brand)}
            words = {self._label(path): str(path) for path in word_files(self._workspace.sources.project)}
            self._shared[shared] = brand | dict(self._layouts(order.layout)) | words
        return self.own(order.source) | self._shared[shared]

    @cached_property
    def _always(self) -> dict[str, str]:
        settings = self._workspace.settings
        chosen = settings.model_dump(mode="json", exclude=_PLANNING)
        told = {"project.yaml": _of_text(chosen, settings.languages[0], settings.mail.largest)}
        modified = self._workspace.modified
        code = {CODE: self._remembered.carefold, "SOURCE_DATE_EPOCH": modified.isoformat() if modified else ""}
        return told | code | tools()

    def _brand(self, wanted: str | None) -> Iterator[Path]:
        brand, folder = load_brand(self._workspace, wanted)
        yield folder / Path(brand.place.file).name
        yield from (folder / name for name in (brand.logo, brand.photo) if name)
        fonts = brand.fonts
        for name in dict.fromkeys((fonts.text, fonts.heading, *fonts.fallback)):
            yield from self._font(name)

    def brand_changed(self, order: Order, before: Mapping[str, str]) -> bool:
        """Whether an order's brand.yaml is another than it was; not where it can't be read, since nobody knows then."""
        try:
            brand, folder = load_brand(self._workspace, order.brand)
        except CarefoldError:
            return False
        path = folder / Path(brand.place.file).name
        return before.get(self._label(path)) != self._file(str(path))

    def _label(self, path: Path) -> str:
        """How people know a file, from wherever they look: by its path in the project, or among what is shipped."""
        path, sources = Path(os.path.normpath(path)), self._workspace.sources
        for root in sources.roots:
            if path.is_relative_to(root):
                whose = "" if root == sources.home else "carefold's "
                return f"{whose}{path.relative_to(root).as_posix()}"
        return path.as_posix()

    def _layouts(self, name: str) -> Iterator[tuple[str, str]]:
        """A layout, and its twin for other paper, which may take its place; whosever it is."""
        sources = self._workspace.sources
        for one in filter(None, (name, load_layout(self._workspace, name).twin)):
            file = f"layouts/{one}.yaml"
            yield file, str(sources.named("layouts", one) or sources.home / file)

    def _font(self, family: str) -> Iterator[Path]:
        """The list of fonts that names a family first, and the family's files; or the one file that stands for it."""
        if is_file_name(family):
            yield font_folder(self._workspace, family) / family
            return
        for root in self._workspace.sources.roots:
            path = root / "fonts" / "fonts.yaml"
            shelf = read_once(read_fonts, path, self._workspace.shown(path)).families if is_file(path) else {}
            if family in shelf:
                files = shelf[family].model_dump(exclude={"features"}).values()
                yield from (path, *(path.parent / file for file in files))
                return

    @cached_property
    def library(self) -> Mapping[str, Reference]:
        """The references, as they were before anything was made; CarefoldError where they can't be read."""
        return load_references(self._workspace)

    def references(self, cites: Sequence[str]) -> str:
        """A digest of the entries of references.json that a handout cites."""
        return ",".join(map(self._reference, cites))

    def _reference(self, name: str) -> str:
        if name not in self._of_references:
            one = self.library.get(name)
            self._of_references[name] = _of_text(one.model_dump(mode="json")) if one else ""
        return self._of_references[name]

    def _decisions(self, source: str) -> str:
        """The last decision about a handout, which holds the digest of that before it."""
        decisions = load_decisions(self._workspace, source)
        return decisions[-1].digest if decisions else ""

    @cached_property
    def _released(self) -> Mapping[tuple[str, str], set[str]]:
        """The seals of what was given out, by handout and version: other words under that version are refused then."""
        found, released = dict[tuple[str, str], set[str]](), released_of(self._workspace)
        for one in released.releases() if released else ():
            found.setdefault((one.handout, one.version), set()).add(one.seal)
        return found

    def _file(self, path: str) -> str:
        if path not in self._digests:
            try:
                self._digests[path] = digest_of(path)
            except (FileNotFoundError, NotADirectoryError):
                self._digests[path] = "missing"
        return self._digests[path]


def _of_text(*values: object) -> str:
    written = json.dumps(values, sort_keys=True, default=str)
    return blake2b(written.encode(errors="surrogatepass"), digest_size=16).hexdigest()


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """The labels under which something is not what it was, those of files first."""
    labels = (*now, *(label for label in before if label not in now))
    return [label for label in labels if before.get(label) != now.get(label)]


def told(label: str, before: str | None, now: str | None) -> str:
    """A change in words."""
    if label == "review-by":
        return "its review date has passed" if now == "past" else "its review date is ahead again"
    if label == RELEASED:
        return "its version was given out"
    if label in VERSIONS:
        return f"{label} {before or 'none'} → {now or 'none'}"
    if before is None:
        return f"{label} is new"
    return f"{label} changed" if now is not None else f"{label} is no part of it any more"
