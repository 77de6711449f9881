"""What tags cost: the same pages with and without marked content, tree and metadata, in one run.

.venv/bin/python benchmarks/tags.py
"""

from __future__ import annotations

from pathlib import Path
from unittest import mock

from speed import best

from carefold.commands.here import project_at
from carefold.order import Order
from carefold.pdf import canvas, write
from carefold.pipeline import make
from carefold.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent


def untagged(workspace: Workspace, layout: str) -> bytes:
    """A file without tags: nothing is marked, no tree, no roles for links, no output intent."""

    with (
        mock.patch.object(canvas.TaggedCanvas, "_mark", lambda _self, _leaf: None),
        mock.patch.object(write, "write_tree", lambda _canvas, _root: None),
        mock.patch.object(write, "_describe", lambda _paper, _facts, _purpose: None),
    ):
        return make(workspace, Order("about-ketamine", layout)).data


def main() -> None:
    """Print times and sizes."""
    workspace = project_at(ROOT)
    for layout in ("trifold", "letter"):
        tagged = best(lambda layout=layout: make(workspace, Order("about-ketamine", layout)), 25)  # type: ignore[misc]
        bare = best(lambda layout=layout: untagged(workspace, layout), 25)  # type: ignore[misc]
        large, small = len(make(workspace, Order("about-ketamine", layout)).data), len(untagged(workspace, layout))
        print(f"{layout}: tagged {tagged:.1f} ms, untagged {bare:.1f} ms, {tagged / bare - 1:+.0%}; "
              f"{large / 1000:.1f} kB, {small / 1000:.1f} kB, {(large - small) / 1000:+.1f} kB")  # fmt: skip


if __name__ == "__main__":
    main()
