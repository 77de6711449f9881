"""Whatever is typed, there is an answer and no traceback."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

WORDS = [
    "build", "check", "list", "preview", "--all", "--json", "--quiet", "--layout", "letter", "--brand", "riverbend",
    "--dry-run", "--due", "--strict", "--format", "json", "--page", "2", "--dpi", "--edition", "screen", "--archive",
    "3a", "--help", "--version", "--allow-expired", "--", "-", "=", "broken", "broken.yaml", "handouts/broken.yaml",
    "../broken", ".", "..", "/", "C:\\", "CON", "garbage.pdf", "handouts", "none.pdf", "--out=", "-q", "-h", "~", "*",
]  # fmt: skip
TYPED = st.text(st.characters(exclude_characters="\0", exclude_categories=()), max_size=12)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which nothing can be built, so that each run is quick and writes nothing."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "handouts").mkdir()
    (folder / "handouts/broken.yaml").write_text("titel: x\n")
    (folder / "garbage.pdf").write_bytes(b"garbage")
    return folder


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.sampled_from(["build", "check", "list", "preview", ""]),
    typed=st.lists(st.one_of(st.sampled_from(WORDS), TYPED), max_size=5),
)
@example(first="build", typed=["a" * 300])
@example(first="", typed=["--", "--"])
@example(first="check", typed=["a" * 5000 + ".pdf"])
@example(first="check", typed=["\udc80.pdf", "\udc80"])
@example(first="preview", typed=["broken", "--out", "\udc80.png", "--layout", "\udc80"])
def test_any_arguments(first, typed, folder, carefold, files):
    arguments = [first, *typed] if first else typed
    run = carefold(*arguments, cwd=folder)
    assert run.code in {0, 1, 2, 3}
    assert "Traceback" not in run.out + run.err
    assert run.code in (0, 1) or run.err
    if run.code == 2 and "--json" in arguments[: [*arguments, "--"].index("--")]:
        assert run.document["problems"]
    assert files(folder) == {"handouts/broken.yaml", "garbage.pdf"}
