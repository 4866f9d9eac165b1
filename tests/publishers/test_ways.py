"""Ways about the edition, in a real browser from the disk: a date, a day at random, keys, where one left
off, a leaf seen near by; and the text of a year as a plain file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from carnet.publishers import no_progress
from carnet.publishers.site import SitePublisher
from tests.browsing import settled, until
from tests.publishers.conftest import sample
from tests.publishers.test_reading import Reader

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.browser
@pytest.mark.parametrize(
    ("written", "entry"),
    [("1940-06-16", "1940-06-17-zcf"), ("1939", "1939-01-20-qbj"), ("14.7.1939", "1939-07-14-djt"), ("2001", "1947-12-31")],
)  # fmt: skip
def test_a_date_leads_to_the_next_entry(
    browser: Any, example: Path, written: str, entry: str
) -> None:
    reader = Reader(browser)
    page = reader.opens(example / "people.html")
    page.keyboard.press("g")
    page.wait_for_selector("dialog.way input")
    assert page.evaluate("document.activeElement.type") == "text"
    page.keyboard.type("some day")
    page.keyboard.press("Enter")
    until(page, "/no date/.test(document.getElementById('way-said').textContent)")
    page.fill("dialog.way input", written)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/entries/{entry}*")
    reader.leaves()


@pytest.mark.browser
def test_keys_lead_on_and_can_be_turned_off(browser: Any, example: Path) -> None:
    reader = Reader(browser)
    page = reader.opens(example / "entries/1941-05-03-wss.html")
    page.keyboard.press("?")
    page.wait_for_selector("dialog.way .keys")
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('dialog')")
    page.keyboard.press("c")
    page.wait_for_url("**/contents.html")
    page.keyboard.press("/")
    page.wait_for_url("**/search.html*")
    until(page, "document.activeElement.id === 'query'")
    page.keyboard.type("cr?")  # letters are letters where one writes
    assert page.input_value("#query") == "cr?"
    page.goto((example / "entries/1941-05-03-wss.html").as_uri())
    page.keyboard.press("?")
    page.click("dialog.way input[type=checkbox]")
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('dialog')")
    page.keyboard.press("c")
    page.keyboard.press("r")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/entries/1941-05-0*")
    reader.leaves()


@pytest.mark.browser
def test_a_day_at_random_and_where_one_left_off(browser: Any, example: Path) -> None:
    reader = Reader(browser)
    page = reader.opens(example / "index.html")
    assert page.inner_text(".cover .on").strip() == ""
    page.click(".go button[value=random]")
    page.wait_for_url("**/entries/*")
    settled(page)
    name = page.url.rpartition("/")[2]
    page.goto((example / "index.html").as_uri())
    page.wait_for_selector(".cover .on a")
    assert page.evaluate("window.shifts") == 0
    assert page.get_attribute(".cover .on a", "href") == f"entries/{name}"
    page.click(".cover .on a")
    page.wait_for_url(f"**/entries/{name}")
    reader.leaves()


@pytest.mark.browser
def test_a_leaf_is_seen_near_by_with_keys_alone(browser: Any, example: Path) -> None:
    reader = Reader(browser, viewport={"width": 1000, "height": 800})
    page = reader.opens(example / "entries/1941-05-06-vvx.html")
    at = "new DOMMatrix(document.querySelector('.leaf img').style.transform)"
    page.focus(".facsimile a")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog.leaf")
    until(page, f"document.querySelector('.leaf img').style.transform && {at}.a > 0")
    whole = page.evaluate(f"{at}.a")
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert page.evaluate(f"{at}.a") > 1.5 * whole
    before = page.evaluate(f"{at}.f")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(f"{at}.f") < before
    page.keyboard.press("0")
    assert page.evaluate(f"{at}.a") == pytest.approx(whole)
    page.mouse.move(500, 400)
    page.mouse.wheel(0, -200)
    until(page, f"{at}.a > {whole}")
    from importlib.resources import files

    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    told = page.evaluate("axe.run({resultTypes: ['violations'], preload: false})")
    assert [one["id"] for one in told["violations"]] == []
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('dialog')")
    assert page.evaluate("document.activeElement.matches('.facsimile a')")
    reader.leaves()


@pytest.mark.browser
@pytest.mark.parametrize("name", ["date", "keys"])
def test_nobody_is_shut_out_of_a_dialog(browser: Any, example: Path, name: str) -> None:
    from importlib.resources import files

    for scheme in ("light", "dark"):
        reader = Reader(browser, color_scheme=scheme, viewport={"width": 360, "height": 700})
        page = reader.opens(example / "index.html")
        page.click(f".go button[value={name}]")
        page.wait_for_selector("dialog.way")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
        told = page.evaluate("axe.run({resultTypes: ['violations'], preload: false})")
        assert [one["id"] for one in told["violations"]] == []
        reader.leaves()


def test_the_text_of_a_year_is_a_plain_file(tmp_path: Path) -> None:
    edition = sample()
    SitePublisher().publish(edition, tmp_path / "site", tmp_path / "ledger", no_progress)
    told = (tmp_path / "site/text/1904.txt").read_text("utf-8-sig")
    assert told.startswith("Anna Weiss\nThe Notebooks of Anna Weiss\n")
    assert "--- 1904-02-29 [1904-02-29]" in told
    (entry,) = edition.published(["1904-02-29"])
    assert entry.text.strip() in told
    assert "\x00" not in told
