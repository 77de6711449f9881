"""What pages of docs/ link to and lies outside of it, for the site: mkdocs calls these (mkdocs.yml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_OUTSIDE = ("CHANGELOG.md", "CONTRIBUTING.md", "handouts/*.yaml")


def on_files(files: Any, config: Any) -> Any:
    """The site has the files that its pages link to."""
    from mkdocs.structure.files import File

    for pattern in _OUTSIDE:
        for path in sorted(ROOT.glob(pattern)):
            name = path.relative_to(ROOT).as_posix()
            files.append(File.generated(config, name, abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """There such a file lies beside the pages."""
    here = page.file.src_uri
    if "/" in here:
        return markdown
    return markdown.replace("](docs/", "](").replace("](../", "](")
