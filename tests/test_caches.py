"""What a process keeps is bounded and named in one place, holds no patient's value, and follows its files."""

from __future__ import annotations

import ast
import gc
import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from carefold import caches
from carefold.caches import MOST, Results, kept_of_text, of_a_record
from carefold.commands import main
from carefold.imposition import room
from carefold.resources import shipped

PACKAGE = Path(caches.__file__).parent
NAME = "Zebulon-Q7"


def test_every_cache_stands_in_one_file_with_its_bound() -> None:
    others = [path for path in PACKAGE.rglob("*.py") if path.name != "caches.py"]
    signs = ("lru_cache", "functools.cache\n", "@cache\n")
    keeping = [path.name for path in others if any(sign in path.read_text() for sign in signs)]
    assert not keeping
    assert all(0 < most <= 50_000 for most in MOST.values())


def test_every_bound_is_of_a_cache() -> None:
    made = {f"{path.stem}.{name}" for path in PACKAGE.rglob("*.py") for name in _names(ast.parse(path.read_text()))}
    assert made >= MOST.keys()


def _names(tree: ast.Module) -> set[str]:
    """The functions and classes of a module, and the classes' functions."""
    found = set[str]()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
            found |= {f"{node.name}.{one.name}" for one in node.body if isinstance(one, ast.FunctionDef)}
    return found


def test_a_full_cache_begins_anew() -> None:
    known = Results(3)
    for number in range(10):
        assert known.filled((number,), str) == str(number)
        assert len(known) <= 3


def test_what_is_made_of_a_record_goes_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def shout(text: str) -> str:
        made.append(text)
        return text.upper()

    monkeypatch.setitem(caches.MOST, f"{__name__.rpartition('.')[2]}.{shout.__qualname__}", 9)
    shouted = kept_of_text(shout)
    shouted("dear")
    with of_a_record({"name": "ann"}):
        assert [shouted(text) for text in ("dear", "ann", "ann")] == ["DEAR", "ANN", "ANN"]
    assert made == ["dear", "ann"]
    shouted("ann")
    assert made == ["dear", "ann", "ann"]


def test_no_value_of_a_record_stays(clinic: Any) -> None:
    """Its words are shaped, parted and drawn; then nothing in the process holds them."""
    words = "Dear {{ patient.name }}, [call us](https://clinic.example) **{{ patient.name }}** now."
    clinic.write(f"- {words!r}", fields="{patient.name: {label: Name}}")
    for layout in ("letter", "trifold"):
        made = clinic.again(layout, values={"patient.name": NAME.swapcase()})
        assert _holders()
        del made
    assert not _holders()


def test_no_value_stays_after_a_merge(clinic: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic.write("- Dear {{ patient.name }}, rest.", fields="{patient.name: {label: Name}}")
    clinic.add("r.csv", "".join(("patient.name\n", *(f"{NAME.swapcase()}{number}\n" for number in range(3)))))
    monkeypatch.chdir(clinic.folder)
    with pytest.raises(SystemExit):
        main(["merge", "h", "--records", "r.csv", "--quiet", "--unreviewed", "a trial"])
    assert len([*clinic.folder.glob("private/*.pdf")]) == 3
    assert not _holders()


def _holders() -> list[str]:
    """What in this process holds the swapped name: its kind, and the text. Tuples of texts alone are not tracked."""
    gc.collect()
    found, left = list[str](), gc.get_objects()
    while left:
        one = left.pop()
        for held in gc.get_referents(one) if one is not found and one is not left else ():
            if isinstance(held, str | bytes):
                if NAME.swapcase() in (held if isinstance(held, str) else held.decode("latin-1")):
                    found.append(f"{type(one)} {held[:80]!r}")
            elif isinstance(held, tuple) and not gc.is_tracked(held):
                left.append(held)
    return found


def test_a_font_a_picture_and_a_brand_are_read_anew_when_they_change(clinic: Any) -> None:
    clinic.write("- figure: {image: handouts/pictures/p.png, alt: A square}")
    own = clinic.folder / "fonts"
    shutil.copytree(shipped() / "fonts", own)
    _paint(clinic.folder, "red")
    before = clinic.again("letter")
    assert clinic.again("letter").data == before.data
    _paint(clinic.folder, "blue")
    repainted = clinic.again("letter")
    assert repainted.data != before.data
    brand = clinic.folder / "brand.yaml"
    brand.write_text(brand.read_text().replace("Riverbend", "Hillside"))
    renamed = clinic.again("letter")
    assert "Hillside" in renamed.resolved.brand.name
    regular, other = (own / name for name in ("SourceSans3-Regular.ttf", "SourceSans3-Bold.ttf"))
    shutil.copy(other, regular)
    assert clinic.again("letter").data != renamed.data


def test_layouts_are_judged_once_until_they_change(clinic: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[str] = []
    monkeypatch.setattr(room, "room_problems", lambda layout: judged.append(layout.title) or ())
    clinic.write("- Rest.")
    (clinic.folder / "layouts").mkdir()
    own = shutil.copy(shipped() / "layouts/letter.yaml", clinic.folder / "layouts/own.yaml")
    clinic.again("own")
    assert len(judged) == 1
    clinic.again("own")
    assert len(judged) == 1
    own.write_text(own.read_text() + "\n# changed\n")
    clinic.again("own")
    assert len(judged) == 2


def _paint(folder: Path, colour: str) -> None:
    (folder / "handouts/pictures").mkdir(exist_ok=True)
    Image.new("RGB", (40, 40), colour).save(folder / "handouts/pictures/p.png")
