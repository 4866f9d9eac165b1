"""The site in a real browser, from the disk: no network, no error, no sideways scrolling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browsing import chromium, new_page, printed, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGES = (
    "index.html", "about.html", "sources.html", "contents/1889.html", "sources/paris.xml.html",
    "entries/1887-11-09.html", "entries/1889-04-02.html", "entries/1904-02-29.html",
    "entries/1917-10-25.html",
)  # fmt: skip

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with chromium() as browser:
        yield browser


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_quiet_and_fit(browser, built: Path, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page = new_page(context)
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    for language in ("en", "fr", "de"):
        for path in PAGES:
            page.goto((built / language / path).as_uri())
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (path, wide)
            colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert colour == ("rgb(251, 249, 244)" if scheme == "light" else "rgb(24, 22, 19)")
    assert said == []
    assert {url.partition(":")[0] for url in asked} <= {"file", "data"}
    context.close()


def test_the_policy_holds_against_script_and_style(browser, built: Path, tmp_path: Path) -> None:
    page = (built / "en/about.html").read_text("utf-8")
    evil = "<script>document.title='bad'</script><p id=x style='color:red'>x</p>"
    (tmp_path / "evil.html").write_text(page.replace("</main>", f"{evil}</main>"), "utf-8")
    tab = new_page(browser)
    tab.goto((tmp_path / "evil.html").as_uri())
    assert tab.title() != "bad"
    assert tab.evaluate("getComputedStyle(x).color") != "rgb(255, 0, 0)"
    tab.close()


def test_the_keyboard_reaches_the_text_first(browser, built: Path) -> None:
    page = new_page(browser)
    page.goto((built / "en/entries/1904-02-29.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    until(page, "document.activeElement.getBoundingClientRect().top >= 0")  # it slides in
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    until(page, "location.hash === '#text'")
    assert page.evaluate("document.activeElement.id") == "text"
    page.close()


def test_a_note_and_its_place_are_one_key_apart(browser, built: Path) -> None:
    page = new_page(browser)
    page.goto((built / "en/entries/1889-04-02.html").as_uri())
    page.click("#ref-1")
    until(page, "location.hash === '#note-1'")
    page.click("#note-1 a.back")
    until(page, "location.hash === '#ref-1'")
    page.close()


def test_text_has_contrast(browser, built: Path) -> None:
    script = """() => {
      const lum = c => { const [r,g,b] = c.match(/[\\d.]+/g).map(Number).map(v => (v /= 255) <= .03928
        ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
      const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
        if (!/, 0\\)$/.test(c)) return c; } return 'rgb(255,255,255)'; };
      return [...document.querySelectorAll('body *')]
        .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
        .map(e => { const a = lum(getComputedStyle(e).color), b = lum(ground(e));
          return [(Math.max(a, b) + .05) / (Math.min(a, b) + .05), e.outerHTML.slice(0, 80)]; })
        .filter(([ratio]) => ratio < 4.5); }"""
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = new_page(context)
        for path in PAGES:
            page.goto((built / "en" / path).as_uri())
            assert page.evaluate(script) == [], (scheme, path)
        context.close()


def test_print_is_a_page_of_a_book(browser, built: Path) -> None:
    page = new_page(browser)
    page.goto((built / "en/entries/1904-02-29.html").as_uri())
    page.emulate_media(media="print")
    until(page, "matchMedia('print').matches")
    for hidden in (".top nav", ".crumbs", ".turn", ".named", ".skip"):
        assert not page.is_visible(hidden), hidden
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.text a:not(.para)')).color")
        == "rgb(0, 0, 0)"
    )
    assert printed(page).startswith(b"%PDF")
    page.close()
