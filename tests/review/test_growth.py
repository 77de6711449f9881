"""Twice the hostile text takes at most 2.3 times the CPU, in one process; ratios, since machines differ."""

from __future__ import annotations

import time

import pytest

from carefold.languages.language import Language
from carefold.model.inline import Words
from carefold.review.passages import Context, Passage
from carefold.review.rules.wordings import RULES, of_rule

RUNS = {
    "en": [
        "a", "a ", "will cure you ", "as ", "if he ", "doctor if he ", "take a pill as ",
        "twice as likely ", "the risk of a ",
        "fever of ", "children under ", "1 ", "10 mg ", "studies show ", "call 555-", "not un", "never ", "sugar is ",
        "methotrexate ", "put the spoon ", "put a ", "(", "/", "12:0", "very ", "lower your risk of a stroke of a ",
        "stops my ", "take 5 mg ", "beats ", "the latest ", "put ice ", "adults over ", "call as ",
        "weight is ", "weighs more than ", "pulse under ", "see us for a ", "stop on 4/",
    ],
    "es": ["a", "toma ", "no tiene ", "reduce el riesgo de ", "los diabéticos ", "fiebre de ", "1 de cada ",
        "tome 5 mg ", "alergia ", "mayores de ", "peso baja de ", "reduce a la mitad ", "acuéstate ", "vaya "],
}  # fmt: skip
SIGNS, ROUNDS, MOST = 20_000, 5, 2.3


class Nothing:
    """No handout: nothing is cited."""

    def near(self, _):
        return False


def seconds(run, code, signs):
    passage = Passage((Words((run * signs)[:signs]),), Context("section"), Language.of(code))
    assert len(passage.sentences) < signs
    started = time.process_time()
    for rule in RULES:
        for _ in of_rule(passage, rule, Nothing()):
            pass
    return time.process_time() - started


@pytest.mark.parametrize(("code", "run"), [(code, run) for code, runs in RUNS.items() for run in runs], ids=ascii)
def test_twice_the_text_is_at_most_a_bit_more_than_twice_the_work(code, run):
    seconds(run, code, 100)
    ratios = (seconds(run, code, 2 * SIGNS) / max(seconds(run, code, SIGNS), 0.005) for _ in range(ROUNDS))
    assert any(ratio <= MOST for ratio in ratios)
