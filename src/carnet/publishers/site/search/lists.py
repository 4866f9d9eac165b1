"""Lists of terms: which blocks a term is in. One list for all terms that begin with a letter."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from carnet.publishers.site.packing import base36, begun_alike
from carnet.publishers.site.search.blocks import Block, as_script
from carnet.search.tokens import ALONE, JOINT, MARK, UNSEEN, fold, joins, kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from carnet.search.named import Known

_FEW: Final = 4  # blocks; more are written as bits
_APART: Final = "\0"  # between two texts
_PLAIN: Final = re.compile(r"[^\W_]+")


class Terms(dict[str, str]):
    """The term of each word, folded when it is first met."""

    def __missing__(self, word: str) -> str:
        term = self[word] = fold(word)
        return term


def list_of(term: str) -> str:
    """The list that has a term; `engine.js` knows it too."""
    code = ord(term[0])
    return f"t-{code if code < 0x600 else 0x10000 + (code >> 8):x}"


def terms_in(texts: Iterable[str], known: Terms) -> dict[str, list[str]]:
    """The terms of some texts, by list, in order. The same words as `tokens.words` finds, without places."""
    text = _APART.join(texts)
    text = JOINT.sub(lambda joint: "" if joins(text, joint) else joint[0], text)
    signs: dict[int, list[str]] = {UNSEEN: [], ALONE: [], MARK: []}
    for sign in set(text):
        if not sign.isascii():
            signs.setdefault(kind(sign), []).append(sign)
    unseen, alone, marks = (_class(signs[each]) for each in (UNSEEN, ALONE, MARK))
    if unseen:
        text = re.sub(f"[{unseen}]", "", text)
    word = _PLAIN
    if alone:
        within = f"(?![{alone}])[^\\W_]" + (f"|[{marks}]" if marks else "")
        word = re.compile(f"[{alone}]{f'[{marks}]*' if marks else ''}|(?:{within})+")
    elif marks:
        word = re.compile(f"(?:[^\\W_]|[{marks}])+")
    few = " ".join(set(text.split()))  # what stands between blanks, each once: most comes often
    terms = sorted(set(map(known.__getitem__, set(word.findall(few)))))
    out: dict[str, list[str]] = {}
    for _, some in groupby(terms, key=itemgetter(0)):
        held = list(some)
        out.setdefault(list_of(held[0]), []).extend(held)
    return out


def _class(signs: Sequence[str]) -> str:
    return "".join(map(re.escape, sorted(signs)))


def list_script(name: str, terms: Mapping[int, Sequence[str]]) -> bytes:
    """A list as a script that hands it over; `terms` are those of each block, by its number."""
    where: dict[str, list[int]] = {}
    for n in sorted(terms):
        for term in terms[n]:
            if term in where:
                where[term].append(n)
            else:
                where[term] = [n]
    told: dict[tuple[int, ...], str] = {}
    rows = []
    for term in sorted(where):
        blocks = tuple(where[term])
        rows.append(told.get(blocks) or told.setdefault(blocks, _told(blocks)))
    both = as_script([" ".join(begun_alike(sorted(where))), " ".join(rows)])
    return f'carnet.terms("{name}",{both});\n'.encode()


def _told(blocks: Sequence[int]) -> str:
    """Numbers of blocks: a few one by one in base 36, many as bits, four to a digit."""
    if len(blocks) <= _FEW:
        return ".".join(map(base36, blocks))
    digits = [0] * (blocks[-1] // 4 + 1)
    for n in blocks:
        digits[n // 4] |= 1 << n % 4
    return "x" + "".join(f"{digit:x}" for digit in digits)


def records_script(kind: str, known: Sequence[Known], blocks: Sequence[Block]) -> bytes:
    """The records of a kind as a script that hands them over: of each its ids, its names, and where
    it is named: the number of a block, then those of its entries there, in base 36.
    """
    ends = list(accumulate(block.size for block in blocks))
    rows = []
    for record in known:
        where: dict[int, list[int]] = {}
        for place in sorted(set(record.entries)):
            n = bisect_right(ends, place)
            where.setdefault(n, [n]).append(place - (ends[n - 1] if n else 0))
        told = " ".join(".".join(map(base36, numbers)) for numbers in where.values())
        rows.append([record.ids, record.names, told])
    return f'carnet.records("r-{kind}",{as_script(rows)});\n'.encode()


def shelf_script(
    blocks: Sequence[Block], lists: Sequence[str], times: Sequence[Sequence[int]],
    named: Sequence[str],
) -> bytes:  # fmt: skip
    """What there is: the blocks in order and their times, the lists, the kinds of records, and how
    many words.
    """
    data = {
        "blocks": [block.name for block in blocks],
        "times": list(times),
        "lists": list(lists),
        "named": list(named),
        "entries": sum(block.size for block in blocks),
        "words": sum(block.words for block in blocks),
    }
    return f"carnet.shelf({as_script(data)});\n".encode()
