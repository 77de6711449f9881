"""The web edition: one page that needs nothing from outside, runs nothing, and can be read by anybody."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.graphics.frame import PlacedPicture
from carefold.graphics.image_files import natural_size
from carefold.html.body import Body
from carefold.html.colours import classes, day, night, rules, variables
from carefold.html.drawing import Drawings
from carefold.html.heard import words_of_page
from carefold.html.node import Child, Node, node, written
from carefold.html.seen import Seen
from carefold.layout.composition import Composition, Job, stands_alone
from carefold.layout.palette import Palette
from carefold.pdf.xmp import Facts
from carefold.spelling import printed, spelled
from carefold.structure import Element
from carefold.units import Area

_LOGO, _WIDEST = 30.0, 170.0  # points
_TEXT = 18.0  # pixels


def page(job: Job, composition: Composition, facts: Facts) -> bytes:
    """A handout that is laid out, in any layout, as HTML5 that is XML too; furniture of its sheets is left out.

    CarefoldError where it would not say word by word what the tree does.
    """
    palette = Palette.of(job.resolved.brand, job.resolved.handout.accent)
    drawings = Drawings(classes(palette), _TEXT / composition.type_size)
    body = Body(Seen.of(composition.root, composition.frames), drawings.shown, composition.type_size)
    main, style = body.of(composition.root), _style(palette)
    _check(main, composition.root)
    language = job.resolved.handout.language
    whole = node(
        "html",
        node("head", *_head(facts, style)),
        "\n",
        node("body", _banner(job, drawings), "\n", node("main", *main)),
        xmlns="http://www.w3.org/1999/xhtml", lang=language,
    )  # fmt: skip
    whole.attributes["xml:lang"] = language
    return f"<!DOCTYPE html>\n{written(whole)}\n".encode()


def _check(main: Sequence[Child], root: Element) -> None:
    """What preflight is for PDFs: no word is lost, or stands elsewhere."""
    said, wanted = words_of_page(main), tuple(spelled(root.read_out()).split())
    if said == wanted:
        return
    at = next((at for at, pair in enumerate(zip(said, wanted, strict=False)) if pair[0] != pair[1]), None)
    at = min(len(said), len(wanted)) if at is None else at
    message = f"the web page would not say what the handout does (word {at + 1} of {len(wanted)})."
    raise CarefoldError(Finding(message, hint="It is not your mistake: please report it, with the handout."))


def _head(facts: Facts, style: str) -> list[Child]:
    said = {
        "author": facts.author, "description": facts.subject, "keywords": ", ".join(facts.keywords),
        "generator": facts.producer, "referrer": "no-referrer", "color-scheme": "light dark",
        "format-detection": "telephone=no",
    }  # fmt: skip
    metas = [node("meta", name=name, content=value) for name, value in said.items() if value]
    return [
        "\n", node("meta", charset="utf-8"),
        "\n", node("meta", name="viewport", content="width=device-width, initial-scale=1"),
        "\n", Node("meta", {"http-equiv": "Content-Security-Policy", "content": _policy(style)}),
        *(part for meta in metas for part in ("\n", meta)),
        "\n", node("title", facts.title),
        "\n", node("style", style), "\n",
    ]  # fmt: skip


def _policy(style: str) -> str:
    """What a browser may do for this page: show it in this style, and nothing else."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _style(palette: Palette) -> str:
    light, dark = variables(day(palette)), variables(night(palette))
    sheet = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    colours = f":root {{ {light} }}\n@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}"
    return "\n" + "\n".join((colours, *rules(palette), sheet))


def _banner(job: Job, drawings: Drawings) -> Node:
    """Logo and name in the brand's colour, for the eye: the clinic's name stands in the text."""
    brand, parts = job.resolved.brand, list[Child]()
    if job.logo:
        width, height = natural_size(job.logo)
        share = min(_LOGO / height, _WIDEST / width)
        logo = PlacedPicture(job.logo, Area(0.0, 0.0, width * share, height * share), None)
        parts.append(node("span", drawings.file(logo), class_="logo"))
    if not stands_alone(job.logo):
        parts.append(node("span", printed(brand.name)))
    return Node("div", {"class": "banner", "aria-hidden": "true"}, [node("p", *parts)])
