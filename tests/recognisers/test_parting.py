"""Entries as long as a notebook, and what an editor tells within an entry."""

from __future__ import annotations

from carnet.model import Span, asides_in
from carnet.recognisers.names import Link, Linker, Text, aside
from carnet.recognisers.names.parting import parts
from carnet.register import Record

DAY = 2_410_000
QUIET = "The rain went on and the river rose a little; nobody stirred from the house.\n\n"
VERA = Record("p-vera", "person", "Vera Thornbury", forename="Vera", surname="Thornbury")
NOEL = Record("p-noel", "person", "Noel Thornbury", forename="Noel", surname="Thornbury")


def test_parts_join_to_the_text_and_cut_no_link_and_no_paragraph() -> None:
    text = QUIET * 150 + "Vera Thornbury came."
    at = text.rindex("Vera")
    links = tuple(Link(n, n + 40, "person", "p-vera") for n in range(0, at, 61))
    held = list(parts(Text(text, DAY, (*links, Link(at, at + 14, "person", "p-vera")))))
    assert len(held) > 2
    assert "".join(part.text for _, part in held) == text
    assert [start for start, _ in held] == [
        sum(len(part.text) for _, part in held[:n]) for n in range(len(held))
    ]
    back = [
        link._replace(start=link.start + start, end=link.end + start)
        for start, part in held
        for link in part.links
    ]
    assert len(back) == len(links) + 1
    assert all(part.text.endswith("\n\n") for _, part in held[:-1] if len(links) == 0)


def test_a_text_that_is_not_long_or_has_nowhere_to_part_is_one() -> None:
    assert list(parts(Text("Rain.", DAY))) == [(0, Text("Rain.", DAY))]
    solid = Text("x" * 20_000, DAY)
    assert list(parts(solid)) == [(0, solid)]


def test_names_in_a_long_entry_are_suggested_at_their_places() -> None:
    linker = Linker()
    for record in (VERA, NOEL):
        linker.memory.add_record(record)
    text = (
        QUIET * 60
        + "Tea with Vera Thornbury.\n\n"
        + QUIET * 60
        + "Noel Thornbury wrote.\n\n"
        + QUIET
    )
    linker.notice([text])
    (found,) = linker.suggest_all([Text(text, DAY, whole=False)])
    assert [(text[s.start : s.end], s.target) for s in found] == [
        ("Vera Thornbury", "p-vera"), ("Noel Thornbury", "p-noel"),
    ]  # fmt: skip


def test_what_an_editor_tells_is_by_somebody_and_in_no_hand() -> None:
    spans = [
        Span(0, 9, "by", "#ed"), Span(20, 30, "by", "#author"), Span(20, 30, "hand", "#author"),
        Span(4, 4, "by", "#ed"), Span(2, 5, "italic"),
    ]  # fmt: skip
    assert asides_in(spans) == [(0, 9)]


def test_an_aside_is_what_is_left_between_its_links() -> None:
    links = [Link(5, 8, "person", "p-vera"), Link(40, 44, "person", "p-noel")]
    assert list(aside([(0, 20), (30, 35)], links)) == [
        Link(0, 5, "name", ""), Link(8, 20, "name", ""), Link(30, 35, "name", ""),
    ]  # fmt: skip
    assert list(aside([(5, 8)], links)) == []


def test_a_name_that_an_editor_leaves_unmarked_in_a_note_is_no_example_of_a_word() -> None:
    day = "Vera Thornbury called. See Thornbury, Letters."
    note = (day.index("See"), len(day))
    named = Link(0, 14, "person", "p-vera")
    memory = []
    for links in ((named,), (named, *aside([note], [named]))):
        linker = Linker()
        linker.memory.add_record(VERA)
        linker.take(Text(day, DAY, links))
        memory.append(linker.memory.seen["thornbury"])
    assert memory == [1, 0]
