"""The two files of `carefold translate`: a handout of the project, and its translation, which may not be there yet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.diagnostics.several import in_order
from carefold.languages.language import Language, is_heard_of, tag_of
from carefold.model.values import LANGUAGE
from carefold.project import Project
from carefold.reading.yaml.source import MAX_BYTES, Source, decode, read_bytes
from carefold.saving import save
from carefold.translation.against import Against
from carefold.translation.digests import digests_of
from carefold.translation.files import Written, read_written
from carefold.translation.finishing import current_digests, with_digests, without_marks, without_old_marks
from carefold.translation.sheet import Edits, end_of
from carefold.translation.skeleton import Skeleton, skeleton
from carefold.translation.texts import is_unwritten
from carefold.translation.units import Returned, sorted_out
from carefold.translation.updating import Update
from carefold.twins import split
from carefold.workspace import load_handout

MOST_BYTES = 4 << 20
"""Of a file that a translator sends."""
_CODES = {"number": "CF176", "phone": "CF177", "reference": "CF178"}


@dataclass(frozen=True)
class TwinFiles:
    """A handout of a project by its name, and the language that it is translated into."""

    project: Project
    name: str
    language: str

    @classmethod
    def of(cls, project: Project, name: str, language: str) -> TwinFiles:
        """CarefoldError for what can't be translated, or into no such language."""
        made = cls(project, split(name)[0], language)
        if project.sources.project is None or made.name not in project.handouts:
            message, hint = (
                "only a project's own handouts are translated.",
                "Copy this one into handouts/ of a project.",
            )
            raise CarefoldError(Finding(message, hint=hint), ExitCode.USAGE)
        if not LANGUAGE.fullmatch(language) or not is_heard_of(language):
            tag = tag_of(language.lower())
            hint = f"Write --to {tag}." if tag else "Write its tag, as in the names of files (BCP 47)."
            raise CarefoldError(Finding(f"“{language}” is no language tag.", hint=hint), ExitCode.USAGE)
        load_handout(project, made.name)  # with what only the files around it show
        if made.original.handout.language == language:
            message = f"handouts/{made.name}.yaml is in “{language}” already."
            raise CarefoldError(Finding(message, hint="Name another language."), ExitCode.USAGE)
        return made

    @property
    def path(self) -> Path:
        """Where the translation is, or will be."""
        return self.project.sources.home / "handouts" / f"{self.name}.{self.language}.yaml"

    @property
    def shown(self) -> str:
        """The same for messages."""
        return self.project.shown(self.path)

    @cached_property
    def original(self) -> Written:
        """The handout; CarefoldError with all that is wrong with it."""
        path = self.project.sources.home / "handouts" / f"{self.name}.yaml"
        shown = self.project.shown(path)
        return self._read(decode(read_bytes(path, shown), shown))

    @cached_property
    def twin(self) -> Written:
        """The translation; CarefoldError where there is none, or with all that is wrong with it."""
        if not self.path.is_file():
            hint = f"`carefold translate {self.name} --to {self.language}` makes it."
            raise CarefoldError(Finding("there is no such translation.", Place(self.shown), hint))
        return self.now()

    def now(self) -> Written:
        """The translation as it stands in its file now."""
        return self._read(decode(read_bytes(self.path, self.shown), self.shown))

    def _read(self, source: Source) -> Written:
        return read_written(source, self.path, self.project.sources.home, self.project.shown)

    def started(self) -> Skeleton:
        """The skeleton that the translation starts from."""
        original = self.original
        return skeleton(original.sheet, original.handout, self.language, self.project.today, self._translated)

    def _translated(self, included: str) -> str:
        """The translation of a file that is included; empty where there is none."""
        other = f"{included.removesuffix('.yaml')}.{self.language}.yaml"
        return other if (self.project.sources.home / other).is_file() else ""

    def write(self, text: str) -> Written:
        """Put the translation in its place, once it is known that it can be read."""
        made, data = self._read(Source(self.shown, text)), text.encode()
        if len(data) > MAX_BYTES:
            message = "with these texts the file would be larger than 1 MiB."
            raise CarefoldError(Finding(message, Place(self.shown), "Share the handout out over several files."))
        save(data, self.path, self.shown)
        return made

    def start(self) -> Skeleton:
        """Write the skeleton; CarefoldError where a translation is there already."""
        if self.path.exists():
            hint = "--update marks in it what has changed; rename it, to start anew."
            raise CarefoldError(Finding("this is there already, and stays as it is.", Place(self.shown), hint))
        made = self.started()
        self.write(made.text)
        return made

    def update(self) -> int:
        """Mark what has changed since; how much that is."""
        twin, known = self.twin, self.twin.handout.translated_texts
        if known is None or len(known.split()) != len(twin.texts):
            why = "has more or fewer texts than it had" if known else "does not say from which texts it was made"
            done = f"`carefold translate {self.name} --to {self.language} --done`"
            hint = f"Compare it by hand; {done} then says that it is up to date."
            raise CarefoldError(
                Finding(f"this translation {why}.", known.place() if known else Place(self.shown), hint)
            )
        fresh = self._read(Source(self.shown, self.started().text))
        bare = without_old_marks(twin.source.text, str(self.original.handout.language))
        update = Update(self.original, fresh, self._read(Source(self.shown, bare)))
        text = update.made()
        after = self._read(Source(self.shown, text))
        whole = with_digests(after.sheet, update.digests(after))
        if whole != twin.source.text:
            self.write(whole)
        return update.marked

    def finish(self) -> None:
        """Say that all is translated from the original as it is; CarefoldError with what speaks against it."""
        twin, original = self.twin, self.original
        against = Against(twin.handout, original.handout)
        accepted = {str(code) for code in (*twin.handout.accept, *(one.code for one in twin.handout.acceptances))}
        problems = [
            Finding("this text is still to be translated.", one.text.place(), "Write it where the dots are.")
            for one in against.unwritten
        ]
        translator = twin.handout.translator
        if translator is not None and is_unwritten(translator):
            hint = "Write a name and qualification, or `machine`."
            problems.append(Finding("it is still to be said who has translated this.", translator.place(), hint))
        for one in against.differing:
            code = _CODES.get(one.difference.kind, "")
            if code and code not in accepted:
                hint = f"Correct it; if it is right, `accept: {{{code}: the reason}}` says why."
                problems.append(Finding(one.difference.message, one.place, hint))
        if problems:
            raise CarefoldError(in_order(problems))
        now, version = digests_of(original.handout), str(original.handout.version)
        self.write(without_marks(with_digests(twin.sheet, now, version), str(original.handout.language)))

    def take_in(self, returned: tuple[Returned, ...]) -> tuple[int, list[Returned]]:
        """Take translations in: how many, and which were left; CarefoldError with all that is wrong with any."""
        original = self.original
        twin = self.twin if self.path.exists() else self._read(Source(self.shown, self.started().text))
        texts = [one for one in original.texts if original.sheet.spot(one) is not None]
        of, own = Language.of(original.handout.language), Language.of(self.language)
        taken, problems, left = sorted_out(returned, texts, of, own)
        numbers = {one.way: number for number, one in enumerate(twin.texts)}
        edits, done = Edits(twin.source.text), list[int]()
        for number, target in taken.items():
            at = numbers.get(texts[number].way)
            spot = twin.sheet.spot(twin.texts[at]) if at is not None else None
            if at is None or spot is None:
                hint = f"`carefold translate {self.name} --to {self.language} --update` brings its blocks in line."
                problems.append(Finding(f"{self.shown} has no text `{texts[number].name}`.", Place(self.shown), hint))
                continue
            done.append(at)
            if twin.texts[at].text != target:
                edits.replace(spot.scalar.start, end_of(spot.scalar), spot.written(target))
        if problems:
            raise CarefoldError(in_order(problems))
        if done:
            self._take_in(twin, edits.applied(), done)
        return len(done), left

    def _take_in(self, twin: Written, text: str, done: list[int]) -> None:
        """Write a translation with new texts; once all are of the original as it is, it says so."""
        now = digests_of(self.original.handout)
        digests = current_digests(twin, self.original, now, done)
        after = self._read(Source(self.shown, text))
        is_current = digests == now and not any(one.is_unwritten for one in after.texts)
        whole = with_digests(after.sheet, digests, str(self.original.handout.version) if is_current else None)
        self.write(without_marks(whole, str(self.original.handout.language)) if is_current else whole)


def file_of(argument: str, *, ending: tuple[str, ...]) -> tuple[Path, str]:
    """A file for translators, and its ending; CarefoldError for one of another kind."""
    path = Path(argument)
    if path.suffix.lower() not in ending:
        hint = f"Name a file that ends in {', '.join(ending)}."
        raise CarefoldError(Finding("this is no file for translators.", Place(argument), hint), ExitCode.USAGE)
    return path, path.suffix.lower()
