"""Processes that make files for a caller, and end with it or as soon as it wants no more.

Each has a pipe of its own, and shares no lock: who dies, however suddenly, keeps nobody waiting. Those of
`concurrent.futures` send through one pipe, and one that is killed in the midst of sending keeps its caller for ever.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import queue
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Processes(Executor):
    """Processes that are given calls, each when it has done the one before.

    As soon as one ends without a word, so do the others, and what was not done yet is a BrokenExecutor.
    """

    def __init__(self, jobs: int, context: BaseContext) -> None:
        self._jobs, self._context = jobs, context
        self._given = queue.SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None]()
        self._givers = list[threading.Thread]()
        self._processes = list[BaseProcess]()
        self._idle = threading.Semaphore(0)
        self._is_broken = False

    def submit(self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """A call, for the next process that is free; BrokenExecutor where one has ended without a word."""
        if self._is_broken:
            raise _broken()
        if not self._idle.acquire(blocking=False) and len(self._processes) < self._jobs:
            self._start()
        future = Future[T]()
        self._given.put((future, partial(call, *args, **kwargs)))
        return future

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        process: BaseProcess = self._context.Process(target=_work, args=(theirs,), daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()  # so that what it sends ends with it
        giver = threading.Thread(target=self._give, args=(ours,), daemon=True)
        self._processes.append(process)
        self._givers.append(giver)
        giver.start()

    def _give(self, pipe: Connection) -> None:
        """Give calls to one process, one after the other, and take what comes of them."""
        with pipe:
            while given := self._given.get():
                future, call = given
                if not future.set_running_or_notify_cancel():
                    continue
                try:
                    if self._is_broken:
                        raise EOFError
                    pipe.send(call)
                    is_done, came = pipe.recv()
                except (EOFError, OSError):
                    self.end()
                    future.set_exception(_broken())
                except Exception as error:  # what can't be sent, or read
                    future.set_exception(error)
                else:
                    (future.set_result if is_done else future.set_exception)(came)
                self._idle.release()
            with suppress(OSError):
                pipe.send(None)

    def end(self) -> None:
        """End all processes, whatever they are at."""
        self._is_broken = True
        for process in self._processes:
            process.kill()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls; the processes end when they have done those that they were given."""
        if cancel_futures:
            self.end()
        for _ in self._givers:
            self._given.put(None)
        if wait:
            for giver in self._givers:
                giver.join()
            for process in self._processes:
                process.join()


def _broken() -> BrokenProcessPool:
    return BrokenProcessPool("a process ended without a word")


def started_by(*modules: str) -> BaseContext:
    """How processes are started: from one that has imported some modules, where that can be."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload([*modules])
    return context


def _work(pipe: Connection) -> None:
    """Do what comes: the caller alone hears Ctrl-C, and is not outlived."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(100_000)
    threading.Thread(target=_end_with_caller, daemon=True).start()
    with suppress(EOFError, OSError):  # it is gone
        while call := pipe.recv():
            try:
                came = True, call()
            except Exception as error:
                came = False, error
            try:
                pipe.send(came)
            except (EOFError, OSError):
                raise
            except Exception as error:  # it can't be pickled; its own words may hold what is private
                pipe.send((False, TypeError(type(error).__name__)))


def _end_with_caller() -> None:
    if caller := multiprocessing.parent_process():
        connection.wait([caller.sentinel])
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
