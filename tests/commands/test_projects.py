"""A folder is a project: where things are found, and how messages name them."""

import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from carefold.errors import ExitCode

ROOT = Path(__file__).parents[2]
BRAND = "name: Lakeside Practice\ncontact: {phone: 555-0123}\ndisclaimer: Ask your clinician.\n"


def test_from_a_folder_below(clinic, carefold, files):
    clinic.write()
    deep = clinic.folder / "handouts" / "parts" / "more"
    deep.mkdir(parents=True)
    run = carefold("build", "--layout", "letter", "--json", cwd=deep)
    assert run.code == 0
    assert run.document["built"][0]["path"] == str(clinic.folder / "out/h.letter.pdf")
    assert files(clinic.folder) == {"brand.yaml", "logo.svg", "handouts/h.yaml", "out/h.letter.pdf"}


@pytest.mark.parametrize(("below", "named"), [("", "handouts/h.yaml"), ("handouts", "h.yaml")])
def test_messages_name_files_from_the_current_folder(below, named, clinic, carefold):
    clinic.write(titel="x")
    run = carefold("check", cwd=clinic.folder / below)
    hint = "did you mean `title`? It is there already: keep one of the two."
    assert run.err == f"{named}:10:1: error: unknown key `titel`. Hint: {hint}\n"
    (problem,) = carefold("check", "--json", cwd=clinic.folder / below).document["problems"]
    assert (problem["file"], problem["line"], problem["column"]) == (named, 10, 1)


def test_another_ending_is_not_passed_over(clinic, carefold):
    clinic.write()
    clinic.add("handouts/other.yml", "title: Other\n")
    clinic.add("layouts/own.yml", "")
    for arguments in (("build",), ("check",), ("list",), ("build", "other")):
        run = carefold(*arguments, cwd=clinic.folder)
        assert (run.code, run.err.splitlines()) == (
            ExitCode.PROBLEMS,
            [
                f"{file}: error: a file that ends in .yml is not read. Hint: Name it {name}.yaml."
                for file, name in (("handouts/other.yml", "other"), ("layouts/own.yml", "own"))
            ],
        )


def test_messages_name_files_elsewhere_in_full(clinic, carefold):
    clinic.write(titel="x")
    (clinic.folder / "notes").mkdir()
    run = carefold("check", cwd=clinic.folder / "notes")
    assert run.err.startswith(f"{clinic.folder}/handouts/h.yaml:10:1: error:")


def test_without_a_project_the_shipped_handout_is_made(tmp_path, carefold, files):
    run = carefold("build", "about-ketamine", "--layout", "letter", cwd=tmp_path)
    assert (run.code, run.err) == (0, "")
    assert files(tmp_path) == {"out/about-ketamine.letter.pdf"}
    run = carefold("build", cwd=tmp_path)
    assert run.code == ExitCode.USAGE
    assert "Name a handout, such as about-ketamine, or use --all." in run.err


def test_a_project_that_is_only_project_yaml(tmp_path, carefold, files, words):
    (tmp_path / "project.yaml").write_text("layouts: [letter]\noutput: shelf\n")
    (tmp_path / "sub").mkdir()
    run = carefold("build", "about-ketamine", cwd=tmp_path / "sub")
    assert run.code == ExitCode.PROBLEMS
    assert run.err.startswith("error: the project has no brand.yaml, so nobody knows whose handout it is. Hint: ")
    run = carefold("build", "about-ketamine", "--brand", "riverbend", cwd=tmp_path / "sub")
    assert run.code == 0
    assert files(tmp_path) == {"project.yaml", "shelf/about-ketamine.letter.pdf"}
    assert "Riverbend" in words(tmp_path / "shelf/about-ketamine.letter.pdf")
    run = carefold("build", "--json", cwd=tmp_path)
    assert run.code == ExitCode.PROBLEMS
    assert [problem["message"] for problem in run.document["problems"]] == ["the project has no handouts."]


def test_the_projects_layouts(clinic, carefold, files):
    clinic.write()
    clinic.add("project.yaml", "layouts: [letter, nope]\n")
    run = carefold("build", cwd=clinic.folder)
    assert run.code == ExitCode.PROBLEMS
    assert "there is no layout “nope”." in run.err
    assert files(clinic.folder / "out") == {"h.letter.pdf"}


def test_an_own_layout_and_one_in_place_of_ours(clinic, carefold):
    clinic.write()
    letter = (ROOT / "layouts/letter.yaml").read_text()
    clinic.add("layouts/mine.yaml", letter.replace("size: letter", "size: a5").replace("edge: 1in", "edge: 0.5in"))
    clinic.add("layouts/letter.yaml", letter.replace("size: letter", "size: a4"))
    run = carefold("build", "--layout", "mine", "--layout", "letter", cwd=clinic.folder)
    assert (run.code, run.err) == (0, "")
    for name, size in (("mine", (420, 595)), ("letter", (595, 842))):
        box = PdfReader(clinic.folder / f"out/h.{name}.pdf").pages[0].mediabox
        assert (round(box.width), round(box.height)) == size


def test_a_broken_layout_is_named(clinic, carefold):
    clinic.write()
    clinic.add("layouts/mine.yaml", "titel: x\n")
    run = carefold("build", "--layout", "mine", cwd=clinic.folder)
    assert run.code == ExitCode.PROBLEMS
    assert "layouts/mine.yaml:1:1: error: unknown key `titel`." in run.err


def test_a_broken_layout_stops_only_what_needs_it(clinic, carefold, files):
    clinic.write()
    (clinic.folder / "handouts/h.yaml").rename(clinic.folder / "handouts/g.yaml")
    clinic.write(sections="- {title: One, panel: inside-left, blocks: [Words]}")
    clinic.add("layouts/mine.yaml", "titel: x\n")
    clinic.add("layouts/yours.yaml", "[")
    run = carefold("build", "--layout", "letter", cwd=clinic.folder)
    assert (run.code, run.err) == (0, "")
    run = carefold("build", "--layout", "letter", "--layout", "mine", "--json", cwd=clinic.folder)
    assert run.code == ExitCode.PROBLEMS
    assert [made["handout"] for made in run.document["built"]] == ["g", "h"]
    assert {problem["file"] for problem in run.document["problems"]} == {"layouts/mine.yaml"}
    assert carefold("show", "h", cwd=clinic.folder).code == 0
    assert carefold("check", "out/h.letter.pdf", cwd=clinic.folder).code == 0
    for options in ([], ["--all"], ["h", "out/h.letter.pdf"]):
        run = carefold("check", *options, "--json", cwd=clinic.folder)
        assert run.code == ExitCode.PROBLEMS
        assert {problem["file"] for problem in run.document["problems"]} == {"layouts/mine.yaml", "layouts/yours.yaml"}
        assert run.err.count("unknown key `titel`") == 1
        assert "h" in {checked["subject"] for checked in run.document["checked"]}


def test_a_panel_may_be_that_of_a_broken_layout(clinic, carefold):
    clinic.write(sections="- {title: One, panel: centre, blocks: [Words]}")
    assert "no layout has a panel “centre”" in carefold("check", cwd=clinic.folder).err
    clinic.add("layouts/mine.yaml", "titel: x\n")
    run = carefold("check", cwd=clinic.folder)
    assert "centre" not in run.err and "layouts/mine.yaml:1:1: error: unknown key `titel`." in run.err
    assert carefold("build", "--layout", "letter", cwd=clinic.folder).code == 0


def test_own_references_take_the_place_of_ours(clinic, carefold, words):
    clinic.write("- Words [@own2020].")
    clinic.add("handouts/references.json", '[{"id": "own2020", "type": "book", "title": "Our own book"}]')
    assert carefold("build", "--layout", "letter", cwd=clinic.folder).code == 0
    assert "Our Own Book" in words(clinic.folder / "out/h.letter.pdf")
    clinic.write("- Words [@qaseem2016].")
    run = carefold("build", "--layout", "letter", cwd=clinic.folder)
    assert run.code == ExitCode.PROBLEMS
    assert "qaseem2016" in run.err and "handouts/h.yaml:" in run.err


def test_our_references_serve_where_there_are_none(clinic, carefold, words):
    clinic.write("- Words [@qaseem2016].")
    assert carefold("build", "--layout", "letter", cwd=clinic.folder).code == 0
    assert "Qaseem" in words(clinic.folder / "out/h.letter.pdf")


def test_broken_references_are_named(clinic, carefold):
    clinic.write("- Words [@own2020].")
    clinic.add("handouts/references.json", '[{"id": "own2020",}]')
    run = carefold("build", cwd=clinic.folder)
    assert run.code == ExitCode.PROBLEMS
    assert "handouts/references.json:1:" in run.err and "Traceback" not in run.err


def test_own_fonts(clinic, carefold):
    """The family is the project's; ours is still found."""
    clinic.write()
    clinic.add("brand.yaml", BRAND + "fonts: {text: Clinic Sans, heading: Clinic Sans}\n")
    family = "{regular: a.ttf, semibold: a.ttf, bold: a.ttf, italic: a.ttf, bold-italic: a.ttf, licence: OFL.txt}"
    clinic.add("fonts/fonts.yaml", f"families:\n  Clinic Sans: {family}\n")
    shutil.copy(ROOT / "fonts/SourceSans3-Italic.ttf", clinic.folder / "fonts/a.ttf")
    assert carefold("build", "--layout", "letter", cwd=clinic.folder).code == 0
    reader = PdfReader(clinic.folder / "out/h.letter.pdf")
    fonts = {str(font["/BaseFont"]) for page in reader.pages for font in page["/Resources"]["/Font"].values()}
    assert {font.split("+")[1] for font in fonts} == {"SourceSans3-Italic"}
    clinic.add("brand.yaml", BRAND + "fonts: {text: Source Sans 3, heading: Clinic Sans}\n")
    assert carefold("build", "--layout", "letter", cwd=clinic.folder).code == 0


def test_fonts_yaml_that_is_wrong(clinic, carefold):
    clinic.write()
    clinic.add("fonts/fonts.yaml", "familys: {}\n")
    run = carefold("build", cwd=clinic.folder)
    assert run.code == ExitCode.PROBLEMS
    assert "fonts/fonts.yaml:1:1: error: unknown key `familys`." in run.err


def test_the_only_brand_of_brands_is_the_projects(clinic, carefold, words):
    clinic.write()
    (clinic.folder / "brand.yaml").unlink()
    clinic.add("brands/lakeside/brand.yaml", BRAND)
    assert carefold("build", "--layout", "letter", cwd=clinic.folder).code == 0
    assert "Lakeside Practice" in words(clinic.folder / "out/h.letter.pdf")


def test_no_brand_is_guessed_from_several(clinic, carefold, words):
    clinic.write()
    (clinic.folder / "brand.yaml").unlink()
    for name in ("lakeside", "hillside"):
        clinic.add(f"brands/{name}/brand.yaml", BRAND.replace("Lakeside", name))
    run = carefold("build", "--layout", "letter", cwd=clinic.folder)
    assert run.code == ExitCode.PROBLEMS
    assert "error: the project has several brands: hillside, lakeside. Hint: Name one with --brand" in run.err
    assert carefold("build", "--layout", "letter", "--brand", "hillside", cwd=clinic.folder).code == 0
    assert "hillside Practice" in words(clinic.folder / "out/h.letter.pdf")
    clinic.add("brand.yaml", BRAND)
    assert carefold("build", "--layout", "letter", cwd=clinic.folder).code == 0


def test_the_logo_lies_beside_its_brand(clinic, carefold):
    clinic.write()
    (clinic.folder / "brand.yaml").unlink()
    clinic.add("brands/lakeside/brand.yaml", BRAND + "logo: logo.svg\n")
    clinic.add("brands/lakeside/logo.svg", (ROOT / "brands/riverbend/logo.svg").read_bytes())
    assert carefold("build", "--layout", "letter", cwd=clinic.folder).code == 0
    (clinic.folder / "brands/lakeside/logo.svg").unlink()
    clinic.add("brands/lakeside/brand.yaml", BRAND + "logo: logo.svg \n")
    run = carefold("build", "--layout", "letter", cwd=clinic.folder)
    assert run.code == ExitCode.PROBLEMS
    assert "logo.svg" in run.err


def test_spaces_and_other_letters_in_paths(tmp_path, carefold, clinic, files):
    clinic.write("- figure: {image: handouts/Bilder ä/pill 1.svg, alt: A pill}")
    folder = tmp_path / "Praxis Süd – 診療所 {x} %s" / "project one"
    shutil.copytree(clinic.folder, folder)
    (folder / "handouts/h.yaml").rename(folder / "handouts/été plan {1}.yaml")
    (folder / "handouts/Bilder ä").mkdir()
    shutil.copy(ROOT / "brands/riverbend/logo.svg", folder / "handouts/Bilder ä/pill 1.svg")
    run = carefold("build", "--layout", "letter", cwd=folder)
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("out/été plan {1}.letter.pdf  1 page")
    assert files(folder / "out") == {"été plan {1}.letter.pdf"}
    assert carefold("check", "--all", cwd=folder).code == 0
    assert [row["name"] for row in carefold("list", "--json", cwd=folder).document["handouts"]] == ["été plan {1}"]
    preview = ["preview", "handouts/été plan {1}.yaml", "--dpi", "20", "--out", "mein bild ß.png"]
    assert carefold(*preview, cwd=folder).code == 0
    assert (folder / "mein bild ß.png").is_file()
    (folder / "handouts/été plan {1}.yaml").write_text("titel: x\n")
    assert "handouts/été plan {1}.yaml:1:1: error: unknown key `titel`." in carefold("check", cwd=folder).err


def test_a_brand_under_another_name_is_pointed_at(clinic, carefold):
    clinic.write()
    (clinic.folder / "brand.yaml").rename(clinic.folder / "brand.yml")
    run = carefold("build", cwd=clinic.folder)
    assert run.code == ExitCode.PROBLEMS
    assert "Hint: brand.yml is there: name it brand.yaml." in run.err


def test_what_has_the_name_of_a_handout_and_is_none(clinic, carefold):
    clinic.write()
    shelf = clinic.folder / "handouts"
    (shelf / "folder.yaml").mkdir()
    (shelf / "link.yaml").symlink_to("nowhere.yaml")
    (shelf / "sleep 😀.yaml").write_text((shelf / "h.yaml").read_text("utf-8"), "utf-8")
    (shelf / "a#b, niño (2).yaml").write_text((shelf / "h.yaml").read_text("utf-8"), "utf-8")
    for command in (("build", "--layout", "letter", "--dry-run"), ("list",)):
        run = carefold(*command, cwd=clinic.folder)
        assert run.code == 1
        assert run.err.splitlines() == [
            "handouts/folder.yaml: error: this is a folder, not a handout. Hint: Rename it.",
            "handouts/link.yaml: error: this link leads nowhere. Hint: Put the file itself here, or remove the link.",
            "handouts/sleep 😀.yaml: error: the file's name has “😀” in it, and is printed as the handout's id. "
            "Hint: Rename the file, or write `id: …` into it.",
        ]
