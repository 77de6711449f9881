"""How CLDR writes dates and numbers, as a language.yaml has it: python tests/languages/cldr.py TAG"""

from __future__ import annotations

import sys

from babel import Locale


def formats(tag: str) -> dict[str, object]:
    """Months, date and signs of a language or a variant."""
    locale = Locale.parse(tag, sep="-")
    signs = locale.number_symbols["latn"]
    return {
        "direction": "rtl" if locale.text_direction == "rtl" else "ltr",
        "months": list(locale.months["format"]["wide"].values()),
        "short-months": [name.rstrip(".") for name in locale.months["format"]["abbreviated"].values()],
        "date": _filled(locale.date_formats["long"].format),
        "thousands": signs["group"],
        "decimal": signs["decimal"],
    }


def _filled(format: str) -> str:
    """A pattern of Babel's with our names of gaps."""
    return str(format.replace("%(MMMM)s", "{month}").replace("%(d)s", "{day}").replace("%(y)s", "{year}"))


def main(tag: str) -> None:
    """Print it as YAML."""
    for key, value in formats(tag).items():
        print(f"{key}: [{', '.join(value)}]" if isinstance(value, list) else f'{key}: "{value}"')


if __name__ == "__main__":
    main(sys.argv[1])
