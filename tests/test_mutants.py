"""The faults that `make mutants` tries can all be made."""

import pytest
from mutants import LEAST, LISTED, ROOT, Mutant, fitting, listed

MUTANTS = listed(LISTED.read_text("utf-8"))


def test_there_are_enough_and_none_twice():
    assert len(MUTANTS) == len(set(MUTANTS)) == 216
    assert LEAST == 128


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda one: f"{one.file}: {one.line}")
def test_each_fault_can_be_made(mutant):
    source = (ROOT / mutant.file).read_text("utf-8")
    changed = mutant.applied(source)
    assert changed != source
    compile(changed, mutant.file, "exec")
    assert all((ROOT / path).is_file() for path in fitting(mutant, 8))


def test_a_line_that_is_not_there_once_is_told():
    source = "def a():\n    return 1\n\n\ndef b():\n    return 1\n"
    assert Mutant("x.py", "b", "return 1", "return 2").applied(source).endswith("def b():\n    return 2\n")
    for function, line in (("", "return 1"), ("a", "return 3"), ("c", "return 1")):
        with pytest.raises(ValueError, match=r"x\.py has this line [02] times, not once"):
            Mutant("x.py", function, line, "pass").applied(source)


def test_the_list_is_read():
    text = "# Words.\n\na.py in f by t.py u.py\n- x = 1\n+ x = 2\n- y\n+ pass\n\nb.py\n- z - 1\n+ z + 1\n"
    tests = ("t.py", "u.py")
    assert listed(text) == [
        Mutant("a.py", "f", "x = 1", "x = 2", tests), Mutant("a.py", "f", "y", "pass", tests),
        Mutant("b.py", "", "z - 1", "z + 1"),
    ]  # fmt: skip
