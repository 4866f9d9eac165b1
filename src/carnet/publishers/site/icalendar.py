"""Calendars as RFC 5545 has them: all-day events, lines ended and folded as it asks."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from carnet.publishers.site.escape import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 75  # octets of a line, its end not counted
_STAMP = "19700101T000000Z"
"""`DTSTAMP` is asked for and says when an event was last changed; a file that is made twice must
have the same bytes, so all of them say the same.
"""
_SPECIAL = re.compile(r"([\\;,])")


def text(said: str) -> str:
    """Words as the value of a property."""
    return _SPECIAL.sub(r"\\\1", clean(" ".join(said.split())))


def fold(line: str) -> str:
    """A content line in pieces of at most 75 octets, none of which cuts a character."""
    if len(line) <= _LONGEST and line.isascii():
        return line
    data = line.encode("utf-8", "replace")
    if len(data) <= _LONGEST:
        return line
    pieces, at, room = [], 0, _LONGEST
    while at < len(data):
        end = min(at + room, len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[at:end].decode())
        at, room = end, _LONGEST - 1
    return "\r\n ".join(pieces)


def line(name: str, said: str) -> str:
    """A property that says some words, as lines of the calendar; none where there are none."""
    return f"{fold(f'{name}:{text(said)}')}\r\n" if said else ""


def event(uid: str, day: str, told: str, rule: str = "") -> str:
    """An event of one day (`20270101`). `uid` is plain letters and figures; `told` are the lines of
    other properties.
    """
    rule = f"RRULE:{rule}\r\n" if rule else ""
    return (
        f"BEGIN:VEVENT\r\n{fold(f'UID:{uid}')}\r\nDTSTAMP:{_STAMP}\r\n"
        f"DTSTART;VALUE=DATE:{day}\r\n{rule}{told}TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n"
    )


def calendar(name: str, events: Iterable[str]) -> bytes:
    """A calendar of events."""
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Carnet//Carnet//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{text(name)}",
        f"X-WR-CALNAME:{text(name)}",
    ]
    lines = chain((f"{fold(line)}\r\n" for line in head), events, ("END:VCALENDAR\r\n",))
    # one by one: joined as text they would take two or four bytes for each sign
    return b"".join([line.encode("utf-8", "replace") for line in lines])
