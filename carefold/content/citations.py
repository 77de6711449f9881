"""References get their numbers from where they are first cited, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from carefold.content.unknown import hint_for
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import NOWHERE
from carefold.model.inline import Citation, Paragraph, Words
from carefold.model.reference import Reference

_BARE = re.compile(r"(?<![\w.@])@(?P<at>[A-Za-z][\w-]*)|\[(?P<brackets>[A-Za-z][\w-]{2,})\]")


class Numbering:
    """Hands out numbers; feed it the citations in reading order. A handout's own items come before the library's."""

    def __init__(self, own: tuple[Reference, ...], library: Mapping[str, Reference]) -> None:
        self._own = own
        self._known: dict[str, Reference] = {**library, **{str(item.id): item for item in own}}
        self._numbers: dict[str, int] = {}
        self._seen: set[str] = set()
        self.problems: list[Finding] = []

    def numbered(self, citation: Citation) -> Citation:
        """The citation with its numbers, in rising order; ids that nobody knows are problems."""
        known = self.checked(citation)
        for wanted in known:
            self._numbers.setdefault(wanted, len(self._numbers) + 1)
        ids = tuple(sorted(known, key=self._numbers.__getitem__))
        return replace(citation, ids=ids, numbers=tuple(self._numbers[wanted] for wanted in ids), places=())

    def checked(self, citation: Citation) -> list[str]:
        """The ids that exist; they count as cited but get no number."""
        self._seen.update(citation.ids)
        for wanted in citation.ids:
            if wanted not in self._known:
                message = f"there is no reference “{wanted}”."
                self.problems.append(Finding(message, citation.place_of(wanted), hint_for(wanted, self._known)))
        return [wanted for wanted in dict.fromkeys(citation.ids) if wanted in self._known]

    def references(self) -> tuple[Reference, ...]:
        """The cited references in the order of their numbers."""
        return tuple(self._known[wanted] for wanted in self._numbers)

    def problems_of_own(self) -> list[Finding]:
        """Own items with the same id, or never cited; ask when everything was fed."""
        found: list[Finding] = []
        ids = [reference.id for reference in self._own]
        for number, reference in enumerate(self._own):
            if reference.id in ids[:number]:
                message = f"two references have the id “{reference.id}”."
                found.append(Finding(message, reference.place, "Give each its own id."))
            elif reference.id not in self._seen:
                message = f"the reference “{reference.id}” is never cited."
                found.append(Finding(message, reference.place, f"Cite it with [@{reference.id}], or remove it."))
        return found

    def bare(self, paragraph: Paragraph) -> Iterator[Finding]:
        """Ids of known works that stand in a text without brackets: these would print as they are, and cite nothing."""
        for span in (one for one in paragraph if isinstance(one, Words)):
            for match in _BARE.finditer(span.text):
                wanted = match["at"] or match["brackets"]
                if wanted in self._known:
                    place = span.places[match.start()] if span.places else NOWHERE
                    hint = f"write it in brackets and with @: [@{wanted}]."
                    yield Finding(f"“{match[0]}” cites nothing here.", place, hint)
