"""The key of the essays' quotations holds together: its offsets, its verdicts, and the notebooks.

It was decided by hand. What is looked at here is that no line of it contradicts the sources, by
the plainest reading there is: letters and figures, without case, marks and spaces.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from carnet.archive import Archive

HERE = Path(__file__).parent
EXILE = HERE.parents[1] / "examples" / "exile"
KEY = [
    json.loads(line)
    for line in (HERE / "quotations.jsonl").read_text("utf-8").splitlines()
]  # fmt: skip
FLAGS = {"negation", "number", "silent elision", "cut short"}
CHANGES = {"word", "spelling", "case", "punctuation", "order", "insertion", "omission"}
LEFT_OUT = re.compile(r"\[\s*…\s*\]|…")


def letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text).lower() if c.isalnum())


def pieces(quote: str) -> list[str]:
    return [letters(piece) for piece in LEFT_OUT.split(quote) if letters(piece)]


def in_order(wanted: list[str], text: str) -> bool:
    at = 0
    for piece in wanted:
        at = text.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return True


@pytest.fixture(scope="module")
def said(exile: Path) -> dict[str, str]:
    with Archive(exile) as archive:
        ids = [row["id"] for row in archive.list("entries")]
        return {name: letters(archive.show(name)["text"]) for name in ids}


@pytest.mark.parametrize("line", KEY, ids=lambda line: f"{line['start']} {line['quote'][:24]}")
def test_a_line_of_the_key_is_true_of_essay_and_notebooks(
    line: dict[str, Any], said: dict[str, str]
):
    essay = (EXILE / "essays" / line["essay"]).read_text("utf-8")
    assert essay[line["start"] : line["end"]] == line["quote"]
    assert set(line["flags"]) <= FLAGS
    assert set(line["changes"]) <= CHANGES
    assert bool(line["changes"]) == (line["verdict"] == "altered")
    assert line["elided"] == bool(LEFT_OUT.search(line["quote"]))
    wanted = pieces(line["quote"])
    if line["verdict"] == "unfound":
        assert line["entries"] == []
        if line["weight"] == "main":
            assert not any(in_order(wanted, text) for text in said.values())
    elif line["verdict"] == "verbatim" and "matter" not in line:
        assert in_order(wanted, "".join(said[name] for name in line["entries"]))
        assert all(in_order(wanted, said[name]) for name in line["others"])
    elif line["verdict"] == "altered":
        assert line["entries"]
        if set(line["changes"]) - {"case", "punctuation", "insertion"}:
            assert not any(in_order(wanted, said[name]) for name in line["entries"])


def test_they_stand_in_order_and_there_are_enough_of_each_kind():
    places = [(line["essay"], line["start"], line["end"]) for line in KEY]
    assert places == sorted(places)
    marked = [line for line in KEY if line["marked"] and line["weight"] != "neutral"]
    assert len(marked) >= 40
    assert sum(line["verdict"] == "unfound" for line in marked) >= 5
    assert {flag for line in KEY for flag in line["flags"]} >= {"negation", "number"}
    assert any(line["misattributed"] for line in KEY)
    assert any(len(line["entries"]) > 1 for line in KEY)
    assert any(not line["marked"] for line in KEY)
