"""Names as the styles set them."""

from __future__ import annotations

from typing import Any

import pytest

from carefold.content.persons import authors, named


@pytest.mark.parametrize(
    ("family", "given", "set_apart"),
    [
        ("Lee", "JH", "J H"),
        ("Lee", "J.H.", "J H"),
        ("Lee", "J. H.", "J. H."),
        ("Lee", "Jin-Ho", "Jin-Ho"),
        ("Chang", "Yu-chen", "Yu-Chen"),
        ("Roy", "J.-P.", "J.-P."),
        ("Wu", "A B C", "A B C"),
        ("Wu", "ABC", "A B C"),
        ("Wu", "ABCD", "A B C D"),
        ("Smith", "JOHN", "JOHN"),
        ("SMITH", "ANN", "ANN"),
        ("LEE", "JH", "J H"),
        ("Jones", "Jane (Jo) A", "Jane A"),
        ("Ito", "jane ann", "Jane Ann"),
        ("Shaw", "’Aisha", "Aisha"),
        ("Ivanov", "ИП", "И П"),
        ("Doe", "J", "J"),
    ],
)
def test_initials_stand_apart(family: str, given: str, set_apart: str) -> None:
    (person,) = named([{"family": family, "given": given}]).persons
    assert person["given"].replace(". ", " ").replace(".", "") == set_apart.replace(". ", " ").replace(".", "")


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ({"family": "King Jr", "given": "M"}, {"family": "King", "given": "M", "suffix": "Jr"}),
        ({"family": "King", "given": "M III"}, {"family": "King", "given": "M", "suffix": "III"}),
        ({"family": "King, Jr.", "given": "M"}, {"family": "King", "given": "M", "suffix": "Jr."}),
        ({"family": "Velde", "non-dropping-particle": "van der", "given": "N"},
         {"family": "Velde", "non-dropping-particle": "van der", "given": "N"}),
        ({"family": "山田", "given": "太郎"}, {"family": "山田 太郎"}),
        ({"family": "Erd{\\H o}s", "given": "P&aacute;l"}, {"family": "Erdős", "given": "Pál"}),
        ({"family": "Mono", "given": "", "suffix": "", "parse-names": False}, {"family": "Mono"}),
    ],
)  # fmt: skip
def test_parts_of_a_name(name: dict[str, Any], person: dict[str, str]) -> None:
    assert named([name]).persons == (person,)


@pytest.mark.parametrize(
    "last",
    [{"literal": "et al."}, {"literal": "others"}, {"family": "others"}, {"family": "al.", "given": "et"}, "et al"],
)
def test_others_are_nobody(last: Any) -> None:
    found = named([{"family": "Lee", "given": "J"}, last])
    assert (len(found.persons), found.groups, found.more) == (1, (), True)


def test_groups() -> None:
    assert named([{"literal": "WHO"}, {"name": "A Group"}, {"given": "Madonna"}, "Plain"]).groups == (
        "WHO", "A Group", "Madonna", "Plain",
    )  # fmt: skip
    assert named("World Health Organization").groups == ("World Health Organization",)
    assert named({"family": "Lee"}).persons == ({"family": "Lee"},)


@pytest.mark.parametrize(("style", "suffix"), [("ama", "III"), ("vancouver", "3rd"), ("apa", "III")])
def test_generations(style: Any, suffix: str) -> None:
    (name,) = authors({"author": [{"family": "De Vita", "given": "V", "suffix": "III"}]}, style)
    assert name["suffix"] == suffix
