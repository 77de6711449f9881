"""What every block has: the key that the author writes, and an optional `when:`."""

from __future__ import annotations

from typing import ClassVar

from carefold.model.located import Located
from carefold.model.values import Line


class Block(Located):
    """One block; `kind` is its key in YAML."""

    kind: ClassVar[str]
    when: Line | None = None
