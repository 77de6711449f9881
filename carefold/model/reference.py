"""One cited work: an item of CSL-JSON, the format of Zotero and other citation managers.

The schema belongs to the Citation Style Language, not to us, so its other keys are kept as they are.
"""

from __future__ import annotations

import re
from typing import Any, Self

from pydantic import ConfigDict, model_validator

from carefold.model.located import Located, wrong
from carefold.model.values import Line


class Reference(Located):
    """An item with its id and type; `title` is what a reader can look for."""

    model_config = ConfigDict(extra="allow")
    id: Line
    type: Line
    title: Line

    @model_validator(mode="after")
    def _would_not_print(self) -> Self:
        address, issued = self.item.get("URL"), self.item.get("issued")
        if address and not re.match(r"https?://", str(address)):
            raise wrong(f"`URL` “{address}” is no web address. Hint: write it in full: https://….", "URL")
        parts = issued.get("date-parts") if isinstance(issued, dict) else None
        dates = parts if isinstance(parts, list) else [parts]
        if parts and not all(isinstance(date, list) and all(str(part).isdigit() for part in date) for date in dates):
            raise wrong("`date-parts` must be numbers. Hint: write the year first: [[2024, 5, 31]].", "issued")
        return self

    @property
    def item(self) -> dict[str, Any]:
        """The whole CSL-JSON item."""
        return {"id": self.id, "type": self.type, "title": self.title, **(self.model_extra or {})}
