"""carefold translate: a translation from its first dots to its last update, by hand and by files for translators."""

import json
import re

import pytest
from opening import opened
from twinned import filled

from carefold.diagnostics.exit_code import ExitCode
from carefold.order import Order
from carefold.pipeline import make

BLOCKS = """\
- Take 5 mg at 8 a.m. [@a]
- list: [Sleep well, Walk]
- include: handouts/parts/desk.yaml
"""
URGENT = '\n  - title: Call us\n    urgent: true\n    blocks: ["Call **911** if it hurts."]\n'


@pytest.fixture
def project(clinic, carefold):
    """A project with the handout h; run a command in it."""
    clinic.add("handouts/parts/desk.yaml", "- Ask at the desk.\n")
    clinic.write(
        BLOCKS,
        references='[{id: a, type: webpage, title: Work, author: [{family: Brown}], URL: "https://a.example"}]',
    )
    file = clinic.folder / "handouts/h.yaml"
    clinic.add("handouts/h.yaml", file.read_text() + URGENT)
    clinic.add("project.yaml", "format: 2\nlayouts: [letter]\n")
    return lambda *command: carefold(*command, cwd=clinic.folder)


@pytest.fixture
def twin(clinic):
    return clinic.folder / "handouts/h.es.yaml"


def fill(twin):
    """Put words where the dots are."""
    text = filled(twin.read_text()).replace('translator: "…"', "translator: A. Person, certified")
    twin.write_text(re.sub(r"(Take|Sleep|Call|Walk|Small|All|Group|Remember|One)\b", "Palabra", text))


def edit(clinic, before, now):
    file = clinic.folder / "handouts/h.yaml"
    assert before in file.read_text()
    file.write_text(file.read_text().replace(before, now))


def codes(run):
    document = run("check", "h.es", "--json", "--all-findings").document
    return {one["code"] for one in document["checked"][0]["findings"] if one["code"].startswith(("CF17", "CF18"))}


def test_a_translation_from_dots_to_an_update(project, twin, clinic):
    made = project("translate", "h", "--to", "es")
    assert (made.code, made.out) == (0, (
        "handouts/h.es.yaml  10 texts to translate, where the dots are\n"
        "handouts/parts/desk.yaml is used as it is; handouts/parts/desk.es.yaml would be used in its place\n"
    ))  # fmt: skip
    refused = project("check", "h.es")
    assert refused.code == 1 and refused.err.count("stands here for words of your own") == 11
    again = project("translate", "h", "--to", "es")
    assert again.code == 1 and "this is there already, and stays as it is." in again.err

    fill(twin)
    assert not codes(project)
    edit(clinic, "Take 5 mg", "Take 6 mg")
    assert codes(project) == {"CF175", "CF176"}
    assert project("translate", "h", "--to", "es", "--done").code == 1
    update = project("translate", "h", "--to", "es", "--update")
    assert (update.code, update.out) == (0, "handouts/h.es.yaml  1 change, marked in comments\n")
    assert "      # en now: Take 6 mg at 8 a.m. [@a]\n" in twin.read_text()
    twin.write_text(twin.read_text().replace("Palabra 5 mg", "Palabra 6 mg"))
    assert codes(project) == {"CF175"}
    assert project("translate", "h", "--to", "es", "--done").out == "handouts/h.es.yaml  up to date\n"
    assert not codes(project) and "en now" not in twin.read_text()
    assert "unchanged" in project("translate", "h", "--to", "es", "--update").out


def test_what_is_grave_stops_a_build_and_what_is_not_is_stamped(project, twin, clinic):
    project("translate", "h", "--to", "es")
    fill(twin)
    edit(clinic, "Sleep well", "Sleep very well")
    assert codes(project) == {"CF171"}
    read = make(opened(clinic.folder), Order("h", "letter", language="es")).composition.root.read_out()
    assert "El original ha cambiado desde esta traducción" in read
    edit(clinic, "if it hurts", "if it bleeds")
    assert codes(project) == {"CF171", "CF175"}
    stopped = project("build", "h.es")
    assert stopped.code == 1 and "[CF175]" in stopped.err
    clinic.add("project.yaml", "format: 1\nlayouts: [letter]\n")
    assert "warning" in next(line for line in project("check", "h.es").out.splitlines() if "CF175" in line)


@pytest.mark.parametrize("ending", ["po", "xlf"])
def test_a_translator_s_file_goes_out_and_comes_back(project, twin, clinic, ending):
    name = f"h.{ending}"
    assert project("translate", "h", "--to", "es", "--export", name).code == 0
    file = clinic.folder / name
    assert "already" in project("translate", "h", "--to", "es", "--export", name).err and not twin.exists()
    text, mark = file.read_text(), {"po": 'msgstr "', "xlf": '<target state="new"'}[ending]
    if ending == "po":
        text = re.sub(r'(msgid "(.+)"\n)msgstr ""', r'\1msgstr "ES \2"', text)
    else:
        text = re.sub(r"(<source>(.*?)</source>)<target state=\"new\"/>", r"\1<target>ES \2</target>", text)
    assert mark in file.read_text()
    lost = text.replace("ES Take 5 mg", "ES Take 50 mg").replace("ES Call **911**", "ES Call")
    lost = re.sub(r'ES Call <ph id="1" ctype="x-bold">\*\*</ph>911<ph id="2" ctype="x-bold">\*\*</ph>', "ES Call", lost)
    file.write_text(lost)
    refused = project("translate", "h", "--to", "es", "--import", name)
    assert refused.code == 1 and not twin.exists()
    assert "“50 mg” stands here" in refused.err and "“911” of the original is missing" in refused.err
    assert re.search(rf"^{name}:\d+: error", refused.err, re.M)

    file.write_text(text)
    taken = project("translate", "h", "--to", "es", "--import", name)
    assert (taken.code, taken.out) == (0, "handouts/h.es.yaml  10 translations taken in\n")
    assert '- "ES Take 5 mg at 8 a.m. [@a]"' in twin.read_text() and 'translated-from: "1"' in twin.read_text()
    before = twin.read_text()
    project("translate", "h", "--to", "es", "--export", f"again.{ending}")
    project("translate", "h", "--to", "es", "--import", f"again.{ending}")
    assert twin.read_text() == before


def test_a_file_brings_only_what_it_has_up_to_date(project, twin, clinic):
    project("translate", "h", "--to", "es")
    fill(twin)
    edit(clinic, "Take 5 mg", "Take 6 mg")
    edit(clinic, "if it hurts", "if it bleeds")
    project("translate", "h", "--to", "es", "--export", "h.po")
    text = (clinic.folder / "h.po").read_text()
    assert text.count("#, fuzzy\n") == 2
    fixed = text.replace('#, fuzzy\nmsgctxt "sections/0/blocks/0/text"', 'msgctxt "sections/0/blocks/0/text"')
    (clinic.folder / "h.po").write_text(fixed.replace("Palabra 5 mg", "Palabra 6 mg"))
    taken = project("translate", "h", "--to", "es", "--import", "h.po", "--json").document
    assert (taken["taken"], len(taken["left"]), taken["left"][0]["name"]) == (9, 1, "sections/1/blocks/0/text")
    assert codes(project) == {"CF175"}  # the urgent one


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        (("h", "--to", "xx"), ExitCode.USAGE, "“xx” is no language tag"),
        (("h", "--to", "spanish"), ExitCode.USAGE, "Write --to es."),
        (("h", "--to", "en"), ExitCode.USAGE, "in “en” already"),
        (("about-ketamine", "--to", "es"), ExitCode.USAGE, "only a project's own handouts"),
        (("h", "--to", "es", "--update"), ExitCode.PROBLEMS, "there is no such translation"),
        (("h", "--to", "es", "--done", "--update"), ExitCode.USAGE, "one at a time"),
        (("h", "--to", "es", "--export", "h.doc"), ExitCode.USAGE, "ends in .po, .xlf, .xliff"),
        (("h", "--to", "es", "--import", "h.po"), ExitCode.PROBLEMS, "there is no such file"),
    ],
)  # fmt: skip
def test_what_can_t_be_done(project, twin, command, code, message):
    run = project("translate", *command)
    assert (run.code, twin.exists()) == (code, False)
    assert message in run.err


def test_a_translation_that_knows_nothing_of_its_texts(project, twin, clinic):
    project("translate", "h", "--to", "es")
    fill(twin)
    twin.write_text(twin.read_text().partition("translated-texts")[0])
    assert "does not say from which texts" in project("translate", "h", "--to", "es", "--update").err
    edit(clinic, "Sleep well", "Sleep very well")
    assert not codes(project)
    assert project("translate", "h", "--to", "es", "--done").code == 0
    assert "translated-texts: >-" in twin.read_text()
    document = project("translate", "h", "--to", "es", "--update", "--json")
    assert json.loads(document.out)["changed"] == 0
