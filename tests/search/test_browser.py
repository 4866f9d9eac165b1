"""The browser's search, from the disk and with the network refused: every conformance case."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from carnet.publishers.site.search import FOLDER, PAGE, SearchPart, blocks
from tests.browsing import chromium, new_page
from tests.search.invented import Shelf
from tests.search.test_conformance import CASES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

pytestmark = pytest.mark.browser

SCRIPTS = ("words", "query", "engine", "shelf")
ASK = """query => new Promise(told => {
  let node;
  try { node = carnet.parse(query); } catch (e) { return told({error: e.code, at: e.at}); }
  carnet.engine.search(node, found => {
    if (!found.done) return;
    const points = (text, at) => Array.from(text.slice(0, at)).length;
    told({entries: found.entries, failed: found.failed, ranked: carnet.engine.ranked(found, found.hits).length,
      hits: found.hits.map(hit => { const d = carnet.engine.describe(hit);
        return [+d.id.slice(1), points(d.text, d.start), points(d.text, d.end)]; })});
  });
})"""


@pytest.fixture(scope="module")
def context() -> Iterator[Any]:
    with chromium() as browser:
        yield browser.new_context(offline=True)


def publish(
    entries: list[dict[str, Any]], folder: Path, memory: Path | None = None,
    records: Sequence[dict[str, Any]] = (),
) -> list[str]:  # fmt: skip
    """What the search page looks into, and a page that looks into it."""
    edition = Shelf(entries, records)
    part = SearchPart(SimpleNamespace(edition=edition, lines=edition.lines, memory=memory))
    due = [path for path, _ in part.plan(b"") if path != PAGE]
    (folder / FOLDER).mkdir(parents=True)
    for path, data in part.make(due, None):
        (folder / path).write_bytes(data)
    policy = "default-src 'none'; script-src 'self'"
    tags = "".join(f'<script src="{FOLDER}/{name}.js"></script>' for name in SCRIPTS)
    (folder / "page.html").write_text(
        '<!DOCTYPE html><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">{tags}', "utf-8"
    )  # fmt: skip
    return due


def test_the_browser_passes_every_case(context: Any, tmp_path: Path) -> None:
    page = new_page(context)
    amiss = []
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    # what entries name is looked up in two ways: in one block, and by block
    cases = [(case, blocks.MEANT) for case in CASES]
    cases += [(case, 1) for case in CASES if "records" in case]
    for n, (case, meant) in enumerate(cases):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(blocks, "MEANT", meant)
            publish(case.get("entries", []), tmp_path / str(n), records=case.get("records", []))
        page.goto((tmp_path / str(n) / "page.html").as_uri())
        got = page.evaluate(ASK, case["query"])
        if "error" in case:
            wanted: Any = {"error": case["error"], "at": case["at"]}
        else:
            entries = len({entry for entry, _, _ in case["found"]})
            wanted = {
                "entries": entries, "failed": 0, "ranked": len(case["found"]), "hits": case["found"],
            }  # fmt: skip
        if got != wanted:
            amiss.append((case["why"], case["query"], wanted, got))
    assert not amiss, json.dumps(amiss, ensure_ascii=False, indent=1)
    assert said == []
    page.close()


ODD = [
    {"text": "zero", "when": "-0043-03-15", "source": "a\U0001d11eb/1.xml", "title": "A\U0001d11e one b"},
    {"text": "one", "when": "-0043-03-16", "source": "a\U0001d11eb/2.xml", "title": "A\U0001d11e two b"},
    {"text": "two", "when": "1941-05-03", "source": "a\U0001d11fb/2.xml", "title": "</script>|"},
    {"text": "three", "when": "1941-05-04", "source": "x", "language": "fr"},
    {"text": "four", "source": "x", "title": "", "author": "B"},
    {"text": "five", "when": "1942-05-04", "source": "a\U0001d11eb/2.xml"},
    {"text": "six", "when": "1942?", "source": "xx"},
    {"text": "seven", "when": "1942-06", "source": "x"},
]  # fmt: skip


def test_what_is_packed_comes_out_as_it_was(context: Any, tmp_path: Path) -> None:
    page = new_page(context)
    publish(ODD, tmp_path / "odd")
    page.goto((tmp_path / "odd" / "page.html").as_uri())
    got = page.evaluate("""() => new Promise(told => carnet.engine.search(carnet.parse("zz OR NOT zz"), found => {
      if (found.done) told(found.hits.map((hit, n) => {
        const entry = carnet.engine.describe(hit), fact = found.groups[n][0];
        return [entry.id, entry.text, entry.when, fact.source, entry.language];
      }));
    }))""")
    assert got == [
        [f"e{n}", each["text"], each.get("when", ""), each["source"], each.get("language", "")]
        for n, each in enumerate(ODD)
    ]
    page.close()


def test_a_long_text_is_looked_at_in_pieces(context: Any, tmp_path: Path) -> None:
    """Which change no word and no place of a word, hyphens at the end of a line included."""
    page = new_page(context)
    east = "".join("今日は雨。" for _ in range(15_000))
    west = " ".join(f"well-\nknown word{n % 7}." for n in range(15_000))
    publish(
        [{"text": f"{west} needle"}, {"text": f"{east}東京"}, {"text": "a" * 90_000}],
        tmp_path / "x",
    )
    page.goto((tmp_path / "x" / "page.html").as_uri())
    found = page.evaluate(ASK, "needle OR 東京")
    assert found["hits"] == [[0, len(west) + 1, len(west) + 7], [1, len(east), len(east) + 2]]
    for query, many in (("wellknown", 15_000), ("well", 0), ("word0", 2143), ("雨", 15_000)):
        assert len(page.evaluate(ASK, query)["hits"]) == many
    page.close()
