"""How well and how fast trace finds quotations: `python bench/trace.py [--made] [--words 10000000]`.

Reads the essays beside `$CARNET_DATA`, traces each, and scores the outcome with their own scorer:
precision, recall, F1, ends, decoys, verdicts, by kind of edit, mode and length. Then the costs, in
CPU seconds and as ratios to F (reading the diary, folding it to letters, hashing and sorting all its
eight-letter shingles once, with nothing kept). `--words` asks the same of an archive of so many
words, made of what texts there are; `--made` of the sets that `trace_sets.py` makes of other diaries,
in French, German and English, with another seed than those that the weights were learnt from.
What counts as bad is listed, with the text that it was found in and what a reader says of it
(`trace_read.tsv`). `trace_stages.py` measures each stage by itself, `trace_peers.py` others' programs.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np

import trace_sets
from carnet.trace import Tracer
from carnet.trace.corpus import Corpus
from carnet.trace.normal import letters
from carnet.trace.search import Search
from carnet.trace.volume import Unit, Volume
from trace_data import best, corpus, folder, measured, readings

SEED = 2
TRUE = ("borrowing", "elsewhere", "wider")
"""Readings by which what counts as bad is right."""


def score(tracer: Tracer, root: Path, name: str) -> None:
    print(f"-- {name}", flush=True)
    found = measured(tracer, root / name)
    print(found["said"], flush=True)
    if name in ("controlled", "real"):
        read(found)


def read(found: dict) -> None:
    """What counts as bad, with what a reader says of each, and the precision if what is true counts
    as right.
    """
    known = readings()
    tally: Counter[str] = Counter()
    for one in found["bad"]:
        reading = known.get((one["doc"], one["qs"]), "unread")
        tally[reading] += 1
        said = f"{one['doc']} {one['qs']} “{one['quote']}” = {one['source']} “{one['text'][:120]}”"
        print(f"   {reading}: {said}")
    many = found["figures"]["n_pred"] - found["figures"]["neutral"]
    true = sum(tally[reading] for reading in TRUE)
    right = min(found["figures"]["P"] + true / max(many, 1), 1.0)
    print(f"   precision if {', '.join(TRUE)} count as right: {right:.3f}; of all {dict(tally)}")


def floor(path: Path) -> None:
    """F: what no index of the diary can be cheaper than."""
    text = path.read_text("utf-8")
    folded = np.frombuffer(text.encode("latin-1", "replace"), np.uint8)
    low = folded | 0x20
    kept = low[(low >= 97) & (low <= 122)].astype(np.uint64)
    two = kept[:-1] * np.uint64(26) + kept[1:]
    four = two[:-2] * np.uint64(676) + two[2:]
    eight = four[:-4] * np.uint64(456_976) + four[4:]
    eight.sort()


def costs(path: Path, essay: str) -> None:
    f = best(lambda: floor(path))
    text = path.read_text("utf-8")
    letters(text[:1000])
    unit = Unit("diary", path.name, 0)
    made = best(lambda: Volume.of([(unit, path.read_text("utf-8"))]), 3)
    tracer = Tracer(Corpus.of([(unit, text)]))
    tracer.trace(essay)
    whole = best(lambda: tracer.trace(essay))
    seeds = best(lambda: tracer.corpus.seeds(letters(essay).symbols))
    search = best(lambda: Search(tracer.corpus, essay))
    print(f"-- costs, {len(text.split()):,} words, an essay of {len(essay.split()):,}")
    print(f"F {f:.3f} s; index {made:.3f} s = {made / f:.1f} F")
    print(f"essay {whole:.3f} s, of which seeds {seeds:.3f}, groups {search - seeds:.3f}")
    print(
        f"most memory so far: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB"
    )


def larger(root: Path, words: int) -> None:
    """The diary among other texts, and the same essays."""
    texts = sorted(root.parent.parent.joinpath("data").rglob("*.txt"))
    units = [(Unit("diary", "source.txt", 0), (root / "source.txt").read_text("utf-8"))]
    count = len(units[0][1].split())
    turn = 0
    while count < words:
        before = count
        for path in texts:
            text = path.read_text("utf-8", "replace")
            if not 2_000 < len(text) < 30_000_000 or count > words:
                continue
            if turn:  # the same words in another order, by sentences: no second Pepys
                parts = text.split(". ")
                text = ". ".join(parts[turn::7] + parts[::-1][turn::11])
            units.append((Unit(f"{turn}-{path.name}", path.name, 0), text))
            count += len(text.split())
        turn += 1
        if count == before:
            break
    start = time.process_time()
    tracer = Tracer(Corpus.of(units))
    print(f"-- an archive of {count:,} words, indexed in {time.process_time() - start:.1f} s")
    for name in ("controlled", "real"):
        score(tracer, root, name)
    essay = (root / "real" / "docs" / "rls.txt").read_text("utf-8")
    print(f"essay {best(lambda: tracer.trace(essay), 3):.3f} s; most memory "
          f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--words", type=int, default=0)
    parser.add_argument("--made", action="store_true")
    arguments = parser.parse_args()
    root = folder()
    path = root / "source.txt"
    essay = (root / "real" / "docs" / "rls.txt").read_text("utf-8")
    costs(path, essay)
    tracer = Tracer(Corpus.of([(Unit("diary", "source.txt", 0), path.read_text("utf-8"))]))
    for name in ("controlled", "real"):
        score(tracer, root, name)
    if arguments.made:
        with tempfile.TemporaryDirectory() as work:
            for made in trace_sets.write(Path(work), SEED):
                own = Tracer(corpus((made / "source.txt").read_text("utf-8")))
                score(own, made.parent, made.name)
    if arguments.words:
        larger(root, arguments.words)


if __name__ == "__main__":
    main()
