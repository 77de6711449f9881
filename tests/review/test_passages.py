"""The walk over a handout's words; kinds of blocks that review has never heard of are walked too."""

from typing import ClassVar

import pytest

from carefold.content.parse_inline import parse
from carefold.languages.language import Language
from carefold.model.block import Block
from carefold.model.located import Located
from carefold.model.values import Text
from carefold.review.passages import passages
from carefold.review.subject import asks


def text(words):
    return Text(words, paragraphs=parse(Text(words)).paragraphs)


class Zone(Located):
    """A part of an action plan."""

    title: Text
    signs: tuple[Text, ...]
    do: tuple[Text, ...]


class Zones(Block):
    """A block of the days to come."""

    kind: ClassVar[str] = "zones"
    zones: tuple[Zone, ...]


class Glossary(Block):
    """Another one."""

    kind: ClassVar[str] = "glossary"
    glossary: dict[Text, Text]


class Moment(Located):
    """When, and what."""

    when: Text
    text: Text


class Timeline(Block):
    """A third one, whose parts have a `when` that is printed."""

    kind: ClassVar[str] = "timeline"
    timeline: tuple[Moment, ...]


@pytest.fixture
def walked(reviewed):
    """Roles and words of the passages of a block."""

    def walk(block):
        handout = reviewed().resolved.handout
        section = handout.sections[0].model_copy(update={"blocks": (block,)})
        found = passages(handout.model_copy(update={"sections": (section,)}), Language.of("en"))
        return [(one.context.role, one.text, one.counts) for one in found if one.context.kind == block.kind]

    return walk


def test_a_kind_that_review_does_not_know(walked):
    zone = Zone(title=text("Green"), signs=(text("no cough"), text("no wheeze")), do=(text("Walk."),))
    assert walked(Zones(zones=(zone,))) == [
        ("heading", "Green", False), ("item", "no cough", True), ("item", "no wheeze", True), ("item", "Walk.", True),
    ]  # fmt: skip


def test_a_glossary_does_not_count_for_the_grade(walked):
    assert walked(Glossary(glossary={text("edema"): text("Swelling.")})) == [
        ("label", "edema", False), ("prose", "Swelling.", False),
    ]  # fmt: skip


def test_a_when_that_is_printed_is_no_condition(walked):
    found = walked(Timeline(when="visit.date", timeline=(Moment(when=text("Day 1"), text=text("Rest.")),)))
    assert found == [("label", "Day 1", False), ("cell", "Rest.", True)]


def test_places_are_those_of_the_characters(reviewed, clinic):
    review = reviewed("- >-\n  One **two** three\n  four [five](https://a.example) six.")
    (passage,) = [one for one in review.evidence.subject.passages if one.context.kind == "text"]
    lines = (clinic.folder / "handouts/h.yaml").read_text("utf-8").splitlines()
    for word in passage.words:
        place = passage.place(word.start)
        assert lines[place.line - 1][place.column - 1 :].startswith(word.text), word
    assert [word.low for word in passage.words] == ["one", "two", "three", "four", "five", "six"]


@pytest.mark.parametrize(
    ("sentence", "is_asked"),
    [("Rest.", True), ("Then rest.", True), ("And now always rest.", True), ("At noon, rest.", True),
     ("Knees rest.", False), ("The rest is easy.", False), ("Then the rest is easy.", False), ("It is a rest.", False)],
)  # fmt: skip
def test_a_sentence_asks_where_it_starts_with_what_to_do(sentence, is_asked, reviewed):
    """Words such as “then” may stand before the verb; after a subject, the same word tells something else."""
    passages = reviewed(f"- {sentence}").evidence.subject.passages
    (passage,) = [one for one in passages if one.text == sentence]
    assert asks(passage.sentences[0], passage) == is_asked


def test_no_words_of_references_contact_or_imprint(reviewed):
    review = reviewed(
        "- Rest. [@a1]\n- contact:", references="[{id: a1, type: book, title: Zebra}]", authors="[Zulu]",
        reviewers="[{name: Zoe, role: Zen, date: 2026-11-23}]",
    )  # fmt: skip
    said = " ".join(passage.text for passage in review.evidence.subject.passages)
    assert "Rest." in said
    for word in ("Zebra", "Zulu", "Zoe", "555"):
        assert word not in said
