"""Which records may be one: likely duplicates, with the reasons, the likeliest first."""

from __future__ import annotations

import re
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
_SPELT, _INITIAL = 0.5, 0.35
_SPELLINGS: Final = (
    ("ae", "a"), ("oe", "o"), ("ue", "u"), ("ai", "ei"), ("ay", "ei"), ("ey", "ei"), ("th", "t"), ("dt", "t"),
    ("ck", "k"), ("tz", "z"), ("ph", "f"), ("y", "i"), ("c", "k"),
)  # fmt: skip
_LONG: Final = 4  # letters that a word must have to be spelt in several ways
_TWICE = re.compile(r"(\w)\1")


class Likeness(NamedTuple):
    """Two records that may be one."""

    one: str
    other: str
    score: float  # 0 to 1, a rank and no probability
    why: tuple[str, ...]


def folded(text: str) -> str:
    """A name without case, accents and signs, on one line (compatibility caseless matching: The Unicode
    Standard, definition 146).
    """
    plain = text.casefold()
    if not text.isascii():  # a mathematical capital has no small letter until it is a letter: 𝞐
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFD", text).casefold())
        plain = unicodedata.normalize("NFKD", plain.casefold())
    kept = "".join(
        sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign)
    )
    return " ".join(kept.split())


def spelt(text: str) -> str:
    """What the spellings of a name share: Mueller and Müller, Meyer and Maier, Goethe and Göthe."""
    return " ".join(map(_spelt, folded(text).split()))


def _spelt(word: str) -> str:
    if len(word) < _LONG:  # initials, and figures of kings
        return word
    for one, like in _SPELLINGS:
        word = word.replace(one, like)
    return _TWICE.sub(r"\1", word)


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
        said = sorted(reasons, key=lambda why: (-reasons[why], why))
        for why in said:
            missing *= 1 - reasons[why]
        if _dates_agree(register.records[one_id], register.records[other_id]):
            said.append("the same years")
            missing *= 0.7
        pairs.append(Likeness(one_id, other_id, round(1 - missing, 3), tuple(said)))
    return sorted(pairs, key=lambda pair: (-pair.score, pair.one, pair.other))


def _keys(record: Record) -> Iterator[tuple[str, ...]]:
    for authority in record.authorities:
        yield record.kind, "id", authority.scheme, authority.id
    # of a work the other titles are often those of the book that it stands in
    forename, surname = parts_of(record)
    for name in _names_of(record):
        text = folded(name)
        if len(text) > 2:
            yield record.kind, "name", text
            parts = sorted(set(text.split()))
            if len(parts) > 1:
                yield record.kind, "parts", *parts
            if len(parts) > 1 or record.kind != "person":
                yield record.kind, "spelt", *sorted(set(spelt(name).split()))
    if record.kind == "person" and forename and surname:
        years = _year(record.begin)
        initial = folded(forename)[:1]
        if years:
            yield record.kind, "near", folded(surname), initial, str(years)
        yield record.kind, "initial", folded(surname), initial


def _names_of(record: Record) -> list[str]:
    """The names by which a record is compared."""
    names = [name.text for name in (record.names[:1] if record.kind == "work" else record.names)]
    if record.kind == "person" and record.forename and record.surname:
        names.append(f"{record.forename} {record.surname}")
    return list(dict.fromkeys(names))


def _in_order(name: str) -> str:
    return " ".join(sorted(folded(name).split()))


def parts_of(record: Record) -> tuple[str, str]:
    """The forename and the surname of a person, or what they seem to be."""
    if record.surname or record.forename or record.kind != "person":
        return record.forename, record.surname
    words = record.name.split()
    return (" ".join(words[:-1]), words[-1]) if len(words) in (2, 3) else ("", "")


def _shortened(one: Record, other: Record) -> bool:
    """Whether of two forenames one is only the other's initials: J. and Jem."""
    firsts = [parts_of(record)[0] for record in (one, other)]
    short = [all(len(word) == 1 for word in folded(first).split()) for first in firsts]
    if short[0] == short[1]:
        return False
    initials = [[word[0] for word in folded(first).split()] for first in firsts]
    size = min(map(len, initials))
    return size > 0 and initials[0][:size] == initials[1][:size]


def _said(key: tuple[str, ...], one: Record, other: Record) -> tuple[float, str]:
    if key[1] == "id":
        return _SURE, f"the same {key[2]} id"
    if key[1] == "name":
        if folded(one.name) == folded(other.name):
            return _SAME_NAME, "the same name"
        return _VARIANT, "a name of one is a name of the other"
    if key[1] == "parts":
        return _PARTS, "the same words in their names"
    if key[1] == "spelt":
        known = [{_in_order(name) for name in _names_of(record)} for record in (one, other)]
        if known[0] & known[1]:
            return 0.0, ""
        return _SPELT, "the same name in another spelling"
    if key[1] == "initial":
        return (
            _INITIAL if _shortened(one, other) else 0.0
        ), "the same surname, and initials that fit"
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
