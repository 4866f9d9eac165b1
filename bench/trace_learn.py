"""Learns the weights of `carnet.trace.deciding` and writes them beside it.

    CARNET_DATA=… python bench/trace_learn.py [--check]

Logistic regression with a ridge, on every candidate that the search makes for essays whose
quotations are known: the shared sets, the example archive's essays, and sets in other languages that
`trace_sets.py` makes of other diaries. `--check` leaves the file as it is and tells how each set
comes out with weights learnt from all the others.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

import trace_sets
from carnet.archive import Archive
from carnet.trace import Tracer, announced, beside, deciding, unannounced
from carnet.trace.search import Search
from carnet.trace.weighing import weigh
from trace_data import corpus, folder, label, lines, measured, shared

if TYPE_CHECKING:
    from carnet.trace.candidate import Candidate
    from carnet.trace.corpus import Corpus

RIDGE = {"announced": 3.0, "brief": 0.1, "unannounced": 3.0}
"""How much large weights are held back."""

REAL = 10.0
"""How much more a candidate of the one real essay counts: it has one for twenty of the others."""

DECOY = 6.0
"""How much more a decoy counts: to call what is false true is the worst that can be done."""

EXAMPLE = 4.0
MADE = 0.6  # of each set of our own making
SEED = 1
ROOT = Path(__file__).resolve().parent.parent
EXILE = ROOT / "examples" / "exile"
KEY = ROOT / "tests" / "exile" / "quotations.jsonl"
WHERE = Path(deciding.__file__).with_name("weights.json")


class Row(NamedTuple):
    """A candidate: its set, its model, what is known of it, whether it is good, how much it counts."""

    set: str
    model: str
    features: list[float]
    good: bool
    heed: float


def candidates(search: Search) -> list[Candidate]:
    first = announced.candidates(search)
    rest = unannounced.candidates(search, [], 30.0)
    weigh(search, [*first, *rest])
    every = [*first, *rest]
    deciding.set_trust(every, search.spans)
    sure = [one for one in every if one.bits > 45 and one.matched > 0.8 * one.size]
    for one in every:
        one.near = beside.is_near(one, sure)
    late = beside.candidates(search, deciding.best_set(sure, lambda one: one.bits))
    weigh(search, late)
    deciding.set_trust(every, search.spans)
    for one in late:
        one.trust = every[0].trust
    return [*every, *late]


def gather(name: str, diary: Corpus, root: Path, heed: float) -> list[Row]:
    """The candidates of the essays of one set."""
    rows = []
    gold = lines(root / "gold.jsonl")
    extra = root / "neutral.jsonl"
    neutral = lines(extra) if extra.exists() else []
    for path in sorted((root / "docs").glob("*.txt")):
        search = Search(diary, path.read_text("utf-8"))
        own = [one for one in gold if one["doc"] == path.name]
        free = [one for one in neutral if one["doc"] == path.name]
        for one in candidates(search):
            low, high = one.text
            if high <= low:
                continue
            home = diary.home(low, high)
            said = {
                "qs": int(search.own.home[one.start]), "qe": int(search.own.home[one.end - 1]) + 1,
                "ss": int(home[0]), "se": int(home[-1]) + 1,
            }  # fmt: skip
            good = label(said, own, free)
            if good is None:
                continue
            decoy = any(
                not q["segments"] and shared(said["qs"], said["qe"], q["qs"], q["qe"]) * 2
                >= q["qe"] - q["qs"]
                for q in own
            )  # fmt: skip
            model = deciding.model(one)
            if model == "unannounced" and name.startswith("brief"):
                continue  # five words without marks are seldom worth a false alarm
            weight = heed * (DECOY if decoy else 1.0)
            rows.append(Row(name, model, deciding.features(one), good, weight))
    return rows


def gather_example() -> list[Row]:
    """The candidates of the example archive's essays: several languages, short quotations."""
    rows = []
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "exile"
        shutil.copytree(EXILE, folder, ignore=shutil.ignore_patterns(".carnet", "site"))
        with Archive(folder) as archive:
            archive.index()
            tracer = Tracer.from_edition(
                archive.edition(unsealed=True), folder / ".carnet" / "trace"
            )
        key = lines(KEY)
        for path in sorted((folder / "essays").iterdir()):
            search = Search(tracer.corpus, path.read_text("utf-8"))
            for one in candidates(search):
                low, high = int(search.own.home[one.start]), int(search.own.home[one.end - 1]) + 1
                good: bool | None = False
                for line in key:
                    over = shared(low, high, line["start"], line["end"])
                    if line["essay"] != path.name or 2 * over < high - low:
                        continue
                    right = {*line["entries"], *line["others"]} or {None}
                    found = {
                        part.entry
                        for laid in one.laid
                        if laid.text_end > laid.text
                        for part in tracer.place(laid)
                    }
                    if line["verdict"] != "unfound" and found <= right:
                        good = True if 2 * over >= line["end"] - line["start"] else None
                    elif line["weight"] == "neutral":
                        good = None
                if good is not None:
                    model = deciding.model(one)
                    rows.append(Row("example", model, deciding.features(one), good, EXAMPLE))
    return rows


def fit(rows: np.ndarray, good: np.ndarray, heed: np.ndarray, hold: float) -> np.ndarray:
    """Newton's method for a logistic regression; the constant is not held back. `heed` is how much
    each row counts, `hold` the ridge.
    """
    x = np.column_stack((np.ones(len(rows)), rows))
    weights = np.zeros(x.shape[1])
    ridge = np.eye(x.shape[1]) * hold
    ridge[0, 0] = 1e-6
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -40, 40)))
        slope = x.T @ (heed * (p - good)) + ridge @ weights
        curve = (x * (heed * p * (1 - p))[:, None]).T @ x + ridge
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def learnt(rows: list[Row]) -> dict[str, list[float]]:
    """The weights of both models, the constant first."""
    out = {}
    for model in deciding.NAMES:
        own = [row for row in rows if row.model == model]
        out[model] = fit(
            np.array([row.features for row in own]),
            np.array([row.good for row in own], float),
            np.array([row.heed for row in own]),
            RIDGE[model],
        ).tolist()
    return out


def sets(work: Path) -> list[tuple[str, Corpus, Path, float]]:
    """Every set: its name, what is searched, where it lies, how much a candidate counts."""
    root = folder()
    pepys = corpus((root / "source.txt").read_text("utf-8"))
    out = [("controlled", pepys, root / "controlled", 1.0), ("real", pepys, root / "real", REAL)]
    made = trace_sets.write(work, SEED)
    return out + [(p.name, corpus((p / "source.txt").read_text("utf-8")), p, MADE) for p in made]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as work:
        every = sets(Path(work))
        rows = [row for one in every for row in gather(*one)]
        rows += gather_example()
        if check:
            for name, searched, root, _ in every:
                weights = learnt([row for row in rows if row.set != name])
                deciding.weights = lambda found=weights: found
                print(f"-- {name}, learnt from the others")
                print(measured(Tracer(searched), root)["said"])
            return
    out = learnt(rows)
    for model, names in deciding.NAMES.items():
        own = [row for row in rows if row.model == model]
        print(f"{model}: {len(own)} candidates, {sum(row.good for row in own)} good")
        for said, weight in zip(("constant", *names), out[model], strict=True):
            print(f"  {said:>12} {weight:8.3f}")
    held = {
        model: {"names": ["constant", *names], "weights": [round(w, 4) for w in out[model]]}
        for model, names in deciding.NAMES.items()
    }
    WHERE.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {WHERE.name}")


if __name__ == "__main__":
    main()
