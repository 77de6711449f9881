"""START HERE. From an order to a finished, checked PDF, step by step:

open → resolve → review → lay out → write → preflight

Each step takes values and returns one (stages.py). The first three are the same for all layouts and editions of a
handout, so `Run` (run.py) takes them once. Everything below this file knows only its own step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from carefold.approved import approved
from carefold.caches import of_a_record
from carefold.content.bibliography import entries
from carefold.content.included import naming
from carefold.content.resolve import resolve
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.codes import IN_DRAFTS
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.nearest import did_you_mean
from carefold.diagnostics.report import Report
from carefold.diagnostics.settle import problems_of_accepted, problems_of_severities, settle
from carefold.diagnostics.several import in_order
from carefold.families import load_families
from carefold.garbage import collected_later
from carefold.languages.language import Language, tags
from carefold.layout.composition import Composition, Job, Usual
from carefold.layout.drafts import with_word
from carefold.model.handout import Handout
from carefold.model.layout import Layout
from carefold.model.located import Located
from carefold.naming import brand_in_names, file_name
from carefold.order import Edition, Order
from carefold.preflight.expected import Expected
from carefold.preflight.from_handout import expect
from carefold.preparing import described, prepare
from carefold.reading.own_words import own_words
from carefold.review.review import Review, review
from carefold.review.rules.governance import expiry, withdrawal
from carefold.reworded import is_reissued, reworded
from carefold.spelling import spelled
from carefold.stages import Content, Laid, Made, Opened
from carefold.structure import Element
from carefold.text.asked import unnoted
from carefold.text.characters import missing_characters
from carefold.twins import beside_original
from carefold.workspace import (
    Workspace,
    handout_home,
    layout_named,
    load_brand,
    load_handout,
    load_layout,
    load_references,
)

if TYPE_CHECKING:
    from carefold.pdfread.document import Opening

# What of a layout decides where text stands, and how large it is.
_LAYOUT_KEYS = dict.fromkeys(("CF401", "CF402", "CF403", "CF404"), "margin") | {"CF405": "type"}


def build(workspace: Workspace, order: Order) -> Made:
    """An order's file, checked; warnings are in `findings`. CarefoldError has all that is wrong with it."""
    content = resolved(workspace, opened(workspace, order.source, order.brand, site=order.site))
    accept(reviewed(workspace, content, order.allow_expired), is_draft=bool(order.draft))
    return checked(workspace, make(workspace, order, content))


def make(workspace: Workspace, order: Order, content: Content | None = None) -> Made:
    """An order's file, not yet checked; `content` is what was resolved for its handout, without a record."""
    with collected_later(), of_a_record(order.record):
        if content is None:
            content = resolved(workspace, opened(workspace, order.source, order.brand, site=order.site))
        if order.record is not None:
            _usual(workspace, content, order)
            content = resolved(workspace, content.opened, order.record)
        return written(workspace, laid_out(workspace, content, order), order)


# --- open


def opened(
    workspace: Workspace, name: str, brand: str | None, handout: Handout | None = None, site: str = ""
) -> Opened:
    """A handout as its author wrote it, read here or before, with its reviewers; and the brand as it is at a site."""
    handout = handout or load_handout(workspace, name)
    original = beside_original(workspace.sources, name, handout, workspace.shown)
    found = Opened(name, handout, handout_home(workspace, name), *load_brand(workspace, brand, site), original)
    return replace(
        approved(workspace, found), reworded=reworded(workspace, found),
        is_reissued=is_reissued(workspace, found))  # fmt: skip


# --- resolve


def resolved(workspace: Workspace, opened: Opened, record: Mapping[str, str] | None = None) -> Content:
    """The handout as it will be read; CarefoldError for what can't be laid out in any layout."""
    settings, brand = workspace.settings, opened.brand
    with naming(opened.handout):
        made = resolve(opened.handout, brand, load_references(workspace), record, first_language=settings.languages[0])
        references = entries(made.references, settings.citation_style, short=False)
        families = load_families(workspace, brand.fonts)
        content = Content(opened, made, record, settings.citation_style, references, families)
        problems = [
            *missing_characters(made, references, families),
            *_language_problems(made.handout),
            *_panel_problems(made.handout, workspace),
        ]
        _refuse(in_order(problems))
    return content


def _language_problems(handout: Handout) -> Iterator[Finding]:
    """A language without words."""
    if not Language.of(handout.language).is_known:
        hint = f"The languages are {', '.join(tags())}."
        message = f"carefold has no words of its own in “{handout.language}”."
        yield Finding(message, handout.language.place(), hint)


def _panel_problems(handout: Handout, workspace: Workspace) -> Iterator[Finding]:
    """Panels that no layout has; layouts are read until all are found, and one that can't be read may have any."""
    wanted, panels = [section.panel for section in handout.sections if section.panel], set[str]()
    for name in workspace.sources.names("layouts"):
        if panels.issuperset(wanted):
            return
        try:
            panels.update(layout_named(workspace, name).flow)
        except CarefoldError:
            return
    for panel in wanted:
        if panel not in panels:
            hint = did_you_mean(panel, panels, f"The panels are {', '.join(sorted(panels))}.")
            yield Finding(f"no layout has a panel “{panel}” that text flows into.", panel.place(), hint)


# --- review


def reviewed(
    workspace: Workspace, content: Content, allow_expired: bool = False, *, is_proofread: bool = False
) -> Review:
    """What content review finds in a handout; CarefoldError where it can't be printed at all."""
    handout, missing = content.resolved.handout, content.resolved.missing
    severities, acceptances = workspace.settings.severities, handout.acceptances
    _refuse([*problems_of_severities(severities), *problems_of_accepted(acceptances)])
    opened, settings = content.opened, workspace.settings
    own = own_words(workspace.sources.project, settings)
    found = review(
        opened.name, content.resolved, settings, workspace.today, allow_expired, opened.original, own, opened.standing,
        fixed_day=workspace.modified is not None, is_proofread=is_proofread, reworded=opened.reworded,
        is_reissued=opened.is_reissued,
    )  # fmt: skip
    if missing:
        of_words = [finding for finding in found.report.errors if _is_of(handout, finding)]
        raise CarefoldError(in_order((*missing, *of_words)))
    return found


def accept(found: Review, *, is_draft: bool = False) -> None:
    """CarefoldError with the findings that stop a build; those of reading and style stop no draft."""
    _refuse([one for one in found.report.errors if not (is_draft and one.code in IN_DRAFTS)])


def _is_of(handout: Handout, finding: Finding) -> bool:
    """Whether it is about the handout's own words, not the brand's, which may be in another language."""
    return finding.in_file.file == handout.place.file


# --- lay out


def laid_out(workspace: Workspace, content: Content, order: Order) -> Laid:
    """The handout in the order's layout; CarefoldError where it does not fit."""
    handout = content.opened.handout
    _refuse([*withdrawal(handout), *(() if order.allow_expired else expiry(handout, workspace.today))])
    with naming(handout):
        _refuse(content.resolved.missing)
        layout = load_layout(workspace, order.layout)
        job = prepare(workspace, content, layout, order.edition, order.unreviewed, order.draft)
        if order.record is not None:
            job = replace(job, usual=_usual(workspace, content, order))
        composition = compose(job)
        return Laid(content, layout, job, with_word(composition, job) if order.draft else composition)


def _usual(workspace: Workspace, content: Content, order: Order) -> Usual | None:
    """How the letter is set with blanks, found out once; None where it can't be."""
    key, known = (order.layout, order.edition, order.unreviewed), content.opened.usual
    if key not in known:
        try:
            with unnoted():
                blank = resolved(workspace, content.opened) if content.record is not None else content
                made = laid_out(workspace, blank, replace(order, record=None)).composition
            known[key] = Usual(made.type_size, len(made.pages), made.abreast)
        except CarefoldError:
            known[key] = None
    return known[key]


def compose(job: Job) -> Composition:
    """The panels of a folded sheet, a booklet with a cover, or pages."""
    if job.layout.sides:
        from carefold.layout.folded import compose_folded

        return compose_folded(job)
    if job.layout.cover:
        from carefold.layout.booklet import compose_booklet

        return compose_booklet(job)
    from carefold.layout.paged import compose_paged

    return compose_paged(job)


# --- write


def written(workspace: Workspace, laid: Laid, order: Order) -> Made:
    """The handout drawn to bytes, or written as a page for browsers."""
    job, composition = laid.job, laid.composition
    facts, purpose = described(workspace, laid, order)
    if order.edition is Edition.HTML:
        from carefold.html.page import page

        data, pages = page(job, composition, facts), 1
    else:
        from carefold.pdf.write import write  # with ReportLab, which a check does not need

        data, pages = write(composition.pages, composition.root, facts, purpose), len(composition.pages)
    name = file_name(order, brand_in_names(workspace, order.brand))
    return Made(
        order, data, name, pages, job.resolved, laid.layout, job.references, composition, job.code,
        job.left_out,
    )  # fmt: skip


# --- preflight


def checked(workspace: Workspace, made: Made, opened: Opening | None = None) -> Made:
    """The file with what preflight says of it; CarefoldError where that stops a build. A page is no PDF to look at.

    `opened` is the PDF as it was opened, where that is done.
    """
    from carefold.preflight.preflight import preflight  # with pypdf, which only a fresh file needs here

    settings = workspace.settings
    report = Report(made.name, ())
    if made.order.edition is not Edition.HTML:
        with collected_later():
            report = preflight(made.data, made.name, expected(workspace, made), settings.mail.largest, opened)
    report = replace(report, findings=(*made.findings, *report.findings))
    report = settle(report, settings.findings, made.resolved.handout.acceptances)
    _refuse([_of_layout(made.layout, finding.in_pdf(report.subject)) for finding in report.errors])
    return replace(made, findings=report.findings)


def expected(workspace: Workspace, made: Made) -> Expected:
    """What the finished file must hold."""
    wanted = expect(made.resolved, made.layout, made.references, made.order.record or {})
    shift = workspace.settings.printer.shift
    words = words_of(made.composition.root)
    return replace(wanted, words=words, edition=made.order.edition, shift=shift, code=made.code)


def words_of(root: Element) -> tuple[str, ...]:
    """What a document is read out as, word by word."""
    return tuple(spelled(root.read_out()).split())


def _of_layout(layout: Layout, found: Finding) -> Finding:
    """A finding in the layout, where that is to blame: text is too small, or too far out."""
    key = _LAYOUT_KEYS.get(found.code)
    if key is None:
        return found
    where: Located = getattr(layout, key)
    message = f"in “{layout.title}”, {found.message[0].lower()}{found.message[1:]}"
    hint = f"Change `{key}` or the panels of the layout, or shorten the text."
    return replace(found, message=message, place=where.place, hint=hint)


def _refuse(problems: Sequence[Finding]) -> None:
    if problems:
        raise CarefoldError(problems)
