"""The cover of a gate-fold, across both leaves: the title on the left one, its promise and the phone on the right.

Without a promise the phone stands in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from carefold.imposition.sheet import Panel
from carefold.layout.blocks.contact import CALL_SIZE, compose_numbers, phone_words
from carefold.layout.boxes import Box, Space, lowered, stacked
from carefold.layout.composition import Job
from carefold.layout.cover import BELOW_LABEL, LABEL_SIZE, PADDING, compose_card, compose_foot, face, promise, scale_of
from carefold.layout.cover_picture import cover_picture
from carefold.layout.paragraph import set_paragraph
from carefold.layout.setting import Setting, set_line
from carefold.model.inline import Words
from carefold.structure import Element

_PROMISE = 1.3  # times as large as on a cover of one panel
_BELOW_LABEL = LABEL_SIZE * 1.3 + BELOW_LABEL  # points: level with the title


def compose_cover_across(
    job: Job, parent: Element, panels: Sequence[Panel], settings: Sequence[Setting]
) -> tuple[Box, ...]:
    """Two faces whose grounds, art and feet are level; all type stays clear of the edge where the leaves meet."""
    handout = job.resolved.handout
    untold = replace(job, resolved=replace(job.resolved, handout=handout.model_copy(update={"subtitle": None})))
    front, leaf = panels
    card = compose_card(untold, parent, front, settings[0])
    measure, scale = leaf.live.width - 2 * PADDING * scale_of(leaf), scale_of(leaf)
    on_ground = replace(settings[1], measure=measure)
    if handout.subtitle:
        words = promise(handout.subtitle, parent, measure, _PROMISE * scale, on_ground)
        told = lowered(stacked(words), _BELOW_LABEL * scale)
    else:
        told = _call_on_ground(job, parent, on_ground)
    pictures = [cover_picture(job, parent, setting, part, 2) for part, setting in enumerate(settings)]
    foot = compose_foot(job, parent, front, settings[0])
    call = _call(job, parent, settings[1]) if handout.subtitle else stacked(())
    card, told = (box._replace(height=max(card.height, told.height)) for box in (card, told))
    foot, call = (box._replace(height=max(foot.height, call.height)) for box in (foot, call))
    return face(job, front, card, foot, pictures[0], settings[0]), face(job, leaf, told, call, pictures[1], settings[1])


def _call_on_ground(job: Job, parent: Element, setting: Setting) -> Box:
    """Whom to call, as it stands on the title's ground; the label is level with the one on the left leaf."""
    contact, palette, text = job.resolved.brand.contact, setting.palette, setting.styles.text
    if not contact.phone:
        return stacked(())
    quiet = replace(text, size=LABEL_SIZE, leading=1.3 * LABEL_SIZE, colour=palette.on_card_quiet, weight="semibold")
    label = set_line(setting.phrases["call-us"], quiet, parent.add("P"), setting.measure)
    pale = replace(text, colour=palette.on_card, link=palette.on_card)
    numbers = compose_numbers(contact, parent, setting.recoloured(setting.styles.with_text(pale)))
    return stacked((*label, Space(BELOW_LABEL), *numbers))


def _call(job: Job, parent: Element, setting: Setting) -> Box:
    """Whom to call."""
    phone, text = job.resolved.brand.contact.phone, setting.styles.text
    if not phone:
        return stacked(())
    style = replace(text, numbers=CALL_SIZE, link=setting.palette.ink)
    spans = (Words(f"{setting.phrases['call-us']}: "), *phone_words(phone))
    return stacked(set_paragraph(spans, style, parent.add("P"), setting.measure))
