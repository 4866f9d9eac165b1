"""Headings as diaries and almanacs have them, in each language, and what becomes of them when torn.

The tables in `forms/` have a heading a line and what is read of it (see `described.py`). They were
written for this test, after the forms that editions of diaries describe in their introductions.
"""

import random
from itertools import pairwise
from pathlib import Path

import pytest

from carnet.dates import When, read_date
from carnet.dates.written import LANGUAGES, may_be_date, read_parts, readings
from carnet.dates.written.language import fold
from carnet.dates.written.markup import plain
from carnet.dates.written.tokens import roman, roman_day, tokens
from tests.dates.described import described

FORMS = {
    path.stem: [
        tuple(line.split(" → ")) for line in path.read_text("utf-8").splitlines() if line.strip()
    ]
    for path in sorted(Path(__file__).with_name("forms").glob("*.txt"))
}
ALL = [(code, line, expected) for code, rows in FORMS.items() for line, expected in rows]


@pytest.mark.parametrize("code", LANGUAGES)
def test_forms(code):
    wrong = [
        (line, expected, found)
        for line, expected in FORMS[code]
        if (found := described(line, code)) != expected
    ]
    assert wrong == []


def test_each_language_has_its_table():
    assert FORMS.keys() == LANGUAGES.keys()
    assert all(len(rows) >= 60 for rows in FORMS.values())


def test_the_first_look_passes_over_no_date():
    passed_over = [line for _, line, expected in ALL if expected != "-" and not may_be_date(line)]
    assert passed_over == []


def test_the_right_language_is_among_those_found_without_being_told():
    """A heading in words is read as well when the language is not known."""
    missed = []
    for code, line, expected in ALL:
        told = {(parts.items, parts.kind) for parts in read_parts(line, languages=[code])}
        if not told or expected == "-":
            continue
        found = {(parts.items, parts.kind) for parts in read_parts(line)}
        if told.isdisjoint(found):
            missed.append((code, line))
    assert len(missed) <= len(ALL) // 50, missed


def test_two_languages_may_read_a_line_differently():
    assert {reading.when.edtf for reading in readings("3/5/1941")} == {"1941-05-03", "1941-03-05"}
    assert [reading.when.edtf for reading in readings("3 mai 1941")] == ["1941-05-03"]
    assert readings("the 3rd of nothing, 1941") == []
    found = read_parts("Mar. 3", languages=["en", "fr"])
    assert {(parts.items[0].month, parts.weekday) for parts in found} == {(3, None), (None, 1)}


# What is torn must not be made up.

SPOILT = " .,-–—_*[]()?/'’&+0123456789abcdeilmnorstuvxIlO1XVéü\n☉"


def spoilt(heading, chance):
    """A heading with some of its characters lost, changed, doubled or exchanged."""
    letters = list(heading)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        at = chance.randrange(len(letters) + 1)
        kind = chance.random()
        if kind < 0.3:
            letters[at:at] = chance.choice(SPOILT)
        elif kind < 0.6:
            del letters[at : at + chance.choice((1, 1, 1, 4))]
        elif kind < 0.8:
            letters[at : at + 1] = chance.choice(SPOILT)
        else:
            letters[at : at + 2] = letters[at : at + 2][::-1]
    return "".join(letters)


def spoilt_headings(count):
    chance = random.Random(1941)
    for _ in range(count):
        code, line, _ = chance.choice(ALL)
        if chance.random() < 0.1:
            line += chance.choice((" ", ", ", "--", "\n")) + chance.choice(ALL)[1]
        yield chance.choice((code, None)), spoilt(line, chance)


def borne(item, text, language, near):
    """Whether each part of a date stands in the text in some form."""
    row = plain(tokens(text))
    numbers = {token.number for token in row} | {roman(token.text) for token in row}
    words = {token.word for token in row}
    figures = "".join(letter for letter in text if letter.isdigit())
    spelt = any(
        word in language.number_book or roman_day(word) or roman_day(word[:-2]) for word in words
    )
    day = item.day is None or item.day in numbers or spelt or item.feast or near
    year = item.year is None or str(item.year).strip("0") in figures or item.dual or near
    if item.year is not None and not year:
        year = item.year in numbers or set(str(item.year)) <= set(unfolded(text)) | {"0"}
    named = not words.isdisjoint(language.month_numbers.keys() | language.republican_numbers.keys())
    named = named or any(
        fold(f"{one.text}{two.text}") in language.month_numbers for one, two in pairwise(row)
    )
    season = item.month in range(21, 25) and not words.isdisjoint(language.season_codes)
    month = item.month is None or named or season or item.month in numbers or spelt or item.feast
    return bool((day or language.code == "la") and year and (month or near or item.month == 13))


def unfolded(text):
    return text.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789"))


def hold_the_laws(tag, line):
    languages = None if tag is None else [tag]
    may_be_date(line)
    for reading in (read_date(line, languages), *readings(line, languages)):
        if reading is not None:
            assert 0 <= reading.start < reading.end <= len(line)
            assert reading.when.known
            if reading.when.calendar != "french republican":
                assert When.parse(reading.when.edtf, reading.when.calendar) == reading.when
    for parts in read_parts(line, languages=languages):
        assert 0 <= parts.start < parts.end <= parts.reach <= len(line)
        text = line[: parts.reach]
        for item in parts.items:
            assert borne(item, text, LANGUAGES[parts.language], parts.near), (line, item)


def test_spoilt_headings():
    for tag, line in spoilt_headings(4_000):
        hold_the_laws(tag, line)


@pytest.mark.slow
def test_a_hundred_thousand_spoilt_headings():
    for tag, line in spoilt_headings(100_000):
        hold_the_laws(tag, line)
