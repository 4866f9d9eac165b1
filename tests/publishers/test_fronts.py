"""What the editors say of their edition: pages from Markdown, and a colophon where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html

from carnet.archive import Archive
from carnet.errors import ArchiveError
from tests.archive.tools import build, decide, files, id_of, lighthouse, make

if TYPE_CHECKING:
    from pathlib import Path

INTRODUCTION = """# How the light was kept

It begins on [a foggy day]({id}#p1), says <script>alert(1)</script> the [log](principles.md); see also
[elsewhere](https://example.org/) and [nowhere](../../etc/passwd) and [bad](javascript:alert(1)).[^1]

## The keeper

- He was alone.
- He *wrote*.

[^1]: Not quite alone.
"""


def archive_with(tmp_path: Path, **pages: str) -> Path:
    archive = make(tmp_path / "a", {"lamp.txt": lighthouse().text()})
    (archive / "pages").mkdir()
    for name, text in pages.items():
        (archive / "pages" / f"{name.replace('_', '-')}.md").write_text(text, "utf-8")
    build(archive)
    return archive


def test_pages_are_published_in_their_order(tmp_path: Path) -> None:
    archive = archive_with(
        tmp_path, principles="Nothing was changed.", introduction=INTRODUCTION, a_lamp="# On lamps",
        about="# The log\n\nA log.",
    )  # fmt: skip
    foggy = id_of(archive, "Fog before noon")
    (archive / "pages/introduction.md").write_text(INTRODUCTION.format(id=foggy), "utf-8")
    build(archive)
    about = html.parse(str(archive / "site/about.html"))
    assert about.xpath("//nav[@class='fronts']//a/@href") == [
        "about/introduction.html", "about/principles.html", "about/a-lamp.html", "about/colophon.html"
    ]  # fmt: skip
    assert about.xpath("string(//h1)") == "The log"
    cover = html.parse(str(archive / "site/index.html"))
    assert "How the light was kept" in cover.xpath("string(//p[@class='front'])")
    page = html.parse(str(archive / "site/about/introduction.html"))
    assert page.xpath("string(//h1)") == "How the light was kept"
    hrefs = page.xpath("//div[@class='text']//a[not(@class)]/@href")
    assert hrefs == [
        f"../entries/{foggy}.html#p1",
        "../about/principles.html",
        "https://example.org/",
    ]
    assert not page.xpath("//script[not(@src)]")
    assert "Not quite alone." in page.xpath("string(//ol[@class='notes'])")
    assert page.xpath("//div[@class='text']//li")


def test_a_colophon_is_made_where_none_is_written(tmp_path: Path) -> None:
    archive = archive_with(tmp_path)
    assert "Carnet" in (archive / "site/about/colophon.html").read_text("utf-8")
    (archive / "pages/colophon.md").write_text("# Colophon\n\nSet by hand.", "utf-8")
    build(archive)
    page = (archive / "site/about/colophon.html").read_text("utf-8")
    assert "Set by hand." in page
    assert "colophon_type" not in page


def test_a_word_in_a_page_reaches_that_page(tmp_path: Path) -> None:
    archive = archive_with(tmp_path, introduction="# One\n\nTwo.")
    before = files(archive / "site")
    (archive / "pages/introduction.md").write_text("# One\n\nThree.", "utf-8")
    build(archive)
    after = files(archive / "site")
    assert {name for name in after if before.get(name) != after[name]} <= {
        "about/introduction.html", ".carnet-site"
    }  # fmt: skip


@pytest.mark.parametrize("whole", [True, False])
def test_a_page_that_quotes_what_is_sealed_is_held_back(tmp_path: Path, whole: bool) -> None:  # noqa: FBT001
    quoted = "As he says: flour, lamp oil and\neleven letters, ten of them for the man."
    archive = archive_with(tmp_path, introduction=f"# One\n\n{quoted}", principles="Nothing.")
    assert (archive / "site/about/introduction.html").exists()
    target = id_of(archive, "relief boat")
    decide(archive, "seal", target, quote="" if whole else "flour, lamp oil and eleven letters")
    built = build(archive)
    assert any(one.source == "pages/introduction.md" for one in built.findings)
    assert not (archive / "site/about/introduction.html").exists()
    assert (archive / "site/about/principles.html").exists()
    for name, data in files(archive / "site").items():
        assert b"eleven letters" not in data, name
    with Archive(archive) as opened:
        assert len(opened.edition(unsealed=True).pages) == 2


def test_a_page_with_a_name_that_is_none_is_one_line(tmp_path: Path) -> None:
    archive = archive_with(tmp_path)
    (archive / "pages/Über uns.md").write_text("x", "utf-8")
    with pytest.raises(ArchiveError, match="small letters"):
        build(archive)
