"""carefold translate: start a translation, keep it up with its original, and exchange it with translators."""

from __future__ import annotations

import click

from carefold.commands.chosen import name_of, project_for
from carefold.commands.output import Printer, with_output_options
from carefold.commands.twin_files import MOST_BYTES, TwinFiles, file_of
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.reading.yaml.source import decode, read_bytes
from carefold.reports.translated import TranslatedDocument
from carefold.saving import save
from carefold.translation.units import Returned, units_of

_XLIFF = (".xlf", ".xliff")
_ENDINGS = (".po", *_XLIFF)


@click.command("translate", short_help="Start a translation, or keep it up to date.")
@click.argument("handout")
@click.option("--to", "language", metavar="LANGUAGE", required=True, help="The tag of the language, such as es.")
@click.option("--update", is_flag=True, help="Mark in the translation what has changed in its original.")
@click.option("--done", is_flag=True, help="Say that the translation is of its original as it is.")
@click.option("--export", "out", metavar="FILE", help="Write a .po or .xlf (XLIFF 1.2) file for translators.")
@click.option("--import", "back", metavar="FILE", help="Take such a file in.")
@with_output_options
def command(
    handout: str, language: str, update: bool, done: bool, out: str | None, back: str | None, quiet: bool, as_json: bool
) -> int:
    """Write handouts/NAME.LANGUAGE.yaml, with dots for each text and the original's beside it, to be filled in.

    What somebody has translated is never overwritten. A file that comes back from a translator is taken in whole or
    not at all: no number, phone, citation or field may be lost.

    \b
    Examples:
      carefold translate about-ketamine --to es
      carefold translate about-ketamine --to es --update
      carefold translate about-ketamine --to es --export about-ketamine.es.xlf
    """
    if sum(map(bool, (update, done, out is not None, back is not None))) > 1:
        raise click.UsageError("--update, --done, --export and --import are done one at a time.")
    printer, project = Printer(quiet, as_json), project_for([handout])
    files = TwinFiles.of(project, name_of(project, handout), language)
    document: TranslatedDocument = {
        "handout": files.name, "language": language, "path": files.shown, "texts": len(files.original.texts),
        "unwritten": 0, "changed": 0, "taken": 0, "left": [], "shared": [], "problems": [],
    }  # fmt: skip
    if update:
        document["changed"] = files.update()
    elif done:
        files.finish()
    elif out is not None:
        document["path"] = out
        _export(files, out)
    elif back is not None:
        document["taken"], left = files.take_in(_returned(back))
        document["left"] = [{"name": one.name, "place": str(one.place)} for one in left]
    else:
        document["shared"] = [*files.start().shared]
    if files.path.exists():
        document["unwritten"] = sum(one.is_unwritten for one in files.now().texts)
    for line in _lines(document, update=update, done=done, out=out, back=back):
        printer.say(line)
    printer.document(document)
    return ExitCode.DONE


def _lines(document: TranslatedDocument, *, update: bool, done: bool, out: str | None, back: str | None) -> list[str]:
    """What was done, for people."""
    path, unwritten = document["path"], document["unwritten"]
    still = [f"{_counted(unwritten, 'text')} still to be translated"] if unwritten else []
    if out is not None:
        return [f"{path}  written, for translators"]
    if update:
        changed = _counted(document["changed"], "change")
        said = f"{changed}, marked in comments" if document["changed"] else "unchanged: so is its original"
        return [f"{path}  {said}", *still]
    if done:
        return [f"{path}  up to date"]
    if back is not None:
        left = [f"{one['place']}: {one['name']} is left: not translated, or in doubt" for one in document["left"]]
        return [f"{path}  {_counted(document['taken'], 'translation')} taken in", *left, *still]
    shared = [
        f"{one} is used as it is; {one.removesuffix('.yaml')}.{document['language']}.yaml would be used in its place"
        for one in document["shared"]
    ]
    return [f"{path}  {_counted(unwritten, 'text')} to translate, where the dots are", *shared]


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count != 1 else ''}"


def _export(files: TwinFiles, out: str) -> None:
    path, ending = file_of(out, ending=_ENDINGS)
    if path.exists():
        hint = "Name another file: this one may be what a translator has sent."
        raise CarefoldError(Finding("this file is there already.", Place(out), hint))
    units = units_of(files.original, files.twin if files.path.exists() else None)
    name, source = files.name, str(files.original.handout.language)
    if ending in _XLIFF:
        from carefold.translation.xliff import xliff

        save(xliff(units, name, source, files.language), path, out)
        return
    from carefold.translation.po import po

    save(po(units, name, source, files.language, files.project.today), path, out)


def _returned(back: str) -> tuple[Returned, ...]:
    path, ending = file_of(back, ending=_ENDINGS)
    data = read_bytes(path, back, MOST_BYTES)
    if ending in _XLIFF:
        from carefold.translation.xliff import read as read_xliff

        return read_xliff(data, back)
    from carefold.translation.po import read as read_po

    return read_po(decode(data, back).text, back)
