"""The languages that Carnet reads and says dates in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carnet.dates.written.language import Language

_NAMES: Final = {  # by code, what the language is called in the module that has its name
    "en": "ENGLISH",
    "fr": "FRENCH",
    "de": "GERMAN",
    "es": "SPANISH",
    "it": "ITALIAN",
    "pt": "PORTUGUESE",
    "nl": "DUTCH",
    "la": "LATIN",
    "ru": "RUSSIAN",
    "pl": "POLISH",
    "da": "DANISH",
    "no": "NORWEGIAN",
    "sv": "SWEDISH",
    "cs": "CZECH",
    "fi": "FINNISH",
    "hu": "HUNGARIAN",
}
_WRITTEN_AS: Final = {"nb": "no", "nn": "no"}  # two ways of writing Norwegian


class _Languages(Mapping[str, "Language"]):
    """Every language by its code, each loaded when it is asked for: to say a date takes one."""

    def __init__(self) -> None:
        self._loaded: dict[str, Language] = {}

    def __getitem__(self, code: str) -> Language:
        known = self._loaded.get(code)
        if known is None:
            name = _NAMES[code]
            module = import_module(f"carnet.dates.written.{code}")
            known = self._loaded[code] = getattr(module, name)
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)

    def __contains__(self, code: object) -> bool:
        return code in _NAMES


LANGUAGES: Final = _Languages()


def language_of(tag: str) -> Language | None:
    """The language of a BCP 47 tag: `en-GB` is English, `nb` Norwegian. None where there is none."""
    code = tag.replace("_", "-").partition("-")[0].lower()
    return LANGUAGES.get(_WRITTEN_AS.get(code, code))


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
