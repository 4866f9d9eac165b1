"""The diary day by day: calendars of all its days, feeds of the latest, a page that makes a calendar
from any start. What they hold comes from the edition, as the pages do.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

from carnet.publishers.site import icalendar
from carnet.publishers.site.apparatus import compose
from carnet.publishers.site.escape import attribute, escape, language, site_of
from carnet.publishers.site.labels import short
from carnet.publishers.site.parts import Part, Tools
from carnet.publishers.site.replaying import Day, days_of, gregorian, lately, near, replayed
from carnet.publishers.site.scripts import as_script

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from carnet.edition import Line
    from carnet.publishers.site.layout import Layout

_MOST = 60  # entries in a feed
HISTORY, YEARLY, REPLAY = "feeds/diary.ics", "feeds/anniversaries.ics", "feeds/replay.ics"
ON_DAY, REPLAYED, DATA = "feeds/on-this-day.atom", "feeds/replay.atom", "feeds/days.js"
PAGE, SCRIPT = "replay.html", "script/replay.js"


class Feeds(Part):
    """Calendars, feeds, and the page that leads to them."""

    folders = ("feeds",)
    files = (PAGE,)

    def __init__(self, layout: Layout) -> None:
        super().__init__(layout)
        facts = layout.edition.facts
        self._address = site_of(facts.address)
        self._told: dict[int, str] = {}
        self._start = date.fromisoformat(facts.replay_from) if facts.replay_from else None

    def plan(self, base: bytes) -> Iterator[tuple[str, bytes]]:
        layout = self.layout
        yield PAGE, _key(base, f"{self._ends}".encode())
        faces = layout.column_key("id", "edtf", "calendar", "title", "opening", "heading")
        for path in (HISTORY, YEARLY, DATA, *((REPLAY,) if self._start else ())):
            yield path, _key(base, faces)
        today = layout.edition.as_of.isoformat().encode()
        for path, held in self._feeds.items():
            ids = [layout.ids[day.n] for day, _ in held]
            yield path, _key(base, today, *map(layout.edition.digest, ids))

    @cached_property
    def _days(self) -> list[Day]:
        return list(days_of(self.layout, range(len(self.layout.lines))))

    @property
    def _ends(self) -> tuple[str, str]:
        """The first day and the last."""
        places = range(len(self.layout.lines))
        first = next(days_of(self.layout, places), None)
        last = next(days_of(self.layout, reversed(places)), None)
        return (first.written, last.written) if first and last else ("", "")

    @cached_property
    def _feeds(self) -> dict[str, list[tuple[Day, date]]]:
        """By feed, the entries that are in it, the latest first, each with its day."""
        as_of, anniversaries = self.layout.edition.as_of, self.layout.almanac.anniversaries
        places = sorted(n for day in near(as_of) for n in anniversaries.get(day, ()))
        found = {ON_DAY: lately(days_of(self.layout, places), as_of, _MOST)}
        if self._start:
            out = [one for one in replayed(self._days, self._start) if one[1] <= as_of]
            out.sort(key=lambda one: (-one[1].toordinal(), -one[0].n))
            found[REPLAYED] = out[:_MOST]
        return found

    def make(self, due: Sequence[str], tools: Tools) -> Iterator[tuple[str, bytes]]:
        for path in due:
            if path == PAGE:
                yield path, self._page(tools)
            elif path == DATA:
                yield path, self._data(tools)
            elif path in self._feeds:
                yield path, self._atom(path, tools)
            else:
                yield path, self._calendar(path, tools)
        self._told = {}

    # ------------------------------------------------------------------ the page

    def _page(self, tools: Tools) -> bytes:
        links = [(ON_DAY, "replay.on_day"), (YEARLY, "replay.yearly"), (HISTORY, "replay.history")]
        if self._start:
            links += [(REPLAYED, "replay.feed"), (REPLAY, "replay.calendar")]
        start = f"replay.from|day@{self._start.isoformat()}" if self._start else ""
        return tools.templates.page("replay", feeds=links, start=start, ends=self._ends)

    def _data(self, tools: Tools) -> bytes:
        """The days for the page that makes calendars: number, day as written, id, name."""
        lines = self.layout.lines
        rows = [
            [day.number, day.written, lines[day.n].id, _name(lines[day.n])] for day in self._days
        ]
        facts = self.layout.edition.facts
        said = {
            "title": facts.title or tools.words["untitled"],
            "address": self._address,
            "uid": str(self._uid("")),
            "days": rows,
        }
        return f"carnet.days({as_script(said)});\n".encode()

    # ------------------------------------------------------------------ calendars

    def _calendar(self, path: str, tools: Tools) -> bytes:
        title = self.layout.edition.facts.title or tools.words["untitled"]
        if path == REPLAY and self._start:
            placed: Iterable[tuple[Day, date | None]] = replayed(self._days, self._start)
        elif path == YEARLY:
            # An anniversary is a day of the writer's own year, whatever calendar that is of.
            placed = ((day, _as_written(day)) for day in self._days)
        else:
            placed = ((day, gregorian(day)) for day in self._days)
        rule = "FREQ=YEARLY" if path == YEARLY else ""
        return icalendar.calendar(
            title,
            (self._event(day, at, tools, path, rule) for day, at in placed if at is not None),
        )

    def _event(self, day: Day, at: date, tools: Tools, path: str, rule: str) -> str:
        line = self.layout.lines[day.n]
        told = self._told.get(day.n)
        if told is None:  # each calendar says it
            told = icalendar.line("SUMMARY", f"{tools.labels.date(line.when)}: {_name(line)}")
            if self._address:
                told += icalendar.fold(f"URL:{self._address}/entries/{line.id}.html") + "\r\n"
            self._told[day.n] = told
        uid = f"{line.id}.{path[len('feeds/') : -len('.ics')]}@{self._own}"
        stamp = f"{at.year:04d}{at.month:02d}{at.day:02d}"
        return icalendar.event(uid, stamp, told, rule)

    @cached_property
    def _own(self) -> str:
        return str(self._uid(""))

    def _uid(self, name: str) -> object:
        """A name that is like no other in the world, and the same in every build."""
        from uuid import NAMESPACE_URL, uuid5  # noqa: PLC0415 - takes long to load

        facts = self.layout.edition.facts
        return uuid5(NAMESPACE_URL, f"{self._address or 'carnet:' + facts.title}/{name}")

    # ------------------------------------------------------------------ feeds

    def _atom(self, path: str, tools: Tools) -> bytes:
        facts, words = self.layout.edition.facts, tools.words
        title = facts.title or words["untitled"]
        held = self._feeds[path]
        own = f"{self._address}/{path}" if self._address else ""
        of = words["replay.on_day" if path == ON_DAY else "replay.feed"]
        base = f' xml:base="{attribute(self._address)}/feeds/"' if self._address else ""
        self_link = f'<link rel="self" href="{attribute(own)}"/>\n' if own else ""
        head = (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{words.language}"{base}>\n'
            f"<title>{escape(title)}</title>\n<subtitle>{escape(of)}</subtitle>\n"
            f"<id>urn:uuid:{self._uid(path)}</id>\n"
            f"<updated>{self.layout.edition.as_of.isoformat()}T00:00:00Z</updated>\n"
            f"<author><name>{escape(facts.author or title)}</name></author>\n{self_link}"
            '<link rel="alternate" type="text/html" href="../index.html"/>\n'
            "<generator>Carnet</generator>\n"
        )
        if facts.licence:
            head += f"<rights>{escape(facts.licence)}</rights>\n"
        entries = self._atom_entries(path, held, tools)
        return "".join((head, *entries, "</feed>\n")).encode("utf-8", "replace")

    def _atom_entries(
        self, path: str, held: Sequence[tuple[Day, date]], tools: Tools
    ) -> Iterator[str]:
        at_of = {self.layout.lines[day.n].id: at for day, at in held}
        for entry in self.layout.edition.published(at_of):
            at = at_of[entry.id]
            composed = compose(
                entry.text, entry.spans, (), entry.notes, tools.marks,
                pages=entry.pages, heading=entry.heading_span,
            )  # fmt: skip
            notes = f"<ol>{composed.notes}</ol>" if composed.notes else ""
            date_said = tools.labels.date(entry.when)
            name = f"{date_said}: {entry.title}" if entry.title else date_said
            code = language(entry.language)
            said = f' xml:lang="{code}"' if code else ""
            yield (
                f"<entry>\n<title>{escape(name)}</title>\n"
                f"<id>urn:uuid:{self._uid(f'{path}/{at.year}/{entry.id}')}</id>\n"
                f"<updated>{at.isoformat()}T00:00:00Z</updated>\n"
                f'<link rel="alternate" type="text/html" href="../entries/{entry.id}.html"/>\n'
                f'<content type="html"{said} xml:base="../entries/{entry.id}.html">'
                f"{escape(composed.body + notes)}</content>\n</entry>\n"
            )


def _key(*parts: bytes) -> bytes:
    return blake2b(b"\0".join(parts), digest_size=12).digest()


def _name(line: Line) -> str:
    """How an entry is told from others, besides by its date."""
    return short(line.title or line.opening or line.heading)


def _as_written(day: Day) -> date | None:
    year, month, number = map(int, day.written.split("-"))
    try:
        return date(year, month, number)
    except ValueError:  # a 29 February that our calendar does not have
        return None
