"""The words of the pages in the language of the edition, and how a page lets its reader have them
in another.

A page is written in one language, and needs no script to be read. Words of the interface that may
be put into another language say which they are in an attribute:

- `data-w` for what an element says, `data-t` for its `title`, `data-a` for its `aria-label`;
- `data-d` on a date: a day, month or year as EDTF has it; `data-k` on a weekday, Monday being 0;
- `data-en`, `data-fr` and `data-de` hold whole strings, for dates that only we can put into words.

The value of the first three is a *spec*: a key of the tables in `strings/`, then what is put into
it, as `|name` and a sign and a value: `=` words as they are, `@` a date in EDTF, `&` another key,
`#` a number. `withheld_day|day@2040-01-01` is "passage withheld until 1 January 2040", and
`entries|n#12` is "12 entries". Several specs, a line each, are joined with a dot between them, and
one that begins with `=` is words as they are. `script/reading.js` reads the same specs.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from carnet.dates import When
from carnet.dates.display import say
from carnet.errors import DateError
from carnet.publishers.site.escape import attribute, escape
from carnet.publishers.site.strings import LANGUAGES, table

if TYPE_CHECKING:
    from collections.abc import Iterable

JOINT = " · "


_TOLD = 4096  # elements that are remembered: neighbours name the same days


class Words:
    """The words of the pages in one language: `words["contents"]`."""

    def __init__(self, language: str) -> None:
        place = LANGUAGES.index(language)
        self.language = language
        self._table = {key: row[place] for key, row in table().items()}
        self._told: dict[str, str] = {}
        self._spoken: dict[str, str] = {}

    def __getitem__(self, key: str) -> str:
        return self._table[key]

    def __contains__(self, key: object) -> bool:
        return key in self._table

    def get(self, key: str, otherwise: str) -> str:
        """What a key says; for one that we have no words for, something else."""
        return self._table.get(key, otherwise)

    def keys(self) -> Iterable[str]:
        return self._table.keys()

    # ------------------------------------------------------------------ plain words

    def number(self, n: int) -> str:
        return f"{n:,}".replace(",", self._table["thousands"])

    def count(self, key: str, n: int) -> str:
        """A number with its noun: "1 entry", "3,204 entries"."""
        return self._table[f"{key}.{'many' if n != 1 else 'one'}"].format(n=self.number(n))

    def say(self, edtf: str) -> str:
        """A Gregorian date in EDTF, in words; as it stands where it is no date."""
        return _said(edtf, self.language)

    # ------------------------------------------------------------------ words that can be changed

    def spoken(self, spec: str) -> str:
        """What a spec says in this language."""
        return JOINT.join(filter(None, map(self._one, spec.split("\n"))))

    def _one(self, spec: str) -> str:
        if spec.startswith("="):
            return spec[1:]
        said = self._spoken.get(spec)
        if said is None:
            if len(self._spoken) >= _TOLD:
                self._spoken.clear()
            said = self._spoken[spec] = self._put(spec)
        return said

    def _put(self, spec: str) -> str:
        """What one spec says, with all that it puts in."""
        key, *parts = spec.split("|")
        put, n = {}, None
        for part in parts:
            at = next(i for i, sign in enumerate(part) if sign in "=@&#")
            name, sign, value = part[:at], part[at], part[at + 1 :]
            if sign == "@":
                put[name] = self.say(value)
            elif sign == "&":
                put[name] = self.get(value, value)
            elif sign == "#":
                put[name], n = self.number(int(value)), int(value)
            else:
                put[name] = value
        if n is not None and f"{key}.many" in self._table:
            key = f"{key}.{'many' if n != 1 else 'one'}"
        said = self.get(key, key)
        return said.format_map(put) if put else said

    def tell(self, spec: str, element: str = "span") -> str:
        """An element that says it, as HTML."""
        told = self._told.get(spec)
        if told is None:
            told = f' data-w="{attribute(spec)}">{escape(self.spoken(spec))}</'
            if len(self._told) >= _TOLD:
                self._told.clear()
            self._told[spec] = told
        return f"<{element}{told}{element}>"

    def title(self, spec: str) -> str:
        """A `title` that says it, as HTML, with a space before."""
        return f' title="{attribute(self.spoken(spec))}" data-t="{attribute(spec)}"'

    def label(self, spec: str) -> str:
        """An `aria-label` that says it, as HTML, with a space before."""
        return f' aria-label="{attribute(self.spoken(spec))}" data-a="{attribute(spec)}"'


def literal(text: str) -> str:
    """Words as they may stand in a spec: on one line, without the sign that parts them."""
    return " ".join(text.split()).replace("|", "¦")


@cache
def _known(language: str) -> Words:
    return Words(language)


def words_in(language: str) -> Words:
    """The words in this language; in English where we have none."""
    code = language.partition("-")[0].lower()
    return _known(code if code in LANGUAGES else "en")


@lru_cache(maxsize=1024)  # a year is said once for each of its months
def _said(edtf: str, language: str) -> str:
    try:
        return say(When.parse(edtf), language)
    except DateError:
        return edtf
