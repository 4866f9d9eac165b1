"""The key of mentions holds together: each stands in its entry and leads to a record there is."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from carnet.archive import Archive

HERE = Path(__file__).parent
REGISTER = HERE.parents[1] / "examples" / "exile" / "register"
KEY: list[dict[str, Any]] = [
    json.loads(line) for line in (HERE / "mentions.jsonl").read_text("utf-8").splitlines()
]
TABLES = {
    "person": "people",
    "place": "places",
    "work": "works",
    "organisation": "organisations",
    "event": "events",
}
HOW = {"name", "first name", "family", "initials", "described"}


def where(line: dict[str, Any], text: str) -> tuple[int, int]:
    """Where the n-th of these words stands, though a line may be broken among them."""
    words = r"\s+".join(map(re.escape, line["text"].split()))
    places = [found.span() for found in re.finditer(rf"(?<!\w){words}(?!\w)", text)]
    assert len(places) >= line["n"], line
    return places[line["n"] - 1]


@pytest.fixture(scope="module")
def archive(exile: Path) -> Any:
    with Archive(exile) as archive:
        yield archive


def test_each_leads_to_a_record_of_its_kind():
    records = {}
    for kind, table in TABLES.items():
        with (REGISTER / f"{table}.csv").open(encoding="utf-8", newline="") as rows:
            records[kind] = {row["id"] for row in csv.DictReader(rows)}
    for line in KEY:
        assert line["record"] in records[line["kind"]], line
        assert line["how"] in HOW
    assert len(KEY) >= 150
    assert set(Counter(line["kind"] for line in KEY)) == set(TABLES)


def test_each_stands_in_its_entry_once_and_all_are_linked_as_stated_or_decided(archive: Archive):
    linked: dict[str, dict[tuple[str, int, int], str]] = {"stated": {}, "confirmed": {}}
    for row in archive.list("mentions"):
        linked[row["standing"]][row["entry"], row["start"], row["end"]] = row["target"]
    stated, confirmed = linked["stated"], linked["confirmed"]
    texts = {row["id"]: archive.show(row["id"])["text"] for row in archive.list("entries")}
    seen = set()
    for line in KEY:
        place = (line["entry"], *where(line, texts[line["entry"]]))
        assert place not in seen, line
        seen.add(place)
        assert (place in stated) == line["stated"], line
        assert (stated if line["stated"] else confirmed)[place] == line["record"]
    assert {place for place, target in stated.items() if target} | confirmed.keys() <= seen
