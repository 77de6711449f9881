"""What the search for the best type size costs beside one pass at the size that it finds, in one run.

.venv/bin/python benchmarks/fit.py
"""

from __future__ import annotations

from pathlib import Path

from speed import best

from carefold import pipeline
from carefold.commands.here import project_at
from carefold.layout.composition import Composition
from carefold.model.layout import Layout
from carefold.workspace import Workspace, load_layout

ROOT = Path(__file__).resolve().parent.parent


def compose(workspace: Workspace, layout: Layout) -> Composition:
    """The shipped handout, set but not yet written."""
    content = pipeline.resolved(workspace, pipeline.opened(workspace, "about-ketamine", None))
    return pipeline.compose(pipeline.prepare(workspace, content, layout))


def main() -> None:
    """Print times and ratios."""
    workspace = project_at(ROOT)
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
