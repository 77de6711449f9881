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
import sys
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

from carefold.garbage import frozen

P = ParamSpec("P")
T = TypeVar("T")


class Processes(Executor):
    """Processes that are given calls, each when it has done the one before.

    As soon as one ends without a word, so do the others, and what was not done yet is a BrokenExecutor.
    """

    def __init__(self, jobs: int, context: BaseContext, begin: Callable[[], object] | None = None) -> None:
        """`begin` is what each does first."""
        self._jobs, self._context, self._begin = jobs, context, begin
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
            self._set_to_work(self._started())
        future = Future[T]()
        self._given.put((future, partial(call, *args, **kwargs)))
        return future

    def start(self) -> None:
        """Start all of them now; who forks has no threads of its own yet."""
        with frozen():
            started = [self._started() for _ in range(self._jobs)]
        for one in started:
            self._set_to_work(one)

    def _started(self) -> Connection:
        ours, theirs = self._context.Pipe()
        process: BaseProcess = self._context.Process(target=_work, args=(theirs, self._begin), daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()  # so that what it sends ends with it
        self._processes.append(process)
        return ours

    def _set_to_work(self, pipe: Connection) -> None:
        giver = threading.Thread(target=self._give, args=(pipe,), daemon=True)
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


def forked() -> BaseContext | None:
    """How processes are started that have all that their caller has; None where that is not safe."""
    is_alone = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork") if is_alone else None


def _work(pipe: Connection, begin: Callable[[], object] | None) -> None:
    """Do what comes: the caller alone hears Ctrl-C, and is not outlived."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(100_000)
    threading.Thread(target=_end_with_caller, daemon=True).start()
    if begin:
        begin()
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
