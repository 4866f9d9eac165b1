"""Is anything lost? And does what TEI states come out as stated?

    python bench/fidelity.py

For every plain text, Markdown and TEI file in `$CARNET_DATA`: every character of the reading text
is in exactly one entry or in named matter; every letter of a TEI text is in the reading text or
named as left out; random spans lead home. Then the gold of the TEI sets.
"""

from __future__ import annotations

import csv
import os
import random
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.readers.accounting import text_nodes, unaccounted

from carnet.archive.arriving import Read, read_source
from carnet.errors import CarnetError
from carnet.model import MENTION_KINDS
from carnet.readers.tei import parse
from carnet.registry import shelf
from carnet.text import decode

READERS = list(shelf("carnet.readers").values())
SEED = 20261122


def tiled(read: Read) -> bool:
    ends = [0, *(piece.end for piece in read.pieces)]
    starts = [*(piece.start for piece in read.pieces), len(read.document.text)]
    return starts == ends


def homes_wrong(read: Read, nodes: dict[int, str], tries: int = 20) -> int:
    """Of some random spans, how many do not lead to the same words in the source."""
    text = read.document.text
    chance = random.Random(SEED)
    wrong = 0
    for _ in range(tries if text else 0):
        start = chance.randrange(len(text))
        end = min(len(text), start + chance.randrange(200))
        homes = read.document.offsets.home(start, end)
        there = "".join(nodes[home.node][home.start : home.end] for home in homes)
        wrong += "".join(there.split()) != "".join(text[start:end].split())
    return wrong


def everything(data: Path) -> None:
    counts: Counter[str] = Counter()
    kinds = (
        "tei/**/*.xml",
        "text/**/*.txt",
        "apps/**/*.md",
        "apps/**/*.txt",
        "apps/**/*.journal",
        "apps/**/*.org",
    )
    for path in sorted(path for kind in kinds for path in data.glob(kind)):
        if "indices" in path.parts:
            continue
        raw = path.read_bytes()
        name = str(path.relative_to(data))
        try:
            read = read_source(name, raw, READERS, {})
        except CarnetError as error:
            counts["refused"] += 1
            print(f"refused: {error}")
            continue
        reader = read.document.reader.split()[0]
        counts[f"{reader}: files"] += 1
        counts[f"{reader}: code points of reading text"] += len(read.document.text)
        counts[f"{reader}: entries"] += sum(piece.kind == "entry" for piece in read.pieces)
        counts[f"{reader}: not tiled by entries and matter"] += not tiled(read)
        if reader == "tei":
            missing, wrong = unaccounted(read.document, raw)
            counts["tei: files with letters unaccounted for"] += bool(missing)
            counts["tei: runs that do not copy"] += len(wrong)
            counts["tei: omissions, each with its reason"] += len(read.document.omissions)
            nodes = text_nodes(parse(name, raw))
        else:
            nodes = {0: decode(raw, name).text}
            if reader == "text":
                counts["text: reading text is not the decoded file"] += (
                    read.document.text != nodes[0]
                )
        counts[f"{reader}: random spans that do not lead home"] += homes_wrong(read, nodes)
    for what, n in sorted(counts.items()):
        print(f"{n:>12,}  {what}")


def rows(data: Path, name: str) -> list[dict[str, str]]:
    with (data / "gold" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def schnitzler(data: Path) -> None:
    right = refs = found = 0
    gold = rows(data, "schnitzler_tei.tsv")
    columns = ("person_refs", "place_refs", "work_refs", "persName_refs", "placeName_refs")
    for row in gold:
        path = data / "tei" / "schnitzler-tagebuch" / "editions" / row["file"]
        read = read_source(row["file"], path.read_bytes(), READERS, {})
        whens = [p.when.edtf for p in read.pieces if p.kind == "entry" and p.when]
        right += whens == [row["iso_date"]]
        want = Counter(ref for c in columns for ref in row[c].split() if ref != "-")
        got = Counter(s.value for s in read.document.spans if s.kind in MENTION_KINDS and s.value)
        refs += want.total()
        found += (want & got).total()
    print(
        f"Schnitzler: {right:,} of {len(gold):,} entries with the gold's date; {found:,} of {refs:,} references"
    )


def mitford(data: Path) -> None:
    path = next((data / "tei" / "mitford-journal").glob("*.xml"))
    read = read_source(path.name, path.read_bytes(), READERS, {})
    when = {p.locator: p.when.edtf if p.when else None for p in read.pieces if p.kind == "entry"}
    gold = rows(data, "mitford_tei.tsv")
    right = sum(when.get(row["xml_id"]) == row["edtf_corrected"] for row in gold)
    wrong = {row["xml_id"] for row in gold if row["edtf"] != row["edtf_corrected"]}
    said = {finding.locator for finding in read.findings}
    print(
        f"Mitford: {right} of {len(gold)} entries with the corrected date; "
        f"{len(wrong & said)} of {len(wrong)} faults of the file are findings"
    )


def main() -> None:
    named = os.environ.get("CARNET_DATA")
    if not named:
        sys.exit("Set CARNET_DATA to the folder of real diaries.")
    everything(Path(named))
    schnitzler(Path(named))
    mitford(Path(named))


if __name__ == "__main__":
    main()
