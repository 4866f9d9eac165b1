"""Plain text, the dates in files' names, and the choice of a reader."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.errors import Refused, SourceError
from carnet.readers import Claim, choose
from carnet.readers.markdown import MarkdownReader
from carnet.readers.named import named
from carnet.readers.plain import PlainReader
from carnet.text import Home, decode

PG = """Title: A Diary
Author: An Author
Language: French

*** START OF THE PROJECT GUTENBERG EBOOK A DIARY ***

3 mai 1941.

Bonjour.

*** END OF THE PROJECT GUTENBERG EBOOK A DIARY ***

Licence.
"""


def read(text, source="diary.txt", **options):
    return PlainReader().read(source, text.encode(), options)


def test_the_reading_text_is_the_decoded_file():
    document = PlainReader().read("d.txt", b"\xef\xbb\xbfa\r\n\r\nb \xc3\xa9\r", {})
    assert document.text == "a\n\nb é\n"
    assert document.offsets.home(3, 6) == [Home(0, 3, 6)]
    assert document.pieces == ()


def test_paragraphs_and_pages():
    document = read("\n  One\n  more.\n \t\n\nTwo\f\nthree.\n")
    told = [(span.kind, document.text[span.start : span.end]) for span in document.spans]
    assert told == [("p", "One\n  more."), ("p", "Two\f\nthree."), ("page", "")]
    assert document.text[document.spans[-1].start - 1] == "\f"


@pytest.mark.parametrize(
    ("text", "italics"),
    [
        ("_Tuesday, 8 P.M._--Rain. He read _Le\nmot juste_ again.", ["_Tuesday, 8 P.M._", "_Le\nmot juste_"]),
        ("a snake_case_name, ____ a blank to fill, and _ a lone one _ here", []),
        ("an _unclosed one\n\nin another paragraph_ is none", []),
        ("two__ and _one_.", ["_one_"]),
    ],
)  # fmt: skip
def test_underscores_of_typists_are_italics_and_stay(text, italics):
    document = read(text)
    assert document.text == text
    found = [span for span in document.spans if span.kind == "italic"]
    assert [text[span.start : span.end] for span in found] == italics
    assert all(span.value == "_" for span in found)


def test_the_frame_of_project_gutenberg():
    document = read(PG)
    start, end = document.meta["frame"]
    assert document.text[start:end].strip() == "3 mai 1941.\n\nBonjour."
    assert document.meta["title"] == "A Diary"
    assert document.meta["author"] == "An Author"
    assert document.meta["language"] == "fr"
    assert document.pieces == ()


def test_a_doubtful_encoding_is_a_finding():
    document = PlainReader().read("d.txt", "l'été à Noël".encode("cp1252"), {})
    assert [finding.kind for finding in document.findings] == ["encoding"]
    assert not PlainReader().read("d.txt", b"\x82t\x82", {"encoding": "cp850"}).findings


@pytest.mark.parametrize(
    ("source", "edtf"),
    [
        ("1941-05-03.txt", "1941-05-03"),
        ("19410503.txt", "1941-05-03"),
        ("box/1941-05-03 Paris.txt", "1941-05-03"),
        ("journals/2021_02_20.md", "2021-02-20"),
        ("dendron.journal.2021.02.20.md", "2021-02-20"),
        ("people.journal.2020-07-17-105322.md", "2020-07-17"),
        ("2020/08/31.txt", "2020-08-31"),
        ("my/2020-08/31.txt", "2020-08-31"),
        ("1941-05.txt", "1941-05"),
        ("dendron.journal.2021.02.md", "2021-02"),
        ("1941-05-03 – 1941-05-09.txt", "1941-05-03/1941-05-09"),
        ("1941-05-03_to_1941-05-09.txt", "1941-05-03/1941-05-09"),
        ("1941-05-03", "1941-05-03"),
        ("1941-02-30.txt", None),
        ("19411332.txt", None),
        ("0941-05-03.txt", None),
        ("03-05-1941.txt", None),
        ("1911-12.txt", None),
        ("1941-05-03_1940-01-01.txt", None),
        ("1941_05-03.txt", None),
        ("21941-05-03.txt", None),
        ("2020/08/should-be-ignored.txt", None),
        ("2020/13/31.txt", None),
        ("1941.txt", None),
        ("Notebook 12.txt", None),
        ("call 0123456789.txt", None),
    ],
)
def test_a_date_in_a_files_name(source, edtf):
    date = named(source)
    assert (date and date.edtf) == edtf
    assert date is None or date.written in source


@given(st.text(st.sampled_from("0123456789-_./ x")))
def test_any_name_is_read_or_left_alone(source):
    date = named(source)
    assert date is None or date.written in source


def test_a_file_named_for_a_day_is_one_entry():
    document = read("Rain.\n\nMore rain.\n", "box/1941-05-03 Paris.txt")
    (piece,) = document.pieces
    assert (piece.start, piece.end, piece.kind, piece.locator) == (0, 18, "entry", "")
    assert piece.when.edtf == "1941-05-03"
    assert piece.when.written == "1941-05-03"
    assert piece.when.why == ("the file is named 1941-05-03",)
    assert document.meta["named"] == "1941-05-03"


def test_a_name_is_read_in_the_calendar_of_the_archive():
    (piece,) = read("x", "1661-05-03.txt", calendar="julian").pieces
    assert (piece.when.calendar, piece.when.gregorian) == ("julian", "1661-05-13")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("1941-05-03.txt", "3 May 1941\n\nRain.\n\n4 May 1941\n\nSun.\n"),
        ("2020/08/31.txt", "[2020-08-31 11:11] One.\nx\n\n[2020-08-31 12:11] Two.\nx\n"),
        ("1941-05.txt", "Saturday 3 May\n\nRain.\n\n4 May\n\nSun.\n"),
    ],
)
def test_a_file_that_tells_of_several_days_is_reasoned_over(source, text):
    document = read(text, source)
    assert document.pieces == ()
    assert "named" in document.meta


def test_one_dated_heading_in_a_days_file_is_no_second_day():
    assert len(read("3 May 1941\n\nRain, 3 eggs.\n", "1941-05-03.txt").pieces) == 1


# The choice of a reader


class Bidder:
    version = "1"
    suffixes = ()

    def __init__(self, name, strength):
        self.name = name
        self.strength = strength

    def claims(self, name, head):
        return Claim(self.strength, f"bids {self.strength}")


def test_the_strongest_claim_wins():
    weak, strong = Bidder("weak", 0.2), Bidder("strong", 0.6)
    assert choose("x", b"", [weak, strong]) is strong


def test_equal_claims_are_refused_by_name():
    with pytest.raises(Refused) as caught:
        choose("x", b"", [Bidder("one", 0.5), Bidder("two", 0.5), Bidder("three", 0.1)])
    assert sorted(caught.value.reasons) == ["one", "two"]


def test_no_claim_is_refused_with_every_reason():
    with pytest.raises(Refused, match=r"markdown: .*; text: it seems to be a PDF"):
        choose("x.pdf", b"%PDF-1", [PlainReader(), MarkdownReader()])


@pytest.mark.parametrize(
    ("name", "head", "reader"),
    [
        ("a.txt", b"hello", "text"),
        ("a.TEXT", b"hello", "text"),
        ("Diary", b"hello", "text"),
        ("basic.journal", b"hello", "text"),
        ("a.md", b"hello", "markdown"),
        ("2020/a.Markdown", b"hello", "markdown"),
    ],
)
def test_who_reads_what(name, head, reader):
    assert choose(name, head, [PlainReader(), MarkdownReader()]).name == reader


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("a.txt", b'\xef\xbb\xbf<?xml version="1.0"?><TEI/>'),
        ("a.txt", b"<!DOCTYPE html>"),
        ("a", b"PK\x03\x04"),
        ("a.json", b"{}"),
        ("a.xml", b"<a/>"),
        ("a.txt", b"\0\x93\x07\xe1\x02\xff\x18\x80\xc5\x1b"),
        ("a.txt", b"\0" * 4096),
        ("a.txt", bytes(range(256)) * 16),
    ],
)
def test_what_is_no_plain_text(name, head):
    assert PlainReader().claims(name, head).strength == 0


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-32", "koi8-r"])
def test_text_in_wide_letters_is_no_noise(encoding):
    head = ("Дождь, и снова дождь.\n" * 300).encode(encoding)[:4096]
    assert PlainReader().claims("a.txt", head).strength > 0


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    try:
        document = PlainReader().read("x.txt", data, {})
    except SourceError:
        return
    assert document.text == decode(data, "x.txt").text
    assert all(0 <= span.start <= span.end <= len(document.text) for span in document.spans)


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["a", " ", "\n", "\n ", "1", "[", "*** START OF THE PROJECT GUTENBERG "]
)
def test_a_hundred_million_characters_in_a_line_are_read(unit):
    document = read("x" + unit * (100_000_000 // len(unit)), "1941-05-03.txt")
    assert len(document.pieces) == 1


# Real diaries


@pytest.fixture
def diaries():
    root = os.environ.get("CARNET_DATA")
    if not root:
        pytest.skip("CARNET_DATA names no folder of real diaries")
    return Path(root)


@pytest.mark.data
def test_a_folder_of_jrnl(diaries):
    root = diaries / "apps" / "jrnl" / "basic_folder"
    found = {}
    for path in root.rglob("*.txt"):
        source = path.relative_to(root).as_posix()
        document = PlainReader().read(source, path.read_bytes(), {})
        found[source] = [piece.when.edtf for piece in document.pieces]
    assert found == {
        "2020/08/29.txt": ["2020-08-29"],
        "2020/08/31.txt": ["2020-08-31"],
        "2020/09/24.txt": ["2020-09-24"],
        "2020/09/should-be-ignored.txt": [],
        "2020/should-be-ignored.txt": [],
        "should-be-ignored.txt": [],
    }


@pytest.mark.data
def test_texts_are_read_as_they_are(diaries):
    for path in [*diaries.glob("text/*.txt"), *diaries.glob("text/raw/*.txt")]:
        data = path.read_bytes()
        document = PlainReader().read(path.name, data, {})
        assert document.text == decode(data, path.name).text
        assert document.pieces == ()
        assert "named" not in document.meta
        assert ("frame" in document.meta) == (path.parent.name == "raw")
