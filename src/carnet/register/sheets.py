"""What spreadsheets save as CSV: commas, semicolons or tabs, with or without a mark in front, and
formulas where an editor sees a text.

A table of the register is UTF-8, and one that is not is refused: a name that was misread would not
be withheld when it is sealed. A table that is imported is read in whatever encoding it seems to be
in, and that is said.
"""

from __future__ import annotations

import csv
import io
import re
from typing import Final, NamedTuple

from carnet.errors import ArchiveError
from carnet.register import cells
from carnet.text import decode

_CELL_LIMIT: Final = 1 << 20
_SPREADSHEETS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # of Excel and LibreOffice
_TEXT = re.compile(r'(?s)="((?:[^"]|"")*)"')
_HYPERLINK = re.compile(r'(?is)=HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:[,;]\s*"((?:[^"]|"")*)"\s*)?\)')


class Dialect(NamedTuple):
    """How a table is written: what parts its cells, and whether a byte-order mark leads it, without
    which some spreadsheets take its letters for others.
    """

    delimiter: str = ","
    mark: bool = False


class Sheet(NamedTuple):
    """The rows of a table, how it is written, and what is doubtful of its encoding."""

    rows: list[list[str]]
    dialect: Dialect
    doubt: str = ""


class Linked(str):
    """The text of a cell that leads to an address."""

    __slots__ = ("address",)
    address: str


def address_of(cell: str) -> str:
    """What a cell leads to; its own text where it leads nowhere."""
    return cell.address if isinstance(cell, Linked) else cell


def read_sheet(data: bytes, where: str, *, foreign: bool = False) -> Sheet:
    """The rows in these bytes, of a table of the register or (`foreign`) of one from elsewhere;
    `ArchiveError` where they are no table.
    """
    if data.startswith(_SPREADSHEETS):
        raise ArchiveError(
            "this is a spreadsheet's own file and no CSV",
            where=where, mend="Save it as “CSV UTF-8” in the spreadsheet.",
        )  # fmt: skip
    mark, doubt = data.startswith(b"\xef\xbb\xbf"), ""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if not foreign:
            raise ArchiveError(
                "this table is not UTF-8",
                where=where,
                mend="Save it as “CSV UTF-8” in the spreadsheet.",
            ) from None
        text, encoding, doubt = decode(data, where)
        doubt = f"it is not UTF-8 and was read as {encoding}; look at its accents" if doubt else ""
    if "\0" in text:
        raise ArchiveError("this table holds NUL characters", where=where, mend="Save it as CSV.")
    stated = re.match(r'"?sep=(.)"?[,;\t]*\r?\n', text)  # Excel's own way to say what parts cells
    text = text[stated.end() :] if stated else text
    first = re.split(r"[\r\n]", text, maxsplit=1)[0]
    delimiter = stated[1] if stated else max(",;\t", key=first.count)
    csv.field_size_limit(_CELL_LIMIT)
    try:
        rows = [
            [cell and _meant(cell.strip(" \r\n")) for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise ArchiveError(f"this table is damaged: {error}", where=where) from None
    return Sheet(rows, Dialect(delimiter if delimiter in ",;\t" else ",", mark), doubt)


def _meant(cell: str) -> str:
    """A cell as an editor sees it: a formula that only holds a text or an address is that."""
    if not cell.startswith("="):
        return cells.unguarded(cell)
    text = _TEXT.fullmatch(cell)
    if text is not None:
        return text[1].replace('""', '"').strip()
    link = _HYPERLINK.fullmatch(cell)
    if link is None:
        return cell
    address, label = ((part or "").replace('""', '"').strip() for part in link.groups())
    linked = Linked(label or address)
    linked.address = address
    return linked


def written(rows: list[list[str]], dialect: Dialect) -> bytes:
    """The bytes of a table; its cells are written as they are."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n", delimiter=dialect.delimiter).writerows(rows)
    data = buffer.getvalue().encode("utf-8", "replace")
    return b"\xef\xbb\xbf" + data if dialect.mark else data
