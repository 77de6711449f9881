"""Who answers for a handout, until when, what it is for, and whether its sources can be found."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from carefold.approval.standing import changes
from carefold.content.citable import bare_doi
from carefold.content.plain_text import said
from carefold.diagnostics.codes import and_more, finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.quoted import quoted
from carefold.model.handout import DUE, Handout
from carefold.model.values import Text
from carefold.model.widthless import composed
from carefold.review.passages import LEFT_OUT
from carefold.review.subject import Subject, asks

EXPIRED = "CF143"
WITHDRAWN = "CF149"
_DOING = ("steps", "checklist", "schedule", "zones")


def date_findings(subject: Subject) -> Iterator[Finding]:
    """Review dates: past, near, or older than the text; and handouts that no clinician has read."""
    handout, today = subject.handout, subject.today
    yield from expiry(handout, today)
    if datetime.timedelta() <= handout.review_by - today <= DUE:
        message = f"“{handout.title}” is to be reviewed by {handout.review_by}."
        yield finding("CF145", handout.place, message, "Have it reviewed, and change `review-by`.")
    if not handout.reviewers:
        hint = "Let one read it (check --format html makes the sheet), and sign with `carefold review`."
        yield finding("CF144", handout.place, "no clinician has reviewed this handout.", hint)
    elif (last := max(handout.reviewers, key=lambda one: one.date)).date < handout.updated:
        message = f"the text is of {handout.updated}, and {last.name} reviewed it on {last.date}."
        yield finding("CF146", last.place, message, "Have it reviewed again.")


def approval_findings(subject: Subject) -> Iterator[Finding]:
    """Words that are not those that were approved; a reviewer who asks for changes, or reviews what is their own."""
    handout, standing = subject.handout, subject.standing
    if standing is None:
        return
    if outdated := standing.outdated:
        changes = standing.changes()
        what = f": {changes[0]}{and_more(len(changes))}" if changes else ""
        message = f"the words have changed since {outdated.name} approved them on {outdated.date}{what}."
        yield finding("CF181", handout.place, message, "Have them reviewed again, or take them back.")
    if asked := standing.asked_for_changes:
        message = f"{asked.name} asked on {asked.date} for changes, and these are the same words."
        yield finding("CF182", handout.place, message, "Change them, and have them reviewed again.")
    authors = {author.strip().casefold() for author in handout.authors}
    if standing.approved_by and all(one.name.casefold() in authors for one in standing.approved_by):
        message = "nobody but an author has approved this handout."
        yield finding("CF183", handout.place, message, "Have it reviewed by somebody who did not write it.")


def version_findings(subject: Subject) -> Iterator[Finding]:
    """A version that was given out with other words: a patient who has that sheet would not be told."""
    handout, before, standing = subject.handout, subject.reworded, subject.standing
    if before is None:
        return
    known = (one.text for one in standing.decisions if one.seal == before.seal) if standing else iter(())
    found = changes(next(known, ()), standing.text) if standing else ()
    what = f": {found[0]}{and_more(len(found))}" if found and found[0].before else ""
    message = f"version {handout.version} was released with other words on {before.date}{what}."
    yield finding("CF186", handout.version.place(), message, "Raise `version:`, or take the change back.")


def day_findings(subject: Subject) -> Iterator[Finding]:
    """A text of a day that has not come; where the day is set for all files alike, nobody knows."""
    handout = subject.handout
    if handout.updated > subject.today and not subject.fixed_day:
        message = f"the text is of {handout.updated}, and today is {subject.today}."
        yield finding("CF140", handout.place, message, "Correct `updated`.")


def title_findings(subject: Subject) -> Iterator[Finding]:
    """Sections with one title: whoever looks for one finds the other."""
    seen: dict[str, int] = {}
    for number, section in enumerate(subject.handout.sections):
        title = _bare(said(section.title))
        if title in seen and not (section.when or subject.handout.sections[seen[title]].when):
            message = f"two sections have the title {quoted(said(section.title))}."
            yield finding("CF150", section.title.place(), message, "Say in each title what is in its section.", number)
        seen.setdefault(title, number)


def expiry(handout: Handout, today: datetime.date) -> Iterator[Finding]:
    """Why a handout may not be printed any more, where its review date is past."""
    if handout.review_by < today:
        message = f"“{handout.title}” was to be reviewed by {handout.review_by}."
        hint = "Have it reviewed and change `review-by`, or build with --allow-expired, which says so on the page."
        yield finding(EXPIRED, handout.place, message, hint)


def withdrawal_findings(subject: Subject) -> Iterator[Finding]:
    """A version that is withdrawn."""
    return withdrawal(subject.handout)


def withdrawal(handout: Handout) -> Iterator[Finding]:
    """Why a handout may not be printed any more, where its version is withdrawn."""
    if handout.withdrawn and handout.is_withdrawn:
        since, reason = handout.withdrawn.date, handout.withdrawn.reason.rstrip(" .")
        message = f"version {handout.version} of “{handout.title}” is withdrawn since {since}: {reason}."
        hint = "Correct the text and give it a new `version`, or take the file out of handouts/."
        yield finding(WITHDRAWN, handout.withdrawn.place, message, hint)


def reissue_findings(subject: Subject) -> Iterator[Finding]:
    """A version that says again what was withdrawn."""
    handout = subject.handout
    if subject.is_reissued and handout.withdrawn:
        since, reason = handout.withdrawn.date, handout.withdrawn.reason.rstrip(" .")
        message = f"version {handout.version} has the very words that are withdrawn since {since}: {reason}."
        hint = "Correct the text; where the words were right, accept it with the reason."
        yield finding("CF187", handout.version.place(), message, hint)


def main_point_findings(subject: Subject) -> Iterator[Finding]:
    """A main point that is a placeholder, or says the title again."""
    handout = subject.handout
    words = _bare(said(handout.main_point))
    empty = {_bare(line) for line in (handout.title, handout.subtitle or "")} | {""}
    if words in empty | set(subject.language.lines("placeholders")):
        hint = "Say in one sentence or two what the reader should remember and do."
        yield finding("CF141", handout.main_point.place(), "the main point says nothing.", hint)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", composed(text)[0].lower()))


def action_findings(subject: Subject) -> Iterator[Finding]:
    """Handouts that ask nothing of their readers."""
    if subject.language.is_judged and not has_action(subject):
        hint = "Say what to do: “Call us if …”, “Bring …”, “Ask …”; or add steps or a checklist."
        yield finding("CF142", subject.handout.place, "the handout asks nothing of its reader.", hint)


def has_action(subject: Subject) -> bool:
    """Whether something is asked of the reader: a sentence that says so, steps, a checklist."""
    return any(
        passage.context.kind in _DOING or any(asks(sentence, passage) for sentence in passage.sentences)
        for passage in subject.passages
        if passage.context.kind not in (*LEFT_OUT, "disclaimer") and passage.context.role != "alt"
    )


_FORMS = (
    ("CF147", "DOI", r"10\.\d{4,9}/\S*[^\s.,;]", "It is like 10.1000/182."),
    ("CF148", "PMID", r"[1-9]\d{0,7}", "It has up to eight digits: 31234567."),
    ("CF148", "PMCID", r"PMC\d{1,8}", "It is like PMC1234567."),
)


def source_findings(subject: Subject) -> Iterator[Finding]:
    """Identifiers of cited works that can't be right."""
    for reference in subject.resolved.references:
        for code, key, form, hint in _FORMS:
            value = reference.item.get(key)
            if value in (None, ""):
                continue
            written = bare_doi(str(value)) if key == "DOI" else str(value).strip()
            if not re.fullmatch(form, written):
                place = value.place() if isinstance(value, Text) and value.places else reference.place
                message = f"the {key} “{value}” of the reference “{reference.id}” has the wrong form."
                yield finding(code, place, message, hint)
