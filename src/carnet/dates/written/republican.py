"""Dates of the French Republic in words: 12 vendémiaire an IV, 5e jour complémentaire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carnet.dates.written.tokens import roman

if TYPE_CHECKING:
    from carnet.dates.written.atoms import Atoms

# The fields of an `Item`, and the place after it.
Found = tuple[dict[str, Any], int]

_YEAR_WORDS = frozenset(
    (
        "l",
        "an",
        "annee",
        "year",
        "des",
        "jahres",
        "jahr",
        "ano",
        "anno",
        "jaar",
        "rok",
        "roku",
        "vuonna",
        "ev",
        "год",
        "года",
    )
)
_COMPLEMENTARY = frozenset(
    (
        "complementaire", "compl", "complem", "sansculottide", "complementary", "complementario",
        "complementare", "complementar", "complementaris", "aanvullende", "erganzungstag",
        "дополнительныи", "dopelniajacy", "tillaegsdag", "tilleggsdag", "tillaggsdagen", "doplnkovy", "lisapaiva", "kiegeszito",
    )
)  # fmt: skip
_DAY_WORDS = frozenset(
    ("jour", "j", "day", "dia", "giorno", "dag", "dies", "день", "dzien", "den", "nap")
)


def republican_date(grammar: Atoms, day: int | None, at: int) -> Found | None:
    """A Republican month and the year behind it, if there is one."""
    month = grammar.language.republican_numbers.get(grammar.word(at))
    if month is None:
        return None
    found = _with_year(grammar, day, month, at + 1)
    return found if day or "year" in found[0] else None  # Germinal alone may be a book


def complementary_day(grammar: Atoms, day: int, at: int) -> Found | None:
    """A day after the twelve months: 5e jour complémentaire an III."""
    words = [grammar.word(at), grammar.word(at + 1)]
    if words[0] in _DAY_WORDS:
        words, at = words[1:], at + 1
        if grammar.text(at) == ".":
            at += 1
            words = [grammar.word(at)]
    if words[0] not in _COMPLEMENTARY or day > 6:
        return None
    at += 1
    if grammar.word(at) in _DAY_WORDS:  # 5. doplňkový den
        at += 1
    return _with_year(grammar, day, 13, at)


def _with_year(grammar: Atoms, day: int | None, month: int, at: int) -> Found:
    lacking = {"day": day, "month": month, "republican": True}, at
    tokens = grammar.tokens
    after = grammar.joint(at)
    marked = False
    while grammar.word(after) in _YEAR_WORDS:
        marked = marked or grammar.word(after) not in ("l", "des")
        after = grammar.skip(after + 1, "'’.,")
    token = tokens[after] if after < len(tokens) else None
    if token is None or not token.word:
        return lacking
    year = token.number if token.number > 0 and marked else roman(token.text)
    if not 1 <= year <= 99:
        return lacking
    after += 1
    if grammar.is_ending(after):
        after += 1
    if [grammar.word(after + n) for n in range(3)] == ["de", "la", "republique"]:
        after += 3
        if grammar.word(after) == "francaise":
            after += 1
    return {"day": day, "month": month, "year": year, "republican": True}, after
