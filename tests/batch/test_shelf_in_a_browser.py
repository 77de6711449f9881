"""The page of a shelf in a real browser: what a person at the desk sees, types and prints."""

from __future__ import annotations

import datetime

import browser
import pytest
import shelving
from shelving import dressing, page

pytestmark = pytest.mark.skipif(browser.PROGRAM is None, reason="there is no Chromium")

SHOWN = "return seen('article').map((one) => one.id)"
COUNT = "return all('#count')[0].textContent"
OPEN_ALL = "all('details').forEach((one) => { one.open = true; })"
CHOOSE = """
const [choice] = all('#language');
choice.value = 'es';
choice.dispatchEvent(new Event('input', {bubbles: true}));
"""
FOCUSED = """
const one = document.activeElement;
return [one.id || one.className || one.tagName, getComputedStyle(one).outlineWidth, one.checkVisibility()];
"""
# What axe would ask first: names, labels, order of headings, one main, unique ids, languages, contrast of all text.
FAULTS = """
const faults = [];
const named = (one) => one.labels?.length || one.getAttribute("aria-label") || one.textContent.trim();
for (const one of all("img")) if (!one.alt) faults.push("no alt");
for (const one of all("svg")) if (!one.getAttribute("aria-label")) faults.push("no label of svg");
for (const one of all("input, select, a, summary, [role=search]"))
  if (!named(one)) faults.push(`no name: ${one.outerHTML.slice(0, 80)}`);
const levels = all("h1, h2, h3, h4").map((one) => Number(one.tagName[1]));
if (levels[0] !== 1 || levels.filter((one) => one === 1).length !== 1) faults.push("not one h1, first");
levels.forEach((level, at) => { if (at && level > levels[at - 1] + 1) faults.push("a heading is left out"); });
for (const name of ["main", "header", "footer", "nav"])
  if (all(`body > ${name}, body > header > ${name}`).length !== 1) faults.push(`not one ${name}`);
const ids = all("[id]").map((one) => one.id);
if (new Set(ids).size !== ids.length) faults.push("an id twice");
for (const one of all("[aria-labelledby]"))
  if (!document.getElementById(one.getAttribute("aria-labelledby"))) faults.push("labelled by nothing");
for (const one of all("a[href^='#']"))
  if (!document.getElementById(decodeURIComponent(one.hash.slice(1)))) faults.push(`leads nowhere: ${one.hash}`);
if (!document.documentElement.lang || !document.title) faults.push("no language or title");
const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
const light = (colour) => {
  const shares = parts(colour).map((one) => one / 255);
  const [r, g, b] = shares.map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const behind = (one) => {
  for (; one; one = one.parentElement) {
    const ground = getComputedStyle(one).backgroundColor;
    if ((parts(ground)[3] ?? 1) > 0) return ground;
  }
  return "rgb(255, 255, 255)";
};
let looked = 0;
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const one = walk.currentNode.parentElement;
  if (!walk.currentNode.data.trim() || !one.checkVisibility() || ["SCRIPT", "STYLE"].includes(one.tagName)) continue;
  const [dark, bright] = [light(getComputedStyle(one).color), light(behind(one))].sort((a, b) => a - b);
  looked += 1;
  if ((bright + 0.05) / (dark + 0.05) < 4.5) faults.push(`contrast: ${walk.currentNode.data.trim().slice(0, 40)}`);
}
if (looked < 50) faults.push("no text was seen");
return faults;
"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    file = tmp_path_factory.mktemp("shelf") / "index.html"
    today, day = datetime.date.today(), datetime.timedelta(days=1)
    outputs = [one for one in shelving.shelf() if one.source not in ("old-news", "soon-due")]
    for name, left in (("old-news", -1), ("due-today", 0), ("due-soon", 90), ("not-due", 91)):
        outputs.append(
            shelving.output(name, title=name, review_by=(today + left * day).isoformat(), code="", topics=("Days",))
        )
    dressed = dressing(shelf="https://clinic.example/shelf", pictures=["better-sleep.letter.pdf"])
    file.write_bytes(page(outputs, dressed))
    return file


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    with browser.browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def opened(chromium, shelf):
    chromium.window(1280, 12_000)  # so high that all is drawn
    chromium.open(shelf)
    yield chromium
    assert [said for said in chromium.said if "expected" not in said] == []
    assert [one for one in chromium.requests if not one.startswith(("data:image/png", shelf.as_uri()))] == []


def typed(page, words):
    """What is shown when these words are typed in place of what stood there, and the count that is announced."""
    page.run("const [field] = all('#words'); field.focus(); field.select()")
    page.type(words)
    return page.run(SHOWN), page.run(COUNT)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("slee", ["h-better-sleep"] + [f"h-leaflet-{number}" for number in range(8)] + ["h-better-sleep.es"]),
        ("BETTER  sleep", ["h-better-sleep", "h-better-sleep.es"]),
        ("mejór", ["h-better-sleep.es"]),
        ("g47.0 dormir", ["h-better-sleep.es"]),
        ("abc234", ["h-better-sleep"]),
        ("ABC2E4", []),
        ("ABCO34", ["h-better-sleep"]),
        ("0OC234", ["h-better-sleep"]),
        ("0O1234", []),
        ("Code K7M2PQ", ["h-better-sleep"]),
        ("(.*) [", []),
        ("sleep nothing", []),
    ],
)  # fmt: skip
def test_search_narrows(opened, words, found):
    shown, count = typed(opened, words)
    assert sorted(shown) == sorted(found)
    assert count == (
        f"Shown: {len(found)} of 14" if found else "No handout has all of these words. Try fewer, or part of one."
    )


def test_an_empty_search_shows_all_again(opened):
    assert len(typed(opened, "xyz")[0]) == 0
    assert len(typed(opened, "")[0]) == 14


def test_a_language_is_chosen_beside_words(opened):
    opened.run(CHOOSE)
    assert opened.run(SHOWN) == ["h-better-sleep.es"]
    assert typed(opened, "leaflet")[0] == []
    assert opened.run("return all('option').map((one) => one.text)") == ["All languages", "English", "Español"]


def test_what_is_due_is_marked_by_the_readers_date(opened):
    marks = opened.run("return seen('p.mark').map((one) => one.textContent)")
    assert [mark.split(" is ")[0].split(",")[0] for mark in marks] == ["Review", "Review", "Past its review date"]
    rows = opened.run("return seen('.reviews tbody tr').map((one) => one.querySelector('a').textContent)")
    assert rows == ["old-news", "due-today", "due-soon"]
    assert "within 90 days" in opened.run("return all('#reviews-about')[0].textContent")


def test_enter_does_not_leave_the_page(opened):
    opened.run("all('#search')[0].requestSubmit()")
    assert opened.run("return location.search + all('article').length") == "14"


def test_without_a_script_all_is_shown(chromium, shelf):
    chromium.open(shelf, scripted=False)
    shown = [
        len(chromium.run(f"return seen('{what}')")) for what in ("article", "#search", ".reviews tbody tr", "p.mark")
    ]
    assert shown == [14, 0, 14, 0]


def test_everyone_can_use_it(opened):
    opened.run(OPEN_ALL)
    assert opened.run(FAULTS) == []


def test_the_look_at_faults_sees_them(opened):
    opened.run("""
        document.querySelector('img').alt = '';
        document.querySelector('label').remove();
        document.querySelector('h2').outerHTML = '<h3>x</h3>';
        document.querySelector('.about p:not(.mark)').style.color = '#999';
        document.querySelector('nav a').setAttribute('href', '#nowhere');
    """)
    faults = " ".join(opened.run(FAULTS))
    for fault in ("no alt", "no name", "heading is left out", "contrast", "leads nowhere"):
        assert fault in faults


def test_all_is_reached_with_the_keyboard_and_seen_to_be(opened):
    met = []
    for _ in range(12):
        opened.press("Tab")
        met.append(opened.run(FOCUSED))
    assert [name for name, _, _ in met][:5] == ["skip", "A", "A", "words", "language"]
    assert {(outline, seen) for _, outline, seen in met} == {("3px", True)}
    assert "file" in [name for name, _, _ in met]


@pytest.mark.parametrize(("width", "media"), [(320, "screen"), (640, "screen"), (1280, "screen"), (700, "print")])
def test_nothing_stands_out_to_the_side(opened, width, media):
    """1280 pixels at 400% are 320 (WCAG 2.1, 1.4.10)."""
    opened.run(OPEN_ALL)
    opened.window(width, 12_000, media)
    assert opened.run("return document.documentElement.scrollWidth") <= width
    over = "getBoundingClientRect().right > innerWidth + 1"
    assert opened.run(f"return all('article, form, h1, h2, .file').filter((one) => one.{over}).length") == 0


def test_paper_has_no_search(opened):
    opened.window(700, 12_000, "print")
    assert [len(opened.run(f"return seen('{what}')")) for what in ("article", "#search")] == [14, 0]


def test_no_foreign_script_runs(chromium, tmp_path):
    """Nothing that an author writes can; and what would get in all the same, the page's policy stops."""
    file = tmp_path / "index.html"
    bad = "</script><script>window.bad = 1</script><img src=x onerror='window.bad = 1'>"
    text = page([shelving.output(title=bad)]).replace(b"<nav>", f"<nav>{bad}".encode())
    file.write_bytes(text)
    chromium.open(file)
    assert chromium.run("return [window.bad ?? 0, all('#count')[0].textContent]") == [0, "Shown: 1 of 1"]
    assert any("Content Security Policy" in said for said in chromium.said)
    assert chromium.run("return document.querySelector('article h2').textContent") == bad
