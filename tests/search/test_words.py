"""Laws of words: bulk and one by one find the same, and a term is its own term."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.search.bulk import Tokeniser
from carnet.search.tokens import fold, tokens

SIGNS = "aBéßœſёй0₂ \n\t-‐¬\u00ad\u200b\u200d\u2060\u0301\u0941’'_.,京かกิ한\U0001f600\u0000ﬁΣς"
TEXTS = st.lists(st.text(st.sampled_from(SIGNS), max_size=40) | st.text(max_size=20), max_size=5)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_bulk_finds_what_one_by_one_does(texts: list[str]) -> None:
    tokeniser = Tokeniser()
    found = tokeniser.words(texts)
    terms = list(tokeniser.numbering.terms)
    starts = iter(found.starts.tolist())
    numbers = iter(found.terms.tolist())
    for text, count in zip(texts, found.counts.tolist(), strict=True):
        bulk = [(next(starts), terms[next(numbers)]) for _ in range(count)]
        assert bulk == [(token.start, token.term) for token in tokens(text)]


@given(st.text(min_size=1, max_size=12))
@settings(max_examples=300, deadline=None)
def test_a_term_is_its_own_term(text: str) -> None:
    for token in tokens(text):
        assert token.term
        assert fold(fold(token.term)) == fold(token.term)


@given(st.text(st.sampled_from(SIGNS), max_size=60), st.data())
@settings(max_examples=300, deadline=None)
def test_words_can_be_found_from_any_word_on(text: str, data: st.DataObject) -> None:
    from carnet.search.tokens import words

    whole = list(words(text))
    if whole:
        n = data.draw(st.integers(0, len(whole) - 1))
        assert list(words(text, whole[n][0])) == whole[n:]
