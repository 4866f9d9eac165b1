"""Speed and memory of a build, as ratios to a floor measured in the same run.

    python bench/speed.py [--times N]

Reads `$CARNET_DATA/tei/schnitzler-tagebuch` and an eightfold multiple of it. F is the CPU time of
`bench/floor.py` on the same files. The aims: sources to catalogue 2.5 F, whole build 6 F, growth
exponent 1.05, 150 MB, a second build after one edit 0.4 s from start to exit, a catalogue of 3.5
times the text.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
# An installed package has its bytecode beside it: what is measured must not translate sources.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
INDEX = "import sys; from carnet.archive import Archive\nwith Archive(sys.argv[1]) as a: a.index()"


def run(*command: str) -> tuple[float, float, float]:
    """CPU seconds (user and system), wall seconds and peak resident MB of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status:
        sys.exit(f"{' '.join(command)} ended with {status}")
    process.returncode = 0
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def multiply(editions: Path, archive: Path, copies: int) -> None:
    """An archive that holds every file `copies` times, each copy in years of its own."""
    for copy in range(copies):
        folder = archive / "sources" / f"copy{copy}"
        folder.mkdir(parents=True)
        for path in editions.glob("*.xml"):
            text = path.read_text(encoding="utf-8")
            if copy:
                for year in (*range(1879, 1891), 1914):
                    text = text.replace(str(year), str(year - 40 * copy))
            (folder / path.name.replace("entry__1", f"entry__{copy}_1")).write_text(
                text, encoding="utf-8"
            )
    settings = 'title = "Speed"\nlanguage = "de"\nlanguages = ["de"]\n'  # as `carnet new` finds
    (archive / "carnet.toml").write_text(settings, encoding="utf-8")


def aside(paths: list[Path], work: Path) -> None:
    """Out of the way without deleting: ext4 looks past each inode that was freed in the last
    minutes, so that a run would pay, file by file, for what was deleted before it.
    """
    for path in paths:
        if path.exists():
            path.rename(Path(tempfile.mkdtemp(dir=work, prefix="done-")) / path.name)


def catalogue_to_text(archive: Path) -> float:
    """How many times as large as the text the catalogue is."""
    from carnet.catalogue import Catalogue

    path = archive / ".carnet" / "catalogue.db"
    with Catalogue(path) as catalogue:
        ids = [row.id for row in catalogue.rows()]
        return path.stat().st_size / sum(len(text.encode()) for _, text in catalogue.texts(ids))


def measure(editions: Path, work: Path, copies: int, times: int) -> dict[str, float]:
    """The medians of one size."""
    archive = work / f"archive{copies}"
    multiply(editions, archive, copies)
    derived = [archive / name for name in (".carnet", "site", "register", "sources/manifest.csv")]
    carnet = [sys.executable, "-m", "carnet", "build", str(archive)]
    floors, indexes, builds, memory, seconds, nothing = [], [], [], [], [], []
    run(sys.executable, "-m", "carnet", "--help")
    run(sys.executable, "-c", "from carnet.registry import shelf; shelf('carnet.readers')")
    for _ in range(times):
        out = Path(tempfile.mkdtemp(dir=work, prefix="floor-"))
        floors.append(
            run(sys.executable, str(HERE / "floor.py"), str(archive / "sources"), str(out))[0]
        )
        aside(derived, work)
        indexes.append(run(sys.executable, "-c", INDEX, str(archive))[0])
        aside(derived, work)
        cpu, _, peak = run(*carnet)
        builds.append(cpu)
        memory.append(peak)
        nothing.append(run(*carnet)[1])
        edited = next((archive / "sources" / "copy0").glob("*1889-08-18.xml"))
        text = edited.read_text(encoding="utf-8")
        body, tag, rest = text.rpartition("</p>")  # the first is in the header
        edited.write_text(f"{body} Nachtrag {time.time_ns()}.{tag}{rest}", encoding="utf-8")
        seconds.append(run(*carnet)[1])
        edited.write_text(text, encoding="utf-8")
    floor = statistics.median(floors)
    return {
        "entries": len(list(archive.glob("sources/copy*/*.xml"))),
        "F (CPU s)": floor,
        "index / F": statistics.median(i / f for i, f in zip(indexes, floors, strict=True)),
        "build / F": statistics.median(b / f for b, f in zip(builds, floors, strict=True)),
        "build (CPU s)": statistics.median(builds),
        "index (CPU s)": statistics.median(indexes),
        "peak (MB)": max(memory),
        "catalogue / text": catalogue_to_text(archive),
        "second build (s)": statistics.median(seconds),
        "no change (s)": statistics.median(nothing),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--copies", type=int, nargs="*", default=[1, 8])
    arguments = parser.parse_args()
    data = os.environ.get("CARNET_DATA")
    if not data:
        sys.exit("Set CARNET_DATA to the folder of real diaries.")
    editions = Path(data) / "tei" / "schnitzler-tagebuch" / "editions"
    results = []
    with tempfile.TemporaryDirectory(prefix="carnet-speed-") as work:
        ENVIRONMENT["PYTHONPYCACHEPREFIX"] = str(Path(work) / "bytecode")
        for copies in arguments.copies:
            results.append(measure(editions, Path(work), copies, arguments.times))
            print(f"-- {results[-1]['entries']:,.0f} entries", flush=True)
            for name, value in results[-1].items():
                print(f"{name:>18}  {value:,.3f}", flush=True)
    if len(results) > 1:
        first, last = results[0], results[-1]
        grown = math.log(last["entries"] / first["entries"])
        for name in ("index (CPU s)", "build (CPU s)"):
            print(f"growth exponent of {name}: {math.log(last[name] / first[name]) / grown:.3f}")


if __name__ == "__main__":
    main()
