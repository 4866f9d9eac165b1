"""Which entries were gone through by an encoder, who may have stopped before the end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from carnet.archive.marking import PER_MARK, gone_through


def test_an_encoder_who_stopped() -> None:
    marked = [(n, 100, 5) for n in range(60)]
    tail = [(n, 100, 0) for n in range(60, 100)]
    assert gone_through(marked) == set(range(60))
    assert gone_through([*marked, *tail]) == set(range(60))
    assert gone_through([*tail, *marked]) == set(range(60))
    assert gone_through([*marked[:30], *tail, *marked[30:]]) == set(range(60))


def test_days_on_which_nobody_was_met() -> None:
    rows = [(n, 60, 0 if n % 7 else 4) for n in range(200)]
    assert gone_through(rows) == set(range(200))


def test_a_few_marks_are_no_system() -> None:
    assert gone_through([(0, 50, 1), *((n, 300, 0) for n in range(1, 9)), (9, 4000, 2)]) == set()
    assert gone_through([(n, 100, 0) for n in range(9)]) == set()
    assert gone_through([]) == set()


ROWS = st.lists(st.tuples(st.integers(0, 900), st.integers(0, 9)), max_size=30)


@given(ROWS)
def test_whoever_has_a_mark_goes_with_the_source(pairs: list[tuple[int, int]]) -> None:
    rows = [(n, words, marks) for n, (words, marks) in enumerate(pairs)]
    through = gone_through(rows)
    if through:
        assert {n for n, _, marks in rows if marks} <= through
        words = sum(words for n, words, _ in rows if n in through)
        assert words <= PER_MARK * sum(marks for *_, marks in rows)
