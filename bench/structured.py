"""The two golds of stated dates: Pepys in XHTML, Barbellion in EPUB.

    python bench/structured.py

For each: how many entries there are, how many of the gold's dates come out as they stand there, in
the writer's calendar and in the Gregorian, how many headings, and every one that does not. Then the
time against a bare parse of the same pages.
"""

from __future__ import annotations

import csv
import io
import os
import time
import zipfile
from pathlib import Path

from lxml import etree

from carnet.days import find_pieces
from carnet.readers.epub import EpubReader
from carnet.readers.xhtml import HtmlReader

DATA = Path(os.environ["CARNET_DATA"])


def gold(name: str) -> list[dict[str, str]]:
    with (DATA / "gold" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def compare(title: str, rows: list[tuple[str, dict[str, str | None]]], found: dict) -> None:
    """`rows`: a key, and what the gold says of it; `found` has the same of what was read."""
    print(f"{title}: {len(rows):,} entries in the gold, {len(found):,} read")
    for field in rows[0][1]:
        exact = first = 0
        off = []
        for key, row in rows:
            said, read = row[field], found.get(key, {}).get(field)
            exact += said == read
            if said != read:
                # several days in one heading are a range; the gold has only the first of them
                is_first = bool(
                    said and read and read.startswith((f"{said}/", f"{said},", f"{said}\u2060"))
                )
                first += is_first
                off.append(f"    {key}: gold {said}, read {read}{' (a range)' if is_first else ''}")
        print(f"  {field:<10} {exact:,} exact, {first} of which the gold has the first day, "
              f"{len(rows) - exact - first} otherwise")  # fmt: skip
        print("\n".join(off)) if off else None
    for key in found.keys() - dict(rows).keys():
        print(f"    {key}: not in the gold")


def facts(document, piece) -> dict[str, str | None]:
    heading = document.text[slice(*piece.heading)] if piece.heading else ""
    return {"when": piece.when.edtf, "gregorian": piece.when.gregorian, "heading": heading}


def pepys() -> list[bytes]:
    rows = [
        (f"{row['file']}#{row['entry_id']}",
         {"when": row["printed_as_iso_julian"] or None, "gregorian": row["datetime_gregorian"] or None,
          "heading": row["printed_date"]})
        for row in gold("pepys_xhtml.tsv")
    ]  # fmt: skip
    found, doubts, pages = {}, [], []
    for path in sorted((DATA / "xhtml" / "pepys").glob("chapter-*.xhtml")):
        pages.append(path.read_bytes())
        document = HtmlReader().read(path.name, pages[-1], {})
        pieces, findings = find_pieces(document, {})
        doubts += [f"{path.name}#{f.locator}: {f.message}" for f in findings if f.kind == "date"]
        found |= {
            f"{path.name}#{piece.locator}": facts(document, piece)
            for piece in pieces
            if piece.kind == "entry"
        }
    compare("Pepys", rows, found)
    print("  findings:", *doubts, sep="\n    ")
    return pages


def barbellion() -> bytes:
    (path,) = (DATA / "epub").glob("*.epub")
    rows = [
        (f"epub/{row['file']}#{row['entry_id']}",
         {"when": row["datetime"] or None, "gregorian": row["datetime"] or None,
          "heading": row["printed_date"]})
        for row in gold("barbellion_epub.tsv")
    ]  # fmt: skip
    document = EpubReader().read(path.name, path.read_bytes(), {})
    pieces, findings = find_pieces(document, {})
    found = {piece.locator: facts(document, piece) for piece in pieces if piece.kind == "entry"}
    compare("Barbellion", rows, found)
    print(
        "  findings:",
        *(f"{f.locator}: {f.message}" for f in findings if f.kind == "date"),
        sep="\n    ",
    )
    return path.read_bytes()


def cpu(work, times: int = 5) -> float:
    """CPU seconds, the best of several."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    pages = pepys()
    book = barbellion()
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        inside = [packed.read(name) for name in packed.namelist() if name.endswith(".xhtml")]
    for title, bare, read in (
        ("Pepys, 24 chapters", lambda: [etree.fromstring(page) for page in pages],
         lambda: [HtmlReader().read("a.xhtml", page, {}) for page in pages]),
        ("Barbellion", lambda: [etree.fromstring(page) for page in inside],
         lambda: EpubReader().read("a.epub", book, {})),
    ):  # fmt: skip
        floor, ours = cpu(bare), cpu(read)
        print(
            f"{title}: read in {ours:.3f} s of CPU; a bare parse {floor:.3f} s; {ours / floor:.1f} times"
        )


if __name__ == "__main__":
    main()
