"""Pictures: shown where an entry names them, with credit and licence; none that shows what is sealed."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from lxml import html

from carnet.errors import PublishError
from carnet.publishers.site.pictures import measured
from tests.archive.tools import build, decide, entries, files, make, tei

if TYPE_CHECKING:
    from pathlib import Path

CREDITS = "file,alt,credit,licence\nleaf.png,A leaf with <two> lines,Ada & Co,CC0\n"
NOTE = "# 4 May 1912\n\nDrawn from life.\n\n![The lamp, lit](../images/lamp.png)\n"


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\xaa" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def archive_with_pictures(folder: Path) -> Path:
    body = (
        '<pb n="1r" facs="../images/leaf.png"/><div type="entry" xml:id="a"><head>'
        '<date when="1912-05-03">3 May 1912</date></head><p>One leaf. A secret.</p></div>'
    )
    archive = make(folder, {"leaves.xml": tei(body), "lamp.md": NOTE.encode()})
    (archive / "images").mkdir()
    for name, size in (("leaf.png", (30, 40)), ("lamp.png", (8, 6)), ("unnamed.png", (3, 3))):
        (archive / "images" / name).write_bytes(png(*size))
    (archive / "images/credits.csv").write_text(CREDITS, "utf-8")
    (archive / "images/notes.txt").write_text("not a picture", "utf-8")
    return archive


def test_pictures_are_shown_with_their_credit(tmp_path: Path) -> None:
    archive = archive_with_pictures(tmp_path / "a")
    build(archive)
    found = {name for name in files(archive / "site") if name.startswith("images/")}
    assert found == {"images/leaf.png", "images/lamp.png"}, "those that entries name, and no others"
    ids = {row["when"]: row["id"] for row in entries(archive)}
    page = html.parse(str(archive / f"site/entries/{ids['1912-05-03']}.html"))
    image = page.xpath("//section[@class='facsimile']//img")[0]
    assert (image.get("width"), image.get("height")) == ("30", "40")
    assert image.get("alt") == "A leaf with <two> lines"
    assert page.xpath("string(//figcaption)") == "page 1r · Ada & Co · CC0"
    other = html.parse(str(archive / f"site/entries/{ids['1912-05-04']}.html"))
    drawn = other.xpath("//span[@class='figure']")[0]
    assert drawn.text_content() == "The lamp, lit"
    assert drawn.find("img").get("src") == "../images/lamp.png"


def test_a_picture_of_what_is_sealed_is_shown_nowhere(tmp_path: Path) -> None:
    archive = archive_with_pictures(tmp_path / "a")
    build(archive)
    ids = {row["when"]: row["id"] for row in entries(archive)}
    decide(archive, "seal", ids["1912-05-03"], quote="A secret.")
    build(archive)
    site = files(archive / "site")
    assert "images/leaf.png" not in site
    assert "images/lamp.png" in site
    assert not any(b"leaf.png" in data or b"Ada &amp; Co" in data for data in site.values())


def test_a_credit_reaches_the_page_that_shows_it(tmp_path: Path) -> None:
    archive = archive_with_pictures(tmp_path / "a")
    build(archive)
    before = files(archive / "site")
    (archive / "images/credits.csv").write_text(CREDITS.replace("CC0", "CC BY"), "utf-8")
    build(archive)
    after = files(archive / "site")
    changed = {name for name in after if before.get(name) != after[name]} - {".carnet-site"}
    assert len(changed) == 1
    assert changed.pop().startswith("entries/1912-05-03")


def test_what_is_no_picture_is_one_line(tmp_path: Path) -> None:
    archive = archive_with_pictures(tmp_path / "a")
    (archive / "images/leaf.png").write_text("<script>alert(1)</script>", "utf-8")
    with pytest.raises(PublishError, match="not the picture that its name says"):
        build(archive)


def test_sizes_are_read_from_the_head_of_a_file() -> None:
    assert measured(png(7, 9)) == (7, 9)
    assert measured(b"GIF89a" + struct.pack("<HH", 5, 6) + b"\0") == (5, 6)
    jpeg = (
        b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08"
        + struct.pack(">HH", 11, 22)
        + b"\x03" * 12
    )
    assert measured(jpeg) == (22, 11)
    assert measured(b"\xff\xd8\xff\xe0\x00\x00") is None
    assert measured(b"") is None
