"""How many things are taken together: in their order, none lost, and of large ones few."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.together import HEAVY, MANY, together


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ([], []),
        ([1] * MANY, [MANY]),
        ([1] * (MANY + 1), [MANY, 1]),
        ([HEAVY, 1], [1, 1]),
        ([1, HEAVY, 1, 1], [2, 2]),
        ([HEAVY // 2 + 1] * 3, [2, 1]),
    ],
)
def test_so_many_at_once(sizes: list[int], groups: list[int]) -> None:
    assert [len(some) for some in together(sizes, int)] == groups


@given(st.lists(st.integers(0, 2 * HEAVY), max_size=300))
def test_none_is_lost_and_few_weigh_much(sizes: list[int]) -> None:
    found = list(together(iter(sizes), int))
    assert [size for some in found for size in some] == sizes
    for some in found:
        assert 0 < len(some) <= MANY
        assert sum(some[:-1]) < HEAVY
