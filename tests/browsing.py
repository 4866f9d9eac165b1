"""A real browser for tests. They wait for what must become true, never for a time to pass: with
`CARNET_THROTTLE=20` each page has a twentieth of the processor, and all must still hold.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tests.demand import need

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 30.0
"""Seconds until what should have come true is called a failure; a test that passes waits far less."""


@contextmanager
def chromium() -> Iterator[Any]:
    """The machine's own browser."""
    path = need("chromium")
    need("playwright")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def new_page(of: Any) -> Any:
    """A page of a browser or of one of its contexts."""
    page = of.new_page()
    if rate := os.environ.get("CARNET_THROTTLE"):
        page.context.new_cdp_session(page).send(
            "Emulation.setCPUThrottlingRate", {"rate": float(rate)}
        )
    return page


class Gate:
    """Holds back the scripts that a page loads by and by, at addresses of a pattern, until each is
    let through. It stands in pages that are opened after it.
    """

    _STANDS = """
      window.held = {};
      const real = Node.prototype.appendChild;
      Node.prototype.appendChild = function (e) {
        if (e.tagName === 'SCRIPT' && /PATTERN/.test(e.src) && !window.open_gate) {
          window.held[e.src.replace(/^.*\\/|\\.js$/g, '')] = [e, () => real.call(this, e)];
          return e;
        }
        return real.call(this, e);
      };
    """

    def __init__(self, page: Any, pattern: str) -> None:
        self._page = page
        page.add_init_script(self._STANDS.replace("PATTERN", pattern))

    def holds(self, name: str) -> None:
        """Wait until it holds the script of this name."""
        until(self._page, f"window.held && '{name}' in held")

    def lets(self, name: str) -> None:
        """Let a script through."""
        self.holds(name)
        self._page.evaluate(f"held['{name}'][1]()")

    def fails(self, name: str) -> None:
        """Say that a script cannot be read."""
        self.holds(name)
        self._page.evaluate(f"held['{name}'][0].onerror()")

    def open(self) -> None:
        """Hold nothing any more, and let all that is held through, the last comer first."""
        self._page.evaluate(
            "() => { window.open_gate = true; Object.values(held).reverse().forEach(one => one[1]()); }"
        )


def until(page: Any, true: str) -> None:
    """Wait for something to be true in the page. Playwright's own way would have the page evaluate
    a string again and again, which its policy forbids.
    """
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if page.evaluate(true):
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"never came true: {true}")


def settled(page: Any) -> None:
    """Wait until the page is drawn and stands as it will: two frames, after its fonts are there."""
    page.evaluate(
        "() => document.fonts.ready.then(() => new Promise(done =>"
        " requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))))"
    )


def printed(page: Any) -> bytes:
    """A page as PDF, once it stands as it will. Of a page that it prints the next time, and thousands of
    times before, Chromium has said "Printing failed": it is asked twice, and a page that cannot be
    printed fails twice.
    """
    from playwright.sync_api import Error

    settled(page)
    try:
        pdf: bytes = page.pdf(prefer_css_page_size=True)
    except Error as error:
        if "Printing failed" not in str(error):
            raise
        pdf = page.pdf(prefer_css_page_size=True)
    return pdf
