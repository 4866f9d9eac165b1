"""Feeds and calendars: read by others' readers, and the diary comes round again as it should."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from carnet.dates import When
from carnet.edition import Facts
from carnet.publishers import no_progress
from carnet.publishers.site import SitePublisher
from carnet.publishers.site.icalendar import fold
from carnet.publishers.site.replaying import Day, gregorian, lately, replayed
from tests.publishers.conftest import AS_OF, Invented, entry

if TYPE_CHECKING:
    from pathlib import Path

ATOM = "{http://www.w3.org/2005/Atom}"
SAID = 'Ribbons; hats, and a back\\slash & <b>"é"</b>: ' + "ſœ" * 40


def publish(edition: Invented, folder: Path) -> Path:
    SitePublisher().publish(edition, folder, folder.with_suffix(".ledger"), no_progress)
    return folder


def diary(**facts: str) -> Invented:
    """Two years of days, some doubtful, one in the Old Style, one hostile."""
    days = [
        entry("a", SAID, When.day(1923, 11, 20), title=SAID),
        entry("b", "A day.\x00\x1b", When.day(1923, 11, 22)),
        entry("c", "About then.", When.parse("1924-02-29~")),
        entry("d", "Some days.", When.parse("1924-11-22/1924-11-24")),
        entry("e", "Sometime.", When.parse("1924-12")),
        entry("f", "No day at all."),
        entry("g", "Old Style.", When.day(1917, 10, 25, "julian"), source="old.txt"),
        entry("h", "This very day.", When.day(2026, 11, 22), source="new.txt"),
    ]
    days.sort(key=lambda one: one.when.sort_key)
    return Invented(Facts("Hats", author="Anna", **facts), days)


def test_the_calendars_are_calendars(tmp_path: Path) -> None:
    icalendar = pytest.importorskip("icalendar")
    site = publish(diary(address="https://hats.example.org"), tmp_path / "site")
    for name, count in (("diary", 6), ("anniversaries", 6)):
        data = (site / f"feeds/{name}.ics").read_bytes()
        assert all(len(line) <= 75 for line in data.split(b"\r\n"))
        assert b"\n" not in data.replace(b"\r\n", b"")
        read = icalendar.Calendar.from_ical(data)
        events = {str(event["URL"]).split("/")[-1][0]: event for event in read.walk("VEVENT")}
        assert len(events) == count
        assert not any(event.errors for event in events.values())
        assert len({str(event["UID"]) for event in events.values()}) == count
        assert str(events["a"]["SUMMARY"]).startswith(
            "20 November 1923: Ribbons; hats, and a back\\slash"
        )
        assert events["c"].decoded("DTSTART") == date(1924, 2, 29)
        assert events["d"].decoded("DTSTART") == date(1924, 11, 22)
        # The day itself, or the anniversary that the writer kept.
        old = date(1917, 11, 7) if name == "diary" else date(1917, 10, 25)
        assert events["g"].decoded("DTSTART") == old
        assert ("RRULE" in events["a"]) == (name == "anniversaries")


def test_the_feed_is_a_feed(tmp_path: Path) -> None:
    feedparser = pytest.importorskip("feedparser")
    site = publish(diary(address="https://hats.example.org", licence="CC0"), tmp_path / "site")
    data = (site / "feeds/on-this-day.atom").read_bytes()
    read = feedparser.parse(data)
    assert not read.bozo
    assert read.version == "atom10"
    assert [one.updated[:10] for one in read.entries] == [
        "2026-11-22", "2026-11-22", "2026-11-20", "2026-10-25"
    ]  # fmt: skip
    assert read.entries[0].title == "22 November 1923"
    assert read.entries[2].title == f"20 November 1923: {SAID}"
    assert read.entries[0].link == "https://hats.example.org/entries/b.html"
    assert "<b>" not in read.entries[2].content[0].value, "what a source says is no markup"
    tree = etree.fromstring(data)
    for one in (tree, *tree.findall(f"{ATOM}entry")):  # what RFC 4287 asks of each
        assert len(one.findall(f"{ATOM}id")) == 1
        assert len(one.findall(f"{ATOM}title")) == 1
        assert len(one.findall(f"{ATOM}updated")) == 1
    ids = [found.text for found in tree.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)
    assert all(name.startswith("urn:uuid:") for name in ids)
    assert tree.findtext(f"{ATOM}author/{ATOM}name") == "Anna"
    assert tree.find(f"{ATOM}link[@rel='self']").get("href").endswith("/feeds/on-this-day.atom")


def test_a_replay_comes_out_day_by_day(tmp_path: Path) -> None:
    feedparser = pytest.importorskip("feedparser")
    icalendar = pytest.importorskip("icalendar")
    edition = diary(replay_from="2026-11-01")
    site = publish(edition, tmp_path / "site")
    assert (
        len(icalendar.Calendar.from_ical((site / "feeds/replay.ics").read_bytes()).walk("VEVENT"))
        == 6
    )
    shown = feedparser.parse((site / "feeds/replay.atom").read_bytes()).entries
    assert [one.title for one in shown] == ["25 October 1917"]
    assert shown[0].updated.startswith("2026-11-01")
    later = Invented(edition.facts, list(edition._entries.values()), as_of=date(2032, 12, 1))
    site = publish(later, tmp_path / "later")
    shown = feedparser.parse((site / "feeds/replay.atom").read_bytes()).entries
    assert [one.updated[:4] for one in shown] == ["2032", "2032", "2026"]
    assert "replay.ics" in (site / "replay.html").read_text("utf-8")


def test_without_a_start_there_is_no_replay(tmp_path: Path) -> None:
    site = publish(diary(), tmp_path / "site")
    assert not (site / "feeds/replay.ics").exists()
    assert "replay.ics" not in (site / "replay.html").read_text("utf-8")


def test_a_word_changes_no_calendar_and_a_day_changes_the_feed_alone(tmp_path: Path) -> None:
    edition = diary()
    site = publish(edition, tmp_path / "site")
    entries = list(edition._entries.values())
    long = replace(entries[1], text=entries[1].text + "\n\nAnd a word.")
    publisher, ledger = SitePublisher(), site.with_suffix(".ledger")
    edited = Invented(edition.facts, [long if one.id == long.id else one for one in entries])
    line = next(one for one in edition.lines if one.id == long.id)
    edited.lines = [
        one._replace(opening=line.opening) if one.id == long.id else one for one in edited.lines
    ]
    written = publisher.publish(edited, site, ledger, no_progress).written
    assert not {name for name in written if name.startswith("feeds/")} - {"feeds/on-this-day.atom"}
    tomorrow = Invented(edition.facts, entries, as_of=AS_OF + timedelta(days=1))
    publish(edition, site)
    assert set(publisher.publish(tomorrow, site, ledger, no_progress).written) == {
        "about.html", "feeds/on-this-day.atom"
    }  # fmt: skip


DAYS = st.lists(
    st.dates(date(1600, 1, 1), date(1950, 1, 1)), min_size=1, max_size=8, unique=True
).map(sorted)


@given(DAYS, st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_the_distances_of_a_replay_are_those_of_the_diary(days: list[date], start: date) -> None:
    given_days = [_day(n, day) for n, day in enumerate(days)]
    placed = [at for _, at in replayed(given_days, start)]
    assert placed[0] == start
    assert placed == sorted(placed)
    if days[0].isoformat()[5:] != start.isoformat()[5:]:
        assert [at - placed[0] for at in placed] == [day - days[0] for day in days]
    assert [gregorian(day) for day in given_days] == days


@given(DAYS, st.integers(1990, 2100))
def test_the_same_day_of_the_year_keeps_the_days_of_the_year(days: list[date], year: int) -> None:
    first = days[0]
    if (first.month, first.day) == (2, 29):
        return
    placed = replayed([_day(n, day) for n, day in enumerate(days)], first.replace(year=year))
    for (_, at), day in zip(placed, days, strict=True):
        assert at.year - year == day.year - first.year
        assert (at.month, at.day) == (day.month, day.day) or (day.month, day.day) == (2, 29)


@given(DAYS, st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_anniversaries_are_of_the_last_month(days: list[date], today: date) -> None:
    found = lately([_day(n, day) for n, day in enumerate(days)], today, 99)
    for _, at in found:
        assert timedelta(0) <= today - at <= timedelta(days=31)
    assert [at for _, at in found] == sorted((at for _, at in found), reverse=True)


def _day(n: int, day: date) -> Day:
    bounds = When.parse(day.isoformat()).bounds
    assert bounds
    return Day(n, day.isoformat(), bounds[0])


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=200))
def test_folded_lines_unfold(line: str) -> None:
    folded = fold(line)
    assert folded.replace("\r\n ", "") == line
    assert all(len(piece.encode()) <= 75 for piece in folded.split("\r\n"))
