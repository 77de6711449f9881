"""carefold withdraw: the key in the files, what leaves the shelf, what is refused, and what is told of it."""

from __future__ import annotations

import datetime
import json
import re
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from mailroom import add_ledger
from practice import Practice

from carefold import saving
from carefold.delivery.ledger import Ledger
from carefold.delivery.row import Row
from carefold.diagnostics.exit_code import ExitCode
from carefold.project import Project

REASON = "The dose was wrong: 10 mg, not 100 mg"
MADE = "translated-from: '{version}'\ntranslator: Ana Example\n"
INCLUDE = "include: handouts/parts/urgent.yaml"


@pytest.fixture
def shelf(tmp_path, carefold, monkeypatch):
    """Two handouts with a part, one of them in Spanish too, and one without; all are built."""
    monkeypatch.setenv("LOGNAME", "nurse")
    made = Practice(tmp_path / "clinic")
    made.add("handouts/parts/urgent.yaml", "- Call 911 at once.\n- include: handouts/parts/inner.yaml\n")
    made.add("handouts/parts/inner.yaml", "- Then call us.\n")
    made.handout("a", "Rest well. Call us.", INCLUDE, head="# A file of ours\n")
    made.change("brand.yaml", "Ask your clinician.", "{en: Ask your clinician., es: Pregunte a su médico.}")
    made.handout("a.es", "Descanse bien. Llámenos.", head=MADE.format(version="1"))
    made.change("handouts/a.es.yaml", "language: en", "language: es")
    made.change("handouts/a.yaml", 'title: "A"', 'title: "About rest"')
    made.handout("b", "Sleep well. Call us.", INCLUDE)
    made.handout("c", "Eat well. Call us.")
    assert carefold("build", "--json", cwd=made.folder).code == ExitCode.DONE
    return made


@pytest.fixture
def say(shelf, carefold):
    return lambda *words, **more: carefold(*words, cwd=shelf.folder, **more)


def withdrawn(run) -> list[str]:
    return [one["handout"] for one in run.document["withdrawn"]]


def texts(shelf: Practice) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (shelf.folder / "handouts").glob("*.yaml")}


def code_of(shelf: Practice, name: str) -> str:
    handouts = json.loads((shelf.out / "manifest.json").read_text())["handouts"]
    (found,) = (one for one in handouts if one["name"] == name)
    return (found["outputs"] or found["gone"])[0]["code"]


def test_a_handout_with_its_translation(shelf, say, words):
    before, codes = texts(shelf), (code_of(shelf, "a"), code_of(shelf, "a.es"))
    run = say("withdraw", "a", "--reason", REASON, "--yes", "--json")
    assert run.code == ExitCode.DONE and withdrawn(run) == ["a", "a.es"]
    assert run.document["taken-away"] == ["out/a.es.letter.pdf", "out/a.letter.pdf"]
    after = texts(shelf)
    (key,) = re.findall("^withdrawn: .*\n", after["a.yaml"].decode(), re.M)
    said = f'date: 2026-12-01, versions: ["<=1"], reason: "{REASON}", by: "nurse", words: ["'
    assert re.fullmatch(re.escape(f"withdrawn: {{{said}") + '[0-9a-f]{64}"]}\n', key)
    assert {name for name in after if after[name] != before[name]} == {"a.yaml", "a.es.yaml"}
    assert after["a.yaml"].decode().replace(key, "") == before["a.yaml"].decode()
    assert set(shelf.pdfs()) == {"b.letter.pdf", "c.letter.pdf", "a.withdrawn.pdf", "a.es.withdrawn.pdf"}
    notice = words(shelf.out / "a.withdrawn.pdf")
    assert all(part in notice for part in ("WITHDRAWN", "December 1, 2026", REASON, "1 and before", codes[0]))
    assert codes[1] in words(shelf.out / "a.es.withdrawn.pdf") and codes[1] not in notice
    assert say("check", "out/a.withdrawn.pdf").code == ExitCode.DONE
    page = (shelf.out / "index.html").read_text()
    assert page.index("WITHDRAWN") < page.index('id="handouts"') and all(code in page for code in codes)
    for code in codes:
        answer = say("which", code, "--json")
        assert (answer.code, answer.document["state"], answer.document["since"]) == (1, "withdrawn", "2026-12-01")
    states = {row["name"]: row["state"] for row in say("list", "--json").document["handouts"]}
    assert states == {"a": "withdrawn", "a.es": "withdrawn", "b": "current", "c": "current"}
    assert f"2026-12-01  versions <=1 withdrawn by nurse: {REASON}" in say("history", "a").out
    assert say("history", "a", "--on", "2026-11-30", "--json").document["withdrawn"] is None


@pytest.mark.parametrize(
    "command",
    [
        ("build", "a", "--force", "--allow-expired"), ("build", "a.es"), ("print", "a", "--unreviewed", "x"),
        ("build", "a", "--draft", "x"), ("merge", "a", "--records", "r.csv", "--unreviewed", "x"),
        ("send", "a", "--records", "r.csv", "--unreviewed", "x"), ("preview", "a", "--out", "a.png"),
    ],
)  # fmt: skip
def test_no_flag_lets_it_pass(shelf, say, command):
    shelf.add("r.csv", "language\nen\n")
    shelf.add("project.yaml", "layouts: [letter]\nfindings: {CF149: off}\n")
    assert say("withdraw", "a", "--reason", REASON, "--yes").code == ExitCode.DONE
    shelf.add("project.yaml", "layouts: [letter]\n")
    run = say(*command)
    assert run.code == ExitCode.PROBLEMS and "CF149" in run.err
    assert not (shelf.folder / "private").exists() and not (shelf.out / "drafts").exists()


def test_a_part_withdraws_all_that_include_it_also_by_another(shelf, say):
    run = say("withdraw", "handouts/parts/inner.yaml", "--reason", REASON)
    assert run.code == ExitCode.USAGE and "say --yes" in run.err
    assert [line.partition(":")[0] for line in run.out.splitlines()] == ["a", "a.es", "b"]
    assert "withdrawn" not in "".join(map(bytes.decode, texts(shelf).values()))
    run = say("withdraw", str(shelf.folder / "handouts/parts/inner.yaml"), "--reason", REASON, "--yes", "--json")
    assert withdrawn(run) == ["a", "a.es", "b"] and len(run.document["notices"]) == 3
    run = say("withdraw", "brand.yaml", "--reason", REASON, "--yes")
    assert run.code == ExitCode.PROBLEMS and "no handout includes this file" in run.err


def test_a_broken_file_that_names_the_part_stops_all_of_it(shelf, say):
    shelf.add("handouts/d.yaml", f"title: [\n  - {INCLUDE}\n")
    before = texts(shelf)
    run = say("withdraw", "handouts/parts/urgent.yaml", "--reason", REASON, "--yes")
    assert run.code == ExitCode.PROBLEMS and "handouts/d.yaml" in run.err
    shelf.add("handouts/d.yaml", "title: [\n")
    assert texts(shelf) != before and all(before[name] == texts(shelf)[name] for name in before if name != "d.yaml")
    assert say("withdraw", "handouts/parts/urgent.yaml", "--reason", REASON, "--yes").code == ExitCode.DONE


def test_what_cannot_be_written_leaves_all_files_as_they_were(shelf, say, monkeypatch):
    before, replaced = texts(shelf), Path.replace

    def full(self, target):
        if Path(target).name == "b.yaml":
            raise OSError(28, "No space left on device")
        return replaced(self, target)

    monkeypatch.setattr(saving.Path, "replace", full)
    run = say("withdraw", "handouts/parts/urgent.yaml", "--reason", REASON, "--yes")
    assert run.code == ExitCode.PROBLEMS and "No space left" in run.err
    assert texts(shelf) == before and "a.letter.pdf" in shelf.pdfs()


def test_the_same_words_under_a_new_version_are_refused(shelf, say):
    say("withdraw", "a", "--reason", REASON, "--yes")
    shelf.change("handouts/a.yaml", 'version: "1"', 'version: "2"')
    run = say("build", "a")
    assert run.code == ExitCode.PROBLEMS and "a.letter.pdf" not in shelf.pdfs()
    assert "handouts/a.yaml:4:11: error: version 2 has the very words that are withdrawn since 2026-12-01" in run.err
    shelf.change("handouts/a.es.yaml", "translated-from: '1'", "translated-from: '2'")
    shelf.change("handouts/a.es.yaml", 'version: "1"', 'version: "2"')
    assert say("build", "a.es").code == ExitCode.DONE  # its original was withdrawn too, and is another one now
    shelf.change("handouts/a.yaml", "sections:", "accept: {CF187: the phone was wrong}\nsections:")
    assert say("build", "a").code == ExitCode.DONE


def test_each_withdrawal_adds_who_it_was_and_what_the_words_were(shelf, say, monkeypatch):
    say("withdraw", "c", "--reason", REASON, "--yes")
    shelf.change("handouts/c.yaml", 'version: "1"', 'version: "2"')
    shelf.change("handouts/c.yaml", "Eat well.", "Eat more.")
    monkeypatch.setenv("LOGNAME", 'desk "2"')
    say("withdraw", "c", "--reason", "Another", "--yes")
    assert say("history", "c", "--json").document["withdrawn"]["by"] == 'nurse, desk "2"'
    for version, old, new in (("3", "Eat more.", "Eat more."), ("4", "Eat more.", "Eat well.")):
        shelf.change("handouts/c.yaml", old, new)
        path = shelf.folder / "handouts/c.yaml"
        path.write_text(re.sub('version: "."', f'version: "{version}"', path.read_text()))
        run = say("build", "c")
        assert run.code == ExitCode.PROBLEMS and "very words" in run.err


def test_a_corrected_version_is_built_and_older_codes_stay_withdrawn(shelf, say):
    old = code_of(shelf, "a")
    say("withdraw", "a", "--reason", REASON, "--yes")
    shelf.change("handouts/a.yaml", 'version: "1"', 'version: "2"')
    shelf.change("handouts/a.yaml", "Rest well.", "Rest more.")
    assert say("build", "a").code == ExitCode.DONE
    answer = say("which", old, "--json").document
    assert (answer["state"], answer["files"]) == ("withdrawn", ["a.letter.pdf"])
    assert say("which", code_of(shelf, "a"), "--json").document["state"] == "current"
    assert say("build", "--prune").code == ExitCode.PROBLEMS  # the translation is still of version 1
    assert {"a.withdrawn.pdf", "a.es.withdrawn.pdf", "a.letter.pdf"} <= set(shelf.pdfs())
    for name in ("a", "a.es"):
        path = shelf.folder / f"handouts/{name}.yaml"
        path.write_text("".join(line for line in path.open() if not line.startswith("withdrawn")))
    assert say("build", "--prune").code == ExitCode.DONE
    assert not [name for name in shelf.pdfs() if "withdrawn" in name]


def test_a_key_written_by_hand_holds_for_translations_and_makes_notices(shelf, say):
    shelf.change("handouts/a.yaml", "audience", "withdrawn: {date: 2026-11-30, versions: ['<2'], reason: R}\naudience")
    run = say("build", "--json")
    assert {one["path"] for one in run.document["taken-away"]} == {"out/a.letter.pdf", "out/a.es.letter.pdf"}
    assert {"a.withdrawn.pdf", "a.es.withdrawn.pdf"} <= set(shelf.pdfs())
    shelf.change("handouts/a.es.yaml", "translated-from: '1'", "translated-from: '2'")
    assert say("build", "a.es").code == ExitCode.DONE


def test_a_brand_that_can_not_be_read_stops_no_withdrawal(shelf, say):
    shelf.add("brand.yaml", "name: [\n")
    run = say("withdraw", "b", "--reason", REASON, "--yes")
    assert run.code == ExitCode.PROBLEMS and "brand.yaml:1" in run.err
    assert "withdrawn:" in texts(shelf)["b.yaml"].decode() and "b.letter.pdf" not in shelf.pdfs()


def test_codes_that_only_the_ledger_knows(shelf, say, words):
    add_ledger(shelf)
    row = Row(
        "k", "paper", "w", "a", "b", "printed", "2026-11-01T00:00:00+00:00", version="0.9", code="PRT234", language="es"
    )
    with closing(Ledger.open(Project.open(shelf.folder, datetime.date(2026, 12, 1)))) as ledger:
        ledger.add([row, replace(row, key="l", code="QRT234", handout="c")])
    assert say("withdraw", "a", "--reason", REASON, "--yes").code == ExitCode.DONE
    assert "PRT234" in words(shelf.out / "a.es.withdrawn.pdf")
    assert "RT234" not in words(shelf.out / "a.withdrawn.pdf")
    assert say("which", "PRT234", "--json").document["state"] == "withdrawn"
    assert say("which", "QRT234", "--json").document["state"] == "unknown"


def test_many_codes_and_a_long_reason_stay_on_the_page(shelf, say):
    line = {"file": "x", "handout": "b", "version": "0.1", "title": "x"}
    many = "".join(json.dumps({"code": f"ABC{number}", **line}) + "\n" for number in range(100, 1000))
    shelf.add("out/.carefold/codes.jsonl", many)
    assert say("withdraw", "b", "--reason", "long word " * 20, "--yes").code == ExitCode.DONE
    assert say("check", "out/b.withdrawn.pdf").code == ExitCode.DONE


def test_what_was_withdrawn_is_still_known_when_its_file_is_gone(shelf, say):
    code = code_of(shelf, "b")
    say("withdraw", "b", "--reason", REASON, "--yes")
    (shelf.folder / "handouts/b.yaml").unlink()
    assert say("build", "--prune").code == ExitCode.DONE
    assert say("which", code, "--json").document["state"] == "withdrawn"
    assert "b.withdrawn.pdf" in shelf.pdfs()


def test_versions_may_leave_the_current_one_alone(shelf, say):
    run = say("withdraw", "b", "--reason", REASON, "--versions", "<1, 0.5", "--yes", "--json")
    assert run.document["withdrawn"][0]["current"] is False and run.document["taken-away"] == []
    assert "b.letter.pdf" in shelf.pdfs() and say("build", "b", "--force").code == ExitCode.DONE
    run = say("withdraw", "b", "--reason", "Another", "--yes", "--json")
    assert run.document["withdrawn"][0]["versions"] == ["<1", "0.5", "<=1"]
    assert f'reason: "Another; {REASON}"' in texts(shelf)["b.yaml"].decode()
    again = say("withdraw", "b", "--reason", "Another", "--yes", "--json")
    assert again.document["withdrawn"][0]["changed"] is False


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("a", "--reason", " "), "--reason takes one line"), (("a", "--reason", "x" * 201), "--reason takes one line"),
        (("a", "--reason", "x", "--versions", "<x"), "is no range of versions"),
        (("a", "--reason", "x", "--versions", "<1, Latest"), "Leave it out"), (("nobody", "--reason", "x"), "nobody"),
        (("a",), "--reason"),
    ],
)  # fmt: skip
def test_what_is_refused(shelf, say, words, told):
    before = texts(shelf)
    run = say("withdraw", *words, "--yes")
    assert run.code in (ExitCode.USAGE, ExitCode.PROBLEMS) and told in run.err
    assert texts(shelf) == before
