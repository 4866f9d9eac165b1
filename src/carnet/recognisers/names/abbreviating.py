"""Which words may abbreviate a name."""

from __future__ import annotations

from functools import lru_cache

from carnet.recognisers.names.forms import TITLES, bones


@lru_cache(maxsize=1 << 14)
def begins(said: str, short: bool, key: str) -> bool:  # noqa: FBT001 - for the cache
    """Whether a word is a name, or with a full stop (`short`) the beginning or the consonants of one."""
    if said in TITLES or key in TITLES:
        return said == key
    if said == key or (1 < len(key) <= 3 and said.startswith(key)):
        return True
    if not short or len(key) < len(said):
        return False
    return abbreviates(said, key)


def tightly(short: str, key: str) -> bool:
    """Whether a folded word is the beginning of a name, or of its consonants."""
    return key.startswith(short) or bones(key).startswith(short)


def abbreviates(short: str, key: str) -> bool:
    """Whether a folded word is the beginning of a name, or its consonants, or letters of it in turn."""
    if key.startswith(short):
        return True
    if len(short) < 3:
        return short == bones(key)
    at = 0
    for letter in short:  # Adl. for Adele, Mz. for Mizi
        at = key.find(letter, at) + 1
        if not at:
            return False
    return True
