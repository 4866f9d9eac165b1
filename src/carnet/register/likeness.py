"""Which records may be one: likely duplicates, with the reasons, the likeliest first."""

from __future__ import annotations

import unicodedata
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from carnet.dates import When
from carnet.errors import DateError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carnet.register.record import Record
    from carnet.register.register import Register

_CROWD: Final = 40
"""Where more records than this share a key, it is too common a name to tell anything."""
_SURE, _SAME_NAME, _VARIANT, _PARTS, _NEAR = 0.99, 0.8, 0.6, 0.5, 0.45


class Likeness(NamedTuple):
    """Two records that may be one."""

    one: str
    other: str
    score: float  # 0 to 1, a rank and no probability
    why: tuple[str, ...]


def folded(text: str) -> str:
    """A name without case, accents and signs, on one line."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(
        sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign)
    )
    return " ".join(kept.split())


def duplicates(register: Register) -> list[Likeness]:
    """Pairs of the same kind that share an id of a catalogue of the world, or a name and nothing
    that speaks against it: people with different years of birth or death, works by different
    authors, places far apart are not one.
    """
    found: dict[tuple[str, str], dict[str, float]] = {}
    blocks: dict[tuple[str, ...], list[Record]] = {}
    for record in register:
        for key in set(_keys(record)):
            blocks.setdefault(key, []).append(record)
    for key, held in blocks.items():
        if len(held) > _CROWD:
            continue
        for one, other in combinations(held, 2):
            if one is other or (key[1] != "id" and apart(one, other)):
                continue
            score, why = _said(key, one, other)
            if score:
                ids = (one.id, other.id) if one.id < other.id else (other.id, one.id)
                found.setdefault(ids, {})[why] = score
    pairs = []
    for (one_id, other_id), reasons in found.items():
        if frozenset((one_id, other_id)) in register.distinct:
            continue
        missing = 1.0
        for score in reasons.values():
            missing *= 1 - score
        if _dates_agree(register.records[one_id], register.records[other_id]):
            reasons["the same years"] = 0.3
            missing *= 0.7
        pairs.append(Likeness(one_id, other_id, round(1 - missing, 3), tuple(reasons)))
    return sorted(pairs, key=lambda pair: (-pair.score, pair.one, pair.other))


def _keys(record: Record) -> Iterator[tuple[str, ...]]:
    for authority in record.authorities:
        yield record.kind, "id", authority.scheme, authority.id
    # of a work the other titles are often those of the book that it stands in
    for variant in record.names[:1] if record.kind == "work" else record.names:
        text = folded(variant.text)
        if len(text) > 2:
            yield record.kind, "name", text
            parts = sorted(set(text.split()))
            if len(parts) > 1:
                yield record.kind, "parts", *parts
    if record.kind == "person" and record.surname and record.forename:
        years = _year(record.begin)
        if years:
            yield (
                record.kind,
                "near",
                folded(record.surname),
                folded(record.forename)[:1],
                str(years),
            )


def _said(key: tuple[str, ...], one: Record, other: Record) -> tuple[float, str]:
    if key[1] == "id":
        return _SURE, f"the same {key[2]} id"
    if key[1] == "name":
        if folded(one.name) == folded(other.name):
            return _SAME_NAME, "the same name"
        return _VARIANT, "a name of one is a name of the other"
    if key[1] == "parts":
        return _PARTS, "the same words in their names"
    return _NEAR, "the same surname, initial and year of birth"


def _year(edtf: str) -> int | None:
    if not edtf:
        return None
    try:
        return When.parse(edtf).year
    except DateError:
        return None


def _bounds(edtf: str) -> tuple[int, int] | None:
    try:
        return When.parse(edtf).bounds if edtf else None
    except DateError:
        return None


def apart(one: Record, other: Record) -> bool:
    """Whether something that both say speaks against their being one."""
    for mine, yours in ((one.begin, other.begin), (one.end, other.end)):
        a, b = _bounds(mine), _bounds(yours)
        if a and b and (a[1] + 370 < b[0] or b[1] + 370 < a[0]):
            return True
    for scheme in {a.scheme for a in one.authorities} & {a.scheme for a in other.authorities}:
        ids = [{a.id for a in record.authorities if a.scheme == scheme} for record in (one, other)]
        if not ids[0] & ids[1]:
            return True
    if (
        one.kind == "work"
        and one.authors
        and other.authors
        and not set(one.authors) & set(other.authors)
    ):
        return True
    if None not in (one.latitude, one.longitude, other.latitude, other.longitude):
        far = abs(one.latitude - other.latitude) > 0.2 or abs(one.longitude - other.longitude) > 0.3  # type: ignore[operator]
        if far:
            return True
    return False


def _dates_agree(one: Record, other: Record) -> bool:
    same = [(a, b) for a, b in ((one.begin, other.begin), (one.end, other.end)) if a and b]
    return bool(same) and all(_year(a) == _year(b) for a, b in same)
