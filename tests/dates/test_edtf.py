"""EDTF read and printed: a table, laws, and a second reader."""

import edtf as other
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.dates import Extent, When
from carnet.errors import DateError
from tests.dates.strategies import extents, points, whens

VALID = [
    # level 0
    "1941-05-03",
    "1941-05",
    "1941",
    "0000",
    "2000-02-29",
    "1941-05/1941-08",
    "1941-05-03/1941-05-05",
    "1941/1942-05",
    # level 1
    "Y17000",
    "Y-17000",
    "-0043-03-15",
    "-1985",
    "1941-21",
    "1941-24",
    "1941?",
    "1941-05~",
    "1941-05-03%",
    "194X",
    "19XX",
    "1XXX",
    "XXXX",
    "1941-XX",
    "1941-05-XX",
    "1941-XX-XX",
    "1941-05-03/..",
    "1941-05/",
    "../1941",
    "/1941",
    "1941~/1942?",
    # level 2
    "1941-25",
    "1941-41",
    "1941-~05",
    "?1941-05-03",
    "1941-05-%03",
    "2004-06~-11",
    "?2004-06-~11",
    "XXXX-09-17",
    "XXXX-09",
    "XXXX-XX-17",
    "19XX-05-03",
    "1941-1X",
    "1941-05-1X",
    "1941-XX-31",
    "19XX-02-29",
    "XXXX-02-29",
    "-194X",
    "[1941-05-03,1941-05-05]",
    "{1941-05-03,1941-05-05}",
    "[1941-12-19,1941-12-20]",
    "[1667,1668,1670..1672]",
    "[..1760-12-03]",
    "[1760-12..]",
    "{1941}",
    "1941-21/1941-23",
    "XXXX-09-17/XXXX-03-01",
]

INVALID = [
    "",
    " ",
    "x",
    "1941-02-30",
    "1941-02-29",
    "1900-02-29",
    "1941-04-31",
    "1941-00",
    "1941-13",
    "1941-20",
    "1941-42",
    "1941-05-00",
    "1941-05-32",
    "1941-21-03",
    "1941-5-3",
    "1941-5",
    "194",
    "19410503",
    "1941-05-03x",
    "1941-05-03 ",
    " 1941-05-03",
    "1941-05-03\n",
    "1941-05-03T10:00",
    "1941/05/03",
    "1941-0503",
    "1941--05",
    "-0000",
    "-XXXX",
    "Y1941",
    "Y01941",
    "Y17E7",
    "Y17000-05",
    "1950S2",
    "Y1000000000000000",
    "1941??",
    "1941?~",
    "1941-XX-32",
    "1941-02-3X",
    "1941-02-XX-",
    "19X1-02-29",
    "1941-2X",
    "1941-XX-3x",
    "194X-21",
    "194x",
    "1941/1940",
    "1851-07-03/1851-03",
    "1941/1942/1943",
    "/",
    "..",
    "../..",
    "/..",
    "../",
    "1941/...",
    "[]",
    "{}",
    "[1941",
    "1941]",
    "[1941}",
    "[1941,,1942]",
    "[1941,]",
    "[..]",
    "[1941/1942]",
    "[[1941]]",
    "[1942..1941]",
    "unknown",
    "१९४१-०५-०३",  # digits, but not those of EDTF
    "[" + "1941," * 400 + "1941]",
    "9" * 100_000,
]


@pytest.mark.parametrize("text", VALID)
def test_what_is_valid_comes_back_letter_by_letter(text):
    assert When.parse(text).edtf == text


@pytest.mark.parametrize("text", INVALID, ids=lambda text: repr(text[:30]))
def test_what_is_invalid_is_refused_in_one_line(text):
    with pytest.raises(DateError) as refusal:
        When.parse(text)
    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 300


@pytest.mark.parametrize(
    ("loose", "canonical"),
    [
        ("1941?-05-03", "?1941-05-03"),
        ("~1941-~05-~03", "1941-05-03~"),
        ("~1941-~05", "1941-05~"),
        ("?2004-06~", "%2004-~06"),
        ("[1667, 1668]", "[1667,1668]"),
    ],
)
def test_two_spellings_of_one_date_are_equal(loose, canonical):
    assert When.parse(loose).edtf == canonical
    assert When.parse(loose) == When.parse(canonical)


@given(whens(unknown=False))
def test_printing_then_parsing_gives_the_same(when):
    again = When.parse(when.edtf, when.calendar)
    assert again == when
    assert again.edtf == when.edtf
    assert hash(again) == hash(when)
    if when.calendar != "french republican":  # a month that opens an interval becomes its first day
        assert again.bounds == when.bounds
    assert again.gregorian == when.gregorian


@given(st.sampled_from(("gregorian", "julian")), st.data())
def test_structure_survives_where_edtf_can_say_it(calendar, data):
    extent = data.draw(extents(calendar))
    assert When.parse(When(extent, calendar).edtf, calendar).extent == extent


@given(whens(unknown=False))
def test_the_gregorian_form_is_edtf_too(when):
    if when.gregorian is not None:
        assert When.parse(when.gregorian).edtf == when.gregorian


@given(st.text(alphabet="0123456789-X?~%./,[]{}Y ", max_size=24))
def test_any_string_is_a_date_or_refused(text):
    try:
        when = When.parse(text)
    except DateError:
        return
    assert When.parse(when.edtf) == when


# The other library reads a mark before the first part as one of the whole date, prints no open
# end, and takes no mark behind a season.
def _both_read(point):
    return (
        point.unspecified == 0
        and point.approximate in (0, point.parts)
        and point.uncertain in (0, point.parts)
        and 0 <= point.year <= 9999
        and (point.month is None or point.month <= 12 or not (point.approximate or point.uncertain))
        and (point.month is None or point.month <= 24)
    )


@given(points().filter(_both_read))
def test_another_library_reads_what_we_print(point):
    text = When(Extent(point)).edtf
    assert str(other.parse_edtf(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "1941-05-03", "1941-05", "1941", "194X", "19XX", "1941-XX", "1941-05-XX", "1941-05~",
        "1941?", "1941-05-03%", "1941-05/1941-08", "1941-05-03/..", "../1941", "1941/", "/1941",
        "1941-21", "[1941-05-03,1941-05-05]", "{1941-05-03,1941-05-05}", "XXXX-09-17",
    ],
)  # fmt: skip
def test_another_library_takes_our_forms_for_edtf(text):
    assert other.parse_edtf(When.parse(text).edtf) is not None


@given(st.dates())
def test_strict_bounds_agree_with_another_library(day):
    text = f"{day.year:04d}-{day.month:02d}"
    first, last = When.parse(text).bounds
    theirs = other.parse_edtf(text)
    assert last - first + 1 == theirs.upper_strict().tm_mday
