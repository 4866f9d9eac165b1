"""The index of an edition's words: one file of arrays that is mapped into memory, not read.

Each word of the edition has a *place*: words are counted through, entry after entry in the
edition's order, and one number is left out between two entries, so that nothing can seem to run
on from one into the next. For each term the index has its places in order; the terms stand in
order too, so that those which begin alike stand together.

Texts are not in the index: the lines around a hit are taken from the edition.
"""

from __future__ import annotations

import json
import mmap
import os
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np

from carnet.search.facts import UNDATED, bounds_of
from carnet.search.named import Sayings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carnet.edition import Edition

VERSION: Final = "carnet search 2"
STEP: Final = 32  # words of an entry between two whose place in its text is written down
FACETS: Final = ("year", "language", "source")

SIGN: Final = 16

_ALIGN = 16
_ARRAYS: Final = {
    "places": np.uint32,  # of all terms, one after the other
    "first": np.uint32,  # of each term, its first in `places`; and the end
    "spelt": np.uint32,  # of each term, where it begins in `terms`; and the end
    "terms": np.uint8,  # UTF-8
    "base": np.uint32,  # of each entry, the place of its first word; and the end
    "steps": np.uint32,  # of every `STEP`th word of an entry but its first, its first code point
    "stepped": np.uint32,  # of each entry, where it begins in `steps`; and the end
    "dates": np.int32,  # of each entry, the keys of the first and last day it may be of
    "year": np.int32,  # of each entry, the number of its value
    "language": np.int32,
    "source": np.int32,
    "author": np.int32,
    "names": np.uint8,  # UTF-8: id, tab, EDTF of each entry, one a line
    "named": np.uint32,  # of each entry, where it begins in `names`; and the end
    "signs": np.uint8,  # of each entry, `SIGN` bytes that change when it does
}  # fmt: skip


def stamp(edition: Edition) -> str:
    """Changes when anything does that a search of the edition could tell."""
    digest = edition.digest
    held = b"".join(
        [line.id.encode("utf-8", "replace") + digest(line.id) for line in edition.lines]
    )
    said = f"{VERSION}\0{edition.facts.author}\0"  # a digest covers what its source says of itself
    return blake2b(said.encode("utf-8", "replace") + held, digest_size=16).hexdigest()


@dataclass(frozen=True)
class Index:
    """An index that is open. Arrays are as in `_ARRAYS`; `values` name what they number."""

    stamp: str
    values: dict[str, list[Any]]
    arrays: dict[str, np.ndarray]
    _terms: bytes = field(repr=False)

    # ------------------------------------------------------------------ from an edition

    @classmethod
    def of(cls, edition: Edition, old: Index | None = None) -> Self:
        """Made from an edition, in memory. What an old index knows of entries that are as they were is
        taken over; the new one is the same, byte for byte, as without it.
        """
        from carnet.search.gathering import words_of  # noqa: PLC0415 - it reads indexes itself

        signs = _signs(edition)
        terms, places, first, base, steps = words_of(edition, signs, old)
        values, facts = _facts_of(edition)
        names = [
            f"{line.id}\t{line.edtf or ''}\n".encode("utf-8", "replace") for line in edition.lines
        ]
        arrays = {
            "places": places,
            "first": first,
            "spelt": ends(list(map(len, terms))),
            "terms": np.frombuffer(b"".join(terms), dtype=np.uint8),
            "base": base,
            "steps": steps,
            "stepped": ends(steps_in(np.diff(base) - 1)),
            "names": np.frombuffer(b"".join(names), dtype=np.uint8),
            "named": ends(list(map(len, names))),
            "signs": np.frombuffer(b"".join(signs), dtype=np.uint8),
            **facts,
        }
        arrays = {name: np.asarray(arrays[name], dtype=kind) for name, kind in _ARRAYS.items()}
        return cls(stamp(edition), values, arrays, arrays["terms"].tobytes())

    def save(self, path: Path) -> None:
        """Write the index; a reader of the old one keeps it until it lets go."""
        shapes = {name: int(self.arrays[name].size) for name in _ARRAYS}
        head = json.dumps({"stamp": self.stamp, "values": self.values, "arrays": shapes})
        opened = f"{VERSION}\n{len(head.encode()):08d}\n{head}\n".encode()
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
        try:
            with fresh.open("wb") as file:
                file.write(opened)
                for name in _ARRAYS:
                    file.write(b"\0" * (-file.tell() % _ALIGN))
                    file.write(self.arrays[name].tobytes())
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)

    @classmethod
    def open(cls, path: Path) -> Self | None:
        """The index in a file; None where there is none, or not a whole one of this version."""
        try:
            with path.open("rb") as file:
                data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            opened = f"{VERSION}\n".encode()
            if data[: len(opened)] != opened:
                return None
            at = len(opened) + 9
            length = int(data[len(opened) : at])
            head = json.loads(data[at : at + length])
            at += length + 1
            arrays = {}
            for name, kind in _ARRAYS.items():
                at += -at % _ALIGN
                size = int(head["arrays"][name])
                arrays[name] = np.frombuffer(data, dtype=kind, count=size, offset=at)
                at += size * np.dtype(kind).itemsize
            return cls(head["stamp"], head["values"], arrays, arrays["terms"].tobytes())
        except (OSError, ValueError, KeyError, TypeError):
            return None

    # ------------------------------------------------------------------ asking

    @property
    def entries(self) -> int:
        """How many entries it has."""
        return len(self.arrays["base"]) - 1

    @property
    def base(self) -> np.ndarray:
        """Of each entry, the place of its first word; and the end of all."""
        return self.arrays["base"]

    @cached_property
    def spelt(self) -> Spelling:
        """The terms."""
        return Spelling(self._terms, self.arrays["spelt"])

    def places(self, term: str) -> np.ndarray:
        """Where a term stands, in order."""
        n = self.spelt.find(term)
        first = self.arrays["first"]
        return self.arrays["places"][first[n] : first[n + 1]] if n >= 0 else _NOWHERE

    def places_of_all(self, beginning: str) -> np.ndarray:
        """Where any term stands that begins so, in order."""
        n, m = self.spelt.range(beginning)
        first = self.arrays["first"]
        found = self.arrays["places"][first[n] : first[m]]
        return found if m - n < 2 else np.sort(found)

    def entry_of(self, places: np.ndarray) -> np.ndarray:
        """The entry of each place; places are in order."""
        found: np.ndarray = np.searchsorted(self.base, places, side="right") - 1
        return found

    def name(self, entry: int) -> tuple[str, str | None]:
        """The id of an entry, and its date in EDTF."""
        named = self.arrays["named"]
        line = self.arrays["names"][int(named[entry]) : int(named[entry + 1])].tobytes().decode()
        id_, _, edtf = line.rstrip("\n").partition("\t")
        return id_, edtf or None

    def step(self, place: int, entry: int) -> tuple[int, int]:
        """A word at or shortly before a place: its number in its entry, its first code point."""
        n = (place - int(self.base[entry])) // STEP
        if not n:
            return 0, 0
        return n * STEP, int(self.arrays["steps"][int(self.arrays["stepped"][entry]) + n - 1])

    def sayings(self, field: str) -> Sayings:
        """Who says what among the values of `source`, by name or title, or of `author`."""
        if field not in self._sayings:
            values = self.values[field]
            titles = self.values["title"] if field == "source" else values
            self._sayings[field] = Sayings(list(zip(values, titles, strict=True)))
        return self._sayings[field]

    @cached_property
    def _sayings(self) -> dict[str, Sayings]:
        return {}

    @cached_property
    def runs(self) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """For each facet, where runs of entries with one value begin, and that value's number."""
        out = {}
        for name in FACETS:
            of = self.arrays[name]
            begins = np.flatnonzero(np.diff(of, prepend=-2)) if len(of) else np.zeros(0, np.intp)
            out[name] = self.base[begins], of[begins]
        return out


class Spelling:
    """Terms in order, found by halving; they are compared as bytes, which is their order too."""

    def __init__(self, terms: bytes, spelt: np.ndarray) -> None:
        self._terms = terms
        self._spelt = memoryview(spelt)  # type: ignore[arg-type]  # faster than the array, one by one

    def __len__(self) -> int:
        return len(self._spelt) - 1

    def __getitem__(self, n: int) -> bytes:
        return self._terms[self._spelt[n] : self._spelt[n + 1]]

    def find(self, term: str) -> int:
        """The number of a term, or -1."""
        sought = term.encode("utf-8", "surrogatepass")
        n = bisect_left(self, sought)
        return n if n < len(self) and self[n] == sought else -1

    def range(self, beginning: str) -> tuple[int, int]:
        """The numbers of the terms that begin so: from, to."""
        sought = beginning.encode("utf-8", "surrogatepass")
        n = bisect_left(self, sought)
        return n, bisect_left(self, sought + b"\xff", lo=n)

    def __iter__(self) -> Iterator[bytes]:
        spelt = self._spelt.tolist()
        return (self._terms[a:b] for a, b in pairwise(spelt))


_NOWHERE = np.zeros(0, dtype=np.uint32)


def ends(sizes: Any) -> np.ndarray:
    """Where each of some pieces begins, one after the other, and the end of the last."""
    out = np.zeros(len(sizes) + 1, dtype=np.uint32)
    np.cumsum(sizes, out=out[1:])
    return out


def steps_in(words: np.ndarray) -> np.ndarray:
    """How many steps entries with so many words have."""
    found: np.ndarray = (np.maximum(words, 1) - 1) // STEP
    return found


def _signs(edition: Edition) -> list[bytes]:
    """Of each entry what changes when it does, in `SIGN` bytes."""
    digests = [edition.digest(line.id) for line in edition.lines]
    return [one if len(one) == SIGN else blake2b(one, digest_size=SIGN).digest() for one in digests]


def _facts_of(edition: Edition) -> tuple[dict[str, list[Any]], dict[str, Any]]:
    """What is said of each entry beside its words: values by number, and of each entry which."""
    numbers: dict[str, dict[Any, int]] = {name: {} for name in ("year", "language", "author")}
    titles = {source.name: source.title for source in edition.sources}
    sources: dict[str, int] = {}
    dates: list[int] = []
    of: dict[str, list[int]] = {name: [] for name in ("year", "language", "source", "author")}
    own = edition.facts.author
    for line in edition.lines:
        both = bounds_of(line)
        dates += both
        year = None if both == UNDATED else both[0] >> 9
        for name, value in (
            ("year", year), ("language", line.language), ("author", line.author or own),
        ):  # fmt: skip
            known = numbers[name]
            of[name].append(known.setdefault(value, len(known)))
        of["source"].append(sources.setdefault(line.source, len(sources)))
    values: dict[str, list[Any]] = {name: list(known) for name, known in numbers.items()}
    values["source"] = list(sources)
    values["title"] = [titles.get(name, "") for name in sources]
    return values, {"dates": dates, **of}
