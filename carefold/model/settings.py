"""project.yaml: what a clinic has chosen once for all its handouts."""

from __future__ import annotations

import re
import zoneinfo
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import AfterValidator, Field, model_validator

from carefold.diagnostics.nearest import did_you_mean
from carefold.diagnostics.place import Place
from carefold.languages.language import DEFAULT
from carefold.model.by_language import SpokenLine
from carefold.model.located import Located, wrong
from carefold.model.values import Email, Flag, LanguageLine, Length, Line, Number, Whole

Filler: TypeAlias = Literal["questions", "next-visit", "notes"]
CitationStyle: TypeAlias = Literal["ama", "vancouver", "apa"]


_LONGEST_NAME = 60  # characters; IPP takes 255 bytes (RFC 8011, 5.3.5)


class ReadingGrade(Located):
    """US school grades: what to aim for, and from where a handout is refused."""

    aim: Annotated[Number, Field(ge=0)] = 6
    refuse: Annotated[Number, Field(ge=0)] = 9

    @model_validator(mode="after")
    def _aims_below(self) -> Self:
        if "aim" in self.model_fields_set and self.aim > self.refuse:
            message = f"`aim` {self.aim:g} is above `refuse` {self.refuse:g}: all that it allows is refused."
            raise wrong(f"{message} Hint: aim for less, or refuse from a higher grade.", "aim")
        return self


def _job_name(name: Line) -> Line:
    if len(name) > _LONGEST_NAME:
        raise ValueError(f"is too long for a queue. Hint: write at most {_LONGEST_NAME} characters.")
    return name


class Printer(Located):
    """What the calibration sheet found, and how jobs are sent.

    `job_name` is what the printer's queue shows. `stack` says how the stack goes back into a printer that prints on one
    side only: turned over, or kept as it lies.
    """

    paper: Literal["letter", "a4"] | None = None  # None: whatever the layout says
    flip: Literal["short-edge", "long-edge"] | None = None
    ink: Literal["colour", "mono"] = "colour"
    shift: tuple[Length, Length] = (0.0, 0.0)
    job_name: Annotated[Line, AfterValidator(_job_name)] = Line("Handout")
    stack: Literal["turn", "keep"] = "turn"


def _pdf(name: Line) -> Line:
    if not re.fullmatch(r"[^\W_][\w .-]{0,59}\.pdf", name) or name.startswith("."):
        raise ValueError("this names no PDF. Hint: write it like handout.pdf, of letters, digits, dots and hyphens.")
    return name


class Mail(Located):
    """How handouts are mailed."""

    from_: Email | None = Field(default=None, alias="from")  # None: the brand's e-mail
    reply_to: Email | None = None
    sender_name: SpokenLine | None = None  # None: the brand's name
    subject: SpokenLine | None = None  # None: the language's words for information from the clinic
    file_name: Annotated[Line, AfterValidator(_pdf)] = Line("handout.pdf")
    names_handout: Flag = False  # whether title and fields may stand in subject, sender and file name
    sign_in: Literal["password", "xoauth2", "none"] = "password"
    token_command: Annotated[tuple[Line, ...], Field(min_length=1)] | None = None  # prints an access token
    rate: Annotated[Whole, Field(ge=1, le=1000)] = 25
    largest: Annotated[Number, Field(gt=0)] = 10  # megabytes of a PDF; more is a warning


def _zone(name: Line) -> Line:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        known = zoneinfo.available_timezones()
        usual = "write it like America/Denver." if known else "this computer knows none: install the package tzdata."
        offset = bool(re.search(r"[\d+]", name))  # the hours from London say nothing of summer time
        hint = usual if offset else did_you_mean(name, known, usual)
        raise ValueError(f"“{name}” is no time zone. Hint: {hint[:1].lower()}{hint[1:]}") from None
    return name


class Settings(Located):
    """The settings of a project; each has a default."""

    format: Literal["1", "2"] = "1"  # from 2 on, codes that were new then are errors
    brand: Line | None = None  # which of brands/; else brand.yaml, or the only one
    brands: tuple[Line, ...] = ()  # those that --all makes, of brands/; else the usual one
    sites: tuple[Line, ...] = ()  # of each of them, that --all makes; else none
    layouts: Annotated[tuple[Line, ...], Field(min_length=1)] = (Line("trifold"), Line("letter"))
    editions: Annotated[tuple[Literal["print", "screen", "html", "archive"], ...], Field(min_length=1)] = ("print",)
    languages: Annotated[tuple[LanguageLine, ...], Field(min_length=1)] = (Line(DEFAULT),)  # first the brand's own
    citation_style: CitationStyle = "ama"
    of_age: Annotated[Whole, Field(ge=12, le=25)] = 18  # from then on no letter goes to a parent
    reading_grade: ReadingGrade = Field(default_factory=ReadingGrade)
    smog: Annotated[Number, Field(ge=0)] = 10  # the SMOG grade from which on a handout is told to be too hard
    words: tuple[Line, ...] = ()  # names and words of the clinic's that are not hard
    findings: dict[Line, Literal["error", "warning", "hint", "off"]] = Field(default_factory=dict)
    printer: Printer = Field(default_factory=Printer)
    mail: Mail = Field(default_factory=Mail)
    keep: Annotated[Whole, Field(ge=0, le=366)] = 7  # days, of letters, dry runs and slips; then `purge` removes them
    retain: Annotated[Whole, Field(ge=1, le=100)] = 6  # years, of rows of the ledger
    ledger: Line | None = None  # the id of the one that says what was sent; `carefold ledger --new` prints it
    filler: Annotated[tuple[Filler, ...], Field(min_length=1)] = ("notes",)  # of panels that no text reaches
    output: Line = Line("out")
    time_zone: Annotated[Line, AfterValidator(_zone)] | None = None  # where it is today

    @property
    def severities(self) -> tuple[tuple[str, str, Place], ...]:
        """The severity that is asked for each code, and where."""
        return tuple(
            (str(code), severity, code.place() if code.places else self.place)
            for code, severity in self.findings.items()
        )
