"""JUnit XML of a check: a suite for each file, a case for each finding; those that count are failures."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from carefold.diagnostics.visible import visible
from carefold.reports.outcome import Checked, Outcome


def junit(outcome: Outcome) -> str:
    """The document, in ASCII, so that no terminal can spoil it."""
    root = ET.Element("testsuites", name="carefold check")
    for checked in outcome.everything():
        root.append(_suite(checked, outcome))
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="us-ascii", xml_declaration=True)
    return data.decode("ascii")


def _suite(checked: Checked, outcome: Outcome) -> ET.Element:
    failures = sum(map(outcome.counts, checked.findings))
    tests = str(max(1, len(checked.findings)))
    suite = ET.Element("testsuite", name=visible(checked.subject), tests=tests, failures=str(failures), errors="0")
    if checked.accepted:
        properties = ET.SubElement(suite, "properties")
        ET.SubElement(properties, "property", name="accepted", value=str(len(checked.accepted)))
    if not checked.findings:
        ET.SubElement(suite, "testcase", classname=visible(checked.subject), name="nothing found")
    for finding in checked.findings:
        name = visible(f"{finding.code} {finding.place}")
        case = ET.SubElement(suite, "testcase", classname=visible(checked.subject), name=name)
        if outcome.counts(finding):
            inside = ET.SubElement(case, "failure", type=finding.code, message=visible(finding.message))
        else:
            inside = ET.SubElement(case, "system-out")
        inside.text = visible(str(finding))
    return suite
