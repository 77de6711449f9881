"""The file that a translation starts from, for every handout that is shipped, and for each block."""

from pathlib import Path

import pytest
from twinned import english, read, skeleton_of, started, written

from carefold.model.values import Text
from carefold.model.walk import all_of
from carefold.translation.digests import digests_of

ROOT = Path(__file__).resolve().parents[2]
HANDOUTS = [path for folder in ("handouts", "tests/cases/handouts") for path in sorted((ROOT / folder).glob("*.yaml"))
            if "." not in path.stem]  # fmt: skip


@pytest.mark.parametrize("path", HANDOUTS, ids=lambda path: path.stem)
def test_a_skeleton_has_the_blocks_of_its_original_and_dots_for_each_text(path):
    original = read(path)
    twin = started(original, path.parents[1])
    assert [one.way for one in twin.texts] == [one.way for one in original.texts]
    own = [one for one in original.texts if original.sheet.spot(one)]
    assert sum(one.is_unwritten for one in twin.texts) == sum(one.has_words for one in own) > 5
    assert twin.handout.translated_texts.split() == list(digests_of(original.handout))
    assert twin.handout.translated_from == original.handout.version and twin.handout.language == "es"
    for one in own:
        lines = [line.strip() for line in one.text.split("\n") if line.strip()]
        assert all(line in twin.source.text for line in lines)


def test_nothing_that_is_read_is_left_out():
    """Every text that a page can show is among those that are translated, but for what needs no words."""
    original = read(ROOT / "tests/cases/handouts/every-block.yaml")
    known = {one.text.place() for one in original.texts}
    said = [one for one in all_of(Text, (original.handout.sections, original.handout.main_point)) if type(one) is Text]
    assert len(said) > 30
    assert [one for one in said if one.places and one.place() not in known] == []


def test_a_skeleton_keeps_what_is_no_text():
    original = english(
        "sections:\n"
        "  - title: One  # a remark\n"
        "    accept: {CF106: names}\n"
        "    icon: pill\n"
        "    blocks:\n"
        "      - {text: 'It''s 5 mg', when: a.b}\n"
        "      - facts: {When: Now, \"Where: here\": 'There'}\n"
        "      - text: |\n"
        "          First.\n"
        "\n"
        "          Second.\n"
        "      - '{{ a.b }}'\n"
        "      - big-number: {number: 5 of 10, text: people}\n"
        "fields: {a.b: {label: A label, choices: [x, y]}}\n"
        "accept: {CF144: a draft}\n"
    )
    body = skeleton_of(original).text.partition("sections:\n")[2].rpartition("\n\ntranslated-texts")[0]
    assert body == (
        "  # en: One\n"
        '  - title: "…"  # a remark\n'
        "    icon: pill\n"
        "    blocks:\n"
        "      # en: It's 5 mg\n"
        '      - {text: "…", when: a.b}\n'
        "      # en: When\n"
        "      # en: Now\n"
        "      # en: Where: here\n"
        "      # en: There\n"
        '      - facts: {"… 7": "…", "… 9": "…"}\n'
        "      # en: First.\n"
        "      #\n"
        "      #     Second.\n"
        '      - text: "…"\n'
        "      - '{{ a.b }}'\n"
        "      # en: 5 of 10\n"
        "      # en: people\n"
        '      - big-number: {number: "… 13", text: "…"}\n'
        "# en: A label\n"
        'fields: {a.b: {label: "…", choices: [x, y]}}\n'
        "disclaimer: default"
    )


def test_shared_text_that_has_a_translation_is_used(tmp_path):
    for name in ("desk", "desk.es", "other"):
        (tmp_path / "handouts/parts").mkdir(parents=True, exist_ok=True)
        (tmp_path / f"handouts/parts/{name}.yaml").write_text("- Words.\n")
    text = english("sections:\n  - title: One\n    blocks:\n      - A.\n").source.text
    lines = "      - include: handouts/parts/desk.yaml\n      - include: handouts/parts/other.yaml\n"
    original = written(text.replace("      - A.\n", lines), root=tmp_path)
    made = skeleton_of(original, tmp_path)
    assert made.shared == ("handouts/parts/other.yaml",)
    assert '- include: "handouts/parts/desk.es.yaml"\n' in made.text
    assert [one.text for one in written(made.text, "h.es.yaml", tmp_path).texts[-2:]] == ["Words.", "Words."]
