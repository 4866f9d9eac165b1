"""The old single-byte encodings, told apart by what their bytes would spell."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

_CONTEXT = re.compile(rb"[\x00-\x7f]?[\x80-\xff]{1,40}[\x00-\x7f]?")
_SAMPLE = 20_000  # contexts that are looked at
_POOR = 0.75  # a mean score below is no spelling; real diaries reach 1.5 in their own encoding
# Where two spell equally well, the earlier is taken.
_CANDIDATES = (
    *("latin-1", "cp1252", "mac-roman", "cp1251", "koi8-r", "cp850", "cp1250", "cp1253"),
)
_FREQUENT = frozenset(
    "éèàçêùâîôûëïœæÉÈÀÇÊüöäßÜÖÄñóíáúÑøåØÅãõìòýðþ"
    "ąćęłńśźżčěřšťůžőűŁŚŻČŘŠŽ"
    "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъѣіОЕАИНТСРВЛКМДПУЯГЗБЧХЖШЮЦЩЭФ"
    "αεηιοτνσρκπλμςυάέήίόύώγδθφχβξωψζΑΕΗΙΟΤΝΣΡΚΠΛΜΓΔΘΦΧΒ"
)
_POINTS = frozenset("«»“”„‘’–—…°§£€·¿¡№½¼¾×©\u00a0")
_WITHIN = frozenset("’·–—…")  # the points that may stand between two letters


def likeliest(data: bytes) -> tuple[str, str] | None:
    """The text, and the encoding in which the bytes above ASCII best spell words; None where in
    none of them they do.
    """
    contexts = Counter(match[0] for match in islice(_CONTEXT.finditer(data), _SAMPLE))
    seen = sum(contexts.values())
    scores = {}
    for encoding in _CANDIDATES:
        try:
            total = sum(_score(bytes_.decode(encoding)) * n for bytes_, n in contexts.items())
        except UnicodeDecodeError:
            continue
        scores[encoding] = total / seen
    ranked = sorted(scores, key=lambda encoding: -scores[encoding])
    if scores[ranked[0]] < _POOR and sum(map(len, contexts.elements())) > 60:
        return None
    for encoding in ranked:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return None


def _score(context: str) -> float:
    """How well a few characters spell: the mean over those above ASCII, from -4 to 2."""
    total = count = 0
    padded = f" {context} "
    for before, char, after in zip(padded, padded[1:], padded[2:], strict=False):
        if char.isascii():
            continue
        count += 1
        if char.isalpha():
            total += 2 if char in _FREQUENT else -1
            total -= 3 * _clashes(before, char)
        elif char in _POINTS:
            within = before.isalpha() and after.isalpha() and char not in _WITHIN
            total += -2 if within or (char in "¡¿" and before.isalnum()) else 2
        else:
            total -= 4 if char < "\u00a0" else 2
    return total / count


def _clashes(before: str, char: str) -> bool:
    """Whether two letters cannot well be neighbours: two scripts, or a capital in mid-word."""
    if not before.isalpha():
        return False
    return (before > "\u0370") != (char > "\u0370") or (before.islower() and char.isupper())
