"""Translations: NAME.LANGUAGE.yaml beside NAME.yaml; and versions that are withdrawn."""

import re

import pytest

from carefold.diagnostics.exit_code import ExitCode
from carefold.order import Order
from carefold.run import Run
from carefold.twins import split, translations

HEAD = """\
title: {title}
language: {language}
version: "{version}"
updated: 2026-01-01
review-by: 2999-01-01
authors: [Group]
reviewers: [{{name: A. Tester, role: Nurse, date: 2026-11-23}}]
audience: All
"""
ENGLISH = """\
main-point: Rest your knee, and call us if it gets worse.
sections:
  - title: At home
    blocks:
      - Rest your knee.
disclaimer: General education only.
"""
SPANISH = """\
main-point: Descanse la rodilla, y llámenos si empeora.
sections:
  - title: En casa
    blocks:
      - Descanse la rodilla.
disclaimer: Solo es educación general.
"""
MADE = 'translated-from: "1.1"\ntranslator: machine\n'


@pytest.fixture
def twins(clinic, carefold):
    """Write h and h.es, with more keys for each; then run a command."""

    def write(more="", more_of_es=MADE, name="h.es", language="es"):
        clinic.write()  # the brand
        clinic.add("project.yaml", "layouts: [letter]\n")
        clinic.add("handouts/h.yaml", HEAD.format(title="Knee", language="en", version="1.1") + more + ENGLISH)
        text = HEAD.format(title="Rodilla", language=language, version="3") + more_of_es + SPANISH
        clinic.add(f"handouts/{name}.yaml", text)
        return lambda *command: carefold(*command, cwd=clinic.folder)

    return write


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("about.es", ("about", "es")),
        ("about.es-MX", ("about", "es-MX")),
        ("about.zh-Hans", ("about", "zh-Hans")),
        ("about.fr", ("about", "fr")),
        ("about.hmn", ("about", "hmn")),
        ("a.b.es", ("a.b", "es")),
        ("about", ("about", "")),
        ("es", ("es", "")),
        (".es", (".es", "")),
        ("about.v2", ("about.v2", "")),
        ("about.big", ("about.big", "")),
        ("about.us", ("about.us", "")),
        ("about.ES", ("about.ES", "")),
        ("about.es.fr", ("about.es.fr", "")),  # a translation has no translations
    ],
)
def test_a_translation_is_known_by_its_name(name, parts):
    assert split(name) == parts


def test_translations_stand_under_their_originals():
    assert translations(["a", "a.es", "a.fr", "a.v2", "b", "b.es.fr", "c.es"]) == {"a": ["es", "fr"], "c": ["es"]}


def test_a_name_and_an_option_mean_the_same_order(twins):
    run = twins()
    for command in (("h.es",), ("h", "--language", "es"), ("h.es", "--language", "es"), ("--all", "--language", "es")):
        made = run("build", *command, "--json", "--dry-run")
        assert (made.code, [one["path"] for one in made.document["due"]]) == (0, ["out/h.es.letter.pdf"])
    both = run("build", "h", "--language", "es", "--language", "en", "--json", "--dry-run")
    assert [one["path"] for one in both.document["due"]] == ["out/h.es.letter.pdf", "out/h.letter.pdf"]
    own = run("build", "h.es", "--language", "en", "--json", "--dry-run")
    assert [one["path"] for one in own.document["due"]] == ["out/h.letter.pdf"]


def test_the_order_of_a_translation(twins, clinic, monkeypatch):
    run, orders, build = twins(), [], Run.build
    monkeypatch.setattr(Run, "build", lambda self, order: orders.append(order) or build(self, order))
    for command in (("h.es",), ("h", "--language", "es")):
        run("build", *command, "--force")
    assert orders == [Order("h", "letter", language="es")] * 2


@pytest.mark.parametrize(
    ("wanted", "hint"), [("fr", "It is in en, es."), ("Spanish", "Write --language es."), ("", "It is in en, es.")]
)
def test_a_language_that_there_is_none_of(twins, wanted, hint):
    run = twins()("build", "h", "--language", wanted)
    assert (run.code, run.err) == (1, f"error: there is no h in “{wanted}”. Hint: {hint}\n")


def test_all_of_a_language_passes_over_what_is_in_others(twins, clinic):
    run = twins()
    clinic.add("handouts/k.yaml", (clinic.folder / "handouts/h.yaml").read_text())
    made = run("build", "--all", "--language", "es", "--dry-run")
    assert (made.code, made.err) == (0, "")
    assert "there is no k in “es”. It is in en." in made.out and "out/h.es.letter.pdf" in made.out
    assert run("build", "--all", "--language", "fr", "--dry-run").code == ExitCode.PROBLEMS


def test_languages_are_listed(twins, clinic):
    run = twins()
    clinic.add("handouts/h.fr.yaml", "title: broken\n")
    rows = {row["name"]: row["languages"] for row in run("list", "--json").document["handouts"]}
    assert rows == {"h": ["en", "es", "fr"], "h.es": ["es", "en", "fr"], "h.fr": []}
    assert re.search(r"^h +Knee +en, es, fr ", run("list").out, re.M)


def test_a_lagging_translation_says_both_versions(twins):
    found = twins(more_of_es=MADE.replace("1.1", "1.0"))("check", "h.es")
    assert found.code == 0
    assert (
        "handouts/h.es.yaml:9:19: warning: this was translated from version 1.0, and handouts/h.yaml is of version 1.1"
        ' now. [CF171] Hint: Bring it up to date, give it a new `version`, and write `translated-from: "1.1"`.'
    ) in found.out
    assert "CF17" not in twins()("check", "h.es").out


FIELDS = "fields:\n  patient.name: {label: A}\n  visit.date: {type: date}\n"
LIST = "fields:\n  pills:\n    type: rows\n    columns: [medicine, dose, {name: day, type: date}]\n"


@pytest.mark.parametrize(
    ("more", "more_of_es", "told"),
    [
        ("id: KNEE\n", MADE, "1:1: error: `id` is missing, and that of handouts/h.yaml is KNEE. Hint: Write"),
        ("", "id: KNEE\n", "9:5: error: `id` is KNEE, and that of handouts/h.yaml is h. Hint: Remove this line"),
        ("id: A\n", "id: B\n", "9:5: error: `id` is B, and that of handouts/h.yaml is A. Hint: Write `id: A`"),
        (FIELDS, "", "1:1: error: the field “patient.name” of handouts/h.yaml is missing."),
        (FIELDS, FIELDS.replace("date: {type: date}", "day: {}"), "error: handouts/h.yaml has no field “visit.day”."),
        (FIELDS, FIELDS.replace("{type: date}", "{}"), "error: the field “visit.date” is of type text here"),
        (LIST, LIST.replace(", dose", ""), "11:5: error: the column “dose” that “pills” has in handouts/h"),
        (LIST, LIST.replace("dose", "amount"), "error: “pills” has no column “amount” in handouts/h.yaml."),
        (LIST, LIST.replace("type: date", "type: time"), "the column “day” of “pills” is of type time here, and"),
        ("", "version: 2\n", "h.es.yaml:9:1: error:"),
    ],
)  # fmt: skip
def test_a_translation_has_the_id_and_the_fields_of_its_original(twins, more, more_of_es, told):
    run = twins(more, more_of_es)("check", "h.es")
    assert run.code == ExitCode.PROBLEMS
    assert told in run.err


@pytest.mark.parametrize("fields", [FIELDS, LIST, "id: K\n", "id: h\n"])
def test_labels_and_the_place_of_keys_may_differ(twins, fields):
    run = twins(fields, fields.replace("label: A", "label: B") + MADE)
    assert run("check", "h.es").err == ""


def test_the_language_is_that_of_the_name(twins):
    assert "handouts/h.fr.yaml:2:11: error: the file's name says that this is in “fr”, and `language` says “es”." in (
        twins(name="h.fr")("check", "h.fr").err
    )
    assert "Write `language: es-MX`, or name the file h.es.yaml." in twins(name="h.es-MX")("check", "h.es-MX").err
    assert "handouts/h.yaml is in “en” too, so this is no translation of it." in (
        twins(name="h.en", language="en")("check", "h.en").err
    )


@pytest.mark.parametrize("key", ['translated-from: "1.0"', "translator: machine"])
def test_only_a_translation_says_where_it_comes_from(twins, key):
    run = twins(f"{key}\n")("check", "h")
    assert (
        f"error: `{key.partition(':')[0]}` is for a translation, and by its name this file is none. Hint: " in run.err
    )
    assert "name it after its original: NAME.en.yaml beside NAME.yaml. If not, remove this line." in run.err
    assert run.err.startswith(f"handouts/h.yaml:9:{19 if 'from' in key else 13}: ")
    run = twins(name="h.v2")("check", "h.v2")
    assert run.code == ExitCode.PROBLEMS and "by its name this file is none" in run.err


def test_a_broken_original_is_told_once_and_stops_no_translation(twins, clinic):
    run = twins()
    path = clinic.folder / "handouts/h.yaml"
    path.write_text(path.read_text().replace("audience: All", "audiense: All"))
    assert run("check", "h.es").code == 0
    path.write_text("a: [\n")
    assert run("check", "h.es").code == 0
    path.unlink()
    assert "[CF173]" in run("check", "h.es").out
    assert run("build", "h.es", "--dry-run").code == 0


def test_a_translation_in_a_list_is_read_again_when_its_original_changes(twins, clinic):
    run = twins()
    assert run("list").code == 0
    path = clinic.folder / "handouts/h.yaml"
    path.write_text(f"id: NEW\n{path.read_text()}")
    assert "that of handouts/h.yaml is NEW" in run("list").err


WITHDRAWN = "withdrawn: {date: 2026-12-01, versions: ['1.0', '1.1'], reason: The dose was wrong.}\n"


def test_a_withdrawn_version_is_not_made(twins, clinic):
    run = twins(WITHDRAWN)
    for command in (("build", "h"), ("build", "h", "--allow-expired"), ("preview", "h", "--out", "h.png")):
        made = run(*command)
        assert made.code == ExitCode.PROBLEMS
        assert made.err == (
            "handouts/h.yaml:9:12: error: version 1.1 of “Knee” is withdrawn since 2026-12-01: The dose was wrong."
            " [CF149] Hint: Correct the text and give it a new `version`, or take the file out of handouts/.\n"
        )
    assert not (clinic.folder / "out").exists()
    assert [row["state"] for row in run("list", "--json").document["handouts"]] == ["withdrawn", "withdrawn"]
    assert (
        "handouts/h.yaml:9:12: error: version 3 of “Rodilla” is withdrawn since 2026-12-01" in run("build", "h.es").err
    )
    assert len(run("list", "--due", "--json").document["handouts"]) == 2
    assert twins(WITHDRAWN.replace("1.1", "1.2"))("build", "h", "--dry-run").code == 0


def test_a_withdrawal_can_be_neither_accepted_nor_turned_off(twins, clinic):
    run = twins(WITHDRAWN + "accept: {CF149: We know}\n")("check", "h")
    assert "CF149 can't be accepted" in run.err
    run = twins(WITHDRAWN)
    clinic.add("project.yaml", "layouts: [letter]\nfindings: {CF149: off}\n")
    assert run("build", "h").code == ExitCode.PROBLEMS


def test_a_withdrawal_says_all(twins):
    run = twins("withdrawn: {date: 2026-12-01}\n")("check", "h")
    assert 'Add `versions: ["1.0"]`' in run.err and "Add `reason: …`" in run.err


def test_a_build_tells_of_a_translation_that_lags(twins):
    lagging = "h.es: warning CF171: translated from version 1.0, and its original is of version 1.1 now\n"
    carefold = twins(more_of_es=MADE.replace("1.1", "1.0"))
    assert lagging in carefold("build").out
    assert lagging in carefold("build").out, "also where nothing is made"
    assert lagging in carefold("build", "h").out and lagging in carefold("build", "h.es").out
    assert lagging not in carefold("build", "--quiet").out
    carefold = twins()
    assert "CF171" not in carefold("build").out
