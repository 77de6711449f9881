"""Processes that make files for a caller, and end with it or as soon as it wants no more."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from typing import TypeVar

T = TypeVar("T")


class Processes(ProcessPoolExecutor):
    """Processes that can be told that what they are at is for nobody."""

    def __init__(self, jobs: int, context: BaseContext) -> None:
        wanted, self._no_more = context.Pipe(duplex=False)
        super().__init__(jobs, context, _begin, (wanted,))

    def end(self) -> None:
        """End those that are at work; each call must have been made `while_wanted`."""
        self._no_more.close()


def started_by(*modules: str) -> BaseContext:
    """How processes are started: from one that has imported some modules, where that can be."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload([*modules])
    return context


_idle = threading.Lock()
"""Held while a process is not at work: it may be sending, and its caller would wait for the rest for ever."""


def while_wanted(call: Callable[[], T]) -> T:
    """What the call gives; meanwhile the process may be ended."""
    _idle.release()
    try:
        return call()
    finally:
        _idle.acquire()


def _begin(wanted: Connection) -> None:
    """Begin a process: its caller alone hears Ctrl-C, and is not outlived."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(100_000)
    _idle.acquire()
    threading.Thread(target=_end_when_unwanted, args=(wanted,), daemon=True).start()


def _end_when_unwanted(wanted: Connection) -> None:
    caller = multiprocessing.parent_process()
    gone = caller.sentinel if caller else -1
    if gone not in connection.wait([wanted, gone]):
        _idle.acquire()
    os._exit(1)


@contextmanager
def unheard() -> Iterator[None]:
    """Within this Ctrl-C waits, and processes that are started never hear it."""
    mask = getattr(signal, "pthread_sigmask", None)
    if mask is None:  # Windows
        yield
        return
    before = mask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        mask(signal.SIG_SETMASK, before)
