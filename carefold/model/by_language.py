"""What a clinic says in several languages: one text, or a text for each language tag: `{en: Open, es: Abierto}`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from carefold.languages.language import anywhere, is_heard_of
from carefold.model.located import wrong
from carefold.model.values import Email, Language, Line, Lines, Phone, Text, WebAddress

_TAG = re.compile(r"[a-z]{2,3}([-_]\w+)*|[A-Z][A-Za-z]([-_]\w+)*")


class Versions(tuple[Line, ...]):
    """Lines, such as those of an address, with those of each language."""

    versions: Mapping[str, tuple[Line, ...]]


class _ByLanguage:
    """A mark of a field: its value, or a map of values by language tag.

    A map becomes the value that it has first, with all of them as `versions`.
    """

    def __init__(self, schema: JsonSchemaValue) -> None:
        """What an editor takes for one value."""
        self.schema = schema

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Either as it is validated by itself."""
        one = handler(source)
        tag = handler.generate_schema(Language)
        many = core_schema.no_info_after_validator_function(_first, core_schema.dict_schema(tag, one, min_length=1))
        return core_schema.tagged_union_schema({"(one)": one, "(many)": many}, _kind)

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Either, for an editor."""
        one = self.schema
        return {"anyOf": [one, {"type": "object", "additionalProperties": one, "minProperties": 1}]}


def _kind(value: object) -> str:
    """Whether a value is a map of languages; a map that is none is judged like a value, and told to be no text."""
    is_map = isinstance(value, Mapping) and any(_is_tag(key) or key.lower() in anywhere("called") for key in value)
    return "(many)" if is_map else "(one)"


def _is_tag(key: str) -> bool:
    """Whether a key is a language's tag; one of three letters may be a word, such as day."""
    return bool(_TAG.fullmatch(key)) and (len(re.split("[-_]", key)[0]) == 2 or is_heard_of(key))


def _first(versions: dict[str, Any]) -> Any:
    for tag, value in versions.items():
        if not any(sign.isalnum() for sign in "".join(value)):
            raise wrong(f"the words for `{tag}` are still to be written. Hint: put them where the dots are.", tag)
    first = next(iter(versions.values()))
    if isinstance(first, Text):
        return type(first)(first, first.places, versions=versions)
    made = Versions(first)
    made.versions = versions
    return made


_TEXT: JsonSchemaValue = {"type": "string", "minLength": 1}
_LINES: JsonSchemaValue = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
SpokenText = Annotated[Text, _ByLanguage(_TEXT)]
SpokenLine = Annotated[Line, _ByLanguage(_TEXT)]
SpokenLines = Annotated[Lines, _ByLanguage(_LINES)]
SpokenPhone = Annotated[Phone, _ByLanguage(_TEXT)]
SpokenWeb = Annotated[WebAddress, _ByLanguage(_TEXT | {"format": "iri"})]
SpokenEmail = Annotated[Email, _ByLanguage(_TEXT | {"format": "idn-email"})]
