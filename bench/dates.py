"""Dates found in prose against the hand-checked gold: precision, recall and F1 for each text.

An entry counts when its heading starts within 3 code points of the gold heading and its EDTF is
equal. Rows of certainty A and B are scored; C and U are reported apart and count neither way.

The gold lacks headings that are in print ("Jeudi 20." in Sand) or gives
only the first of several days in one. `dates_read.tsv` holds those that a person found on reading
what was counted as false: offset and EDTF. Figures are given without them and with them.

    python bench/dates.py [-v] [NAME…]      -v lists every miss and every false heading
"""

from __future__ import annotations

import csv
import math
import os
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from carnet.days import find_pieces
from carnet.readers.plain import PlainReader

NEAR = 3  # code points
RUNS = 3  # of which the fastest is told, in CPU seconds


class Row(NamedTuple):
    at: int
    edtf: str
    cert: str
    heading: str


class Result(NamedTuple):
    name: str
    hits: int
    found: int
    gold: int
    apart: tuple[int, int]  # C and U rows: found, all
    sure: list[tuple[float, bool]]
    words: int
    seconds: float
    misses: list[str]
    read: int = 0  # of those counted as false or wrong, how many `dates_read.tsv` bears out
    lacking: int = 0  # rows that it adds to the gold

    @property
    def amended(self) -> float:
        """F1 with what the gold lacks."""
        return 2 * (self.hits + self.read) / (self.found + self.gold + self.lacking)

    @property
    def f1(self) -> float:
        return 2 * self.hits / (self.found + self.gold) if self.found + self.gold else 0.0


def gold_rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [Row(int(r["char_start"]), r["edtf"], r["cert"], r["heading"]) for r in rows]


def read_rows(name: str) -> dict[int, str]:
    with Path(__file__).with_name("dates_read.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return {int(row["at"]): row["edtf"] for row in rows if row["text"] == name}


def measure(text_path: Path, gold: list[Row]) -> Result:
    data = text_path.read_bytes()
    document = PlainReader().read(text_path.name, data, {})
    seconds = math.inf
    for _ in range(RUNS):
        begun = time.process_time()
        pieces, _findings = find_pieces(document, {})
        seconds = min(seconds, time.process_time() - begun)
    entries = [p for p in pieces if p.kind == "entry" and p.when is not None and p.when.known]
    starts = [p.heading[0] if p.heading else p.start for p in entries]
    free = dict(enumerate(gold))
    amended = read_rows(text_path.stem)
    lacking = sum(all(abs(row.at - at) > NEAR for row in gold) for at in amended)
    read = 0
    hits, neutral, sure, misses = 0, 0, [], []
    for piece, start in zip(entries, starts, strict=True):
        near = [n for n, row in free.items() if abs(row.at - start) <= NEAR]
        right = [n for n in near if free[n].edtf == piece.when.edtf]
        row = free.pop((right or near)[0]) if near else None
        shown = document.text[start : start + 60].replace("\n", "⏎")
        if row is not None and row.cert in "CU":
            neutral += 1
            continue
        borne_out = not right and piece.when.edtf in [
            edtf for at, edtf in amended.items() if abs(at - start) <= NEAR
        ]
        read += borne_out
        sure.append((piece.when.sure, bool(right) or borne_out))
        if right:
            hits += 1
        elif row is not None:
            misses.append(
                f"  date  {start:>7} gold {row.edtf} read {piece.when.edtf} ({piece.when.sure:.2f}) {shown!r}"
            )
        else:
            misses.append(f"  false {start:>7} {piece.when.edtf} ({piece.when.sure:.2f}) {shown!r}")
    misses += [
        f"  miss  {row.at:>7} gold {row.edtf} {row.heading!r}"
        for row in free.values()
        if row.cert in "AB"
    ]
    scored = sum(row.cert in "AB" for row in gold)
    apart = neutral, sum(row.cert in "CU" for row in gold)
    misses.sort(key=lambda line: int(line[8:15]))
    words = len(document.text.split())
    return Result(
        text_path.stem, hits, len(entries) - neutral, scored, apart, sure, words, seconds, misses,
        read, lacking,
    )  # fmt: skip


def reliability(sure: list[tuple[float, bool]]) -> None:
    """How often dates are right, by how sure they are said to be."""
    edges = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)
    print("\nsure        dates  right")
    for low, high in pairwise(edges):
        inside = [right for value, right in sure if low <= value < high]
        if inside:
            print(
                f"{low:.2f}–{min(high, 1):.2f}  {len(inside):>6}  {sum(inside) / len(inside):.4f}"
            )
    high = [right for value, right in sure if value > 0.9]
    if high:
        print(f"wrong among those above 0.9: {high.count(False)} of {len(high)} "
              f"({high.count(False) / len(high):.3%})")  # fmt: skip
    ece = 0.0
    for n in range(10):
        inside = [(v, r) for v, r in sure if n / 10 <= v < (n + 1) / 10 or (n == 9 and v == 1)]
        if inside:
            said = math.fsum(v for v, _ in inside) / len(inside)
            ece += abs(said - sum(r for _, r in inside) / len(inside)) * len(inside) / len(sure)
    print(f"expected calibration error: {ece:.4f}")


def main() -> None:
    root = os.environ.get("CARNET_DATA")
    if not root:
        sys.exit("CARNET_DATA is not set; it names the folder of real diaries to measure on.")
    names = [a for a in sys.argv[1:] if not a.startswith("-")]
    results = []
    for path in sorted(Path(root, "gold", "text").glob("*.tsv")):
        if names and not any(name in path.stem for name in names):
            continue
        result = measure(Path(root, "text", f"{path.stem}.txt"), gold_rows(path))
        results.append(result)
        precision = result.hits / result.found if result.found else 0.0
        print(f"{result.name[:36]:36} P {precision:.4f} R {result.hits / result.gold:.4f} "
              f"F1 {result.f1:.4f} (with what the gold lacks {result.amended:.4f})  gold {result.gold:>3}  C/U {result.apart[0]}/{result.apart[1]}  "
              f"{result.seconds:.2f} s, {result.seconds / result.words * 1e6:.2f} s/M words")  # fmt: skip
        if "-v" in sys.argv:
            print("\n".join(result.misses))
    if results:
        mean = math.fsum(r.f1 for r in results) / len(results)
        amended = math.fsum(r.amended for r in results) / len(results)
        print(f"mean F1 {mean:.4f}, least {min(r.f1 for r in results):.4f}; with what the gold lacks "
              f"{amended:.4f} and {min(r.amended for r in results):.4f}; "
              f"{sum(r.seconds for r in results) / sum(r.words for r in results) * 1e6:.2f} "
              "CPU s per million words")  # fmt: skip
        reliability([each for result in results for each in result.sure])


if __name__ == "__main__":
    main()
