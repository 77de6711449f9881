"""Write build/look/index.html: every handout of tests/cases/pages in every layout, to be looked at all at once."""

from __future__ import annotations

import html
from pathlib import Path

from opening import opened
from pages import LAYOUTS, PROJECT, strip

OUT = Path("build/look")
HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Every handout in every layout</title>
<style>body { font: 16px sans-serif; margin: 1em } img { border: 1px solid grey; display: block; max-width: 100% }
h2 { position: sticky; top: 0; background: white; margin: 0; padding: .5em 0 } p.no { color: #a00 }</style>
<h1>Every handout in every layout</h1>"""


def main() -> None:
    """Pictures of 54 dots an inch, those of one layout below each other."""
    OUT.mkdir(parents=True, exist_ok=True)
    parts = [HEAD]
    for layout in LAYOUTS:
        parts.append(f"<h2>{layout}</h2>")
        for name in opened(PROJECT).sources.project_names("handouts"):
            found = strip(name, layout, 0.75)
            if isinstance(found, str):
                parts.append(f'<p class="no">{name}: {html.escape(found)}</p>')
                continue
            file = f"{name}.{layout}.png"
            found.save(OUT / file)
            parts.append(f'<p>{name}</p><a href="{file}"><img loading="lazy" src="{file}" alt="{name}, {layout}"></a>')
    (OUT / "index.html").write_text("\n".join(parts), encoding="utf-8")
    print(OUT / "index.html")


if __name__ == "__main__":
    main()
