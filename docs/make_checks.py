"""Write docs/checks.md from the table of codes: `python docs/make_checks.py`."""

from __future__ import annotations

from pathlib import Path

from carefold.preflight.codes import CODES

HEAD = """# Checks

Every finding of `carefold check` has a code that stays the same. An error stops a build; a warning does not, unless
`check --strict` counts it. This page is made from the table in `carefold/preflight/codes.py`.

| code | severity | what is wrong | the rule |
|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    rows = (f"| {code} | {entry.severity} | {entry.title} | {entry.source} |" for code, entry in sorted(CODES.items()))
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    (Path(__file__).parent / "checks.md").write_text(page(), encoding="utf-8")
