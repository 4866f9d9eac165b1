"""Where everything stands: which year an entry is read under, which pages there are, their names.

This runs on every build, changed or not, so it looks at columns of lines and reads no entry.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, cast

from carnet.edition.lines import in_columns
from carnet.publishers.site.almanac import Almanac
from carnet.publishers.site.groups import Group, groups
from carnet.publishers.site.slugs import slug

if TYPE_CHECKING:
    from pathlib import Path

    from carnet.edition import Edition, Line

UNDATED = "undated"
STYLE = "carnet.css"
OWNS = ("contents", "days", "entries", "sources")

_MONTHS = (len("1941-05"), len("1941-05-03"))
_PLAIN = ("gregorian", "julian")  # calendars whose years EDTF says as they are
_USUAL = frozenset(_PLAIN)
_DAYS = re.compile(r"(?:\d{4}-(?:0[1-9]|1[0-2])-\d\d\n)*", re.ASCII)
_YEAR = re.compile(r"-?\d[\dX]{3,}")


def start_year(line: Line) -> int | None:
    """The year under which an entry is read: a decade's first, an interval's first known."""
    edtf = line.edtf
    if edtf is None:
        return None
    if edtf[:4].isdigit() and edtf[4:5] in ("", "-", "/") and line.calendar in _PLAIN:
        return int(edtf[:4])  # nearly all are like this, and need no reading
    when = line.when
    start = when.start
    if start is not None and not start.unspecified:
        return start.year
    if not when.known:
        return None
    found = _YEAR.search(when.edtf or "")
    return int(found[0].replace("X", "0")) if found else None


def start_month(line: Line) -> int:
    """The month in which a date begins, 1 to 12 (13 for complementary days); 0 if not known."""
    edtf = line.edtf or ""
    if line.calendar in _PLAIN and len(edtf) in _MONTHS and edtf.replace("-", "").isdigit():
        return int(edtf[5:7]) if edtf[5:7] < "13" else 0
    return line.when.month or 0


def year_name(year: int) -> str:
    """1660, 0044; before-0044 for the astronomical year -44."""
    return f"{year:04d}" if year >= 0 else f"before-{-year:04d}"


class Layout:
    """The pages of an edition, and the way from one to another."""

    def __init__(self, edition: Edition, memory: Path | None = None) -> None:
        """`memory` is a folder that outlives the build, for what is dear to find out again; like
        the ledger it may be deleted at any time.
        """
        self.edition = edition
        self.memory = memory
        self.lines = in_columns(edition.lines)
        self.columns = self.lines.columns
        self.ids = self.columns.id
        self.year_of: list[str] = []  # of each line, the name of the contents page it is on
        self.years: dict[str, list[int]] = {}  # contents pages in order, and the lines on each
        self._column_keys: dict[str, bytes] = {}
        self._sort_into_years()

    @cached_property
    def plain_days(self) -> bool:
        """Whether every date is a single day of a year that EDTF says as it is: so are nearly all, and
        then most need not be looked at one by one.
        """
        edtf = self.columns.edtf
        if None in edtf or not set(self.columns.calendar) <= _USUAL:
            return False
        return _DAYS.fullmatch("\n".join([*cast("list[str]", edtf), ""])) is not None

    @cached_property
    def withheld(self) -> dict[str, str]:
        """The contents pages of whose year all dates know only a part, and that part: 19XX."""
        found: dict[str, str] = {}
        if not self.plain_days:
            for name, held in self.years.items():
                known = {(self.columns.edtf[n] or "")[:4] for n in held} - {""}
                if name != UNDATED and len(known) == 1 and "X" in (mask := known.pop()):
                    found[name] = mask
        return found

    def _sort_into_years(self) -> None:
        """Undated leaves go with the entry before them in their source, or else with the first
        dated one after them; those of a source without any date stand by themselves.
        """
        if self.plain_days:
            self.year_of = [edtf[:4] for edtf in cast("list[str]", self.columns.edtf)]
            held: dict[str, list[int]] = {}
            for n, name in enumerate(self.year_of):
                if name in held:
                    held[name].append(n)
                else:
                    held[name] = [n]
            self.years = dict(sorted(held.items()))
            return
        gathered: dict[int, list[int]] = {}
        undated: list[int] = []
        early: dict[str, list[int]] = {}  # leaves before the first date of their source
        last: dict[str, int] = {}
        years: list[int | None] = []
        for n, line in enumerate(self.lines):
            source = line.source
            year = start_year(line)
            if year is not None:
                last[source] = year
                if source in early:
                    for before in early.pop(source):
                        years[before] = year
            elif source in last:
                year = last[source]
            else:
                early.setdefault(source, []).append(n)
            years.append(year)
        for n, year in enumerate(years):
            if year is None:
                undated.append(n)
            elif year in gathered:
                gathered[year].append(n)
            else:
                gathered[year] = [n]
        names: dict[int | None, str] = {year: year_name(year) for year in sorted(gathered)}
        self.years = {names[year]: held for year, held in sorted(gathered.items())}
        if undated:
            self.years[UNDATED] = undated
        names[None] = UNDATED
        self.year_of = [names[year] for year in years]

    @cached_property
    def almanac(self) -> Almanac:
        """The days on which entries stand."""
        return Almanac(self)

    @cached_property
    def month_of(self) -> list[int]:
        """Of each line, the month in which its date begins (see `start_month`)."""
        if self.plain_days:
            return [int(edtf[5:7]) for edtf in cast("list[str]", self.columns.edtf)]
        return list(map(start_month, self.lines))

    @cached_property
    def groups(self) -> dict[str, list[Group]]:
        """The entries of one language, and of one hand."""
        return groups(self)

    @cached_property
    def redirects(self) -> dict[str, str]:
        """Retired ids whose living entry is in the edition."""
        if not self.edition.redirects:
            return {}
        living = self.place_of
        return {
            old: new
            for old, new in sorted(self.edition.redirects.items())
            if new in living and old not in living
        }

    @cached_property
    def source_count(self) -> int:
        """How many sources may be named."""
        return len({*self.columns.source, *self.edition.matter_sources})

    @cached_property
    def source_names(self) -> list[str]:
        """Every source that may be named."""
        return sorted({*self.columns.source, *self.edition.matter_sources})

    @cached_property
    def slugs(self) -> dict[str, str]:
        """The sources that have a page: more than one entry, or matter."""
        several = (name for name, held in Counter(self.columns.source).items() if held > 1)
        return {name: slug(name) for name in sorted({*several, *self.edition.matter_sources})}

    @cached_property
    def by_source(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for n, source in enumerate(self.columns.source):
            found.setdefault(source, []).append(n)
        return found

    @cached_property
    def place_of(self) -> dict[str, int]:
        return self.lines.place_of

    @cached_property
    def year_keys(self) -> dict[str, bytes]:
        """Of each contents page what changes with anything of the entries on it."""
        digests = self.edition.digests
        return {
            name: blake2b(b"".join([digests[n] for n in held]), digest_size=12).digest()
            for name, held in self.years.items()
        }

    def column_key(self, *names: str) -> bytes:
        """What changes with these columns of the lines."""
        found = blake2b(digest_size=12)
        for name in names:
            key = self._column_keys.get(name)
            if key is None:
                held = getattr(self.columns, name)
                said = "\0".join(held if name != "edtf" else [edtf or "" for edtf in held])
                key = blake2b(said.encode("utf-8", "replace"), digest_size=12).digest()
                self._column_keys[name] = key
            found.update(key)
        return found.digest()
