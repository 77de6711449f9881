"""What is known of each file on the shelf, as it is kept in JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from carefold.reports.json import FindingEntry


@dataclass(frozen=True)
class Facts:
    """What a finished file is, for the manifest and the shelf; dates are ISO dates."""

    title: str
    id: str
    version: str
    language: str  # the handout's own tag
    updated: str
    review_by: str
    topics: tuple[str, ...]
    audience: str
    grade: float | None
    pages: int
    code: str  # the imprint's
    duplex: str
    paper: str
    layouts: tuple[str, ...]  # what the handout is limited to
    translated_from: str = ""


@dataclass(frozen=True)
class Output:
    """What is known of one file on the shelf.

    `inputs` has digests by label; `modified` is the file's time in nanoseconds. `gone` is why it left the shelf.
    """

    name: str
    source: str
    handout: str
    language: str  # of the order: empty for the handout as it is named
    layout: str
    edition: str
    brand: str
    site: str
    inputs: Mapping[str, str]
    sha256: str
    size: int
    modified: int
    facts: Facts
    findings: tuple[FindingEntry, ...]
    gone: str = ""


def written(output: Output) -> str:
    """An output as JSON."""
    return json.dumps(asdict(output), ensure_ascii=True, indent=1, sort_keys=True)


def read(text: str | bytes) -> Output:
    """An output from JSON; ValueError, KeyError or TypeError for what is none."""
    said: dict[str, Any] = json.loads(text)
    facts = said["facts"]
    lists = {key: tuple(facts[key]) for key in ("topics", "layouts")}
    return Output(**said | {"facts": Facts(**facts | lists), "findings": tuple(said["findings"])})
