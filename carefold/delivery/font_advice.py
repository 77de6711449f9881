"""Which fonts cover what: the letters of the project's languages, and what of its handouts comes from a fallback."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from carefold.delivery.advice import Advice
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.families import load_families
from carefold.graphics.face import Face, Family
from carefold.languages.language import Language
from carefold.run import Run
from carefold.text.characters import from_fallbacks, not_in_font
from carefold.workspace import Workspace, load_brand

_MOST = 12  # characters that are shown


def advice_on_fonts(project: Workspace) -> Iterator[Advice]:
    """What the fonts of each brand cover; a brand whose fonts can't be opened is an error."""
    for wanted in project.settings.brands or (None,):
        try:
            brand, _ = load_brand(project, wanted)
            families = load_families(project, brand.fonts)
        except CarefoldError as error:
            yield from (Advice("fonts", f"{one.place}: {one.message}", one.hint, "error") for one in error.findings)
            continue
        names = dict(zip((brand.fonts.text, brand.fonts.heading), families, strict=True))
        for name, family in names.items():
            yield from _of_languages(project, str(name), family)
        yield from _of_handouts(project, wanted, families[0])


def _of_languages(project: Workspace, name: str, family: Family) -> Iterator[Advice]:
    covered = list[str]()
    for tag in project.settings.languages:
        lacking = not_in_font(Language.of(str(tag)).alphabet, family)
        if lacking:
            message = f"“{name}” and its fallbacks have not all letters of {tag}: {_shown(lacking)}."
            yield Advice("fonts", message, "Name a font that has them under `fonts: {fallback: […]}`.", "warning")
        else:
            covered.append(str(tag))
    if covered:
        yield Advice("fonts", f"“{name}” has all letters of {', '.join(covered)}.")


def _of_handouts(project: Workspace, brand: str | None, family: Family) -> Iterator[Advice]:
    """What each fallback is needed for; what no font has is an error of `check`."""
    run, needed = Run(project), dict[Face, dict[str, set[str]]]()
    for name in project.handouts if family.regular.fallbacks else ():
        with suppress(CarefoldError):
            content = run.content(name, brand)
            for letter, face in from_fallbacks(content.resolved, content.references, family).items():
                needed.setdefault(face, {}).setdefault(name, set()).add(letter)
    for face in dict.fromkeys(family.regular.fallbacks):
        handouts = needed.get(face, {})
        for name, letters in sorted(handouts.items()):
            yield Advice("fonts", f"{face.path.name} stands in for {_shown(sorted(letters))} of {name}.")
        if not handouts:
            hint = "Names in a merge may still need it."
            yield Advice("fonts", f"{face.path.name} stands in for nothing that a handout says.", hint)


def _shown(letters: Iterable[str]) -> str:
    some = list(letters)
    return " ".join(some[:_MOST]) + (f" and {len(some) - _MOST} more" if len(some) > _MOST else "")
