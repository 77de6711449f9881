"""A map of records: what the columns of somebody else's export mean here."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from carefold.model.located import Located
from carefold.model.values import Line, Lines


class RecordMap(Located):
    """By each of our columns what makes its value: a column of theirs, or a text with `{COLUMN}` in it; a line each.

    `{COLUMN | MM/DD/YYYY}` reads a date or time, `{COLUMN | 1.234,5}` a number, `{COLUMN | Y = yes, N = no}` a code.
    """

    columns: Annotated[dict[Line, Annotated[Lines, Field(min_length=1)]], Field(min_length=1)]
