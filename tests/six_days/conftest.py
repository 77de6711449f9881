"""Six days at the clinic, one after the other: what is typed, what carefold says, and what is done by hand between."""

from __future__ import annotations

import io
import json
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import pytest
from command_line import Run, carefold, files, words  # noqa: F401
from lakeside import found, patients
from mailroom import Office, mailroom
from printshop import Shop, shop_in

DAYS = {day: str(1796083200 + 86400 * (day - 1)) for day in range(1, 7)}  # from December 1, 2026


@dataclass
class Clinic:
    """The folder, and all that was typed there, day by day."""

    folder: Path
    type_in: Callable[..., Run]
    office: Office
    shop: Shop
    day: int = 1
    code: str = ""  # of a sheet that was given out
    told: dict[int, list[str]] = field(default_factory=dict)

    def run(self, line: str, *answers: str, code: int = 0, shown: bool = True) -> Run:
        """Type a command, and answer what it asks; what it says is kept for the page of its day."""
        name, *arguments = shlex.split(line)
        assert name == "carefold"
        with mock.patch("sys.stdin", io.StringIO("".join(f"{one}\n" for one in answers))):
            run = self.type_in(*arguments, cwd=self.folder, epoch=DAYS[self.day])
        assert run.code == code, f"{line}\n{run.out}{run.err}"
        if shown:
            said = "\n".join(filter(None, (run.out.rstrip(), run.err.rstrip())))
            self.told.setdefault(self.day, []).append(f"$ {line}\n{said}".rstrip())
        return run

    def change(self, path: str, *pairs: tuple[str, str]) -> None:
        """Write other words into a file."""
        file = self.folder / path
        text = file.read_text("utf-8")
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new)
        file.write_text(text, "utf-8")

    def code_of(self, name: str) -> str:
        """The content code of a file on the shelf."""
        handouts = json.loads((self.folder / "out/manifest.json").read_text("utf-8"))["handouts"]
        return next(one["code"] for handout in handouts for one in handout["outputs"] if one["file"] == name)

    def last_words(self) -> str:
        """What the last message says as text."""
        body = self.office.messages[-1].get_body(("plain",))
        assert body is not None
        return " ".join(body.get_content().split())

    def append(self, path: str, line: str) -> None:
        """Write one more line."""
        file = self.folder / path
        file.write_text(f"{file.read_text('utf-8')}{line}\n", "utf-8")

    def add(self, path: str, text: str) -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file


@pytest.fixture(scope="package")
def clinic(tmp_path_factory: pytest.TempPathFactory, carefold: Callable[..., Run]) -> Iterator[Clinic]:  # noqa: F811
    """The clinic, as the days before have left it."""
    folder = tmp_path_factory.mktemp("lakeside")
    found(folder)
    with pytest.MonkeyPatch.context() as patch, mailroom() as office:
        shop = shop_in(tmp_path_factory.mktemp("printers") / "shop", patch)
        shop.add("Desk")
        patch.setenv("CAREFOLD_SMTP_URL", f"smtp://127.0.0.1:{office.port}")
        clinic = Clinic(folder, carefold, office, shop)
        clinic.add("patients.csv", patients())
        yield clinic
