"""`carnet search` and `Archive.search`: their fields, their words, and what is sealed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from carnet.archive import Archive
from carnet.cli import cli
from carnet.errors import CatalogueError
from carnet.search.concordance import columns, concordance, years
from carnet.search.found import Hit

if TYPE_CHECKING:
    from pathlib import Path

DIARY = """Monday, 3 March 1890

Bread and wine with the Kowalskis. The canary sang.

Tuesday, 4 March 1890

No bread. A letter from the notary: the secret is out.

Wednesday, 5 March 1890

Bread again,
and the canary silent.
"""


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    (tmp_path / "diary.txt").write_text(DIARY, "utf-8")
    with Archive.new(tmp_path / "box", [tmp_path / "diary.txt"])[0] as archive:
        archive.index()
    return tmp_path / "box"


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, [str(each) for each in arguments])
    return result.exit_code, result.stdout, str(result.exception or "")


def test_fields(diary: Path) -> None:
    status, said, _ = run("search", diary, "bread", "--format", "jsonl")
    head, *hits = map(json.loads, said.splitlines())
    assert status == 0
    assert head == {
        "count": 3,
        "entries": 3,
        "facets": {"year": {"1890": 3}, "language": {"en": 3}, "source": {"diary.txt": 3}},
    }
    assert list(hits[0]) == ["entry", "when", "start", "end", "left", "match", "right", "score"]
    assert [hit["when"] for hit in hits] == ["1890-03-03", "1890-03-04", "1890-03-05"]
    with Archive(diary) as archive:
        for hit in hits:
            assert archive.show(hit["entry"])["text"][hit["start"] : hit["end"]] == hit["match"]


def test_limit_and_rank(diary: Path) -> None:
    _, said, _ = run("search", diary, "bread", "--limit", 1, "--rank", "--format", "jsonl")
    assert [json.loads(line).get("count") for line in said.splitlines()] == [3, None]
    _, said, _ = run("search", diary, "bread", "--limit", 1)
    assert "3 hits in 3 entries" in said
    assert "2 more: --limit 3" in said


def test_a_bad_query_is_one_line_that_says_where(diary: Path) -> None:
    status, said, error = run("search", diary, "bread AND (wine")
    assert status == 1
    assert said == ""
    assert error == ("the query cannot be understood at 11: this ( is not closed. Add a ).")


def test_nothing_found_says_what_to_try(diary: Path) -> None:
    status, said, _ = run("search", diary, "unheardof")
    assert (status, "Nothing was found" in said) == (0, True)


def test_no_build_yet(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text(DIARY, "utf-8")
    archive, _ = Archive.new(tmp_path / "box", [tmp_path / "diary.txt"])
    with pytest.raises(CatalogueError, match="carnet build"):
        archive.search("bread")


def test_what_is_sealed_is_not_found_not_counted_and_in_no_byte(diary: Path) -> None:
    with Archive(diary) as archive:
        assert archive.search("secret").count == 1
        hit = next(iter(archive.search("notary")))
        with Archive(diary) as editor:  # another hand, while this archive is open
            editor.decide("seal", hit.entry, quote="the secret is out", until="2040-01-01")
        assert archive.search("secret").count == 0
        assert archive.search("sec*").count == 0
        assert archive.search("notary NEAR secret").count == 0
        assert archive.search("secret", unsealed=True).count == 1
        found = archive.search("notary")
        assert "secret" not in next(iter(found)).right
        assert b"secret" not in (diary / ".carnet" / "search.idx").read_bytes()
        archive.decide("seal", hit.entry, until="2040-01-01")
        archive.index()
        assert archive.search("notary").count == 0
        assert archive.search("NOT bread").count == 0
        assert archive.search("bread").count == 2
        assert hit.entry.encode() not in (diary / ".carnet" / "search.idx").read_bytes()


def test_after_an_edit_the_new_words_are_found(diary: Path) -> None:
    with Archive(diary) as archive:
        assert archive.search("canary").count == 2
        source = diary / "sources" / "diary.txt"
        source.write_text(DIARY.replace("canary silent", "cat content"), "utf-8")
        archive.index()
        assert archive.search("canary").count == 1
        assert [hit.match for hit in archive.search("cat")] == ["cat"]


def test_lines_have_their_matches_under_each_other() -> None:
    hits = [
        Hit("1890-03-03", None, 0, 5, "the quick\nbrown ", "fox", " jumps over", 1.0),
        Hit("1890-03-03-b", None, 0, 5, "東京の", "\x1b[31m狐\u202e", "です " + "x" * 90, 1.0),
    ]
    lines = list(concordance(hits, 60))
    assert len({columns(line.entry) for line in lines}) == 1
    assert len({columns(line.left) for line in lines}) == 1
    assert lines[0].left.endswith("the quick brown ")
    assert lines[1].match == "\ufffd[31m狐"
    assert all(sum(map(columns, line)) <= 60 for line in lines)


def test_years_as_bars() -> None:
    assert years({"1889": 1, "1891": 8, "": 3}) == "1889 ▁ █ 1891"
    assert years({"1889": 4}) == "1889"
    assert years({"": 4}) == ""
    assert len(years({"1600": 1, "1999": 2})) <= 52
