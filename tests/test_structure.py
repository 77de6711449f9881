"""The logical tree."""

from carefold.structure import Element


def test_children_stand_in_reading_order() -> None:
    root = Element("Document")
    first = root.add("P")
    first.leaf("one ")
    link = first.add("Link")
    link.leaf("two ")
    first.leaf("three ")
    root.add("P").leaf("four")
    assert [element.role for element in root.walk()] == ["Document", "P", "Link", "P"]
    assert "".join(leaf.text for leaf in root.leaves()) == "one two three four"
    assert link.parent is first
    assert first.parent is root


def test_what_add_is_told() -> None:
    element = Element("Document").add("TH", language="es", alt="a", title="t", Scope="Row")
    assert (element.language, element.alt, element.title, element.attributes) == ("es", "a", "t", {"Scope": "Row"})


def test_elements_are_told_apart_though_they_look_the_same() -> None:
    root = Element("Document")
    assert root.add("P") != root.add("P")
    assert len({root.leaf("a"), root.leaf("a")}) == 2
