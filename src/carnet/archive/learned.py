"""What an archive's links have taught of names, kept with the decisions that taught it.

To learn how much each sign weighs takes as long as to look for the names, and a few decisions more
change next to nothing of it. It is therefore learned once, written down, and learned anew when there
are a fortieth more links, or fewer. As a file of the archive it is a ground of the suggestions that
everybody can see: the same archive has the same suggestions, however it came to be so.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE: Final = "learned.json"
_LONGEST: Final = 1 << 16  # bytes; it has some four thousand
_SHARE: Final = 40  # links more or fewer, of so many, after which it is learned anew


class Kept(NamedTuple):
    """What was learned: from how many links, by which version; each weight with the name of its sign,
    for each look; and a sum of all that.
    """

    by: str
    links: int
    weights: dict[str, dict[str, float]]
    sum: str

    def holds(self, links: int) -> bool:
        """Whether it is good enough for so many links."""
        return abs(links - self.links) * _SHARE <= self.links


def read(path: Path, by: str) -> Kept | None:
    """What was learned by this version. A file that is damaged is as if it were not there."""
    try:
        if not path.is_file() or path.stat().st_size > _LONGEST:
            return None
        said = json.loads(path.read_bytes())
        made, links = str(said["by"]), int(said["links"])
        weights = {
            str(look): {str(name): float(one) for name, one in held.items()}
            for look, held in said["weights"].items()
        }
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None
    return _kept(made, links, weights) if made == by and links > 0 else None


def sum_of(path: Path) -> str:
    """Changes when the file does."""
    try:
        return blake2b(path.read_bytes(), digest_size=12).hexdigest()
    except OSError:
        return ""


def keep(
    path: Path, by: str, links: int, weights: Mapping[str, Mapping[str, float]] | None
) -> Kept | None:
    """Write down what was learned, a weight on each line; where that is nothing, there is no file."""
    if weights is None:
        path.unlink(missing_ok=True)
        return None
    kept = _kept(by, links, {look: dict(held) for look, held in weights.items()})
    said: dict[str, Any] = {"by": by, "links": links, "weights": kept.weights}
    path.parent.mkdir(exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    new.replace(path)
    return kept


def _kept(by: str, links: int, weights: dict[str, dict[str, float]]) -> Kept:
    body = json.dumps([by, links, weights], sort_keys=True)
    return Kept(by, links, weights, blake2b(body.encode(), digest_size=12).hexdigest())
