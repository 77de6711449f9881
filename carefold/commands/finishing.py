"""Ctrl-C between two letters or messages, and not in the middle of one."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def finishing() -> Iterator[Callable[[], bool]]:
    """Within this, Ctrl-C lets what is being made be finished; pressed twice, it does not."""
    pressed = list[int]()

    def press(number: int, frame: FrameType | None) -> None:
        if pressed:
            signal.default_int_handler(number, frame)
        pressed.append(number)

    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:  # else nobody wants to be stopped so
        signal.signal(signal.SIGINT, press)
    try:
        yield lambda: bool(pressed)
    finally:
        if before is signal.default_int_handler:
            signal.signal(signal.SIGINT, before)
