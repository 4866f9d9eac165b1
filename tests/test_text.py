"""Decoding: what bytes say, how sure that is, and what is no text at all."""

import codecs
import contextlib
import os
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from carnet.errors import SourceError
from carnet.text import Home, OffsetMap, binary, decode, decoding

FRENCH = "Été à Paris : « Ça », dit-elle — l’hôtel est fermé. À Noël, naïveté… 3 €."
FRENCH_OLD = "Été à Paris, fermé. À Noël, la naïveté du garçon, l'hôtel, où ça?"
GERMAN = "Müßiggang in München, die Straße war naß. „Gut“, sagte er – Ärger."
RUSSIAN = "Сегодня приехал Толстой. Москва, 3 мая. Он сказал: здравствуйте."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "utf-8"),
        (FRENCH, "cp1252"),
        (FRENCH, "mac-roman"),
        (FRENCH_OLD, "latin-1"),
        (FRENCH_OLD, "cp850"),
        (GERMAN, "cp1252"),
        (GERMAN, "mac-roman"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "utf-16-le"),
        (RUSSIAN, "utf-16-be"),
        ("It was a ‘fine’ day — she said “hello” at the café.", "cp1252"),
        ("It was a ‘fine’ day — she said “hello” at the café.", "mac-roman"),
        ("Only ASCII.", "utf-8"),
    ],
)
def test_the_encoding_is_told_without_a_mark(text, encoding):
    found = decode(text.encode(encoding), "diary.txt")
    assert (found.text, found.encoding) == (text, encoding)
    assert bool(found.doubt) is (encoding != "utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_is_believed_and_dropped(encoding):
    found = decode(("\ufeff" + RUSSIAN).encode(encoding), "diary.txt")
    assert found == (RUSSIAN, encoding, "")


def test_only_the_first_mark_is_dropped():
    assert decode(codecs.BOM_UTF8 + "a\ufeffb".encode(), "x").text == "a\ufeffb"


def test_a_declared_encoding_is_believed():
    head = "Character set encoding: ISO-8859-1\r\n\r\n"
    found = decode((head + FRENCH_OLD).encode("latin-1"), "x")
    assert found == (head.replace("\r\n", "\n") + FRENCH_OLD, "iso8859-1", "")


def test_a_latin_1_that_is_windows_is_read_as_windows():
    head = "Character set encoding: ISO-8859-1\n\n"
    found = decode((head + FRENCH).encode("cp1252"), "x")
    assert found.text == head + FRENCH
    assert found.encoding == "cp1252"
    assert "iso8859-1" in found.doubt


def test_bytes_that_fit_utf_8_outweigh_what_is_declared():
    found = decode(f"Character set encoding: ISO-8859-1\n\n{FRENCH}".encode(), "x")
    assert found.encoding == "utf-8"
    assert "fits UTF-8" in found.doubt


@pytest.mark.parametrize("name", ["unicode_escape", "utf-7", "rot13", "idna", "nonsense", "utf-16"])
def test_a_declared_encoding_that_would_make_other_text_is_ignored(name):
    data = f"coding: {name}\n\\u0041 caf\xe9".encode("latin-1")
    assert decode(data, "x").text == f"coding: {name}\n\\u0041 café"


def test_stray_bytes_in_utf_8_are_kept():
    data = (FRENCH * 3).encode() + b" caf\xe9 \x93so\x94 \x81"
    found = decode(data, "x")
    assert found.text == FRENCH * 3 + " café “so” \x81"
    assert "4 bytes" in found.doubt


def test_a_stated_encoding_is_obeyed():
    assert decode(b"\x82t\x82", "x", "cp850") == ("été", "cp850", "")
    assert decode("été".encode("utf-16"), "x", "utf-16").text == "été"
    with pytest.raises(SourceError, match="not in utf-8"):
        decode(b"\xff", "x", "utf-8")
    with pytest.raises(SourceError, match="no encoding for text"):
        decode(b"a", "x", "unicode_escape")


def test_line_ends_become_line_feeds_and_other_separators_stay():
    assert decode(b"a\r\nb\rc\nd\ve\r\r\nf", "x").text == "a\nb\nc\nd\ne\n\nf"
    kept = "a\u0085b\u2028c\fd\te"
    assert decode(kept.encode(), "x").text == kept


def test_control_characters_are_shown_one_for_one():
    found = decode(("a\0b\x1bc\ufffe" + "word " * 100).encode(), "x")
    assert found.text.startswith("a␀b␛c\ufffdword")
    assert "3 of them" in found.doubt


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n ", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_an_empty_file_is_refused(data):
    with pytest.raises(SourceError, match="empty"):
        decode(data, "diary.txt")


@pytest.mark.parametrize(
    ("data", "seems"),
    [
        (b"PK\x03\x04rest", "ZIP"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word"),
        (b"{\\rtf1\\ansi", "Rich Text"),
        (bytes(range(128)) * 4, "control code"),
    ],
)
def test_a_binary_file_is_refused_in_one_line_that_names_it(data, seems):
    with pytest.raises(SourceError, match=seems) as caught:
        decode(data, "letter.doc")
    line = str(caught.value)
    assert line.startswith("letter.doc: ")
    assert "UTF-8" in line
    assert "\n" not in line


def test_a_text_that_begins_like_a_format_is_text():
    assert not binary(b"ID3 was the name of the ship. GIF8 too. PK.")


def test_a_mark_that_the_rest_belies_is_said():
    with pytest.raises(SourceError, match="UTF-16-LE, but breaks off from it at byte 2"):
        decode(codecs.BOM_UTF16_LE + b"a\0\0\xd8a\0", "x")


def test_a_file_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(decoding, "MAX_BYTES", 10)
    with pytest.raises(SourceError, match="11 bytes"):
        decode(b"hello world", "x")


def test_an_encoding_that_cannot_be_told_is_refused():
    japanese = "今日は東京へ行きました。桜がとてもきれいでした。" * 5
    with pytest.raises(SourceError, match="cannot be told"):
        decode(japanese.encode("euc-jp"), "x")


@given(st.binary(max_size=300))
@example(b"\xff\xfe\x00\xd8")
@example(b"\x00")
def test_bytes_decode_or_are_refused_and_hold_nothing_that_xml_cannot(data):
    try:
        text, encoding, _ = decode(data, "x")
    except SourceError:
        return
    text.encode()  # no lone surrogates
    assert codecs.lookup(encoding)
    assert not {*map(chr, range(32)), "\ufffe", "\uffff"} - {"\t", "\n", "\f"} & set(text)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1))
def test_utf_8_is_certain(text):
    if text.isspace() or text.startswith("\ufeff") or binary(text.encode()):
        return
    assert decode(text.encode(), "x") == (text, "utf-8", "")


runs = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5), st.integers(0, 3)), max_size=8)


@given(runs, st.data())
def test_offsets_return_home(gaps, data):
    made, at, offset = [], 0, 0
    for gap, length, skip in gaps:
        at, offset = at + gap, offset + skip
        made.append((at, length, 0, offset))
        at, offset = at + length, offset + length
    offsets = OffsetMap(made)
    start = data.draw(st.integers(0, at))
    end = data.draw(st.integers(start, at))
    homes = offsets.home(start, end)
    copied = sum(
        min(end, s + n) - max(start, s) for s, n, _, _ in made if s < end and s + n > start
    )
    assert sum(home.end - home.start for home in homes) == copied
    back = [part for home in homes for part in offsets.reading(*home)]
    assert all(start <= left < right <= end for left, right in back)
    assert sum(right - left for left, right in back) == copied


def test_a_home_names_its_node():
    offsets = OffsetMap([(0, 3, 4, 10), (4, 2, 7, 0)])
    assert offsets.home(2, 5) == [Home(4, 12, 13), Home(7, 0, 1)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", [b"a", b"\xe9", "é".encode(), b"a\r", b"\x82 \x81", b"\xc3\xa9\xe9"]
)
def test_a_hundred_million_bytes_take_seconds(unit):
    data = unit * (100_000_000 // len(unit))
    begun = time.monotonic()
    with contextlib.suppress(SourceError):
        decode(data, "x")
    assert time.monotonic() - begun < 30


@pytest.mark.data
def test_real_files_of_project_gutenberg():
    root = os.environ.get("CARNET_DATA")
    if not root:
        pytest.skip("CARNET_DATA names no folder of real diaries")
    found = {
        path.name: decode(path.read_bytes(), path.name)
        for path in Path(root, "text", "raw").glob("*.txt")
    }
    told = {name[:5]: (found.encoding, bool(found.doubt)) for name, found in found.items()}
    assert told == {
        "14799": ("utf-8", False),
        "17589": ("iso8859-1", False),
        "2407-": ("latin-1", True),
    }
    assert all("\r" not in decoded.text for decoded in found.values())
