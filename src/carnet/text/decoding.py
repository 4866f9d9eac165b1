"""From a file's bytes to its text, and how sure that is."""

from __future__ import annotations

import codecs
import re
from itertools import islice
from typing import NamedTuple

from carnet.errors import SourceError
from carnet.text.likeliest import likeliest


class Decoded(NamedTuple):
    """A file's text, the encoding it was in, and how that is known."""

    text: str
    encoding: str
    doubt: str  # empty where the encoding is certain, else one sentence


MAX_BYTES = 256 * 2**20
"""A text source longer than this, in bytes, is refused: a life's writing is a tenth of it."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive (perhaps a Word, OpenDocument or EPUB file)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Office file"),
    (b"{\\rtf", "a Rich Text file"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"ID3\x03", "a sound recording"),
    (b"ID3\x04", "a sound recording"),
)

_SAVE = "Save it as plain text in UTF-8."

# What neither XML 1.0 nor a database's text functions carry. Tab, line feed and form feed stay.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")

_HEADER = 8192  # bytes at the front in which a file may declare its encoding
_DECLARED = (  # compiled when a file's encoding must be guessed, which takes long
    rb"(?:character set encoding|charset|coding)[ \t]*[:=][ \t]*[\"']?([A-Za-z0-9_.-]{2,30})"
)
_HIGH_BYTES = bytes(range(0x80, 0x100))
_UPPER = re.compile(rb"[\x80-\x9f]")  # controls in Latin-1, letters and quotation marks elsewhere
# `unicode_escape` and its kind are codecs too, and would make other text, even lone surrogates.
_WIDE = re.compile(r"utf-(16|32)(-[lb]e)?")
_TRUSTED = re.compile(r"utf-8|cp\d+|iso8859-\d+|koi8-\w|mac-\w+|big5|gb|euc|shift_jis")


def decode(data: bytes, where: str, encoding: str = "") -> Decoded:
    """The text of a file: byte-order mark dropped, line ends as LF.

    CRLF, a lone CR and the vertical tab (Word's soft break) become LF; every other character is
    kept, but control characters that XML cannot hold become their pictures (U+0000 is shown as
    U+2400), one for one, and `doubt` says so. `encoding` is what a person states; without it the
    encoding is, in order: that of the byte-order mark, UTF-8 where every byte fits it, what the
    file declares of itself, UTF-16 without a mark, UTF-8 with a few stray bytes, and last the
    likeliest of the old single-byte encodings, with `doubt`.

    Raises `SourceError` for a file that is empty, binary, over `MAX_BYTES`, or in no encoding
    that can be told.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(
            f"the file has {len(data):,} bytes, and a text may have {MAX_BYTES:,}",
            where=where,
            mend="Split it.",
        )
    if seems := binary(data):
        raise SourceError(f"this is no text, it seems to be {seems}", where=where, mend=_SAVE)
    found = _decoded(data, where, encoding)
    text = found.text
    if not text or text.isspace():
        raise SourceError("the file is empty", where=where, mend="Remove it, or find its text.")
    for end in ("\r\n", "\r", "\v"):  # each step is a no-op, without a copy, where there is none
        text = text.replace(end, "\n")
    return _without_controls(found._replace(text=text), where)


def binary(head: bytes) -> str:
    """What a file that begins with `head` seems to be, where it is surely no text; else empty."""
    for signature, what in _SIGNATURES:
        if head.startswith(signature):
            return what
    return "data, full of control codes" if _is_noise(head[:_OPENING]) else ""


_OPENING = 4096  # bytes; even, so that no character of UTF-16 is cut
_CODES = bytes((*range(0x09), *range(0x0E, 0x20)))


def _is_noise(opening: bytes) -> bool:
    """Whether one byte in twelve is a control code, as among random ones, and yet it is not UTF-16,
    whose letters are full of them.
    """
    codes = len(opening) - len(opening.translate(None, _CODES))
    if 12 * codes <= len(opening) or any(opening.startswith(mark) for mark, _ in _BOMS):
        return False
    return _utf16(opening) is None


def _without_controls(found: Decoded, where: str) -> Decoded:
    bearable = len(found.text) // 100
    count = sum(1 for _ in islice(_CONTROL.finditer(found.text), bearable + 1))
    if not count:
        return found
    if count > bearable:
        raise SourceError(
            "this is no text, more than one character in a hundred is a control code",
            where=where,
            mend=_SAVE,
        )
    doubt = f"Control codes are shown by their pictures, such as \u2400: {count:,} of them."
    text = _CONTROL.sub(_picture, found.text)
    return Decoded(text, found.encoding, f"{found.doubt} {doubt}".lstrip())


def _picture(control: re.Match[str]) -> str:
    code = ord(control[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def _decoded(data: bytes, where: str, stated: str) -> Decoded:
    if stated:
        return _as_stated(data, where, stated)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _as_marked(data[len(mark) :], where, encoding)
    declared = _declaration(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if wide := _utf16(data):  # ASCII in UTF-16 is valid UTF-8 too, full of NULs
            return wide
        doubt = ""
        if declared not in ("", "utf-8") and not text.isascii():
            doubt = f"The file declares {declared}, yet every byte of it fits UTF-8, as it is read."
        return Decoded(text, "utf-8", doubt)
    return (
        _as_declared(data, declared)
        or _utf16(data)
        or _mostly_utf8(data, "utf-8", "The file is in UTF-8")
        or _spelled(data, where)
    )


def _as_stated(data: bytes, where: str, stated: str) -> Decoded:
    """As a person says; a byte-order mark of that encoding is still dropped."""
    try:
        name = codecs.lookup(stated).name
    except LookupError:
        name = ""
    if not (_TRUSTED.match(name) or _WIDE.fullmatch(name)):
        raise SourceError(
            f"{stated!r} is no encoding for text", where=where, mend="Try utf-8 or cp1252."
        )
    try:
        text = data.decode(name)
    except UnicodeError:
        raise SourceError(f"the file is not in {stated}, as is stated", where=where) from None
    return Decoded(text.removeprefix("\ufeff"), name, "")


def _as_marked(rest: bytes, where: str, encoding: str) -> Decoded:
    """By the byte-order mark, which has been taken off."""
    try:
        return Decoded(rest.decode(encoding), encoding, "")
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            mended = _mostly_utf8(rest, encoding, "The file is marked as UTF-8")
            return mended or _spelled(rest, where)
        raise SourceError(
            f"the file is marked as {encoding.upper()}, but breaks off from it at byte "
            f"{error.start:,}",
            where=where,
            mend=_SAVE,
        ) from None


def _declaration(data: bytes) -> str:
    """The encoding that the file declares of itself, by Python's name; empty where it does not.

    Project Gutenberg writes `Character set encoding: ISO-8859-1`, editors `coding: latin-1`.
    """
    declared = re.search(_DECLARED, data[:_HEADER], re.IGNORECASE)
    if not declared:
        return ""
    name = declared[1].decode("ascii")
    if re.fullmatch(r"iso[-_]latin[-_]?1", name, re.IGNORECASE):  # as early Gutenberg texts say
        name = "latin-1"
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return ""
    return known if _TRUSTED.match(known) else ""


def _as_declared(data: bytes, declared: str) -> Decoded | None:
    if not declared:
        return None
    # Files that claim Latin-1 and use the codes it leaves to controls are in Windows-1252.
    likely = (
        ("cp1252", declared) if declared == "iso8859-1" and _UPPER.search(data) else (declared,)
    )
    for encoding in likely:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        same = encoding == declared
        doubt = "" if same else f"The file declares {declared}, but uses characters of {encoding}."
        return Decoded(text, encoding, doubt)
    return None


def _utf16(data: bytes) -> Decoded | None:
    """UTF-16 without its mark: one byte of each pair is zero now and again, the other never.

    Only the alphabets of Europe are recognised so: nine in ten characters must be of them.
    """
    sample = data[: 2**16]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or bool(even) == bool(odd) or max(even, odd) * 40 < len(sample):
        return None
    encoding = "utf-16-le" if odd else "utf-16-be"
    high = sample[1::2] if odd else sample[::2]
    if 10 * sum(map(high.count, range(0x06))) + 10 * high.count(0x20) < 9 * len(high):
        return None
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return Decoded(
        text, encoding, f"No mark says so, but the file seems to be in {encoding.upper()}."
    )


def _mostly_utf8(data: bytes, encoding: str, claim: str) -> Decoded | None:
    """UTF-8 into which a few bytes of Windows-1252 have been pasted: those are read as such."""
    high = len(data) - len(data.translate(None, _HIGH_BYTES))
    bearable = high // 20  # letters take two bytes or more: at most one in ten does not fit
    text = data.decode(encoding, "surrogateescape")  # a stray byte becomes a lone surrogate
    count = sum(1 for _ in islice(_STRAY.finditer(text), bearable + 1))
    if count > bearable:
        return None
    text = _STRAY.sub(_pasted, text)
    return Decoded(text, encoding, f"{claim}, but {count:,} bytes of it are not: read as cp1252.")


_STRAY = re.compile("[\udc80-\udcff]")


def _pasted(stray: re.Match[str]) -> str:
    byte = bytes((ord(stray[0]) - 0xDC00,))
    try:
        return byte.decode("cp1252")
    except UnicodeDecodeError:
        return byte.decode("latin-1")


def _spelled(data: bytes, where: str) -> Decoded:
    """In the likeliest of the old single-byte encodings."""
    found = likeliest(data)
    if found is None:
        raise SourceError("its encoding cannot be told", where=where, mend=_SAVE)
    text, encoding = found
    return Decoded(
        text,
        encoding,
        f"No mark or header tells the encoding: {encoding} is the likeliest. "
        "If letters look wrong, save the file as UTF-8.",
    )
