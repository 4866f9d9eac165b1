"""Dates said in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.dates import UNKNOWN, When, month_name, read_date, say, weekday_name
from carnet.dates.written import LANGUAGES
from tests.dates.strategies import whens

SAID = [
    ("1941-05-03", "3 May 1941", "3 mai 1941", "3. Mai 1941"),
    ("1941-05-01", "1 May 1941", "1er mai 1941", "1. Mai 1941"),
    ("1941-05", "May 1941", "mai 1941", "Mai 1941"),
    ("1941", "1941", "1941", "1941"),
    ("1941-24", "winter 1941", "hiver 1941", "Winter 1941"),
    ("1941-29", "spring 1941", "printemps 1941", "Frühling 1941"),
    ("1941-34", "quarter 2 of 1941", "trimestre 2 de 1941", "2. Quartal 1941"),
    ("194X", "1940s", "années 1940", "1940er Jahre"),
    ("19XX", "between 1900 and 1999", "entre 1900 et 1999", "zwischen 1900 und 1999"),
    ("1941-05~", "about May 1941", "vers mai 1941", "etwa Mai 1941"),
    ("1941-05-03~", "about 3 May 1941", "vers le 3 mai 1941", "um den 3. Mai 1941"),
    (
        "1941-05-03?",
        "3 May 1941 (uncertain)",
        "3 mai 1941 (incertain)",
        "3. Mai 1941 (unsicher)",
    ),
    ("1941-05%", "about May 1941 (uncertain)", "vers mai 1941 (incertain)", "etwa Mai 1941 (unsicher)"),
    ("1847/1854", "between 1847 and 1854", "entre 1847 et 1854", "zwischen 1847 und 1854"),
    ("1870-10-29/1870-10-31", "29–31 October 1870", "29–31 octobre 1870", "29.–31. Oktober 1870"),
    ("1941-05/1941-08", "May 1941 – August 1941", "mai 1941 – août 1941", "Mai 1941 – August 1941"),
    ("1941-05-03/..", "from 3 May 1941", "à partir du 3 mai 1941", "ab dem 3. Mai 1941"),
    ("/1941-05-03", "until 3 May 1941", "jusqu’au 3 mai 1941", "bis zum 3. Mai 1941"),
    ("1941/", "from 1941", "à partir de 1941", "ab 1941"),
    ("XXXX-09-17", "17 September, year unknown", "17 septembre, année inconnue", "17. September, Jahr unbekannt"),
    ("1941-05-XX", "May 1941", "mai 1941", "Mai 1941"),
    ("1941-XX-XX", "1941", "1941", "1941"),
    ("1941-XX-17", "1941-XX-17", "1941-XX-17", "1941-XX-17"),
    ("-0043", "44 BC", "44 av. J.-C.", "44 v. Chr."),
    (
        "[1941-12-19,1941-12-20]",
        "19 December 1941 or 20 December 1941",
        "19 décembre 1941 ou 20 décembre 1941",
        "19. Dezember 1941 oder 20. Dezember 1941",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("edtf", "english", "french", "german"), SAID)
def test_said(edtf, english, french, german):
    when = When.parse(edtf)
    assert [say(when, language) for language in ("en", "fr", "de")] == [english, french, german]


def test_unknown_dates():
    assert [say(UNKNOWN, language) for language in ("en-GB", "fr", "de", "xx")] == [
        "undated",
        "sans date",
        "undatiert",
        "undated",
    ]


def test_weekdays_are_said_where_asked():
    when = When.day(1941, 5, 3)
    assert say(when, "en", with_weekday=True) == "Saturday 3 May 1941"
    assert say(when, "fr", with_weekday=True) == "samedi 3 mai 1941"
    assert say(when, "de", with_weekday=True) == "Samstag, 3. Mai 1941"
    assert say(When.day(1660, 1, 1, "julian"), "en", with_weekday=True) == "Sunday 1 January 1660"


def test_republican_dates():
    day = When.day(4, 1, 12, "french republican")
    assert say(day, "fr") == "12 vendémiaire an IV (4 octobre 1795)"
    assert say(day, "en") == "12 Vendémiaire year IV (4 October 1795)"
    assert say(day, "de") == "12. Vendémiaire des Jahres IV (4. Oktober 1795)"
    last = When.day(3, 13, 5, "french republican")
    assert say(last, "fr") == "5e jour complémentaire an III (21 septembre 1795)"
    first = When.day(3, 13, 1, "french republican")
    assert say(first, "fr").startswith("1er jour complémentaire an III")


def test_names():
    assert (month_name(3, "fr"), month_name(3, "de"), month_name(3, "xx")) == (
        "mars",
        "März",
        "March",
    )
    assert (weekday_name(0, "fr-CA"), weekday_name(6, "de")) == ("lundi", "Sonntag")


@given(whens(), st.sampled_from([*LANGUAGES, "xx"]), st.booleans())
def test_everything_can_be_said(when, language, weekday):
    said = say(when, language, with_weekday=weekday)
    assert said
    assert "{" not in said
    assert "None" not in said


SAYABLE = [
    "1941-05-03",
    "1941-05-01",
    "1941-05",
    "1941-22",
    "1941-24",
    "1941-34",
    "1941-38",
    "1941-41",
    "194X",
    "1941-05~",
    "1941~",
    "1941-05-03~",
    "1941-05-03?",
    "1941-05%",
    "1847/1854",
    "1870-10-29/1870-10-31",
    "1870-10-29/1870-11-02",
    "1941-05/1941-08",
    "1941-05-03/..",
    "../1941-05-03",
    "1941/..",
    "../1941-05",
    "1941-05/..",
    "XXXX-09-17",
    "XXXX-09",
    "1941-XX-17",
    "-0043",
    "[1941-12-19,1941-12-20]",
    "{1941-12-19,1941-12-25}",
    "[1941-05,1942]",
    "1941-05-03~/1941-05-07",
    "1941-22/1941-23",
    "1941-05-03?/1941-05-07",
    "XXXX-05-01",
    "19XX-07-10",
    "187X-07-10",
    "18XX-02",
    "19XX-07-10?",
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edtf", SAYABLE)
def test_what_is_said_is_read_again(edtf, language):
    when = When.parse(edtf)
    assert read_date(say(when, language), [language]).when == when


@given(whens("gregorian"), st.sampled_from([*LANGUAGES]))
def test_what_is_read_of_what_is_said_says_the_same(when, language):
    """Words lose the kind of an edge and which hemisphere a season is of, but no more."""
    said = say(when, language)
    reading = read_date(said, [language])
    if reading is not None and "X" not in said:  # what has no words is said in EDTF
        assert say(reading.when, language) == said
