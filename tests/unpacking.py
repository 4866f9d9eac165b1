"""What `packing.py` packs, unpacked, as `engine.js` does it: in units of two bytes."""

from __future__ import annotations

import json


def spelt_out(rows: list[str], digits: int) -> list[str]:
    """Strings that begin as the one before them does; with two digits they may end so."""
    out, before = [], b""
    for row in rows:
        end = 2 * int(row[1], 36) if digits > 1 else 0
        middle = row[digits:].encode("utf-16-le", "surrogatepass")
        before = before[: 2 * int(row[0], 36)] + middle + (before[-end:] if end else b"")
        out.append(before.decode("utf-16-le", "surrogatepass"))
    return out


def unpacked(name: str, data: bytes) -> bytes:
    """All strings that a file of the search page says shortly; nothing for other files."""
    file = name.rpartition("/")[2]
    if not file.startswith(("b-", "t-")) or not file.endswith(".js"):
        return b""
    held = json.loads(data.decode().partition(",")[2].removesuffix(");\n"))
    if file.startswith("t-"):
        strings = spelt_out(held[0].split(" "), 1)
    else:
        strings = [said for each in held["values"]["source"] for said in spelt_out(each, 2)]
    return "\n".join(strings).encode("utf-8", "replace")
