"""The cases that every search must pass: here the one in process. The browser's passes the same
file in `test_browser.py`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carnet.search import QueryError, Search
from tests.search.invented import Shelf

CASES = [
    json.loads(line)
    for line in Path(__file__).with_name("conformance.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    search = Search(
        Shelf(case.get("entries", []), case.get("records", [])), tmp_path / "search.idx"
    )
    if "error" in case:
        with pytest.raises(QueryError) as raised:
            search.find(case["query"])
        assert (raised.value.code, raised.value.at) == (case["error"], case["at"])
        assert "\n" not in str(raised.value)
        return
    found = search.find(case["query"])
    hits = [[int(hit.entry[1:]), hit.start, hit.end] for hit in found]
    assert hits == case["found"]
    assert found.count == len(hits)
    assert found.entries == len({entry for entry, _, _ in hits})
    for facet in found.facets.values():
        assert sum(facet.values()) == found.count
    for hit in found:
        text = case["entries"][int(hit.entry[1:])]["text"]
        assert hit.match == text[hit.start : hit.end]
        assert text[: hit.start].endswith(hit.left)
        assert text[hit.end :].startswith(hit.right)
