"""The command line, run in this process; fixtures for whoever imports them."""

from __future__ import annotations

import contextlib
import io
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pypdfium2
import pytest

from carefold.commands import main

DECEMBER_2026 = "1796083200"


@dataclass(frozen=True)
class Run:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """What stands on stdout: one JSON document and nothing else."""
        return json.loads(self.out)


class _Stream(io.TextIOWrapper):
    def __init__(self, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode()  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def carefold(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Run]:
    """Run the command line in a folder, as if it were December 2026."""
    nowhere = tmp_path_factory.mktemp("nowhere")

    def run(
        *arguments: str | Path, cwd: Path | None = None, epoch: str = DECEMBER_2026, terminal: bool = False,
        cache: Path = nowhere / "cache",
    ) -> Run:  # fmt: skip
        out, err, code = _Stream(terminal), _Stream(terminal), 0
        with (
            mock.patch.dict(os.environ, SOURCE_DATE_EPOCH=epoch, XDG_CACHE_HOME=str(cache)),
            contextlib.chdir(cwd or nowhere),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            try:
                main([str(argument) for argument in arguments])
            except SystemExit as end:
                code = int(end.code or 0)
        return Run(code, out.text(), err.text())

    return run


@pytest.fixture(scope="session")
def words() -> Callable[[Path], str]:
    """The words of a PDF, in one line."""

    def read(path: Path) -> str:
        with pypdfium2.PdfDocument(path) as document:
            texts = [page.get_textpage().get_text_bounded() for page in document]
        return " ".join(" ".join(texts).split())

    return read


@pytest.fixture(scope="session")
def files() -> Callable[[Path], set[str]]:
    """All files below a folder, hidden ones too; but for what builds keep and tell of what they made."""

    def find(folder: Path) -> set[str]:
        found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
        told = (".carefold", "manifest.json", "index.html")
        return {path.as_posix() for path in found if set(path.parts).isdisjoint(told)}

    return find
