"""JSON Schemas for editors, made from the models: `python -m carefold.reading.schema` writes them to schema/.

An editor sees numbers and booleans where carefold's reader sees text only, so text may be any of them here.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias, get_args

from pydantic import Field, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import CoreSchema

from carefold.model.blocks import AnyBlock
from carefold.model.brand import Brand
from carefold.model.handout import Handout
from carefold.model.layout import Layout
from carefold.model.settings import Settings
from carefold.reading.key_samples import SAMPLES
from carefold.reading.keys import MEANINGS

Name: TypeAlias = Literal["handout", "part", "brand", "layout", "project"]
NAMES: tuple[Name, ...] = get_args(Name)

_Part = Annotated[tuple[AnyBlock, ...], Field(min_length=1, description="A list of blocks that handouts include.")]
_MODELS: dict[Name, Any] = {
    "handout": Handout, "part": _Part, "brand": Brand, "layout": Layout, "project": Settings,
}  # fmt: skip
_AS_TEXT = ["string", "number", "boolean"]
_EXACT = ("pattern", "format", "enum", "const")


class _Untitled(GenerateJsonSchema):
    """Leaves out the titles that pydantic makes of names: the keys say as much."""

    def field_title_should_be_set(self, schema: CoreSchema | Any) -> bool:
        """Never."""
        del schema
        return False


def json_schema(name: Name) -> dict[str, Any]:
    """The schema of one kind of file (JSON Schema, draft 2020-12)."""
    made = TypeAdapter(_MODELS[name]).json_schema(schema_generator=_Untitled)
    loosened = _loosened(made)
    for called, definition in loosened.get("$defs", {}).items():
        definition["title"] = _in_words(called)
    return {"$schema": _Untitled.schema_dialect, **loosened, "title": f"Carefold {name}"}


def _in_words(called: str) -> str:
    """The name of a model as a title: BigNumberBlock is a big number."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", called).removesuffix(" Block").removesuffix(" Body")
    return words.capitalize()


def _loosened(schema: Any) -> Any:
    """The same for what an author writes: see the module; and a key without a value is no way to leave it out."""
    if isinstance(schema, list):
        return [_loosened(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _loosened(value) for key, value in schema.items() if key != "title" or isinstance(value, dict)}
    if made.get("type") == "string" and not any(key in made for key in _EXACT):
        made["type"] = _AS_TEXT
    if {"$ref": "#/$defs/NestedList"} in made.get("oneOf", ()):
        made["oneOf"].append({"type": "array", "items": {"oneOf": list(made["oneOf"])}, "minItems": 1})
    if {"$ref": "#/$defs/BrandAfterHours"} in made.get("oneOf", ()):
        made["anyOf"] = made.pop("oneOf")  # numbers by language have keys like it
    if made.get("enum") == ["1", "2"]:
        made = {"enum": ["1", 1, "2", 2], "default": "1"}
    return _described(_without_null(made))


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """`anyOf` something or null, where null is only the default."""
    if "default" not in schema or schema["default"] is not None:
        return schema
    kept = [item for item in schema.get("anyOf", []) if item != {"type": "null"}]
    rest = {key: value for key, value in schema.items() if key not in ("anyOf", "default")}
    return {**rest, **kept[0]} if len(kept) == 1 else {**rest, "anyOf": kept}


def _described(schema: dict[str, Any]) -> dict[str, Any]:
    keys = schema.get("properties")
    for key, value in keys.items() if isinstance(keys, dict) else ():
        if key in MEANINGS and isinstance(value, dict):
            value.setdefault("description", MEANINGS[key])
        if key in SAMPLES and isinstance(value, dict):
            value.setdefault("examples", [SAMPLES[key]])
    return schema


def text(name: Name) -> str:
    """The schema as its file has it."""
    return json.dumps(json_schema(name), indent=1, ensure_ascii=False) + "\n"


def main(folder: str = "schema") -> None:
    """Write all schemas into a folder."""
    for name in NAMES:
        (Path(folder) / f"{name}.schema.json").write_text(text(name), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:2])
