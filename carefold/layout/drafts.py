"""A word across each panel or page, below all that stands there: who takes the sheet up sees that it is a draft."""

from __future__ import annotations

import math
from dataclasses import replace

from carefold.graphics.colour import WHITE, mix
from carefold.graphics.frame import Frame, Page, Painted, Slice
from carefold.graphics.lettering import lettering
from carefold.graphics.outline import moved
from carefold.layout.composition import Composition, Job
from carefold.layout.palette import Palette

_SHARE, _LARGEST = 0.62, 150.0  # of the diagonal that the word takes; points of type
_PALE, _WIDTH = 0.4, 2.2  # share of danger colour in white; points of its line


def with_word(composition: Composition, job: Job) -> Composition:
    """The same with “DRAFT” on all pages of the file, as a shape that is an artifact (ISO 32000-1, 14.8.2.2)."""
    return replace(composition, pages=tuple(_stamped(page, job) for page in composition.pages))


def _stamped(page: Page, job: Job) -> Page:
    return replace(page, frames=tuple(_with_word(frame, job) for frame in page.frames))


def _with_word(frame: Frame, job: Job) -> Frame:
    area, colour = frame.area, mix(WHITE, Palette.of(job.resolved.brand, mono=job.mono).danger, _PALE)
    outline, wide = lettering(job.phrases["draft"], job.heading.styled(True, False), 100.0)
    turn = math.atan2(area.height, area.width)
    scale = min(_SHARE * math.hypot(area.width, area.height) / wide, _LARGEST / 100)
    across, up = scale * math.cos(turn), scale * math.sin(turn)
    half, low = wide / 2, 35.0  # the middle of the word, and of its capitals
    x = area.x + area.width / 2 - half * across + low * up
    y = area.y + area.height / 2 - half * up - low * across
    there = moved(outline, (across, up, -up, across, x, y))
    word = (Painted(there, None, colour, _WIDTH), Painted(there, WHITE, None, _WIDTH))  # no line where strokes cross
    return replace(frame, slices=(Slice(area.x, area.y + area.height, 0.0, word), *frame.slices))
