"""The JSON Schemas that editors use."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from editors import Loader12, valid

from carefold.reading.key_samples import SAMPLES
from carefold.reading.schema import NAMES, Name, json_schema, main, text

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", NAMES)
def test_fresh(name: Name) -> None:
    path = ROOT / "schema" / f"{name}.schema.json"
    assert path.read_text(encoding="utf-8") == text(name), "run: python -m carefold.reading.schema"


def test_written_by_main(tmp_path: Path) -> None:
    main(str(tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{name}.schema.json" for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_good_for_editors(name: Name) -> None:
    schema = json_schema(name)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == f"Carefold {name}" and schema["description"]
    assert not any("_" in key for key in schema.get("properties", ()))
    assert "$id" not in schema


@pytest.mark.parametrize(
    ("name", "pattern"),
    [("handout", "handouts/*.yaml"), ("layout", "layouts/*.yaml"), ("brand", "brands/*/brand.yaml")],
)
def test_shipped_files_validate(name: Name, pattern: str) -> None:
    paths = sorted(ROOT.glob(pattern))
    assert paths
    schema = json_schema(name)
    for path in paths:
        assert valid(yaml.load(path.read_text(encoding="utf-8"), Loader12), schema, schema), path


BLOCKS = """
- text: 5
- 12
- list: [a, [b, c], {numbered: [d]}]
- table: {header: [a, b], rows: [[1, ], [x, null]], row-headers: true}
- facts: {When: 12}
- icon-array: {count: 5, of: "100", label: x}
- contact:
- contact: {address: one line, phone: 555}
- page-break:
- keep: [{heading: x}]
- include: handouts/parts/call-us.yaml
- {include: a.yaml, when: visit.date}
"""


def test_blocks_as_editors_see_them(handout: str) -> None:
    schema = json_schema("handout")
    written = yaml.load(handout.replace('"1.0"', "1.0"), Loader12)
    for block in yaml.load(BLOCKS, Loader12):
        written["sections"][0]["blocks"] = [block]
        assert valid(written, schema, schema), block


@pytest.mark.parametrize("block", [{"lits": ["a"]}, {"list": []}, {"list": {}}, None, {"heading": None}, ["a"],
                                   {"include": "a.yml"}, {"include": ["a.yaml"]}, {"include": None}])  # fmt: skip
def test_wrong_blocks(handout: str, block: object) -> None:
    schema = json_schema("handout")
    written = yaml.load(handout, Loader12)
    written["sections"][0]["blocks"] = [block]
    assert not valid(written, schema, schema)


def properties(schema: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """All keys of a schema, with what is said of each."""
    for key, value in schema.items() if isinstance(schema, dict) else enumerate(schema):
        if key == "properties" and isinstance(value, dict):
            yield from ((name, one) for name, one in value.items() if isinstance(one, dict))
        if isinstance(value, dict | list):
            yield from properties(value)


@pytest.mark.parametrize("name", NAMES)
def test_each_example_is_right_where_it_stands(name: Name) -> None:
    schema = json_schema(name)
    seen = [(key, one) for key, one in properties(schema) if one.get("examples")]
    assert len(seen) > 5 and {key for key, _ in seen} <= set(SAMPLES)
    assert [key for key, one in seen if not valid(one["examples"][0], one, schema)] == []


def test_each_example_is_shown_somewhere() -> None:
    shown = {key for name in NAMES for key, one in properties(json_schema(name)) if "examples" in one}
    assert shown == set(SAMPLES)


@pytest.mark.parametrize("name", NAMES)
def test_kinds_and_keys_have_words(name: Name) -> None:
    schema = json_schema(name)
    assert all(one["title"] for one in schema.get("$defs", {}).values())
    assert len([key for key, one in properties(schema) if "description" in one or "$ref" in one]) > 10


def test_parts_as_editors_see_them(handout: str) -> None:
    schema = json_schema("part")
    assert valid(yaml.load(BLOCKS, Loader12), schema, schema)
    for wrong in ([], [{"lits": ["a"]}], {"blocks": ["A."]}, "A text.", yaml.load(handout, Loader12)):
        assert not valid(wrong, schema, schema)


def test_project_as_editors_see_it() -> None:
    schema = json_schema("project")
    assert valid({"format": 1, "mail": {"rate": 25}, "reading-grade": {"aim": 6.5}}, schema, schema)
    assert not valid({"format": 3}, schema, schema)


def test_phones_of_a_brand_as_editors_see_them() -> None:
    schema = json_schema("brand")
    text = {"en": "Ask.", "es": "Pida."}
    for night in ("555-0199", {"en": "555-0199"}, {"phone": "555-0199"}, {"phone": "555-0199", "text": "Ask."},
                  {"phone": "555-0199", "text": text}):  # fmt: skip
        brand = {"name": "A", "disclaimer": "B", "contact": {"phone": "555-0100", "after-hours": night}}
        sites = {"north": {"contact": {"phone": "555-0140"}}}
        more = {"sites": sites, "former-phones": ["555-0111"], "other-phones": {"Eyes": "555-0177"}}
        assert valid(brand | more, schema, schema), night
    assert not valid(brand | {"sites": {"north": {"phone": "555-0140"}}}, schema, schema)
    assert not valid(brand | {"former-phones": {"old": "555-0111"}}, schema, schema)
