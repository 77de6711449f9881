"""`include:` the blocks of other files take the place of their path in a handout's tree.

A file is read once, however often it is included, and its nodes are shared. What a handout is with all that it
includes is bounded like a single file, and is added up before anything is made of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.model.blocks import KINDS
from carefold.model.values import LANGUAGE
from carefold.reading.check.project_paths import inside, meant, others
from carefold.reading.diagnose.misread import PART
from carefold.reading.diagnose.spot import split_hint
from carefold.reading.yaml.events import MAX_DEPTH
from carefold.reading.yaml.nodes import Map, Node, Scalar, Sequence, walk
from carefold.reading.yaml.nodes import Path as Way
from carefold.reading.yaml.parse import parse
from carefold.reading.yaml.source import MAX_BYTES, check_characters, decode, read_bytes

_MOST_FILES = 10
_MOST_PROBLEMS = 200
_TOO_MANY_FILES = f"files that include files are more than {_MOST_FILES} deep here. Hint: include it higher up."


@dataclass(frozen=True, slots=True)
class Part:
    """A file's tree; `size` in characters and `levels` of lists and maps, with all that it includes; `files` deep."""

    root: Node
    size: int
    levels: int
    files: int = 1

    def holding(self, part: Part, level: int) -> Part:
        """The same with another file included in a node of that level."""
        levels, files = max(self.levels, level + part.levels), max(self.files, part.files + 1)
        return Part(self.root, self.size + part.size, levels, files)


class Parts:
    """What a handout includes, and the `problems` with it; `folder` is the project's, `shown` names a file."""

    def __init__(self, folder: Path, shown: Callable[[Path], str]) -> None:
        self.folder, self.shown = folder, shown
        self.problems: list[Finding] = []
        self._language = ""
        self._paths: dict[str, Path] = {}
        self._parts: dict[Path, Part | str | None] = {}
        self._bytes: dict[Path, bytes] = {}

    @property
    def files(self) -> dict[str, bytes]:
        """The bytes of what was included, by paths in the project, in the order in which they were met."""
        return {name: self._bytes[path] for name, path in self._paths.items() if path in self._bytes}

    def fill(self, root: Node, path: Path) -> list[Finding]:
        """Put what the handout at `path` includes in its place in the tree; all that is wrong with it.

        CarefoldError when it is so much that nothing should be made of it.
        """
        said = root.entry("language") if isinstance(root, Map) else None
        language = said[1].text if said and isinstance(said[1], Scalar) else ""
        self._language = language if LANGUAGE.fullmatch(language) else ""
        self._filled(root, (path.resolve(),))
        return self.problems

    def _filled(self, root: Node, chain: tuple[Path, ...]) -> Part:
        """A file's tree with what it includes; `chain` has the files from the handout down to it."""
        nodes = list(walk(root))
        levels = max(len(way) + (not isinstance(node, Scalar)) for way, node in nodes)
        whole = Part(root, len(root.source.text), levels)
        for way, node in nodes:
            if isinstance(node, Map) and (value := _named_in(way, node)):
                part = self._part(value, len(way) + 1, chain)
                node.replace("include", part.root if part else Sequence(value.source, value.start, value.end, True))
                whole = whole.holding(part, len(way) + 1) if part else whole
                self._check_amount(whole, value)
        return whole

    def _check_amount(self, whole: Part, value: Node) -> None:
        if whole.size > MAX_BYTES:
            self._wrong(value, "with this, more than 1 MiB is included.", "look for files that include too much.")
        if whole.size > MAX_BYTES or len(self.problems) > _MOST_PROBLEMS:
            raise CarefoldError(sorted(self.problems, key=lambda problem: problem.place))

    def _wrong(self, node: Node, message: str, hint: str) -> None:
        self.problems.append(Finding(message, node.place, hint))

    def _part(self, value: Node, level: int, chain: tuple[Path, ...]) -> Part | None:
        """What one `include` means, or None when that is noted as wrong."""
        if not isinstance(value, Scalar):
            hint = "write `- include: handouts/parts/….yaml`, once for each file."
            self._wrong(value, "`include` must be the path of one file.", hint)
            return None
        try:
            path = _file(self.folder, value.text, chain[-1].parent)
            self._paths.setdefault(PurePosixPath(value.text).as_posix(), path)
            self._check_language(path, value)
            part = self._read(path, chain)
            if part and len(chain) + part.files - 1 > _MOST_FILES:
                raise ValueError(_TOO_MANY_FILES)
            if part and level + part.levels > MAX_DEPTH:
                raise ValueError(f"with this, the text is more than {MAX_DEPTH} levels deep. Hint: nest it less.")
        except ValueError as error:
            self._wrong(value, *split_hint(str(error)))
            return None
        return part

    def _check_language(self, path: Path, value: Scalar) -> None:
        """Note a file that is there in the handout's language too, by its name: NAME.es.yaml beside NAME.yaml."""
        for tag in filter(None, (self._language, self._language.partition("-")[0])):
            twin = path.with_name(f"{path.stem}.{tag}.yaml")
            if twin.is_file():
                meant = PurePosixPath(value.text).with_name(twin.name)
                self._wrong(
                    value, f"“{value.text}” is there in “{tag}” too, the handout's language.", f"write `{meant}`."
                )
                return

    def _read(self, path: Path, chain: tuple[Path, ...]) -> Part | None:
        """A file's part, read when it is first met; ValueError with a hint when it must not be included here."""
        if path in chain:
            names = " → ".join(map(self.shown, (*chain[chain.index(path) :], path)))
            hint = "Hint: remove it, or put what both need into a third file."
            raise ValueError(f"this goes round in a loop: {names}. {hint}")
        if path not in self._parts:
            if len(chain) > _MOST_FILES:
                raise ValueError(_TOO_MANY_FILES)
            self._parts[path] = self._read_anew(path, chain)
        found = self._parts[path]
        if isinstance(found, str):
            raise ValueError(found)
        return found

    def _read_anew(self, path: Path, chain: tuple[Path, ...]) -> Part | str | None:
        """A file's part, or None when what is wrong with it is noted, or why it is not for including."""
        shown = self.shown(path)
        try:
            self._bytes[path] = read_bytes(path, shown)
            source = decode(self._bytes[path], shown)
            check_characters(source)
            parsed = parse(source, PART)
        except CarefoldError as error:
            self.problems += error.findings
            return None
        if parsed.root and (reason := _other_file(parsed.root)):
            return f"“{path.relative_to(self.folder.resolve()).as_posix()}” {reason}"
        self.problems += parsed.problems
        if parsed.root is None:
            return None
        if problem := _no_list(parsed.root):
            self.problems.append(problem)
            return None
        return self._filled(parsed.root, (*chain, path))


def _named_in(way: Way, block: Map) -> Node | None:
    """What a map names that is to be included: it is an item of a list, wherever that stands, and has the key."""
    entry = block.entry("include") if way and isinstance(way[-1], int) else None
    return None if entry is None or (isinstance(entry[1], Scalar) and entry[1].is_empty) else entry[1]


def _file(folder: Path, written: str, beside: Path) -> Path:
    """The file that is to be included; ValueError with a hint when there is none."""
    if not written.strip():
        raise ValueError("`include` names no file. Hint: write its path, from the project's folder on.")
    path = inside(folder, written, "file")
    try:
        if path.is_dir():
            raise ValueError(f"“{written}” is a folder. Hint: name a file in it.")
        if path.suffix != ".yaml":
            raise ValueError(f"“{written}” does not end in .yaml. {_ending(folder, path)}")
        if not path.is_file():
            raise ValueError(f"there is no file “{written}”. {_near(folder, path, written, beside)}")
    except OSError as error:
        raise ValueError(f"“{written}” can't be read ({error.strerror}). Hint: ask who may open it.") from None
    return path


def _ending(folder: Path, path: Path) -> str:
    if path.suffix in (".yml", ".YAML", ".YML") and path.is_file():
        return f"Hint: name the file {path.stem}.yaml."
    whole = path.with_name(f"{path.name}.yaml")
    if whole.is_file():
        return meant(whole.relative_to(folder.resolve()))
    return "Hint: write a list of blocks into a file that does."


def _near(folder: Path, path: Path, written: str, beside: Path) -> str:
    """A hint with the file that was meant: often a path from another folder than the project's."""
    home = folder.resolve()
    for base in (home / "handouts", beside):
        if base.is_relative_to(home) and (base / written).is_file():
            return meant((base / written).relative_to(home))
    return others(folder, path if path.parent.is_dir() else home / "handouts" / written)


def _other_file(root: Node) -> str:
    """What a file is that was meant for something else; empty for one of blocks, or nearly so."""
    keys = [key.text for key, _ in root.entries] if isinstance(root, Map) else []
    if "sections" in keys or "title" in keys:
        hint = "move what both need into a file of its own, as a list of blocks without keys above it."
        return f"is a whole handout, not a list of blocks. Hint: {hint}"
    if keys and "blocks" not in keys and not any(key in KINDS for key in keys):
        return "is no list of blocks. Hint: in a file that is included, each block starts with a dash and a space."
    return ""


def _no_list(root: Node) -> Finding | None:
    """Why a file of blocks can't be included: it must be a list, and have at least one."""
    if isinstance(root, Sequence):
        hint = "write `- ` and a text or a block."
        return None if root.items else Finding("this list has no blocks.", root.place, hint)
    message = "a file that is included must be a list of blocks."
    if isinstance(root, Scalar):
        return Finding(message, root.place, "put `- ` before each text.")
    key = root.entries[0][0].text if root.entries else "text"
    hint = f"put `- ` before it, and two spaces before the lines that belong to it: `- {key}: …`."
    if "blocks" in root.named:
        hint = "leave out `blocks:`, and let the list start at the left edge."
    return Finding(message, root.place, hint)
