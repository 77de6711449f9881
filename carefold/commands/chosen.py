"""What the arguments of a command mean: handouts by name, file or folder, and the project that they lie in."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from carefold.commands.here import project_at, shown
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.nearest import did_you_mean
from carefold.diagnostics.place import Place
from carefold.project import Project
from carefold.resources import is_file, is_folder, project_root
from carefold.workspace import not_read

_YAML = (".yaml", ".yml")


def project_for(arguments: Sequence[str] = (), root: Path | None = None) -> Project:
    """The project in a folder, else that of the files and folders among the arguments, else of the current folder.

    CarefoldError with ExitCode.USAGE where they lie in several, or where the folder is none.
    """
    if root is not None:
        if project_root(root.resolve()) != root.resolve():
            hint = "Name a folder that has handouts/ in it."
            raise CarefoldError(Finding("this folder is no project.", Place(str(root)), hint), ExitCode.USAGE)
        return project_at(root.resolve())
    here = project_root(Path.cwd())
    paths = [_as_path(argument) for argument in arguments]
    found = dict.fromkeys(root_of(path) if path else here for path in paths)
    projects = [project for project in found if project]
    if len(projects) > 1:
        message = f"these lie in several projects: {', '.join(shown(project) for project in projects)}."
        raise CarefoldError(Finding(message, hint="Name those of one project at a time."), ExitCode.USAGE)
    return project_at(projects[0] if projects else here)


def root_of(path: Path) -> Path | None:
    """The project that a file or a folder lies in, whether or not it is there."""
    return project_root((path if is_folder(path) else path.parent).resolve())


def names_of(project: Project, arguments: Iterable[str]) -> tuple[str, ...]:
    """The handouts that arguments mean, each once; CarefoldError for what is none of this project."""
    return tuple(dict.fromkeys(name for argument in arguments for name in _names(project, argument)))


def name_of(project: Project, argument: str) -> str:
    """The one handout that an argument means: its name, or the path of its file."""
    names = _names(project, argument)
    if is_whole(argument):
        hint = f"Name one of its handouts: {', '.join(names)}."
        raise CarefoldError(Finding("this is a folder.", Place(argument), hint))
    return names[0]


def is_whole(argument: str) -> bool:
    """Whether an argument is the folder of a project, or its handouts/: it means all of them."""
    path = _as_path(argument)
    return path is not None and is_folder(path) and _holds_all(path)


def own_names(project: Project) -> tuple[str, ...]:
    """All handouts of the project, if there are any; CarefoldError with ExitCode.USAGE where there is no project."""
    if project.sources.project is None:
        raise _no_project()
    return project.sources.project_names("handouts")


def every_name(project: Project) -> tuple[str, ...]:
    """All handouts of the project, at least one; CarefoldError as `own_names`, or where there is none."""
    names = own_names(project)
    if not names and (problems := not_read(project)):
        raise CarefoldError(problems)
    if not names:
        problem = Finding("the project has no handouts.", hint="Put one into handouts/, or name a shipped one.")
        raise CarefoldError(problem)
    return names


def _as_path(argument: str) -> Path | None:
    """The file or folder that an argument names; None for the plain name of a handout."""
    path = Path(argument)
    if not argument:
        return None
    if "\\" in argument and not (path.parent != Path() and is_folder(path.parent)):
        path = Path(argument.replace("\\", "/"))
    is_path = path.suffix.lower() in _YAML or len(path.parts) != 1 or path.is_absolute()
    return path if is_path or (is_folder(path) and _holds_all(path)) else None


def _holds_all(folder: Path) -> bool:
    """Whether a folder is a project, or its folder of handouts."""
    place = folder.resolve()
    root = project_root(place)
    return root is not None and place in (root, root / "handouts")


def _names(project: Project, argument: str) -> tuple[str, ...]:
    path = _as_path(argument)
    if path is None:
        if project.sources.project is None and argument not in project.sources.names("handouts"):
            raise _no_sample(argument, project.sources.names("handouts"))
        return (argument,)
    if is_whole(argument):
        return every_name(project)
    if is_folder(path):
        hint = "Name a folder that has handouts/ in it, or a handout's file."
        raise CarefoldError(Finding("this folder is no project.", Place(argument), hint))
    shelf = (project.sources.home / "handouts").resolve()
    name = path.stem if path.suffix.lower() in _YAML else path.name
    missing = not is_file(path) and not is_file(path.parent / f"{name}.yaml")
    if path.parent.resolve() == shelf or (missing and path.parent == Path()):
        return (name,)
    if missing:
        known = ", ".join(project.sources.project_names("handouts")) or "none"
        hint = f"In {shown(shelf)} are: {known}."
        raise CarefoldError(Finding("there is no such file.", Place(argument), hint))
    raise _no_handout(path, shelf, argument)


def _no_handout(path: Path, shelf: Path, argument: str) -> CarefoldError:
    """A file that lies where no handout does."""
    if root_of(path) is None:
        message = "handouts lie in a folder handouts/, and the clinic's brand.yaml beside that folder."
        hint = f"If this is a handout, make the folder {shown(path.parent.resolve() / 'handouts')} and move it there."
    else:
        message = "this file is no handout of this project."
        hint = f"Handouts lie directly in {shown(shelf)}."
    return CarefoldError(Finding(message, Place(argument), hint))


def _no_sample(name: str, samples: tuple[str, ...]) -> CarefoldError:
    """A handout that is asked for by its name in a folder that is no project."""
    files = sorted(path for path in Path().glob("*/handouts/*.yaml") if path.stem == name)
    if files:
        hint = f"Name its file: carefold {_command()} {shlex.quote(files[0].as_posix())}."
    else:
        hint = did_you_mean(name, samples, _way_out(Path.cwd()))
    return CarefoldError(Finding(f"there is no handout “{name}”: this folder is no project.", hint=hint))


def _command() -> str:
    return click.get_current_context().info_name or ""


def _no_project() -> CarefoldError:
    message = (
        "this folder is no project: a project has a folder handouts/ with a YAML file for each handout, and the"
        " clinic's brand.yaml beside that folder."
    )
    return CarefoldError(Finding(message, hint=_way_out(Path.cwd())), ExitCode.USAGE)


def projects_below(folder: Path) -> list[str]:
    """The names of the projects that lie directly in a folder."""
    try:
        return sorted(path.parent.name for path in folder.glob("*/handouts") if is_folder(path))
    except OSError:
        return []


def _way_out(folder: Path) -> str:
    """What to do in a folder that is no project."""
    near = projects_below(folder)
    if near:
        name = shlex.quote(near[0])
        others = f" Others here: {', '.join(near[1:])}." if near[1:] else ""
        return f"Use `cd {name}` first, or name it: carefold {_command()} {name}.{others}"
    if (folder / "brand.yaml").is_file():
        return "Make the folder handouts here; then `carefold new handout NAME` starts a handout in it."
    return "`carefold new project my-clinic` makes one; `carefold build about-ketamine` makes a sample to look at."
