"""What a report says, in the project's first language."""

from __future__ import annotations

import datetime

from carefold.languages.language import DEFAULT, Language


class Words:
    """The phrases of reports in a language, those of the default language where it has none of its own."""

    def __init__(self, tag: str) -> None:
        """Of a language that carefold has words of."""
        default, own = (Language.of(one).rules("report") for one in (DEFAULT, tag))
        self._said = {name: str(own.get(name, phrase)) for name, phrase in default.items()}
        self.language, self.phrases = tag, Language.of(tag).phrases

    def __call__(self, name: str, /, **values: object) -> str:
        """A phrase with its {gaps} filled."""
        return self._said[name].format(**values) if values else self._said[name]

    def day(self, written: datetime.date | str) -> str:
        """A date in short: year-month-day, which everybody reads in one way; a dash for none."""
        return str(written) or self("nothing")

    def count(self, number: int) -> str:
        """A number with the language's signs."""
        return self.phrases.number(str(number))
