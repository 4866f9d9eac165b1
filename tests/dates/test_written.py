"""Headings in words: a golden table in three languages, and lines that are no headings."""

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.dates import When, day_and_weekday, read_date, say
from carnet.dates.written import LANGUAGES
from carnet.dates.written.language import fold
from carnet.dates.written.tokens import roman, spelt_roman, tokens
from tests.dates.strategies import days

# line, EDTF, place, weekday (Monday is 0)
HEADINGS = [
    # English
    ("3 May 1941", "1941-05-03", "", None),
    ("May 3, 1941", "1941-05-03", "", None),
    ("May 3rd, 1941.", "1941-05-03", "", None),
    ("Saturday, 3 May 1941", "1941-05-03", "", 5),
    ("Saturday, May 3, 1941", "1941-05-03", "", 5),
    ("Sat. May 3d, 1941", "1941-05-03", "", 5),
    ("SATURDAY, MAY 3, 1941", "1941-05-03", "", 5),
    ("May 3, 1941, Saturday", "1941-05-03", "", 5),
    ("3 May 1941 (Saturday)", "1941-05-03", "", 5),
    ("Wednesday the 6th of June 1804.", "1804-06-06", "", 2),
    ("Thursday the 1st day of May 1941", "1941-05-01", "", 3),
    ("the 3rd of May, 1941", "1941-05-03", "", None),
    ("On May 3, 1941", "1941-05-03", "", None),
    ("3-May-1941", "1941-05-03", "", None),
    ("3 may 1941", "1941-05-03", "", None),
    ("1941, May 3", "1941-05-03", "", None),
    ("London, May 3, 1941", "1941-05-03", "London", None),
    ("3 May 1941, London", "1941-05-03", "London", None),
    ("New York, N.Y., May 3, 1941", "1941-05-03", "New York, N.Y.", None),
    ("At Sea, May 3d, 1841", "1841-05-03", "At Sea", None),
    ("Camp near Falmouth, Va., Dec. 3, 1862", "1862-12-03", "Camp near Falmouth, Va", None),
    ("Cape May, May 3, 1941", "1941-05-03", "Cape May", None),
    ("_Saturday, May 3rd, 1941._", "1941-05-03", "", 5),
    ("**3 May 1941**", "1941-05-03", "", None),
    ("## Saturday 3 May 1941", "1941-05-03", "", 5),
    ("* Friday, 05/15/2020", "2020-05-15", "", 4),
    ("[3 May 1941]", "1941-05-03", "", None),
    ("3 May 1941?", "1941-05-03?", "", None),
    ("3 May 1941 (?)", "1941-05-03?", "", None),
    ("3 May [1941]", "1941-05-03", "", None),
    ("3 May [1941?]", "?1941-05-03", "", None),
    ("c. 3 May 1941", "1941-05-03~", "", None),
    ("ca. May 1941", "1941-05~", "", None),
    ("c. 1941", "1941~", "", None),
    ("Mid-September 1944", "1944-09", "", None),
    ("Early May 1941", "1941-05", "", None),
    ("May 1941", "1941-05", "", None),
    ("Winter 1941", "1941-24", "", None),
    ("Winter 1941/42", "1941-24", "", None),
    ("Summer of 1941", "1941-22", "", None),
    ("The year 1941", "1941", "", None),
    ("# 1941", "1941", "", None),
    ("May 3 to May 5, 1941", "1941-05-03/1941-05-05", "", None),
    ("May 3–5, 1941", "1941-05-03/1941-05-05", "", None),
    ("1-3 May 1941", "1941-05-01/1941-05-03", "", None),
    ("_August 18, 1914, to September 14, 1914_", "1914-08-18/1914-09-14", "", None),
    ("28 December - 3 January 1942", "1941-12-28/1942-01-03", "", None),
    ("Friday May 2nd - Sunday May 4th 1941", "1941-05-02/1941-05-04", "", 4),
    ("Night of 3-4 May 1941", "1941-05-03/1941-05-04", "", None),
    ("May–June 1941", "1941-05/1941-06", "", None),
    ("May 3, 4 and 5, 1941", "1941-05-03/1941-05-05", "", None),
    ("3 and 5 May 1941", "{1941-05-03,1941-05-05}", "", None),
    ("December 19 or 20, 1897", "[1897-12-19,1897-12-20]", "", None),
    ("Saturday, 3 May 1941, 10.30 p.m.", "1941-05-03", "", 5),
    ("3 May 1941 10:30", "1941-05-03", "", None),
    ("3 May 1941, evening", "1941-05-03", "", None),
    ("Good Friday, April 11, 1941", "1941-04-11", "", 4),
    ("XX. Wednesday 27 May 1868", "1868-05-27", "", 2),
    ("Septr. 3^{d} 1790", "1790-09-03", "", None),
    ("Decr 31th 1805", "1805-12-31", "", None),
    ("8bre 3, 1790", "1790-10-03", "", None),
    ("3 7ber 1790", "1790-09-03", "", None),
    # French
    ("3 mai 1941", "1941-05-03", "", None),
    ("Samedi 3 mai 1941", "1941-05-03", "", 5),
    ("samedi 3 mai 1941", "1941-05-03", "", 5),
    ("Samedi, 3 Mai 1941 —", "1941-05-03", "", 5),
    ("1er mai 1941", "1941-05-01", "", None),
    ("Le 1er mai 1941.", "1941-05-01", "", None),
    ("Le premier mai 1941", "1941-05-01", "", None),
    ("Paris, le 3 mai 1941", "1941-05-03", "Paris", None),
    ("Paris, le samedi 3 mai 1941", "1941-05-03", "Paris", 5),
    ("Genève, ce 15 août 1829", "1829-08-15", "Genève", None),
    ("Aix-en-Provence, 3 mai 1941", "1941-05-03", "Aix-en-Provence", None),
    ("L'Isle-Adam, le 3 mai 1941", "1941-05-03", "L'Isle-Adam", None),
    ("Le Havre, 3 déc. 1941", "1941-12-03", "Le Havre", None),
    ("3 fe\u0301vrier 1941", "1941-02-03", "", None),
    ("3 FÉVRIER 1941", "1941-02-03", "", None),
    ("3 fevrier 1941", "1941-02-03", "", None),
    ("Schliersee, août 1872.", "1872-08", "Schliersee", None),
    ("printemps 1942", "1942-21", "", None),
    ("L’été 1941", "1941-22", "", None),
    ("vers le 3 mai 1941", "1941-05-03~", "", None),
    ("Mi-mai 1941", "1941-05", "", None),
    ("Fin août 1870", "1870-08", "", None),
    ("15–17 mai 1912", "1912-05-15/1912-05-17", "", None),
    ("du 3 au 5 mai 1941", "1941-05-03/1941-05-05", "", None),
    ("29, 30, 31 octobre 1870", "1870-10-29/1870-10-31", "", None),
    ("Nohant, nuit du 9 au 10 février 1871", "1871-02-09/1871-02-10", "Nohant", None),
    ("Dimanche 4 mai 1941, 10 heures du soir", "1941-05-04", "", 6),
    ("ANNÉE 1854", "1854", "", None),
    ("l'année 1941", "1941", "", None),
    ("12 vendémiaire an IV", "1795-10-04", "", None),
    ("Le 12 Vendémiaire, an 4 de la République", "1795-10-04", "", None),
    ("12 vendémiaire an IV (4 octobre 1795)", "1795-10-04", "", None),
    ("5e jour complémentaire an III", "1795-09-21", "", None),
    # German
    ("3. Mai 1941", "1941-05-03", "", None),
    ("12.Mai 1941", "1941-05-12", "", None),
    ("Samstag, den 3. Mai 1941", "1941-05-03", "", 5),
    ("Sonnabend, 6. März 1897.", "1897-03-06", "", 5),
    ("Sa., 3.5.1941", "1941-05-03", "", 5),
    ("Am 3. Mai 1941", "1941-05-03", "", None),
    ("Berlin, den 3. Mai 1941", "1941-05-03", "Berlin", None),
    ("Weimar d. 3ten May 1812", "1812-05-03", "Weimar", None),
    ("Frankfurt am Main, 3. Jänner 1941", "1941-01-03", "Frankfurt am Main", None),
    ("um den 3. Mai 1941", "1941-05-03~", "", None),
    ("Anfang Mai 1941", "1941-05", "", None),
    ("Herbst 1941", "1941-23", "", None),
    ("Das Jahr 1941", "1941", "", None),
    ("Im Jahre 1941", "1941", "", None),
    ("Anno 1941", "1941", "", None),
    ("2. und 3. Mai 1941", "1941-05-02/1941-05-03", "", None),
    ("3.–5. Mai 1941", "1941-05-03/1941-05-05", "", None),
    ("Nacht vom 3. auf den 4. Mai 1941", "1941-05-03/1941-05-04", "", None),
    ("vom 3. bis 5. Mai 1941", None, "", None),
    ("Vom 3. bis 5. Mai 1941", "1941-05-03/1941-05-05", "", None),
    ("Deutsch-Ostafrika Juli-August 1896.", "1896-07/1896-08", "Deutsch-Ostafrika", None),
    ("3. Mai 1941, abends", "1941-05-03", "", None),
    ("3. Mai 1941, 20 Uhr", "1941-05-03", "", None),
    # figures
    ("1941-05-03", "1941-05-03", "", None),
    ("[2015-04-14 13:23]", "2015-04-14", "", None),
    ("3.5.1941", "1941-05-03", "", None),
    ("3. V. 1941", "1941-05-03", "", None),
    ("13/5/1941", "1941-05-13", "", None),
    ("5/13/1941", "1941-05-13", "", None),
    ("5/5/1941", "1941-05-05", "", None),
]


@pytest.mark.parametrize(("line", "edtf", "place", "weekday"), HEADINGS, ids=str)
def test_headings(line, edtf, place, weekday):
    reading = read_date(line)
    if edtf is None:
        assert reading is None
        return
    assert (reading.when.edtf, reading.place, reading.weekday) == (edtf, place, weekday)
    assert reading.when.written == line[reading.start : reading.end]


PROSE = [
    "",
    "1941",
    "1941?",
    "(1941)",
    "I arrived on 3 May 1941 and stayed.",
    "On 3 May 1941 I arrived.",
    "3 May 1941. I arrived.",
    "on May 3, 1941,",
    "in May 1941",
    "may 1941",
    "of May 1941.",
    "and on Saturday, 3 May 1941",
    "3 May",
    "May 3",
    "Friday 24",
    "3 May 41",
    "3.5.41",
    "3/5/1941",
    "3-5-1941",
    "1908-10",
    "1941-1942",
    "pp. 3-5, 1941",
    "Chapter 3 May 1941",
    "Version 3, 29 June 2007",
    "CHAPTER I. May 3, 1941",
    "Diary of John Smith, 3 May 1941",
    "Vol. II, May 1941",
    "3 May 1941 A Fine Day",
    "3 May 1941: a fine day",
    "Débats_, September 30, 1884).",
    "Nicholaev ... (November 14, 1897)",
    "(Aus Toms Brief vom 5. Juni 1897, …)",
    "le 3 mai 1941 nous partîmes",
    "Am 3. Mai 1941 fuhren wir ab.",
    "3 May 1941 5 June 1942 extra",
    "5 May 1941 to 3 May 1941",
    "3 May 1941 to 3 May 1941",
    "40 May 1941",
    "0 May 1941",
    "3 May 0941",
    "3 May 9999",
    "99/99/1941",
    "7-11 2001",
    "Room 3, May Street 1941 a",
    "3/15 May 1900",
]


@pytest.mark.parametrize("line", PROSE)
def test_what_is_not_only_a_date_is_not_read(line):
    assert read_date(line) is None


def test_a_weekday_that_contradicts_lowers_certainty_and_keeps_the_date():
    reading = read_date("Friday 3 May 1941")
    assert reading.when.edtf == "1941-05-03"
    assert reading.weekday == 4
    assert reading.when.sure == 0.5
    assert "Friday" in reading.when.why[0]
    assert "Saturday" in reading.when.why[0]


def test_a_day_that_does_not_exist_leaves_the_month():
    reading = read_date("31 April 1941")
    assert (reading.when.edtf, reading.when.sure) == ("1941-04", 0.5)
    assert "no day 31" in reading.when.why[0]
    assert read_date("February 29, 1700", calendar="julian").when.edtf == "1700-02-29"


def test_years_in_two_styles_are_old_style():
    reading = read_date("1 January 1659/60")
    assert (reading.when.edtf, reading.when.calendar) == ("1660-01-01", "julian")
    assert reading.when.gregorian == "1660-01-11"
    sunday = read_date("Sunday, January 1st, 1659-60")
    assert (sunday.weekday, sunday.when.sure) == (6, 1.0)
    assert read_date("3 May 1659/60") is None


def test_old_and_new_style():
    assert read_date("3 May 1700 O.S.").when.calendar == "julian"
    assert read_date("3 May 1700 (N.S.)", calendar="julian").when.calendar == "gregorian"
    assert read_date("3 May 1700", calendar="julian").when.calendar == "julian"
    assert read_date("3 May 1797", calendar="french republican").when.calendar == "gregorian"
    both = read_date("3/16 May 1900").when
    assert (both.edtf, both.calendar, both.gregorian) == ("1900-05-03", "julian", "1900-05-16")


def test_a_republican_date_with_another_day_beside_it():
    when = read_date("12 vendémiaire an IV (5 octobre 1795)").when
    assert (when.edtf, when.calendar, when.sure) == ("1795-10-04", "french republican", 0.5)


@pytest.mark.parametrize(
    ("line", "languages", "edtf"),
    [
        ("3/5/1941", None, None),
        ("3/5/1941", ["en"], None),
        ("3/5/1941", ["en", "fr"], None),
        ("3/5/1941", ["en-US"], "1941-03-05"),
        ("3/5/1941", ["en-GB"], "1941-05-03"),
        ("3/5/1941", ["fr"], "1941-05-03"),
        ("3.5.1941", ["de"], "1941-05-03"),
        ("3.5.1941", ["en-US"], "1941-03-05"),
        ("3 mai 1941", ["en"], None),
        ("3 mai 1941", ["fr-CA"], "1941-05-03"),
        ("3 mai 1941", ["ja"], "1941-05-03"),  # a language that Carnet has not: all are tried
    ],
)
def test_languages_decide(line, languages, edtf):
    reading = read_date(line, languages)
    assert (reading and reading.when.edtf) == edtf


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Friday 24", (24, 4, None)),
        ("Thurs. 11th", (11, 3, None)),
        ("XX Wednesday 27", (27, 2, None)),
        ("28. März", (28, None, 3)),
        ("Decr 31th", (31, None, 12)),
        ("8bre 3", (3, None, 10)),
        ("Mittwoch 5. März 1812", (5, 2, 3)),
        ("Samedi 1er", (1, 5, None)),
        ("Chapter 3. Friday 24", (24, 4, None)),
        ("MONDAY 3", (3, 0, None)),
        ("Sun. 3", (3, 6, None)),
        ("Tuesday", (None, 1, None)),
        ("the 3rd and 4th", (None, None, None)),
        ("Mar 3", (3, None, None)),  # March, or mardi
        ("So I sat in the sun", (None, None, None)),
        ("la mer", (None, None, None)),
        ("", (None, None, None)),
    ],
)
def test_a_glimpse_of_the_day(text, expected):
    assert day_and_weekday(text) == expected


def test_a_glimpse_in_one_language():
    assert day_and_weekday("Mar 3", ["en"]) == (3, None, 3)
    assert day_and_weekday("Mar. 3", ["fr"]) == (3, 1, None)


@given(days("gregorian"), st.sampled_from(sorted(LANGUAGES)), st.booleans())
def test_what_is_said_is_read(when, language, weekday):
    if 1000 <= when.year <= 2199:
        reading = read_date(say(when, language, with_weekday=weekday), [language])
        assert reading.when == when
        assert reading.when.sure == 1.0


@given(days("french republican"), st.sampled_from(sorted(LANGUAGES)))
def test_what_is_said_of_the_republic_is_read(when, language):
    if when.start.year < 15:
        assert read_date(say(when, language), [language]).when == when


WORDS = ["May", "mai", "3", "3rd", "1941", "1659/60", "Friday", "den", "le", ",", "-", ".", "(", ")",
         "[", "]", "?", "/", "to", "and", "or", "c.", "Paris", "I", "IV", "an", "vendémiaire", "#",
         "10:30", "Winter", "7bre", "O.S.", "^{d}", "Mid", "99", "31", "year"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_no_row_of_words_raises_and_spans_are_true(line):
    reading = read_date(line)
    day_and_weekday(line)
    if reading is not None:
        assert 0 <= reading.start < reading.end <= len(line)
        assert reading.when.written == line[reading.start : reading.end]
        assert reading.place in line
        assert When.parse(reading.when.edtf, reading.when.calendar) == reading.when
        if reading.when.precision == "day" and reading.when.calendar != "french republican":
            assert str(reading.when.start.day) in line


@given(st.text(alphabet=string.printable + "éüß’–—\u0301", max_size=60))
def test_no_text_raises(line):
    read_date(line)
    day_and_weekday(line)


HOSTILE = [
    "3 May, " * 28,
    "May 3 1941 " * 18,
    "1941-" * 40,
    "c. " * 60 + "1941",
    "Paris " * 33 + "1941",
    "(" * 199,
    "1941" + "(" * 190,
    "3 - " * 49 + "1941",
    "le " * 60 + "1941",
    "A." * 98 + "1941",
    "^{" * 98 + "1941",
    "e" + "\u0301" * 190 + "1941",
    "3 May 1941 " * 10_000_000,
]


@pytest.mark.parametrize("line", HOSTILE, ids=lambda line: repr(line[:12]))
def test_hostile_lines_take_no_time(line):
    began = time.perf_counter()
    read_date(line)
    day_and_weekday(line)
    assert time.perf_counter() - began < 1


@given(st.integers(1, 399))
def test_roman_numbers_return_home(number):
    assert roman(spelt_roman(number)) == number


@pytest.mark.parametrize("text", ["", "IIII", "VX", "IC", "A", "IM"])
def test_what_is_no_roman_number(text):
    assert roman(text) == 0


@given(st.text(max_size=80))
def test_tokens_cover_all_but_white_space(line):
    row = tokens(line)
    if row:
        assert "".join(token.text for token in row) == "".join(line.split())
        assert all(line[token.start : token.end] == token.text for token in row)


def test_vocabularies_are_folded_and_whole():
    for language in LANGUAGES.values():
        assert len(language.months) == 12
        assert len(language.weekdays) == 7
        assert len(language.seasons) == 4
        assert len(language.republican) == 12
        for name in ("ordinals", "articles", "prepositions", "inner", "to", "both", "either",
                     "about", "part", "year", "of_day", "clock", "no_place"):  # fmt: skip
            words = getattr(language, name)
            assert {fold(word) for word in words} == words, name
        assert len(language.month_numbers) >= 12
