"""Trace says of every quotation in the example's essays what the key says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carnet.archive import Archive

KEY = [
    json.loads(line)
    for line in (Path(__file__).parent / "quotations.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def traced(exile: Path) -> list[dict[str, Any]]:
    with Archive(exile) as archive:
        return [one.row() for one in archive.trace(unsealed=True)]


def _same(row: dict[str, Any], line: dict[str, Any]) -> bool:
    over = min(row["end"], line["end"]) - max(row["start"], line["start"])
    longer = max(row["end"] - row["start"], line["end"] - line["start"])
    return row["essay"] == line["essay"] and 2 * over > longer


@pytest.mark.parametrize("line", KEY, ids=lambda line: f"{line['start']} {line['quote'][:24]}")
def test_a_line_of_the_key(line: dict[str, Any], traced: list[dict[str, Any]]):
    found = [row for row in traced if _same(row, line)]
    if line["weight"] == "neutral":
        return
    if line["verdict"] == "unfound":
        assert [row["verdict"] for row in found] in ([], ["unfound"])
        assert found or len(line["quote"].split()) < 3
        return
    (row,) = found
    assert (row["verdict"], row["elided"]) == (line["verdict"], line["elided"])
    assert row["misattributed"] == line["misattributed"]
    if line["claimed"] or row["misattributed"]:
        assert row["claimed"] == line["claimed"]
    entries = {part["entry"] for part in row["parts"]} - {None}
    places = {part["entry"] for other in row["others"] for part in other}
    assert entries <= {*line["entries"], *line["others"]}
    assert {*line["entries"], *line["others"]} <= entries | places
    if "matter" in line:
        assert [(part["entry"], part["source"]) for part in row["parts"]] == [
            (None, line["matter"])
        ]
    small = {"punctuation"} if row["verdict"] == "altered" else {"punctuation", "case"}
    assert {change["kind"] for change in row["changes"]} - small == set(line["changes"])
    assert set(row["flags"]) == set(line["flags"])
    if line["marked"]:
        assert (row["start"], row["end"]) == (line["start"], line["end"])


def test_little_is_found_that_the_key_does_not_know(traced: list[dict[str, Any]]):
    extra = [row for row in traced if not any(_same(row, line) for line in KEY)]
    assert not [row for row in extra if row["marked"]]
    assert len(extra) <= 8
