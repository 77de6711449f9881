"""Markdown and plain text, in the encodings that people have; and texts that look like marks."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from word_files import png

from carefold.content.parse_inline import parse
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.importing.import_file import Imported, Setting, import_file
from carefold.importing.inline import inline
from carefold.importing.material import Run
from carefold.model.inline import Words
from carefold.model.values import Text

MARKDOWN = """\
---
author: Ada
---
# Better sleep

Get up at the *same* time, **weekends too**.

## What helps

Therapy helps [1], see [@lee] and [our site](https://a.example/x) or [this](http://b.example) <b>now</b>.

- Dark
  - cool

    and quiet
- [ ] a box
- Quiet

1. First
2. Second

|     | Dose |
|-----|------|
| Mon | 5 mg |
| tue, wed or thu |      |

![a cat](cat.png) ![far](https://c.example/x.png) ![up](../up.png)
"""
PLAIN = """\
YOUR CAST

A cast keeps the bone still
while it heals.

At home

Each day:
• Rest
• Move – often
  and gently

1. Wash
2. Dry

Call us if
==========
It hurts “a lot”.

Day\tDose
Mon\t5 mg
"""


def imported(path: Path) -> Imported:
    return import_file(path, path.name, Setting("x", "Clinic", "en", datetime.date(2026, 12, 1)))


def body(made: Imported) -> str:
    return made.files["handouts/x.yaml"].decode().partition("audience: Our patients\n")[2]


def test_markdown(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/sleep.md").write_text(MARKDOWN, "utf-8")
    for place in ("in/cat.png", "up.png"):
        (tmp_path / place).write_bytes(png())
    made = imported(tmp_path / "in/sleep.md")
    assert (
        body(made)
        == """\
main-point: Get up at the *same* time, **weekends too.**

sections:
  - title: What helps
    blocks:
      - Therapy helps \\[1\\], see \\[\\@lee\\] and [our site](https://a.example/x) or this now.
      - list:
          - Dark
          - list:
              - cool and quiet
      - checklist:
          - a box
      - list:
          - Quiet
      - numbered:
          - First
          - Second
      - table:
          header: ["TBD: the head of this column", Dose]
          rows:
            - [Mon, 5 mg]
            - ["tue, wed or thu", ""]
      - figure:
          image: handouts/images/x-1.png
          alt: a cat

disclaimer: default
"""
    )
    assert list(made.files) == ["handouts/x.yaml", "handouts/images/x-1.png"]
    told = "\n".join(made.left_out)
    assert all(
        words in told for words in ("author: Ada", "“<b>”", "https://c.example", "../up.png", "http://b.example")
    )
    assert "[1]" in "\n".join(made.to_do) and "[@lee]" in "\n".join(made.to_do)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_plain_text(encoding, tmp_path):
    (tmp_path / "cast.txt").write_bytes(PLAIN.replace("\n", "\r\n").encode(encoding))
    made = imported(tmp_path / "cast.txt")
    assert "title: YOUR CAST\n" in made.files["handouts/x.yaml"].decode()
    assert (
        body(made)
        == """\
main-point: A cast keeps the bone still while it heals.

sections:
  - title: At home
    blocks:
      - "Each day:"
      - list:
          - Rest
          - Move – often and gently
      - numbered:
          - Wash
          - Dry

  - title: Call us if
    blocks:
      - It hurts “a lot”.
      - table:
          header: [Day, Dose]
          rows:
            - [Mon, 5 mg]

disclaimer: default
"""
    )


@pytest.mark.parametrize(("name", "data"), [("a.txt", b"\0\1\2\xff"), ("a.txt", b"<html>x"), ("a.yaml", b"title: x")])
def test_no_text(name, data, tmp_path):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(CarefoldError):
        imported(tmp_path / name)


def read(text: str) -> tuple[str, bool]:
    """The letters that a reader finds, and whether all is right."""
    parsed = parse(Text(text))
    words = [span for one in parsed.paragraphs for span in one if isinstance(span, Words)]
    return "".join(sign for span in words for sign in span.text if sign.isalnum()), not parsed.problems


@pytest.mark.parametrize(
    "text",
    ["R&D &amp; x", "a_b _it_ __b__", "<54 and <b>x</b>", "see [2, 3]", "[^1] {{ x }} {name}", "`code` ~~gone~~",
     "# Head", "> said", "[x](y)", "![p](q.png)", "[@x] me@x.example", "2*5 and **x", "C:\\x", "|a|b|", "- a dash"],
)  # fmt: skip
def test_what_was_no_mark_becomes_none(text):
    assert read(inline((Run(text),))) == ("".join(sign for sign in text if sign.isalnum()), True)


def test_style_is_that_of_whole_words():
    runs = (
        Run("Take ("),
        Run("two tab", bold=True),
        Run("lets)", bold=True),
        Run(" "),
        Run("no", italic=True),
        Run("w."),
    )
    assert inline(runs) == "Take **(two tablets)** now."


@settings(max_examples=60, deadline=None)
@given(some.lists(some.tuples(some.text("ab1 *_[]()^~{}<>&@\\`!|#-.", max_size=8), some.booleans()), max_size=5))
def test_no_letter_is_lost(pieces):
    written = inline(tuple(Run(text, bold=bold) for text, bold in pieces))
    wanted = "".join(sign for text, _ in pieces for sign in text if sign.isalnum())
    found, right = read(written)
    assert not right or found == wanted
