"""Search in process: fifty fixed queries, each with its count, twenty lines and the facet by year.

    python bench/search.py [--times N] [--copies N …]

Reads `$CARNET_DATA/tei/schnitzler-tagebuch` in so many copies, each in years of its own: 8 are
16,832 entries and 1.0 M words, 80 are 168,320. Aims: median 1 ms and p99 12 ms at 8, median 3 ms at
80; the index no larger than the text. That counts equal a plain scan's is a test.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import statistics
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from carnet.archive import Archive
from carnet.edition import Edition, Line
from carnet.search import Search
from carnet.search.index import Index

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carnet.search.found import Found

QUERIES = [
    "Burgtheater",
    "Fingi",
    "Champagner",
    "Duell",
    "Telegramm",
    "Olga",
    "gelesen",
    "Spaziergang",
    "Traum",
    "Tod",
    "Krankheit",
    "Mama",
    "Papa",
    "Wien",
    "Berlin",
    "und",
    "der",
    "die",
    "ich",
    "mit",
    "nicht",
    "von",
    "schreib*",
    "les*",
    "Theater*",
    "a*",
    "kr*",
    "unge*",
    '"mit Olga"',
    '"in der"',
    '"zu Hause"',
    '"las ich"',
    '"Nachmittag mit"',
    '"der Kaiser"',
    '"und der"',
    "Beer-Hofmann",
    "Hofmannsthal",
    "Brahm",
    '"Richard B*"',
    "Burckhard",
    "Olga NEAR Heini",
    "Theater NEAR/5 Abend",
    "und NEAR/2 der",
    "Wien NEAR Berlin",
    "Wien OR Berlin",
    "Olga Heini",
    "Olga NOT Heini",
    "(Mama OR Papa) krank*",
    "date:1889..1890 Theater",
    "date:1914 und",
]
FIELDS = [
    "person:olga",
    'person:"marie gl*"',
    "person:a*",
    "person:pmb14953 Theater",
    "person:bahr NOT person:salten",
    "date:1890 person:beer",
    "language:de und",
    "author:schnitzler Olga",
    "source:1889* Theater",
]


PEOPLE = "schnitzler_persons_derived.xml"


class Copies(Edition):
    """An edition several times over, each time twenty years earlier."""

    def __init__(self, edition: Edition, copies: int) -> None:
        lines = list(edition.lines)
        self._edition = edition  # texts come from its catalogue, as they do in earnest
        self.facts = edition.facts
        self.sources = []
        self.lines = [
            line._replace(id=f"{copy}.{line.id}", edtf=_earlier(line, 20 * copy))
            for copy in reversed(range(copies))
            for line in lines
        ]

        self._records, self._copies = edition.records, copies

    @property
    def records(self) -> Any:
        """The people of the edition, each named in every copy."""
        far = len(self.lines) // self._copies
        uses = {
            id_: [far * copy + place for copy in range(self._copies) for place in places]
            for id_, places in self._records.uses.items()
        }
        return SimpleNamespace(held=self._records.held, moved=self._records.moved, uses=uses)

    def digest(self, name: str) -> bytes:
        return name.encode()

    @property
    def digests(self) -> list[bytes]:
        return [self.digest(line.id) for line in self.lines]

    def texts(self, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
        for some in batched(ids, 256):
            texts = dict(self._edition.texts({name.partition(".")[2] for name in some}))
            yield from ((name, texts[name.partition(".")[2]]) for name in some)


def batched(ids: Iterable[str], many: int) -> Iterator[list[str]]:
    rest = iter(ids)
    while some := list(islice(rest, many)):
        yield some


def _earlier(line: Line, years: int) -> str | None:
    return re.sub(r"\d{4}", lambda year: f"{int(year[0]) - years:04d}", line.edtf or "") or None


def ask(search: Search, query: str) -> tuple[float, Found]:
    """Seconds of wall time that one question takes, all in all."""
    start = time.perf_counter()
    found = search.find(query)
    _ = found.count, list(found.hits(many=20)), found.facet("year")
    return time.perf_counter() - start, found


def run(
    search: Search, queries: list[str], times: int
) -> tuple[list[float], list[float], list[int]]:
    """All runs in order, each query's median, and how much each found."""
    every: list[float] = []
    best: list[float] = []
    counts = []
    for query in queries:
        runs = [ask(search, query) for _ in range(times)]
        every += [seconds for seconds, _ in runs]
        best.append(statistics.median(seconds for seconds, _ in runs))
        counts.append(runs[0][1].count)
    return sorted(every), best, counts


def measure(edition: Edition, path: Path, times: int) -> None:
    start = time.process_time()
    index = Index.of(edition)
    index.save(path)
    made = time.process_time() - start
    start = time.perf_counter()
    search = Search(edition, path)
    opened = time.perf_counter() - start
    every, best, counts = run(search, QUERIES, times)
    fields, of_fields, found = run(search, FIELDS, times)
    text = sum(len(text.encode()) for _, text in edition.texts([line.id for line in edition.lines]))
    for name, value in (
        ("entries", index.entries), ("words", len(index.arrays["places"])),
        ("queries that find something", sum(map(bool, counts))),
        ("median of the queries' medians (ms)", 1000 * statistics.median(best)),
        ("the slowest query's median (ms)", 1000 * max(best)),
        ("p99 over all runs (ms)", 1000 * every[int(len(every) * 0.99)]),
        ("fields that find something", sum(map(bool, found))),
        ("fields: median (ms)", 1000 * statistics.median(of_fields)),
        ("fields: the slowest median (ms)", 1000 * max(of_fields)),
        ("fields: p99 (ms)", 1000 * fields[int(len(fields) * 0.99)]),
        ("index made (CPU s)", made), ("index opened and vouched for (s)", opened),
        ("index / text (bytes)", path.stat().st_size / text),
        ("peak so far (MB)", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    ):  # fmt: skip
        print(f"{name:>38}  {value:,.3f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--copies", type=int, nargs="*", default=[8, 80])
    arguments = parser.parse_args()
    data = os.environ.get("CARNET_DATA")
    if not data:
        sys.exit("Set CARNET_DATA to the folder of real diaries.")
    editions = Path(data) / "tei" / "schnitzler-tagebuch" / "editions"
    with tempfile.TemporaryDirectory(prefix="carnet-search-") as work:
        archive, _ = Archive.new(Path(work) / "diary", sorted(editions.glob("*.xml")))
        with archive:
            archive.register("import", [Path(data) / "registers" / PEOPLE])
            archive.index()
            one = archive.edition()
            for copies in arguments.copies:
                print(f"-- {copies} copies")
                measure(Copies(one, copies), Path(work) / "search.idx", arguments.times)


if __name__ == "__main__":
    main()
