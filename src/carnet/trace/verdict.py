"""The verdict: word for word, what an essay changed in what it quotes.

Words are compared by their letters. Equal letters throughout, whatever the typography, are
`verbatim`; what differs in case or points alone is still named. Where words differ, equal stretches
are found first, and the words between them paired by likeness.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from rapidfuzz.distance import Levenshtein

from carnet.trace import marks
from carnet.trace.boundaries import WORD, alike, form
from carnet.trace.quotation import Change
from carnet.trace.senses import LIMITS, NEGATIONS, is_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_POINT = re.compile(r"[^\w\s]+")
_HYPHEN = re.compile(r"[-\u00ad\u2010\u2011]\s*$")
_TYPE = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "‹": "'",
        "›": "'", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "…": ".", "_": "", "*": "",
        "\u00ad": "", "\u00a0": " ", "\u202f": " ",
        "œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae",
    }
)  # fmt: skip


class Word(NamedTuple):
    """A word, its letters, where it stands, and the points right after it."""

    form: bytes
    start: int
    end: int
    text: str
    points: str


def words(text: str, base: int = 0) -> list[Word]:
    """The words of a stretch, `&` among them."""
    found = list(_WORDS.finditer(text))
    out = []
    for nth, one in enumerate(found):
        stop = found[nth + 1].start() if nth + 1 < len(found) else len(text)
        between = text[one.end() : stop]
        said = one[0] if one[0].isalpha() else _INNER.sub("", one[0])
        out.append(Word(form(said), one.start() + base, one.end() + base, said, between))
    return out


# a word may hold an apostrophe, the brackets of "[t]he", or a line's end after a hyphen
_WORDS = re.compile(r"[^\W_]+(?:(?:['’\[\]\u00ad]|[-\u00ad]\s*\n[\s>]*)[^\W_]+)*|&")
_INNER = re.compile(r"[\[\]\u00ad]|-\s*\n[\s>]*")


def compare(
    essay: str, start: int, end: int, source: str, brackets: Sequence[tuple[int, int]] = ()
) -> list[Change]:
    """The changes from `source` to essay `[start, end)`, in the order of the essay. `brackets` are
    the stretches of the essay that are in brackets.
    """
    if essay[start:end].split() == source.split():
        return []
    here = words(essay[start:end], start)
    there = words(source)
    ours, theirs = [one.form for one in here], [one.form for one in there]
    if ours == theirs:
        return list(_small(here, there, here[0].start if here else 0, brackets))
    changes: list[Change] = []
    for equal, a, b, c, d in _stretches(ours, theirs):
        if equal:
            changes += _small(here[a:b], there[c:d], here[0].start, brackets)
        else:
            changes += _differ(here[a:b], there[c:d], essay, here, a, brackets)
    return _exchanged(_moved(changes))


def _stretches(
    ours: Sequence[bytes], theirs: Sequence[bytes]
) -> Iterable[tuple[bool, int, int, int, int]]:
    """Equal and unequal stretches by turns."""
    last: tuple[int, int, int, int] | None = None
    for op in Levenshtein.opcodes(ours, theirs):
        a, b, c, d = op.src_start, op.src_end, op.dest_start, op.dest_end
        if op.tag != "equal":
            last = (last[0], b, last[2], d) if last else (a, b, c, d)
            continue
        if last:
            yield (False, *last)
            last = None
        yield True, a, b, c, d
    if last:
        yield (False, *last)


def _small(
    here: Sequence[Word], there: Sequence[Word], first: int, brackets: Sequence[tuple[int, int]]
) -> Iterable[Change]:
    """Differences of case and points between equal words. The first word of a quotation may take
    the case of the sentence that it is set in.
    """
    last = len(here) - 1
    for nth, (one, two) in enumerate(zip(here, there, strict=True)):
        if (one.text == "&") != (two.text == "&"):
            yield Change("spelling", one.start, one.end, two.text, one.text)
        if one.text != two.text and _respelt(one.text, two.text):
            yield Change("spelling", one.start, one.end, two.text, one.text)
        elif one.text != two.text and _cased(one.text, two.text):
            # a letter in brackets says itself that it was another
            marked = any(a <= one.start < b or a <= one.end - 1 < b for a, b in brackets)
            if not marked and one.start != first:
                yield Change("case", one.start, one.end, two.text, one.text)
        if nth < last:
            ours, theirs = _points(one.points), _points(two.points)
            if ours != theirs:
                yield Change("punctuation", one.end, one.end + len(one.points), theirs, ours)


def _respelt(one: str, two: str) -> bool:
    """Whether two words of the same letters are spelt otherwise: daß and dass, peut-être and peut
    être are; a ligature or another apostrophe is mere type.
    """
    if one.isascii() and two.isascii():
        return False
    plain = [normalize("NFKC", word.translate(_TYPE)).lower() for word in (one, two)]
    return plain[0] != plain[1]


def _cased(one: str, two: str) -> bool:
    """Whether two words are one but for capitals."""
    one, two = one.translate(_TYPE), two.translate(_TYPE)
    return one != two and one.casefold() == two.casefold()


def _points(between: str) -> str:
    """The points between two words, without what is mere typography."""
    if _HYPHEN.search(between):
        return ""
    plain = between.translate(_TYPE)
    return "".join(
        sign
        for sign in plain
        if not sign.isspace() and not sign.isalnum() and sign not in "-\"'[]>"
    )


def _differ(
    here: Sequence[Word], there: Sequence[Word], essay: str, all_: Sequence[Word], at: int,
    brackets: Sequence[tuple[int, int]],
) -> list[Change]:  # fmt: skip
    """Words that differ, paired by likeness."""
    if b"".join(one.form for one in here) == b"".join(one.form for one in there):
        return []  # one word printed as two, or at a line's end
    bracketed = [one for one in here if any(a <= one.start and one.end <= b for a, b in brackets)]
    if bracketed and len(bracketed) < len(here):
        # the bracket by itself, with what it stands for; then what is round it
        first, last = here.index(bracketed[0]), here.index(bracketed[-1]) + 1
        before, after = here[:first], here[last:]
        left = min(len(before), len(there))
        right = max(len(there) - len(after), left)
        sides = ((before, there[:left], at), (after, there[right:], at + last))
        out = _differ(bracketed, there[left:right], essay, all_, at + first, brackets)
        for ours, theirs, where in sides:
            if [one.form for one in ours] != [one.form for one in theirs]:
                out += _differ(ours, theirs, essay, all_, where, ())
        return sorted(out, key=lambda one: one.start)
    if bracketed:
        kind = "word" if there else "insertion"
        return [_change(kind, here, there, essay, all_, at)._replace(bracketed=True)]
    if not here:
        return [_change("omission", here, there, essay, all_, at)]
    if not there:
        return [_change("insertion", here, there, essay, all_, at)]
    out = []
    pairs = _paired([one.form for one in here], [one.form for one in there])
    a = c = 0
    for one, two in [*pairs, (len(here), len(there))]:
        if a < one or c < two:
            out += _plain(here[a:one], there[c:two], essay, all_, at + a)
        if one < len(here) and here[one].form != there[two].form:
            out.append(
                _change(
                    "spelling", here[one : one + 1], there[two : two + 1], essay, all_, at + one
                )
            )
        a, c = one + 1, two + 1
    return out


def _plain(
    here: Sequence[Word], there: Sequence[Word], essay: str, all_: Sequence[Word], at: int
) -> list[Change]:
    """Words without a likeness: changed one for one, the rest put in or left out."""
    if not here:
        return [_change("omission", here, there, essay, all_, at)]
    if not there:
        return [_change("insertion", here, there, essay, all_, at)]
    return [_change("word", here, there, essay, all_, at)]


def _paired(here: Sequence[bytes], there: Sequence[bytes]) -> list[tuple[int, int]]:
    """Words that are alike, in one order on both sides."""
    if len(here) * len(there) > 4000:
        return []
    best = [[0] * (len(there) + 1) for _ in range(len(here) + 1)]
    for a in range(len(here) - 1, -1, -1):
        for b in range(len(there) - 1, -1, -1):
            value = max(best[a + 1][b], best[a][b + 1])
            if _akin(here[a], there[b]):
                value = max(value, best[a + 1][b + 1] + 1)
            best[a][b] = value
    out = []
    a = b = 0
    while a < len(here) and b < len(there):
        if _akin(here[a], there[b]) and best[a][b] == best[a + 1][b + 1] + 1:
            out.append((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return out


def _akin(one: bytes, two: bytes) -> bool:
    """Whether one word may be a spelling of the other: nine is none of ten, though alike."""
    return alike(one, two) and not (one != two and is_number(one) and is_number(two))


def _change(
    kind: str,
    here: Sequence[Word],
    there: Sequence[Word],
    essay: str,
    all_: Sequence[Word],
    at: int,
) -> Change:
    was = ""
    if there:
        was = "".join(
            one.text + (one.points if n < len(there) - 1 else "") for n, one in enumerate(there)
        )
    if here:
        start, end = here[0].start, here[-1].end
    else:
        start = end = all_[at - 1].end if at else (all_[0].start if all_ else 0)
    return Change(kind, start, end, " ".join(was.split()), " ".join(essay[start:end].split()))


def _exchanged(changes: list[Change]) -> list[Change]:
    """Two words that stand in each other's place are a change of order."""
    words = [one for one in changes if one.kind == "word"]
    swapped = {
        id(one)
        for one in words
        for two in words
        if one is not two
        and _forms(one.was) == _forms(two.now)
        and _forms(one.now) == _forms(two.was)
    }
    return [one._replace(kind="order") if id(one) in swapped else one for one in changes]


def _moved(changes: list[Change]) -> list[Change]:
    """What was left out in one place and put in at another is a change of order."""
    out = list(changes)
    for one in changes:
        if one.kind != "insertion":
            continue
        for two in changes:
            same = two.kind == "omission" and two in out and one in out
            if same and _forms(one.now) == _forms(two.was):
                out[out.index(one)] = Change("order", one.start, one.end, two.was, one.now)
                out.remove(two)
    return out


def _forms(text: str) -> list[bytes]:
    return [form(found[0]) for found in WORD.finditer(text)]


SILENT = 5
"""Words that are left out without a sign before it is called a silent elision."""

SMALL = frozenset(("case", "punctuation"))
"""Changes that leave a quotation verbatim."""


def flags(changes: Iterable[Change]) -> list[str]:
    """What the changes do to the sense."""
    found: set[str] = set()
    for one in changes:
        if one.kind in SMALL:
            continue
        was, now = _forms(one.was), _forms(one.now)
        if one.kind == "omission" and len(was) >= SILENT:
            found.add("silent elision")
            continue
        if [w for w in was if w in NEGATIONS] != [w for w in now if w in NEGATIONS]:
            found.add("negation")
        ours, theirs = [w for w in now if is_number(w)], [w for w in was if is_number(w)]
        if ours == theirs or (one.kind == "spelling" and not (ours and theirs)):
            continue
        # a small numeral that comes and goes with other words is no number changed
        if one.kind in ("omission", "insertion") and not any(
            w[:1].isdigit() for w in ours + theirs
        ):
            continue
        found.add("number")
    return sorted(found)


def cut_short(quote_after: str, source_after: str) -> bool:
    """Whether a quotation that ends a sentence of the essay stops before a clause that limits it.
    `quote_after` is what follows it in the essay, `source_after` in the source.
    """
    ends = re.match(r"[\s\"'”’»›)\]]*[.!?]|[.!?]", quote_after)
    if not ends or marks.ellipses(quote_after[:6]):
        return False
    between = re.match(r"\s*[,;:–—-]*\s*", source_after)
    rest = source_after[between.end() :] if between else source_after
    word = WORD.match(rest)
    return bool(word and form(word[0]) in LIMITS)
