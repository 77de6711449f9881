"""What commands print under --json has the types of carefold/reports/json.py: no key more, and none less."""

import types
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from carefold.diagnostics.exit_code import ExitCode
from carefold.reports.checked import CheckDocument, CheckedPdf
from carefold.reports.json import (
    BuildDocument,
    ListDocument,
    MergeDocument,
    PreviewDocument,
    ShowDocument,
    StoppedDocument,
    SymbolsDocument,
)


def misfits(value: Any, wanted: Any, where: str = "$") -> list[str]:
    """Where a value is of another type than wanted."""
    origin = get_origin(wanted)
    if is_typeddict(wanted):
        return _misfits_of_keys(value, wanted, where)
    if origin in (Union, types.UnionType):
        tries = [misfits(value, one, where) for one in get_args(wanted)]
        return [] if [] in tries else min(tries, key=len)
    if origin is Literal:
        return [] if value in get_args(wanted) else [f"{where} is {value!r}"]
    if origin is NotRequired:
        return misfits(value, get_args(wanted)[0], where)
    if origin is list and isinstance(value, list):
        (inner,) = get_args(wanted)
        return [one for number, item in enumerate(value) for one in misfits(item, inner, f"{where}[{number}]")]
    if origin is dict and isinstance(value, dict):
        return [one for key, item in value.items() for one in misfits(item, get_args(wanted)[1], f"{where}.{key}")]
    fits = isinstance(value, int | float) if wanted is float else type(value) is wanted
    return [] if fits else [f"{where} is {value!r}, no {wanted}"]


def _misfits_of_keys(value: Any, wanted: Any, where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where} is {value!r}"]
    hints = get_type_hints(wanted, include_extras=True)
    needed = {key for key, hint in hints.items() if get_origin(hint) is not NotRequired}
    found = [f"{where}.{key} is missing" for key in sorted(needed - value.keys())]
    found += [f"{where}.{key} is unknown" for key in sorted(value.keys() - hints.keys())]
    both = value.keys() & hints.keys()
    return found + [one for key in both for one in misfits(value[key], hints[key], f"{where}.{key}")]


ENTRY = {"code": "CF1", "severity": "error", "place": "", "message": "", "hint": "", "source": ""}


def test_this_test_sees_what_is_wrong():
    assert misfits({"subject": "x", "findings": [ENTRY]}, CheckedPdf) == []
    assert misfits({"subject": "x"}, CheckedPdf) == ["$.findings is missing"]
    assert misfits({"subject": "x", "findings": [], "more": 1}, CheckedPdf) == ["$.more is unknown"]
    wrong = {**ENTRY, "hint": None}
    assert misfits({"subject": "x", "findings": [wrong]}, CheckedPdf) == [
        "$.findings[0].hint is None, no <class 'str'>"
    ]


@pytest.fixture
def busy(clinic):
    """A handout with findings, one of them accepted, and one that can't be read."""
    clinic.write(
        "- Take 1.0 mg. It helps 5% of people. It was utilized by many.\n- Rest {{ patient.name }}.",
        accept="{CF121: no better source}", fields="{patient.name: {label: Name}}",
    )  # fmt: skip
    clinic.add("handouts/broken.yaml", "title: [")
    clinic.add("r.csv", "patient.name,status\nBo,\nCleo,moved\n,\n")
    return clinic


@pytest.mark.parametrize(
    ("wanted", "arguments"),
    [
        (BuildDocument, ["build", "about-ketamine", "h", "broken", "--layout", "letter", "--dry-run"]),
        (BuildDocument, ["build", "calibration", "--dry-run"]),
        (CheckDocument, ["check", "h", "about-ketamine", "broken"]),
        (ListDocument, ["list"]),
        (SymbolsDocument, ["list", "--symbols"]),
        (ShowDocument, ["show", "h", "--fit"]),
        (ShowDocument, ["show", "about-ketamine"]),
        (PreviewDocument, ["preview", "about-ketamine", "--layout", "letter", "--out", "p.png"]),
        (MergeDocument, ["merge", "h", "--records", "r.csv", "--skip-bad"]),
        (StoppedDocument, ["preview", "h", "--page", "99", "--out", "p.png"]),
        (StoppedDocument, ["build", "--nonsense"]),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_documents_have_their_types(wanted, arguments, busy, carefold):
    document = carefold(*arguments, "--json", cwd=busy.folder).document
    assert misfits(document, wanted) == []
    assert any(document.values())


def test_symbols_are_listed_one_a_line(busy, carefold):
    lines = carefold("list", "--symbols", cwd=busy.folder).out.splitlines()
    assert {"walk", "back", "spray"} <= set(lines) and not any("U+" in line for line in lines)


def test_a_pdf_that_is_checked_has_its_type(busy, carefold):
    busy.add("x.pdf", b"%PDF-1.7 cut off")
    run = carefold("check", "x.pdf", "--json", cwd=busy.folder)
    assert run.code == ExitCode.PROBLEMS
    assert misfits(run.document, CheckDocument) == [] and run.document["checked"][0]["findings"]
