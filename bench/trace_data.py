"""What the bench and the learning script for trace share: the essays, their keys, the candidates."""

from __future__ import annotations

import ast
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from carnet.trace.corpus import Corpus
from carnet.trace.volume import Unit

if TYPE_CHECKING:
    from carnet.trace import Tracer

TIMES = 5


def data() -> Path:
    """The folder of real diaries, `$CARNET_DATA`."""
    named = os.environ.get("CARNET_DATA")
    if not named:
        sys.exit("Set CARNET_DATA to the folder of real diaries; the data of trace lie beside it.")
    return Path(named)


def folder() -> Path:
    """The measured data, beside `$CARNET_DATA`."""
    return data().parent / "bench" / "trace"


def corpus(text: str) -> Corpus:
    return Corpus.of([(Unit("diary", "source.txt", 0), text)])


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def shared(a: int, b: int, c: int, d: int) -> int:
    return max(0, min(b, d) - max(a, c))


def label(one: dict, gold: list[dict], neutral: list[dict]) -> bool | None:
    """Whether a candidate (`qs, qe, ss, se`) is a quotation; None where the key leaves it open, or
    it is a part of one.
    """
    size = one["qe"] - one["qs"]
    said: bool | None = False
    for quote in gold:
        over = shared(one["qs"], one["qe"], quote["qs"], quote["qe"])
        if over < 0.5 * size:
            continue
        for segments in [quote["segments"], *quote["alts"]]:
            if segments:
                low, high = segments[0][0], segments[-1][1]
                both = shared(one["ss"], one["se"], low, high)
                if both < 0.5 * (one["se"] - one["ss"]):
                    continue
                if over >= 0.5 * (quote["qe"] - quote["qs"]) and both >= 0.5 * (high - low):
                    return True
                said = None
    if any(shared(one["qs"], one["qe"], n["qs"], n["qe"]) >= 0.5 * size for n in neutral):
        return None
    return said


def kind(row: dict) -> str:
    """The scorer's word for a verdict."""
    if row["verdict"] == "altered":
        return "elided+altered" if row["elided"] else "altered"
    return "elided" if row["elided"] else "verbatim"


def predictions(tracer: Tracer, essays: list[Path]) -> list[dict]:
    out = []
    for path in essays:
        for one in tracer.trace(path.read_text("utf-8"), path.name):
            if not one.parts:
                continue
            row = one.row()
            said = {
                "doc": path.name, "qs": one.start, "qe": one.end, "kind": kind(row),
                "source": one.parts[0].source, "quote": " ".join(one.quote.split()),
                "text": " … ".join(" ".join(part.text.split()) for part in one.parts),
            }  # fmt: skip
            if one.parts[0].source != "source.txt":  # of a larger archive: surely not from there
                out.append({**said, "ss": -2, "se": -1})
                continue
            segments = [(part.source_start, part.source_end) for part in one.parts]
            out.append(
                {**said, "ss": segments[0][0], "se": segments[-1][1], "segs": segments}
            )  # fmt: skip
    return out


def measured(tracer: Tracer, root: Path) -> dict:
    """What the shared scorer says of the essays in `root`: `figures`, all that is `said`, and what
    counts as `bad`, one prediction an item.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for row in predictions(tracer, sorted((root / "docs").glob("*.txt"))):
            file.write(json.dumps(row) + "\n")
        file.flush()
        scorer = [sys.executable, str(folder() / "score.py")]
        done = subprocess.run(
            [*scorer, str(root / "gold.jsonl"), file.name, "--by", "--bad"],
            check=True, capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip
    said = done.stdout.splitlines()
    bad = [ast.literal_eval(line[4:]) for line in said if line.startswith("BAD ")]
    said = [line for line in said if not line.startswith("BAD ")]
    return {"figures": json.loads(said[0]), "said": "\n".join(said), "bad": bad}


def readings() -> dict[tuple[str, int], str]:
    """What a reader found on looking at what counts as bad, by essay and start; in `trace_read.tsv`.

    `borrowing`: the essay has the diary's words without marks, and the key lacks it. `elsewhere`:
    the same words stand at the place, though the key has another. `wider`: it is the place of the
    key, taken to reach farther. `phrase`: a common phrase that does stand there and is quoted from
    nowhere. `false`: neither.
    """
    with Path(__file__).with_name("trace_read.tsv").open(encoding="utf-8", newline="") as file:
        return {
            (row["essay"], int(row["start"])): row["reading"]
            for row in csv.DictReader(file, delimiter="\t")
        }


def best(action, times: int = TIMES) -> float:
    """CPU seconds, the best of several."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        action()
        spent.append(time.process_time() - start)
    return min(spent)
