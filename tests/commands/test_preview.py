"""carefold preview: a picture of a page."""

import pytest
from PIL import Image

from carefold.diagnostics.exit_code import ExitCode


@pytest.fixture
def ready(clinic):
    clinic.write()
    return clinic


@pytest.mark.parametrize(
    ("options", "size"),
    [
        ([], (1100, 850)),
        (["--layout", "letter", "--dpi", "50"], (425, 550)),
        (["--layout", "trifold", "--page", "2", "--dpi", "20"], (220, 170)),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_size(options, size, ready, carefold, files):
    before = files(ready.folder)
    run = carefold("preview", "h", *options, "--out", "a picture.PNG", cwd=ready.folder)
    assert (run.code, run.out, run.err) == (0, "a picture.PNG\n", "")
    with Image.open(ready.folder / "a picture.PNG") as picture:
        assert picture.format == "PNG"
        assert picture.size == size
        assert len(picture.convert("RGB").getcolors(1 << 20)) > 5
    assert files(ready.folder) == before | {"a picture.PNG"}


def test_the_two_sides_differ(ready, carefold):
    for page in "12":
        carefold("preview", "h", "--page", page, "--dpi", "20", "--out", f"{page}.png", cwd=ready.folder)
    assert (ready.folder / "1.png").read_bytes() != (ready.folder / "2.png").read_bytes()


def test_grey_is_what_a_printer_without_colour_shows(ready, carefold):
    for options in ([], ["--grey"]):
        name = f"{len(options)}.png"
        run = carefold("preview", "h", "--dpi", "50", *options, "--json", "--out", name, cwd=ready.folder)
        assert (run.code, run.document["grey"]) == (0, bool(options))
    with Image.open(ready.folder / "0.png") as colour, Image.open(ready.folder / "1.png") as grey:
        assert (colour.mode, grey.mode, grey.size) == ("RGB", "L", colour.size)
        assert any(red != blue for _, (red, _, blue) in colour.getcolors(1 << 20))
        assert grey.tobytes() == colour.convert("L").tobytes()
        assert len(grey.getcolors()) > 5


def test_the_last_side_of_a_booklet(ready, carefold):
    """Two pages lie on a side: seven, a cover and a back make twelve pages, and half as many pictures."""
    ready.write("\n".join(["- Words.", "- page-break:"] * 6 + ["- Words."]))
    options = ["--layout", "booklet", "--dpi", "20", "--json", "--out", "x.png"]
    sides = carefold("preview", "h", *options, cwd=ready.folder).document["pages"]
    assert sides == 6
    assert carefold("preview", "h", *options, "--page", sides, cwd=ready.folder).code == 0
    run = carefold("preview", "h", *options, "--page", sides + 1, cwd=ready.folder)
    assert run.document["problems"][0]["message"] == f"there is no page {sides + 1}: it has {sides}."


def test_json(ready, carefold):
    run = carefold("preview", "h", "--dpi", "20", "--json", "--out", "new/x.png", cwd=ready.folder)
    assert run.document == {"path": "new/x.png", "page": 1, "pages": 2, "dpi": 20, "grey": False, "problems": []}
    assert (ready.folder / "new/x.png").is_file()


def test_quiet(ready, carefold):
    run = carefold("preview", "h", "--dpi", "20", "--quiet", "--out", "x.png", cwd=ready.folder)
    assert (run.code, run.out, run.err) == (0, "", "")


def test_no_such_page(ready, carefold):
    old = ready.add("x.png", b"old")
    run = carefold("preview", "h", "--page", "3", "--json", "--out", "x.png", cwd=ready.folder)
    assert run.code == ExitCode.PROBLEMS
    assert run.document["problems"][0]["message"] == "there is no page 3: it has 2."
    assert old.read_bytes() == b"old"


def test_a_broken_handout_leaves_the_old_picture(ready, carefold):
    ready.write(titel="x")
    old = ready.add("x.png", b"old")
    run = carefold("preview", "h", "--out", "x.png", cwd=ready.folder)
    assert run.code == ExitCode.PROBLEMS
    assert "handouts/h.yaml:" in run.err and "error: unknown key `titel`" in run.err
    assert old.read_bytes() == b"old"


def test_an_expired_handout_can_be_seen(ready, carefold):
    ready.write(review_by="2026-01-02")
    assert carefold("preview", "h", "--dpi", "20", "--out", "x.png", cwd=ready.folder).code == 0


@pytest.mark.parametrize("options", [["--layout", "leter"], ["--brand", "rivebend"]], ids=" ".join)
def test_unknown_names(options, ready, carefold):
    run = carefold("preview", "h", *options, "--out", "x.png", cwd=ready.folder)
    assert run.code == ExitCode.PROBLEMS
    assert "Did you mean" in run.err
    assert not (ready.folder / "x.png").exists()


def test_a_handout_that_is_limited_to_a_layout_shows_in_that(clinic, carefold):
    clinic.write(kind="letter", layouts="[letter]")
    run = carefold("preview", "h", "--dpi", "50", "--out", "p.png", cwd=clinic.folder)
    assert run.code == 0, run.err
    with Image.open(clinic.folder / "p.png") as picture:
        assert picture.size == (425, 550)
