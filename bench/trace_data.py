"""What the bench and the learning script for trace share: the essays, their keys, the candidates."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from carnet.trace.corpus import Corpus, Unit


def folder() -> Path:
    """The measured data, beside `$CARNET_DATA`."""
    data = os.environ.get("CARNET_DATA")
    if not data:
        sys.exit("Set CARNET_DATA to the folder of real diaries; the data of trace lie beside it.")
    return Path(data).parent / "bench" / "trace"


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
