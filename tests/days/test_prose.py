"""Headings in prose: invented diaries in the shapes that people write, laws, and slips."""

import random
import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.dates.written.tokens import roman_day
from carnet.days import find_pieces
from carnet.days.prose import find_headings
from carnet.readers.plain import PlainReader

from .diaries import PROSE, STYLES, days, written


def pieces(text, source="a.txt", **options):
    found, findings = find_pieces(PlainReader().read(source, text.encode(), options), options)
    assert found[0].start == 0
    assert found[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(found))
    return [piece for piece in found if piece.kind == "entry"], findings


def dates(text, **options):
    return [piece.when.edtf for piece in pieces(text, **options)[0]]


@pytest.mark.parametrize("language", sorted(PROSE))
@pytest.mark.parametrize("style", STYLES)
def test_a_diary_is_read_without_a_word_of_configuration(style, language):
    kept = days()
    assert dates(written(style, language, kept)) == [day.isoformat() for day in kept]


@pytest.mark.parametrize("style", ["weekday line", "weekday dash", "month once"])
def test_weekdays_tell_the_year_among_those_that_are_named(style):
    kept = days(30)
    text = "Letters of 1891, found in 1902.\n\n" + written(style, "en", kept, title=False)
    read = dates("1892, 1893, 1894\n\n" + text)
    assert read == [day.isoformat() for day in kept]


def test_a_year_that_nothing_names_is_unknown():
    read, _ = pieces("14 July\n\nSun.\n\n15 July\n\nRain.\n\n18 July\n\nHail.\n")
    assert [piece.when.edtf for piece in read] == ["XXXX-07-14", "XXXX-07-15", "XXXX-07-18"]
    assert "the year is not given" in read[0].when.why


def test_the_first_year_may_be_told():
    assert dates("30 December\n\nSun.\n\n2 January\n\nRain.\n", first_year=1911) == [
        "1911-12-30", "1912-01-02",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "edtf"),
    [
        ("Mid-September 1944", "1944-09"),
        ("Nuit du 9 au 10 septembre 1944", "1944-09-09/1944-09-10"),
        ("29, 30, 31 août 1944", "1944-08-29/1944-08-31"),
        ("15–17 September 1944", "1944-09-15/1944-09-17"),
        ("September 19 or 20, 1944", "[1944-09-19,1944-09-20]"),
        ("Paris, le 4 septembre 1944", "1944-09-04"),
        ("September 6 [7?], 1944", "1944-09-06?"),
        ("Sept. 12th, 1944. If I live.", "1944-09-12"),
    ],
)
def test_what_a_heading_says_beside_a_day(heading, edtf):
    text = f"12 August 1944\n\nRain.\n\n{heading}\n\nSun at last.\n\n5 November 1944\n\nCold.\n"
    assert dates(text) == ["1944-08-12", edtf, "1944-11-05"]


def test_the_same_day_and_what_has_no_day():
    text = "3 May 1941\n\nRain.\n\nSame day\n\nStill rain.\n\n5 May 1941\n\nSun.\n"
    assert dates(text) == ["1941-05-03", "1941-05-03", "1941-05-05"]


def test_dates_inside_an_entry_are_no_headings():
    kept = days(12)
    text = written("weekday line", "en", kept)
    inside = (
        "\n\nOn 3 May 1871 my father was shot at, and on the 4th he laughed at it.\n\n"
        "1. Flour.\n\n2. Lamp oil.\n\n3. Thread.\n\n"
        "In June 1872 they moved to the town, which was a mistake.\n"
    )
    assert dates(text + inside) == [day.isoformat() for day in kept]


def test_a_table_of_contents_is_no_diary():
    kept = days(12)
    contents = "\n".join(
        f"{day:%B} {day.day}, {day.year} .... {n * 7 + 3}" for n, day in enumerate(kept)
    )
    text = f"CONTENTS\n\n{contents}\n\n{written('full line', 'en', kept)}"
    assert dates(text) == [day.isoformat() for day in kept]


def test_a_weekday_that_does_not_agree_is_kept_and_said():
    text = "Monday, 5 May 1941\n\nRain.\n\nWednesday, 6 May 1941\n\nSun.\n\nWednesday, 7 May 1941\n\nHail.\n"
    read, findings = pieces(text)
    assert [piece.when.edtf for piece in read] == ["1941-05-05", "1941-05-06", "1941-05-07"]
    assert [finding.locator for finding in findings] == ["Wednesday, 6 May 1941"]
    assert "Tuesday" in findings[0].message
    assert read[1].when.sure < 0.9 < read[0].when.sure


def test_a_misprint_that_weekday_and_order_both_mend():
    kept = days(20)
    text = written("weekday line", "en", kept)
    slip = kept[7]
    heading = f"{slip:%A}, {slip:%B} {slip.day}"
    wrong = f"{slip:%A}, {slip:%B} {slip.day + 10 if slip.day < 20 else slip.day - 10}"
    read, findings = pieces(text.replace(heading, wrong))
    assert [piece.when.edtf for piece in read] == [day.isoformat() for day in kept]
    assert len(findings) == 1
    assert read[7].when.sure <= 0.8


def test_old_style_is_told_by_the_weekdays():
    text = "1661\n\n"
    # 1 January 1661 was a Tuesday in England, whose calendar was the Julian
    names = ["Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Monday"]
    for n in range(1, 21):
        text += f"{names[(n - 1) % 7]}, January {n}\n\nAt the office all the day.\n\n"
    read, _ = pieces(text)
    assert {piece.when.calendar for piece in read} == {"julian"}
    assert read[0].when.gregorian == "1661-01-11"


# ---------------------------------------------------------------------- laws

WORDS = st.lists(st.sampled_from(PROSE["en"] + PROSE["fr"]), min_size=1, max_size=6).map(" ".join)


@settings(max_examples=30, deadline=None)
@given(style=st.sampled_from(STYLES), at=st.integers(0, 39), added=WORDS)
def test_adding_text_without_a_date_changes_no_date(style, at, added):
    added = (
        "".join(c for c in added if not c.isdigit())
        .replace("mardi", "hier")
        .replace("Tuesday", "noon")
    )
    text = written(style, "en", days(20))
    before = pieces(text)[0]
    place = before[at % len(before)].end
    after = dates(f"{text[:place]}\n{added}\n\n{text[place:]}")
    assert after == [piece.when.edtf for piece in before]


@settings(max_examples=25, deadline=None)
@given(one=st.sampled_from(STYLES), two=st.sampled_from(STYLES), years=st.integers(1, 30))
def test_joining_two_volumes_changes_nothing_inside_either(one, two, years):
    first = written(one, "en", days(20))
    second = written(two, "en", days(20, days(1)[0].replace(year=1893 + years)))
    apart = dates(first) + dates(second)
    joined = dates(f"{first}\n\n\n{second}")
    assert len(joined) == len(apart)
    assert joined[:20] == apart[:20]
    if two != "line":  # headings without weekday or year hang on what stands before them
        assert joined[20:] == apart[20:]


# ---------------------------------------------------------------------- fuzz

FIGURES = "0123456789"


def _mutated(text: str, chance: random.Random) -> str:
    out = list(text)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(out))
        match chance.randrange(5):
            case 0:
                out[at] = chance.choice("lIO0159.,-—_[]()?\n /áßſ№٣")
            case 1:
                del out[at]
            case 2:
                out.insert(at, chance.choice("\n\n  \t._[<&"))
            case 3:
                end = min(len(out), at + chance.randint(1, 40))
                out[at:end] = reversed(out[at:end])
            case _:
                end = min(len(out), at + chance.randint(1, 60))
                out[at:at] = out[at:end]
        if not out:
            return "x"
    return "".join(out)


def _borne_out(text: str, entries: int, piece) -> bool:
    """Whether a date is in the text: its year, or one from which the sequence leads to it, and its
    day in its heading, unless a reason says what else gives it."""
    edtf = piece.when.edtf
    if edtf is None or "X" in edtf:
        return True
    year = int(edtf.strip("[{")[:4])
    years = {int(found) for found in re.findall(r"\d{1,4}", text)}
    if not any(known - 2 <= year <= known + entries or year % 100 == known for known in years):
        return False
    start = piece.when.start
    if start is None or start.day is None or any("is read as" in why for why in piece.when.why):
        return True
    if any("weekday" in why or "entry before" in why for why in piece.when.why):
        return True
    heading = text[piece.heading[0] : piece.heading[1] + 1]
    in_letters = any(
        roman_day(word.lower()) == start.day for word in re.findall(r"[^\W\d_]+", heading)
    )
    return str(start.day) in heading or in_letters


def fuzz(rounds: int, seed: int) -> None:
    chance = random.Random(seed)
    texts = [written(style, language, days(8)) for style in STYLES for language in PROSE]
    for _ in range(rounds):
        text = _mutated(chance.choice(texts), chance)
        document = PlainReader().read("a.txt", text.encode("utf-8", "replace"), {})
        found, _ = find_headings(document, {})
        assert found[0].start == 0
        assert found[-1].end == len(document.text)
        entries = sum(piece.kind == "entry" for piece in found)
        for piece in found:
            if piece.kind == "entry" and piece.when is not None:
                assert _borne_out(document.text, entries, piece), (piece, text)


def test_mutations_raise_nothing_and_make_up_no_year():
    fuzz(300, 1)


@pytest.mark.slow
def test_many_mutations_raise_nothing_and_make_up_no_year():
    fuzz(4_000, 2)


def test_a_pattern_says_what_a_heading_is():
    text = "* 3 May 1941\n\nRain.\n\n4 May 1941\n\nA letter of that day.\n\n* 5 May 1941\n\nSun.\n"
    assert dates(text) == ["1941-05-03", "1941-05-04", "1941-05-05"]
    assert dates(text, heading=r"^\* ") == ["1941-05-03", "1941-05-05"]


@pytest.mark.parametrize(
    ("heading", "edtf"), [("Spring 1943", "1943-21"), ("March, April 1943", "1943-03/1943-04")]
)
def test_a_season_or_months_alone_may_head_an_entry(heading, edtf):
    text = (
        f"12 December 1942\n\nRain.\n\n{heading}\n\nNothing to write of.\n\n5 May 1943\n\nCold.\n"
    )
    assert dates(text) == ["1942-12-12", edtf, "1943-05-05"]


def test_months_over_days_in_a_year_of_two_styles():
    """As Pepys is printed: a month over its days, which have only their number, in the Old Style."""
    text = ""
    for month, year, first in (
        ("January", "1662–63", 1),
        ("February", "1662–63", 1),
        ("April", "1663", 2),
    ):
        text += f"{month} {year}\n\n"
        for n in range(first, 26, 2):
            aside = " (Lord’s day)" if month == "January" and n % 7 == 4 else ""
            text += (
                f"{n}{'st' if n == 1 else 'th'}{aside}. Up and to my office, where I cast up.\n\n"
            )
    read, _ = pieces(text)
    assert len(read) == 13 + 13 + 12
    assert {piece.when.calendar for piece in read} == {"julian"}
    assert [read[0].when.edtf, read[13].when.edtf, read[26].when.edtf] == [
        "1663-01-01", "1663-02-01", "1663-04-02",
    ]  # fmt: skip
    assert read[0].when.gregorian == "1663-01-11"


@pytest.mark.parametrize("line", ["3 May\n\n", "3/5/41\n", "Monday, 4 May 1941\n", "1.\n\n"])
def test_nothing_but_dates_is_read_in_time_that_grows_as_the_text_does(line):
    def taken(times: int) -> float:
        document = PlainReader().read("a.txt", (line * times).encode(), {})
        begun = time.process_time()
        find_headings(document, {})
        return time.process_time() - begun

    taken(100)
    few, many = min(taken(1_000) for _ in range(3)), min(taken(4_000) for _ in range(2))
    assert many < 8 * few + 0.2
