"""What carefold says when something is wrong keeps to a style: CONTRIBUTING.md, “Messages”."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CALLS = {"Finding", "UsageError", "Advice"}
NAMES = {"message", "hint", "what", "why", "problem", "reason"}
JARGON = re.compile(
    r"\b(parse[drs]?|null|nil|exceptions?|traceback|regex|mapping|scalar|boolean|bool|string|integer|instance|dict|array"
    r"|fatal|abort(?:ed)?|deprecated|unsupported|invalid|illegal|corrupt|malformed|encountered|unable|cannot|can not"
    r"|utilize|simply|obviously|successfully|sorry|oops|e\.g\.|i\.e\.)\b",
    re.IGNORECASE,
)
BLAME = re.compile(r"\byou (forgot|failed|made|did|have not|should have|must)\b|\bplease\b(?! report)", re.IGNORECASE)
OWN_NAMES = ("SumatraPDF", "PyYAML", "SOURCE_DATE_EPOCH", "Carefold", "HTML", "PDF", "LibreOffice", "CUPS")
END = re.compile(r"[.?:…]\)?$|\}$|`$")


def written(node: ast.AST) -> str | None:
    """A text with {} for what is filled in; None for what is no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = written(node.left), written(node.right)
        return None if left is None and right is None else f"{'{}' if left is None else left}{right or '{}'}"
    return None


def texts(node: ast.AST) -> Iterator[tuple[int, str]]:
    if (text := written(node)) is not None:
        yield getattr(node, "lineno", 0), text
        return
    for child in ast.iter_child_nodes(node):
        yield from texts(child)


def is_about(node: ast.AST) -> bool:
    """Whether an argument names what `doctor` speaks of."""
    return " " not in (written(node) or " ") or (isinstance(node, ast.Name) and node.id.isupper())


def said(tree: ast.AST) -> Iterator[tuple[str, int, str]]:
    """Kind, line and text of each thing that is said: what is wrong, and what to do."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in CALLS:
                first = int(name == "Advice" and is_about(node.args[0]))
                whats, hints = node.args[first : first + 1], node.args[1 if name == "Advice" and not first else 2 :][:1]
                hints += [one.value for one in node.keywords if one.arg == "hint"]
                yield from (("what", *one) for part in whats for one in texts(part))
                yield from (("hint", *one) for part in hints if name != "UsageError" for one in texts(part))
        elif isinstance(node, ast.Assign):
            names = {one.id.lower().strip("_") for target in node.targets for one in ast.walk(target)
                     if isinstance(one, ast.Name)}  # fmt: skip
            if names & NAMES:
                yield from (("part", *one) for one in texts(node.value))


ALL = [
    (f"{path.relative_to(ROOT).as_posix()}:{line}", kind, text)
    for path in sorted((ROOT / "carefold").rglob("*.py"))
    for kind, line, text in said(ast.parse(path.read_text("utf-8")))
    if " " in text.strip()
]


def against(wrong: re.Pattern[str]) -> list[str]:
    """The texts that have it, but for what they quote."""
    return [f"{where}: {text}" for where, _, text in ALL if wrong.search(re.sub(r"`[^`]*`|“[^”]*”", "…", text))]


def test_there_is_much_to_look_at():
    assert len(ALL) > 1000 and {kind for _, kind, _ in ALL} == {"what", "hint", "part"}


@pytest.mark.parametrize(
    "wrong", [JARGON, BLAME, re.compile("!"), re.compile(r"\S  +\S")], ids=lambda one: one.pattern[:9]
)
def test_neither_jargon_nor_blame_nor_noise(wrong):
    assert against(wrong) == []


def test_what_is_wrong_begins_small_and_ends_as_a_sentence():
    """It stands behind a place; names and what is filled in aside."""
    apart = (
        "carefold/commands/",
        "carefold/delivery/font_advice",
        "carefold/delivery/mail_advice",
        "carefold/delivery/printer_advice",
    )
    whats = [(where, text) for where, kind, text in ALL if kind == "what" and not where.startswith(apart)]
    assert [one for one in whats if one[1][0].isupper() and not one[1].startswith(OWN_NAMES)] == []
    assert [one for one in whats if not END.search(one[1])] == []


def test_what_to_do_ends_as_a_sentence():
    assert [(where, text) for where, kind, text in ALL if kind == "hint" and not END.search(text)] == []


def test_each_mistake_of_the_tour_is_told_with_what_to_do():
    blocks = re.findall(
        r"^```text\n.*?\n\n(.*?)^```", (ROOT / "docs/errors.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    told = [line for block in blocks for line in block.splitlines()]
    assert len(told) > 100
    assert [line for line in told if not re.match(r"  (HTML|[^A-Z]).*[.?…”] (\[CF\d+\] )?Hint: [^a-z].+", line)] == []
