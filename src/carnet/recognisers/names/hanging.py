"""On what it hangs whether words are a form, or the beginning of one: until such a thing is learned,
what they were found to be may be kept.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from carnet.recognisers.names.forms import bases, sound, stems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LIKE: Final = "~"
"""Marks how a record is named: in another spelling."""
SHORTS: Final = 3
"""Words of a name that is abbreviated, at most."""
ALIKE: Final = 3
"""Words of a name that are spelled otherwise, at most."""
_UMLAUT: Final = re.compile(r"(?<![aeiou])([aou])e(?=[^\Waeiouy])")


@lru_cache(maxsize=1 << 15)
def plain(form: str) -> str:
    """A folded form in which umlauts are not spelled out: koenig, konig."""
    return _UMLAUT.sub(r"\1", form)


@lru_cache(maxsize=1 << 14)
def hangs_on(key: str) -> tuple[str, ...]:
    """What decides whether a word is a form or the beginning of one: with which words forms begin, and
    how they sound.
    """
    alike = (LIKE + sound(stem) for stem in stems(key)[:3])
    return tuple(dict.fromkeys((*stems(key), plain(key), *bases(key), *alike)))


@lru_cache(maxsize=1 << 14)
def hangs_together(asked: tuple[str | bool, ...]) -> tuple[str, ...]:
    """What decides whether words beside one another begin with a form: with which words forms begin,
    which are written as one word, and with which letters those begin that may be abbreviated.
    """
    keys = [str(key) for key in asked[::3]]
    initials = accumulate(key[:1] for key in keys[:SHORTS])
    short = (f".{keys[0][:2]}", *(f".{said}" for said in initials))
    return *hangs_on(keys[0]), *list(accumulate(keys))[1:], *short, *_alike(keys)


def _alike(keys: Sequence[str]) -> Iterator[str]:
    """What decides whether words are a form that is spelled otherwise."""
    for last in range(1, min(len(keys), ALIKE)):
        front = " ".join(keys[:last])
        for stem in stems(keys[last])[:3]:
            yield from (stem, LIKE + sound(f"{front} {stem}"))
