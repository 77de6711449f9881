"""What a reviewer reads beside the findings: the text with its sources, fields, alternative texts, pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape as escape_markup

from carefold.diagnostics.report import Shot
from carefold.diagnostics.visible import visible
from carefold.reports.drawn import pages
from carefold.reports.outcome import Reviewed

Row = tuple[str, ...]
DECISIONS = ("as it is", "with the changes above", "not yet")


def text_rows(review: Reviewed) -> list[Row]:
    """The whole text: section, line, the ids of what it cites."""
    return [(one.section, one.text, ", ".join(one.sources)) for one in review.lines if one.role != "alt"]


def claim_rows(review: Reviewed) -> list[Row]:
    """Each line that cites something, and what."""
    return [(one.text, ", ".join(one.sources)) for one in review.lines if one.sources]


def alternative_rows(review: Reviewed) -> list[Row]:
    """Alternative texts, for a person to hold against the pictures."""
    return [(one.section, one.text, "☐\u00a0right ☐\u00a0wrong") for one in review.lines if one.role == "alt"]


def field_rows(review: Reviewed) -> list[Row]:
    """The fields that are filled in for a patient, or by hand."""
    return [(str(name), str(spec.label or ""), str(spec.type)) for name, spec in review.handout.fields.items()]


def since_review(review: Reviewed) -> str:
    """What is known of changes since the last review."""
    handout, standing = review.handout, review.standing
    if standing and (outdated := standing.outdated):
        what = "the words below" if standing.changes() else "a picture or a reference"
        return f"Since {outdated.name} approved it on {outdated.date}: {what}."
    if not handout.reviewers:
        return "Nobody has reviewed it yet: all of the text is new."
    last = max(handout.reviewers, key=lambda one: one.date)
    if last.date < handout.updated:
        return (
            f"{last.name} reviewed it on {last.date}; the text is of {handout.updated}. Read all of it again: "
            "the text that was reviewed is not kept here."
        )
    return f"Nothing: the text is of {handout.updated}, and {last.name} reviewed it on {last.date}."


def change_rows(review: Reviewed) -> list[Row]:
    """What was approved, and what stands there now; with a word or two around it."""
    return [(one.before or "—", one.now or "—") for one in (review.standing.changes() if review.standing else ())]


def page_pictures(shots: Sequence[Shot]) -> Iterator[str]:
    """The pages as they are printed."""
    if shots:
        yield "<h3>Pages</h3>"
        yield from pages((), shots)


def questions() -> str:
    """What machines can’t see."""
    asked = (
        "Do the alternative texts say what the pictures show?",
        "Is the text in the order in which it should be read out (the list above is in that order)?",
        "Does each source say what its line says?",
    )
    items = "".join(f"<li>{escape_markup(visible(one))} ☐\u00a0yes ☐\u00a0no</li>" for one in asked)
    return f"<ol>{items}</ol>"
