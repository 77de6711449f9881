"""A folder is a project: where things are found, and how messages name them."""

import os
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from carefold.diagnostics.exit_code import ExitCode

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
    hint = "Did you mean `title`? It is there already: keep one of the two."
    assert run.err == f"{named}:10:1: error: unknown key `titel`. Hint: {hint}\n"
    (problem,) = carefold("check", "--json", cwd=clinic.folder / below).document["problems"]
    assert (problem["file"], problem["line"], problem["column"]) == (named, 10, 1)


def test_another_ending_is_not_passed_over(clinic, carefold):
    clinic.write()
    clinic.add("handouts/other.yml", "title: Other\n")
    for arguments in (("build",), ("check",), ("list",), ("build", "other"), ("build", "h")):
        run = carefold(*arguments, cwd=clinic.folder)
        said = ["handouts/other.yml: error: a file that ends in .yml is not read. Hint: Name it other.yaml."]
        assert (run.code, run.err.splitlines()) == ((ExitCode.PROBLEMS, said) if "h" not in arguments else (0, []))
    assert (clinic.folder / "out" / "h.letter.pdf").is_file(), "it stops no other handout"
    (clinic.folder / "handouts" / "h.yaml").unlink()
    assert carefold("build", cwd=clinic.folder).err.splitlines() == said


def test_another_ending_of_what_all_handouts_need_stops_all(clinic, carefold):
    clinic.write()
    clinic.add("layouts/own.yml", "")
    for arguments in (("build",), ("check",), ("list",), ("build", "h")):
        run = carefold(*arguments, cwd=clinic.folder)
        said = "layouts/own.yml: error: a file that ends in .yml is not read. Hint: Name it own.yaml.\n"
        assert (run.code, run.err) == (ExitCode.PROBLEMS, said)


@pytest.mark.parametrize("ending", [".yaml.txt", ".yml.txt", ".YAML", ".Yml", ".yaml.TXT"])
def test_what_notepad_adds_is_not_passed_over(ending, clinic, carefold):
    clinic.write()
    clinic.add(f"handouts/my plan{ending}", "title: Other\n")
    clinic.add(f"handouts/.hidden{ending}", "")
    clinic.add("handouts/notes.txt", "Call Ann.\n")
    run = carefold("check", cwd=clinic.folder)
    said = f"handouts/my plan{ending}: error: a file that ends in {ending} is not read. Hint: Name it my plan.yaml."
    assert run.code == ExitCode.PROBLEMS and len(run.err.splitlines()) == 1
    assert run.err.startswith(said) and ("Windows" in run.err) == ending.lower().endswith(".txt")


def test_messages_name_files_elsewhere_in_full(clinic, carefold):
    clinic.write(titel="x")
    (clinic.folder / "notes").mkdir()
    run = carefold("check", cwd=clinic.folder / "notes")
    assert run.err.startswith(f"{clinic.folder}/handouts/h.yaml:10:1: error:")


def test_without_a_project_the_shipped_handout_is_made(tmp_path, carefold, files):
    run = carefold("build", "about-ketamine", "--layout", "letter", cwd=tmp_path)
    assert (run.code, run.err) == (0, "")
    assert files(tmp_path) == {"out/about-ketamine.letter.pdf"}
    assert run.out.endswith(
        "This is a sample, of a clinic that does not exist. `carefold new project my-clinic` starts your own.\n"
    )


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
    assert run.err == (
        "project.yaml:1:19: error: there is no layout “nope”. Hint: There are: "
        f"{', '.join(sorted(path.stem for path in ROOT.glob('layouts/*.yaml')))}.\n"
    )
    assert not (clinic.folder / "out").exists()


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("../x", "“../x” leaves the project."), ("/tmp", "“/tmp” leaves the project."), ("~/x", "“~/x” leaves"),
        ("C:/x", "“C:/x” leaves the project."), ("C:\\x", "has a backslash."), ("a/../../x", "leaves the project."),
        (".", "in “.” PDFs would lie among"), ("./", "in “./” PDFs would lie among"), ("handouts", "would lie among"),
        ("Released", "“Released” is kept for something else."), (".carefold/x", "is kept for something else."),
        ("fonts/pdf", "in “fonts/pdf” PDFs would lie among"), ("brand.yaml", "“brand.yaml” is a file"),
        ("file:///tmp", "is an address."), ("link", "“link” leads out of the project."), ("''", "has no text."),
    ],
)  # fmt: skip
def test_the_folder_for_pdfs_stays_in_the_project(clinic, carefold, tmp_path_factory, output, said):
    clinic.write()
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (clinic.folder / "link").symlink_to(elsewhere)
    clinic.add("project.yaml", f"output: {output}\n")
    run = carefold("build", cwd=clinic.folder)
    assert run.code == ExitCode.PROBLEMS
    assert run.err.startswith("project.yaml:1:9: error: ") and said in run.err and run.err.count("\n") == 1
    assert [*elsewhere.iterdir()] == []


@pytest.mark.parametrize("output", ["pdf", "a/b/c", "./out", "out/", "inner"])
def test_folders_for_pdfs(clinic, carefold, output):
    clinic.write()
    (clinic.folder / "real").mkdir()
    (clinic.folder / "inner").symlink_to("real")
    clinic.add("project.yaml", f"output: {output}\n")
    assert carefold("build", "--layout", "letter", cwd=clinic.folder).code == 0
    assert (clinic.folder / output / "h.letter.pdf").is_file()


def test_out_may_be_anywhere(clinic, carefold, tmp_path_factory):
    clinic.write()
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    for out in (str(elsewhere), ".", "handouts"):
        assert carefold("build", "--layout", "letter", "--out", out, cwd=clinic.folder).code == 0
        assert (clinic.folder / out / "h.letter.pdf").is_file()


@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("handouts/h.yaml", ["build"]), ("layouts/mine.yaml", ["build", "--layout", "mine"]),
        ("brand.yaml", ["build"]), ("brands/b/brand.yaml", ["build", "--brand", "b"]), ("project.yaml", ["list"]),
        ("handouts/references.json", ["check"]), ("fonts/fonts.yaml", ["build"]),
    ],
)  # fmt: skip
def test_a_link_that_leads_out_of_the_project_is_not_followed(clinic, carefold, tmp_path_factory, path, command):
    clinic.write()
    target = tmp_path_factory.mktemp("elsewhere") / "secret"
    target.write_text("password: 1234\n")
    link = clinic.folder / path
    link.unlink(missing_ok=True)
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(target)
    run = carefold(*command, cwd=clinic.folder)
    assert run.code == ExitCode.PROBLEMS
    assert run.err == f"{path}: error: this link leads out of the project. Hint: Put a copy of the file in its place.\n"
    assert not (clinic.folder / "out").exists()
    target.unlink()
    inside = clinic.add("drafts/x", ROOT.joinpath("layouts/letter.yaml").read_bytes())
    link.unlink()
    link.symlink_to(inside)
    assert "leads out" not in carefold(*command, cwd=clinic.folder).err


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("../../../a.ttf", "leaves the project. Hint: Put a copy beside fonts.yaml, and write its name: a.ttf."),
        (
            "/usr/share/fonts/a.ttf",
            "leaves the project. Hint: Put a copy beside fonts.yaml, and write its name: a.ttf.",
        ),
        (
            "C:\\Windows\\Fonts\\a.ttf",
            "has a backslash. Hint: Put a copy beside fonts.yaml, and write its name: a.ttf.",
        ),
        ("link.ttf", "leads out of the project."),
    ],
)
def test_fonts_stay_in_the_project(clinic, carefold, tmp_path_factory, file, said):
    clinic.write()
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "a.ttf"
    shutil.copy(ROOT / "fonts/SourceSans3-Italic.ttf", elsewhere)
    clinic.add("fonts/a.ttf", elsewhere.read_bytes())
    (clinic.folder / "fonts/link.ttf").symlink_to(elsewhere)
    clinic.add("brand.yaml", BRAND + "fonts: {text: Clinic Sans, heading: Clinic Sans}\n")
    keys = ("regular", "semibold", "bold", "italic", "bold-italic", "licence")
    for key in keys:
        family = ", ".join(f"{one}: {file if one == key else 'a.ttf'}" for one in keys)
        clinic.add("fonts/fonts.yaml", f"families: {{Clinic Sans: {{{family}}}}}\n")
        run = carefold("build", cwd=clinic.folder)
        assert run.code == ExitCode.PROBLEMS
        column = len("families: {Clinic Sans: {") + family.index(file) + 1
        assert run.err.startswith(f"fonts/fonts.yaml:1:{column}: error: “{file}” ") and said in run.err
        assert run.err.count("\n") == 1


def test_all_that_is_wrong_with_both_families_is_told_at_once(clinic, carefold):
    clinic.write()
    clinic.add("brand.yaml", BRAND + "fonts:\n  text: Nope\n  heading: Source Sans\n")
    run = carefold("build", cwd=clinic.folder)
    assert run.code == ExitCode.MISSING
    first, second = run.err.splitlines()
    assert first.startswith("brand.yaml:5:9: error: there is no font family “Nope”.")
    assert second.startswith("brand.yaml:6:12: error: there is no font family “Source Sans”.")
    assert second.endswith("Hint: Did you mean “Source Sans 3”?")


@pytest.mark.parametrize("text", ["", "# output: pdf\n\n  # languages: [en]\n"])
def test_a_project_without_settings(clinic, carefold, text):
    clinic.write()
    clinic.add("project.yaml", text)
    assert carefold("build", "--layout", "letter", cwd=clinic.folder).code == 0


@pytest.mark.parametrize("text", ["", "# name: Lakeside\n", "---\n"])
def test_an_empty_brand_says_what_to_write(clinic, carefold, text):
    clinic.write()
    clinic.add("brand.yaml", text)
    run = carefold("build", cwd=clinic.folder)
    assert run.err == (
        "brand.yaml: error: the file is empty. Hint: Write who you are: `name: …`, `contact: {phone: …}` and "
        "`disclaimer: …` are the least.\n"
    )


def test_languages_without_words_are_told_at_their_place(clinic, carefold):
    clinic.write()
    clinic.add("project.yaml", "languages: [en, Spanish]\n")
    run = carefold("build", cwd=clinic.folder)
    assert run.err.startswith("project.yaml:1:17: error: ") and run.err.endswith("no language tag. Hint: Write es.\n")
    clinic.add("project.yaml", "languages: [en, qaa]\n")
    run = carefold("build", cwd=clinic.folder)
    assert run.err.startswith("project.yaml:1:17: error: carefold has no words of its own in “qaa”.")


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
    run = carefold("build", "--layout", "letter", "--layout", "mine", "--force", "--json", cwd=clinic.folder)
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
    assert "Our own book" in words(clinic.folder / "out/h.letter.pdf")
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
    run = carefold("build", "--layout", "letter", cwd=clinic.folder)
    assert run.code == ExitCode.MISSING
    assert run.err == (
        "fonts/fonts.yaml:2:107: error: the file OFL.txt of “Clinic Sans” is missing. Hint: Put it into fonts/.\n"
    )
    shutil.copy(ROOT / "fonts/OFL.txt", clinic.folder / "fonts/OFL.txt")
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
    assert "error: the project has several brands: hillside, lakeside. Hint: Say in project.yaml which one" in run.err
    assert carefold("build", "--layout", "letter", "--brand", "hillside", cwd=clinic.folder).code == 0
    assert "hillside Practice" in words(clinic.folder / "out/h.hillside.letter.pdf")
    clinic.add("project.yaml", "brand: hillside\n")
    assert carefold("build", "--layout", "letter", cwd=clinic.folder).code == 0
    assert "hillside Practice" in words(clinic.folder / "out/h.letter.pdf")
    (clinic.folder / "project.yaml").unlink()
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
    (clinic.folder / "brand.yml").rename(clinic.folder / "brand.yaml.txt")
    run = carefold("build", cwd=clinic.folder)
    assert "Hint: brand.yaml.txt is there: name it brand.yaml." in run.err


def test_project_yaml_names_the_usual_brand(clinic, carefold, words):
    """It comes after --brand, and before a brand.yaml at the root."""
    clinic.write()
    clinic.add("brand.yaml", BRAND)
    for name in ("Hillside", "Seaside"):
        clinic.add(f"brands/{name.lower()}/brand.yaml", BRAND.replace("Lakeside", name))
    clinic.add("project.yaml", "brand: hillside\n")
    for options, clinics_name in (((), "Hillside"), (("--brand", "seaside"), "Seaside")):
        out = clinic.folder / clinics_name
        assert carefold("build", "--layout", "letter", *options, "--out", out, cwd=clinic.folder).code == 0
        (pdf,) = out.glob("*.pdf")
        assert f"{clinics_name} Practice" in words(pdf)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("hilside", "Did you mean “hillside”?"),
        ("Hillside", "Did you mean “hillside”?"),
        ("brands/hillside/brand.yaml", "Did you mean “hillside”?"),
        ("brand.yaml", "Leave `brand:` out: without it, the brand.yaml beside handouts/ is taken."),
        ("zzz", "Write the name of a folder in brands/; there are: hillside, inkwell, plumtree, riverbend."),
    ],
)
def test_a_usual_brand_that_is_not_there(written, hint, clinic, carefold):
    clinic.write()
    clinic.add("brands/hillside/brand.yaml", BRAND)
    clinic.add("project.yaml", f"format: 1\nbrand: {written}\n")
    for command in ("check", "build"):
        run = carefold(command, cwd=clinic.folder)
        assert run.code == ExitCode.PROBLEMS
        assert run.err == f"project.yaml:2:8: error: there is no brand “{written}”. Hint: {hint}\n"


def test_our_own_project_yaml_lends_nobody_our_brand(clinic, carefold):
    clinic.write()
    (clinic.folder / "brand.yaml").unlink()
    run = carefold("build", "--layout", "letter", cwd=clinic.folder)
    assert "the project has no brand.yaml" in run.err


@pytest.mark.parametrize("name", ["brand.yaml", "project.yaml"])
def test_a_file_in_the_wrong_folder_is_not_passed_over(name, clinic, carefold):
    clinic.write()
    (clinic.folder / "brand.yaml").unlink()
    clinic.add(f"handouts/{name}", BRAND if name == "brand.yaml" else "layouts: [letter]\n")
    run = carefold("check", cwd=clinic.folder)
    assert (run.code, run.err) == (
        ExitCode.PROBLEMS,
        f"handouts/{name}: error: this is no place for {name}. Hint: Move it one folder up: {name} lies beside the"
        " folder handouts, not in it.\n",
    )


@pytest.mark.parametrize(
    ("file", "typed", "hint"),
    [
        ("x.txt", "x", "If it is a handout, name it x.yaml."),
        ("x y.txt", "handouts/x y.txt", "If it is a handout, name it x y.yaml."),
        ("x.docx", "x", "A handout is a text file: write x.yaml, and copy the words there."),
        ("x.docx", "handouts/x.docx", "A handout is a text file: write x.yaml, and copy the words there."),
    ],
)
def test_a_handout_with_another_ending_is_found(file, typed, hint, clinic, carefold):
    clinic.write()
    clinic.add(f"handouts/{file}", "title: X\n")
    run = carefold("build", typed, cwd=clinic.folder)
    assert run.code == ExitCode.PROBLEMS
    assert run.err.startswith(
        f"handouts/{file}: error: this file is no handout: it does not end in .yaml. Hint: {hint}"
    )


@pytest.mark.parametrize(
    ("first", "second", "place"),
    [
        ("id: X1", "id: 'X1'  # as before", "handouts/h2.yaml:1:6"), ('id: "X1"', "id: X1", "handouts/h2.yaml:1:5"),
        ("id: h2", "", "handouts/h2.yaml:1:1"), ("", "id: h", "handouts/h2.yaml:1:5"),
    ],
)  # fmt: skip
def test_two_handouts_with_one_id_are_told(clinic, carefold, first, second, place):
    clinic.write()
    text = (clinic.folder / "handouts/h.yaml").read_text()
    clinic.add("handouts/h.yaml", f"{first}\n{text}".lstrip())
    clinic.add("handouts/h2.yaml", f"{second}\n{text}".lstrip())
    text = text.replace("language: en", "language: es")
    clinic.add("handouts/h.es.yaml", f"{first}\n{text}".lstrip())  # translations have the id of their original
    clinic.add("handouts/h.fr.yaml", f"{first}\n{text.replace('language: es', 'language: fr')}".lstrip())
    run = carefold("list", cwd=clinic.folder)
    assert run.code == ExitCode.PROBLEMS
    own = "h2" if "h2" in first else "h" if not first else "X1"
    assert run.err == (
        f"{place}: error: `id` {own} is that of handouts/h.yaml too. "
        "Hint: Give each its own; without `id:` it is the file's name.\n"
    )


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
            "handouts/folder.yaml: error: this is a folder, not a file. Hint: Rename it.",
            "handouts/link.yaml: error: this link leads nowhere. Hint: Put the file itself here, or remove the link.",
            "handouts/sleep 😀.yaml: error: the file's name has “😀” in it, and is printed as the handout's id. "
            "Hint: Rename the file, or write `id: …` into it.",
        ]


def test_a_file_name_that_no_font_has_is_told_as_that(clinic, carefold):
    clinic.write()
    shelf = clinic.folder / "handouts"
    (shelf / "h.yaml").rename(shelf / "漢.yaml")
    assert carefold("build", "漢", "--layout", "letter", cwd=clinic.folder).err.splitlines() == [
        "handouts/漢.yaml: error: the file's name has “漢” in it, which no font has, and is printed as the "
        "handout's id. Hint: Rename the file, or write `id: …` into it.",
    ]


def test_a_language_without_words_and_a_field_in_a_title_are_told_at_their_places(clinic, carefold):
    clinic.write(language="qaa")
    lines = (clinic.folder / "handouts/h.yaml").read_text(encoding="utf-8").split("\n")
    row = next(number for number, line in enumerate(lines, 1) if line.startswith("language:"))
    run = carefold("build", "h", cwd=clinic.folder)
    assert f"handouts/h.yaml:{row}:11: error: carefold has no words of its own in “qaa”." in run.err
    clinic.write(title="For {{ patient.name }}")
    lines = (clinic.folder / "handouts/h.yaml").read_text(encoding="utf-8").split("\n")
    row, line = next((number, line) for number, line in enumerate(lines, 1) if line.startswith("title:"))
    run = carefold("build", "h", cwd=clinic.folder)
    assert f"handouts/h.yaml:{row}:{line.index('{{') + 1}: error: `title` can't hold a field." in run.err


def test_a_layout_in_capitals_is_known(clinic, carefold):
    clinic.write()
    clinic.add("project.yaml", "layouts: [A4]\n")
    assert "Did you mean “a4”?" in carefold("build", cwd=clinic.folder).err


@pytest.mark.parametrize(
    "name",
    [
        "project.yaml",
        "brand.yaml",
        "brands/b/brand.yaml",
        "layouts/x.yaml",
        "fonts/fonts.yaml",
        "handouts/references.json",
    ],
)
@pytest.mark.parametrize("kind", ["folder", "link", "loop", "pipe"])
def test_what_is_read_by_name_and_is_no_file_is_told_not_passed_over(name, kind, clinic, carefold):
    clinic.write()
    path = clinic.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    make = {
        "folder": path.mkdir,
        "link": lambda: path.symlink_to("nowhere"),
        "loop": lambda: path.symlink_to(path.name),
        "pipe": lambda: os.mkfifo(path),
    }
    make[kind]()
    run = carefold("check", "--brand", "riverbend", cwd=clinic.folder)
    told = {"folder": "a folder, not a file. Hint: Rename it.", "pipe": "no file. Hint: Put the file itself here"}
    assert run.code == 1
    assert f"{name}: error: this " in run.err
    assert told.get(kind, "link leads nowhere. Hint: Put the file itself here, or remove the link.") in run.err


def test_links_that_editors_leave_beside_a_layout_are_none(clinic, carefold):
    clinic.write()
    (clinic.folder / "layouts").mkdir()
    (clinic.folder / "layouts/.#letter.yaml").symlink_to("nurse@pc.123")
    assert carefold("list", cwd=clinic.folder).err == ""
