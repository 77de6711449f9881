"""One handout on a shelf's page: a picture, what is known of it, its files, and how each is printed."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from struct import unpack

from carefold.batch.dressing import Dressing, Words, escape, folds, linked, own_name, table
from carefold.batch.manifest import ShelvedFile, ShelvedHandout
from carefold.batch.scan import Drawn
from carefold.batch.search import folded
from carefold.model.layout import Layout


def card(one: ShelvedHandout, twins: list[ShelvedHandout], dressing: Dressing, codes: Mapping[str, Drawn]) -> str:
    """An article. `twins` are the handout in all its languages, the original first; `codes` are by address."""
    words, name, files = dressing.words, anchor(one), one["outputs"]
    inside = "\n".join(
        (
            _picture(one, dressing),
            f'<div class="about">\n<h2 id="{name}-title" lang="{escape(one["language"])}">{escape(one["title"])}</h2>',
            '<p class="mark" hidden></p>',
            *_behind(one, twins[0], words),
            _facts(one, twins, words),
            "</div>",
            *_to_scan(files, dressing, codes),
            f'<ul class="files">\n{"".join(_file(file, one, dressing) for file in files)}</ul>',
            _more(files, words),
        )
    )
    codes_here = [*dict.fromkeys(file["code"] for file in files if file["code"])]
    said = (one["title"], *one["topics"], one["name"], *(words("code", code=code) for code in codes_here))
    return (
        f'<article id="{name}" aria-labelledby="{name}-title" data-find="{escape(folded(" ".join(said)))}" '
        f'data-codes="{escape(" ".join(codes_here))}" '
        f'data-language="{escape(one["language"])}" data-review="{escape(one["review-by"])}" '
        f'data-day="{escape(words.date(one["review-by"]))}">\n{inside}\n</article>\n'
    )


def anchor(one: ShelvedHandout) -> str:
    """A handout's place on the page."""
    return f"h-{escape(linked(one['name']))}"


def _picture(one: ShelvedHandout, dressing: Dressing) -> str:
    drawn = [file for file in one["outputs"] if file["file"] in dressing.pictures]
    if not drawn:
        return '<div class="picture"></div>'
    data = dressing.pictures[min(drawn, key=dressing.is_folded)["file"]]
    width, height = unpack(">II", data[16:24])  # PNG, 11.2.1
    return (
        f'<img class="picture" loading="lazy" width="{width}" height="{height}" '
        f'alt="{dressing.words("picture", title=one["title"])}" src="data:image/png;base64,{b64encode(data).decode()}">'
    )


def _behind(one: ShelvedHandout, original: ShelvedHandout, words: Words) -> Iterator[str]:
    """That a translation is of an older version than its original's."""
    before, now = one["translated-from"], original["version"]
    if before and before != now and original["name"] == original["handout"]:
        yield f'<p class="caution">{words("behind", before=before, now=now)}</p>'


def _facts(one: ShelvedHandout, twins: list[ShelvedHandout], words: Words) -> str:
    rows = [(words("updated"), words.time(one["updated"])), (words("next-review"), words.time(one["review-by"]))]
    if one["grade"] is not None:
        rows.append((words("grade"), words.number(one["grade"])))
    if one["topics"]:
        rows.append((words("topics"), escape(", ".join(one["topics"]))))
    listed = "".join(f"<div><dt>{head}</dt> <dd>{value}</dd></div>" for head, value in rows)
    others = " ".join(_twin(twin) for twin in twins if twin is not one and twin["outputs"])
    tongue = f'<span lang="{escape(one["language"])}">{escape(own_name(one["language"]))}</span>'
    also = f' <span class="also">{words("also-in")} {others}</span>' if others else ""
    return f"<p>{tongue} · {words('version', version=one['version'])}{also}</p>\n<dl>{listed}</dl>"


def _twin(twin: ShelvedHandout) -> str:
    tag, name = escape(twin["language"]), escape(own_name(twin["language"]))
    return f'<a href="#{linked(anchor(twin))}" lang="{tag}" hreflang="{tag}">{name}</a>'


def _file(file: ShelvedFile, one: ShelvedHandout, dressing: Dressing) -> str:
    words, layout = dressing.words, dressing.layouts.get(file["layout"])
    pages = words("page") if file["pages"] == 1 else words("pages", count=file["pages"])
    facts = [*((pages,) if file["edition"] != "html" else ()), words("kilobytes", count=file["kilobytes"])]
    if file["code"]:
        facts.insert(0, f'<span class="code">{words("code", code=file["code"])}</span>')
    facts += _whose(file, words)
    older = f" <strong>{words('older', version=file['version'])}</strong>" if file["version"] != one["version"] else ""
    kind = ' type="application/pdf"' if file["file"].endswith(".pdf") else ""
    title = layout.title if layout else file["layout"]
    shown = escape(title) if file["edition"] == "print" else words(f"as-{file['edition']}", layout=title)
    return (
        f'<li><a class="file" href="{escape(linked(file["file"]))}"{kind}>{shown}</a> '
        f'<span class="of">{" · ".join(facts)}</span>{older}\n<p>{" ".join(how(file, layout, words))}</p></li>\n'
    )


def _whose(file: ShelvedFile, words: Words) -> list[str]:
    site, brand = file["site"], file["brand"]
    return [*((words("site", site=site),) if site else ()), *((words("brand", brand=brand),) if brand else ())]


def how(file: ShelvedFile, layout: Layout | None, words: Words) -> Iterator[str]:
    """How a file is printed and what is done with its sheets; or that it is not for paper."""
    if file["edition"] != "print":
        yield words(file["edition"])
        return
    both = file["duplex"] in ("short-edge", "long-edge") and file["pages"] > 1
    yield f"{words.one_of('papers', file['paper'])}."
    yield words(f"both-{file['duplex']}" if both else "one-side")
    if layout is None or not (folds(layout) or layout.flat):
        return
    yield words("actual-size")
    if layout.flat and layout.extent != layout.sheet.extent:
        yield words("cut-out")
    for way in (layout.impose, f"{layout.fold}-fold"):
        if way not in ("none", "none-fold"):
            yield words(way)


def _to_scan(files: list[ShelvedFile], dressing: Dressing, codes: Mapping[str, Drawn]) -> Iterator[str]:
    """A code for each brand and site."""
    taken, words = dressing.to_take(files), dressing.words
    yield '<div class="scans">' if taken else ""
    for file in taken:
        side, path = codes[dressing.address(file)]
        label, below = words("scan-label", address=dressing.address(file)), (words("scan"), *_whose(file, words))
        yield (
            f'<figure class="scan"><svg role="img" aria-label="{label}" viewBox="0 0 {side} {side}">'
            f'<path d="{path}"/></svg><figcaption>{" · ".join(below)}</figcaption></figure>'
        )
    yield "</div>" if taken else ""


def _more(files: list[ShelvedFile], words: Words) -> str:
    """What the checks found in each file, and its digest."""
    rows = "".join(
        f'<tr><th scope="row">{escape(file["file"])}</th><td>{_checks(file, words)}</td>'
        f'<td class="digest">{escape(file["sha256"])}</td></tr>\n'
        for file in files
    )
    heads = (words("file"), words("checks"), "SHA-256")
    return f"<details><summary>{words('more')}</summary>{table(heads, rows)}</details>"


def _checks(file: ShelvedFile, words: Words) -> str:
    checks = file["checks"]
    if not checks["codes"]:
        return words("nothing-found")
    return words("found", errors=checks["errors"], warnings=checks["warnings"], codes=", ".join(checks["codes"]))
