"""The card beside a name: who is meant, without leaving the page. In a real browser, from the disk."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.browsing import until
from tests.publishers.test_reading import Reader

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = "entries/1941-07-24-vpn.html"
LUCIEN = ".text a[href$='p-lucien-carpentier.html']"
SHOWN = "document.querySelector('.card') && !document.querySelector('.card').hidden"


def test_every_name_that_leads_to_a_page_has_a_card(example: Path) -> None:
    cards: dict[str, list[Any]] = {}
    for shard in (example / "cards").glob("[0-9]*.js"):
        said = re.fullmatch(r"carnet\.cards\((\d+),(.*)\);\n", shard.read_text("utf-8"))
        assert said is not None
        assert said[1] == shard.stem
        cards |= json.loads(said[2])
    kinds = "people|places|works|organisations|events"
    for page in (example / "entries").glob("*.html"):
        for path in re.findall(rf'href="\.\./((?:{kinds})/[^"#]+)\.html"', page.read_text("utf-8")):
            assert cards[path][0], (page, path)


@pytest.mark.browser
def test_a_name_that_is_pointed_to_shows_who_is_meant(browser: Any, example: Path) -> None:
    reader = Reader(browser, viewport={"width": 900, "height": 700})
    page = reader.opens(example / ENTRY)
    page.hover(LUCIEN)
    until(page, SHOWN)
    said = page.inner_text(".card")
    assert "Lucien Carpentier" in said
    assert "Mechanic, of Lille." in said
    assert "7 entries" in said
    assert page.get_attribute(LUCIEN, "aria-describedby") == "card"
    assert page.get_attribute(LUCIEN, "title") is None  # or it would stand over the card
    page.hover(".card")  # one may go there, to read and to copy
    page.wait_for_timeout(400)
    assert page.evaluate(SHOWN)
    page.keyboard.press("Escape")
    until(page, f"!({SHOWN})")
    assert page.get_attribute(LUCIEN, "title")
    assert page.get_attribute(LUCIEN, "aria-describedby") is None
    assert page.evaluate("window.shifts") == 0
    page.click(LUCIEN)  # a click leads on, as ever
    page.wait_for_url("**/people/p-lucien-carpentier.html")
    reader.leaves()


@pytest.mark.browser
def test_keys_show_it_too_in_the_readers_language_and_inside_the_window(
    browser: Any, example: Path
) -> None:
    reader = Reader(browser, viewport={"width": 340, "height": 560})
    page = reader.opens(example / ENTRY)
    page.click(".tools")
    page.check(".panel input[value=de]")
    page.keyboard.press("Escape")
    until(page, "document.documentElement.lang === 'de'")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({LUCIEN!r})"):
            break
    until(page, f"{SHOWN} && /7 Einträge/.test(document.querySelector('.card').textContent)")
    inside = "(r => r.left >= 0 && r.right <= innerWidth)(document.querySelector('.card').getBoundingClientRect())"
    assert page.evaluate(inside)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Tab")
    until(page, f"!({SHOWN}) || document.querySelector('.card').textContent.indexOf('Lucien') < 0")
    reader.leaves()


@pytest.mark.browser
def test_a_finger_that_taps_a_name_goes_to_its_page(browser: Any, example: Path) -> None:
    reader = Reader(browser, viewport={"width": 390, "height": 700}, has_touch=True)
    page = reader.opens(example / ENTRY)
    page.tap(LUCIEN)
    page.wait_for_url("**/people/p-lucien-carpentier.html")
    reader.leaves()
