"""Blocks of other files: where they stand, and what is said of files that can't be included."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.place import Place
from carefold.model.blocks import Callout, Include, Keep, TextBlock
from carefold.model.handout import Handout
from carefold.model.lists import BulletList
from carefold.reading import includes
from carefold.reading.check import picture_files as pictures
from carefold.reading.files import read_sources

Read = Callable[[str], Handout]
Problems = Callable[[str], list[str]]
PART = "handouts/parts/a.yaml"
SAVE = "Hint: Save it with the encoding UTF-8 in your editor."


@pytest.fixture
def add(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write a file of the project."""

    def write(name: str, written: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written.encode() if isinstance(written, str) else written)
        return path

    return write


@pytest.fixture
def around(handout: str) -> Callable[..., str]:
    """The small handout with these blocks; without any, it includes PART in line 13."""

    def put(*blocks: str) -> str:
        lines = "\n".join(blocks or (f"- include: {PART}",)).split("\n")
        return handout.replace("      - A text.", "\n".join(f"      {line}" for line in lines))

    return put


Add = Callable[[str, str | bytes], Path]
Around = Callable[..., str]


def included(handout: Handout, number: int = 0) -> tuple[Any, ...]:
    block = handout.sections[0].blocks[number]
    assert isinstance(block, Include)
    return block.include


# --- what is right


def test_the_blocks_know_their_own_file(add: Add, around: Around, read: Read) -> None:
    add(PART, "# Shared\n\n- Call us.\n- list: [Day,\n    Night]\n")
    made = read(around("- Before.", f"- include: {PART}", "- After."))
    text, listed = included(made, 1)
    assert isinstance(text, TextBlock) and isinstance(listed, BulletList)
    assert (text.text, text.place, text.text.place(5)) == ("Call us.", Place(PART, 3, 3), Place(PART, 3, 8))
    assert (listed.place, listed.items[1].place()) == (Place(PART, 4, 3), Place(PART, 5, 5))
    assert [block.place for block in made.sections[0].blocks] == [Place("h.yaml", line, 9) for line in (13, 14, 15)]


def test_a_file_is_included_wherever_a_block_may_stand(add: Add, around: Around, read: Read) -> None:
    add(PART, "- Shared.\n")
    add("parts/b.yaml", f"- keep:\n    - include: {PART}\n- include: ./{PART}\n")
    made = read(around(f"- keep: [include: {PART}]", f"- callout: {{kind: tip, blocks: [{{include: {PART}}}]}}",
                       "- include: parts/b.yaml"))  # fmt: skip
    keep, callout, again = made.sections[0].blocks
    assert isinstance(keep, Keep) and isinstance(callout, Callout) and isinstance(again, Include)
    inner, last = again.include
    shared = [keep.keep[0], callout.callout.blocks[0], inner.keep[0], last]
    assert [block.include[0].text for block in shared] == ["Shared."] * 4
    assert len({id(block.include[0]) for block in shared}) == 4, "each has its own"


def test_a_condition_stands_beside_the_path(add: Add, around: Around, read: Read) -> None:
    add(PART, "- text: Shared.\n  when: visit.date\n")
    block = read(around(f"- include: {PART}\n  when: not visit.date")).sections[0].blocks[0]
    assert isinstance(block, Include)
    assert (block.when, block.include[0].when) == ("not visit.date", "visit.date")


def test_links_inside_the_project(add: Add, around: Around, read: Read, problems: Problems, tmp_path: Path) -> None:
    add(PART, "- Shared.\n")
    (tmp_path / "link.yaml").symlink_to(tmp_path / PART)
    assert included(read(around("- include: link.yaml")))[0].place == Place(PART, 1, 3)
    (tmp_path / "round.yaml").symlink_to(tmp_path / "round.yaml")
    assert problems(around("- include: round.yaml"))
    outside = tmp_path.parent / f"{tmp_path.name}.yaml"
    outside.write_text("- Secret.\n")
    (tmp_path / "out.yaml").symlink_to(outside)
    (tmp_path / "folder").symlink_to(tmp_path.parent)
    for name in ("out.yaml", f"folder/{outside.name}", "folder/none.yaml"):
        (problem,) = problems(around(f"- include: {name}"))
        hint = "Hint: Put a copy into the project's folder."
        assert problem == f"13:18: “{name}” leads out of the project. {hint}"


def test_the_sources_are_the_bytes_of_all_files(add: Add, around: Around, tmp_path: Path) -> None:
    path = add("handouts/h.yaml", around(f"- include: ./{PART}", f"- keep: [include: {PART}]"))
    add(PART, "- include: b.yaml\n- include: unused/../x.yaml\n")
    add("b.yaml", b"\xef\xbb\xbf- Shared.\r\n")
    assert read_sources(path, Path.as_posix, tmp_path) == {
        "handouts/h.yaml": path.read_bytes(), PART: (tmp_path / PART).read_bytes(),
        "b.yaml": b"\xef\xbb\xbf- Shared.\r\n",
    }  # fmt: skip


# --- what is said of a file's own faults


AS_LIST = "1:1: a file that is included must be a list of blocks."


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("- text: *bold*\n- Fine.\n", "1:9: a text that starts with `*` needs quotes."),
        ("-\tText.\n", "1:2: a tab stands here. Hint: Type a space instead."),
        ("- list:\n\t- a\n", "2:1: this line is indented with a tab."),
        ("- A.\n- lits: [a]\n", "2:3: `lits` is no block. Hint: Did you mean `list`?"),
        ("- A.\n- text: B.\n  wen: x\n", "3:3: unknown key `wen`. Hint: Did you mean `when`?"),
        ("- list: one\n", "1:9: `list` must be a list, but a text stands here. Hint: Write: - list: [one]"),
        ("- steps:\n    - text: Go.\n", "2:7: `title` is missing. Hint: Add `title: …`."),
        ("- table: {header: [a, b], rows: [[c]]}\n", "1:34: this row has 1 cell, but the header has 2."),
        ("- A.\n-\n- B.\n", "2:2: item 2 is empty. Hint: Write it, or remove the line."),
        ("- list:\n  - A.\n  -\n", "3:4: item 2 of `list` is empty. Hint: Write it, or remove the line."),
        ("- A.\n- [a]\n", "2:3: a list can't stand here without its block's name."),
        ("- page-break\n", "1:3: `page-break` without a colon is only a text, not a block."),
        ("- blocks: [A.]\n", "1:3: `blocks` is no block. Hint: The blocks are `text`, "),
        ("- Note: bring your card\n", "1:3: `Note` is no block; it is a callout here."),
        ("- &a A.\n", "1:3: a text that starts with `&` needs quotes (an anchor is not allowed)."),
        ("- A.\n---\n- B.\n", "2:1: a second document starts here (`---`)."),
        (b"- caf\xe9\n", f"1:6: the file is not UTF-8 text. {SAVE}"),
        (b"- A.\0\n", "1:5: a character that can't be printed stands here (U+0000). Hint: Delete it."),
        (b"#" * (2 << 20), "the file is larger than 1 MiB. Hint: Share it out over several files."),
        ("", "the file is empty. Hint: Write blocks into it: `- A text.`"),
        ("# Later.\n", "the file is empty. Hint: Write blocks into it: `- A text.`"),
        ("[]\n", "1:1: this list has no blocks. Hint: Write `- ` and a text or a block."),
        ("Call us.\n", f"{AS_LIST} Hint: Put `- ` before each text."),
        ("{}\n", f"{AS_LIST} Hint: Put `- ` before it, and two spaces before the lines that belong to it: "
         "`- text: …`."),
        ("callout:\n  kind: note\n", f"{AS_LIST} Hint: Put `- ` before it, and two spaces before the lines that belong "
         "to it: `- callout: …`."),
        ("blocks:\n  - A.\n", f"{AS_LIST} Hint: Leave out `blocks:`, and let the list start at the left edge."),
        ("- figure: {image: none.svg, alt: A}\n", "1:19: there is no picture “none.svg”."),
        ("- include: handouts/parts/b.yaml\n", "1:12: there is no file “handouts/parts/b.yaml”. Hint: Did you mean "
         f"`{PART}`?"),
    ],
)  # fmt: skip
def test_a_fault_is_told_in_its_own_file(
    written: str | bytes, said: str, add: Add, around: Around, problems: Problems
) -> None:
    """Once, however often the file is included, and beside the handout's own."""
    add(PART, written)
    (problem,) = problems(around(f"- include: {PART}", f"- keep: [{{include: {PART}}}]"))
    assert problem.startswith(f"{PART}: {said}" if said.startswith("the file") else f"{PART}:{said}")
    found = problems(around("- lits: [a]", f"- include: {PART}", "- A."))
    assert set(found) == {"13:9: `lits` is no block. Hint: Did you mean `list`?", problem}


def test_problems_of_one_file_stay_together(add: Add, around: Around, problems: Problems) -> None:
    add(PART, "- lits: [a]\n- include: b.yaml\n- lits: [c]\n")
    add("b.yaml", "- lits: [b]\n- lits: [b]\n")
    found = problems(around("- lits: [a]", f"- include: {PART}", "- include: b.yaml", "- lits: [b]"))
    assert [line.split(": ")[0] for line in found] == [
        "b.yaml:1:3", "b.yaml:2:3", "13:9", "16:9", f"{PART}:1:3", f"{PART}:3:3",
    ]  # fmt: skip


def test_a_misread_line_hides_no_line_of_another_file(add: Add, around: Around, problems: Problems) -> None:
    add(PART, "- A.\n" * 12 + "- text: *bold* text\n")
    found = problems(around("- lits: [a]", f"- include: {PART}"))
    assert [line.split(": ")[0] for line in found] == ["13:9", f"{PART}:13:9"]


def test_a_file_that_can_not_be_read(
    add: Add, around: Around, problems: Problems, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real = add(PART, "- A.\n"), Path.open

    def refuse(self: Path, *args: Any, **options: Any) -> Any:
        if self == path.resolve():
            raise PermissionError(13, "Permission denied")
        return real(self, *args, **options)

    monkeypatch.setattr(Path, "open", refuse)
    assert problems(around()) == [f"{PART}: the file can't be read (Permission denied). Hint: Ask who may open it."]


# --- what is said of a path


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("handouts/parts/aa.yaml", f"there is no file “handouts/parts/aa.yaml”. Hint: Did you mean `{PART}`?"),
        ("handouts/parts/A.yaml", f"there is no file “handouts/parts/A.yaml”. Hint: Did you mean `{PART}`?"),
        ("parts/a.yaml", f"there is no file “parts/a.yaml”. Hint: Did you mean `{PART}`?"),
        ("parts/aa.yaml", f"there is no file “parts/aa.yaml”. Hint: Did you mean `{PART}`?"),
        ("nowhere/zzz.yaml", "there is no file “nowhere/zzz.yaml”. Hint: Paths start at the project's folder."),
        ("handouts/parts/a", f"“handouts/parts/a” does not end in .yaml. Hint: Did you mean `{PART}`?"),
        ("b.yml", "“b.yml” does not end in .yaml. Hint: Name the file b.yaml."),
        ("handouts/parts", "“handouts/parts” is a folder. Hint: Name a file in it."),
        ("other.yaml", "“other.yaml” is a whole handout, not a list of blocks. Hint: Move what both need into a file "
         "of its own, as a list of blocks without keys above it."),
        ("brand.yaml", "“brand.yaml” is no list of blocks. Hint: In a file that is included, each block starts with a "
         "dash and a space."),
        ('"a\\0.yaml"', "“a\0.yaml” is no path. Hint: Write a file's name."),
    ],
)  # fmt: skip
def test_a_path(written: str, said: str, add: Add, around: Around, problems: Problems, handout: str) -> None:
    add(PART, "- A.\n")
    add("b.yml", "- A.\n")
    add("other.yaml", handout)
    add("brand.yaml", "name: x\n")
    line = f"- include: {written}"
    found = [one for one in problems(around(line, "- A.", line)) if "an escape in this text" not in one]
    assert found == [f"{number}:18: {said}" for number in (13, 15)]


def test_a_name_that_is_too_long(around: Around, problems: Problems) -> None:
    (problem,) = problems(around(f"- include: {'x' * 300}.yaml"))
    assert problem.startswith("13:18: “x") and "can't be read (File name too long)" in problem


def test_a_path_from_the_folder_of_the_part(add: Add, around: Around, problems: Problems) -> None:
    add(PART, "- include: b.yaml\n")
    add("handouts/parts/b.yaml", "- A.\n")
    hint = "Hint: Did you mean `handouts/parts/b.yaml`?"
    assert problems(around()) == [f"{PART}:1:12: there is no file “b.yaml”. {hint}"]


def test_among_sections_and_elsewhere(add: Add, around: Around, problems: Problems, handout: str) -> None:
    add(PART, "- A.\n- B.\n")
    stray = "`include` can't stand here. Hint: It brings in blocks: write `- include: …` below a section's `blocks:`."
    sections = handout.replace("- title: One", f"- include: {PART}\n  - title: One")
    assert problems(sections) == [f"11:5: {stray}"]
    assert problems(f"include: {PART}\n{handout}") == [f"1:1: {stray}"]
    assert problems(around(f"- list:\n  - a\n  - include: {PART}")) == [f"15:11: {stray}"]
    (problem,) = problems(around(f"- text: A.\n  include: {PART}"))
    assert problem.startswith("14:9: `include` is a block of its own. Hint: Put `- ` before it")


# --- loops and bounds

LOOP = "this goes round in a loop: {}. Hint: Remove it, or put what both need into a third file."


def test_a_loop_is_told_once_with_its_files(add: Add, around: Around, problems: Problems) -> None:
    add("a.yaml", "- A.\n- include: b.yaml\n")
    add("b.yaml", "- include: c.yaml\n- B.\n")
    add("c.yaml", "- keep:\n    - include: ./b.yaml\n")
    assert problems(around("- include: a.yaml", "- include: b.yaml", "- include: c.yaml")) == [
        f"c.yaml:2:16: {LOOP.format('b.yaml → c.yaml → b.yaml')}"
    ]


def test_a_file_that_includes_itself(add: Add, around: Around, problems: Problems) -> None:
    add(PART, f"- A.\n- include: {PART}\n")
    assert problems(around()) == [f"{PART}:2:12: {LOOP.format(f'{PART} → {PART}')}"]


def test_a_part_that_includes_its_handout(add: Add, around: Around, problems: Problems) -> None:
    add(PART, "- include: h.yaml\n")
    assert problems(around()) == [f"{PART}:1:12: {LOOP.format(f'h.yaml → {PART} → h.yaml')}"]


def test_a_loop_through_a_link(add: Add, around: Around, problems: Problems, tmp_path: Path) -> None:
    add("a.yaml", "- include: b.yaml\n")
    (tmp_path / "b.yaml").symlink_to(tmp_path / "a.yaml")
    assert problems(around("- include: b.yaml")) == [f"a.yaml:1:12: {LOOP.format('a.yaml → a.yaml')}"]


def chain(add: Add, length: int) -> None:
    """Files 1.yaml to `length`.yaml, each but the last including the next."""
    for number in range(1, length):
        add(f"{number}.yaml", f"- Text {number}.\n- include: {number + 1}.yaml\n")
    add(f"{length}.yaml", "- Last.\n")


def test_ten_files_deep_is_right_and_more_is_one_error(
    add: Add, around: Around, read: Read, problems: Problems
) -> None:
    chain(add, 10)
    assert included(read(around("- include: 1.yaml")))[0].text == "Text 1."
    chain(add, 14)
    said = "files that include files are more than 10 deep here. Hint: Include it higher up."
    assert problems(around("- include: 1.yaml")) == [f"10.yaml:2:12: {said}"]
    # A file that was read where it is not so deep is seen to be too deep elsewhere.
    assert problems(around("- include: 6.yaml", "- include: 1.yaml")) == [f"5.yaml:2:12: {said}"]


def test_files_that_include_the_next_many_times_are_one_error(add: Add, around: Around, problems: Problems) -> None:
    """10^10 texts in all: what is not counted before it is made would never end."""
    for number in range(1, 10):
        add(f"{number}.yaml", f"- include: {number + 1}.yaml\n" * 10)
    add("10.yaml", "- ha\n" * 10)
    (problem,) = problems(around("- include: 1.yaml"))
    assert problem.partition(".yaml:")[2].partition(": ")[2] == (
        "with this, more than 1 MiB is included. Hint: Look for files that include too much."
    )


def test_twice_the_next_ten_times_is_still_right(add: Add, around: Around, read: Read) -> None:
    for number in range(1, 10):
        add(f"{number}.yaml", f"- include: {number + 1}.yaml\n" * 2)
    add("10.yaml", "- ha\n")

    def count(blocks: tuple[Any, ...]) -> int:
        return sum(count(block.include) if isinstance(block, Include) else 1 for block in blocks)

    assert count(read(around("- include: 1.yaml")).sections[0].blocks) == 512


def test_the_amount_is_that_of_all_files(add: Add, around: Around, read: Read, problems: Problems) -> None:
    add(PART, "- ha\n" * 100 + "#" * 400_000)
    assert len(included(read(around(*[f"- include: {PART}"] * 2)))) == 100
    (problem,) = problems(around(*[f"- include: {PART}"] * 3))
    assert problem.startswith("15:18: with this, more than 1 MiB is included.")


def test_many_paths_to_nowhere_end(around: Around, problems: Problems) -> None:
    found = problems(around(*(f"- include: {number}.yaml" for number in range(3_000))))
    assert len(found) == includes._MOST_PROBLEMS + 1


def nested(levels: int, inner: str) -> str:
    return "- " + "{keep: [" * levels + inner + "]}" * levels + "\n"


def test_levels_are_counted_through_all_files(add: Add, around: Around, read: Read, problems: Problems) -> None:
    add(PART, nested(10, "{include: b.yaml}"))
    add("b.yaml", nested(11, "Deep."))
    assert read(around())
    add("b.yaml", nested(12, "Deep."))
    said = "with this, the text is more than 50 levels deep. Hint: Nest it less."
    assert problems(around()) == [f"13:18: {said}"]
    add("b.yaml", nested(14, "Deep."))
    assert problems(around()) == [f"{PART}:1:93: {said}"]


def test_a_picture_is_looked_at_once(
    add: Add, around: Around, problems: Problems, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(PART, "- figure: {image: none.svg, alt: A}\n")
    looked: list[str] = []

    def note(_folder: Path, written: str) -> None:
        looked.append(written)
        raise ValueError("no. Hint: none.")

    monkeypatch.setattr(pictures, "check_picture", note)
    assert problems(around(*[f"- include: {PART}"] * 5)) == [f"{PART}:1:19: no. Hint: none."]
    assert looked == ["none.svg"]


def test_libyaml_missing_is_told_as_ever(add: Add, around: Around, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    add(PART, "- A.\n")
    monkeypatch.setattr("yaml.__with_libyaml__", False)
    with pytest.raises(CarefoldError, match="libyaml"):
        read(around())


# --- blocks with a place of their own


def test_a_break_in_a_part_can_not_stand_inside_another_block(add: Add, around: Around, problems: Problems) -> None:
    add(PART, "- A.\n- include: b.yaml\n")
    add("b.yaml", "- B.\n- page-break:\n")
    assert problems(around()) == []
    hint = "Hint: Move it into the section's `blocks`."
    assert problems(around(f"- keep: [include: {PART}]")) == [
        f"b.yaml:2:3: `page-break` can't stand inside a `keep`. {hint}"
    ]
    callout = f"- callout: {{kind: tip, blocks: [A., {{include: {PART}}}]}}"
    assert problems(around(callout)) == [f"b.yaml:2:3: `page-break` can't stand inside a `callout`. {hint}"]


def test_a_second_address_is_told_where_the_handout_has_it(add: Add, around: Around, problems: Problems) -> None:
    add(PART, "- A.\n- address: [Ann, 1 Street]\n")
    assert problems(around()) == []
    said = "a handout goes to one address, and this is the second. Hint: Remove one of the two."
    assert problems(around(f"- include: {PART}", "- A.", f"- include: {PART}")) == [f"15:9: {said}"]
    assert problems(around(f"- include: {PART}", "- address: [Bob, 2 Street]")) == [f"14:9: {said}"]


# --- in the handout's language


@pytest.mark.parametrize("tag", ["es", "es-MX"])
def test_the_part_in_the_handouts_language_is_the_one_to_take(
    add: Add, around: Around, problems: Problems, tag: str
) -> None:
    add(PART, "- Call us.\n")
    add("handouts/parts/a.es.yaml", "- Llámenos.\n")
    spanish = around().replace("language: en", f"language: {tag}")
    assert problems(spanish) == [
        f"13:18: “{PART}” is there in “es” too, the handout's language. Hint: Write `handouts/parts/a.es.yaml`."
    ]
    assert problems(spanish.replace("a.yaml", "a.es.yaml")) == problems(around()) == []
    assert not any("too" in one for one in problems(around().replace("language: en", "language: ../es")))
