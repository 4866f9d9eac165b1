"""What is packed comes out as it was: the rules in Python here, the scripts that unpack in a browser
(`test_browser.py`).
"""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from carnet.publishers.site import scripts, search
from carnet.publishers.site.packing import alike, begun_alike, days, ids, numbers
from carnet.publishers.site.search.lists import list_script
from tests.unpacking import spelt_out, unpacked

STRINGS = st.lists(st.text(alphabet="ab-1é\U0001d11e ", max_size=60), max_size=8)
DAYS = st.lists(
    st.sampled_from(
        [
            "",
            "1941-05-03",
            "1941-05-04",
            "1941-06-04",
            "-0043-03-15",
            "194X",
            "1941-05-XX",
            "1941-05-3X",
            "1941?",
        ]
    ),
    min_size=1,
    max_size=8,
)


@given(STRINGS)
def test_strings_come_out_as_they_were(values: list[str]) -> None:
    assert spelt_out(begun_alike(values), 1) == values
    assert spelt_out(alike(values), 2) == values


@given(DAYS)
def test_dates_and_ids_come_out_as_they_were(when: list[str]) -> None:
    out, before = [], ""
    for day in days(when).split("|"):
        figures = day.replace("-", "0").isdigit()
        kept = 8 if figures and len(day) == 2 else 5 if figures and len(day) == 5 else 0
        before = before[:kept] + day
        out.append(before)
    assert out == when
    names = [f"{day}-abc" if n % 2 else f"undated-{n}" for n, day in enumerate(when)]
    told = ids(names, when).split("|")
    back = [id_[1:] if id_[:1] == "/" else day + id_ for id_, day in zip(told, when, strict=True)]
    assert back == names


def test_numbers_that_are_all_alike_are_one() -> None:
    assert numbers([0, 0, 0]) == 0
    assert numbers([0, 1, 2]) == -1
    assert numbers([0, 1, 0]) == [0, 1, 0]
    assert numbers([0]) == 0


def test_names_like_their_neighbours_take_few_letters() -> None:
    names = [f"copy/entry__1889-03-{day:02d}.xml" for day in range(1, 32)]
    assert sum(map(len, alike(names))) < 5 * len(names) + len(names[0])


def test_a_script_goes_without_its_comments() -> None:
    said = '/* What\n   it is. */\n  var a = /\\*/; /* why */\n  /* more\n  of it */\n\n  b("/* no");\n'
    assert scripts.lean(said) == b'/* What\n   it is. */\nvar a = /\\*/;\nb("/* no");\n'
    for folder in (Path(search.__file__).parent, Path(scripts.__file__).parent):
        for path in (folder / "static").iterdir():
            text = path.read_text("utf-8")
            assert scripts.lean(text).count(b"/*") <= 1 + text.count('"/*'), path
            assert len(scripts.lean(text)) < len(text)


def test_what_a_leak_would_be_looked_for_in_is_the_words() -> None:
    packed = list_script("t-61", {0: ["alpha", "alphabet"]})
    assert b"alphabet" not in packed
    assert b"alphabet" in unpacked("search/t-61.js", packed)
