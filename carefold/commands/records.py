"""Records as they are named after a command: the file, and what its columns mean."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from carefold.commands.here import shown
from carefold.merge.mapping import Mapper
from carefold.merge.private import look_at_records
from carefold.merge.records import Records
from carefold.model.record_map import RecordMap
from carefold.project import Project
from carefold.reading.files import read

Command = Callable[..., Any]


def with_records(said: str, *, required: bool = False) -> Callable[[Command], Command]:
    """--records FILE, of which is `said` what it is, and --map FILE; given as `file` and `map_file`."""
    path = click.Path(dir_okay=False, path_type=Path)
    records = click.option("--records", "file", required=required, metavar="FILE", type=path, help=said)
    told = "A YAML file that says what the columns of somebody else's export are here."
    mapped = click.option("--map", "map_file", metavar="FILE", type=path, help=told)
    return lambda function: records(mapped(function))


def records_of(project: Project, file: Path, map_file: Path | None) -> Records:
    """A file of records; CarefoldError for one on the shelf, for what is none, and for a map that can't be read."""
    mapper = Mapper(read(RecordMap, map_file, shown(map_file))) if map_file else None
    look_at_records(project, file, shown(file))
    return Records.open(file, shown(file), mapper)
