"""Is a picture safe to draw: inside the project, what its name says, and whole?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from carefold.caches import read_once
from carefold.diagnostics.finding import Finding
from carefold.graphics.image_files import is_vector, opened
from carefold.reading.check.drawings import check_drawing
from carefold.reading.check.picture_paths import ENDINGS, SHELF, picture_file, unreadable
from carefold.reading.check.rasters import check_raster
from carefold.reading.diagnose.spot import split_hint
from carefold.reading.yaml.nodes import Map, Node, Scalar, walk

_MAX_RASTER_BYTES = 20 << 20
_MAX_SVG_BYTES = 2 << 20
_COVER = (600, 400)  # pixels that a photo on a cover has at least, across and up


def picture_problems(root: Node, folder: Path) -> Iterator[Finding]:
    """What is wrong with the pictures that `figure` and `cover-image` name, from the handout's project's folder."""
    figures = (node for path, node in walk(root) if path[-1:] == ("figure",) and isinstance(node, Map))
    images = (entry[1] for node in figures if (entry := node.entry("image")))
    for image in {image.place: image for image in images}.values():
        yield from _value_problems(image, folder, check_picture)
    cover = root.entry("cover-image") if isinstance(root, Map) else None
    if cover and isinstance(cover[1], Map) and (entry := cover[1].entry("image")):
        yield from _value_problems(entry[1], folder, _check_cover)


def brand_problems(root: Node, folder: Path) -> Iterator[Finding]:
    """What is wrong with a brand's logo and photo, from the folder of brand.yaml."""
    for key in ("logo", "photo"):
        if isinstance(root, Map) and (entry := root.entry(key)):
            yield from _value_problems(entry[1], folder, partial(check_picture, shelf=""))


def _value_problems(node: Node, folder: Path, check: Callable[[Path, str], None]) -> Iterator[Finding]:
    """What is wrong with one picture, at the place of its name."""
    if isinstance(node, Scalar) and node.text and not _is_masked(node):
        try:
            check(folder, node.text)
        except ValueError as error:
            message, hint = split_hint(str(error))
            yield Finding(message, node.place, hint)


def _is_masked(node: Scalar) -> bool:
    """Whether a value could not be read, which has been told, and is a row of x."""
    return set(node.text) == {"x"} and node.source.text[node.start : node.end] != node.text


def check_picture(folder: Path, written: str, shelf: str = SHELF) -> None:
    """Refuse a picture with ValueError, whose text may hold “ Hint: …”; `shelf` is where hints say to put one."""
    path = picture_file(folder, written, shelf)
    suffix = path.suffix.lower()
    if suffix not in ENDINGS:
        hint = "open it in a program that shows it, and save it as PNG or JPEG."
        raise ValueError(f"“{written}” is no picture that can be printed. Hint: {hint}")
    try:
        size = path.stat().st_size
        if not size:
            raise ValueError(f"“{written}” is empty. Hint: save it again, or copy it again.")
        limit = _MAX_SVG_BYTES if suffix == ".svg" else _MAX_RASTER_BYTES
        if size > limit:
            raise ValueError(f"“{written}” is larger than {limit >> 20} MiB. Hint: save it smaller.")
        read_once(check_drawing if suffix == ".svg" else check_raster, path, written)
    except OSError as error:
        raise unreadable(written, error) from None


def _check_cover(folder: Path, written: str) -> None:
    """Refuse a picture for a cover with ValueError; a photo has pixels enough to fill one."""
    check_picture(folder, written)
    file = picture_file(folder, written)
    if is_vector(file):
        return
    with opened(file) as picture:
        across, up = picture.size
    if across < _COVER[0] or up < _COVER[1]:
        message = f"“{written}” has {across} × {up} pixels, too few for a cover."
        raise ValueError(f"{message} Hint: take one with {_COVER[0]} × {_COVER[1]} or more.")
