"""How the world's TEI says which day an entry is of, beside `date/@when` in its head."""

from __future__ import annotations

import pytest
from tests.readers.accounting import unaccounted

from carnet.days import find_pieces
from carnet.readers.tei import TeiReader

HEAD = "<teiHeader><fileDesc><titleStmt><title>A pocket book</title></titleStmt></fileDesc></teiHeader>"


def days(body: str, root: str = "TEI", before: str = "") -> list[tuple[str | None, str | None]]:
    """Each entry's day, in the writer's calendar and in the Gregorian."""
    data = f"{before}<{root}>{HEAD}<text><body>{body}</body></text></{root}>".encode()
    document = TeiReader().read("book.xml", data, {})
    assert unaccounted(document, data) == ({}, [])
    pieces, _ = find_pieces(document, {})
    whens = [piece.when for piece in pieces if piece.kind == "entry"]
    return [(when.edtf, when.gregorian) if when else (None, None) for when in whens]


def same(*days: str) -> list[tuple[str, str]]:
    return [(day, day) for day in days]


def test_paragraphs_that_begin_with_their_days_follow_each_other() -> None:
    body = """<div><head>Lisbon</head>
    <p><date when="1941-05-03">3 May.</date> The ship is late.</p>
    <p>As it was on <date when="1940-05-03">this day</date> a year ago.</p>
    <p><date when="1941-05-05">5 May.</date> Still no ship.<note xml:id="n">So.</note></p></div>
    <div><head>At sea</head><ab><hi><date when="1941-05-09">9th</date></hi> We sail.</ab>
    <ab><date when="1941-05-10">10th</date> Rain.</ab></div>"""
    assert days(body) == same("1941-05-03", "1941-05-05", "1941-05-09", "1941-05-10")


def test_one_paragraph_with_a_day_or_days_in_no_order_do_not_part_a_division() -> None:
    one = '<p><date when="1941-05-03">3 May.</date> Rain.</p><p>More rain.</p>'
    mixed = f'{one}<p><date when="1940-05-03">A year ago</date> too.</p>'
    assert days(f"<div>{one}</div><div>{one}</div>") == same("1941-05-03", "1941-05-03")
    assert days(f"<div>{mixed}</div>") == same("1941-05-03")


def test_a_note_in_the_back_is_read_with_the_day_that_runs_in() -> None:
    data = f"""<TEI>{HEAD}<text><body><div>
    <p><date when="1941-05-03">3 May.</date> Rain.</p><p>More rain.<ref target="#n"/></p>
    <p><date when="1941-05-05">5 May.</date> Sun.</p></div></body>
    <back><div type="notes"><note xml:id="n">It is said to have been snow.</note></div></back>
    </text></TEI>""".encode()
    document = TeiReader().read("book.xml", data, {})
    first, second = (piece for piece in document.pieces if piece.kind == "entry")
    assert "snow" in document.text[first.start : first.end]
    assert "snow" not in document.text[second.start :]


@pytest.mark.parametrize(
    ("markup", "day"),
    [
        ('<div3 type="diary-entry" n="1645-03-02"><p>2. Rose early.</p></div3>', "1645-03-02"),
        ('<div type="entry" xml:id="entry_1645-03-02"><p>Rose early.</p></div>', "1645-03-02"),
        ('<div type="entry" n="7" xml:id="e7"><p>Rose early.</p></div>', None),
        # TEI P4
        ('<div type="entry"><head><date value="1645-03-02">2d</date></head><p>Rain.</p></div>', "1645-03-02"),
    ],
)  # fmt: skip
def test_numbers_ids_and_the_values_of_p4_state_days(markup: str, day: str | None) -> None:
    assert days(markup * 2 if "xml:id" not in markup else markup, "TEI.2") == [(day, day)] * (
        1 if "xml:id" in markup else 2
    )


def test_an_id_is_less_sure_than_a_date() -> None:
    data = f'<TEI>{HEAD}<text><body><div type="entry" xml:id="d1645-03-02"><p>x</p></div></body></text></TEI>'
    (piece,) = TeiReader().read("book.xml", data.encode(), {}).pieces
    assert piece.when is not None
    assert piece.when.sure == 0.9
    assert "the id of the entry" in piece.when.why[0]


def test_the_writers_own_day_beside_the_gregorian_one() -> None:
    own = 'when-custom="1659-12-25" datingMethod="#julian"'
    entry = '<div type="entry"><head><date {}>Christmas</date></head><p>Rain.</p></div>'
    assert days(entry.format(f'when="1660-01-04" {own}')) == [("1659-12-25", "1660-01-04")]
    assert days(entry.format(own)) == [("1659-12-25", "1660-01-04")]
    assert days(entry.format(f'when="1660-01-07" {own}')) == [
        ("1659-12-28", "1660-01-07")
    ]  # they disagree


def test_dates_said_to_be_julian_are_so_whether_converted_or_not() -> None:
    entry = (
        '<div type="entry"><head><date when="{}" calendar="#julian">{}</date></head><p>x</p></div>'
    )
    own = [
        ("1659-12-24", "24 December"),
        ("1659-12-25", "Christmas"),
        ("1660-01-01", "1st January"),
    ]
    both = [
        ("1659-12-24", "1660-01-03"),
        ("1659-12-25", "1660-01-04"),
        ("1660-01-01", "1660-01-11"),
    ]
    assert days("".join(entry.format(day, words) for day, words in own)) == both
    converted = "".join(
        entry.format(day, words) for (_, day), (_, words) in zip(both, own, strict=True)
    )
    assert days(converted) == both
    assert days(entry.format("1659-12-24", "24 December")) == both[:1]
    assert days(entry.format("1660-01-04", "Christmas")) == both[1:2]  # as TEI has it


@pytest.mark.parametrize(
    "heads",
    [
        ["<head>2 March 1645</head>", "<head>3d.</head>", "<head>Sunday 5 March</head>"],
        ["<opener><dateline>Rome, 2 March 1645</dateline></opener>",
         "<opener><dateline>3 March</dateline></opener>", "<opener><dateline>5th</dateline></opener>"],
        ["<p>2 March 1645. Up early.</p>", "<p>3d. Rose late.</p>", "<p>5th. To church.</p>"],
        ["<head>2 mars 1645</head>", "<head>Vendredi 3</head>", "<head>5.</head>"],
    ],
)  # fmt: skip
def test_where_no_date_is_stated_the_words_over_the_entries_are_read(heads: list[str]) -> None:
    rest = "<p>A long day. On the 9th of June 1640 it had been longer.</p><p>7 May 1641 too.</p>"
    if "mars" in heads[0]:
        rest = (
            "<p>Il a plu toute la journée.</p><p>7 mai 1641 non plus nous ne sommes pas sortis.</p>"
        )
    body = "".join(f'<div type="entry">{head}{rest}</div>' for head in heads)
    assert days(body) == same("1645-03-02", "1645-03-03", "1645-03-05")


def test_months_over_the_entries_count_with_the_days() -> None:
    entry = '<div type="entry"><head>{}</head><p>A long day.</p></div>'
    body = "".join(
        f'<div type="month"><head>{month}</head>{entry.format(2)}{entry.format(3)}</div>'
        for month in ("March 1645", "April", "May")
    )
    months = ("03", "04", "05")
    assert days(body) == same(*(f"1645-{m}-{d}" for m in months for d in ("02", "03")))


def test_an_entry_left_undated_among_dated_ones_stays_so() -> None:
    dated = (
        '<div type="entry"><head><date when="1645-03-0{0}">{0} March</date></head><p>x</p></div>'
    )
    leaf = '<div type="entry"><head>The Feast of Fools</head><p>4 March is my birthday.</p></div>'
    assert days(dated.format(2) + dated.format(3) + leaf) == [
        *same("1645-03-02", "1645-03-03"), (None, None),
    ]  # fmt: skip


def test_a_corpus_of_texts_is_no_unknown_markup() -> None:
    text = f'<TEI>{HEAD}<text><body><div type="entry" when="1645-03-0{{}}"><p>x</p></div></body></text></TEI>'
    data = f"<teiCorpus>{HEAD}{text.format(2)}{text.format(3)}</teiCorpus>".encode()
    document = TeiReader().read("book.xml", data, {})
    assert [piece.when.edtf for piece in document.pieces if piece.when] == ["1645-03-02", "1645-03-03"]  # fmt: skip
    assert document.findings == ()
