"""START HERE. From a handout's name to a finished, checked PDF, step by step:

read → resolve → review → typeset (and impose) → write → preflight

Everything below this file knows only its own step; everything above it (commands, later batch and merge) only calls it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeAlias

from carefold import __version__
from carefold.content.bibliography import entries
from carefold.content.included import naming
from carefold.content.nearest import did_you_mean
from carefold.content.phrases import Phrases, languages
from carefold.content.resolve import Resolved, resolve
from carefold.diagnostics.codes import CODES
from carefold.diagnostics.finding import Finding, Report
from carefold.diagnostics.place import Place
from carefold.diagnostics.problem import CarefoldError, Problem, in_order
from carefold.graphics.outline import line
from carefold.graphics.surface import Surface
from carefold.imposition.impose import Side, impose
from carefold.layout.composition import Composition, Job
from carefold.layout.folded import compose_folded
from carefold.layout.paged import compose_paged
from carefold.layout.window import without_address
from carefold.model.brand import Brand
from carefold.model.handout import Handout
from carefold.model.inline import Paragraph
from carefold.model.layout import Layout
from carefold.model.located import Located
from carefold.naming import brand_in_names, pdf_name
from carefold.pdf.write import Page, Purpose, write
from carefold.pdf.xmp import Facts
from carefold.pdfread.document import STOPPED
from carefold.preflight.checks.metadata import Origin
from carefold.preflight.expected import Expected, expect
from carefold.preflight.preflight import preflight
from carefold.preflight.sandbox.sandbox import Sandbox, preflight_file
from carefold.reading.check.picture_paths import picture_file
from carefold.review.review import Review, review
from carefold.review.settle import problems_of_accept, problems_of_severities, settle_pdf
from carefold.spelling import spelled
from carefold.strays import shown
from carefold.structure import Element, Leaf
from carefold.text.characters import missing_characters
from carefold.workspace import (
    Workspace,
    all_layouts,
    handout_home,
    load_brand,
    load_families,
    load_handout,
    load_layout,
    load_references,
    load_sources,
    source_date,
    today,
)

_INLINE = ("Span", "Link", "Reference", "Form")
_MARK_GREY = (0.45, 0.45, 0.45)
# What of a layout decides where text stands, and how large it is.
_LAYOUT_KEYS = dict.fromkeys(("CF401", "CF402", "CF403", "CF404"), "margin") | {"CF405": "type"}
Edition: TypeAlias = Literal["print", "screen"]


@dataclass(frozen=True)
class Made:
    """A finished PDF in memory, and what it was made from."""

    data: bytes
    edition: str
    pages: int
    resolved: Resolved
    layout: Layout
    composition: Composition
    references: tuple[Paragraph, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()  # what preflight says of it, once it is built


def build(
    workspace: Workspace, name: str, layout_name: str, *, brand: str | None = None,
    values: Mapping[str, str] | None = None,
    allow_expired: bool = False, edition: Edition = "print", archive: bool = False, skip_review: bool = False,
) -> Made:  # fmt: skip
    """One handout in one layout, checked; warnings are in `findings`. CarefoldError has all that is wrong with it.

    `skip_review`: its words are not looked at, since that was done before, or it is only a preview.
    """
    if not skip_review:
        _refuse(check_handout(workspace, name, brand, allow_expired).report)
    made = make(
        workspace, name, layout_name, brand=brand, values=values, allow_expired=allow_expired, edition=edition,
        archive=archive,
    )  # fmt: skip
    file = pdf_name(name, layout_name, brand=brand_in_names(workspace, brand), edition=made.edition)
    report = preflight(made.data, file, expected(workspace, made), workspace.settings.mail.largest)
    report = settle_pdf(report, made.resolved.handout, workspace.settings, CODES)
    if report.errors:
        raise CarefoldError(_of_layout(made.layout, report.subject, finding) for finding in report.errors)
    return replace(made, findings=report.findings)


def _of_layout(layout: Layout, subject: str, finding: Finding) -> Problem:
    """A finding as a problem: that text is too small or too far out is the fault of the layout that it follows."""
    problem = _as_problem(subject, finding)
    key = _LAYOUT_KEYS.get(finding.code)
    if key is None:
        return problem
    where: Located = getattr(layout, key)
    message = f"in “{layout.title}”, {problem.message[0].lower()}{problem.message[1:]}"
    return Problem(message, where.place, f"Change `{key}` or the panels of the layout, or shorten the text.")


def _refuse(report: Report) -> None:
    if report.errors:
        raise CarefoldError(_as_problem(report.subject, finding) for finding in report.errors)


def _as_problem(subject: str, finding: Finding) -> Problem:
    if isinstance(finding.place, Place):
        return Problem(f"{finding.message} [{finding.code}]", finding.place, finding.hint)
    return Problem(f"{finding.place}: {finding.message} [{finding.code}]", Place(subject), finding.hint)


def expected(workspace: Workspace, made: Made) -> Expected:
    """What the finished file must hold."""
    words = tuple(spelled(_read_out(made.composition.root)).split())
    wanted = expect(made.resolved, made.layout, made.references, made.values)
    return replace(wanted, words=words, **_edition_facts(workspace, made.edition))


def _read_out(element: Element) -> str:
    """What an element says, or its alternative text; blocks stand on lines of their own, and what is inside a line
    joins its words: them¹.
    """
    if element.alt:
        return f"\n{element.alt}\n"
    parts = (child.text if isinstance(child, Leaf) else _read_out(child) for child in element.children)
    return "".join(parts) if element.role in _INLINE else "\n" + "".join(parts) + "\n"


def _edition_facts(workspace: Workspace, edition: str) -> dict[str, Any]:
    shift = workspace.settings.printer.shift
    return {"screen": edition == "screen", "shift": shift}


def check_handout(workspace: Workspace, name: str, brand: str | None = None, allow_expired: bool = False) -> Review:
    """A handout as it would be printed, with what content review finds; CarefoldError for what can't be laid out."""
    resolved = _resolved(workspace, name, brand)
    problems = [*problems_of_severities(workspace.settings, CODES), *problems_of_accept(resolved.handout, CODES)]
    if problems:
        raise CarefoldError(problems)
    found = review(name, resolved, workspace.settings, today(), allow_expired)
    if resolved.missing:
        of_words = [finding for finding in found.report.errors if _is_of(resolved.handout, finding)]
        raise CarefoldError(in_order((*resolved.missing, *(_as_problem(name, finding) for finding in of_words))))
    return found


def _is_of(handout: Handout, finding: Finding) -> bool:
    """Whether it is about the handout's own words, not the brand's, which may be in another language."""
    return isinstance(finding.place, Place) and finding.place.file == handout.place.file


def _resolved(workspace: Workspace, name: str, brand: str | None) -> Resolved:
    handout = load_handout(workspace, name)
    chosen, _ = load_brand(workspace, brand)
    with naming(handout):
        resolved = _resolve(workspace, handout, chosen)
        references = entries(resolved.references, workspace.settings.citation_style, short=False)
        _check_content(workspace, resolved, references)
    return resolved


def _resolve(workspace: Workspace, handout: Handout, brand: Brand, values: Mapping[str, str] | None = None) -> Resolved:
    library, first = load_references(workspace), workspace.settings.languages[0]
    return resolve(handout, brand, library, values, first_language=first)


def _check_content(workspace: Workspace, resolved: Resolved, references: Sequence[Paragraph]) -> None:
    """Characters that no font has, a language without words, panels that no layout has."""
    handout, fonts = resolved.handout, resolved.brand.fonts
    families = load_families(workspace, fonts.text, fonts.heading)
    problems = missing_characters(resolved, references, families)
    if Phrases.of(handout.language).formats is None:
        hint = f"The languages are {', '.join(languages())}."
        problems.append(
            Problem(f"carefold has no words of its own in “{handout.language}”.", handout.language.place(), hint)
        )
    layouts, broken = all_layouts(workspace)
    panels = frozenset(panel for layout in layouts for panel in layout.flow)
    for section in handout.sections:
        if section.panel and section.panel not in panels and not broken:
            hint = did_you_mean(section.panel, panels, f"The panels are {', '.join(sorted(panels))}.")
            message = f"no layout has a panel “{section.panel}” that text flows into."
            problems.append(Problem(message, section.panel.place(), hint))
    if problems:
        raise CarefoldError(sorted(problems, key=lambda problem: problem.place))


def check_pdf(
    workspace: Workspace, path: Path, brand: str | None = None, verapdf: bool = False, *, shots: bool = False,
    sandbox: Sandbox | None = None,
) -> Report:  # fmt: skip
    """Preflight of a PDF on disk, against its handout and layout where they can be found and still agree.

    With `shots` the report has pictures of pages with findings; a `sandbox` is for many files.
    """
    origins: list[Origin | None] = []

    def wanted(origin: Origin | None) -> Expected | None:
        origins.append(origin)
        return _expected_of(workspace, origin, brand)

    largest, ask = workspace.settings.mail.largest, sandbox.preflight if sandbox else preflight_file
    report = ask(path, wanted, largest, shots=shots)
    handout = _handout_of(workspace, origins[0] if origins else None)
    report = settle_pdf(replace(report, subject=shown(path)), handout, workspace.settings, CODES)
    if not verapdf or not origins or any(finding.code in STOPPED for finding in report.findings):
        return report
    from carefold.preflight.verapdf import validate_claims

    return report.extended(validate_claims(path, report.claims))


def _handout_of(workspace: Workspace, origin: Origin | None) -> Handout | None:
    """The handout that a PDF was made from, where it can still be read."""
    try:
        return load_handout(workspace, origin.handout) if origin else None
    except CarefoldError:
        return None


def _expected_of(workspace: Workspace, origin: Origin | None, brand: str | None) -> Expected | None:
    """What a PDF of ours must hold; None for one by another tool, or of another version of its handout."""
    if origin is None:
        return None
    brand = brand or origin.brand or None
    try:
        layout = load_layout(workspace, origin.layout)
        whole = _resolved(workspace, origin.handout, brand)
    except CarefoldError:
        return None
    resolved, _ = without_address(whole, layout)
    references = entries(resolved.references, workspace.settings.citation_style, layout.references == "short")
    if resolved.handout.version != origin.version:
        return None
    wanted = replace(expect(resolved, layout, references), **_edition_facts(workspace, origin.edition))
    if resolved.handout.fields:
        return wanted
    return replace(wanted, words=_words_of(workspace, origin.handout, whole, layout, brand))


def _words_of(
    workspace: Workspace, name: str, resolved: Resolved, layout: Layout, brand: str | None
) -> tuple[str, ...]:
    """What a handout without fields is read out as; nothing where it no longer fits its layout."""
    try:
        folder, home = load_brand(workspace, brand)[1], handout_home(workspace, name)
        composition = _compose(prepare(workspace, resolved, layout, folder, home=home))
    except CarefoldError:
        return ()
    return tuple(spelled(_read_out(composition.root)).split())


def _compose(job: Job) -> Composition:
    return compose_folded(job) if job.layout.sides else compose_paged(job)


def make(
    workspace: Workspace, name: str, layout_name: str, *, brand: str | None = None,
    values: Mapping[str, str] | None = None,
    allow_expired: bool = False, edition: Edition = "print", archive: bool = False,
) -> Made:  # fmt: skip
    """One handout in one layout, not yet checked."""
    handout = load_handout(workspace, name)
    _check_review_date(handout, allow_expired)
    chosen, folder = load_brand(workspace, brand)
    mono = edition == "print" and workspace.settings.printer.ink == "mono"
    with naming(handout):
        resolved = _resolve(workspace, handout, chosen, values)
        if resolved.missing:
            raise CarefoldError(resolved.missing)
        layout = load_layout(workspace, layout_name)
        home = handout_home(workspace, name)
        job = prepare(workspace, resolved, layout, folder, home=home, fillable=edition == "screen", mono=mono)
        composition = _compose(job)
    shift = workspace.settings.printer.shift
    pages = screens(composition) if edition == "screen" else sheets(composition, layout, shift)
    typing = job.text.regular if edition == "screen" else None
    sources = tuple(load_sources(workspace, name).items()) if archive else ()
    facts = describe(resolved, name, layout_name, "archive" if archive else edition, brand_in_names(workspace, brand))
    data = write(pages, composition.root, facts, Purpose(layout.duplex, typing, sources, mono))
    return Made(data, facts.edition, len(pages), job.resolved, layout, composition, job.references, values or {})


def screens(composition: Composition) -> list[Page]:
    """One panel or page after another, for a screen."""
    return [Page(extent, draw) for extent, draw in composition.screens()]


def sheets(composition: Composition, layout: Layout, shift: tuple[float, float] = (0.0, 0.0)) -> list[Page]:
    """The sides of the sheets, for paper."""
    sides = impose(layout, len(composition.pages), shift)
    return [
        Page(side.extent, partial(_draw_side, side, composition), side.turned, side.trim, side.bleed) for side in sides
    ]


def _draw_side(side: Side, composition: Composition, surface: Surface) -> None:
    for part in side.parts:
        if part.page is not None:
            with surface.untagged() if part.copy else nullcontext():
                composition.drawing(part.page)(surface, part.x, part.y)
    for mark in side.lines:
        surface.paint(line(*mark), stroke=_MARK_GREY, width=0.35)


def prepare(
    workspace: Workspace, resolved: Resolved, layout: Layout, brand_folder: Path,
    *, home: Path | None = None, fillable: bool = False, mono: bool = False,
) -> Job:  # fmt: skip
    """All that typesetting needs: fonts that have every character, references in the layout's style, words, logo.

    `home` is where the handout's pictures are found from; the project, where nothing is said.
    """
    resolved, address = without_address(resolved, layout)
    handout, brand = resolved.handout, resolved.brand
    text, heading = load_families(workspace, brand.fonts.text, brand.fonts.heading)
    references = entries(resolved.references, workspace.settings.citation_style, layout.references == "short")
    _check_content(workspace, resolved, references)
    phrases = Phrases.of(handout.language)
    expired = handout.review_by < today()
    return Job(
        resolved=resolved,
        layout=layout,
        references=references,
        text=text,
        heading=heading,
        phrases=phrases,
        find_picture=partial(picture_file, home or workspace.sources.home),
        logo=picture_file(brand_folder, brand.logo) if brand.logo else None,
        address=address,
        photo=picture_file(brand_folder, brand.photo) if brand.photo else None,
        mono=mono,
        fillable=fillable,
        stamp=phrases.filled("expired", date=phrases.date(handout.review_by)) if expired else "",
    )


def describe(resolved: Resolved, name: str, layout_name: str, edition: str, brand_name: str = "") -> Facts:
    """The document's metadata; its dates are the handout's, or SOURCE_DATE_EPOCH, never the clock."""
    handout, brand = resolved.handout, resolved.brand
    created = datetime.datetime.combine(handout.updated, datetime.time(), datetime.UTC)
    modified = source_date() or created
    authors, subject = "; ".join((*handout.authors, brand.name)), handout.subtitle or handout.audience
    return Facts(
        spelled(handout.title), spelled(authors), spelled(subject), handout.language,
        (*handout.topics.mesh, *handout.topics.icd10, *handout.topics.snomed),
        created, max(created, modified), f"carefold {__version__}", name, handout.version, layout_name, edition,
        handout.id or name, brand_name,
    )  # fmt: skip


def _check_review_date(handout: Handout, allow_expired: bool) -> None:
    if handout.review_by < today() and not allow_expired:
        message = f"“{handout.title}” was to be reviewed by {handout.review_by}."
        hint = "Have it reviewed and change `review-by`, or build with --allow-expired, which says so on the page."
        raise CarefoldError(Problem(message, handout.place, hint))
