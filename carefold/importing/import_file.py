"""A file of any kind that can be imported, made into a handout and its pictures."""

from __future__ import annotations

import datetime
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.importing.arranged import arranged
from carefold.importing.as_yaml import as_yaml
from carefold.importing.inline import is_link
from carefold.importing.markdown_file import read_markdown
from carefold.importing.material import Grid, Heading, Item, Material, Paragraph, Picture, Piece, Runs, excerpt, plain
from carefold.importing.text_file import read_text, text_of
from carefold.languages.language import Language
from carefold.model.handout import DUE
from carefold.reading.check.picture_files import check_picture
from carefold.reading.check.rasters import ENDINGS, kind
from carefold.reading.diagnose.filekinds import WORD, other_kind
from carefold.reading.diagnose.flow import scalar
from carefold.reading.diagnose.spot import split_hint
from carefold.reading.yaml.source import MAX_BYTES, read_bytes
from carefold.starting.filled import SCHEMA_OF_HANDOUT, dates_of
from carefold.starting.new_handout import title_of

_LARGEST = 60 << 20
_MOST_PICTURES = 60
_MOST_SHOWN = 12
_MARKDOWN = (".md", ".markdown")
_SAVE_ANEW = "Open it in the program that made it, and save it as a Word document (.docx) or as text."
_CITED = re.compile(r"\[(?:\^\w+|@[^\]\s]+|\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*)\](?!\()")
_RAISED = r"\^[\d,;–\- ]*\d[\d,;–\- ]*\^"
_ENDING = re.compile(r"\.\w{1,8}")
_UNITS = re.compile(r"(?:^|[\s/\d])(?:[kcmdµ]?m|in|ft|10)$")


@dataclass(frozen=True, slots=True)
class Imported:
    """Files by their paths in the project, and in words what was left out and what is to be done by hand."""

    files: dict[str, bytes]
    left_out: tuple[str, ...]
    to_do: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the project says of a new handout: its name, whose it is, the language, and today."""

    name: str
    clinic: str
    language: str
    today: datetime.date


def import_file(path: Path, shown: str, setting: Setting) -> Imported:
    """A handout of a Word, Markdown or text file; CarefoldError where it is none, or has no words."""
    material = _read(path, shown)
    material.pieces = [*_good_pictures(material)]
    if not any(isinstance(piece, Paragraph | Item | Grid | Heading) for piece in material.pieces):
        hint = "If the words stand in pictures or text boxes, copy them into the text first."
        raise CarefoldError(Finding("there are no words in this file.", Place(shown), hint))
    if sum(len(run.text) for runs in _texts(material.pieces) for run in runs) > MAX_BYTES:
        raise _too_much(shown)
    material.to_do += _citations(material)
    material.left_out += _dead_links(material)
    made = arranged(material, setting.name, title_of(setting.name))
    text = SCHEMA_OF_HANDOUT + as_yaml(made, _head(material, setting))
    if len(text.encode()) > MAX_BYTES:
        raise CarefoldError(
            Finding("this is more than 1 MiB of text.", Place(shown), "Share it out over several files.")
        )
    files = {f"handouts/{setting.name}.yaml": text.encode(), **made.pictures}
    return Imported(files, tuple(material.left_out), tuple(material.to_do))


def _too_much(shown: str) -> CarefoldError:
    return CarefoldError(Finding("this is more than 1 MiB of text.", Place(shown), "Share it out over several files."))


def _read(path: Path, shown: str) -> Material:
    data = read_bytes(path, shown, _LARGEST)
    if not data.strip():
        raise CarefoldError(Finding("this file is empty.", Place(shown), "Name a file with words in it."))
    found = other_kind(data)
    if found == WORD or (data[:2] == b"PK" and path.suffix.lower() == ".docx"):
        from carefold.importing.word import read_word

        return read_word(data, shown)
    if found:
        what = f"{found}, or one with a password" if data[:2] == b"\xd0\xcf" else found
        raise CarefoldError(Finding(f"this is {what}.", Place(shown), _SAVE_ANEW))
    if path.suffix.lower() in (".yaml", ".yml"):
        hint = "If it is a handout, copy it into handouts/."
        raise CarefoldError(Finding("this is YAML, as handouts are.", Place(shown), hint))
    if path.suffix.lower() in (".docx", ".doc"):
        raise CarefoldError(Finding("this is no Word file.", Place(shown), _SAVE_ANEW))
    text = text_of(data, shown)
    return read_markdown(text, path.parent) if path.suffix.lower() in _MARKDOWN else read_text(text)


def _head(material: Material, setting: Setting) -> dict[str, str]:
    """The first keys of the handout, as YAML."""
    code = material.language.split("-")[0].lower()
    language = code if code and Language.of(code).is_known else setting.language
    if code and language != code:
        material.to_do.append(f"language: the file says {material.language}, which carefold does not speak")
    if not code:
        material.to_do.append(f"language: the file names none, and {language} is the project's first")
    material.to_do += [
        "audience: say for whom it is written",
        "authors, version and dates: they are of today; it wants a review within 90 days",
    ]
    dates = dates_of(setting.today, DUE)
    return {
        "language": language, "version": '"1.0"', **dates, "authors": f"[{scalar(setting.clinic)}]",
        "audience": scalar(Language.of(language).phrases["our-patients"], inside=False),
    }  # fmt: skip


# --- pictures


def _good_pictures(material: Material) -> Iterator[Piece]:
    """The pieces without pictures that can't be printed."""
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        for piece in material.pieces:
            if not isinstance(piece, Picture):
                yield piece
                continue
            count += 1
            picture = replace(piece, ending=ENDINGS.get(kind(piece.data), piece.ending))
            wrong = _wrong_with(picture, Path(folder), count) if count <= _MOST_PICTURES else "there are too many"
            if wrong:
                material.left_out.append(f"picture {count}: {wrong}")
            else:
                yield picture


def _wrong_with(picture: Picture, folder: Path, number: int) -> str:
    name = f"picture-{number}{picture.ending}" if _ENDING.fullmatch(picture.ending) else f"picture-{number}"
    (folder / name).write_bytes(picture.data)
    try:
        check_picture(folder, name, "")
    except ValueError as error:
        return split_hint(str(error))[0].replace(f"“{name}”", "it").rstrip(".")
    finally:
        (folder / name).unlink()
    return ""


# --- what is only listed


def _texts(pieces: list[Piece]) -> Iterator[Runs]:
    for piece in pieces:
        if isinstance(piece, Grid):
            yield from (cell for row in piece.rows for cell in row)
        elif not isinstance(piece, Picture):
            yield piece.runs


def _citations(material: Material) -> Iterator[str]:
    """Numbers that look like citations: which works they mean nobody can tell but the author."""
    found: list[str] = []
    for runs in _texts(material.pieces):
        text = plain(tuple(replace(run, text=f"^{run.text}^") if run.shift == "sup" else run for run in runs))
        for match in re.finditer(rf"{_CITED.pattern}|{_RAISED}", text):
            before = text[max(0, match.start() - 30) : match.start()]
            if match[0][0] == "[" or (before.strip() and not _UNITS.search(before)):
                found.append(f"“{before.partition(' ')[2] or before}{match[0]}”")
    if found:
        more = f", and {len(found) - _MOST_SHOWN} more" if len(found) > _MOST_SHOWN else ""
        yield f"citations to add as [@id], in place of their numbers: {', '.join(found[:_MOST_SHOWN])}{more}"


def _dead_links(material: Material) -> Iterator[str]:
    links = {run.href for runs in _texts(material.pieces) for run in runs if run.href and not is_link(run.href)}
    for link in sorted(links)[:_MOST_SHOWN]:
        yield f"a link that a handout may not have: {excerpt(link)}; its words are taken"
