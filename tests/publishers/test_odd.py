"""Archives unlike others: hardly anything in them, far ages, other scripts, too much of everything. Each
is built, can be read, and what it holds is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html

from carnet.archive import Archive
from carnet.publishers.site.escape import spoken

if TYPE_CHECKING:
    from pathlib import Path

TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{}</title>'
    "</titleStmt></fileDesc></teiHeader><text><body>{}</body></text></TEI>"
)


def build(folder: Path, **files: str) -> Archive:
    """An archive of some files, built; a name has its ending after a low line."""
    paths = []
    for name, text in files.items():
        path = folder / name.replace("_", ".")
        path.write_text(text, "utf-8")
        paths.append(path)
    Archive.new(folder / "box", paths)[0].close()
    archive = Archive(folder / "box")
    archive.build(findings=True)
    return archive


def page(archive: Archive, path: str) -> html.HtmlElement:
    return html.parse(str(archive.folder / "site" / path)).getroot()


def test_an_archive_with_nothing_has_a_cover(tmp_path: Path) -> None:
    with build(tmp_path) as archive:
        cover = page(archive, "index.html")
        assert cover.find(".//h1").text_content() == "box"
        assert not cover.xpath("//section[@class='years'] | //table")
        assert archive.search("anything").count == 0
        for path in (archive.folder / "site").rglob("*.html"):
            html.parse(str(path))


def test_leaves_without_any_date_are_read_and_found(tmp_path: Path) -> None:
    with build(tmp_path, a_txt="A scrap that says nothing of its day.\n") as archive:
        assert [line.edtf for line in archive.edition().lines] == [None]
        cover = page(archive, "index.html")
        assert cover.xpath("//a[@href='contents/undated.html']")
        assert [head.text_content() for head in cover.iter("h2")] == ["Undated"]
        assert page(archive, "contents/undated.html").xpath("//a[@href='../text/undated.txt']")
        assert [hit.match for hit in archive.search("scrap")] == ["scrap"]


def test_three_thousand_years_are_in_order(tmp_path: Path) -> None:
    days = ["-1200-03-01", "-0043-03-15", "0000-01-01", "0079-08-24", "1066-10-14", "2026-11-22"]
    entries = "".join(
        f'<div type="entry"><head><date when="{day}">{day}</date></head><p>The river rose.</p></div>'
        for day in days
    )
    with build(tmp_path, a_xml=TEI.format("Ages", entries)) as archive:
        lines = archive.edition().lines
        assert [line.edtf for line in lines] == days
        assert lines[0].id.startswith("before-1200-03-01-")  # a command takes `-1200` for an option
        assert (archive.folder / "site" / "entries" / f"{lines[0].id}.html").is_file()
        assert archive.search("date:..0001 river").count == 3
        contents = page(archive, "contents.html")
        drawn = contents.xpath("//*[local-name()='svg']/*[local-name()='text']/text()")
        assert 4 <= len(drawn) <= 14
        assert drawn == sorted(
            drawn, key=lambda said: int(said.split()[0]) * (-1 if "BC" in said else 1)
        )
        assert contents.xpath("//table[@class='heat']//a[contains(., '44 BC')]")


HEBREW = "הלכתי ברחוב וראיתי את שָׁלוֹם הזקן. (Paris, 1937)"
ARABIC = "ذهبتُ اليوم إلى السوق مع فاطمة."


def test_words_that_run_leftward_say_so(tmp_path: Path) -> None:
    with build(
        tmp_path,
        he_md=f"---\nlanguage: he\n---\n\n# 1938-01-02\n\n{HEBREW}\n",
        ar_md=f"---\nlanguage: ar\n---\n\n# 1938-01-03\n\n{ARABIC}\n",
    ) as archive:
        first, second = archive.edition().lines
        for line in (first, second):
            (text,) = page(archive, f"entries/{line.id}.html").find_class("text")
            assert (text.get("lang"), text.get("dir")) == (line.language, "rtl")
        openings = page(archive, "contents/1938.html").find_class("opening")
        assert [each.get("dir") for each in openings] == ["rtl", "rtl"]
        assert [hit.entry for hit in archive.search("שלום")] == [first.id]  # without its points
        assert archive.search("فاطمة").count == 1


def test_the_way_of_a_language() -> None:
    assert spoken("he-IL") == ' lang="he-IL" dir="rtl"'
    assert spoken("az-Arab") == ' lang="az-Arab" dir="rtl"'
    assert spoken("yi-Latn") == ' lang="yi-Latn"'
    assert spoken("en") == ' lang="en"'
    assert spoken('x" onload="') == ""


@pytest.mark.parametrize(
    ("text", "query", "count"),
    [
        ("今天早上下雨。我和李先生去了圖書館。", "李先生", 1),
        ("今日は朝から雨が降っていた。東京駅で田中さんに会った。", "東京", 1),
        ("ผมไปตลาดเช้านี้", "ตลาด", 1),
    ],
)
def test_words_without_blanks_are_found(tmp_path: Path, text: str, query: str, count: int) -> None:
    with build(tmp_path, a_md=f"# 1937-05-01\n\n{text}\n") as archive:
        assert archive.search(query).count == count
        entry = page(archive, f"entries/{archive.edition().lines[0].id}.html")
        assert query in entry.find_class("text")[0].text_content()


def test_too_much_of_everything_is_only_much(tmp_path: Path) -> None:
    names = " ".join(
        f'<persName ref="#p{n}">&lt;b&gt;{n}&lt;/b&gt; &amp; Co</persName> came,'
        for n in range(200)
    )
    entry = (
        f'<div type="entry"><head><date when="1941-06-01">1 June</date></head><p>{names}</p></div>'
    )
    long = "3 May 1941\n\n" + "The quick brown fox jumps over the lazy dog. " * 20_000 + "needle\n"
    with build(
        tmp_path, a_xml=TEI.format("word " * 120, entry), b_txt=long,
        c_md=f"# 1941-05-04 {'x' * 500} <i>\n\nText.\n",
    ) as archive:  # fmt: skip
        assert archive.search("needle").count == 1
        assert archive.search("fox").count == 20_000
        named = next(line for line in archive.edition().lines if line.source == "a.xml")
        listed = page(archive, f"entries/{named.id}.html").find_class("named")[0]
        assert len(listed.xpath(".//li")) == 200
        assert listed.xpath("string(.//li)").strip() == "<b>0</b> & Co"
        assert not listed.xpath(".//b")
        for path in (archive.folder / "site" / "contents").iterdir():
            assert all(len(word) < 80 for row in page(archive, f"contents/{path.name}").find_class("opening")
                       for word in row.text_content().split())  # fmt: skip


def test_a_source_of_many_entries_lists_their_days_by_month(tmp_path: Path) -> None:
    days = [
        f"# 1938-{month:02d}-{day:02d}\n\nRain.\n" for month in (1, 2, 3) for day in range(1, 25)
    ]
    with build(tmp_path, a_md="\n".join(days)) as archive:
        (listed,) = page(archive, "sources/a.md.html").find_class("dates")
        assert [head.text_content() for head in listed.iter("h4")] == [
            "January",
            "February",
            "March",
        ]
        names = [link.text_content() for link in listed.xpath(".//li/a")]
        assert names == [str(day) for _ in range(3) for day in range(1, 25)]
