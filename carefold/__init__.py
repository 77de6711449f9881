"""Patient handouts in YAML, made into print-ready, accessible PDFs. Read pipeline.py first.

What stands in `__all__` is what a program may rely on (docs/python.md). It is imported when it is asked for, so that
the command line starts quickly.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from carefold.version import __version__ as __version__

if TYPE_CHECKING:
    from carefold.diagnostics.carefold_error import CarefoldError
    from carefold.diagnostics.finding import Finding
    from carefold.order import Edition, Order
    from carefold.project import Project

__all__ = ["Project", "Order", "Edition", "Finding", "CarefoldError"]  # noqa: RUF022
_HOMES = {
    "Project": "carefold.project",
    "Order": "carefold.order",
    "Edition": "carefold.order",
    "Finding": "carefold.diagnostics.finding",
    "CarefoldError": "carefold.diagnostics.carefold_error",
}


def __getattr__(name: str) -> Any:
    """A public name, at its first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
