"""Whatever an author writes, review comes to an end, and each finding stands in the file."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.place import Place

PIECES = st.sampled_from(
    [
        *"()“”-—…?!.,;:'é漢\u00a0\u200b", "1.0", ".5", "mg", "U", "%", "64%", "1 in 5", "out of", "100", "q.d.", "Dr.",
        "twice daily", "every 8 hours", "FDA", "utilize", "is seen", "https://a.example/b", "555-0100", "**bold**",
        "*i*", "^2^", "{{ brand.name }}", "{{ visit.x }}", "n't", "in order",
    ]
)  # fmt: skip
MANY = st.lists(PIECES, min_size=1, max_size=25)
WRITTEN = MANY.map(" ".join) | MANY.map("".join)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=WRITTEN, language=st.sampled_from(["en", "es", "de"]))
def test_any_paragraph(written, language, reviewed, clinic):
    quoted = written.replace("'", "''")
    try:
        found = reviewed(f"- '{quoted}'", language=language, fields="{visit.x: {label: X}}").report.findings
    except CarefoldError:
        return
    lines = (clinic.folder / "handouts/h.yaml").read_text("utf-8").splitlines()
    for finding in found:
        assert isinstance(finding.place, Place)
        assert 1 <= finding.place.line <= len(lines) or finding.place.file.endswith("brand.yaml")
        assert finding.place.column >= 1


@pytest.mark.parametrize("blocks", ["- '{{ visit.x }}'", "- contact:", "- page-break:", "- '[@a1]'"])
def test_a_handout_without_words(blocks, reviewed):
    keys = {"fields": "{visit.x: {label: X}}", "references": "[{id: a1, type: book, title: A}]"}
    keys = keys if "@a1" in blocks else {"fields": keys["fields"]}
    assert reviewed(blocks, main_point="'{{ visit.x }}'", disclaimer="'{{ visit.x }}'", **keys).grades is None
