"""One cited work: an item of CSL-JSON, the format of Zotero and other citation managers.

The schema belongs to the Citation Style Language, not to us, so its other keys are kept as they are.
"""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict

from carefold.model.located import Located
from carefold.model.values import Line


class Reference(Located):
    """An item with its id and type; `title` is what a reader can look for."""

    model_config = ConfigDict(extra="allow")
    id: Line
    type: Line
    title: Line

    @property
    def item(self) -> dict[str, Any]:
        """The whole CSL-JSON item."""
        return {"id": self.id, "type": self.type, "title": self.title, **(self.model_extra or {})}
