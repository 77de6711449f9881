"""What an editor makes of a file: YAML 1.2, held to a JSON Schema."""

import re
from typing import Any

import yaml

TYPES = {
    "string": str,
    "number": int | float,
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}


def valid(value: Any, schema: dict[str, Any], root: dict[str, Any]) -> bool:
    """As much of JSON Schema as the models need."""
    if "$ref" in schema:
        return valid(value, root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    checks = [
        not kinds
        or any(isinstance(value, TYPES[kind]) and not (kind != "boolean" and value is True) for kind in kinds),
        "enum" not in schema or value in schema["enum"],
        "oneOf" not in schema or sum(valid(value, option, root) for option in schema["oneOf"]) == 1,
        "anyOf" not in schema or any(valid(value, option, root) for option in schema["anyOf"]),
    ]
    if isinstance(value, str):
        checks += ["pattern" not in schema or re.search(schema["pattern"], value) is not None]
    if isinstance(value, list):
        checks += [schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 99)]
        checks += [valid(item, schema["items"], root) for item in value if "items" in schema]
    if isinstance(value, dict):
        known, more = schema.get("properties", {}), schema.get("additionalProperties", True)
        checks += [key in value for key in schema.get("required", [])]
        checks += [valid(item, known[key], root) for key, item in value.items() if key in known]
        rest = [item for key, item in value.items() if key not in known]
        checks += [valid(item, more, root) if isinstance(more, dict) else more for item in rest]
    return all(checks)


class Loader12(yaml.SafeLoader):
    """YAML 1.2's core schema, as editors read: dates and `no` are texts."""


Loader12.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag.endswith((":int", ":float", ":null"))]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))
