"""The base of every author model: frozen, strict about keys, and it knows its place in the file."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, PrivateAttr, model_validator
from pydantic_core import PydanticCustomError

from carefold.diagnostics.place import NOWHERE, Place


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class LocatedMap(dict[str, Any]):
    """A map as read, with the place where it starts."""

    place: Place = NOWHERE


class Located(BaseModel):
    """A frozen model whose keys are written with dashes and whose `place` is where the author wrote it."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=_kebab, defer_build=True)
    _place: Place = PrivateAttr(default_factory=lambda: NOWHERE)  # a default would be copied each time

    @model_validator(mode="wrap")
    @classmethod
    def _remember_place(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        made = handler(data)
        if isinstance(data, LocatedMap):
            made._place = data.place
        return made

    @property
    def place(self) -> Place:
        """Where it stands in its file."""
        return self._place


def wrong(message: str, *at: str | int) -> PydanticCustomError:
    """An error of a validator that knows better where: `at` is the way down from the model to the value."""
    return PydanticCustomError("wrong", "{message}", {"message": message, "at": at})
