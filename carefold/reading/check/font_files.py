"""The files of a font family, as fonts/fonts.yaml names them: inside the project, there, and fonts."""

from __future__ import annotations

import struct
from pathlib import Path, PureWindowsPath

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.graphics.face import Face, Family, open_face
from carefold.model.font_shelf import FontFamily
from carefold.model.values import Line
from carefold.reading.check.font_fitness import unfit
from carefold.reading.check.project_paths import inside

_FACES = ("regular", "semibold", "bold", "italic", "bold_italic")


def open_family(family: FontFamily, name: str, folder: Path) -> Family:
    """The faces of a family whose files lie in the `folder` of fonts.yaml, or elsewhere in its project.

    CarefoldError has all that is wrong; its exit code is MISSING where files are missing or broken.
    """
    named = [getattr(family, key) for key in (*_FACES, "licence")]
    found, refused = _found(folder, named)
    if refused:
        raise CarefoldError(refused)
    gone = [
        Finding(f"the file {file} of “{name}” is missing.", file.place(), f"Put it into {folder.name}/.")
        for file in named
        if not found[file].is_file()
    ]
    if gone:
        raise CarefoldError(gone, ExitCode.MISSING)
    faces, problems = list[Face](), list[Finding]()
    for file in named[: len(_FACES)]:
        face = _opened(file, found[file], tuple(family.features))
        if isinstance(face, Finding):
            problems.append(face)
        else:
            faces.append(face)
    if problems:
        raise CarefoldError(problems, ExitCode.MISSING)
    return Family(*faces)


def open_font(file: str, folder: Path) -> Family:
    """One font file of a folder fonts/, as all faces of a family; CarefoldError as for a family."""
    named = file if isinstance(file, Line) else Line(file)
    found, refused = _found(folder, [named])
    if refused:
        raise CarefoldError(refused)
    if not found[named].is_file():
        problem = Finding(f"the font {file} is missing.", named.place(), f"Put it into {folder.name}/.")
        raise CarefoldError(problem, ExitCode.MISSING)
    face = _opened(named, found[named], ())
    if isinstance(face, Finding):
        raise CarefoldError(face, ExitCode.MISSING)
    return Family(*(face,) * len(_FACES))


def _opened(file: Line, path: Path, features: tuple[str, ...]) -> Face | Finding:
    """The font of a file, or why it can't be set."""
    try:
        face = open_face(path, features)
        why = unfit(face)
    except (struct.error, ValueError):  # a table that every font has is missing or cut off
        return Finding(f"{file} is no font that can be read.", file.place(), "Put the font's file there again.")
    if why is None:
        return face
    return Finding(f"{file} {why[0]}", file.place(), why[1])


def _found(folder: Path, files: list[Line]) -> tuple[dict[Line, Path], list[Finding]]:
    """Where each file is meant to be, and what is wrong with such a place."""
    found, refused = dict[Line, Path](), list[Finding]()
    for file in files:
        hint = f"Put a copy beside fonts.yaml, and write its name: {PureWindowsPath(file).name}."
        try:
            found[file] = inside(folder, file, "file", root=folder.parent)
            found[file].is_file()
        except OSError as error:
            refused.append(Finding(f"{file} can't be read ({error.strerror}).", file.place(), hint))
        except ValueError as error:
            refused.append(Finding(str(error).partition(" Hint: ")[0], file.place(), hint))
    return found, refused
