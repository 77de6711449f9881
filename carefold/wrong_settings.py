"""What project.yaml says, held against what there is: languages, layouts, the folder for PDFs."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from carefold.diagnostics.finding import Finding
from carefold.diagnostics.nearest import did_you_mean
from carefold.diagnostics.place import Place
from carefold.languages.language import Language, tags
from carefold.model.settings import Settings
from carefold.model.values import Line
from carefold.reading.check.project_paths import inside
from carefold.resources import Sources
from carefold.which_brand import no_brand

_SOURCES = ("handouts", "layouts", "brands", "fonts", "symbols", "")
"""Folders in which PDFs would lie among what they are made from."""
_KEPT = ("released", "private", "reports", ".carefold", ".git")
"""Folders that hold something else, where nothing may be cleared away."""


def problems_of_settings(settings: Settings, sources: Sources) -> list[Finding]:
    """All that is wrong, at its place in project.yaml."""
    known = sources.names("layouts")
    layouts = [unknown_layout(name, known, settings.place) for name in settings.layouts if name not in known]
    brands = [no_brand(sources, name) for name in settings.brands if sources.brand(name) is None]
    problems = [*layouts, *brands, *_languages(settings), *_output(settings.output, sources)]
    return sorted(problems, key=lambda problem: problem.place)


def unknown_layout(name: Line, known: Collection[str], place: Place) -> Finding:
    """A layout that is named, and there is none; `place` is for a name that came from no file."""
    hint = did_you_mean(name, known, f"There are: {', '.join(known)}.")
    if "," in name:
        each = " ".join(f"--layout {one.strip()}" for one in name.split(","))
        hint = f"Name each for itself; on the command line: {each}"
    return Finding(f"there is no layout “{name}”.", name.place() if name.places else place, hint)


def _languages(settings: Settings) -> Iterator[Finding]:
    hint = f"The languages are {', '.join(tags())}."
    for tag in settings.languages:
        if not Language.of(tag).is_known:
            yield Finding(f"carefold has no words of its own in “{tag}”.", tag.place(), hint)


def _output(output: Line, sources: Sources) -> Iterator[Finding]:
    if sources.project is None:
        return
    hint = "Write the name of a folder in the project, such as out; with --out PDFs go anywhere."
    try:
        folder = inside(sources.home, output, "folder")
    except ValueError as error:
        message = str(error).partition(" Hint: ")[0]
        yield Finding(message, output.place() if output.places else Place(output), hint)
        return
    first = (*folder.relative_to(sources.home).parts, "")[0]
    if first.casefold() in _KEPT:
        yield Finding(f"“{output}” is kept for something else.", output.place(), hint)
    if first.casefold() in _SOURCES:
        yield Finding(f"in “{output}” PDFs would lie among what they are made from.", output.place(), hint)
    elif output.places and folder.is_file():
        yield Finding(f"“{output}” is a file, and must be a folder for PDFs.", output.place(), hint)
