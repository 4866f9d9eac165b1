"""Dates stated in TEI attributes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.dates import from_attributes

GOOD = [
    ({"when": "1941-05-03"}, "1941-05-03"),
    ({"when": "1941-05"}, "1941-05"),
    ({"when": "1941"}, "1941"),
    ({"when": " 1941-05-03 "}, "1941-05-03"),
    ({"when-iso": "1941-05-03"}, "1941-05-03"),
    ({"when-iso": "19410503"}, "1941-05-03"),
    ({"when-iso": "1941-05-03/1941-05-08"}, "1941-05-03/1941-05-08"),
    ({"when": "1941-05-03T10:00"}, "1941-05-03"),
    ({"when": "1941-05-03T10:00:00.5+02:00"}, "1941-05-03"),
    ({"when": "1941-05-03Z"}, "1941-05-03"),
    ({"when": "1941-05-03-05:00"}, "1941-05-03"),
    ({"when": "1941-05:00"}, "1941"),
    ({"when": "--09-17"}, "XXXX-09-17"),
    ({"when": "--0917"}, "XXXX-09-17"),
    ({"when": "--02-29"}, "XXXX-02-29"),
    ({"when": "--09"}, "XXXX-09"),
    ({"when": "---17"}, "XXXX-XX-17"),
    ({"when": "-0043-03-15"}, "-0043-03-15"),
    ({"when": "12000"}, "Y12000"),
    ({"when": "1829-05-10", "calendar": "#julian #gregorian"}, "1829-05-10"),
    ({"when": "1795-10-04", "calendar": "#calRevolutionary"}, "1795-10-04"),
    ({"from": "1851-03", "to": "1851-07-03"}, "1851-03/1851-07-03"),
    ({"from": "1851-03-01", "to": "1851-03-01"}, "1851-03-01"),
    ({"from": "1851-03"}, "1851-03/"),
    ({"to": "1851-03"}, "/1851-03"),
    ({"from-iso": "1851-03", "to-iso": "1851-04"}, "1851-03/1851-04"),
    ({"notBefore": "1847", "notAfter": "1854"}, "1847/1854"),
    ({"notBefore-iso": "1847", "notAfter-iso": "1854"}, "1847/1854"),
    ({"notBefore": "1847"}, "1847/.."),
    ({"notAfter": "1854"}, "../1854"),
    ({"from": "1847", "notAfter": "1854"}, "1847/1854"),
    ({"when": "1850", "from": "1847", "to": "1854"}, "1850"),
    ({"when": "1850", "precision": "low"}, "1850~"),
    ({"when": "1850", "precision": "high"}, "1850"),
    ({"when": "1941~"}, "1941~"),
]

BAD = [
    ({"when": "1941-5-3"}, None),
    ({"when": "1941-02-30"}, None),
    ({"when": "1941-00-00"}, None),
    ({"when": "--02-30"}, None),
    ({"when": ""}, None),
    ({"when": "May 3"}, None),
    ({"when": "x" * 100_000}, None),
    ({"when": "---"}, None),
    ({"when": "bad", "from": "1851"}, "1851/"),
    ({"from": "1851-07-03", "to": "1851-03"}, "1851-07-03"),
    ({"from": "bad", "to": "1850"}, "/1850"),
    ({"from": "1850", "to": "bad"}, "1850/"),
    ({"notBefore": "1854", "notAfter": "1847"}, "1854"),
    ({"from": "1850/1851", "to": "1852"}, "/1852"),
    ({"when": "bad", "when-iso": "1850"}, "1850"),
]


@pytest.mark.parametrize(("attributes", "edtf"), GOOD, ids=str)
def test_stated(attributes, edtf):
    when, problem = from_attributes(attributes)
    assert problem == ""
    assert when.edtf == edtf
    assert when.calendar == "gregorian"


@pytest.mark.parametrize(("attributes", "edtf"), BAD, ids=lambda value: str(value)[:60])
def test_what_is_wrong_is_told_and_nothing_made_up(attributes, edtf):
    when, problem = from_attributes(attributes)
    assert (when and when.edtf) == edtf
    assert problem
    assert len(problem) < 400
    assert "\n" not in problem


@pytest.mark.parametrize("attributes", [{}, {"when-custom": "MI:1795"}, {"calendar": "#julian"}])
def test_nothing_stated(attributes):
    assert from_attributes(attributes) == (None, "")


@pytest.mark.parametrize(("cert", "sure"), [("high", 1.0), ("medium", 0.8), ("low", 0.5)])
def test_certainty(cert, sure):
    when, problem = from_attributes({"when": "1941-05-03", "cert": cert})
    assert (when.edtf, when.sure, problem) == ("1941-05-03", sure, "")
    assert bool(when.why) == (sure < 1)


NAMES = ["when", "from", "to", "notBefore", "notAfter", "when-iso", "cert", "calendar"]


@given(st.dictionaries(st.sampled_from(NAMES), st.text(alphabet="0123456789-T:Z+X/", max_size=16)))
def test_no_attribute_raises(attributes):
    when, problem = from_attributes(attributes)
    assert when is None or when.known
    assert isinstance(problem, str)
