"""What may speak for a record: the names of the figures, and what they say in words."""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

COMMON: Final = (
    "always", "name", "never linked, seen", "words", "brief", "letters",
    "inflected", "possessive", "adjective", "article", "opens", "left", "left, sometimes no name",
    "right", "often", "often, never linked", "often, new", "often, new, short", "capital after", "capital before", "rivals", "common",
    "title", "measured", "sometimes no name",
)  # fmt: skip
"""Of the form and what stands about it, whoever is meant."""
OWN: Final = (
    "times", "share", "share now", "share these years", "named otherwise", "so named", "so named without title", "share without title", "whole", "single", "surname",
    "forename", "short", "short, a thing", "short, several", "short, linked", "short, single", "short, letters", "short, partly", "short, long", "short, long, letters", "nick",
    "short, forename", "short, surname", "pet", "nearly whole", "part", "like", "like, a thing", "named",
    "since", "never named", "latest", "named here whole", "named here", "within the week", "company",
    "family here", "told here", "title agrees", "title disagrees", "its title", "another title", "first name after title", "beside its own",
    "beside another's", "woman's surname", "kin", "kin by first name", "told", "thing", "thing whole",
    "word before", "articled", "person after article", "not alive", "child", "youth", "dead", "life unknown",
)  # fmt: skip
"""Of one record that may be meant."""
FEATURES: Final = COMMON + OWN
HABITS: Final = (
    "left", "left, sometimes no name", "right", "often", "often, never linked", "often, new",
    "often, new, short", "word before",
)  # fmt: skip
"""Those of them that are one writer's habit: another's archive teaches nothing of their weight."""

_SAID: Final = (
    ("whole", "the words are its whole name"), ("single", "the word is one of its names"),
    ("thing whole", "the words are its name"), ("surname", "the word is its surname"),
    ("part", "the words are its name without what it is or where it lies"),
    ("forename", "the word is its first name"), ("short", "the words may abbreviate its name"),
    ("named here whole", "its whole name stands in the same entry"),
    ("within the week", "it was named within the week"), ("company", "it is named beside others who are named here"),
    ("pet", "the word is a familiar form of its first name"), ("like", "it is spelled nearly so"),
    ("nearly whole", "the words are two of its names"),
    ("beside its own", "the word beside it is another of its names"),
    ("family here", "its surname stands in the same entry"),
    ("told here", "the register says something of it that stands in the same entry"),
    ("title agrees", "the title before it agrees"), ("title disagrees", "but the title before it does not agree"),
    ("beside another's", "but the word beside it is none of its names"),
    ("not alive", "but it was not there at that time"),
)  # fmt: skip
_BITS: Final = tuple(1 << n for n in range(len(_SAID)))
_SPEAKING: Final = tuple(OWN.index(name) for name, _ in _SAID)
pack_common: Final = Struct(f"{len(COMMON)}d").pack
"""The COMMON figures of a name as bytes: many become columns at once."""
pack_own: Final = Struct(f"{len(OWN)}d").pack
"""The OWN figures of a record as bytes."""


def reasons(own: Floats) -> NDArray[np.int64]:
    """Which reasons that have words speak for records, in bits, of a row of OWN figures each."""
    import numpy as np  # noqa: PLC0415 - most commands suggest nothing

    # none of them is ever negative
    bits: NDArray[np.int64] = (own[:, _SPEAKING] != 0.0) @ np.array(_BITS, np.int64)
    return bits


def in_words(bits: int) -> list[str]:
    """What `reasons` found, in words."""
    return [words for bit, (_, words) in zip(_BITS, _SAID, strict=True) if bits & bit]
