"""Dates that a TEI element states in its attributes (att.datable of the TEI Guidelines, P5)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from carnet.dates.calendars import CALENDARS
from carnet.dates.edtf import Edge, Extent, read, verify
from carnet.dates.when import When
from carnet.errors import DateError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carnet.dates.point import Point

DATING = frozenset(
    f"{name}{form}"
    for name in ("when", "from", "to", "notBefore", "notAfter")
    for form in ("", "-iso")
)
"""The attributes of TEI's dating classes that are read here."""

VALUE = "value"
"""What stood in their place on a `date` in TEI P4."""

_SURE = {"high": 1.0, "medium": 0.8, "low": 0.5, "unknown": 0.5}  # teidata.certainty
_GREGORIAN = CALENDARS["gregorian"]
_DAY = len("1941-05-03")
_MORE = frozenset(("cert", "precision", "when-custom"))
_JULIAN = re.compile(r"juli|old.?style", re.IGNORECASE)


def is_julian(calendar: str) -> bool:
    """Whether `calendar` or `datingMethod` names the Julian calendar: `#julian`, `Old Style` …"""
    return _JULIAN.search(calendar) is not None


def from_attributes(attributes: Mapping[str, str]) -> tuple[When | None, str]:
    """The date that attributes with these local names state, and what is wrong with them, or "".

    `when` is read first, then `from` and `to`, then `notBefore` and `notAfter`, each with its
    `-iso` form; last the `value` of TEI P4. TEI normalises them to the proleptic Gregorian calendar
    whatever `calendar` says of the words, so that is the calendar of the result, except where
    `when-custom` gives the day in a calendar that `datingMethod` or `calendar` names as the Julian.
    What is no date is reported and left out, never mended; where an end comes before its start, the
    start is kept.

    A period whose other end is not stated has an unknown end (`1851-07/`); a mere limit has an
    open one (`1847/..`). `cert` lowers `sure`; `precision="low"` makes the date approximate.
    """
    day = attributes.get("when")
    if day is not None and len(day) == _DAY and not (attributes.keys() & _MORE):
        try:  # a plain day, as nearly all are
            return When.parse(day), ""
        except DateError:
            pass  # it will be said below what is wrong with it
    problems: list[str] = []
    extent = _extent(attributes, problems)
    own = _own_reckoning(attributes, extent, problems)
    problem = "; ".join(problems)
    if own is not None:
        return own, problem
    if extent is None:
        return None, problem
    if attributes.get("precision") == "low":
        extent = _approximate(extent)
    cert = attributes.get("cert", "high").strip()
    sure = _SURE.get(cert, 1.0)
    why = (f"its certainty is stated as {cert}",) if sure < 1.0 else ()
    return When(extent, why=why, sure=sure), problem


def _own_reckoning(
    attributes: Mapping[str, str], stated: Extent | None, problems: list[str]
) -> When | None:
    """The day in the writer's own calendar, where that is the Julian and `when-custom` states it."""
    custom = attributes.get("when-custom", "").strip()
    named = attributes.get("datingMethod") or attributes.get("calendar") or ""
    if len(custom) != _DAY or not is_julian(named):
        return None
    try:
        own = When.parse(custom, "julian")
    except DateError as error:
        problems.append(f'when-custom="{custom[:40]}": {error}')
        return None
    if stated is not None and When(stated).bounds != own.bounds:
        problems.append(
            f'when-custom="{custom}" in the Julian calendar is {own.gregorian}, not {When(stated).edtf}'
        )
        return None
    return own


def _extent(attributes: Mapping[str, str], problems: list[str]) -> Extent | None:
    when = _value(attributes, "when", problems)
    if when is not None:
        return when
    if not attributes.keys() & DATING and (when := _value(attributes, VALUE, problems)) is not None:
        return when
    begins = _point(attributes, "from", problems)
    ends = _point(attributes, "to", problems)
    edge: Edge = "unknown" if begins or ends else "open"
    # The two pairs may be mixed: a stay that began on a day and ended no later than another.
    start = begins or _point(attributes, "notBefore", problems)
    end = ends or _point(attributes, "notAfter", problems)
    if start is None and end is None:
        return None
    if start == end:
        return Extent(start)
    extent = Extent(start, end, "" if start else edge, "" if end else edge)
    try:
        verify(extent, _GREGORIAN)
    except DateError as error:
        problems.append(str(error))
        return Extent(start)
    return extent


def _point(attributes: Mapping[str, str], name: str, problems: list[str]) -> Point | None:
    extent = _value(attributes, name, problems)
    if extent is None:
        return None
    if extent.start is None or extent.is_interval:
        problems.append(f'{name}="{attributes.get(name)}" is more than one date')
        return None
    return extent.start


def _value(attributes: Mapping[str, str], name: str, problems: list[str]) -> Extent | None:
    """What `name` or its `-iso` form says; the first that is a date."""
    for spelling in (name, f"{name}-iso"):
        stated = attributes.get(spelling)
        if stated is None:
            continue
        try:
            extent = read(_as_edtf(stated.strip()))
            verify(extent, _GREGORIAN)
        except DateError as error:
            problems.append(f'{spelling}="{stated[:40]}": {error}')
        else:
            return extent
    return None


def _as_edtf(stated: str) -> str:
    """A W3C or ISO 8601 date as EDTF, without clock time and time zone; other text unchanged."""
    if basic := _basic().fullmatch(stated):
        return "-".join(basic.groups())
    if dated := _dated().fullmatch(stated):
        date: str = dated[1]
        return f"Y{date}" if len(date.partition("-")[0]) > 4 else date
    if recurring := _recurring().fullmatch(stated):
        month, day = recurring.groups()
        return f"XXXX-{month or 'XX'}" + (f"-{day}" if day else "")
    return stated


@cache
def _dated() -> re.Pattern[str]:
    return re.compile(
        r"(-?[0-9]{4,}(?:-[0-9]{2}(?:-[0-9]{2})?)?)"
        r"(?:(?<=-[0-9]{2}-[0-9]{2})T[0-9:.,]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
    )


@cache
def _recurring() -> re.Pattern[str]:
    return re.compile(r"--(?:([0-9]{2})(?:-(?=[0-9]))?|-(?=[0-9]))([0-9]{2})?")


@cache
def _basic() -> re.Pattern[str]:
    return re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")


def _approximate(extent: Extent) -> Extent:
    return extent._replace(
        start=_about(extent.start),
        end=_about(extent.end),
        members=tuple(_approximate(member) for member in extent.members),
    )


def _about(point: Point | None) -> Point | None:
    return None if point is None else point.doubted(approximate=True, uncertain=False)
