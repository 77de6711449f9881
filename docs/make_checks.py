"""Write docs/checks.md from the tables of codes: `python docs/make_checks.py`."""

from __future__ import annotations

from pathlib import Path

from carefold.diagnostics.codes import OF_PDFS, OF_WORDS

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
    return HEAD + "\n".join(words) + "\n" + MIDDLE + "\n".join(files) + "\n"


if __name__ == "__main__":
    (Path(__file__).parent / "checks.md").write_text(page(), encoding="utf-8")
