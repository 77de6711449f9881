"""Which keys an author may write at a spot, found by walking the models' annotations."""

from __future__ import annotations

import types
from difflib import get_close_matches
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Tag
from pydantic.fields import FieldInfo

Loc = tuple[str | int, ...]


def keys_at(model: type[BaseModel], loc: Loc) -> tuple[str, ...]:
    """The keys of the model at a pydantic `loc`; empty when there is none."""
    found = model_at(model, loc)
    return tuple(field.alias or name for name, field in _fields(found).items()) if found else ()


def model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """The model at a pydantic `loc`."""
    return _model(_shape_at(model, loc))


def words_at(model: type[BaseModel], loc: Loc) -> tuple[str, ...]:
    """The words that a key takes, where it takes no others."""
    shape = _shape_at(model, loc)
    return get_args(shape) if get_origin(shape) is Literal else ()


def _shape_at(model: type[BaseModel], loc: Loc) -> Any:
    shape: Any = model
    for part in loc:
        shape = _step(shape, part)
    return shape


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """A model's fields; those that name a model further down, as blocks in blocks do, are looked up first."""
    if not model.__pydantic_fields_complete__:
        model.model_rebuild()
    return model.model_fields


def _step(shape: Any, part: str | int) -> Any:
    """The annotation one step down: a field, an item, a value, or the member of a union with that tag."""
    origin, args = get_origin(shape), get_args(shape)
    if origin is Annotated:
        return _step(args[0], part)
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return next((field.annotation for field in _fields(shape).values() if field.alias == part), None)
    if origin is tuple:
        return args[0]
    if origin is dict:
        return args[1]
    if origin in (Union, types.UnionType):
        tagged = (member for member in args if _has_tag(member, part))
        return next(tagged, None) or next((found for member in args if (found := _step(member, part))), None)
    return None


def _has_tag(member: Any, part: str | int) -> bool:
    return any(isinstance(mark, Tag) and mark.tag == part for mark in getattr(member, "__metadata__", ()))


def _model(shape: Any) -> type[BaseModel] | None:
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return shape
    inner = get_args(shape) if get_origin(shape) in (Annotated, Union, types.UnionType) else ()
    return next((found for part in inner if (found := _model(part))), None)


def nearest(written: str, allowed: tuple[str, ...]) -> str:
    """The allowed word that was probably meant, or nothing."""
    plain = written.strip().lower().replace("_", "-").replace(" ", "-")
    return next(iter(get_close_matches(plain, allowed, n=1, cutoff=0.6)), "")
