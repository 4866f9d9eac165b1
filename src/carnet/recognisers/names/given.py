"""First names that stand for one another: in other languages, and as friends and families say them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from carnet.recognisers.names.forms import fold

if TYPE_CHECKING:
    from collections.abc import Iterator


def _lines() -> Iterator[tuple[str, list[str]]]:
    said = Path(__file__).with_name("given.txt").read_text(encoding="utf-8")
    for line in said.splitlines():
        if not line.startswith("#"):
            sex, *family = line.split()
            yield sex, [fold(name) for name in family]


@cache
def _families(sex: str) -> dict[str, tuple[str, ...]]:
    """Each name with all that some family of names has beside it, of women or of men or of both."""
    held: dict[str, dict[str, None]] = {}
    for whose, family in _lines():
        for name in family if sex in ("", whose) else ():
            held.setdefault(name, {}).update(dict.fromkeys(family))
    return {name: tuple(o for o in others if o != name) for name, others in held.items()}


@cache
def _sexes() -> dict[str, str]:
    held: dict[str, str] = {}
    for sex, family in _lines():
        for name in family:
            held[name] = sex if held.get(name, sex) == sex else ""
    return held


def others(name: str, sex: str = "") -> tuple[str, ...]:
    """The names that may stand for a folded first name; of a woman (f) or a man (m) if that is known."""
    return _families(sex if sex in ("f", "m") else "").get(name, ())


def sex_of(name: str) -> str:
    """`f` or `m` where a folded first name is only a woman's or only a man's, else nothing."""
    return _sexes().get(name, "")
