"""The published site as its readers meet it: opened from the disk in a browser, with the network
refused; by keyboard, by those who cannot see it, in each language, on paper.
"""

from __future__ import annotations

import json
import re
from html import unescape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from carnet.publishers.site.words import words_in
from tests.browsing import Gate, chromium, new_page, printed, settled, until
from tests.demand import need
from tests.publishers.conftest import sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.browser

PAGES = (
    "index.html", "contents.html", "about.html", "about/colophon.html", "sources.html", "replay.html", "search.html",
    "contents/1889.html", "contents/undated.html", "contents/language-fr.html", "days/02-29.html",
    "sources/paris.xml.html", "entries/1887-11-09.html", "entries/1889-04-02.html",
    "entries/1889-undated-1.html", "entries/1904-02-29.html", "entries/192x.html",
)  # fmt: skip
ENTRY = "entries/1904-02-29.html"
WATCH = """
window.shifts = 0;
window.refused = [];
new PerformanceObserver(list => { for (const e of list.getEntries()) window.shifts += e.value; })
  .observe({type: 'layout-shift', buffered: true});
document.addEventListener('securitypolicyviolation', e => window.refused.push(e.violatedDirective + ' ' + e.blockedURI));
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


class Reader:
    """Somebody at a browser whose network is cut; remembers what went wrong."""

    def __init__(self, browser: Any, **more: Any) -> None:
        self.context = browser.new_context(offline=True, accept_downloads=True, **more)
        self.context.add_init_script(WATCH)
        self.page = new_page(self.context)
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def opens(self, path: Path) -> Any:
        self.page.goto(path.as_uri())
        self.page.wait_for_load_state("load")
        return self.page

    def chooses(self, **choices: str) -> None:
        for name, value in choices.items():
            self.page.evaluate("([n, v]) => localStorage.setItem('carnet.' + n, v)", [name, value])
        self.page.reload()
        if "language" in choices:
            self.reads(choices["language"])

    def reads(self, language: str) -> None:
        """Wait until the page is in a language."""
        until(self.page, f"document.documentElement.lang === '{language}'")

    def leaves(self) -> None:
        assert self.said == []
        assert {url.partition(":")[0] for url in self.asked} <= {"file", "data", "blob"}
        self.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_nobody_is_shut_out(browser, built: Path, language: str, scheme: str) -> None:
    need("axe_playwright_python")
    axe = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    reader = Reader(browser, color_scheme=scheme)
    # A language that its reader chose on pages of another, and one that is the archive's own.
    home = built / ("en" if language != "de" else "de")
    page = reader.opens(home / "index.html")
    reader.chooses(language=language)
    found = []
    for path in PAGES:
        page.goto((home / path).as_uri())
        reader.reads(language)
        page.evaluate(axe)
        told = page.evaluate("axe.run({resultTypes: ['violations'], preload: false})")
        found += [
            (path, one["id"], [node["html"][:120] for node in one["nodes"][:3]])
            for one in told["violations"]
        ]
    assert found == []
    reader.leaves()


def test_pages_are_light_and_nothing_moves(browser, built: Path) -> None:
    reader = Reader(browser)
    page = reader.opens(built / "en" / ENTRY)
    for choices in ({}, {"language": "fr", "light": "dark", "lines": "kept"}):
        reader.chooses(**choices)
        for path in PAGES:
            file = built / "en" / path
            assert file.stat().st_size < 60_000
            page.goto(file.as_uri())
            reader.reads(choices.get("language", "en"))
            settled(page)
            assert page.evaluate("window.shifts") == 0, path
            assert page.evaluate("window.refused") == [], path
    reader.leaves()


def test_a_reader_chooses_and_is_remembered(browser, built: Path) -> None:
    reader = Reader(browser)
    page = reader.opens(built / "en" / ENTRY)
    assert not page.is_visible("#choices")
    page.click(".tools")
    page.check("#choices input[value=fr]")
    reader.reads("fr")
    assert page.inner_text("h1").replace("\n", " ") == "Lundi 29 février 1904"
    assert page.title() == "lundi 29 février 1904 · The Notebooks of Anna Weiss"
    assert "Pour citer" in page.inner_text(".record")
    assert page.inner_text(".month caption") == "février 1904"
    assert page.get_attribute(".text", "lang") == "en", "the text is not put into another language"
    page.check("#choices input[value=dark]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(24, 22, 19)"
    page.check("#choices input[value=kept]")
    page.keyboard.press("Escape")
    assert not page.is_visible("#choices")
    page.click(".turn a[rel=next]")
    reader.reads("fr")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(24, 22, 19)"
    assert page.get_attribute("html", "data-lines") == "kept"
    reader.leaves()


def test_of_two_languages_chosen_in_haste_the_last_wins(browser, built: Path) -> None:
    reader = Reader(browser)
    gate = Gate(reader.page, "words-de")
    page = reader.opens(built / "en" / ENTRY)
    page.click(".tools")
    page.check("#choices input[value=de]")
    gate.holds("words-de")
    page.check("#choices input[value=fr]")
    reader.reads("fr")
    gate.lets("words-de")
    until(page, "new Promise(done => carnet.need('de', () => done(true)))")
    assert page.get_attribute("html", "lang") == "fr"
    assert page.inner_text("h1").replace("\n", " ") == "Lundi 29 février 1904"
    assert page.is_checked("#choices input[value=fr]")
    reader.leaves()


def test_a_language_whose_words_are_missing_can_be_asked_for_again(browser, built: Path) -> None:
    reader = Reader(browser)
    gate = Gate(reader.page, "words-fr")
    page = reader.opens(built / "en" / ENTRY)
    page.click(".tools")
    page.check("#choices input[value=fr]")
    gate.fails("words-fr")
    page.evaluate("window.open_gate = true")
    page.check("#choices input[value=en]")
    page.check("#choices input[value=fr]")
    reader.reads("fr")
    reader.leaves()


def test_pages_put_into_a_language_are_those_made_in_it(browser, built: Path) -> None:
    """What the script makes of a page is what is made by the press, word for word."""
    words = """() => [document.querySelector('body').innerText,
      ...[...document.querySelectorAll('[title]')].map(e => e.title),
      ...[...document.querySelectorAll('[aria-label]')].map(e => e.getAttribute('aria-label'))]"""
    reader = Reader(browser)
    page = reader.opens(built / "en/index.html")
    for language in ("fr", "de"):
        page.goto((built / "en/index.html").as_uri())
        reader.chooses(language=language)
        for path in PAGES:
            page.goto((built / "en" / path).as_uri())
            reader.reads(language)
            turned = page.evaluate(words)
            page.evaluate("localStorage.clear()")
            page.goto((built / language / path).as_uri())
            settled(page)
            made = page.evaluate(words)
            page.evaluate(f"localStorage.setItem('carnet.language', '{language}')")
            assert turned == made, (language, path)
    reader.leaves()


def test_python_and_the_browser_tell_the_same_words(browser, built: Path) -> None:
    specs = [
        "entries|n#1", "entries|n#0", "entries|n#1234567", "withheld_day|day@2040-01-01",
        "note_by|by=A {n} \\ $& B|on@2026-11-22", "month_has|month&month.5|year@1904",
        "kind.person\n=#pmb1\nstanding.stated", "=as it is", "about_date|day@0044", "about_date|day@-0043",
        "about_date|day@1904-02", "about_date|day@1904-13", "about_date|day@no date", "no.such.key",
    ]  # fmt: skip
    reader = Reader(browser)
    page = reader.opens(built / "en" / ENTRY)
    for language in ("en", "fr", "de"):
        reader.chooses(language=language)
        told = page.evaluate(
            "specs => new Promise(done => carnet.with_words(() => done(specs.map(carnet.tell))))",
            specs,
        )
        assert told == [words_in(language).spoken(spec) for spec in specs]
    reader.leaves()


def test_a_passage_is_copied_with_its_citation(browser, built: Path) -> None:
    reader = Reader(browser)
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = reader.opens(built / "en/entries/1889-04-02.html")
    page.evaluate("""() => { const p = document.getElementById('p2'), r = document.createRange();
      r.selectNodeContents(p); getSelection().removeAllRanges(); getSelection().addRange(r); }""")
    page.wait_for_selector(".quotebar:not([hidden])")
    page.click(".quotebar button >> nth=0")
    until(page, "document.querySelector('.quotebar [role=status]').textContent")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(
        "“Le soir, avec Berthe, au bouillon Duval ; on y mange pour dix-neuf sous. Berthe"
    )
    assert "Anna Weiss, “Premier jour”, in The Notebooks of Anna Weiss" in copied
    assert copied.endswith("https://weiss.example.org/notebooks/entries/1889-04-02.html#p2")
    page.click(".quotebar button >> nth=1")
    until(page, "navigator.clipboard.readText().then(words => !words.includes('Anna'))")
    assert page.evaluate("navigator.clipboard.readText()").endswith("1889-04-02.html#p2")
    page.evaluate("getSelection().removeAllRanges(); document.activeElement.blur()")
    page.wait_for_selector(".quotebar", state="hidden")
    reader.leaves()


def test_citations_for_programs(browser, built: Path) -> None:
    reader = Reader(browser)
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = reader.opens(built / "en/entries/1889-04-02.html")
    copied = {}
    for style in ("bibtex", "ris", "csl"):
        page.focus(f".styles button[value={style}]")
        page.evaluate("navigator.clipboard.writeText('')")
        page.keyboard.press("Enter")
        until(page, "navigator.clipboard.readText().then(words => words.length > 0)")
        until(page, "document.querySelector('.styles [role=status]').textContent === 'Copied.'")
        copied[style] = page.evaluate("navigator.clipboard.readText()")
    assert "@incollection{1889-04-02,\n  author = {{Anna Weiss}},\n" in copied["bibtex"]
    assert "  date = {1889-04-02},\n  year = {1889},\n  langid = {fr},\n" in copied["bibtex"]
    ris = copied["ris"].replace("\r", "").splitlines()
    assert ris[0] == "TY  - CHAP"
    assert {"AU  - Anna Weiss", "TI  - Premier jour", "DA  - 1889/04/02"} <= set(ris)
    assert ris[-1] == "ER  - "
    item = json.loads(copied["csl"])[0]
    assert item["issued"] == {"date-parts": [[1889, 4, 2]]}
    assert item["container-title"] == "The Notebooks of Anna Weiss"
    assert item["URL"] == "https://weiss.example.org/notebooks/entries/1889-04-02.html"
    reader.leaves()


def test_the_cover_leads_to_today(browser, built: Path) -> None:
    for day, path, said in (
        ("2027-02-28", "02-29", "Der nächste Tag im Tagebuch · 29. Februar"),
        ("2027-10-25", "10-25", "Heute im Tagebuch · 25. Oktober"),
        ("2027-12-31", "02-29", "Der nächste Tag im Tagebuch · 29. Februar"),
    ):
        reader = Reader(browser)
        reader.page.clock.set_fixed_time(f"{day}T12:00:00")
        page = reader.opens(built / "de/index.html")
        until(page, "document.querySelector('.today blockquote')")
        assert page.inner_text(".today > p:first-child") == said
        # one of its entries begins there, and all years that have one are named
        entry = page.get_attribute(".today .from a", "href")
        words = page.inner_text(".today blockquote").removesuffix("…").strip()
        assert len(words) > 20
        held = (built / "de" / entry).read_text("utf-8")
        assert words[:20] in re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", held)))
        on_day = set(
            re.findall(
                r'href="\.\./(entries/[^"]+)"', (built / f"de/days/{path}.html").read_text("utf-8")
            )
        )
        years = {a.get_attribute("href") for a in page.query_selector_all(".today ul a")}
        assert (years or {entry}) <= on_day
        assert page.evaluate("window.shifts") == 0
        page.click(".today a")
        page.wait_for_url(f"**/days/{path}.html")
        reader.leaves()


def test_everything_is_reached_by_keyboard_alone(browser, built: Path) -> None:
    reader = Reader(browser)
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = reader.opens(built / "en" / ENTRY)
    here = """() => { const e = document.activeElement, box = e.getBoundingClientRect();
      return [e.tagName, e.className, e.getAttribute('href') || e.value || '', e.rel || '',
        getComputedStyle(e).outlineStyle !== 'none' && box.width > 0]; }"""
    met = []
    for _ in range(200):
        page.keyboard.press("Tab")
        now = page.evaluate(here)
        if now[0] == "BODY":
            break
        met.append(now)
    reached = {(tag, href or name) for tag, name, href, _, _ in met}
    everything = page.evaluate("""() => [...document.querySelectorAll('a[href], button, summary, input')]
      .filter(e => e.offsetParent || e.className === 'skip' || e.className === 'para')
      .map(e => [e.tagName, e.getAttribute('href') || e.value || e.className])""")
    assert {tuple(one) for one in everything} <= reached
    assert all(outlined for *_, outlined in met), [one for one in met if not one[-1]]
    # ¶ shows itself when it is reached
    page.focus("#p1 > .para")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).opacity") == "1"
    page.keyboard.press("Enter")
    until(page, "location.hash === '#p1'")
    # the choices: open, move with the arrows, choose, leave with Escape
    page.focus(".tools")
    page.keyboard.press("Enter")
    page.wait_for_selector("#choices:not([hidden])")
    page.keyboard.press("ArrowDown")
    reader.reads("fr")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    until(page, "document.documentElement.getAttribute('data-light') === 'dark'")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "tools"
    # a passage: what is selected can be copied without a pointer
    page.evaluate("""() => { const p = document.getElementById('p1'), r = document.createRange();
      r.selectNodeContents(p); getSelection().removeAllRanges(); getSelection().addRange(r); }""")
    page.wait_for_selector(".quotebar:not([hidden])")
    page.focus(".quotebar button")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('.quotebar [role=status]').textContent === 'Copié.'")
    # and the arrows turn the page
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/1917-10-25.html")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/1904-02-29.html")
    reader.leaves()


def test_a_calendar_made_in_the_browser_is_that_of_the_press(
    browser, built: Path, tmp_path: Path
) -> None:
    from dataclasses import replace

    from carnet.publishers import no_progress
    from carnet.publishers.site import SitePublisher

    edition = sample()
    for start in ("2027-11-09", "2027-02-01"):
        edition.facts = replace(edition.facts, replay_from=start)
        SitePublisher().publish(edition, tmp_path / start, tmp_path / "ledger", no_progress)
        reader = Reader(browser)
        page = reader.opens(built / "en/replay.html")
        page.wait_for_selector("#replay button:enabled")
        page.fill("#start", start)
        page.click("#replay button")
        page.wait_for_selector("#made a")
        with page.expect_download() as saved:
            page.click("#made a")
        data = saved.value.path().read_bytes().decode()
        expected = (tmp_path / start / "feeds/replay.ics").read_bytes().decode()
        assert data.replace("\r\n ", "") == expected.replace("\r\n ", "")
        assert all(len(line.encode()) <= 75 for line in data.split("\r\n"))
        reader.leaves()


def test_without_scripts_all_can_be_read(browser, built: Path) -> None:
    reader = Reader(browser, java_script_enabled=False)
    page = reader.opens(built / "fr" / ENTRY)
    assert page.is_visible(".text")
    assert not page.is_visible(".tools"), "no button that does nothing"
    page.click(".turn a[rel=next]")
    page.click(".crumbs a >> nth=1")
    assert page.is_visible(".wall .month >> nth=0")
    page.click("header nav a >> nth=0")
    assert page.is_visible("svg.timeline")
    page.click("summary")
    assert page.is_visible(".figures td >> nth=0")
    reader.context.close()


def test_a_printed_entry_has_its_citation_and_no_buttons(browser, built: Path) -> None:
    reader = Reader(browser)
    page = reader.opens(built / "en/entries/1889-04-02.html")
    page.emulate_media(media="print")
    until(page, "matchMedia('print').matches")
    seen = page.evaluate("document.body.innerText")
    assert seen.startswith("The Notebooks of Anna Weiss")
    assert "Anna Weiss, “Premier jour”, in The Notebooks of Anna Weiss" in seen
    for hidden in (".top nav", ".tools", ".crumbs", ".turn", ".days", ".para >> nth=0"):
        assert not page.is_visible(hidden), hidden
    pdf = printed(page)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    reader.leaves()
