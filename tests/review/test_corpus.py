"""How well the rules tell good lines from faulty ones: the corpus, and a matrix of what is wanted and found by code."""

from __future__ import annotations

from collections import Counter

import pytest
from corpus_lines import faulty, found_in, good

from carefold.diagnostics.codes import CODES
from carefold.diagnostics.finding import Severity


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1796083200")
        return list(found_in([*good(), *faulty()], tmp_path_factory.mktemp("corpus")))


def severity(code):
    return CODES[code].severity


def test_there_are_as_many_lines_as_were_promised():
    assert len(list(good())) >= 300 and len(list(faulty())) >= 300


def test_no_error_stands_on_a_good_line(seen):
    wrong = [(line.text, found) for line, found in seen if not line.wanted
             and any(severity(code) is Severity.ERROR for code in found)]  # fmt: skip
    assert wrong == []


def test_few_errors_that_nobody_wanted_stand_on_faulty_lines(seen):
    lines = [(line, found) for line, found in seen if line.wanted]
    extra = [(line.text, code) for line, found in lines for code in found
             if code not in line.wanted and severity(code) is Severity.ERROR]  # fmt: skip
    assert len(extra) <= 0.05 * len(lines), extra


@pytest.mark.parametrize(("grave", "least"), [(Severity.ERROR, 0.9), (Severity.WARNING, 0.8)])
def test_most_faults_are_found(seen, grave, least):
    """The matrix by code: wanted, found of these, found elsewhere."""
    wanted = Counter(code for line, _ in seen for code in line.wanted)
    hit = Counter(code for line, found in seen for code in line.wanted & set(found))
    beside = Counter(code for line, found in seen for code in set(found) - line.wanted)
    for code in sorted(wanted | beside):
        print(f"{code} {severity(code):8} wanted {wanted[code]:3}  found {hit[code]:3}  elsewhere {beside[code]:3}")
    codes = [code for code in wanted if severity(code) is grave]
    assert sum(hit[code] for code in codes) >= least * sum(wanted[code] for code in codes)
