"""What a new project is told about its clinic, and what is wrong with an answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.graphics.colour import contrast, rgb
from carefold.model.brand import LEAST_CONTRAST, Colours, darker
from carefold.model.values import Colour, Line, Phone
from carefold.reading.check.picture_files import check_picture
from carefold.reading.diagnose.spot import split_hint
from carefold.resources import is_file

NOBODYS_PHONE = "555-0100"
"""It is nobody's: numbers from 555-0100 to 555-0199 are kept for examples."""
USUAL_COLOUR: str = Colours.model_fields["primary"].default
_PAPER = "#ffffff"


@dataclass(frozen=True, slots=True)
class Clinic:
    """A clinic's name, phone, main colour (#rrggbb) and the file of its logo."""

    name: str
    phone: str = NOBODYS_PHONE
    colour: str = USUAL_COLOUR
    logo: Path | None = None


def name_problem(name: str) -> Finding | None:
    """What is wrong with a clinic's name."""
    if not name.strip():
        return Finding("a clinic has a name.", hint="Write it as it stands at the door.")
    return _problem(Line, " ".join(name.split()))


def phone_problem(phone: str) -> Finding | None:
    """What is wrong with a phone number."""
    return _problem(Phone, phone)


def colour_problem(colour: str) -> Finding | None:
    """What is wrong with a colour; white text must be easy to read on it."""
    problem = _problem(Colour, colour)
    if problem or contrast_of(colour) >= LEAST_CONTRAST:
        return problem
    message = f"white text on {colour} has a contrast of {contrast_of(colour):.1f} to 1; {LEAST_CONTRAST} is the least."
    return Finding(message, hint=f"Take {darker(colour, _PAPER)}, the nearest that can be read.")


def contrast_of(colour: str) -> float:
    """The contrast of white text on a colour (WCAG 2.1, 1.4.3)."""
    return contrast(rgb(colour), rgb(_PAPER))


def logo_problem(logo: Path) -> Finding | None:
    """What is wrong with the file of a logo."""
    if not is_file(logo):
        hint = "Give the path of an SVG, PNG or JPEG, or leave it out for now."
        return Finding("there is no such file.", Place(logo.as_posix()), hint)
    try:
        check_picture(logo.resolve().parent, logo.resolve().name, "")
    except ValueError as error:
        message, hint = split_hint(str(error))
        return Finding(message, Place(logo.as_posix()), hint)
    return None


def accept(clinic: Clinic) -> None:
    """CarefoldError with all that is wrong with the answers."""
    answers = {"--name": name_problem(clinic.name), "--phone": phone_problem(clinic.phone),
               "--colour": colour_problem(clinic.colour)}  # fmt: skip
    problems = [Finding(one.message, Place(option), one.hint) for option, one in answers.items() if one]
    if clinic.logo and (problem := logo_problem(clinic.logo)):
        problems.append(problem)
    if problems:
        raise CarefoldError(problems, ExitCode.USAGE)


def _problem(kind: Any, text: str) -> Finding | None:
    try:
        TypeAdapter(kind).validate_python(Line(text))
    except ValidationError as error:
        said = error.errors()[0]["msg"].removeprefix("Value error, ")
        message, hint = split_hint(said)
        return Finding(message, hint=hint)
    return None
