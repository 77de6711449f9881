"""The body of a message: a handout as HTML that mail programs show, and as plain text. The same words as on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from carefold.html.body import Body
from carefold.html.mail import for_mail
from carefold.html.node import Child, Node, node, written
from carefold.html.plain import plain
from carefold.html.png import png
from carefold.html.seen import Picture, Seen
from carefold.html.styles import dressed
from carefold.layout.composition import Composition, Job
from carefold.layout.palette import Palette

_TEXT, _DENSE = 16.0, 2.0  # pixels of the text; how many of them a picture has for each that is shown


class InlinePicture(NamedTuple):
    """A PNG that the HTML names by `cid:` and this id (RFC 2392), which stands in <> in the part's Content-ID."""

    id: str
    data: bytes
    alt: str


class MessageBody(NamedTuple):
    """`html` is a whole document in inline styles without scripts, forms, SVG or addresses to load from; `plain` the
    same in words; `pictures` belong beside the HTML in a multipart/related."""

    html: str
    plain: str
    pictures: tuple[InlinePicture, ...]


def message_body(
    job: Job, composition: Composition, *, subject: str = "", before: Sequence[str] = ()
) -> MessageBody:  # fmt: skip
    """A handout as the body of a message; `before` are paragraphs that stand above it in both forms.

    `job` and `composition` are those of a `stages.Laid` (`pipeline.laid_out`), in any layout and edition: that of the
    PDF that goes with it gives the same words in the same order. Blanks are lines, boxes to tick ☐. `subject` is the
    HTML's title, which no mail program shows.
    """
    pictures = _Pictures(_TEXT / composition.type_size)
    body = Body(Seen.of(composition.root, composition.frames), pictures.shown, composition.type_size)
    main = for_mail([*(node("p", text) for text in before), *body.of(composition.root)])
    language = job.resolved.handout.language
    whole = node(
        "html",
        node("head", node("meta", charset="utf-8"), node("title", subject or "—")),
        _dressed(main, Palette.of(job.resolved.brand, job.resolved.handout.accent)),
        lang=language,
    )  # fmt: skip
    return MessageBody(f"<!DOCTYPE html>\n{written(whole)}\n", plain(main), tuple(pictures.made.values()))


def _dressed(main: Sequence[Child], palette: Palette) -> Node:
    inside = [one for child in main for one in dressed(child, palette)]
    return node("body", Node("div", {"style": "max-width:40em;margin:0 auto"}, inside), style=_WHOLE)


_WHOLE = "margin:0;padding:16px;font-family:Segoe UI,Roboto,Helvetica,Arial,sans-serif;font-size:16px;" \
         "line-height:1.5;color:#1a1a1a;background:#ffffff"  # fmt: skip


@dataclass
class _Pictures:
    """Pictures of one message, each once; ornaments are left out."""

    scale: float
    made: dict[str, InlinePicture] = field(default_factory=dict)

    def shown(self, picture: Picture, alt: str, kind: str) -> list[Child]:
        """What shows a picture."""
        if not alt:
            return []
        data = png(picture, 72 * self.scale * _DENSE)
        key = f"picture-{sha256(data).hexdigest()[:16]}@carefold.invalid"
        self.made.setdefault(key, InlinePicture(key, data, alt))
        width, height = (f"{points * self.scale:.0f}" for points in (picture.area.width, picture.area.height))
        made = node("img", src=f"cid:{key}", class_=kind)
        made.attributes |= {"alt": alt, "width": width, "height": height}
        return [made]
