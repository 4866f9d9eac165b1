"""The forms that a name takes in a notebook: cut into words, folded, without its endings."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

_WORD = re.compile(r"(?<![^\W_])[^\W\d_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*")
_JOINED = re.compile(r"[\s'’.‐­-]{0,6}")  # what may stand between two words of a name
_BROKEN = re.compile(r"[-‐¬­]\s*\n\s*")  # and between two halves of a word

# Endings that inflect a name, longest first: Shakespeareschen, Adlers, Fannyn, Puškinu.
_ENDINGS: Final = (
    "schen", "sches", "scher", "sche", "ians", "ens", "ian", "en", "es", "em", "er", "ovi", "om",
    "ou", "ego", "emu", "s", "n", "x", "a", "u", "y", "e",
)  # fmt: skip
# small words within names, which no capital marks
SMALL: Final = frozenset(
    (
        *("von", "vom", "zu", "zum", "van", "der", "den", "ter", "de", "du", "des", "la", "le"),
        *("da", "di", "del", "della", "dos", "das", "of", "the", "y", "e", "af", "av", "al", "el", "bin"),
    )
)  # fmt: skip
AND: Final = frozenset(
    ("und", "u", "and", "et", "e", "y", "i", "en", "och", "og", "a", "и", "mit", "with")
)
"""What joins two names."""
WOMEN: Final = frozenset(
    (
        *("mrs", "miss", "ms", "lady", "frau", "frl", "fraulein", "baronin", "grafin", "hofratin"),
        *("furstin", "prinzessin", "princess", "countess", "duchess", "queen", "madame", "mme"),
        *("mlle", "mademoiselle", "tante", "aunt", "cousine", "sister", "schwester", "dona", "senora"),
        *("signora", "sra", "mevrouw", "pani", "gospozha", "mama", "grossmama", "mad", "konigin", "kaiserin"),
        *("herzogin", "comtesse", "marquise", "duchesse", "freifrau", "gospoza"),
    )
)  # fmt: skip
MEN: Final = frozenset(
    (
        *("mr", "sir", "lord", "rev", "capt", "captain", "col", "colonel", "herr", "herrn", "hr", "hrn", "baron"),
        *("graf", "furst", "prinz", "prince", "count", "duke", "king", "monsieur", "abbe", "onkel"),
        *("uncle", "oncle", "brother", "bruder", "don", "senor", "signor", "sr", "mijnheer", "pan"),
        *("hofrat", "hofrath", "pater", "father", "major", "general", "oberst", "papa", "konig", "kaiser"),
        *("herzog", "comte", "marquis", "duc", "freiherr", "citoyen", "gospodin"),
    )
)  # fmt: skip
TITLES: Final = (
    WOMEN
    | MEN
    | frozenset(
        (
            *(
                "dr",
                "doktor",
                "doctor",
                "docteur",
                "prof",
                "professor",
                "dir",
                "director",
                "direktor",
            ),
            *("m", "mm", "exc", "st"),
        )
    )
)
_SAME_TITLE: Final = {
    "capt": "captain", "col": "colonel", "prof": "professor", "herrn": "herr", "hr": "herr", "hrn": "herr",
    "frl": "fraulein", "mme": "madame", "mlle": "mademoiselle", "dir": "director", "direktor": "director",
    "hofrath": "hofrat", "sra": "senora", "sr": "senor", "m": "monsieur",
}  # fmt: skip
ANY_MAN: Final = frozenset(
    ("mr", "herr", "monsieur", "senor", "signor", "mijnheer", "pan", "gospodin")
)
# of these none stands before a first name alone: Mr. Philip is another's surname
FORMAL: Final = frozenset(
    (
        *("mr", "mrs", "dr", "prof", "professor", "dir", "director", "direktor", "herr", "herrn", "hr", "hrn"),
        *("doktor", "doctor", "docteur"),
        *("frau", "hofrat", "hofrath", "hofratin", "monsieur", "mme", "madame", "m", "signor", "mijnheer"),
        *("major", "general", "oberst", "colonel", "col", "captain", "capt", "rev"),
    )
)  # fmt: skip
ARTICLES: Final = frozenset(
    (
        *("der", "die", "das", "dem", "den", "des", "ein", "eine", "einen", "einem", "einer", "eines"),
        *("im", "am", "zum", "zur", "vom", "beim", "ins", "ans", "aufs", "ums", "kein", "keine", "mein", "meine", "meinen", "sein"),
        *("seine", "ihr", "ihre", "dieser", "diese", "jeder", "the", "a", "an", "my", "his", "her"),
        *("their", "our", "this", "that", "no", "le", "la", "les", "un", "une", "du", "mon", "ma"),
        *("mes", "son", "sa", "el", "los", "las", "una", "mi", "su", "il", "lo", "gli", "i", "mio"),
        *("o", "os", "um", "uma", "het", "een", "de"),
    )
)  # fmt: skip
MONTHS: Final = frozenset(  # that are names of people as well
    (
        *("april", "may", "june", "august", "july", "mai", "juni", "juli", "avril", "aout", "juin"),
        *("juillet", "aprile", "maggio", "agosto", "augusto", "abril", "mayo", "junio", "julio", "maj"),
        *("augustus", "mei", "augusti", "feb", "apr", "aug", "sept", "oct", "okt", "nov", "dec", "dez"),
    )
)  # fmt: skip
FIGURES: Final = frozenset("0¶")
"""What stands beside a word where that is a figure: of a measure or a day, or at the beginning."""
INSIDE: Final = frozenset(("im", "ins", "am", "ans", "aufs", "ums"))  # of no person


@dataclass(slots=True)
class Word:
    """One word of a text that may belong to a name, with its place.

    `key` is it folded; `apart` says that more stands before it than may stand within a name;
    `before` is the word before it, folded, empty where a sentence begins; `left` and `right` tell what
    stands about it: the mark there, or how the word before it ends.
    """

    start: int
    end: int
    key: str
    short: bool  # a full stop follows: it may be an abbreviation
    capital: bool
    apart: bool
    before: str
    left: str = ""
    right: str = ""
    small: bool = False  # it has no capital, and was linked so: home


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A word in small letters without accents."""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFKD", word.replace("ß", "ss").replace("ſ", "s").lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def words(text: str, known: Collection[str] = (), within: Collection[str] = ()) -> list[Word]:
    """The words of a text that may be of a name: those with a capital, or of a script that has
    none, those in small letters that are `known` to stand for something ("home"), and small words
    such as "von" that may stand within a name; and those that stand `within` some title, which stand
    apart.
    """
    out: list[Word] = []
    last = 0  # where the word before ended, taken or not
    before, held = "", -1  # that word; where the last one that was taken ended
    for found in _WORD.finditer(text):
        word = found[0]
        start, end = found.span()
        first = word[0]
        if first.islower() and word not in known:
            between = text[last:start]
            broken = held == last and len(between) > 1 and bool(_BROKEN.fullmatch(between))
            if broken and out and word not in SMALL and word not in ARTICLES:
                whole = out[-1]
                out[-1] = replace(whole, end=end, key=whole.key + fold(word), short=False)
                held = end
            elif word in SMALL:
                fresh = held != last or not _JOINED.fullmatch(between)
                out.append(
                    Word(start, end, word, short=False, capital=False, apart=fresh, before="")
                )
                held = end
            elif word in within or (not word.isascii() and fold(word) in within):
                # of some title: it joins no other words; after "'s" it is somebody's
                whose = "s" if before == "s" else ""
                out.append(
                    Word(
                        start, end, fold(word), short=False, capital=False, apart=True, before=whose
                    )
                )
            elif len(word) < 3 and held == last and between in ("’", "'"):
                held = end  # Kuh’s
            last, before = end, word
            continue
        between = text[last:start]
        fresh = held != last or not _JOINED.fullmatch(between) or ". " in between.replace("\n", " ")
        if fresh and held == last and out and len(out[-1].key) <= 6 and _JOINED.fullmatch(between):
            fresh = False  # the full stop of an abbreviation
        stopped = fresh and (not before or any(mark in between for mark in ".!?:"))
        key = fold(word)
        out.append(
            Word(
                start,
                end,
                key,
                short=text[end : end + 1] == ".",
                capital=True,
                apart=fresh,
                before="" if stopped else before,
                left=_left(between, before),
                right=_right(text[end : end + 3]),
                small=first.islower(),
            )
        )
        last = held = end
        before = key
    return out


class Rows:
    """The words of texts, kept for as many texts as are gone through again and again."""

    def __init__(self, within: set[str], most: int = 2500) -> None:
        self._most = most
        self._within = within  # small words that stand within titles
        self._held: dict[tuple[str, frozenset[str]], list[Word]] = {}

    def __deepcopy__(self, _memo: object) -> Rows:
        return self

    def of(self, text: str, known: frozenset[str] = frozenset()) -> list[Word]:
        """`words`, perhaps of before: they are not to be changed."""
        row = self._held.get((text, known))
        if row is None:
            row = words(text, known, self._within)
            if len(self._held) < self._most:
                self._held[text, known] = row
        return row


def _left(between: str, before: str) -> str:
    """What stands before a word: a mark or a figure, else how the word before it ends."""
    mark = between.strip()
    if mark:
        figure = mark[-1] in "°′″" or any(map(str.isnumeric, mark.split()[-1]))  # 14°, 1st
        if figure:
            # the year of a heading measures nothing, nor does the day with which an entry begins
            return "¶" if "\n\n" in between or not before else "0"
        return mark[-1]
    return before[-2:]


def _right(after: str) -> str:
    """What follows a word: a mark or a figure, or whether the next one has a small letter or a capital."""
    if after[:1] == "." and after[2:].isnumeric():
        return "0"  # Th. 14
    if after[:1].isspace():
        following = after[1:2]
        if following.isnumeric():
            return "0"
        return "a" if following.islower() else "A" if following.isupper() else following
    return after[:1]


_LAST: Final = re.compile(r"f+$")  # Romanoff
_SOUNDS: Final = (
    ("ay", "ei"), ("ey", "ei"), ("ai", "ei"),
    ("tsch", "c"), ("tch", "c"), ("sch", "s"), ("sh", "s"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("dt", "t"),
    ("ae", "a"), ("oe", "o"), ("ue", "u"), ("ie", "i"), ("ow", "ov"), ("y", "i"), ("j", "i"), ("c", "k"), ("w", "v"),
)  # fmt: skip
_TWICE: Final = re.compile(r"(\w)\1")


@lru_cache(maxsize=1 << 16)
def sound(key: str) -> str:
    """What different spellings of a folded name share: stephi and steffi, jacob and jakob."""
    key = _LAST.sub("v", key)
    for said, like in _SOUNDS:
        key = key.replace(said, like)
    return _TWICE.sub(r"\1", key)


@lru_cache(maxsize=1 << 16)
def bones(key: str) -> str:
    """The consonants of a folded word and a vowel that it begins with: mizi, mz."""
    return key[:1] + "".join(letter for letter in key[1:] if letter not in "aeiouy")


@lru_cache(maxsize=1 << 16)
def stems(key: str) -> tuple[str, ...]:
    """A folded word, then it without each ending that it may have: adlers, adler."""
    ends = (e for e in _ENDINGS if key.endswith(e) and len(key) - len(e) >= 3)
    return tuple(dict.fromkeys((key, *(key[: -len(ending)] for ending in ends))))


# endings of nouns in Slavic languages, longest first; a name without its own last vowel takes them
_CASES: Final = (
    "iego", "iemu", "ego", "emu", "iej", "ami", "ach", "owi", "ovi", "ych", "ymi", "ej", "em", "im", "ym", "ie",
    "om", "ou", "ie", "a", "e", "i", "o", "u", "y",
    "ого", "ему", "ому", "ыми", "ими", "ами", "ях", "ах", "ою", "ой", "ои", "еи", "ею", "ым", "им", "ом", "ем",
    "ию", "ия", "ии", "ью", "ую", "юю", "ая", "а", "е", "и", "о", "у", "ы", "ю", "я", "ь",
)  # fmt: skip
_ENDS: Final = re.compile(r"(?:ая|ии|ыи|[aeiouyаеиоуыюяь])$")


@lru_cache(maxsize=1 << 15)
def base(key: str) -> str:
    """A folded name without the vowel that its cases change: anna, ann; тверь, твер."""
    return _ENDS.sub("", key) if len(key) > 3 else key


@lru_cache(maxsize=1 << 15)
def bases(key: str) -> tuple[str, ...]:
    """What a folded word may be a case of, in a Slavic language: boruckiego, boruck."""
    ends = (end for end in _CASES if key.endswith(end) and len(key) - len(end) >= 3)
    return tuple(dict.fromkeys((key, base(key), *(key[: -len(end)] for end in ends))))


def is_cyrillic(key: str) -> bool:
    """Whether a word is in Cyrillic letters."""
    return "\u0400" <= key[:1] <= "\u04ff"


@lru_cache(maxsize=1 << 14)
def keys_of(text: str) -> tuple[str, ...]:
    """The words of a name as it stands in a register or in a text, folded: adele, sp."""
    text = _BROKEN.sub("", text)
    return tuple(fold(m[0]) for m in _WORD.finditer(text) if not _possessive(text, m))


def title_of(key: str) -> str:
    """A title however it is abbreviated; nothing where a folded word is none."""
    return _SAME_TITLE.get(key, key) if key in TITLES else ""


@lru_cache(maxsize=1 << 14)
def core(form: str) -> str:
    """A form without the titles that it begins with: mr newbery, newbery."""
    keys = form.split(" ")
    at = next((n for n, key in enumerate(keys) if key not in TITLES), 0)
    return " ".join(keys[at:]) if at else form


def _possessive(text: str, word: re.Match[str]) -> bool:
    """Whether a word is only the ending of the one before it: Kuh’s."""
    at = word.start()
    return at > 0 and text[at - 1] in "'’" and word.end() - at < 3 and word[0].islower()
