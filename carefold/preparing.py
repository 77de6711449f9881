"""What typesetting is told of a handout, and what the file that is written says of itself and is for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from carefold.content.citing import citing
from carefold.content.content_code import NUMBER, letter_number
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.document_facts import facts_of
from carefold.languages.language import Language
from carefold.languages.phrases import Phrases
from carefold.layout.composition import Job
from carefold.layout.window import without_address
from carefold.layout.without_forms import without_forms
from carefold.model.layout import Layout
from carefold.model.rows import names_of_values
from carefold.naming import brand_in_names
from carefold.order import Edition, Order
from carefold.reading.check.picture_paths import picture_file
from carefold.sheet_code import code_of
from carefold.stages import Content, Laid, Opened
from carefold.text.characters import missing_in_references
from carefold.workspace import Workspace, load_sources

if TYPE_CHECKING:
    from carefold.pdf.varying import FilledIn
    from carefold.pdf.write import Purpose
    from carefold.pdf.xmp import Facts


def prepare(
    workspace: Workspace,
    content: Content,
    layout: Layout,
    edition: Edition = Edition.PRINT,
    unreviewed: str = "",
    draft: str = "",
) -> Job:
    """All that typesetting needs: fonts, references in the layout's style, words, pictures."""
    opened, families = content.opened, content.families
    resolved, left_out = without_forms(citing(content.resolved, layout), layout)
    resolved, address = without_address(resolved, layout)
    handout, brand, references = resolved.handout, resolved.brand, content.references
    if layout.references == "short":
        references = content.short_references
        if problems := missing_in_references(resolved.references, references, families):
            raise CarefoldError(problems)
    elif layout.references == "none":
        references = ()
    phrases = Language.of(handout.language).phrases
    expired, code = handout.review_by < workspace.today, code_of(workspace, opened, layout)
    return Job(
        resolved=resolved,
        layout=layout,
        references=references,
        text=families[0],
        heading=families[1],
        phrases=phrases,
        find_picture=partial(picture_file, opened.home),
        logo=picture_file(opened.brand_folder, brand.logo) if brand.logo else None,
        address=address,
        photo=picture_file(opened.brand_folder, brand.photo) if brand.photo else None,
        mono=edition not in (Edition.SCREEN, Edition.HTML) and workspace.settings.printer.ink == "mono",
        edition=edition,
        shift=workspace.settings.printer.shift,
        filler=workspace.settings.filler,
        stamp=" · ".join(_stamps(opened, phrases, expired, unreviewed, draft)),
        code=code,
        number=letter_number(code, content.record) if content.record is not None else "",
        left_out=left_out,
    )


def _stamps(opened: Opened, phrases: Phrases, expired: bool, unreviewed: str, draft: str) -> Iterator[str]:
    """What the page says of its own state, in red."""
    if draft:
        yield phrases.filled("draft-because", reason=draft)
    if expired:
        yield phrases.filled("expired", date=phrases.date(opened.handout.review_by))
    if opened.original and opened.original.is_left_behind:
        yield phrases["left-behind"]
    if unreviewed:
        yield phrases.filled("unreviewed", reason=unreviewed)


def described(workspace: Workspace, laid: Laid, order: Order) -> tuple[Facts, Purpose]:
    """What the file says about itself, and what it is for."""
    from carefold.pdf.write import Purpose

    job, layout = laid.job, laid.layout
    on_screen, in_archive = order.edition is Edition.SCREEN, order.edition is Edition.ARCHIVE
    sources = tuple(load_sources(workspace, order.source).items()) if in_archive else ()
    typing = job.text.regular.file if on_screen else None
    purpose = Purpose(layout.duplex, typing, sources, job.mono, _filled_in(laid.content))
    label = brand_in_names(workspace, order.brand)
    return facts_of(order, laid.content.resolved, label, workspace.modified, job.code), purpose


def _filled_in(content: Content) -> FilledIn:
    from carefold.pdf.varying import NOTHING, FilledIn

    handout = content.opened.handout
    names = names_of_values(handout.fields, content.record)
    return FilledIn(names | {NUMBER}, Language.of(handout.language).alphabet) if names else NOTHING
