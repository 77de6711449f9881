"""Whose handout it is: the options that every command has which reads one as a clinic prints it."""

from __future__ import annotations

import click

from carefold.commands.output import Command


def with_brand_options(function: Command) -> Command:
    """--brand and --site."""
    brand = click.option("--brand", metavar="NAME or FILE", help="A brand of brands/, or a brand.yaml.")
    site_help = "One of the brand's `sites:`, with its own numbers and address."
    site = click.option("--site", metavar="NAME", default="", help=site_help)
    return brand(site(function))
