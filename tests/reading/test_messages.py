"""Each bad spelling with its message: tests/golden/reading.txt is the table, for people to read.

A case is a title, what the author wrote, and after `>` what is said. `[blocks]` puts it in place of the blocks of a
small handout, `[key]` in place of the line of that key, `[sections:]` in place of all sections, `[file]` is a whole
file.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from following import placed

TABLE = Path(__file__).parents[1] / "golden" / "reading.txt"


def cases() -> Iterator[tuple[str, str, str, list[str]]]:
    """Title, where, what is written, what is said."""
    for part in TABLE.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, *lines = part.rstrip("\n").split("\n")
        where, _, name = title.partition("] ")
        written = "\n".join(line for line in lines if not line.startswith("> "))
        yield name, where.strip("[] "), written, [line[2:] for line in lines if line.startswith("> ")]


@pytest.mark.parametrize(
    ("where", "written", "said"), [pytest.param(*case[1:], id=f"{case[1]}: {case[0]}") for case in cases()]
)
def test_message(where: str, written: str, said: list[str], handout: str, problems: Callable[[str], list[str]]) -> None:
    assert problems(placed(handout, where, written)) == said


def test_the_table_is_seen() -> None:
    assert len(list(cases())) > 100


def test_messages_read_well() -> None:
    for *_, said in cases():
        for line in said:
            message, _, hint = line.partition(" Hint: ")
            assert message.endswith((".", "?")), line
            assert hint, line
            assert "pydantic" not in line and "Value error" not in line and "libyaml" not in line
