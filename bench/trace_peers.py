"""Carnet's trace and its peers on the same texts in one run: `python bench/trace_peers.py`.

Peers come from the package index: `pip install -e '.[bench]'` (Quid, edlib; rapidfuzz is here anyhow).
Each case runs in a process of its own under a limit of CPU time, and is said to be stopped when it
reaches it. All figures are CPU seconds without the start of the process, and ratios to Carnet's
whole essay, index open, in the same run.

    --python PATH   another interpreter for the peers, which may have been installed apart
    --limit N       CPU seconds for each case (120)
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys

from carnet.trace import Tracer
from carnet.trace.normal import letters
from trace_data import best, corpus, folder, lines

CASES = {
    "edlib": """
import edlib
for quote in task["quotes"]:
    edlib.align(quote, task["folded"], mode="HW", task="locations", k=len(quote) // 4)
""",
    "rapidfuzz": """
from rapidfuzz.fuzz import partial_ratio_alignment
for quote in task["quotes"]:
    partial_ratio_alignment(quote, task["folded"])
""",
    "Quid": """
from quid.core.Quid import Quid
Quid().compare(task["source"], task["essay"])
""",
}
_FRAME = """
import json, resource, sys, time
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
task = json.load(sys.stdin)
start = time.process_time()
{}
print(json.dumps(time.process_time() - start))
"""


def run(python: str, peer: str, task: dict, limit: int) -> float | str:
    """CPU seconds of one case, or why there are none."""
    try:
        done = subprocess.run(
            [python, "-c", _FRAME.format(CASES[peer]), str(limit)],
            input=json.dumps(task), capture_output=True, text=True, timeout=12 * limit, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"stopped by the clock, under {limit} s of CPU"
    if done.returncode == 0:
        return float(done.stdout.splitlines()[-1])
    if "ModuleNotFoundError" in done.stderr:
        return "is not installed: pip install -e '.[bench]'"
    if done.returncode < 0:
        return f"not done in {limit} s of CPU"
    return f"failed: {(done.stderr.splitlines() or ['?'])[-1]}"


def folded(text: str) -> str:
    return letters(text).symbols.tobytes().decode("latin-1")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--limit", type=int, default=120)
    arguments = parser.parse_args()
    root = folder()
    source = (root / "source.txt").read_text("utf-8")
    essay = (root / "real" / "docs" / "rls.txt").read_text("utf-8")
    gold = [one for one in lines(root / "real" / "gold.jsonl") if one["segments"]]
    quotes = [folded(essay[one["qs"] : one["qe"]]) for one in gold if one["qe"] - one["qs"] > 60][
        :1
    ]
    tracer = Tracer(corpus(source))
    tracer.trace(essay)
    own = best(lambda: tracer.trace(essay))
    print(
        f"-- Carnet: an essay of {len(essay.split()):,} words in {len(source.split()):,}: {own:.3f} s"
    )
    twentieth = source[: len(source) // 20]
    cases = (
        ("edlib", "one quotation, the whole diary", {"quotes": quotes, "folded": folded(source)}, 1),
        ("rapidfuzz", "one quotation, a twentieth of the diary",
         {"quotes": quotes, "folded": folded(twentieth)}, 20),
        ("Quid", "the essay, a twentieth of the diary", {"source": twentieth, "essay": essay}, 0),
        ("Quid", "the essay, a sixth of the diary",
         {"source": source[: len(source) // 6], "essay": essay}, 0),
        ("Quid", "the essay, the whole diary", {"source": source, "essay": essay}, 0),
    )  # fmt: skip
    for peer, what, task, share in cases:
        spent = run(arguments.python, peer, task, arguments.limit)
        said = (
            spent
            if isinstance(spent, str)
            else f"{spent:.2f} s = {spent / own:,.0f} essays of ours"
        )
        if share > 1 and isinstance(spent, float):
            said += f"; the whole diary would be {share * spent:.1f} s"
        print(f"{peer:>9}, {what}: {said}", flush=True)


if __name__ == "__main__":
    main()
