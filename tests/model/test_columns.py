"""Columns of lists: what their values must hold to is made once, since each value of each record asks for it."""

from __future__ import annotations

from carefold.model.field_spec import Column


def test_what_values_must_hold_to_is_made_once():
    dose, other = (
        Column.model_validate({"name": name, "type": "number", "required": True}) for name in ("dose", "other")
    )
    assert dose.spec is other.spec and (dose.spec.type, dose.spec.required) == ("number", True)
    assert Column.model_validate({"name": "dose"}).spec.type == "text"
