"""Whatever files include whatever files: a handout, or problems that lie in the files they name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from carefold.content.resolve import resolve
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.model.blocks import Include
from carefold.model.brand import Brand
from carefold.model.handout import Handout
from carefold.reading.files import read_handout, read_sources

NAMES = ["a.yaml", "b.yaml", "handouts/parts/c.yaml", "handouts/parts/d.yaml"]
WRITTEN = st.sampled_from([*NAMES, *NAMES, "./a.yaml", "handouts//parts/c.yaml", "none.yaml", "handouts/parts/h.yaml",
                           "handouts/h.yaml", "handouts", "a.yml", "a", "../a.yaml", "/a.yaml", "[a.yaml]", "{a: b}",
                           "", '""', "a.yaml b", "~", "parts/c.yaml", "link.yaml"])  # fmt: skip
PLAIN = st.sampled_from(["Words.", "text: Words.", "page-break:", "heading: H", "list: [a, b]", "contact:"])
FAULTY = st.sampled_from(["lits: [a]", "*bold*", "list: a", "", "include", "Note: x", "text: {{ x }}", "\ttab", "[a",
                          "figure: {image: none.svg, alt: A}", "text: B **b", "B [@none]", "text: A.\n  wen: x",
                          "text: a\n  when: nowhere", "\x00", "&a b", "é: \u00a0", "steps: [{text: x}]"])  # fmt: skip
INCLUDES = WRITTEN.map("include: {}".format)
NESTED = WRITTEN.flatmap(lambda name: st.sampled_from([
    f"keep: [{{include: {name}}}]", f"callout: {{kind: tip, blocks: [{{include: {name}}}]}}",
    f"include: {name}\n  when: nowhere", f"list: [a, {{include: {name}}}]", f"text: A.\n  include: {name}",
    f"keep:\n    - include: {name}\n    - Words.",
]))  # fmt: skip
BLOCKS = st.lists(st.one_of(PLAIN, INCLUDES, INCLUDES, NESTED, FAULTY), max_size=5)
SOUND = st.lists(st.one_of(PLAIN, st.sampled_from(NAMES).map("include: {}".format)), min_size=1, max_size=4)
ODD = st.sampled_from(
    [b"", b"Words.", b"blocks: [a]", b"title: x", b"x: y", b"caf\xe9", b"{}", b"[]", b"- a\n---\n- b"]
)
JUNK = st.binary(max_size=20)
KNOWN = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))


def listed(blocks: list[str]) -> bytes:
    return "".join(f"- {block}\n" for block in blocks).encode()


def project(folder: Path, handout: str, blocks: list[str], parts: dict[str, bytes]) -> Path:
    """Write the files of a project; a handout with these blocks."""
    written = "".join("\n".join(f"      {line}" for line in f"- {block}".split("\n")) + "\n" for block in blocks)
    path = folder / "handouts" / "h.yaml"
    (folder / "handouts" / "parts").mkdir(parents=True, exist_ok=True)
    path.write_bytes(handout.replace("      - A text.\n", written).encode())
    for name in NAMES:
        (folder / name).write_bytes(parts.get(name, b"- Words.\n"))
    link = folder / "link.yaml"
    if not link.is_symlink():
        link.symlink_to(folder / "a.yaml")
    return path


def read(folder: Path, path: Path) -> Handout:
    return read_handout(path, lambda found: found.resolve().relative_to(folder.resolve()).as_posix(), folder)


def check_places(folder: Path, problems: tuple[Finding, ...]) -> None:
    """Each lies in a file of the project and within its lines; in order, and each is told once."""
    places = [problem.place for problem in problems]
    assert problems and places == sorted(places) and len(set(problems)) == len(problems)
    for problem in problems:
        lines = re.split("\r\n|\r|\n", (folder / problem.place.file).read_bytes().decode("utf-8-sig", "replace"))
        assert 0 <= problem.place.line <= len(lines), problem
        if problem.place.line:
            assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1, problem
        assert "Error" not in problem.message and "pydantic" not in problem.message, problem


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("project")


@pytest.fixture(scope="module")
def brand() -> Brand:
    return Brand.model_validate({"name": "B", "contact": {"phone": "555-0100"}, "disclaimer": "D."})


@KNOWN
@given(blocks=BLOCKS, parts=st.dictionaries(st.sampled_from(NAMES), st.one_of(BLOCKS.map(listed), ODD, JUNK)))
@example(blocks=["include: a.yaml"], parts={"a.yaml": b"- include: a.yaml\n"})
@example(blocks=["include: a.yaml"], parts={"a.yaml": b"- include: b.yaml", "b.yaml": b"- include: a.yaml"})
def test_any_files(blocks: list[str], parts: dict[str, bytes], folder: Path, brand: Brand, handout: str) -> None:
    path = project(folder, handout, blocks, parts)
    try:
        made = read(folder, path)
        resolve(made, brand, {})
    except CarefoldError as error:
        check_places(folder, error.findings)


@KNOWN
@given(blocks=SOUND, parts=st.dictionaries(st.sampled_from(NAMES), SOUND.map(listed)))
def test_sound_files_fail_in_a_loop_only(
    blocks: list[str], parts: dict[str, bytes], folder: Path, brand: Brand, handout: str
) -> None:
    """And what is printed is what was written in the files, one after another."""
    path = project(folder, handout, blocks, parts)

    def written(lines: list[str], above: tuple[str, ...]) -> list[str]:
        """The blocks in order; RecursionError in a loop."""
        found = []
        for line in lines:
            name = line.removeprefix("include: ")
            if name in above:
                raise RecursionError
            inner = (folder / name).read_text().removeprefix("- ").strip("\n").split("\n- ") if name != line else []
            found += written(inner, (*above, name)) if inner else [line]
        return found

    try:
        expected = written(blocks, ())
    except RecursionError:
        with pytest.raises(CarefoldError) as caught:
            read(folder, path)
        assert all("goes round in a loop" in problem.message for problem in caught.value.findings)
        check_places(folder, caught.value.findings)
        return
    printed = resolve(read(folder, path), brand, {}).handout.sections[0].blocks
    assert not any(isinstance(block, Include) for block in printed)
    assert [block.kind for block in printed] == [line.partition(":")[0] if ":" in line else "text" for line in expected]
    sources = read_sources(path, str, folder)
    assert all((folder / name).read_bytes() == data for name, data in sources.items())
