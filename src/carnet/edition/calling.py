"""Where names stand in a text, in any case, with or without accents, over a line's end, and with the
endings that languages give to names: Dichlers, Dichlerin, die Dichlerschen, o Dichlerovi.

A name with an ending must begin with a capital, where its letters have any: what is sealed is kept
from readers, and common words are not.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from carnet.language import any_slavic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_GAP: Final = r"[\W_]{1,4}"
_MARKS: Final = "[\u0300-\u036f\u00ad]*(?:[-\u00ac\u00ad]\\s*\\n\\s*)?"
_WITHIN = re.compile("[\u0300-\u036f\u00ad]|[-\u00ac]\\s*\\n\\s*")  # of a word: no word ends there
_VOWELS: Final = "aeiouyаеиоуыюяьй"
_INFLECTED: Final = 3  # letters that a name must have for that
# of German and English, and Latin ones of schools and works; longer ones first
_ENDINGS: Final = (
    *("ianischen", "ianische", "ischen", "ischem", "ischer", "isches", "ische", "isch", "ianer", "iana", "ian"),
    *("schen", "schem", "scher", "sches", "sche", "sch", "innen", "in", "ens", "ns", "es", "s", "n"),
)  # fmt: skip
_CASES: Final = (  # of Slavic languages, which often change a name's own last vowel
    *("iego", "iemu", "owie", "ovia", "ovych", "ovi", "owi", "ova", "ove", "iej", "ego", "emu", "ami", "ach", "ych"),
    *("ymi", "imi", "ie", "ej", "em", "im", "ym", "om", "ou", "a", "e", "i", "o", "u", "y"),
)  # fmt: skip
_CYRILLIC: Final = (
    *("ого", "ему", "ому", "ыми", "ими", "ами", "ыми", "ях", "ах", "ою", "ой", "ои", "еи", "ею", "ым", "им"),
    *("ом", "ем", "ию", "ия", "ии", "ью", "ую", "юю", "ая", "а", "е", "и", "о", "у", "ы", "ю", "я", "ь"),
)  # fmt: skip


class Calling:
    """Finds these names in texts. `languages` are those of the notebooks, as BCP 47 tags."""

    def __init__(self, names: Iterable[str], languages: Iterable[str] = ()) -> None:
        self._slavic = any_slavic(languages)
        each = sorted(
            {tuple(letters(name)) for name in names}, key=lambda w: (-len(" ".join(w)), w)
        )
        plain = [_GAP.join(map(_spelled, words)) for words in each if words]
        inflected = [_GAP.join(map(self._inflected, words)) for words in each if words]
        self.pattern = "|".join(inflected)
        self._as_known = re.compile("|".join(plain)) if plain else None
        self._found = re.compile(rf"(?<![^\W_])(?:{self.pattern})(?![^\W_])") if plain else None

    def __bool__(self) -> bool:
        return self._found is not None

    def _inflected(self, word: str) -> str:
        """One word of a name, with an ending or without."""
        plain = _spelled(word)
        if len(word) < _INFLECTED:
            return plain
        endings = (*_ENDINGS, "en") if word[-1] in "sxz" else _ENDINGS  # Fritzen
        forms = [f"{plain}(?:{_MARKS}(?:{'|'.join(map(_spelled, endings))}))?"]
        cyrillic = "\u0400" <= word[0] <= "\u04ff"
        if cyrillic or self._slavic:
            base = word[:-1] if word[-1] in _VOWELS and len(word) > _INFLECTED else word
            cases = "|".join(map(_spelled, _CYRILLIC if cyrillic else _CASES))
            forms.append(f"{_spelled(base)}{_MARKS}(?:{cases})")
        return f"(?:{'|'.join(forms)})"

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where names stand."""
        if self._found is None or self._as_known is None:
            return
        plain = folded(text)
        for found in self._found.finditer(plain):
            start, end = found.span()
            if self._as_known.fullmatch(plain, start, end) or not _small(text[start:end]):
                yield start, end


def _spelled(word: str) -> str:
    """The letters of a word, as an old hand or a line's end may part them."""
    return _MARKS.join(map(re.escape, word)) + "[\u0300-\u036f]*"


def _small(words: str) -> bool:
    """Whether the last of some words begins with a small letter."""
    whole = _WITHIN.sub("", words)
    return re.split(r"[\W_]+", whole)[-1][:1].islower()


def _fold_sign(sign: str) -> str:
    plain = unicodedata.normalize("NFD", sign)[0].lower()
    return plain if len(plain) == 1 else plain[0]


def folded(text: str) -> str:
    """The text without case and accents, each sign still at its place."""
    if text.isascii():
        return text.lower()
    return "".join(sign.lower() if sign < "\x7f" else _fold_sign(sign) for sign in text)


def letters(name: str) -> list[str]:
    """The words of a name, folded."""
    return re.findall(r"[^\W_]+", folded(unicodedata.normalize("NFC", name)))
