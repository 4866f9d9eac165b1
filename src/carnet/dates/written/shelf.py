"""The languages that Carnet reads and says dates in."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from carnet.dates.written.de import GERMAN
from carnet.dates.written.en import ENGLISH
from carnet.dates.written.es import SPANISH
from carnet.dates.written.fr import FRENCH
from carnet.dates.written.it import ITALIAN
from carnet.dates.written.la import LATIN
from carnet.dates.written.nl import DUTCH
from carnet.dates.written.pl import POLISH
from carnet.dates.written.pt import PORTUGUESE
from carnet.dates.written.ru import RUSSIAN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carnet.dates.written.language import Language

LANGUAGES = {
    language.code: language
    for language in (
        ENGLISH,
        FRENCH,
        GERMAN,
        SPANISH,
        ITALIAN,
        PORTUGUESE,
        DUTCH,
        LATIN,
        RUSSIAN,
        POLISH,
    )
}


def language_of(tag: str) -> Language | None:
    """The language of a BCP 47 tag: `en-GB` is English. None where Carnet has none."""
    return LANGUAGES.get(tag.replace("_", "-").partition("-")[0].lower())


def spoken(tags: Iterable[str] | None) -> tuple[Language, ...]:
    """The languages of the tags, in their order; all of them where no tag is known."""
    return _spoken(tuple(tags or ()))


@lru_cache(maxsize=256)
def _spoken(tags: tuple[str, ...]) -> tuple[Language, ...]:
    found = dict.fromkeys(map(language_of, tags))
    return tuple(language for language in found if language) or tuple(LANGUAGES.values())


def order_of(tags: Iterable[str]) -> str:
    """How the writers of these languages put day and month in figures, "" where they differ."""
    orders = set()
    for tag in tags:
        tag_parts = tag.replace("_", "-").lower().split("-")
        if tag_parts[0] != "en":
            orders.add("dmy")
        elif len(tag_parts) > 1:
            orders.add("mdy" if "us" in tag_parts else "dmy")
        else:
            orders.add("")
    return orders.pop() if len(orders) == 1 else ""
