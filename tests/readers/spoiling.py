"""Sources spoilt by chance, and what must hold of whatever is read from them."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from carnet.days import find_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carnet.model import Document


def spoilt(whole: bytes, many: int) -> Iterator[bytes]:
    """So many copies with bytes changed, cut out, doubled or, now and then, the end cut off."""
    chance = random.Random(20261122)
    for _ in range(many):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 8)):
            at = chance.randrange(len(data))
            match chance.randrange(16):
                case 0 | 1 | 2 | 3 | 4:
                    data[at] = chance.randrange(256)
                case 5 | 6 | 7 | 8 | 9:
                    del data[at : at + chance.randrange(40)]
                case 15:
                    del data[at + 1 :]
                case _:
                    data[at:at] = data[at : at + chance.randrange(200)]
            if not data:
                break
        yield bytes(data)


def is_sound(document: Document) -> None:
    """Pieces tile the text, all that is said of it lies within it, and a finding is one line."""
    size = len(document.text)
    pieces, doubts = find_pieces(document, {})
    assert [p.start for p in pieces] == [0, *(p.end for p in pieces)][: len(pieces)]
    assert (pieces[-1].end if pieces else 0) == size
    assert list(document.spans) == sorted(document.spans, key=lambda s: (s.start, -s.end))
    assert all(0 <= s.start <= s.end <= size for s in document.spans)
    assert all(run.start + run.length <= size for run in document.offsets.runs)
    for finding in (*document.findings, *doubts):
        assert "\n" not in finding.message
        assert 0 <= (finding.start or 0) <= (finding.end or size) <= size
