"""Titles as other programs write them."""

from __future__ import annotations

import pytest

from carefold.content.markup import BOLD, ITALIC, NORMAL, SUB, SUB_END, SUP, SUP_END, UPRIGHT, marked, unmarked

_SHOWN = {ITALIC: "<i>", UPRIGHT: "</i>", BOLD: "<b>", NORMAL: "</b>", SUP: "^", SUP_END: "^", SUB: "~", SUB_END: "~"}


def _shown(text: str) -> str:
    return "".join(_SHOWN.get(sign, sign) for sign in marked(text))


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Sleep &amp; health", "Sleep & health"),
        ("women&#8217;s, women&#x2019;s", "women’s, women’s"),
        ("A &amp;amp; B &lt; C", "A & B < C"),
        ("&lt;i&gt;E. coli&lt;/i&gt;", "<i>E. coli</i>"),
        ("AT&T and R&D; p < 0.05", "AT&T and R&D; p < 0.05"),
        ("{CSS} and {{NASA}}", "CSS and NASA"),
        ("<em>a</em> <i>b</i> <italic>c</italic> <jats:italic>d</jats:italic>", "<i>a</i> <i>b</i> <i>c</i> <i>d</i>"),
        ("<b>a</b> <strong>b</strong>", "<b>a</b> <b>b</b>"),
        ("10<sup>9</sup> and CO<sub>2</sub>", "10^9^ and CO~2~"),
        ("<jats:sup>99m</jats:sup>Tc", "^99m^Tc"),
        ('<span class="nocase">mTOR</span> <scp>NASA</scp> <sc>x</sc>', "mTOR NASA x"),
        ("<p>One</p><p>two</p>", "One two"),
        ("<jats:title>One</jats:title><br/>two", "One two"),
        ('<mml:math xmlns:mml="http://x"><mml:mi>β</mml:mi></mml:math>-cells', "β-cells"),
        ("\\textit{E. coli}, \\emph{x}, {\\it y}, \\textbf{z}", "<i>E. coli</i>, <i>x</i>, <i>y</i>, <b>z</b>"),
        ("\\textbf{\\textit{x}}", "<b><i>x</i></b>"),
        ("caf\\'e {\\'e}t{\\'{e}} na\\\"{\\i}ve", "café été naïve"),
        ("\\c{c} Erd{\\H o}s {\\o}re \\AA ngstrom \\ss", "ç Erdős øre Ångstrom ß"),
        ("$\\beta$-blockers, \\alpha-synuclein", "β-blockers, α-synuclein"),
        ("$10^9$ $10^{-9}$ H$_2$O", "10^9^ 10^-9^ H~2~O"),
        ("\\textsuperscript{99m}Tc", "^99m^Tc"),
        ("from $5 to $10", "from $5 to $10"),
        ("2010--2020, then --- soon", "2010–2020, then — soon"),
        ("Fig.~1 of ~10%", "Fig.\u00a01 of ~10%"),
        ("``quoted'' 50\\% \\& more", "“quoted” 50% & more"),
        ("a_b and a^b", "a_b and a^b"),
        ("{$<$}i{$>$}x{$<$}/i{$>$}", "<i>x</i>"),
        ("  two\n lines ", "two lines"),
    ],
)  # fmt: skip
def test_what_is_meant_is_printed(written: str, printed: str) -> None:
    assert _shown(written) == printed


@pytest.mark.parametrize(
    ("written", "sign"),
    [
        ("10<mml:msup>9</mml:msup>", "<mml:msup>"),
        ("an <AUC> of 1", "<AUC>"),
        ("<i>never closed", "<i>"),
        ("never opened</sup>", "</sup>"),
        ("<i>cros<sup>sed</i></sup>", "</i>"),
        ("\\frac{1}{2}", "\\frac12"),
        ("a } b", "}"),
        ("C:\\temp", "\\temp"),
    ],
)
def test_what_cannot_be_printed_is_named(written: str, sign: str) -> None:
    with pytest.raises(ValueError) as caught:
        marked(written)
    assert str(caught.value) == sign


def test_names_have_no_marks() -> None:
    assert unmarked("Erd{\\H o}s <i>P</i>") == "Erdős P"
