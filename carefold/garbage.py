"""When Python looks for objects that hold each other."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MANY = 100_000  # objects


@contextmanager
def collected_later() -> Iterator[None]:
    """Within this no one looks for garbage: a document's objects live until it is done, and each search costs time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def collected_rarely() -> Iterator[None]:
    """Within this garbage is looked for rarely: many documents are made one after the other."""
    before = gc.get_threshold()
    gc.set_threshold(_MANY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def frozen() -> Iterator[None]:
    """Within this, processes are forked that never look at what there is already: so it stays shared with them."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
