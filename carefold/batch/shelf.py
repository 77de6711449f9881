"""OUT/index.html: the shelf for the front desk, one page that needs nothing from outside (docs/shelf.md).

It says no more than its manifest, so the same manifest is the same page: what is due is marked by a script (shelf.js)
with the reader's own date. Whatever an author wrote stays text: it is escaped, and the page runs no script but its own.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from string import Template

from carefold.batch.card import anchor, card
from carefold.batch.dressing import Dressing, Words, escape, linked, own_name, table
from carefold.batch.manifest import Manifest, ShelvedHandout
from carefold.batch.scan import Drawn
from carefold.batch.search import folded
from carefold.graphics.colour import Rgb
from carefold.layout.palette import Palette
from carefold.model.brand import Brand
from carefold.model.handout import DUE

FILE = "index.html"
_HOME = Path(__file__).parent
_COLOURS = (
    "primary", "ink", "tint", "caution", "caution_tint", "danger", "danger_tint", "rule", "quiet", "card", "on_card",
)  # fmt: skip

_SAID = (
    "heading", "skip", "search", "search-label", "language-label", "all-languages", "reviews", "reviews-about",
    "manifest", "count", "none", "due", "past", "reviews-near", "reviews-none",
)  # fmt: skip


def shelf_page(manifest: Manifest, dressing: Dressing, codes: Mapping[str, Drawn]) -> bytes:
    """The page; `codes` has the QR code of each of the dressing's addresses."""
    words, brand = dressing.words, dressing.brands[""]
    clinic = (brand.name.versions or {}).get(dressing.language, brand.name)
    style, script = _style(brand), _part("shelf.js")
    twins = _twins(manifest)
    shelved = [one for its in sorted(twins.values(), key=_place) for one in its if one["outputs"]]
    tools = {"carefold": manifest["carefold"], **manifest["tools"]}
    left, withdrawn = _left(manifest, words), _withdrawn(manifest, words)
    page = Template(_part("shelf.html")).substitute(
        {name.replace("-", "_"): words(name) for name in _SAID},
        language=escape(dressing.language), title=words("title", clinic=clinic), clinic=escape(clinic), style=style,
        script=script, policy=_policy(style, script), days=DUE.days, choices="".join(_choices(shelved)),
        cards="".join(card(one, twins[one["handout"]], dressing, codes) for one in shelved),
        review_dates=_reviews(shelved, words),
        withdrawn=withdrawn, left=left, to_left=f' <a href="#left">{words("left")}</a>' if left else "",
        made_by=words("made-by", tools=", ".join(map(" ".join, tools.items()))),
    )  # fmt: skip
    return page.encode()


def _part(name: str) -> str:
    return (_HOME / name).read_text(encoding="utf-8")


def _style(brand: Brand) -> str:
    palette = Palette.of(brand)
    colours = (f"--{name.replace('_', '-')}: {_hex(getattr(palette, name))};" for name in _COLOURS)
    return f":root {{ {' '.join(colours)} }}\n{_part('shelf.css')}"


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def _policy(style: str, script: str) -> str:
    """What a browser may do for this page: show it, with this style and this script."""
    digests = (b64encode(sha256(part.encode()).digest()).decode() for part in (style, script))
    return "default-src 'none'; img-src data:; style-src 'sha256-{}'; script-src 'sha256-{}'".format(*digests)


def _twins(manifest: Manifest) -> dict[str, list[ShelvedHandout]]:
    """The handouts in all their languages."""
    twins: dict[str, list[ShelvedHandout]] = {}
    for one in manifest["handouts"]:
        twins.setdefault(one["handout"], []).append(one)
    return twins


def _place(twins: list[ShelvedHandout]) -> tuple[str, str]:
    return folded(twins[0]["title"]), twins[0]["handout"]


def _choices(shelved: list[ShelvedHandout]) -> Iterator[str]:
    """The languages that there are."""
    for tag in sorted({one["language"] for one in shelved}, key=lambda tag: (folded(own_name(tag)), tag)):
        yield f'<option value="{escape(tag)}" lang="{escape(tag)}">{escape(own_name(tag))}</option>'


def _reviews(shelved: list[ShelvedHandout], words: Words) -> str:
    """All handouts, the next review first."""
    rows = ""
    for one in sorted(shelved, key=lambda one: (one["review-by"], folded(one["title"]), one["name"])):
        link = f'<a href="#{linked(anchor(one))}" lang="{escape(one["language"])}">{escape(one["title"])}</a>'
        rows += (
            f'<tr data-review="{escape(one["review-by"])}" data-day="{escape(words.date(one["review-by"]))}">'
            f'<td>{words.time(one["review-by"])}</td><th scope="row">{link}, {words("version", version=one["version"])}'
            f'</th><td class="mark"></td></tr>\n'
        )
    return table((words("next-review"), words("handout"), words("state")), rows)


def _withdrawn(manifest: Manifest, words: Words) -> str:
    """What nobody may give out, above all else; empty for nothing."""
    rows = "".join(
        f'<tr><th scope="row"><span lang="{escape(one["language"])}">{escape(one["title"])}</span> '
        f'<a href="{escape(linked(one["notice"]))}" type="application/pdf">{words("notice")}</a></th>'
        f"<td>{words.time(one['date'])}</td><td>{escape(one['reason'])}</td>"
        f'<td class="code">{escape(" ".join(one["codes"]))}</td></tr>\n'
        for one in manifest["withdrawn"]
    )
    if not rows:
        return ""
    heads = (words("handout"), words("since"), words("why"), words("code", code="").strip())
    return (
        f'<section aria-labelledby="withdrawn" class="withdrawn">\n<h2 id="withdrawn">{words("withdrawn")}</h2>\n'
        f"<p>{words('withdrawn-about')}</p>\n{table(heads, rows)}\n</section>"
    )


def _left(manifest: Manifest, words: Words) -> str:
    """What has left the shelf, and why; empty for nothing."""
    rows = "".join(
        f'<tr><th scope="row"><span lang="{escape(one["language"])}">{escape(one["title"])}</span></th>'
        f'<td>{escape(file["file"])}</td><td class="code">{escape(file["code"])}</td>'
        f"<td>{words.one_of('reasons', file['why'])}</td></tr>\n"
        for one in manifest["handouts"]
        for file in one["gone"]
    )
    if not rows:
        return ""
    heads = (words("handout"), words("file"), words("code", code="").strip(), words("why"))
    return (
        f'<section aria-labelledby="left" class="left">\n<h2 id="left">{words("left")}</h2>\n'
        f"<p>{words('left-about')}</p>\n{table(heads, rows)}\n</section>"
    )
