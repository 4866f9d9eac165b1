"""Names as they stand in notebooks: cut, folded, inflected, abbreviated, broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.recognisers.names.forms import keys_of, stems, words
from carnet.recognisers.names.linking import Linker
from carnet.register import Record


@given(st.text(max_size=200))
def test_every_word_stands_where_it_says(text: str):
    last = 0
    for word in words(text):
        assert last <= word.start < word.end <= len(text)
        last = word.end


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Mimi\nGiustiniani", ("mimi", "giustiniani")),
        ("Hof-\nmannsthal", ("hofmannsthal",)),
        ("Ba\u0308r’s", ("bar",)),
        ("Mary-Ann O’Brien", ("mary", "ann", "o", "brien")),
        ("Ginés de la Peña", ("gines", "de", "la", "pena")),
        ("", ()),
    ],
)
def test_names_are_folded(text: str, keys: tuple[str, ...]):
    assert keys_of(text) == keys


def test_endings():
    assert "adler" in stems("adlers")
    assert "shakespeare" in stems("shakespeareschen")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mit Klara Wendelin im Park.", "Klara Wendelin"),
        ("Mit Klara\nWendelin im Park.", "Klara\nWendelin"),
        ("Nm. Kl. Wendelin hier.", "Kl. Wendelin"),
        ("Klara Wendelins Hut.", "Klara Wendelins"),
        ("Clara Wendelin’s hat; KLARA WENDELIN.", "KLARA WENDELIN"),
    ],
)
def test_a_record_is_found_in_many_forms(text: str, said: str):
    linker = Linker()
    linker.memory.add_record(Record("p-1", "person", "Klara Wendelin"))
    found = linker.suggest(text, 2_420_000, least=0.1)
    assert [(text[s.start : s.end], s.target) for s in found][-1] == (said, "p-1")


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_text_can_be_learned_and_searched(text: str, other: str):
    linker = Linker()
    linker.memory.add_record(Record("p-1", "person", other[:30] or "x"))
    linker.notice([text, other])
    for found in linker.suggest(text, 2_420_000, least=0.0):
        assert 0 <= found.start < found.end <= len(text)
        assert 0 <= found.score <= 1
        assert found.why
