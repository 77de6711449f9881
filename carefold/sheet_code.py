"""The code of a handout's sheet, with the pictures that stand on it."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from carefold.caches import read_once
from carefold.content.content_code import content_code
from carefold.model.layout import Layout
from carefold.model.pictures import Described
from carefold.model.walk import all_of
from carefold.reading.check.picture_paths import picture_file
from carefold.stages import Opened
from carefold.workspace import Workspace, load_references


def code_of(workspace: Workspace, opened: Opened, layout: Layout) -> str:
    """The code by which a handout's sheet is known: the same for all editions and records.

    ValueError for a picture that is not there any more.
    """
    first, library = workspace.settings.languages[0], load_references(workspace)
    return content_code(opened.handout, opened.brand, library, layout, first, tuple(_pictures(opened)))


def _pictures(opened: Opened) -> Iterator[str]:
    """A digest of each picture's bytes: the brand's, then the handout's as they stand in it."""
    for written in filter(None, (opened.brand.logo, opened.brand.photo)):
        yield read_once(_digest, picture_file(opened.brand_folder, written))
    yield from pictures_of(opened)


def pictures_of(opened: Opened) -> Iterator[str]:
    """A digest of each of the handout's own pictures; ValueError for one that is not there any more."""
    for picture in all_of(Described, opened.handout):
        yield read_once(_digest, picture_file(opened.home, picture.image))


def _digest(path: Path) -> str:
    return blake2b(path.read_bytes(), digest_size=16).hexdigest()
