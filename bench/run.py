"""All benchmarks, one after the other: `make bench`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

for name in (
    "fidelity.py",
    "dates.py",
    "structured.py",
    "linking.py",
    "speed.py",
    "search.py",
    "trace.py",
    "trace_stages.py",
    "trace_peers.py",
):
    print(f"== {name}", flush=True)
    subprocess.run([sys.executable, str(Path(__file__).with_name(name))], check=False)
