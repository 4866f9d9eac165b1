"""The search page in a real browser, from the disk, with the network refused: a walk by keyboard,
filters, three languages, the way to a lit place, and what is said without scripts.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from carnet.archive import Archive
from carnet.publishers.site.search import blocks, memory
from tests.browsing import Gate, chromium, new_page, printed, settled, until
from tests.demand import need

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.browser

AS_OF = date(2026, 11, 22)
DAYS = "".join(
    f"{day} March {year}\n\nThe canary sang, and the {word}-\nkeeper's canary answered. "
    f"Number {day * year} of my days.\n\n"
    for year in (1890, 1891, 1893)
    for day, word in ((2, "lamp"), (3, "light"), (14, "book"))
)
LETTER = '---\nlanguage: fr\n---\n\n# 1892-05-06\n\nLe canari l’a réveillée ; <b>"canary"</b> en anglais.\n'


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An archive whose search data is in many blocks."""
    folder = tmp_path_factory.mktemp("search")
    (folder / "diary.txt").write_text(DAYS, "utf-8")
    (folder / "letter.md").write_text(LETTER, "utf-8")
    patch = pytest.MonkeyPatch()
    patch.setattr(blocks, "MEANT", 20)
    with Archive.new(folder / "box", [folder / "diary.txt", folder / "letter.md"])[0] as archive:
        archive.build(as_of=AS_OF)
    yield folder / "box"
    patch.undo()


@pytest.fixture(scope="module")
def context() -> Iterator[Any]:
    with chromium() as browser:
        yield browser.new_context(offline=True)


class Tab:
    """A search page that is open, and all that its console said."""

    def __init__(self, context: Any, box: Path) -> None:
        self.page = new_page(context)
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.goto((box / "site" / "search.html").as_uri())

    def ask(self, query: str) -> str:
        self.page.fill("#query", query)
        return self.count()

    def count(self) -> str:
        """How much was found, once nothing changes any more."""
        until(self.page, "document.getElementById('said').getAttribute('aria-busy') === 'false'")
        return str(self.page.inner_text("#said")).partition("\n")[0]

    def lines(self) -> list[str]:
        return [str(each) for each in self.page.locator(".kwic li").all_inner_texts()]

    def focus(self) -> str:
        return str(self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)


@pytest.fixture
def tab(context: Any, box: Path) -> Iterator[Tab]:
    tab = Tab(context, box)
    yield tab
    tab.page.close()
    assert tab.said == []


def test_there_are_many_blocks_and_lists(box: Path) -> None:
    made = [path.name for path in (box / "site" / "search").iterdir()]
    assert sum(name.startswith("b-") for name in made) >= memory.FEWEST
    assert "t-63.js" in made  # c, as in canary


def test_all_by_keyboard(tab: Tab) -> None:
    page = tab.page
    assert 'id="query"' in tab.focus()
    page.keyboard.type("canary")
    assert tab.count() == "19 hits · in 10 entries"
    assert page.inner_text("#heard") in ("", "19 hits · in 10 entries")
    until(page, "document.getElementById('heard').textContent === '19 hits · in 10 entries'")
    assert "2 March 1890" in tab.lines()[0]
    tab.press("ArrowDown", "ArrowDown")
    assert "entries/1890-03-02" in tab.focus()
    assert "n=1" in tab.focus()
    tab.press("ArrowUp", "ArrowUp")
    assert 'id="query"' in tab.focus()
    tab.press("Tab", "Tab")  # past the button, to the bars
    assert "1890: 6" in tab.focus()
    tab.press("ArrowRight", "Enter")
    assert tab.count() == "6 hits · in 3 entries"
    assert 'aria-pressed="true"' in tab.focus()
    assert all("1891" in line for line in tab.lines())
    assert "years=1891%2C1891" in page.url
    tab.press("End", "Enter")
    assert all("1893" in line for line in tab.lines())
    tab.press("Enter")
    assert tab.count() == "19 hits · in 10 entries"
    tab.press("/")
    assert 'id="query"' in tab.focus()
    tab.press("ArrowDown", "Escape")
    assert 'id="query"' in tab.focus()


def test_filters_and_order(tab: Tab) -> None:
    page = tab.page
    assert tab.ask("canar*").startswith("20 hits")
    page.click("button[data-key='language fr']")
    assert tab.count() == "2 hits · in 1 entry"
    assert page.inner_text("button[data-key='language fr']").split() == ["French", "2"]
    page.click("text=Show all again")
    assert tab.count().startswith("20 hits")
    page.click("button[data-key='source letter.md']")
    assert tab.count() == "2 hits · in 1 entry"
    page.click("button[data-key='source letter.md']")
    page.check("input[value=rank]")
    assert tab.count().startswith("20 hits")
    assert "1892" in tab.lines()[0]  # two in a short entry, one of them rare
    url = page.url
    page.goto("about:blank")
    page.goto(url)
    assert tab.count().startswith("20 hits")
    assert page.input_value("#query") == "canar*"
    assert page.is_checked("input[value=rank]")


def test_the_query_is_the_grammar_and_mistakes_are_told(tab: Tab) -> None:
    assert tab.ask("lampkeeper") == "3 hits · in 3 entries"
    assert tab.ask('"lampkeeper\'s canary" date:1891').startswith("1 hit ")
    assert tab.ask("canary AND (").startswith("A word is missing here.")
    assert tab.ask("canary colour:red").startswith("There is no such field.")
    assert tab.page.inner_text("#said mark") == "c"
    assert tab.ask("parrot phoenix").startswith("Nothing was found.")
    tab.page.click("text=parro* phoen*")
    assert tab.count().startswith("Nothing was found.")
    assert tab.ask("") == ""


def test_a_hit_leads_to_its_place_lit(tab: Tab) -> None:
    page = tab.page
    tab.ask('"keeper\'s canary"')
    tab.ask("bookkeeper")
    page.click(".kwic a")
    page.wait_for_selector("mark.lit")
    assert [each.strip() for each in page.locator("mark.lit").all_inner_texts()] == ["book-\nkeeper"] or (
        "".join(page.locator("mark.lit").all_inner_texts()).replace("\n", " ").split() == ["book-", "keeper"]
    )  # fmt: skip
    page.go_back()
    assert tab.ask("canary").startswith("19 hits")
    page.locator(".kwic a").nth(1).click()
    page.wait_for_selector("mark.lit")
    before = page.evaluate(
        "() => { const r = document.createRange(); r.setStart(document.querySelector('.text'), 0);"
        " r.setEndBefore(document.querySelector('mark.lit')); return r.toString(); }"
    )
    assert "canary" in before  # it is the second of them that is lit
    assert "mark" in tab.focus()


def test_three_languages(tab: Tab) -> None:
    page = tab.page
    tab.ask("canary")
    for language, said in (
        ("fr", "19 passages · dans 10 entrées"),
        ("de", "19 Stellen · in 10 Einträgen"),
    ):
        page.evaluate("language => localStorage.setItem('carnet.language', language)", language)
        page.reload()
        until(page, f"document.documentElement.lang === '{language}'")
        assert tab.count() == said
    assert "2. März 1890" in tab.lines()[0]
    page.evaluate("localStorage.removeItem('carnet.language')")


def test_words_that_come_late_do_not_put_the_old_language_back(tab: Tab) -> None:
    page = tab.page
    tab.ask("canary")

    gate = Gate(page, "words-..")
    page.evaluate("localStorage.setItem('carnet.language', 'de')")
    page.reload(wait_until="commit")
    gate.holds("words-en")
    gate.lets("words-de")
    until(page, "document.documentElement.lang === 'de'")
    gate.lets("words-en")
    assert tab.count() == "19 Stellen · in 10 Einträgen"
    page.evaluate("localStorage.removeItem('carnet.language')")


def test_what_is_typed_before_the_words_come_is_asked_when_they_do(tab: Tab) -> None:
    page = tab.page
    gate = Gate(page, "words-en")
    page.reload(wait_until="commit")
    gate.holds("words-en")
    until(page, "document.querySelector('.ask') && !document.querySelector('.ask').hidden")
    page.fill("#query", "canary")
    page.keyboard.press("Enter")
    gate.lets("words-en")
    assert tab.count() == "19 hits · in 10 entries"
    assert page.input_value("#query") == "canary"


def test_an_older_query_does_not_speak_after_a_newer(tab: Tab) -> None:
    page = tab.page
    gate = Gate(page, "search.[bt]-")
    page.reload()
    page.fill("#query", "canary")
    gate.holds("t-63")
    page.fill("#query", "bookkeeper")
    gate.holds("t-62")
    gate.open()  # the newer has what it needs before the older
    assert tab.count() == "3 hits · in 3 entries"
    assert page.inner_text("#said .asked") == "" or "bookkeeper" in page.text_content(
        "#said .asked"
    )
    settled(page)
    assert tab.count() == "3 hits · in 3 entries"


@pytest.mark.parametrize("broken", ["shelf.js", "t-63.js", "b-*.js"])
def test_data_that_are_broken_are_told_of(
    context: Any, box: Path, tmp_path: Path, broken: str
) -> None:
    shutil.copytree(box / "site", tmp_path / "site")
    for path in (tmp_path / "site" / "search").glob(broken):
        path.write_bytes(b"")
    tab = Tab(context, tmp_path)
    tab.ask("canary")
    assert "could not be read" in tab.page.inner_text("#said")
    tab.page.close()
    assert tab.said == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_off_and_axe_is_content(
    context: Any, box: Path, width: int, scheme: str
) -> None:
    need("axe_playwright_python")
    import axe_playwright_python

    axe = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
    other = context.browser.new_context(
        offline=True, viewport={"width": width, "height": 844}, color_scheme=scheme
    )
    tab = Tab(other, box)
    tab.page.evaluate(axe)
    for query in ("", "canar*", "parrot phoenix", "canary AND ("):
        tab.ask(query)
        settled(tab.page)
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
        found = tab.page.evaluate(
            "axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))"
        )
        assert found == [], query
    other.close()


def test_without_scripts_the_page_says_what_to_do(context: Any, box: Path) -> None:
    quiet = context.browser.new_context(offline=True, java_script_enabled=False)
    page = quiet.new_page()
    page.goto((box / "site" / "search.html").as_uri())
    assert "needs JavaScript" in page.inner_text("main")
    assert not page.is_visible(".ask")
    quiet.close()


def test_it_prints(tab: Tab) -> None:
    tab.ask("canary")
    tab.page.emulate_media(media="print")
    until(tab.page, "matchMedia('print').matches")
    assert not tab.page.is_visible(".ask")
    assert tab.page.is_visible(".kwic")
    assert printed(tab.page).startswith(b"%PDF")


def test_an_edit_changes_what_it_reaches_and_ends_with_the_bytes_of_a_clean_build(
    box: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(box, tmp_path / "copy")
    source = copy / "sources" / "diary.txt"
    text = source.read_text("utf-8")
    old, new = (
        "light-\nkeeper's canary answered. Number 5673",
        "light-\nkeeper's zebra brayed. Number 5673",
    )
    assert old in text
    source.write_text(text.replace(old, new), "utf-8")
    with Archive(copy) as archive:
        outcome = archive.build(as_of=AS_OF).published[0]
    written = {path for path in outcome.written if path.startswith("search/")}
    assert "search/t-7a.js" in written  # zebra
    assert "search/t-63.js" not in written  # a canary is left there
    assert sum(path.startswith("search/b-") for path in written) == 1
    shutil.copytree(copy / "site" / "search", tmp_path / "after")
    shutil.rmtree(copy / "site")
    shutil.rmtree(copy / ".carnet")
    with Archive(copy) as archive:
        archive.build(as_of=AS_OF)
    for path in (copy / "site" / "search").iterdir():
        assert path.read_bytes() == (tmp_path / "after" / path.name).read_bytes(), path.name
    assert len(list((tmp_path / "after").iterdir())) == len(
        list((copy / "site" / "search").iterdir())
    )


def test_what_it_remembers_may_be_lost_or_broken(box: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(box, tmp_path / "copy")
    kept = sorted((copy / ".carnet" / "site.memory").iterdir())
    assert len(kept) > memory.FEWEST
    before = {path.name: path.read_bytes() for path in (copy / "site" / "search").iterdir()}
    for path in kept:
        path.write_text('{"t-63": "nonsense"}' if path != kept[-1] else "[]", "utf-8")
    shutil.rmtree(copy / "site")
    with Archive(copy) as archive:
        archive.build(as_of=AS_OF)
    assert {path.name: path.read_bytes() for path in (copy / "site" / "search").iterdir()} == before
