"""What `carefold` alone says in a folder that is no project: how to make one, with files that work as they stand."""

from __future__ import annotations

import datetime
import textwrap

BRAND = """\
name: Lakeside Practice
contact: {phone: 555-0123}
disclaimer: This handout is general education. It does not replace advice from your own clinician.
"""
_HANDOUT = """\
title: Better sleep
language: en
version: "1.0"
updated: {today}
review-by: {later}
authors: [Lakeside education group]
audience: Adults who sleep badly
main-point: Get up at the same time each day.

sections:
  - title: What helps?
    blocks:
      - list:
          - A dark, cool, quiet room
          - No screens in the last hour
  - title: Call us if
    urgent: true
    blocks:
      - You snore and stop breathing at night.
      - contact:

disclaimer: default
"""
_WORDS = """\
This folder is no project yet. A project is a folder with the clinic and its handouts. Make two files, in your words:

brand.yaml

{brand}
handouts/better-sleep.yaml

{handout}
Then:

    carefold check better-sleep
    carefold build better-sleep

To see a sample first: carefold build about-ketamine
"""


def handout(today: datetime.date) -> str:
    """A small handout, to be reviewed in two years."""
    return _HANDOUT.format(today=today, later=today + datetime.timedelta(days=730))


def first_steps(today: datetime.date) -> str:
    """How to make a project."""
    brand, small = (textwrap.indent(text, "    ") for text in (BRAND, handout(today)))
    return _WORDS.format(brand=brand, handout=small)
