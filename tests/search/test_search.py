"""Counts equal a plain scan for every query; an index is what its edition is, and no more."""

from __future__ import annotations

import itertools
import os
import random
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.archive import Archive
from carnet.search import Search, parse
from carnet.search.index import Index
from tests.demand import need_data
from tests.search.invented import Shelf, count, plain_words

if TYPE_CHECKING:
    from pathlib import Path

WORDS = st.sampled_from(("a", "b", "c", "ab", "bc", "abc"))
ENTRIES = st.lists(
    st.lists(WORDS, max_size=9).map(lambda words: {"text": " ".join(words)}), max_size=6
)
PLAIN = st.one_of(
    WORDS,
    WORDS.map(lambda word: f"{word}*"),
    st.lists(WORDS, min_size=2, max_size=3).map(lambda words: f'"{" ".join(words)}"'),
)
PLACED = st.recursive(
    PLAIN,
    lambda inner: (
        st.tuples(inner, inner).map(lambda two: f"({two[0]} OR {two[1]})")
        | st.tuples(PLAIN, st.integers(0, 4), PLAIN).map(
            lambda near: f"({near[0]} NEAR/{near[1]} {near[2]})"
        )
    ),
    max_leaves=3,
)
QUERIES = st.recursive(
    PLACED,
    lambda inner: (
        st.tuples(inner, st.sampled_from((" ", " AND ", " OR ")), inner).map("({0[0]}{0[1]}{0[2]})".format)
        | inner.map("(NOT {})".format)
    ),
    max_leaves=5,
)  # fmt: skip


@given(ENTRIES, QUERIES)
@settings(max_examples=500, deadline=None)
def test_any_query_finds_what_a_scan_finds(entries: list[dict[str, Any]], query: str) -> None:
    found = Search(Shelf(entries)).find(query)
    texts = [([term for _, _, term in plain_words(each["text"])], None) for each in entries]
    wanted = count(parse(query), texts)
    hits = list(found)
    assert [sum(hit.entry == f"e{n}" for hit in hits) for n in range(len(entries))] == wanted
    assert found.count == sum(wanted)
    assert found.entries == sum(map(bool, wanted))
    ranked = list(found.hits(order="rank"))
    assert sorted(ranked) == sorted(hits)
    assert [hit.score for hit in ranked] == sorted((hit.score for hit in hits), reverse=True)
    assert list(itertools.islice(found.hits(2, 3), 9)) == hits[2:5]


def test_long_entries_and_many(tmp_path: Path) -> None:
    draw = random.Random(4)
    vocabulary = [f"w{n}" for n in range(60)]
    entries = [
        {"text": " ".join(draw.choices(vocabulary, weights=range(60, 0, -1), k=draw.choice((0, 3, 90, 4000))))}
        for _ in range(40)
    ]  # fmt: skip
    search = Search(Shelf(entries), tmp_path / "i")
    texts = [([term for _, _, term in plain_words(each["text"])], None) for each in entries]
    for query in (
        "w0",
        '"w0 w1"',
        '"w1 w0 w59"',
        "w5*",
        "w0 NEAR/2 w3",
        "w58 w59",
        "w0 NOT w59",
        "w58 OR w1",
    ):
        found = search.find(query)
        assert found.count == sum(count(parse(query), texts))
        for hit in itertools.islice(found, 0, None, 97):
            assert entries[int(hit.entry[1:])]["text"][hit.start : hit.end] == hit.match


def test_an_index_is_made_again_when_it_is_not_the_editions_or_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "search.idx"
    assert Search(Shelf([{"text": "one two"}]), path).find("two").count == 1
    whole = path.read_bytes()
    search = Search(Shelf([{"text": "one three"}]), path)
    assert search.find("two").count == 0
    assert path.read_bytes() != whole
    for broken in (
        b"",
        b"carnet search 1\n",
        whole[:60],
        whole[: len(whole) // 2],
        os.urandom(900),
    ):
        path.write_bytes(broken)
        assert Index.open(path) is None
        assert Search(Shelf([{"text": "one two"}]), path).find("two").count == 1
        assert path.read_bytes() == whole  # the same edition, the same bytes
    assert [each.name for each in path.parent.iterdir()] == ["search.idx"]


def test_a_folder_that_cannot_be_written_can_be_searched(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    search = Search(Shelf([{"text": "one two"}]), tmp_path / "file" / "search.idx")
    assert search.find("two").count == 1


def test_an_empty_edition() -> None:
    search = Search(Shelf([]))
    for query in ("a", "a*", '"a b"', "NOT a", "a NEAR b", "language:fr", "date:1941"):
        found = search.find(query)
        assert (found.count, found.entries, list(found), found.facets["year"]) == (0, 0, [], {})


FIFTY = (
    "Burgtheater; Fingi; Champagner; Duell; Telegramm; Olga; gelesen; Spaziergang; Traum; Tod; "
    "Krankheit; Mama; Papa; Wien; Berlin; und; der; die; ich; mit; nicht; von; schreib*; les*; "
    'Theater*; a*; kr*; unge*; "mit Olga"; "in der"; "zu Hause"; "las ich"; "Nachmittag mit"; '
    '"der Kaiser von"; "und der"; Beer-Hofmann; Hofmannsthal; Brahm; "Richard B*"; Burckhard; '
    "Olga NEAR Heini; Theater NEAR/5 Abend; und NEAR/2 der; Wien NEAR Berlin; Wien OR Berlin; "
    "Olga Heini; Olga NOT Heini; (Mama OR Papa) krank*; date:1889..1890 Theater; date:1914 und"
)


@pytest.mark.data
@pytest.mark.slow
def test_a_real_diary_is_counted_like_a_scan_counts(tmp_path: Path) -> None:
    """Fifty queries of all kinds over a part of Schnitzler's diary, across markup and line ends."""
    editions = need_data() / "tei" / "schnitzler-tagebuch" / "editions"
    chosen = sorted(editions.glob("*.xml"))[::5]
    with Archive.new(tmp_path / "diary", chosen)[0] as archive:
        archive.index()
        edition = archive.edition()
        lines = list(edition.lines)
        scanned = []
        for line, (_, text) in zip(lines, edition.texts([each.id for each in lines]), strict=True):
            day = date.fromisoformat(str(line.edtf))
            key = day.year * 512 + day.month * 32 + day.day
            healed = text.replace("\u00ad", "")
            for hyphen in "-¬":  # healed the plain way: this diary breaks no compounds at line ends
                before, *parts = healed.split(f"{hyphen}\n")
                for part in parts:
                    glued = part.lstrip()[:1].islower() and before[-1:].isalpha()
                    before += part.lstrip() if glued else f"{hyphen}\n{part}"
                healed = before
            scanned.append(([term for _, _, term in plain_words(healed)], (key, key)))
        assert sum(len(terms) for terms, _ in scanned) > 20_000
        some = 0
        for query in FIFTY.split("; "):
            found = archive.search(query)
            wanted = count(parse(query), scanned)
            assert found.count == sum(wanted), query
            years: dict[str, int] = {}
            for line, n in zip(lines, wanted, strict=True):
                if n:
                    years[str(line.edtf)[:4]] = years.get(str(line.edtf)[:4], 0) + n
            assert found.facet("year") == dict(sorted(years.items())), query
            some += bool(found.count)
        assert some > 35
        shutil.rmtree(tmp_path / "diary")


SOME = st.lists(st.text(alphabet="ab zé-\n日", max_size=120).map(lambda text: text * 3), max_size=7)


@settings(max_examples=60, deadline=None)
@given(SOME, SOME, st.randoms(use_true_random=False))
def test_an_index_from_an_older_one_is_the_same(
    before: list[str], new: list[str], dice: Any
) -> None:
    """Whatever came, went or changed places in between."""
    after = [text for text in before if dice.random() < 0.7] + new
    dice.shuffle(after)
    old = Index.of(Shelf([{"text": text} for text in before]))
    shelf = Shelf([{"text": text} for text in after])
    one, two = Index.of(shelf, old), Index.of(shelf)
    assert one.stamp == two.stamp
    for name, array in two.arrays.items():
        assert np.array_equal(one.arrays[name], array), name
        assert one.arrays[name].dtype == array.dtype


def test_an_edit_reads_no_other_entry(tmp_path: Path) -> None:
    entries = [{"text": f"entry {n} of many words"} for n in range(50)]
    Search(Shelf(entries), tmp_path / "search.idx")
    entries[7]["text"] += " and a zebra"
    shelf = Shelf(entries)
    asked: list[str] = []
    texts = shelf.texts
    shelf.texts = lambda ids: texts(asked.extend(ids) or ids)  # type: ignore[method-assign]
    search = Search(shelf, tmp_path / "search.idx")
    assert asked == ["e7"]
    assert [hit.entry for hit in search.find("zebra").hits()] == ["e7"]
    assert search.find("words").count == 50
