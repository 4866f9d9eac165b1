"""Invented diaries in the shapes of printed ones: each style of heading, and what stands between."""

from datetime import date

import pytest

from carnet.days.prose import find_headings
from carnet.readers.plain import PlainReader

from .diaries import DAYS, PROSE, days, month

ITALIAN = (
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
)
RUSSIAN = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
POLISH = "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"


def of(names, day):
    return names.split()[day.month - 1]


def written(heading, kept):
    """A diary with its headings made by `heading(day, new_month, new_year)`."""
    out, before = [], date(1, 12, 1)
    for n, day in enumerate(kept):
        head = heading(day, day.month != before.month, day.year != before.year)
        prose = PROSE["en"]
        out.append(f"{head}{prose[n % len(prose)]} {prose[(n * 2 + 1) % len(prose)]}\n\n")
        if n % 3 == 0:  # what follows a heading is not all in one paragraph
            out.append(f"{prose[(n + 2) % len(prose)]}\n\n")
        before = day
    return "".join(out)


def read(text, options=None):
    pieces, _ = find_headings(PlainReader().read("a.txt", text.encode(), {}), options or {})
    return [p.when.edtf for p in pieces if p.kind == "entry" and p.when is not None]


def le(day, new_month, new_year):
    year = f" {day.year}" if new_year else ""
    name = f" {month(day, 'fr')}{year}" if new_month else ""
    return f"Le {day.day}{name}.--"


def a_di(day, new_month, new_year):
    year = f" {day.year}" if new_year else ""
    return f"A dì {day.day}{f' {of(ITALIAN, day)}{year}' if new_month else ''}. "


def dnia(day, _, __):
    return f"Dnia {day.day} {of(POLISH, day)} {day.year} r.\n\n"


def russian(day, _, new_year):
    return (f"{day.year}\n\n" if new_year else "") + f"{day.day} {of(RUSSIAN, day)}. "


def spanish(day, _, __):
    return f"A {day.day} de {of(SPANISH, day)} de {day.year}\n\n"


def letters(day, new_month, _):
    if new_month:
        return f"BATH, {month(day, 'en')} {day.day}, {day.year}.\n\n"
    return f"{day.day}. "


def cut_short(day, new_month, _):
    over = f"{month(day, 'en').upper()}, {day.year}\n\n" if new_month else ""
    return f"{over}{day.day} {DAYS['en'].split()[day.weekday()][:2]}. "


def slash_of_the_century(day, _, __):
    return f"{day.day}/{day.month}/{day.year % 100}\n"


def slash_in_years(day, _, new_year):
    return (f"{day.year}\n\n" if new_year else "") + f"{day.day}/{day.month} "


def american(day, _, __):
    return f"{day.month}-{day.day}-{day.year}\n\n"


def years_over_days(day, _, new_year):
    return (f"{day.year}\n\n" if new_year else "") + f"{month(day, 'en')} {day.day}\n\n"


BOOKS = [
    le, a_di, dnia, russian, spanish, letters, cut_short, slash_of_the_century, slash_in_years,
    american, years_over_days,
]  # fmt: skip


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.__name__)
def test_a_book_is_read_whatever_it_heads_its_days_with(book):
    kept = days(40, date(1934, 1, 2))
    text = f"A DIARY, 1934\n\n{PROSE['en'][0]}\n\n{written(book, kept)}"
    assert read(text) == [day.isoformat() for day in kept]


def test_a_century_that_nothing_tells_stays_open():
    kept = days(20, date(1934, 11, 2))
    text = written(slash_of_the_century, kept)
    assert read(text) == ["XX" + day.isoformat()[2:] for day in kept]
    lived = {"lived": (1890, 1947)}
    assert read(text, lived) == [day.isoformat() for day in kept]


@pytest.mark.parametrize(
    ("over", "own"),
    [("# 1871\n\n## March\n\n", "### {}\n\n"), ("# Diary 1871\n\n", "**March {}** — "),
     ("", "[1871-03-{} 07:00] ")],
)  # fmt: skip
def test_few_days_under_marks(over, own):
    text = over + "".join(f"{own.format(day)}{PROSE['en'][0]}\n\n" for day in (18, 19, 22))
    assert read(text) == ["1871-03-18", "1871-03-19", "1871-03-22"]


def test_years_in_an_introduction_are_not_those_of_the_entries():
    kept = days(40, date(1903, 2, 4))
    text = "He died in 1917, and by 1917 was forgotten; his book came in 1919.\n\n"
    assert read(text + written(years_over_days, kept)) == [day.isoformat() for day in kept]


@pytest.mark.parametrize(
    "between",
    [
        "See June 30, 1911.",
        "Cf. 1916, November 6.",
        "Spring in the Woods",
        "--Marche.",
        "[4] Left on December 31.",
        "[12] He came back on 4 May 1871, and died.",
        "1917. I think now that all this was vanity.",
        "Wer kommt, kommt; wer nicht kommt, bleibt.",
        "1. Flour.\n\n2. Thread.\n\n3. Lamp oil.",
    ],
)
def test_what_names_a_time_and_heads_no_entry(between):
    kept = days(40, date(1904, 1, 2))
    paragraphs = written(years_over_days, kept).split("\n\n")
    middle = len(paragraphs) // 2
    at = next(n for n in range(middle, len(paragraphs)) if len(paragraphs[n]) > 60) + 1
    text = "\n\n".join((*paragraphs[:at], between, *paragraphs[at:]))
    assert read(text) == [day.isoformat() for day in kept]


def test_tags_that_a_broken_file_left_do_not_hide_its_days():
    tagged = '               <head>\n                  <date when="">{} {} June\tAt home; {}</p></div>\n<div type="entry">\n'
    rows = [("Mon.", 5), ("Tues.", 6), ("Wed.", 7), ("Fri.", 9), ("Sat.", 10)]
    text = "1820\n\n" + "".join(tagged.format(*row, PROSE["en"][n]) for n, row in enumerate(rows))
    assert read(text) == [f"1820-06-{day:02d}" for _, day in rows]


def test_dates_in_notes_behind_a_diary_head_no_entry():
    kept = days(40, date(1904, 1, 2))
    notes = "NOTES\n\n“October 8, 1895, Brückfeld\n\n“A letter of that day.\n\n(March 9, 1896.)\n\nAnother.\n"
    assert read(written(years_over_days, kept) + notes) == [day.isoformat() for day in kept]


def test_joiners_in_a_year_of_two_styles_part_nothing():
    text = "January 1659\u2060–\u206060\n\n"
    text += "".join(f"{n}th. Up and to my office, where I cast up.\n\n" for n in range(4, 20))
    text += "February 1659\u2060–\u206060\n\n8th. To bed.\n\n9th. Up.\n\n"
    january = [f"1660-01-{n:02d}" for n in range(4, 20)]
    assert read(text) == [*january, "1660-02-08", "1660-02-09"]


def test_weekdays_lead_back_to_the_year_of_a_section():
    """The first days stand before any year, and another year is written oftener."""
    kept = days(60, date(1879, 10, 3))
    names = DAYS["de"].split()

    def heading(day, _, new_year):
        over = f"{day.year}\n\n" if new_year and day.year > 1879 else ""
        return f"{over}{day.day}/{day.month} {names[day.weekday()]}. "

    assert read(written(heading, kept)) == [day.isoformat() for day in kept]
