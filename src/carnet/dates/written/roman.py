"""Days in the Roman manner, counted back from the Kalends, Nones and Ides, both ends included.

`a. d. VI Kal. Apr.` is the sixth day before 1 April, that day being the first: 27 March. In a leap
year the sixth day before the Kalends of March came twice (`bis VI`, 24 February), so that the
days after it are as far from 1 March as in other years, and those before it are one further.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from carnet.dates.calendars import CALENDARS

if TYPE_CHECKING:
    from carnet.dates.written.atoms import Atoms
    from carnet.dates.written.republican import Found

_KALENDS, _NONES, _IDES = "kalends", "nones", "ides"
COUNTED_FROM = {
    **dict.fromkeys(("kal", "cal", "k", "kl", "kalend", "calend", "kalendas", "calendas", "kalendis",
                     "calendis", "kalendae", "calendae", "kalendarum", "calendarum"), _KALENDS),
    **dict.fromkeys(("non", "n", "nonas", "nonis", "nonae", "nonarum"), _NONES),
    **dict.fromkeys(("id", "eid", "idus", "idibus", "iduum", "eidus", "eidibus"), _IDES),
}  # fmt: skip
_ON_IT = frozenset(
    ("kalendis", "calendis", "kalendae", "calendae", "nonis", "nonae", "idibus", "eidibus")
)
EVE = frozenset(("pridie", "prid", "pr", "prd"))
_COMMON_YEAR = 1901
_NUMBERS = {"tertio": 3, "tertium": 3, "quarto": 4, "quartum": 4, "quinto": 5, "quintum": 5, "sexto": 6,
            "sextum": 6, "septimo": 7, "septimum": 7, "octavo": 8, "octavum": 8, "nono": 9, "nonum": 9,
            "decimo": 10, "decimum": 10, "undecimo": 11, "duodecimo": 12}  # fmt: skip


def counted_back(grammar: Atoms, at: int) -> Found | None:
    """A day in the Roman manner, with its year if that is written."""
    count, twice, at = _count(grammar, at)
    mark = COUNTED_FROM.get(grammar.word(at))
    if mark is None:
        return None
    if count == 1 and not (grammar.word(at) in _ON_IT or grammar.text(at)[:1].isupper()):
        return None
    if count == 1 and len(grammar.word(at)) == 1:
        return None  # "20. N. November": any initial
    at = grammar.skip(at + 1, ".,")
    month = grammar.month(at)
    if month is None:
        return None
    number, at = month
    late = number in (3, 5, 7, 10)
    base = {_KALENDS: 1, _NONES: 7 if late else 5, _IDES: 15 if late else 13}[mark]
    if not 1 <= count <= 19 or (mark != _KALENDS and count > 8):
        return None
    day = base - (count - 1)
    before_march = False
    if day < 1:
        number = number - 1 or 12
        day += CALENDARS["julian"].month_days(_COMMON_YEAR, number)
        before_march = number == 2 and count <= 6 and not twice
    fields = {"day": day, "month": number, "before_march": before_march}
    year = grammar.years(grammar.joint(at))
    if year is None:
        return fields, at
    return fields | {"year": year[0].number, "blank": year[0].blank}, year[1]


def _count(grammar: Atoms, at: int) -> tuple[int, bool, int]:
    """How many days are counted, whether the sixth is the first of two, and what follows."""
    if grammar.word(at) == "ad" and "." in grammar.text(at):
        at += 1
    elif grammar.word(at) in ("a", "ante"):
        beyond = grammar.skip(at + 1, ".")
        if grammar.word(beyond) in ("d", "diem"):
            at = grammar.skip(beyond + 1, ".")
    if grammar.word(at) in EVE:
        return 2, False, grammar.skip(at + 1, ".")
    twice = grammar.word(at) == "bis"
    if twice:
        at = grammar.skip(at + 1, ".")
    found = grammar.day(at) or grammar.spelt_day(at)
    if found is None and (number := _NUMBERS.get(grammar.word(at))):
        found = number, at + 1
    if found is None:
        return 1, twice, at
    return found[0], twice, grammar.skip(found[1], ".")
