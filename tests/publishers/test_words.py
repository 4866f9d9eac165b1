"""The words of the interface: whole in every language, and the same in a page and in the browser."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import carnet.publishers.site
from carnet.publishers.site.strings import LANGUAGES, table
from carnet.publishers.site.words import literal, words_in

SITE = Path(carnet.publishers.site.__file__).parent


def _slots(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text)} - {None}


@pytest.mark.parametrize("key", sorted(table()))
def test_every_string_is_there_in_every_language(key: str) -> None:
    row = table()[key]
    assert len(row) == len(LANGUAGES)
    assert all(text.strip() or key == "thousands" for text in row)
    assert len({frozenset(_slots(text)) for text in row}) == 1, row
    assert not any(re.search(r"[<>&]", text) for text in row), "markup has no place among words"
    assert re.fullmatch(r"[a-z][a-z0-9_ -]*(\.[a-z0-9_ -]+)*", key)


def test_what_is_counted_has_one_and_many() -> None:
    keys = table().keys()
    for key in keys:
        stem, _, number = key.rpartition(".")
        if number in {"one", "many"}:
            assert {f"{stem}.one", f"{stem}.many"} <= keys
            assert all("{n}" in text for text in table()[key])


def test_every_key_that_is_asked_for_is_there() -> None:
    asked = set()
    for path in [*SITE.glob("*.py"), *SITE.glob("templates/*.html")]:
        asked |= set(
            re.findall(
                r"(?:words\[|\bt\(|label\(|tell\(|title\()[\"']([a-z][a-z0-9_.-]*[a-z0-9])[\"'|\])]",
                path.read_text("utf-8"),
            )
        )
    counted = {key.removesuffix(".many") for key in table() if key.endswith(".many")}
    asked -= counted
    assert len(asked) > 40
    assert asked <= table().keys()


def test_a_spec_is_told_in_each_language() -> None:
    english, french = words_in("en"), words_in("fr-CA")
    spec = "withheld_day|day@2040-01-01"
    assert english.spoken(spec) == "passage withheld until 1 January 2040"
    assert french.spoken(spec) == "passage réservé jusqu’au 1er janvier 2040"
    assert english.spoken("entries|n#1") == "1 entry"
    assert english.spoken("entries|n#3204") == "3,204 entries"
    assert french.spoken("kind.person\n=#pmb1 {x}\nstanding.stated") == (
        "personne · #pmb1 {x} · indiqué"
    )
    assert english.spoken(f"note_by|by={literal('A | B {c}')}|on=2026-11-22") == (
        "note by A ¦ B {c}, 2026-11-22"
    )
    assert english.tell("note_by|by=<b>|on=1") == (
        '<span data-w="note_by|by=&lt;b&gt;|on=1">note by &lt;b&gt;, 1</span>'
    )


def test_a_language_that_we_do_not_speak_is_english() -> None:
    assert words_in("xx").language == "en"
    assert words_in("DE-at").language == "de"
