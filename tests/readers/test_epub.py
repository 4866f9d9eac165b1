"""EPUB 2 and 3: one book, one document; and books that are broken, locked or made to do harm."""

from __future__ import annotations

import csv
import io
import struct
import time
import zipfile
from typing import TYPE_CHECKING

import pytest
from tests.demand import need_data
from tests.readers.accounting_pages import nodes_of, unaccounted
from tests.readers.spoiling import is_sound, spoilt

from carnet.days import find_pieces
from carnet.errors import SourceError
from carnet.readers.epub import EpubReader

if TYPE_CHECKING:
    from carnet.model import Document, Piece

READER = EpubReader()
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
OPF = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:x:1</dc:identifier><dc:title>The Lamp</dc:title>
<dc:creator id="c">Ada Lind</dc:creator><dc:language>en</dc:language><dc:rights>Public domain</dc:rights>
<dc:source>The manuscript at Lund</dc:source><dc:contributor id="e">Otto Berg</dc:contributor>
<meta property="role" refines="#e">edt</meta></metadata>
<manifest>{items}</manifest><spine>{spine}</spine>{guide}</package>"""
PAGE = (
    '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" '
    'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>t</title></head><body>{}</body></html>'
)
PAGES = {
    "nav.xhtml": "<nav epub:type='toc'><ol><li><a href='one.xhtml'>One</a></li></ol></nav>",
    "cover.xhtml": "<section epub:type='cover'><img src='c.jpg' alt='A lamp'/>The Lamp</section>",
    "title.xhtml": "<section epub:type='titlepage'><h1>The Lamp</h1></section>",
    "text/one.xhtml": "<h2>May</h2><article id='a'><h3><time datetime='1911-05-03'>3rd</time></h3>"
    "<p>Fog.<a epub:type='noteref' href='../notes.xhtml#n1'>1</a></p></article>",
    "text/two.xhtml": "<article id='a'><h3><time datetime='1911-05-04'>4th</time></h3><p>Sun "
    "<a epub:type='noteref' href='../notes.xhtml#n2'>2</a> at last.</p></article>",
    "notes.xhtml": "<section epub:type='endnotes'><h2>Notes</h2><ol><li id='n1'><p>Of the sea. "
    "<a epub:type='backlink' href='text/one.xhtml#a'>↩</a></p></li><li id='n2'><p>A star.</p></li></ol>"
    "</section>",
}


def book(
    pages: dict[str, str] | None = None, *, more: dict[str, bytes] | None = None, guide: str = "",
    names: dict[str, str] | None = None, leave: tuple[str, ...] = (),
) -> bytes:  # fmt: skip
    pages = PAGES if pages is None else pages
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"'
        + (' properties="nav"' if name == "nav.xhtml" else "")
        + "/>"
        for n, name in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(pages)))
    files = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": CONTAINER.encode(),
        "OPS/book.opf": OPF.format(items=items, spine=spine, guide=guide).encode(),
        **{f"OPS/{name}": PAGE.format(body).encode() for name, body in pages.items()},
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            if name not in leave:
                packed.writestr((names or {}).get(name, name), data)
    return out.getvalue()


def read(data: bytes) -> Document:
    return READER.read("lamp.epub", data, {})


def read_or_told(data: bytes) -> Document | None:
    """The document, or None where one clear line says why there is none."""
    try:
        return read(data)
    except SourceError as error:
        said = str(error)
    assert "\n" not in said
    return None


def entries(document: Document) -> list[Piece]:
    pieces, _ = find_pieces(document, {})
    assert [p.start for p in pieces] == [0, *(p.end for p in pieces[:-1])]
    assert pieces[-1].end == len(document.text)
    return [piece for piece in pieces if piece.kind == "entry"]


def members(data: bytes, document: Document) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return [packed.read(name) for name, _ in document.meta["members"]]


def test_a_book():
    data = book()
    document = read(data)
    assert [
        (p.locator, p.when.edtf, document.text[p.start : p.end].split()) for p in entries(document)
    ] == [
        ("OPS/text/one.xhtml#a", "1911-05-03", ["3rd", "Fog.", "Of", "the", "sea."]),
        ("OPS/text/two.xhtml#a", "1911-05-04", ["4th", "Sun", "at", "last.", "A", "star."]),
    ]
    assert [piece.kind for piece in document.pieces] == [
        "front", "heading", "entry", "entry", "back",
    ]  # fmt: skip
    assert {k: v for k, v in document.meta.items() if k != "members"} == {
        "title": "The Lamp", "author": "Ada Lind", "languages": ["en"], "licence": "Public domain",
        "credit": "The manuscript at Lund", "identifier": "urn:x:1", "editors": ["Otto Berg"],
    }  # fmt: skip
    reasons = {omission.text: omission.reason for omission in document.omissions}
    assert reasons["tOne"] == "the book's table of contents"
    assert reasons["tThe Lamp"] == "the book's cover"
    assert unaccounted(document, members(data, document)) == ({}, [])


def test_offsets_lead_home_to_the_file():
    data = book()
    document = read(data)
    at = document.text.index("A star")
    (home,) = document.offsets.home(at, at + 6)
    names = document.meta["members"]
    name = [name for name, first in names if first <= home.node // 2][-1]
    assert name == "OPS/notes.xhtml"
    from carnet.readers.xhtml.parsing import parse

    nodes = nodes_of([parse("p", page).root for page in members(data, document)])
    assert nodes[home.node][home.start : home.end] == "A star"


def test_an_old_book_with_a_guide():
    guide = (
        '<guide><reference type="cover" href="cover.xhtml"/><reference type="notes" href="notes.xhtml"/>'
        '<reference type="preface" href="title.xhtml"/></guide>'
    )
    pages = {name: body.replace("epub:type", "data-x") for name, body in PAGES.items()}
    pages["text/one.xhtml"] = pages["text/one.xhtml"].replace("data-x='noteref'", "class='noteref'")
    pages["text/two.xhtml"] = pages["text/two.xhtml"].replace("data-x='noteref'", "class='noteref'")
    document = read(book(pages, guide=guide))
    assert [p.when.edtf for p in entries(document)] == ["1911-05-03", "1911-05-04"]
    assert document.pieces[0].kind == "front"
    assert document.text.rstrip().endswith("Notes")


def test_a_book_without_dates_in_its_markup_is_read_as_prose():
    pages = {
        "title.xhtml": PAGES["title.xhtml"],
        "one.xhtml": "<p>3 May 1911</p><p>Fog.</p><p>4 May 1911</p><p>Sun.</p>",
        "end.xhtml": "<section epub:type='colophon'><p>5 May 1990</p><p>Set.</p></section>",
    }
    document = read(book(pages))
    assert document.pieces == ()
    assert [p.when.edtf for p in entries(document)] == ["1911-05-03", "1911-05-04"]


def test_headings_that_are_dates():
    body = "<h2>3 May 1911</h2><p>Fog.</p><h2>4 May 1911</h2><p>Sun.</p>"
    document = read(book({"title.xhtml": PAGES["title.xhtml"], "one.xhtml": body}))
    assert [p.when.edtf for p in entries(document)] == ["1911-05-03", "1911-05-04"]


# ------------------------------------------------------------------ books that cannot be read


LOCKED = b"""<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
 xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod
 Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/><enc:CipherData><enc:CipherReference
 URI="OPS/text/one.xhtml"/></enc:CipherData></enc:EncryptedData></encryption>"""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 no more", "no ZIP that can be opened"),
        (book()[:-200], "no ZIP that can be opened"),
        (book(leave=("META-INF/container.xml", "OPS/book.opf")), "where its package file is"),
        (book(more={"OPS/book.opf": b"<package"}), "not well-formed"),
        (book(more={"META-INF/encryption.xml": LOCKED}), "encrypted"),
        (book({}), "no page"),
    ],
)
def test_a_book_that_cannot_be_read_says_why(data, said):
    with pytest.raises(SourceError, match=said) as caught:
        read(data)
    assert "\n" not in str(caught.value)


def test_a_page_that_is_missing_is_a_finding():
    document = read(book(leave=("OPS/text/two.xhtml",)))
    assert [(f.kind, f.locator) for f in document.findings] == [
        ("unreadable", "OPS/text/two.xhtml")
    ]
    assert len(entries(document)) == 1


def test_obscured_fonts_lock_nothing():
    fonts = LOCKED.replace(b"http://www.w3.org/2001/04/xmlenc#aes128-cbc",
                           b"http://www.idpf.org/2008/embedding")  # fmt: skip
    assert len(entries(read(book(more={"META-INF/encryption.xml": fonts})))) == 2


BOMB = (b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "' + b"ha" * 5000 + b'"><!ENTITY b "'
        + b"&a;" * 5000 + b'"><!ENTITY c "' + b"&b;" * 5000 + b'">]><html '
        b'xmlns="http://www.w3.org/1999/xhtml"><body><p>x&c;</p></body></html>')  # fmt: skip


@pytest.mark.parametrize(
    "more",
    [
        {"OPS/text/two.xhtml": BOMB},
        {"META-INF/container.xml": BOMB},
        {"OPS/text/two.xhtml": b"<html>" + b" " * (60 << 20)},
        {"OPS/text/two.xhtml": b"<a/>" * 10_000_000},
        {"../../evil.xhtml": b"x", "/etc/passwd": b"x", "C:\\x.xhtml": b"x"},
        {f"f{n}": b"" for n in range(20_100)},
    ],
)
@pytest.mark.slow
def test_books_made_to_do_harm(more):
    data = book(more=more)
    start = time.process_time()
    document = read_or_told(data)
    if document is not None:
        assert len(document.text) < 1_000_000
        assert all("\n" not in finding.message for finding in document.findings)
    assert time.process_time() - start < 20


def test_a_name_that_leads_out_and_one_that_comes_twice():
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = book(
            more={"../evil.xhtml": b"x", "OPS/twin.xhtml": b"a"},
            names={"OPS/twin.xhtml": "OPS/text/two.xhtml"},
        )
    document = read(data)
    assert {(f.kind, f.locator) for f in document.findings} == {
        ("unreadable", "../evil.xhtml"), ("unreadable", "OPS/text/two.xhtml"),
    }  # fmt: skip


def test_what_the_directory_says_of_sizes_is_not_believed():
    data = bytearray(book())
    at = data.rfind(b"OPS/text/two.xhtml") - 46  # its entry in the directory
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = struct.pack("<I", 10)  # says that it has ten bytes
    document = read(bytes(data))
    assert len(entries(document)) == 1
    assert any("two.xhtml" in finding.message for finding in document.findings)


def test_mutations():
    start = time.process_time()
    for data in spoilt(book(), 300):
        document = read_or_told(data)
        if document is not None:
            is_sound(document)
    assert time.process_time() - start < 30


# ------------------------------------------------------------------ Barbellion


@pytest.mark.data
def test_barbellion_to_the_letter():
    (path,) = (need_data() / "epub").glob("*.epub")
    with (need_data() / "gold" / "barbellion_epub.tsv").open(encoding="utf-8", newline="") as file:
        gold = list(csv.DictReader(file, delimiter="\t"))
    data = path.read_bytes()
    document = READER.read(path.name, data, {})
    assert unaccounted(document, members(data, document)) == ({}, [])
    found = entries(document)
    assert len(found) == len(gold) == 533
    ranges = []
    for piece, row in zip(found, gold, strict=True):
        heading = document.text[slice(*piece.heading)] if piece.heading else ""
        assert piece.locator == f"epub/{row['file']}#{row['entry_id']}"
        assert heading.startswith(row["printed_date"])
        assert (piece.when.edtf or "") == row["datetime"]
        if any(why.startswith("the heading goes on to") for why in piece.when.why):
            ranges.append((heading.replace("\u2060", ""), piece.when.edtf))
    assert ("October 14—October 20", "1917-10-14") in ranges
    notes = [span for span in document.spans if span.kind == "note"]
    assert len(notes) == 35
    assert not any("↩" in document.text[span.start : span.end] for span in notes)
