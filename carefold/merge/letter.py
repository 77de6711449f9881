"""A handout as a letter: in its languages, at the sites of its brand, with what records must hold to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b

from carefold.batch.inputs import Inputs
from carefold.content.content_code import signs
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.graphics.face import Family
from carefold.merge.fast import Fast
from carefold.merge.judged import Terms
from carefold.merge.own_values import OwnValues, text_of
from carefold.model.handout import Handout
from carefold.model.plans import MedicineList
from carefold.model.walk import all_of
from carefold.order import Order, Record
from carefold.pdfread.document import open_document
from carefold.pipeline import accept, checked, make
from carefold.remembered import Remembered
from carefold.review.clearance import refuse_unreviewed
from carefold.review.review import Review
from carefold.run import Run
from carefold.stages import Content
from carefold.twins import split, translations
from carefold.workspace import Workspace, load_brand, load_sources

_USUAL = "letter"


@dataclass(frozen=True)
class Variant:
    """The letter in one language at one site: resolved with blanks, accepted by review, and checked with blanks.

    `digest` is another one whenever anything is that its files are made of.
    """

    content: Content
    order: Order
    own_values: OwnValues
    digest: str
    fast: Fast
    code: str  # by which the sheet is known
    review: Review

    def order_for(self, record: Record) -> Order:
        """What is ordered for a record."""
        return replace(self.order, record=record)


class Letter:
    """A handout, for all its records; its variants are made when the first record of theirs is judged."""

    def __init__(
        self, project: Workspace, name: str, layout: str | None = None, brand: str | None = None,
        unreviewed: str = "",
    ) -> None:  # fmt: skip
        """CarefoldError for a handout or a brand that can't be read; `unreviewed` as an order has it."""
        self.unreviewed = unreviewed
        self.project, self.brand = project, brand
        self.source = name
        self.name, own = split(name)
        self._run = Run(project)
        self._inputs = Inputs(project, Remembered(project, None))
        handouts = dict(self._handouts(own))
        self.handouts = tuple(handouts.values())
        self.first = first = self.handouts[0]
        self.layout = layout or (str(first.layouts[0]) if len(first.layouts) == 1 else _USUAL)
        self._sources = {tag: self.name if tag == self._original else f"{self.name}.{tag}" for tag in handouts}
        sites = frozenset(map(str, load_brand(project, brand)[0].sites))
        sensitive = _is_sensitive(handouts)
        self.file_name = f"letter-{signs(self.name)}" if sensitive else self.name
        self._terms = {
            tag: Terms(
                handout.fields, tuple(handouts), sites, project.today, medicines_of(handout),
                frozenset(one.code for one in handout.acceptances), project.settings.of_age, sensitive,
            )
            for tag, handout in handouts.items()
        }  # fmt: skip
        self._variants = dict[tuple[str, str], Variant | CarefoldError]()

    def _handouts(self, first: str) -> Iterator[tuple[str, Handout]]:
        """The handout in each language, that of the name first."""
        original = self._run.handout(self.name)
        self._original = str(original.language)
        others = translations(self.project.sources.names("handouts")).get(self.name, [])
        tags = dict.fromkeys((first or self._original, self._original, *sorted(others)))
        for tag in tags:
            yield tag, original if tag == self._original else self._run.handout(f"{self.name}.{tag}")

    def terms(self, language: str = "") -> Terms:
        """What records in a language must hold to; in the first one for a language that the handout is not in."""
        return self._terms.get(language) or next(iter(self._terms.values()))

    def variant(self, language: str, site: str) -> Variant:
        """The letter in a language, at a site; CarefoldError for one that can't be made with blanks either."""
        key = language, site
        if key not in self._variants:
            try:
                self._variants[key] = self._variant(language, site)
            except CarefoldError as error:
                self._variants[key] = error
        found = self._variants[key]
        if isinstance(found, CarefoldError):
            raise found
        return found

    @property
    def families(self) -> tuple[Family, Family]:
        """The fonts of text and of headings."""
        return self._run.content(self._sources[self.terms().languages[0]], self.brand).families

    @property
    def variants(self) -> tuple[Variant, ...]:
        """Those that were made: of each language and site of the records that were judged."""
        return tuple(one for one in self._variants.values() if isinstance(one, Variant))

    def refuse_unreviewed(self, variants: Iterable[Variant]) -> None:
        """CarefoldError where it is not to be given out yet in one of them, and nobody said why it is all the same."""
        reviews = {one.order.language: one.review for one in variants}
        for review in reviews.values():
            refuse_unreviewed(review, self.unreviewed, has_record=bool(self.terms().fields))

    def _variant(self, language: str, site: str) -> Variant:
        source, run = self._sources[language], self._run
        tag = split(source)[1]
        order = Order(self.name, self.layout, brand=self.brand, language=tag, site=site, unreviewed=self.unreviewed)
        self._inputs.look_at((source,))
        found = run.review(source, self.brand, site=site)
        accept(found)
        content = run.content(source, self.brand, site)
        blank = make(self.project, order, content)
        opened = open_document(blank.data)
        checked(self.project, blank, opened)
        written = b"\n".join(load_sources(self.project, source).values()).decode(errors="replace")
        own_values = OwnValues(self.terms(language).fields, language, written, text_of(opened))
        return Variant(
            content,
            order,
            own_values,
            _digest(self._inputs.of(order, _cited(content)) | {"unreviewed": self.unreviewed}),
            Fast(self.project, content),
            blank.code,
            found,
        )


def medicines_of(handout: Handout) -> frozenset[str]:
    """The fields that are the rows of a schedule."""
    return frozenset(str(listed.rows_from) for listed in all_of(MedicineList, handout.sections) if listed.rows_from)


def single_fields(letter: Letter) -> list[str]:
    """The fields that have one value."""
    return [name for name, spec in letter.terms().fields.items() if not spec.is_list]


def _is_sensitive(handouts: Mapping[str, Handout]) -> bool:
    """Whether a handout is in all its languages; CarefoldError where it is so in some of them only."""
    others = [handout for handout in handouts.values() if not handout.sensitive]
    if 0 < len(others) < len(handouts):
        hint = "Write `sensitive: true` in each language."
        raise CarefoldError(
            Finding("this is sensitive in another language, and not here.", one.place, hint) for one in others
        )
    return not others


def _cited(content: Content) -> list[str]:
    return [str(reference.id) for reference in content.resolved.references]


def _digest(inputs: Mapping[str, str]) -> str:
    return blake2b(json.dumps(inputs, sort_keys=True).encode(), digest_size=16).hexdigest()
