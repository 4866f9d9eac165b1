"""The date that a file's name states, as day journals name their files.

`1941-05-03.txt`, `19410503 Paris.txt`, `journals/2021_02_20.md` (Logseq),
`dendron.journal.2021.02.20.md`, `2020/08/31.txt` (jrnl), `1941-05.txt` (a month),
`1941-05-03 – 1941-05-09.txt` (a range). A name that can be read two ways states nothing:
`03-05-1941` (March or May) and `1911-12` (December, or a winter) are left alone.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple


class Named(NamedTuple):
    """The date in a file's name: as EDTF, and as it stands there."""

    edtf: str
    written: str

    @property
    def is_day(self) -> bool:
        return len(self.edtf) == len("1941-05-03")


_FIRST, _LAST = 1000, 2100  # years outside are numbers of something else

# The separators are one and the same; what adjoins a date is no digit.
_DAY = re.compile(r"(?<!\d)(\d{4})([-_.]?)(\d\d)\2(\d\d)(?!\d)")
_FOLDERS = re.compile(r"(?<![^/])(\d{4})([/-])(\d\d)[/-](\d\d)$")
_MONTH = re.compile(r"(?<!\d)(?<!\d[-_.])(\d{4})([-_.])(\d\d)(?![-_.]?\d)")
_BETWEEN = re.compile(r"\s*(?:-|–|—|\.\.|_|to|bis|à|au|al)\s*|[-_ ](?:to|bis|à|au|al)[-_ ]")


def named(source: str) -> Named | None:
    """The date in the name of `source` (a path with `/`), or None where it states none for sure."""
    path = re.sub(r"\.[A-Za-z]\w{0,9}$", "", source)
    stem = path.rpartition("/")[2]
    days = [match for match in _DAY.finditer(stem) if _day(match)]
    if len(days) == 1:
        return Named(_day(days[0]), days[0][0])
    if len(days) == 2:
        return _range(stem, days[0], days[1])
    if days:
        return None
    if folders := _FOLDERS.search(path):
        return Named(_day(folders), folders[0]) if _day(folders) else None
    months = [match for match in _MONTH.finditer(stem) if _month(match)]
    return Named(_month(months[0]), months[0][0]) if len(months) == 1 else None


def _day(match: re.Match[str]) -> str:
    """The day that a match of year, separator, month, day states; empty where there is no such."""
    year, month, day = int(match[1]), int(match[3]), int(match[4])
    try:
        return date(year, month, day).isoformat() if _FIRST <= year <= _LAST else ""
    except ValueError:
        return ""


def _month(match: re.Match[str]) -> str:
    year, month = int(match[1]), int(match[3])
    if not (_FIRST <= year <= _LAST and 1 <= month <= 12) or month == (year + 1) % 100:
        return ""
    return f"{year}-{month:02}"


def _range(stem: str, first: re.Match[str], last: re.Match[str]) -> Named | None:
    start, end = _day(first), _day(last)
    if start == end:
        return Named(start, first[0])
    if start > end or not _BETWEEN.fullmatch(stem, first.end(), last.start()):
        return None
    return Named(f"{start}/{end}", stem[first.start() : last.end()])
