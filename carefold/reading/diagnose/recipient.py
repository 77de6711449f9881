"""`address` as a block is the recipient's, placed for an envelope's window; a clinic's own stands in `contact`."""

from __future__ import annotations

from carefold.diagnostics.finding import Finding
from carefold.reading.diagnose.flow import entry
from carefold.reading.diagnose.quoting import write_hint
from carefold.reading.yaml.nodes import Map, Scalar
from carefold.reading.yaml.source import Source


def lone_address(source: Source, node: Map) -> Finding | None:
    """What is wrong with a recipient of a single line without a field, such as a clinic's address."""
    found = node.entry("address")
    if found is None or len(node.entries) > 1:
        return None
    key, value = found
    if not isinstance(value, Scalar) or not value.text.strip() or "{{" in value.text or "\n" in value.text:
        return None
    made = write_hint(source, key.start, value.end, entry("contact", {"address": value.text}))
    hint = f"the recipient's is a list: `- address: [name, street, town]`; for a clinic's, {made}"
    return Finding("`address` is the recipient's, for the window of an envelope.", key.place, hint)
