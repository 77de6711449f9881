"""Records as they are named after a command: the file, and what its columns mean."""

from __future__ import annotations

from pathlib import Path

from carefold.commands.here import shown
from carefold.merge.mapping import Mapper
from carefold.merge.private import look_at_records
from carefold.merge.records import Records
from carefold.model.record_map import RecordMap
from carefold.project import Project
from carefold.reading.files import read


def records_of(project: Project, file: Path, map_file: Path | None) -> Records:
    """A file of records; CarefoldError for one on the shelf, for what is none, and for a map that can't be read."""
    mapper = Mapper(read(RecordMap, map_file, shown(map_file))) if map_file else None
    look_at_records(project, file, shown(file))
    return Records.open(file, shown(file), mapper)
