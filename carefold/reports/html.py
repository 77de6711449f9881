"""One HTML page of a check: findings, grades, the sheets of PEMAT-P and of the CDC index, and a place to sign.

The page needs nothing from outside, prints on paper, and shows all that it was given as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape as escape_markup

from carefold.content.plain_text import said
from carefold.diagnostics.finding import Finding, Severity
from carefold.diagnostics.report import Accepted
from carefold.diagnostics.visible import visible
from carefold.reports.drawn import numbered, pages
from carefold.reports.outcome import Checked, Outcome, Reviewed
from carefold.reports.review_text import (
    DECISIONS,
    alternative_rows,
    change_rows,
    claim_rows,
    field_rows,
    page_pictures,
    questions,
    since_review,
    text_rows,
)
from carefold.review.instruments.filled_sheet import Item, Sheet
from carefold.review.instruments.grades import Grades
from carefold.version import __version__

_STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 60rem; margin: 2rem auto;
  padding: 0 1rem; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 3rem; border-top: 3px solid #12414a; padding-top: 1rem; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { border: 1px solid #767676; padding: .35rem .5rem; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
th[scope=col], .short { overflow-wrap: normal; white-space: nowrap; }
th { background: #eef3f3; }
.error { font-weight: 700; color: #8f1d18; }
.warning { font-weight: 600; color: #7a3b00; }
.sign { margin: 1rem 0; border: 2px solid #12414a; padding: 1rem; break-inside: avoid; }
.sign p { margin: 1.5rem 0 0; }
.line { display: inline-block; border-bottom: 1px solid #1a1a1a; min-width: 16rem; }
figure { margin: 1rem 0; break-inside: avoid; }
figure svg { display: block; width: 100%; max-height: 60rem; border: 1px solid #767676; }
code { font-family: ui-monospace, monospace; }
@media print { body { font-size: 10.5pt; margin: 0; max-width: none; padding: 0; }
  h2 { break-before: page; } h2.first { break-before: auto; } h3, caption { break-after: avoid; }
  tr { break-inside: avoid; } }
@page { margin: 18mm; }
"""
_SEVERITIES = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.HINT: "Hints"}
_SHORT = 12  # characters
_NO_CLAIM = (
    "The score helps to find what to mend. It is no certification: neither AHRQ nor the CDC has looked at this "
    "handout, and the items that a machine has filled in rest on rules of thumb."
)


def escape(text: str) -> str:
    """A text as HTML shows it."""
    return escape_markup(visible(text))


def page(outcome: Outcome) -> str:
    """The document, in ASCII with character references, so that no terminal can spoil it."""
    body = "\n".join(part for number, one in enumerate(outcome.everything()) for part in _subject(one, number == 0))
    text = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>Handout review</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>Handout review</h1>
<p>Made by carefold {escape(__version__)}.</p>
{body}
</main>
</body>
</html>
"""
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _subject(checked: Checked, first: bool) -> Iterator[str]:
    review = checked.review
    title = review.handout.title if review else checked.subject
    mark = ' class="first"' if first else ""
    yield f"<section>\n<h2{mark}>{escape(title)}</h2>"
    if review:
        yield _about(checked.subject, review)
    yield "<h3>Findings</h3>"
    yield from _findings(checked.findings)
    yield from pages(checked.findings, checked.shots)
    yield from _accepted(checked.accepted)
    if review:
        yield from _text(review)
        yield from page_pictures(checked.pages)
        yield from _grades(review.grades)
        for sheet in review.sheets:
            yield from _sheet(sheet)
        yield _sign_off(review)
    yield "</section>"


def _text(review: Reviewed) -> Iterator[str]:
    """The whole text, and what a person has to see in it."""
    yield f"<h3>What has changed</h3>\n<p>{escape(since_review(review))}</p>"
    if rows := change_rows(review):
        yield _table(f"Changes: {len(rows)}", ("As it was approved", "As it is now"), rows)
    yield "<h3>The whole text</h3>"
    yield _table("In the order in which it is read out", ("Section", "Text", "Sources"), text_rows(review))
    if rows := claim_rows(review):
        yield _table(f"What has a source: {len(rows)}", ("Text", "Source"), rows)
    if rows := field_rows(review):
        yield _table(f"Fields: {len(rows)}", ("Field", "Label", "Kind"), rows, heads=True)
    if rows := alternative_rows(review):
        yield _table(f"Alternative texts: {len(rows)}", ("Section", "Text", "For a person"), rows)
    yield f"<h3>For a person</h3>\n{questions()}"


def _about(subject: str, review: Reviewed) -> str:
    handout = review.handout
    reviewers = "; ".join(f"{one.name}, {one.role}, {one.date}" for one in handout.reviewers)
    rows = (
        ("File", subject), ("Id", handout.id or subject), ("Version", handout.version), ("Language", handout.language),
        ("For", handout.audience), ("Written by", "; ".join(handout.authors)), ("Updated", str(handout.updated)),
        ("Review by", str(handout.review_by)), ("Reviewed by", reviewers or "nobody yet"),
        ("The main point", said(handout.main_point)),
    )  # fmt: skip
    return _table("About this handout", ("What", "Says"), rows, heads=True)


def _findings(findings: Iterable[Finding]) -> Iterator[str]:
    found = list(findings)
    numbers = numbered(found)
    if not found:
        yield "<p>Nothing was found.</p>"
    for severity, name in _SEVERITIES.items():
        rows = [
            (_place(one, numbers.get(index)), _capital(one.message), one.hint, one.code, one.source)
            for index, one in enumerate(found)
            if one.severity is severity
        ]
        if rows:
            heads = ("Place", "What", "What to do", "Code", "Rule")
            yield _table(f"{name}: {len(rows)}", heads, rows, mark=str(severity))


def _place(one: Finding, number: int | None) -> str:
    """Where it is, with its number on the picture of its page."""
    return f"{number}: {one.place}" if number else str(one.place)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _accepted(accepted: tuple[Accepted, ...]) -> Iterator[str]:
    if accepted:
        rows = [
            (one.finding.code, str(one.finding.place), _capital(one.finding.message), one.reason) for one in accepted
        ]
        yield _table(f"Accepted by the author: {len(rows)}", ("Code", "Place", "What", "Reason"), rows)


def _grades(grades: Grades | None) -> Iterator[str]:
    yield "<h3>Reading grade</h3>"
    if grades is None:
        yield "<p>carefold can't judge the reading grade of this handout.</p>"
        return
    whole, rest = grades.whole, grades.without_terms
    rows = [(f"Whole handout ({grades.formula} decides)", whole.shown)]
    if rest:
        rows.append(("Without the words of the title and the glossary", rest.shown))
    rows += [(name, value) for name, value in whole.beside]
    rows += [(f"Section: {section.title}", section.grade.shown) for section in grades.sections]
    counts = whole.counts
    rows.append(("Words, sentences", f"{counts.words}, {counts.sentences}"))
    yield _table("US school grades", ("What", "Value"), rows, heads=True)


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f"<h3>{escape(sheet.name)}</h3>"
    points = f"{sheet.points} of {sheet.applicable} points, {sheet.score}%"
    score = "none while items wait for a person" if sheet.score is None else points
    ticks = "tick them, and write the answers under <code>review:</code>"
    left = f" Open items: {len(sheet.open)}; {ticks}." if sheet.open else ""
    yield f"<p>Score: {score} (the usual bar is {sheet.bar}%).{left} {escape(_NO_CLAIM)}</p>"
    for part in sheet.parts:
        rows = [
            (str(item.number), item.question, _answer(item), _why(item)) for item in sheet.items if item.part == part
        ]
        yield _table(part, ("Item", "Question", "Answer", "Decided by"), rows)


def _answer(item: Item) -> str:
    return item.answer or "☐\u00a0yes ☐\u00a0no ☐\u00a0n/a"


def _why(item: Item) -> str:
    if item.person and item.machine and item.person != item.machine:
        return f"{item.decided_by}; carefold says {item.machine}: {item.why}"
    return f"{item.decided_by}: {item.why}" if item.why and not item.person else item.decided_by


def _sign_off(review: Reviewed) -> str:
    handout = review.handout
    lines = "".join(
        f'<p>{name}: <span class="line">&nbsp;</span></p>' for name in ("Name", "Role", "Date", "Signature")
    )
    lines = f"<p>Decision: {' '.join(f'☐ {escape(one)}' for one in DECISIONS)}</p>{lines}"
    return f"""<div class="sign">
<h3>Sign-off</h3>
<p>I have read “{escape(handout.title)}”, version {escape(handout.version)} of {handout.updated}, as it is printed, with
the findings above. Its content is right, and safe for the readers it is written for.</p>
{lines}
<p>Then put it on record:
<code>carefold review … --sign "name, role"</code></p>
</div>"""


def _table(
    caption: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], mark: str = "", heads: bool = False
) -> str:
    """A table of plain texts; `heads`: the first cell names its row."""
    marked = f' class="{mark}"' if mark else ""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    lines = []
    for row in rows:
        first = f'<th scope="row">{escape(row[0])}</th>' if heads else f"<td>{escape(row[0])}</td>"
        lines.append(f"<tr>{first}{''.join(map(_cell, row[1:]))}</tr>")
    table = [f"<table>\n<caption{marked}>{escape(caption)}</caption>", f"<thead><tr>{head}</tr></thead>"]
    return "\n".join([*table, "<tbody>", *lines, "</tbody>\n</table>"])


def _cell(text: str) -> str:
    """A cell; what is short stays on one line."""
    short = ' class="short"' if len(text) <= _SHORT else ""
    return f"<td{short}>{escape(text)}</td>"
