"""Names suggested in the example archive, against the key of mentions made by hand."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from tests.archive.tools import AS_OF, done, files
from tests.exile.test_mentions import KEY, where

from carnet.archive import Archive

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def undecided(exile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example before its editors said whom the names mean."""
    at = tmp_path_factory.mktemp("undecided") / "exile"
    shutil.copytree(exile, at, ignore=shutil.ignore_patterns(".carnet", "site", "names.jsonl"))
    done("build", at, "--as-of", AS_OF)
    return at


@pytest.fixture(scope="module")
def suggested(undecided: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    at = tmp_path_factory.mktemp("suggested") / "exile"
    shutil.copytree(undecided, at)
    done("suggest", at)
    return at


def judged(archive: Archive, least: float) -> tuple[float, float]:
    """Precision and recall over the mentions that nothing in the sources marks."""
    texts = {row["id"]: archive.show(row["id"])["text"] for row in archive.list("entries")}
    gold: dict[str, list[tuple[int, int, str]]] = {}
    for line in KEY:
        if not line["stated"]:
            place = where(line, texts[line["entry"]])
            gold.setdefault(line["entry"], []).append((*place, line["record"]))
    right, hit, count = 0, set(), 0
    for row in archive.list("suggestions"):
        if row["score"] < least:
            continue
        count += 1
        hits = {
            (row["entry"], start, target)
            for start, end, target in gold.get(row["entry"], ())
            if target == row["target"] and start < row["end"] and row["start"] < end
        }
        right += bool(hits)
        hit |= hits
    return right / count, len(hit) / sum(map(len, gold.values()))


def test_most_names_are_found_and_few_are_wrong(suggested: Path):
    with Archive(suggested) as archive:
        precision, recall = judged(archive, 0.5)
        assert precision >= 0.95
        assert recall >= 0.85
        assert judged(archive, 0.8)[0] >= 0.98


def test_they_are_listed_with_who_says_so_and_why(suggested: Path):
    with Archive(suggested) as archive:
        rows = [row for row in archive.list("mentions") if row["standing"] == "suggested"]
        assert rows
        assert {row["by"] for row in rows} == {"names 7"}
        assert all(0.5 <= row["score"] <= 1 and row["target"] for row in rows)
        reasons: list[dict[str, Any]] = list(archive.list("suggestions"))
        assert len(reasons) == len(rows)
        assert all(row["why"] for row in reasons)
        assert any(doubt.kind == "suggested" for doubt in archive.review())
        assert list(archive.list("unknown"))


def test_the_public_edition_has_none_of_them(undecided: Path, suggested: Path):
    done("build", suggested, "--as-of", AS_OF)
    assert files(suggested / "site") == files(undecided / "site")
