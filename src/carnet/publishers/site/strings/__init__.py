"""What the interface says: each string in English, French and German, side by side.

Every module in this package holds one table, `WORDS`: a key, and the three strings. A part of the
site that needs words of its own brings a module of its own, whose keys begin with its name
(`search.py` has `search.none`); no other file is edited. Keys that two modules share are refused.

In a string, `{name}` stands for what is put there. What is counted has two rows, `KEY.one` and
`KEY.many`, with `{n}` for the number. No string holds markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

Table = Mapping[str, tuple[str, str, str]]
"""By key the string in each of `LANGUAGES`, in their order."""

LANGUAGES = ("en", "fr", "de")


@cache
def table() -> Table:
    """The tables of all modules as one."""
    joined: dict[str, tuple[str, str, str]] = {}
    for name in sorted(module.name for module in iter_modules(__path__)):
        words: Table = import_module(f"{__name__}.{name}").WORDS
        twice = joined.keys() & words.keys()
        if twice:
            raise ValueError(f"two tables of words have {min(twice)!r}")
        joined.update(words)
    return joined
