"""Where the writer lives: what "home" stands for until the writer says that it is elsewhere.

Words in small letters that stand for a place ("home") mean the place where the writer lives. No link
tells when that changes, but most writers do: "left the old house and went to live at the Cross".
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_AGREE: Final = 3  # so many links, the last ones, must agree

_SELF: Final = (
    r"i|we|ich|wir|je|j['’]|nous|io|noi|yo|nosotros|eu|nós|ik|wij|we|jag|vi|jeg|já|my|ja|я|мы"
)
_MOVES: Final = (
    r"(?:went|came|gone|going|go) to (?:live|dwell|lodge)(?: at| in| with)?",
    r"(?:have |had )?(?:re)?moved (?:house )?(?:in)?to", r"mov(?:e|ing) (?:in)?to", r"remov(?:e|ing|al) to",
    r"(?:have |had )?settled (?:in|at)", r"took (?:up )?(?:our|my) (?:abode|quarters|residence|lodgings?) (?:at|in)",
    r"took (?:lodgings|rooms|a house|a flat) (?:at|in)", r"(?:ü|ue)bersied\w+(?: wir| ich)? (?:nach|in)",
    r"(?:um|ein)gezogen (?:nach|in)", r"zogen? (?:wir |ich )?(?:um |ein )?(?:nach|in)", r"(?:um|ein)zug (?:nach|in)",
    r"(?:em|dé)ménag\w+ (?:à|au|en|dans|pour|rue)", r"install\w+ (?:à|au|en|dans|rue|chez)",
    r"(?:traslocat\w+|trasferit\w+) (?:a|in)", r"muda\w+ (?:a|para)", r"verhuis\w* naar", r"flytta\w* till",
    r"flytte\w* til", r"přestěhova\w* (?:se )?(?:do|na)", r"przeprowadzi\w* się (?:do|na)", r"пере(?:ехал\w*|езд|езжаем) (?:в|на)",
)  # fmt: skip
_MOVED: Final = re.compile(
    rf"(?:^|[-–—.;:,&(]|\b(?:and|und|et|e|y|i|en|och|og|a|и)\b|\b(?:{_SELF})\b)\s*"
    rf"(?:\b(?:have|had|are|sind|haben|bin|avons|sommes|mi|ci|nos|me|{_SELF})\s+){{0,2}}(?:{'|'.join(_MOVES)})\b",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r"--|[—–;!?]|(?<=\w{4})\.(?:\s|$)|\n\s*\n")  # no full stop as in "Mr."


def moves(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that say whither its writer moves."""
    for found in _MOVED.finditer(text):
        end = _CLAUSE.search(text, found.end())
        yield found.end(), end.start() if end else len(text)


class Dwelling:
    """Where the writer lives, by day: as the words for it were linked, and as moves were told."""

    def __init__(self) -> None:
        self._linked: list[tuple[int, str, str]] = []  # day, record, word
        self._moved: list[tuple[int, str]] = []
        self._words: frozenset[str] | None = None

    def link(self, day: int, record: str, word: str) -> None:
        """A word in small letters stood for a place."""
        insort(self._linked, (day, record, word))
        self._words = None

    def move(self, day: int, record: str) -> None:
        """The writer says whither they move."""
        if (day, record) not in self._moved:
            insort(self._moved, (day, record))

    @property
    def words(self) -> frozenset[str]:
        """The words for it: those that stood mostly for the places for which such words stood most."""
        if self._words is None:
            places = Counter(record for _, record, _ in self._linked)
            most = max(places.values(), default=0)
            by: dict[str, Counter[str]] = {}
            for _, record, word in self._linked:
                by.setdefault(word, Counter())[record] += 1
            self._words = frozenset(
                word for word, of in by.items() if 10 * places[of.most_common(1)[0][0]] > most
            )
        return self._words

    def on(self, day: int) -> str:
        """Where the writer lived on a day: the last move, or what the last links before it agree on."""
        known = self._linked[: bisect_right(self._linked, (day, "\U0010ffff"))]
        known = [one for one in known[-12:] if one[2] in self.words][-_AGREE:]
        moved = self._moved[: bisect_right(self._moved, (day - 1, "\U0010ffff"))]
        if moved and (not known or moved[-1][0] >= known[-1][0]):
            return moved[-1][1]
        if moved:  # links on the same side of the move alone
            known = [one for one in known if one[0] > moved[-1][0]]
        places = {record for _, record, _ in known}
        return places.pop() if len(places) == 1 else ""
