"""Learns the weights of `carnet.trace.deciding` and writes them beside it.

    CARNET_DATA=… python bench/trace_learn.py [--check]

Logistic regression with a ridge, on every candidate that the search makes for the essays of the
development set; a candidate is good where the key says that it is. `--check` leaves the file as it
is and tells what half of the essays, learnt from the other half, would say.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np

from carnet.archive import Archive
from carnet.trace import Tracer, deciding
from carnet.trace.search import Candidate, Search
from trace_data import corpus, folder, label, lines, shared

RIDGE = 0.2
REAL = 10.0
"""How much more a candidate of the one real essay counts: it has one for twenty of the others."""

DECOY = 10.0
"""How much more a decoy counts: to call what is false true is the worst that can be done."""

EXAMPLE = 4.0
ROOT = Path(__file__).resolve().parent.parent
EXILE = ROOT / "examples" / "exile"
KEY = ROOT / "tests" / "exile" / "quotations.jsonl"
WHERE = Path(deciding.__file__).with_name("weights.json")


def candidates(search: Search, *, second: bool) -> list[Candidate]:
    first = search.between_marks()
    rest = search.unannounced([], 30.0)
    search.weigh([*first, *rest])
    every = [*first, *rest]
    deciding.set_trust(every, search.spans)
    sure = [one for one in every if one.bits > 45 and one.matched > 0.8 * one.size]
    for one in every:
        one.near = search.is_near(one, sure)
    if second:
        late = search.near(deciding.best_set(sure, lambda one: one.bits))
        search.weigh(late)
        deciding.set_trust(every, search.spans)
        for one in late:
            one.trust = every[0].trust
        every += late
    return every


def gather() -> list[tuple[str, str, list[float], bool, float]]:
    root = folder()
    diary = corpus((root / "source.txt").read_text("utf-8"))
    rows = []
    for kind in ("controlled", "real"):
        gold = lines(root / kind / "gold.jsonl")
        extra = root / kind / "neutral.jsonl"
        neutral = lines(extra) if extra.exists() else []
        for path in sorted((root / kind / "docs").glob("*.txt")):
            text = path.read_text("utf-8")
            search = Search(diary, text)
            own = [one for one in gold if one["doc"] == path.name]
            free = [one for one in neutral if one["doc"] == path.name]
            for one in candidates(search, second=True):
                low, high = one.text
                if high <= low:
                    continue
                home = diary.home(low, high)
                said = {
                    "qs": int(search.own.home[one.start]), "qe": int(search.own.home[one.end - 1]) + 1,
                    "ss": int(home[0]), "se": int(home[-1]) + 1,
                }  # fmt: skip
                good = label(said, own, free)
                if good is not None:
                    name = "announced" if one.kind else "unannounced"
                    decoy = any(
                        not q["segments"] and shared(said["qs"], said["qe"], q["qs"], q["qe"]) * 2
                        >= q["qe"] - q["qs"]
                        for q in own
                    )  # fmt: skip
                    heed = REAL if kind == "real" else DECOY if decoy else 1.0
                    rows.append((path.name, name, deciding.features(one), good, heed))
    return rows


def gather_example() -> list[tuple[str, str, list[float], bool, float]]:
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
            for one in candidates(search, second=True):
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
                    name = "announced" if one.kind else "unannounced"
                    rows.append((path.name, name, deciding.features(one), good, EXAMPLE))
    return rows


def fit(rows: np.ndarray, good: np.ndarray, heed: np.ndarray) -> np.ndarray:
    """Newton's method for a logistic regression; the constant is not held back. `heed` is how much
    each row counts.
    """
    x = np.column_stack((np.ones(len(rows)), rows))
    weights = np.zeros(x.shape[1])
    ridge = np.eye(x.shape[1]) * RIDGE
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    rows = [*gather(), *gather_example()]
    out = {}
    for name, names in deciding.NAMES.items():
        own = [row for row in rows if row[1] == name]
        x = np.array([row[2] for row in own])
        y = np.array([row[3] for row in own], float)
        half = np.array([sum(map(ord, row[0])) % 2 for row in own], bool)
        heed = np.array([row[4] for row in own])
        wrong = 0
        for train, test in ((half, ~half), (~half, half)):
            if check and train.any() and test.any():
                w = fit(x[train], y[train], heed[train])
                p = w[0] + x[test] @ w[1:]
                wrong += int(((p > 0) != (y[test] > 0)).sum())
        weights = fit(x, y, heed)
        p = weights[0] + x @ weights[1:]
        print(f"{name}: {len(own)} candidates, {int(y.sum())} good; wrong in the sample "
              f"{int(((p > 0) != (y > 0)).sum())}" + (f", out of it {wrong}" if check else ""))  # fmt: skip
        for label_, weight in zip(("constant", *names), weights, strict=True):
            print(f"  {label_:>12} {weight:8.3f}")
        out[name] = {
            "names": ["constant", *names],
            "weights": [round(w, 4) for w in weights.tolist()],
        }
    if not check:
        WHERE.write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")
        print(f"wrote {WHERE.name}")


if __name__ == "__main__":
    main()
