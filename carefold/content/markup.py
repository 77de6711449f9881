"""Text as other programs write it (HTML entities and tags, JATS, BibTeX and LaTeX), with marks for what is printed."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

# Private-use signs that go through citeproc unchanged and become styles afterwards.
ITALIC, UPRIGHT, BOLD, NORMAL, SUP, SUP_END, SUB, SUB_END = map(chr, range(0xE000, 0xE008))
MARKS = f"{ITALIC}-{SUB_END}"
"""All of them, for a class of a regular expression."""
PAIRS = {ITALIC: UPRIGHT, BOLD: NORMAL, SUP: SUP_END, SUB: SUB_END}

_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s<>\"']+))*\s*(/?)>")
_OF_TAG = {
    **dict.fromkeys(("i", "em", "italic"), ITALIC),
    **dict.fromkeys(("b", "strong", "bold"), BOLD),
    "sup": SUP,
    "sub": SUB,
}
_SPACES = ("p", "br", "div", "title", "sec", "break")
_PLAIN_TAGS = (
    "sc scp smallcaps small-caps span u underline tt font small big inline-formula math mrow mi mo mn mtext mstyle "
    "semantics text nocase"
)

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}  # fmt: skip
_ACCENTED = re.compile(r"\\([`'^~\"=.]|[uvHckrdb](?![A-Za-z]))\s*(?:\{\\?([^\W\d_])\}|\\?([^\W\d_]))")
_SIGNS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł",
    "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "textendash": "–", "textemdash": "—",
    "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”", "textmu": "µ",
    "textregistered": "®", "texttrademark": "™", "textdegree": "°", "degree": "°", "pm": "±", "times": "×",
    "cdot": "·", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "lt": "<", "gt": ">", "neq": "≠", "approx": "≈",
    "sim": "~", "infty": "∞", "rightarrow": "→", "to": "→", "ldots": "…", "dots": "…", "LaTeX": "LaTeX", "TeX": "TeX",
    "textasciitilde": "~", "textunderscore": "_", "lambda": "λ", "Lambda": "Λ", "varepsilon": "ε", "varphi": "φ",
    "S": "§", "copyright": "©", "textcopyright": "©", "circ": "°",
}  # fmt: skip
_GREEK = "alpha beta gamma delta epsilon zeta eta theta iota kappa mu nu xi pi rho sigma tau upsilon phi chi psi omega"
_SIGNS |= {name: unicodedata.lookup(f"GREEK SMALL LETTER {name}") for name in _GREEK.split()}
_SIGNS |= {name.capitalize(): unicodedata.lookup(f"GREEK CAPITAL LETTER {name}") for name in _GREEK.split()}
_PLAIN_COMMANDS = "textsc textrm mathrm text textup textnormal textsf mathsf texttt ensuremath mbox operatorname sc rm"
_WRAPPERS = {
    **dict.fromkeys(("textit", "emph", "mathit", "textsl", "it", "em", "itshape"), ITALIC),
    **dict.fromkeys(("textbf", "mathbf", "bf", "bfseries"), BOLD),
    "textsuperscript": SUP,
    "textsubscript": SUB,
    **dict.fromkeys(_PLAIN_COMMANDS.split(), ""),
}
_WRAPPED = re.compile(rf"\\({'|'.join(_WRAPPERS)})\s*\{{([^{{}}]*)\}}|\{{\\({'|'.join(_WRAPPERS)})\s+([^{{}}]*)\}}")
_SIGN = re.compile(r"\\([A-Za-z]+)(?:\s*\{\}|\s+|(?![A-Za-z]))")
_SHIFTED = re.compile(r"([\^_])(?:\{([^{}]*)\}|(\\[A-Za-z]+|\w))")
_BRACED = re.compile(r"\{([^{}]*)\}")
_DEEPEST = 8
"""How deep groups may lie in each other; what lies deeper is refused."""
_ESCAPED = re.compile(r"\\([&%$_#,; ]|\\|-)")


def marked(text: str) -> str:
    """The text with marks for italics, bold, raised and lowered; ValueError names what can't be printed."""
    text = "".join(_tags(_with_entities(_with_entities(_from_latex(text)))))
    text = re.sub(r"(?<!-)---(?!-)", "—", text)
    text = re.sub(r"(?<!-)--(?!-)", "–", text)
    text = re.sub(r"[ \t\r\n]+", " ", text).strip()
    _check(text)
    return text


def unmarked(text: str) -> str:
    """The text as `marked` has it, without its marks."""
    return re.sub(f"[{MARKS}]", "", marked(text))


def _with_entities(text: str) -> str:
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def _tags(text: str) -> Iterator[str]:
    at = 0
    for match in _TAG.finditer(text):
        yield text[at : match.start()]
        at, name = match.end(), match[2].rpartition(":")[2].lower()
        mark = _OF_TAG.get(name)
        if mark:
            yield PAIRS[mark] if match[1] else "" if match[3] else mark
        elif name in _SPACES:
            yield " "
        elif name not in _PLAIN_TAGS.split():
            raise ValueError(match[0])
    yield text[at:]


def _from_latex(text: str) -> str:
    if not re.search(r"[\\{}$`]|\S~\S|''", text):
        return text
    text = re.sub(r"(?<=[^\W\d]|[.,;:)\]}])~(?=\S)", "\u00a0", text)
    text = _ACCENTED.sub(_accented, text)
    text = "".join(_math(text.split("$")))
    for _ in range(_DEEPEST):
        text = _WRAPPED.sub(_wrapped, _SIGN.sub(_sign, text))
    text = _ESCAPED.sub(lambda match: {"\\": " ", "-": "", ",": "\u202f", ";": " "}.get(match[1], match[1]), text)
    text = text.replace("``", "“").replace("''", "”")
    for _ in range(_DEEPEST):
        text = _BRACED.sub(r"\1", text)
    return text


def _math(parts: list[str]) -> Iterator[str]:
    """What stands between dollars that are LaTeX's, not money's: a command, an index, or a single sign."""
    at = 0
    while at < len(parts):
        inner = parts[at]
        if 0 < at < len(parts) - 1 and (re.search(r"[\\^_]", inner) or re.fullmatch(r"[A-Za-z<>=]", inner)):
            yield _SHIFTED.sub(_shifted, inner)
            yield parts[at + 1]
            at += 2
        else:
            yield f"${inner}" if at else inner
            at += 1


def _accented(match: re.Match[str]) -> str:
    letter = match[2] or match[3]
    return unicodedata.normalize("NFC", letter + _ACCENTS[match[1]])


def _shifted(match: re.Match[str]) -> str:
    mark = SUP if match[1] == "^" else SUB
    return f"{mark}{match[2] or match[3]}{PAIRS[mark]}"


def _wrapped(match: re.Match[str]) -> str:
    mark = _WRAPPERS[match[1] or match[3]]
    inner = match[2] if match[1] else match[4]
    return f"{mark}{inner}{PAIRS.get(mark, '')}"


def _sign(match: re.Match[str]) -> str:
    return _SIGNS.get(match[1], match[0])


def _check(text: str) -> None:
    """Nothing raw is left, and each mark is closed."""
    left = re.search(r"\\[^\s]{0,20}|[{}]", text)
    if left:
        raise ValueError(left[0])
    opened: list[str] = []
    for sign in re.findall(f"[{MARKS}]", text):
        if sign in PAIRS:
            opened.append(sign)
        elif not opened or PAIRS[opened.pop()] != sign:
            raise ValueError(_SHOWN[sign])
    if opened:
        raise ValueError(_SHOWN[opened[-1]])


_SHOWN = {ITALIC: "<i>", UPRIGHT: "</i>", BOLD: "<b>", NORMAL: "</b>",
          SUP: "<sup>", SUP_END: "</sup>", SUB: "<sub>", SUB_END: "</sub>"}  # fmt: skip
