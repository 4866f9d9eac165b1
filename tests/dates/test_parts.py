"""What is there of a date, whether or not it is a full one."""

import pytest

from carnet.dates.written import dated, may_be_date, read_parts
from carnet.dates.written.grammar import Joined
from carnet.dates.written.shelf import language_of

# line, language, (day, month, year) of each item, weekday, place, what is left unread
PARTS = [
    ("26th (Lord's day).", "en", [(26, None, None)], 6, "", ""),
    ("Vendredi 7. Il pleut.", "fr", [(7, None, None)], 4, "", "Il pleut."),
    ("29, 30, 31 octobre.", "fr", [(29, None, None), (30, None, None), (31, 10, None)], None, "", ""),
    ("Nohant, nuit du 9 au 10 février.", "fr", [(9, None, None), (10, 2, None)], None, "Nohant", ""),
    ("_Wednesday, March_ 11.", "en", [(11, 3, None)], 2, "", ""),
    ("_Tuesday, 8 P.M., August 18th._", "en", [(18, 8, None)], 1, "", ""),
    ("_Monday, September 14th, Angers_, 8 P.M.", "en", [(14, 9, None)], 0, "Angers", ""),
    ("+Mgeta+, 13. Juni 1896.", "de", [(13, 6, 1896)], None, "Mgeta", ""),
    ("[Clark, May 14, 1804]", "en", [(14, 5, 1804)], None, "Clark", ""),
    ("_Oct. 29. Y. P. If I live._", "en", [(29, 10, None)], None, "Y. P.", ""),
    ("_I continue[1][A] October 28._", "en", [(28, 10, None)], None, "", ""),
    ("May 3—Rain all day.", "en", [(3, 5, None)], None, "", "Rain all day."),
    ("July 12, 19 . . .", "en", [(12, 7, 1900)], None, "", ""),
    ("12 mai 18**", "fr", [(12, 5, 1800)], None, "", ""),
    ("3.V.41", "de", [(3, 5, 41)], None, "", ""),
    ("Dec. 27, ’97. Moscow.", "en", [(27, 12, 97)], None, "Moscow", ""),
    ("3. 5.", "de", [(3, 5, None)], None, "", ""),
    ("Août.", "fr", [(None, 8, None)], None, "", ""),
    ("Monday.", "en", [(None, None, None)], 0, "", ""),
    ("1859.", "en", [(None, None, 1859)], None, "", ""),
    ("November 8, 9. Y. P.", "en", [(8, 11, None), (9, None, None)], None, "Y. P.", ""),
    ("May 3, 10 men came", "en", [(3, 5, None)], None, "", "10 men came"),
    ("3 May 19[42]", "en", [(3, 5, 1942)], None, "", ""),
    ("1 January 165⁹⁄₆₀", "en", [(1, 1, 1660)], None, "", ""),
    ("December 25, Christmas Day.", "en", [(25, 12, None)], None, "", ""),
    ("Christmas Day.", "en", [(25, 12, None)], None, "", ""),
    ("3rd of 5th month 1790", "en", [(3, 5, 1790)], None, "", ""),
    ("Agust 3.", "en", [(3, 8, None)], None, "", ""),
    ("December ll.", "en", [(11, 12, None)], None, "", ""),
    ("January 1 5th.", "en", [(15, 1, None)], None, "", ""),
    ("Wed. 31 ay", "en", [(31, 5, None)], 2, "", ""),
    ("10/22 April", "en", [(10, None, None), (22, 4, None)], None, "", ""),
    ("♂ 3 May", "en", [(3, 5, None)], 1, "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("line", "language", "items", "weekday", "place", "rest"), PARTS, ids=str)
def test_parts(line, language, items, weekday, place, rest):
    parts = read_parts(line, languages=[language])[0]
    assert [(item.day, item.month, item.year) for item in parts.items] == items
    assert (parts.weekday, parts.place, line[parts.reach :]) == (weekday, place, rest)
    assert may_be_date(line)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The same day.", "same"),
        ("_Same day_.", "same"),
        ("Le même jour, le soir.", "same"),
        ("The next day.", "next"),
        ("Undated.", "undated"),
        ("[n. d.]", "undated"),
        ("Ohne Datum", "undated"),
    ],
)
def test_days_told_by_phrases(line, kind):
    assert read_parts(line)[0].kind == kind
    assert may_be_date(line)


@pytest.mark.parametrize(
    "line", ["The same people came.", "We went on 3 May.", "may I", "3rdly, of course", "so be it"]
)
def test_prose_holds_no_day_and_month(line):
    assert not any(item.month for parts in read_parts(line) for item in parts.items)


def test_marks_about_a_date():
    (parts,) = read_parts("_Jan. 26 [27?]. Moscow. If I live._", languages=["en"])
    assert (parts.doubtful, parts.alive, parts.place) == (True, True, "Moscow")
    (parts,) = read_parts("Nuit du 9 au 10 février.", languages=["fr"])
    assert (parts.night, parts.joins) == (True, ("to",))
    (parts,) = read_parts("3 May 1700 O. S.", languages=["en"])
    assert parts.style == "julian"


def test_a_date_later_in_the_line():
    line = "It seems to me, _June 6, Ysn. Pol._"
    assert read_parts(line, languages=["en"]) == []
    parts = read_parts(line, line.index("June"), ["en"])[0]
    assert line[parts.start : parts.end] == "June 6"
    assert parts.place == "Ysn. Pol"


def test_parts_filled_from_elsewhere_make_a_date():
    parts = read_parts("29, 30, 31 octobre.", languages=["fr"])[0]
    last = parts.items[-1]._replace(year=1870)
    when = dated(
        Joined((*parts.items[:-1], last), parts.joins),
        "gregorian",
        language_of("fr"),
        "29, 30, 31 octobre",
    )
    assert when.edtf == "1870-10-29/1870-10-31"


PROSE = [
    "Set out early proceeded on and came to",
    "The Voyage Out",
    "ago. Our forage supply necessitates that we should plug on",
    "estate and she will learn to ride there.",
    "about 20 yards back, all of which had their bows strung",
    "Corner       6 to 7     S.",
    "Fournier (Marc),      299.",
]


@pytest.mark.parametrize("line", PROSE)
def test_words_that_are_months_somewhere_are_words(line):
    assert not any(item.month for parts in read_parts(line) for item in parts.items)


@pytest.mark.parametrize(
    ("line", "day", "rest"),
    [
        ("_Wednesday, January_ 18.--A week here", 18, "A week here"),
        ("July 18--We went", 18, "We went"),
        ("March 17—The wind", 17, "The wind"),
    ],
)
def test_a_dash_after_a_day_keeps_no_year_back(line, day, rest):
    (parts,) = read_parts(line, languages=["en"])
    (item,) = parts.items
    assert (item.day, item.year) == (day, None)
    assert line[parts.reach :].lstrip("-—") == rest


def test_a_feast_in_a_sentence_after_a_date_is_no_part_of_it():
    (parts,) = read_parts("March 8th. Easter does not come until April 16th.", languages=["en"])
    assert (parts.items[0].feast, parts.weekday) == ("", None)
