"""carefold preview: a picture of a page."""

from __future__ import annotations

from pathlib import Path

import click

from carefold.commands.brand_options import with_brand_options
from carefold.commands.chosen import name_of, project_for
from carefold.commands.here import shown
from carefold.commands.output import Printer, with_output_options
from carefold.order import Order
from carefold.page_picture import page_picture
from carefold.run import Run
from carefold.saving import save


@click.command("preview", short_help="Make a picture of a page.")
@click.argument("handout")
@click.option("--layout", metavar="L", help="The layout; without it, the project's first.")
@click.option("--page", type=click.IntRange(min=1), default=1, show_default=True, help="Which page or side.")
@click.option("--dpi", type=click.IntRange(20, 600), default=100, show_default=True, help="Resolution.")
@click.option("--grey", is_flag=True, help="As a printer without colour shows it.")
@with_brand_options
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The PNG file to write.")
@with_output_options
def command(
    handout: str, layout: str | None, page: int, dpi: int, grey: bool, brand: str | None, site: str, out: Path,
    quiet: bool, as_json: bool,
) -> None:  # fmt: skip
    """Make a PNG picture of one page of a handout; nothing else is written.

    \b
    Example:
      carefold preview about-ketamine --layout trifold --page 2 --out inside.png
      carefold preview about-ketamine --grey --out laser.png
    """
    printer = Printer(quiet, as_json)
    if out.suffix.lower() != ".png":
        raise click.UsageError("The picture is a PNG file: let --out end in .png.")
    project = project_for([handout])
    name = name_of(project, handout)
    usual = Run(project).handout(name).layouts or project.settings.layouts
    order = Order(name, layout or str(usual[0]), brand=brand, allow_expired=True, site=site)
    made = page_picture(project, order, page, dpi, grey=grey)
    save(made.data, out, shown(out))
    printer.say(shown(out))
    printer.document({"path": shown(out), "page": page, "pages": made.pages, "dpi": dpi, "grey": grey, "problems": []})
