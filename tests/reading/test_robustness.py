"""Whatever stands in a file: a handout or CarefoldError, never anything else."""

import copy
import random
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.model.blocks import KINDS
from carefold.model.handout import Handout
from carefold.reading.check.picture_files import picture_problems
from carefold.reading.diagnose.written_out import block
from carefold.reading.files import from_text, read_handout, read_references
from carefold.reading.yaml.source import decode

ROOT = Path(__file__).parents[2]
RICH = """\
title: About ketamine
language: en
version: "1.0"
updated: 2026-11-23
review-by: 2028-11-23
authors: [Clinic education group, 'Ann''s team']
audience: Adults
main-point: >-
  Remember this,
  and "that". # not a comment
disclaimer: default
fields: {patient.name: {label: Name, width: 2.5in}}
topics: {mesh: [Ketamine], icd10: []}
sections:
  - title: "One: first"
    urgent: true  # yes
    blocks:
      - A text over
        two lines. [@a]
      - list: [Sleep, [Rest, "Walk, or run"]]
      - callout:
          kind: note
          text: |
            Call us.

            Really.
      - table:
          header: [When, What]
          rows:
            - [Morning, ""]
            - - Evening
              -
      - facts: {When: noon}
      - contact:
      - page-break:
      - figure: {image: x.svg, alt: A leaf}
references: [{id: a, type: book, title: T, issued: {date-parts: [[2018]]}}]
"""
MODEST = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))


def survives(data: bytes) -> None:
    try:
        made = from_text(Handout, decode(data, "h.yaml"), lambda node: picture_problems(node, ROOT / "tests"))
    except CarefoldError as error:
        assert error.findings
        places = [problem.place for problem in error.findings]
        assert places == sorted(places)
        for problem in error.findings:
            assert problem.message and "Value error" not in str(problem) and "pydantic" not in str(problem)
    else:
        assert isinstance(made, Handout)


@given(st.binary(max_size=200))
@MODEST
def test_any_bytes(data: bytes) -> None:
    survives(data)


YAMLISH = st.lists(
    st.sampled_from(
        [*"[]{}:,-#&*!|>'\"%@`?~\\ \n", "\n  ", "\n- ", ": ", " #", "- ", "a", "é", "title", "blocks: ", "{{", "<<: "]
    ),
    max_size=60,
).map("".join)


@given(YAMLISH)
@MODEST
def test_any_yaml(text: str) -> None:
    survives(text.encode())


@given(YAMLISH, st.integers(0, RICH.count("\n")))
@MODEST
def test_anything_in_a_handout(text: str, line: int) -> None:
    lines = RICH.split("\n")
    survives("\n".join([*lines[:line], text, *lines[line:]]).encode())


def change_lines(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    kind = chance.randrange(5)
    if kind == 0:
        del lines[one]
    elif kind == 1:
        lines.insert(two, lines[one])
    elif kind == 2:
        lines[one], lines[two] = lines[two], lines[one]
    elif kind == 3:
        lines[one] = " " * chance.randrange(6) + lines[one]
    else:
        lines[one] = lines[one][chance.randrange(4) :]
    return "\n".join(lines)


def change_characters(text: str, chance: random.Random) -> str:
    one, two = sorted((chance.randrange(len(text)), chance.randrange(len(text))))
    kind = chance.randrange(4)
    if kind == 0:
        return text[:one] + text[one + 1 :]
    if kind == 1:
        return text[:one] + text[two] + text[one:]
    if kind == 2:
        return text[:one] + text[two] + text[one + 1 : two] + text[one] + text[two + 1 :]
    return text[:one] + chance.choice("[]{}:,-#&*!|>'\"%@`? \n\t\0") + text[one:]


@given(st.integers(0, 1 << 32), st.integers(1, 4))
@settings(MODEST, max_examples=500)
def test_changed_handouts(seed: int, changes: int) -> None:
    chance, text = random.Random(seed), RICH
    for _ in range(changes):
        text = chance.choice([change_lines, change_characters])(text, chance)
    survives(text.encode())


def test_the_handout_that_is_changed_is_nearly_right() -> None:
    with pytest.raises(CarefoldError, match="there is no picture"):
        from_text(Handout, decode(RICH.encode(), "h.yaml"), lambda node: picture_problems(node, ROOT / "tests"))


@given(st.one_of(st.binary(max_size=100), YAMLISH.map(str.encode)))
@settings(MODEST, max_examples=100)
def test_any_references(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_bytes(data)
    try:
        read_references(path, "r.json")
    except CarefoldError as error:
        assert error.findings


@pytest.mark.parametrize(
    "large",
    [
        "- a\n" * 20_000,
        "a: b\n" * 20_000,
        "".join(f"a{n}: b\n" for n in range(10_000)),
        "k: [" + "a, " * 20_000 + "]",
        "k: [" + "#a, " * 20_000 + "]",
        "k: [" + "1,0, " * 10_000 + "]",
        "k: " + " " * 300_000 + "x: y: z",
        "k: a" + " " * 300_000 + "b",
        "k: '" + "a\n\n " * 20_000 + "'",
        'k: "' + "\\x41" * 20_000 + '"',
        "k: |\n" + "  a\n\n" * 20_000,
        "k: [" + "*a, " * 10_000 + "]",
        "".join(f"k{n}: *a b\n" for n in range(5_000)),
        "- [" + "'" * 200_000,
        "- • a\n" * 20_000,
        "blocks:\n" + "  • a\n" * 20_000,
        "list:\n" + "  1. a\n" * 20_000,
        "a: b\n" + "• a\n" * 20_000,
        "- a\n" + "  ## a\n" * 20_000,
        "blocks:\n" + "  ## a\n  - b\n" * 10_000,
        "- list:\n- a\n" * 10_000,
        "- | a | b |\n" * 10_000,
        "list: [" + "A, b, " * 20_000 + "]",
        "authors: [" + "Ann Lee, RN, " * 20_000 + "]",
        "blocks:\n" + "  tip: a\n" * 10_000,
    ],
    ids=lambda text: repr(text[:14]),
)
def test_large_files_end(large: str) -> None:
    survives(large.encode())


def test_any_value_in_the_form_of_any_block() -> None:
    """What is no form of the block gives no hint, and no fault."""
    some: list[Any] = [
        None, "", "x", "x, y", [], ["x"], [[]], [["x"]], [{}], [{"a": "b"}], ["x", {}], {},
        {"a": {}}, {"a": []}, {"a": "b"},
        {"1": "x"}, {"text": "x"}, {"q": [], "a": {}}, {"a": None}, [None], [{"title": []}], [["x"], {}],
    ]  # fmt: skip
    for kind, value in product((*KINDS, "note", "tip"), some):
        made = block(kind, copy.deepcopy(value))
        assert made is None or [*made] in ([kind], ["callout"])


def test_two_mebibytes(tmp_path: Path, problems: Callable[[str], list[str]]) -> None:
    path = tmp_path / "h.yaml"
    path.write_bytes(b"[" * (2 << 20))
    with pytest.raises(CarefoldError, match="larger than 1 MiB"):
        read_handout(path, lambda _path: "h.yaml", tmp_path)
