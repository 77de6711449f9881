"""What may be left out, by an optional `when:`; and what every block has, the key that the author writes."""

from __future__ import annotations

from typing import ClassVar

from carefold.model.located import Located
from carefold.model.values import Line


class Conditional(Located):
    """What is printed only where its condition holds."""

    when: Line | None = None


class Block(Conditional):
    """One block; `kind` is its key in YAML."""

    kind: ClassVar[str]
