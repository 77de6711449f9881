"""Write docs/checks.md from the tables of codes: `python docs/make_checks.py`."""

from __future__ import annotations

from pathlib import Path

from carefold.diagnostics.codes import IN_DRAFTS, OF_PDFS, OF_WORDS

HEAD = """# Checks

Every finding of `carefold check` has a code that stays the same. An error stops a build; a warning does not, unless
`check --strict` counts it; a hint never does. This page is made from the tables in `carefold/diagnostics/codes.py`.

## Handouts: their words

What is found before anything is built ([review.md](review.md) says how). What a clinic may do: *change* the severity in
project.yaml (`findings: {CF121: warning}`), *accept* a finding with a reason where it stands (`accept: {CF121: …}` in
the handout or in the section), or only *mend* it. Errors that protect patients can only be accepted.

| code | severity | what is wrong | the rule | a clinic may |
|---|---|---|---|---|
"""
MIDDLE = """
Where project.yaml says `format: 1`, these errors are warnings ([upgrading.md](upgrading.md)): <new>.

These stop no draft ([withdrawal.md](withdrawal.md#drafts)), however grave a project makes them: <drafts>.

## What guides ask for, and what covers it

The guides in our words. “A person” means that no machine can say it: the sheet of `check --format html` asks for it.
How well the rules tell good lines from faulty ones is measured by `tests/review/corpus/`: lines of our own and of
handouts that were tried, each with the codes that are wanted.

| guide | what it asks for | covered by |
|---|---|---|
| ISMP | zeros, units spelled out, numbers and units apart | CF131, CF132, CF135 to CF137, CF139 |
| ISMP | abbreviations, symbols, names cut short | CF134, CF138, CF169 |
| ISMP, IMSN | weekly methotrexate, micrograms, doses by weight | CF162, CF163, CF164 |
| ISMP, FDA | names that look alike | CF167 |
| USP <17> | when to take it, how much | CF133, CF165, CF168 |
| ISMP, AAP, FDA | millilitres, no spoons | CF166 |
| AHRQ PEMAT-P | 3, 4: everyday words, terms explained | CF105, CF106, CF108, CF112, CF114 |
| AHRQ PEMAT-P | 5: active voice | CF107 |
| AHRQ PEMAT-P | 6, 7: clear numbers, nothing to work out | CF121 to CF128, CF164 |
| AHRQ PEMAT-P | 8, 9, 17, 19: short pieces, headings, captions, simple tables | CF109, CF110, CF150, the sheet |
| AHRQ PEMAT-P | 20 to 22: actions, said to the reader, in steps | CF120, CF142, CF159, CF199 |
| AHRQ PEMAT-P | 1, 2, 10, 15, 16, 18, 24 to 26 | a person |
| CDC index | 1 to 3: one main message, first, set apart | CF141, every layout, a person |
| CDC index | 6, 7: active voice, words explained; 8, 9: lists, headings | CF105, CF107 to CF109 |
| CDC index | 11: what is known and what is not | CF190, CF193 to CF195, a person |
| CDC index | 12 to 14: what to do, why, how | CF142, CF199, a person |
| CDC index | 15 to 17: whole numbers, one denominator, nothing to work out | CF121 to CF123, CF164 |
| CDC index | 18 to 20: risks, harms beside benefits | CF124 to CF126, a person |
| CMS | 4.1: a positive and friendly tone | CF115, CF191 |
| NHS | sentences of 20 words, paragraphs of 3 sentences | CF104, CF110 |
| NHS | short forms, negatives, dates and times, capitals | CF111 to CF113, CF129, CF130 |
| NHS | evidence, sources, review, versions | CF143 to CF149, CF193 to CF197, CF140 |
| AMA, NIH, AAFP | reading grade | CF101 to CF103, CF119 |
| AMA and AAMC | people first, no blame | CF192 |
| FDA, FTC | claims and promises | CF190, CF195 |

**Where the rules were looked up**
(November 2026). Excerpts of these pages were read, not whole documents, and several are reprints or reports by others,
as the table says; what is not listed was written from memory.

| guide | excerpts of | what it says there |
|---|---|---|
| ISMP, error-prone abbreviations (2021) | ismp.org, reprints | zeros, units, names, 1/2 tablet, 1:1,000 |
| ISMP, high-alert medications, community (2021) | ismp.org, the list | methotrexate, liquids for children |
| ISMP, best practices, hospitals (2), pharmacies (2023: 3, 4) | ismp.org, FAQ; reports | weekly; mL alone |
| IMSN, global best practice on oral methotrexate | intmedsafe.net | once weekly, with the day of the week |
| FDA and ISMP, tall-man letters (2023) | ismp.org, the list | which letters |
| USP <17> | Wisconsin Literacy's summary | “in the morning”, not “twice daily” or “every 12 hours” |
| AAP, metric units (2015, reaffirmed 2019) | publications.aap.org | no teaspoons, no tablespoons |
| AHRQ PEMAT-P | its items as published in a study (PMC11033604) | the items' numbers; it has none on tone |
| CDC index | its items with their notes, in a public form | 7 items in a list; one denominator; whole numbers |
| CMS Toolkit, part 4 | hhs.gov; its chapter 4 | tone (4.1), active voice, familiar words |
| NHS, standard for creating health content | the standard | approval, review, versions (1); evidence (2) |
| NHS, content style guide | formatting; how we write | no block capitals; abbreviations; plain words first |
| FDA, 21 CFR 202.1(e)(6)(i) | its text, as reprinted | better, safer, fewer harms: only with evidence |
| FTC, Health Products Compliance Guidance (2022) | law firms' reports of it | claims need evidence |
| AMA and AAMC, Advancing Health Equity (2021) | ama-assn.org; reports of it | no labels: “diabetic” |

The CDC asks for one denominator throughout; carefold asks for one in each comparison, so that a rare harm may stand
beside a common one. Not found again: the NHS's 20 words a sentence and 3 sentences a paragraph, and the reading grades
of AMA, NIH and AAFP.

## PDFs

What is found in finished files. Warnings can be weighed and accepted as those above are; errors are to be mended.

A PDF on disk, whoever made it, is read in another process, where each file may take 10 seconds of the processor and
500 MB of memory (on Windows, time alone is limited); hitting a limit is the finding CF220. That process can read, and
nothing else: it writes no file, starts no other process and opens no connection. It reads up to 20 files, one after
another, and ends sooner when a file hits a limit or leaves anything behind, so that no file changes what is said of the
next. Time by the clock does not count until three minutes have gone by; then the computer was too busy (CF222), and
nothing is said of the PDF. What `build` has just made is checked at once.

Checks are strict where a reader would lose something, and follow the standards where these leave a choice: the cells of
a table may name their headers (Headers and ID) instead of the headers saying what they head (Scope); a title in the XMP
metadata alone is a title; the language may be said by each element; roles may be those of PDF 2.0 in its namespace, and
attributes may come from classes.

| code | severity | what is wrong | the rule | a clinic may |
|---|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    words = (
        f"| {code} | {entry.severity} | {entry.title} | {entry.source} | {entry.leave} |"
        for code, entry in sorted(OF_WORDS.items())
    )
    files = (
        f"| {code} | {entry.severity} | {entry.title} | {entry.source} | {entry.leave} |"
        for code, entry in sorted(OF_PDFS.items())
    )
    new = ", ".join(code for code, entry in sorted(OF_WORDS.items()) if entry.since != "1")
    return (
        HEAD
        + "\n".join(words)
        + "\n"
        + MIDDLE.replace("<new>", new).replace("<drafts>", ", ".join(sorted(IN_DRAFTS)))
        + "\n".join(files)
        + "\n"
    )


if __name__ == "__main__":
    (Path(__file__).parent / "checks.md").write_text(page(), encoding="utf-8")
