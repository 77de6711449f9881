"""Whether this checkout makes the same files and says the same as another revision: python tests/same_bytes.py REVISION

With --looks, files may differ in bytes and size, but not in tags, texts and pictures of pages (looks.py).
Every shipped and test handout is built by both, in each layout and edition, with each brand and kind of printer; files,
messages and exit codes are compared. What a revision made is kept in the folder for temporary files.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from io import BytesIO, TextIOWrapper
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
_PRINTER = "format: 1\nprinter: {ink: mono, shift: [3pt, -2pt], paper: a4, flip: short-edge}\n"
_EDITIONS = ((), ("--edition", "screen"), ("--archive", "3a"))
_SIZE = r'\d+ kB|"kilobytes": \d+'
_PARTS = 2  # processes for each revision


def projects(inputs: Path, work: Path) -> Iterator[tuple[Path, list[list[str]]]]:
    """Each project, copied to where it is built, and the command lines that are run there."""
    layouts = [option for path in sorted((inputs / "layouts").glob("*.yaml")) for option in ("--layout", path.stem)]
    shipped = _copied(inputs, work / "shipped", "handouts", "brands", "project.yaml")
    names = sorted(path.stem for path in (shipped / "handouts").glob("*.yaml"))
    yield shipped, [["build", *names, *layouts, *edition] for edition in _EDITIONS]
    two = ["--layout", "trifold", "--layout", "letter"]
    brands = sorted(path.name for path in (shipped / "brands").iterdir())
    yield shipped, [["build", *names, *two, "--brand", brand] for brand in brands]
    yield shipped, [["build", "calibration"], ["check", "--json"], *(["show", name, "--fit"] for name in names)]
    for path in sorted((inputs / "tests/cases/handouts").glob("*.yaml")):
        project = _copied(inputs / "tests/cases", work / path.stem, "handouts", "brand.yaml")
        yield project, [["build", path.stem, *layouts, *edition] for edition in _EDITIONS]
        (project / "project.yaml").write_text(_PRINTER)
        yield project, [["build", path.stem, *two, "--out", "printer"], ["check", path.stem, "--json"]]
    for kind in sorted((inputs / "tests/cases/trials").iterdir()):
        for trial in sorted(kind.iterdir()):
            project = _copied(trial, work / f"{kind.name}-{trial.name}", ".")
            yield project, [["build", *two], ["check", "--all", "--json"], ["list", "--json"]]


def _copied(source: Path, target: Path, *names: str) -> Path:
    if not target.exists():
        target.mkdir(parents=True)
        for name in names:
            if (source / name).is_dir():
                shutil.copytree(source / name, target / name, dirs_exist_ok=True, symlinks=True)
            elif (source / name).exists():
                shutil.copy(source / name, target / name)
    return target


def make(tree: Path, inputs: Path, result: Path, part: int, *mode: str) -> None:
    """Run every command line of one part with the carefold of a tree; a digest of each file and each output."""
    sys.path.insert(0, str(tree))
    told = _looks if mode else _digest
    import carefold
    from carefold.commands import main

    assert Path(carefold.__file__).is_relative_to(tree), carefold.__file__
    found = dict[str, str]()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder).resolve()
        for number, (project, lines) in enumerate(projects(inputs, work)):
            if number % _PARTS != part:
                continue
            os.chdir(project)
            for line in lines:
                said = TextIOWrapper(BytesIO(), encoding="utf-8")
                code: object = 0
                with redirect_stdout(said), redirect_stderr(said):
                    try:
                        main(line)
                    except SystemExit as left:
                        code = left.code
                said.seek(0)
                text = said.read().replace(str(work), "")
                text = re.sub(_SIZE, "", text) if mode else text
                found[f"{project.name}: carefold {' '.join(line)}"] = f"{int(str(code or 0))} {_digest(text.encode())}"
                for path in sorted(project.rglob("*.pdf")):
                    if "handouts" not in path.relative_to(project).parts:
                        found[f"{project.name}/{path.relative_to(project)}"] = told(path.read_bytes())
    result.write_text(json.dumps(found))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


@cache
def _looks(data: bytes) -> str:
    """What readers notice of a file."""
    sys.path.append(str(HERE / "tests"))
    from looks import looks

    return " ".join(f"{name} {digest}" for name, digest in looks(data).items())


def made(tree: Path, inputs: Path, *mode: str) -> dict[str, str]:
    """What a tree makes of the inputs, by processes of their own."""
    found = dict[str, str]()
    with tempfile.TemporaryDirectory() as folder:
        results = [Path(folder) / f"{part}.json" for part in range(_PARTS)]
        environment = {**os.environ, "PYTHONSAFEPATH": "1", "PYTHONHASHSEED": "0"}
        environment.pop("SOURCE_DATE_EPOCH", None)
        runs = [
            subprocess.Popen(
                [sys.executable, __file__, "--make", tree, inputs, result, str(part), *mode], env=environment
            )
            for part, result in enumerate(results)
        ]
        ends = [run.wait() for run in runs]
        if any(ends):
            sys.exit("A build ended before its time.")
        for result in results:
            found |= json.loads(result.read_text())
    return found


def main(revision: str, *mode: str) -> int:
    """Print what differs; 1 if anything does."""
    commit = _git("rev-parse", "--verify", f"{revision}^{{commit}}").strip()
    scripts = (HERE / "tests" / name for name in ("same_bytes.py", "looks.py"))
    script = _digest(b"".join([path.read_bytes() for path in scripts] + [option.encode() for option in mode]))
    kept = Path(tempfile.gettempdir()) / f"same-bytes-{commit[:16]}-{script}"
    if not (kept / "made.json").is_file():
        shutil.rmtree(kept, ignore_errors=True)
        tree = Path(tempfile.mkdtemp()) / "tree"
        tree.mkdir()
        archive = subprocess.run(["git", "archive", commit], cwd=HERE, check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", tree], input=archive, check=True)
        (tree / "made.json").write_text(json.dumps(made(tree, tree, *mode)))
        shutil.move(tree, kept)
    before = json.loads((kept / "made.json").read_text())
    after = made(HERE, kept, *mode)
    differing = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    for name in differing:
        change = "missing" if name not in after else "new" if name not in before else "differs"
        parts = zip(before.get(name, "").split(), after.get(name, "").split(), strict=False) if mode else ()
        print(f"{change}: {name}", *(one for one, other in parts if one != other))
    pdfs = sum(bool(re.search(r"\.pdf$", name)) for name in after)
    print(f"{pdfs} PDFs and the words of {len(after) - pdfs} command lines; {len(differing)} differ from {revision}.")
    return bool(differing)


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=HERE, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    if sys.argv[1:2] == ["--make"]:
        make(*(Path(one) for one in sys.argv[2:5]), int(sys.argv[5]), *sys.argv[6:])
    else:
        sys.exit(main(*sorted(sys.argv[1:], key=lambda option: option.startswith("--"))))
