"""Records as they are named after a command: the file, and what its columns mean."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Command = Callable[..., Any]


class _File(click.Path):
    """A file of records."""

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None = None) -> str:  # noqa: ARG002
        """How it is named."""
        return "Hint: name the file of records after it, such as --records patients.csv."


def with_records(said: str, *, required: bool = False) -> Callable[[Command], Command]:
    """--records FILE, of which is `said` what it is, and --map FILE; given as `file` and `map_file`."""
    path = _File(dir_okay=False, path_type=Path)
    records = click.option("--records", "file", required=required, metavar="FILE", type=path, help=said)
    told = "A YAML file that says what the columns of somebody else's export are here."
    mapped = click.option("--map", "map_file", metavar="FILE", type=path, help=told)
    return lambda function: records(mapped(function))
