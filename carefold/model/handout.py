"""A handout, as one YAML file has it."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from carefold.diagnostics.settle import Acceptance
from carefold.graphics.hues import Hue
from carefold.model.block import Conditional
from carefold.model.blocks import AnyBlock, written_out
from carefold.model.decisions import Accept, Answers
from carefold.model.field_spec import FieldSpec as FieldSpec
from carefold.model.forms import Address
from carefold.model.located import Located, wrong
from carefold.model.pictures import Described
from carefold.model.reference import Reference
from carefold.model.symbols import Symbol, WithSymbol
from carefold.model.values import Date, Flag, LanguageLine, Line, Text
from carefold.model.versions import is_among, problem_of

DUE = datetime.timedelta(days=90)  # so long before its review date a handout is due for it
MACHINE = "machine"  # a translator that is no person


class Reviewer(Located):
    """A clinician who has read the handout."""

    name: Line
    role: Line
    date: Date


def _ranges(versions: tuple[Line, ...]) -> tuple[Line, ...]:
    for number, one in enumerate(versions):
        if why := problem_of(one):
            raise wrong(f"“{one}” is no range of versions: {why}. Hint: write such as '1.0' or '<1.2'.", number)
    return versions


class Withdrawn(Located):
    """Versions that nobody is to be given any more, since when, and why; `<1.2` is each below 1.2.

    `by` is who was signed in on the computer, `words` the seals of what was said; `carefold withdraw` writes both.
    """

    date: Date
    versions: Annotated[tuple[Line, ...], Field(min_length=1), AfterValidator(_ranges)]
    reason: Line
    by: Line | None = None
    words: tuple[Line, ...] = ()


class Topics(Located):
    """Codes by which other systems find the handout."""

    mesh: tuple[Line, ...] = ()
    icd10: tuple[Line, ...] = ()
    snomed: tuple[Line, ...] = ()


class Section(WithSymbol, Conditional):
    """A titled part of a handout."""

    title: Text
    panel: Line | None = None
    urgent: Flag = False
    accept: Accept = Field(default_factory=dict)
    blocks: tuple[AnyBlock, ...]
    icon: Symbol | None = None
    alt: Line | None = None


def _field_names(fields: dict[str, Any]) -> dict[str, Any]:
    for name in fields:
        if not all(part.isidentifier() and part.isascii() for part in name.split(".")):
            raise wrong(f"“{name}” is no name for a field. Hint: use letters, digits and dots: patient.name.", name)
        if name.split(".")[0] == "brand":
            raise wrong(f"“{name}” belongs to the brand. Hint: choose a name that does not start with brand.", name)
    return fields


class Handout(Located):
    """Everything an author says about one handout."""

    id: Line | None = None
    kind: Literal["leaflet", "discharge", "procedure", "medicine", "letter"] = "leaflet"
    sensitive: Flag = False
    title: Line
    subtitle: Line | None = None
    language: LanguageLine
    version: Line
    translated_from: Line | None = None  # the original's version
    translated_texts: Line | None = None  # digests of the original's texts, written by `carefold translate`
    translator: Line | None = None  # name and qualification, or MACHINE
    updated: Date
    review_by: Date
    authors: Annotated[tuple[Line, ...], Field(min_length=1)]
    reviewers: tuple[Reviewer, ...] = ()
    audience: Line
    topics: Topics = Field(default_factory=Topics)
    main_point: Text
    icon: Symbol | None = None  # of its topic
    accent: Hue | None = None
    cover_image: Described | None = None
    layouts: tuple[Line, ...] = ()
    fields: Annotated[dict[str, FieldSpec], AfterValidator(_field_names)] = Field(default_factory=dict)
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    references: tuple[Reference, ...] = ()
    disclaimer: Text
    review: Answers = Field(default_factory=Answers)
    accept: Accept = Field(default_factory=dict)
    withdrawn: Withdrawn | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if self.review_by < self.updated:
            raise wrong(
                "the review is due before the text was updated. Hint: correct one of the two dates.", "review-by"
            )
        return self

    @model_validator(mode="after")
    def _one_address(self) -> Self:
        spots = [
            (number, way[0])
            for number, section in enumerate(self.sections)
            for way, block in written_out(section.blocks)
            if isinstance(block, Address)
        ]
        if len(spots) > 1:
            message = "a handout goes to one address, and this is the second. Hint: remove one of the two."
            raise wrong(message, "sections", spots[1][0], "blocks", spots[1][1])
        return self

    @property
    def is_letter(self) -> bool:
        """Whether it is made for one patient at a time, by a merge only."""
        return self.kind == "letter"

    @property
    def by_machine(self) -> bool:
        """Whether a machine has translated it."""
        return self.translator is not None and self.translator.strip().lower() == MACHINE

    @property
    def is_withdrawn(self) -> bool:
        """Whether its version is one of those that are withdrawn."""
        return self.withdrawn is not None and is_among(self.version, self.withdrawn.versions)

    @property
    def uses_brand_disclaimer(self) -> bool:
        """Whether the author wrote `disclaimer: default`."""
        return self.disclaimer == "default"

    @property
    def acceptances(self) -> tuple[Acceptance, ...]:
        """What is accepted in the whole handout, then section by section."""
        maps = ((None, self.accept), *((number, section.accept) for number, section in enumerate(self.sections)))
        return tuple(
            Acceptance(str(code), str(reason), code.place() if code.places else self.place, section)
            for section, accept in maps
            for code, reason in accept.items()
        )
