"""What the search for the best type size costs beside one pass at the size that it finds, in one run.

.venv/bin/python benchmarks/fit.py
"""

from __future__ import annotations

from pathlib import Path

from speed import best

from carefold.content.resolve import resolve
from carefold.layout.composition import Composition
from carefold.layout.folded import compose_folded
from carefold.model.layout import Layout
from carefold.pipeline import prepare
from carefold.workspace import Workspace, load_brand, load_handout, load_layout, load_references

ROOT = Path(__file__).resolve().parent.parent


def compose(workspace: Workspace, layout: Layout) -> Composition:
    """The shipped handout, set but not yet written."""
    brand, folder = load_brand(workspace, None)
    resolved = resolve(load_handout(workspace, "about-ketamine"), brand, load_references(workspace), None)
    return compose_folded(prepare(workspace, resolved, layout, folder))


def main() -> None:
    """Print times and ratios."""
    workspace = Workspace.at(ROOT)
    for name in ("trifold", "trifold-a4", "zfold", "zfold-a4", "gatefold"):
        layout = load_layout(workspace, name)
        size = compose(workspace, layout).type_size
        sizes = layout.type.model_copy(update={"smallest": size, "text": size, "largest": size})
        fixed = layout.model_copy(update={"type": sizes})
        search = best(lambda layout=layout: compose(workspace, layout))  # type: ignore[misc]
        single = best(lambda fixed=fixed: compose(workspace, fixed))  # type: ignore[misc]
        print(f"{name}: search {search:.1f} ms, one pass at {size:g} pt {single:.1f} ms, {search / single:.2f} times")


if __name__ == "__main__":
    main()
