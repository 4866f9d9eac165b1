"""ZIPs of notebooks, and folders and patterns: what is taken, what is left out and why."""

from __future__ import annotations

import io
import time
import zipfile
from typing import TYPE_CHECKING

import pytest
from tests.archive.tools import carnet, entries, make
from tests.readers.spoiling import is_sound, spoilt

from carnet.days import find_pieces
from carnet.errors import SourceError
from carnet.readers.zips import ZipReader

if TYPE_CHECKING:
    from pathlib import Path

    from carnet.model import Document

READER = ZipReader()
PLAIN = "3 May 1911\n\nFog.\n\n4 May 1911\n\nSun.\n"
TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><div type="entry" xml:id="e1">'
    '<head><date when="1911-05-05">5th</date></head><p>Rain.</p></div></body></text></TEI>'
)
HTML = (
    "<!DOCTYPE html><html lang='de'><article id='x'><h2><time datetime='1911-05-06'>6.</time></h2>"
    "<p>Wind.</p></article><article><h2><time datetime='1911-05-07'>7.</time></h2></article></html>"
)
FILES: dict[str, str | bytes] = {
    "box/a.txt": PLAIN, "box/b.xml": TEI, "box/c.html": HTML, "box/photo.jpg": b"\xff\xd8\xff\xe0",
    "__MACOSX/box/._a.txt": "x", ".DS_Store": b"\x00\x01",
}  # fmt: skip


def box(files: dict[str, str | bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in (FILES if files is None else files).items():
            packed.writestr(name, data)
    return out.getvalue()


def read(data: bytes) -> Document:
    return READER.read("box.zip", data, {})


def test_each_file_by_its_own_reader():
    document = read(box())
    pieces, findings = find_pieces(document, {})
    assert [p.start for p in pieces] == [0, *(p.end for p in pieces[:-1])]
    assert pieces[-1].end == len(document.text)
    found = [
        (p.locator, p.when.edtf, " ".join(document.text[p.start : p.end].split())) for p in pieces
    ]
    assert found == [
        ("box/a.txt#3 May 1911", "1911-05-03", "3 May 1911 Fog."),
        ("box/a.txt#4 May 1911", "1911-05-04", "4 May 1911 Sun."),
        ("box/b.xml#e1", "1911-05-05", "5th Rain."),
        ("box/c.html#x", "1911-05-06", "6. Wind."),
        ("box/c.html#body/article[2]", "1911-05-07", "7."),
    ]
    assert findings == ()
    assert [piece.language for piece in pieces[3:]] == ["de", "de"]
    assert [document.text[slice(*p.heading)] for p in pieces[2:4] if p.heading] == ["5th", "6."]
    told = {finding.locator: finding for finding in document.findings}
    assert set(told) == {"box/photo.jpg", ""}
    assert {finding.kind for finding in told.values()} == {"not read"}
    assert "JPEG" in told["box/photo.jpg"].message
    assert "2 hidden files" in told[""].message


def test_offsets_lead_home_to_the_file():
    document = read(box())
    at = document.text.index("Rain")
    (home,) = document.offsets.home(at, at + 4)
    name, first = [m for m in document.meta["members"] if m[1] <= home.node][-1]
    assert name == "box/b.xml"
    inner = next(part.document for part in document.parts if part.name == name)
    there = inner.text.index("Rain")
    assert inner.offsets.home(there, there + 4) == [home._replace(node=home.node - first)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (box({}), "it is empty"),
        (box({"a.jpg": b"\xff\xd8\xff\xe0"}), "no reader takes this file"),
        (box({"inner.zip": box()}), "ZIP within a ZIP"),
        (box({"a.txt": ""}), "empty"),
        (b"PK\x03\x04" + b"x" * 100, "no ZIP that can be opened"),
        (box({f"{n}.txt": "" for n in range(20_001)}), "more than 20,000 files"),
        (box({f"{n}.txt": bytes(100 << 20) for n in range(6)}), "unpacked it would have 600 MB"),
    ],
)
def test_a_zip_that_cannot_be_read_says_why(data, said):
    with pytest.raises(SourceError, match=said) as caught:
        read(data)
    assert "\n" not in str(caught.value)


def test_a_trap_beside_a_notebook():
    document = read(box({"a.txt": PLAIN, "trap.txt": bytes(20 << 20), "../../b.txt": PLAIN}))
    assert [part.name for part in document.parts] == ["a.txt"]
    assert {f.locator: f.kind for f in document.findings} == {
        "trap.txt": "unreadable", "../../b.txt": "unreadable",
    }  # fmt: skip


# ------------------------------------------------------------------ in an archive


def test_a_zip_stays_as_it_was_found_and_its_entries_keep_their_ids(tmp_path: Path):
    data = box()
    archive = make(tmp_path / "a", {"box.zip": data})
    assert carnet("build", archive).status == 0
    before = entries(archive)
    assert {row["source"] for row in before} == {"box.zip"}
    assert [row["locator"] for row in before][:3] == [
        "box/a.txt#3 May 1911", "box/a.txt#4 May 1911", "box/b.xml#e1",
    ]  # fmt: skip
    assert (archive / "sources" / "box.zip").read_bytes() == data
    better = tmp_path / "better.zip"
    better.write_bytes(box({**FILES, "box/a.txt": PLAIN.replace("Fog", "Thick fog")}))
    assert carnet("add", archive, "--replaces", "box.zip", better).status == 0
    assert carnet("build", archive).status == 0
    after = entries(archive)
    assert [row["id"] for row in after] == [row["id"] for row in before]
    assert {row["source"] for row in after} == {"better.zip"}
    assert carnet("check", archive).status == 0


def test_a_folder_is_taken_for_what_can_be_read(tmp_path: Path):
    desk = tmp_path / "desk"
    for name, data in FILES.items():
        path = desk / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    (desk / "link.txt").symlink_to(desk / "box" / "a.txt")
    ran = carnet("new", tmp_path / "a", desk)
    assert ran.status == 0, ran
    assert sorted(p.name for p in (tmp_path / "a" / "sources" / "desk" / "box").iterdir()) == [
        "a.txt", "b.xml", "c.html",
    ]  # fmt: skip
    lines = [line for line in ran.err.splitlines() if line.startswith("left out")]
    assert len(lines) == ran.err.count("\n")
    for name, why in (
        ("photo.jpg", "JPEG"), (".DS_Store", "hidden"), ("link.txt", "links"), ("._a.txt", "hidden"),
    ):  # fmt: skip
        assert any(name in line and why in line for line in lines), name


def test_a_pattern(tmp_path: Path):
    desk = tmp_path / "desk"
    (desk / "inner").mkdir(parents=True)
    for name in ("a.txt", "b.md", "inner/c.txt"):
        (desk / name).write_text(PLAIN)
    (desk / "d.txt").write_bytes(b"%PDF-1.7 ")
    archive = tmp_path / "a"
    ran = carnet("new", archive, f"{desk}/*.txt")
    assert ran.status == 0, ran
    assert "PDF" in ran.err
    ran = carnet("add", archive, f"{desk}/**/*.txt")
    assert ran.out.split() == ["added", "inner/c.txt"]
    ran = carnet("add", archive, f"{desk}/*.nothing")
    assert (ran.status, ran.err.count("\n")) == (2, 1)


def test_a_folder_without_a_notebook_is_refused(tmp_path: Path):
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    ran = carnet("new", tmp_path / "a", desk)
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert "JPEG" in ran.err
    assert not (tmp_path / "a").exists()


# ------------------------------------------------------------------ chapters and their notes

CHAPTER = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
    "xml:lang='en'><head><title>{n}</title></head><body><article id='e{n}'><h2><time "
    "datetime='1911-05-0{n}'>{n} May</time></h2><p>{words}<a epub:type='noteref' "
    "href='{href}'>1</a></p></article></body></html>"
)
NOTES = (
    "<html xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='http://www.idpf.org/2007/ops'><body>"
    "<section epub:type='endnotes'><h2>Notes</h2><ol><li id='n3'><p>Of the sea.</p></li>"
    "<li id='n4'><p>A star.</p></li></ol></section></body></html>"
)
BOOK: dict[str, str | bytes] = {
    "b/part-3.xhtml": CHAPTER.format(n=3, words="Fog.", href="endnotes.xhtml#n3"),
    "b/part-4.xhtml": CHAPTER.format(n=4, words="Sun.", href="endnotes.xhtml#n4"),
    "b/endnotes.xhtml": NOTES, "a.txt": "1 May 1911\n\nIce.\n", "c.html": HTML,
}  # fmt: skip


def test_chapters_and_the_page_of_their_notes_are_one_book():
    document = read(box(BOOK))
    pieces, findings = find_pieces(document, {})
    assert (findings, document.findings) == ((), ())
    found = [
        (p.locator, " ".join(document.text[p.start : p.end].split()))
        for p in pieces
        if p.kind == "entry"
    ]
    assert found == [
        ("a.txt#1 May 1911", "1 May 1911 Ice."),
        ("b/part-3.xhtml#e3", "3 May Fog. Of the sea."),
        ("b/part-4.xhtml#e4", "4 May Sun. A star."),
        ("c.html#x", "6. Wind."),
        ("c.html#body/article[2]", "7."),
    ]
    for words, name in (("Of the sea", "b/endnotes.xhtml"), ("Sun", "b/part-4.xhtml"), ("Wind", "c.html")):  # fmt: skip
        at = document.text.index(words)
        (home,) = document.offsets.home(at, at + len(words))
        assert [m[0] for m in document.meta["members"] if m[1] <= home.node][-1] == name


def test_notes_that_are_nowhere_leave_the_pages_apart():
    document = read(box({k: v for k, v in BOOK.items() if k != "b/endnotes.xhtml"}))
    assert [part.name for part in document.parts] == [
        "a.txt", "b/part-3.xhtml", "b/part-4.xhtml", "c.html",
    ]  # fmt: skip
    assert sum("which is another file" in f.message for f in document.findings) == 2


def test_pages_made_to_do_harm_are_not_joined():
    bad = {
        "b/part-5.xhtml": NOTES[:-60],
        "b/part-6.xhtml": b"\xff\xfe\x00<a href='../../x.html#a'>",
    }
    document = read(box({**BOOK, **bad}))
    assert "3 May\n\nFog.\n\nOf the sea." in document.text


@pytest.mark.parametrize("files", [FILES, BOOK])
def test_mutations(files: dict[str, str | bytes]):
    start = time.process_time()
    for data in spoilt(box(files), 200):
        try:
            document = read(data)
        except SourceError:
            continue
        is_sound(document)
    assert time.process_time() - start < 30
