"""A long index made short by what is written above it, in a real browser from the disk."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from carnet.archive import Archive
from tests.browsing import chromium, until
from tests.demand import need
from tests.publishers.test_reading import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SURNAMES = (
    "Abt",
    "Bräm",
    "Čapek",
    "Dörr",
    "Élie",
    "Fink",
    "Görg",
    "Huß",
    "Ingold",
    "Jäggi",
    "Kost",
)
FORENAMES = (
    "Anna",
    "Bela",
    "Clara",
    "Dora",
    "Emil",
    "Fritz",
    "Greta",
    "Hans",
    "Ida",
    "Jens",
    "Kurt",
)
SHOWN = "document.querySelectorAll('.register li:not([hidden])').length"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """121 people, all named on one day; one of them has another name."""
    names = [
        (f"{f} {s}", f"p{n}{m}", f, s)
        for n, s in enumerate(SURNAMES)
        for m, f in enumerate(FORENAMES)
    ]
    said = ", ".join(f'<persName ref="#{id_}">{name}</persName>' for name, id_, _, _ in names)
    at = tmp_path_factory.mktemp("narrow")
    (at / "day.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Guests</title>'
        "</titleStmt><publicationStmt><p>none</p></publicationStmt><sourceDesc><p>none</p></sourceDesc>"
        '</fileDesc></teiHeader><text><body><div type="entry"><head><date when="1921-06-01">1 June 1921'
        f"</date></head><p>Here were {said}.</p></div></body></text></TEI>", "utf-8",
    )  # fmt: skip
    archive, _ = Archive.new(at / "a", [at / "day.xml"])
    rows = [f"{i},{name},{f},{s},{'Muck' if i == 'p00' else ''}" for name, i, f, s in names]
    people = archive.folder / "register/people.csv"
    people.write_text("\n".join(["id,name,forename,surname,variants", *rows]) + "\n", "utf-8")
    with archive:
        archive.build()
    return archive.folder / "site"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@pytest.mark.browser
def test_an_index_becomes_as_short_as_one_asks(browser: Any, site: Path) -> None:
    need("axe_playwright_python")
    reader = Reader(browser)
    page = reader.opens(site / "people.html")
    page.wait_for_selector(".narrow input")
    assert page.evaluate(SHOWN) == 121
    for asked, left, told in (
        ("bram", 11, "11 names"), ("huss gre", 1, "1 name"), ("MUCK", 1, "1 name"), ("capek", 11, "11 names"),
        ("qqq", 0, "No name here has these words."), ("", 121, ""),
    ):  # fmt: skip
        page.fill(".narrow input", asked)
        until(page, f"{SHOWN} === {left}")
        until(page, f"document.querySelector('.narrow [role=status]').textContent === {told!r}")
    page.fill(".narrow input", "anna k")
    until(page, f"{SHOWN} === 1")
    assert page.evaluate("document.querySelectorAll('.register section:not([hidden])').length") == 1
    reader.chooses(language="de")
    page.wait_for_selector(".narrow input")
    until(page, "/Nur zeigen/.test(document.querySelector('.narrow').textContent)")
    page.fill(".narrow input", "dora")
    until(page, "document.querySelector('.narrow [role=status]').textContent === '11 Namen'")
    assert reader.said == []  # axe itself asks for what the policy refuses
    axe = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    page.evaluate(axe)
    assert page.evaluate("axe.run().then(r => r.violations.map(v => v.id))") == []
    reader.said.clear()
    reader.leaves()


@pytest.mark.browser
def test_without_a_script_the_letters_lead_on(browser: Any, site: Path) -> None:
    reader = Reader(browser, java_script_enabled=False)
    page = reader.opens(site / "people.html")
    assert not page.locator(".narrow").is_visible()
    assert page.locator(".letters a").count() == len(SURNAMES)
    reader.leaves()
