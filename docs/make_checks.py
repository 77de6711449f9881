"""Write docs/checks.md from the table of codes: `python docs/make_checks.py`."""

from __future__ import annotations

from pathlib import Path

from carefold.preflight.codes import CODES

HEAD = """# Checks

Every finding of `carefold check` has a code that stays the same. An error stops a build; a warning does not, unless
`check --strict` counts it. This page is made from the table in `carefold/preflight/codes.py`.

A PDF on disk, whoever made it, is read in a process of its own, which may take 10 seconds and 500 MB of memory (on
Windows, time alone is limited); hitting a limit is the finding CF220. What `build` has just made is checked at once.

| code | severity | what is wrong | the rule |
|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    rows = (f"| {code} | {entry.severity} | {entry.title} | {entry.source} |" for code, entry in sorted(CODES.items()))
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    (Path(__file__).parent / "checks.md").write_text(page(), encoding="utf-8")
