"""Where a book goes on after its diary: notes, an appendix, an index, the publisher's list."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.days.doubt import Understood

_FEW = 0.1  # of all entries: so many dates in what follows are none of the diary's
_ON = 45  # days
_SOME = 5  # entries, of which one may be none

# An end in so many words, or a part of a book that is written by others.
_TITLE = re.compile(
    r"(?<=\n\n)[^\S\n]*[_*+=~#]{0,3}\s?((?:"
    r"THE END|FINIS|FIN|FIN D[UE]S? [^\n]{3,40}|ENDE|DAS ENDE|FINE|FIM|EINDE|KONIEC|КОНЕЦ|"
    r"APPENDI(?:X|CES)|ANHANG|ANH[ÄA]NGE|APPENDICES?|AP[ÉE]NDICES?|AP[ÊE]NDICES?|BIJLAGEN?|"
    r"ПРИЛОЖЕНИ[ЕЯ]|DODATEK|DODATKI|ANEKS|"
    r"(?:GENERAL |NAMEN-?|SACH-?|PERSONEN-?)?(?:INDEX|REGISTER|VERZEICHNIS)|"
    r"INDEX [^\n]{3,40}|INDICE(?: [^\n]{3,40})?|[ÍI]NDICE(?: [^\n]{3,40})?|УКАЗАТЕЛЬ|SKOROWIDZ|INDEKS|"
    r"TABLE (?:DES|ALPHAB)[^\n]{3,40}|GLOSSARY|BIBLIOGRAPHY|ERRATA|CORRIGENDA|ADDENDA|"
    r"END ?NOTES|FOOTNOTES|NOTES?|NOTES (?:TO|ON) [^\n]{3,40}|ANMERKUNGEN|NOTAS|AANTEEKENINGEN|"
    r"AANTEKENINGEN|ПРИМЕЧАНИ[ЕЯ]|КОММЕНТАРИИ|PRZYPISY|EDITOR[’']S NOTES?|TRANSCRIBER[’']S NOTES?|"
    r"BY THE SAME AUTHOR|DU M[ÊE]ME AUTEUR|ADVERTISEMENTS?"
    r")(?: [IVX]{1,4}| [A-Z0-9])?)[.:]?[_*+=~#]{0,3}[^\S\n]*(?=\n[^\S\n]*\n|\n?\Z)"
)


def end_of_diary(text: str, start: int, end: int, taken: Sequence[Understood]) -> int:
    """Where the diary in `text[start:end]` ends: at the first title of what is none of it, if few
    dates at most stand behind that; else at `end`.
    """
    entries = [each for each in taken if each.role == "entry"]
    starts = [each.head.start for each in entries]
    most = max(_FEW * len(entries), len(entries) > _SOME)
    for title in _TITLE.finditer(text, max(start, starts[0]), end):
        behind = len(starts) - bisect_right(starts, title.start())
        if behind > most:
            continue
        if not behind or not _goes_on(entries[-behind - 1 :]):
            return title.start(1)
        most = 0  # what goes on behind this title does so behind any later one
    return end


def _goes_on(entries: Sequence[Understood]) -> bool:
    """Whether days follow each other as a diary's do: a writer may set such titles too."""
    bounds = [each.when.bounds for each in entries]
    return all(
        one is not None and two is not None and 0 <= two[0] - one[0] <= _ON
        for one, two in pairwise(bounds)
    )


__all__ = ["end_of_diary"]
