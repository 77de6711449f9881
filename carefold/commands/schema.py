"""carefold schema: the JSON Schemas by which editors complete and explain what is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal, TypeAlias, get_args

import click

from carefold.commands.output import Printer, with_output_options
from carefold.diagnostics.exit_code import ExitCode
from carefold.resources import shipped

Kind: TypeAlias = Literal["handout", "part", "brand", "layout", "project"]
_KINDS = get_args(Kind)


@click.command("schema", short_help="Print the JSON Schema of a kind of file, for editors.")
@click.argument("kind", type=click.Choice(_KINDS), default="handout", metavar=f"[{'/'.join(_KINDS)}]")
@with_output_options
def command(kind: Kind, quiet: bool, as_json: bool) -> int:
    """Print the JSON Schema (draft 2020-12) of a handout, a shared part, a brand, a layout or project.yaml.

    \b
    Examples:
      carefold schema
      carefold schema brand > brand.schema.json
    """
    text = Path(shipped() / f"schema/{kind}.schema.json").read_text("utf-8")
    if as_json or quiet:
        text = json.dumps(json.loads(text), ensure_ascii=False)
    Printer(quiet, as_json).whole(text)
    return ExitCode.DONE
