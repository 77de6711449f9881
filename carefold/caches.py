"""What a process keeps for the next time: every cache stands here with its bound, and nothing else is kept.

None holds a patient's value: within `of_a_record`, what is made of a text goes when its document is done.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

MOST = {
    # Files, read anew when they change.
    "workspace._read_layout": 64, "files.read_brand": 32, "files.read_references": 4, "files.read_fonts": 4,
    "twins._read_original": 64, "withdrawals._read": 64, "chain._read": 4, "folder._read_all": 4,
    "drawings.check_drawing": 256, "rasters.check_raster": 256, "image_files._measured": 256,
    "image_files._drawn": 64, "image._upright": 256, "image._encoded": 32, "raster._encoded": 32,
    "sheet_code._digest": 256, "face.Face": 64, "face.with_fallbacks": 64,
    # What is made of fonts, pictures and what is shipped.
    "resources.shipped": 1, "rows.parted": 1024, "objects.page_reference": 1024,
    "characters._characters_of": 16, "embedded._subset": 128, "embedded._meanings": 64, "form._typing_program": 4,
    "fonts.standard_widths": 14, "symbols.names": 1, "symbols.symbol": 128, "symbols.other_names": 1,
    "body.figure": 2, "body._spots": 1,
    "profile.is_srgb": 16, "xmp.srgb": 1, "markdown._parser": 1, "bibliography._style": 4,
    "verapdf._profile": 8,
    "language.tags": 8, "language.Language.of": 64, "language._lines": 128, "language._words": 128,
    "language._listed": 8,
    "language._pairs": 64, "language._meanings": 64, "language._rules": 64, "language._pattern": 128,
    "language._others": 1,
    "grades._formulas": 8, "dose_units.unit": 8, "dose_units.dose": 8, "doses._spellings": 4, "doses._every": 4,
    "doses._taking": 4,
    "dose_numbers._patterns": 8, "often._ways": 4, "percents._percent": 8, "percents._percent_again": 8,
    "percents._share_again": 8, "percents._lists": 4, "shares._share_pattern": 4, "shares._turned_pattern": 4,
    "shares._number": 4, "shares._doing": 4,
    "vocabulary._phrases": 4, "vocabulary._of_doses": 4, "wordings._listed": 128, "facts._time": 8, "facts._many": 8,
    "look_alikes._listed": 8, "field_spec._spec": 256, "disguised._units": 1, "glosses._no_gloss": 8,
    "vocabulary._names": 8, "vocabulary._endings": 8, "misspelled._common": 2, "misspelled._dictionary": 4,
    "syllables._rules": 8, "phones._apart": 1,
    "phones._extension": 1, "held._clock": 8, "called._calling": 8, "called._counted": 8,
    "called._emergency_lines": 1, "stretches._patterns": 64,
    "stretches._date_words": 8, "cited_last._number": 8, "series._pattern": 16,
    # What is made of texts.
    "resolve._parsed": 1024, "bibliography._entry": 4096, "embedded._spelling": 64, "face.Face.shape": 8192,
    "breaks.parts_of": 4096, "stretches.stretches": 4096, "itemise.itemise": 4096,
    "gather.at_any_size": 4096, "gather.gathered_part": 64,
    "pool._run": 2, "state._checks": 2, "ahead._writer": 1,
    "inputs._version": 32,
    "qr._symbol": 64, "syllables.syllables": 50_000, "vocabulary._plain_of": 20_000, "misspelled._meant": 20_000,
}  # fmt: skip
"""How many results are kept, by module and function; of fonts' words, so many for each font."""

_record: ContextVar[dict[Hashable, Any] | None] = ContextVar("_record", default=None)


def kept(make: Callable[P, T]) -> Callable[P, T]:
    """A function whose results are kept; its arguments may be no text of a handout."""
    return lru_cache(maxsize=_most(make))(make)  # type: ignore[return-value]


def kept_of_text(make: Callable[P, T]) -> Callable[P, T]:
    """A function of texts whose results are kept, those of a record until its document is done."""
    known = Results(_most(make))

    @wraps(make)
    def once(*key: P.args, **_: P.kwargs) -> T:
        found: T | None = known.get(key)
        return known.filled(key, make) if found is None else found

    return once


class Results(dict[Hashable, Any]):
    """Results by their arguments; when there are as many as may be, it begins anew."""

    __slots__ = ("most",)

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def filled(self, key: tuple[Any, ...], make: Callable[..., T]) -> T:
        """What is made of arguments that have no result here."""
        of_record = _record.get()
        if of_record is not None:
            whole = (id(self), key)
            if whole not in of_record:
                of_record[whole] = make(*key)
            found: T = of_record[whole]
            return found
        if len(self) >= self.most:
            self.clear()
        made = self[key] = make(*key)
        return made


@contextmanager
def of_a_record(values: Mapping[str, str] | None) -> Iterator[None]:
    """Within this, texts may hold a patient's values, if there are any: what is made of them is not kept beyond it."""
    token = _record.set({} if values else None)
    try:
        yield
    finally:
        _record.reset(token)


def read_once(reader: Callable[..., T], path: Path, *more: Hashable) -> T:
    """What a reader makes of a file, and of `more`; it reads anew only when the file has changed."""
    try:
        state = path.stat()
    except OSError:
        return reader(path, *more)
    made: T = _reading(reader)(path, more, state.st_mtime_ns, state.st_size, state.st_ino)
    return made


@lru_cache(maxsize=len(MOST))
def _reading(reader: Callable[..., T]) -> Callable[..., T]:
    @lru_cache(maxsize=_most(reader))
    def read(path: Path, more: tuple[Hashable, ...], *_state: int) -> T:
        return reader(path, *more)

    return read


def _most(make: Callable[..., Any]) -> int:
    """The bound of a function's cache: each has one."""
    return MOST[f"{make.__module__.rpartition('.')[2]}.{make.__qualname__}"]
