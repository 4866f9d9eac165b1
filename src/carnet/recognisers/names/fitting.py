"""Weights of a conditional logit, by Newton's method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


_LITTLE: Final = 1e-3
_PIECE: Final = 32  # rows
_BENDING: Final = 3000  # names


class Group(NamedTuple):
    """One name: what is known of each candidate (a row each), and which is right (perhaps none)."""

    rows: Floats
    right: Floats
    weight: float = 1.0  # as so many names it counts


def fit(
    groups: Sequence[Group], start: Sequence[float], pull: float = 6.0, mask: Floats | None = None
) -> tuple[float, ...]:
    """The weights under which the right answers are likeliest, drawn towards `start` by as much as
    `pull` answers would. Those where `mask` is 0 stay as they are, and weigh nothing.
    """
    import numpy as np  # noqa: PLC0415 - only learning needs it

    x = np.concatenate([group.rows for group in groups])
    if mask is not None and not mask.all():
        x *= mask
    sizes = np.array([len(group.right) for group in groups])
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    of = np.repeat(np.arange(len(groups)), sizes)
    y = np.concatenate([group.right / max(1.0, group.right.sum()) for group in groups])
    heavy = np.array([group.weight for group in groups])
    origin = np.asarray(start, dtype=float)
    weights = origin.copy()
    # how the odds bend is known well enough from some of many; what the weights come to is not
    every = max(1, len(groups) // _BENDING)
    sampled = of % every == 0

    def chances(w: Floats) -> tuple[Floats, float]:
        odds = np.einsum("ij,j->i", x, w)
        top = np.maximum(np.maximum.reduceat(odds, first), 0.0)
        part = np.exp(odds - top[of])
        whole = np.add.reduceat(part, first) + np.exp(-top)
        p = part / whole[of]
        none = np.exp(-top) / whole
        said = np.add.reduceat(y, first)
        like = float((heavy[of] * y * np.log(np.maximum(p, 1e-300))).sum())
        like += float((heavy * (1 - said) * np.log(np.maximum(none, 1e-300))).sum())
        return p, like - pull / 2 * float(((w - origin) ** 2).sum())

    p, like = chances(weights)
    for _ in range(40):
        slope = np.einsum("ij,i->j", x, heavy[of] * (y - p)) - pull * (weights - origin)
        # what is next to impossible bends nothing; most candidates are
        some = (p > _LITTLE) & sampled
        rows, part, whose = x[some], p[some], of[some]
        starts = np.flatnonzero(np.diff(whose, prepend=-1))
        mean = np.add.reduceat(rows * part[:, None], starts, axis=0)
        bend = _squares(rows, heavy[whose] * part) - _squares(mean, heavy[whose[starts]])
        bend = every * bend + pull * np.eye(x.shape[1])
        move = np.linalg.solve(bend, slope)
        step = 1.0
        while step > 1e-4:
            q, better = chances(weights + step * move)
            if better >= like:
                break
            step /= 2
        gained = better - like
        weights, p, like = weights + step * move, q, better
        if abs(gained) < (0.02 if every == 1 else 0.002):  # nothing beside what one answer weighs
            break
    return tuple(float(weight) for weight in weights)


def fit_signed(
    groups: Sequence[Group], start: Sequence[float], pull: float, speaking: Collection[int]
) -> tuple[float, ...]:
    """Weights of which those that are `speaking` are not negative."""
    import numpy as np  # noqa: PLC0415

    can = np.isin(np.arange(len(start)), list(speaking))
    mask = np.ones(len(start))
    while True:
        weights = np.asarray(fit(groups, tuple(np.asarray(start) * mask), pull, mask))
        wrong = (weights < 0) & can
        if not wrong.any():
            return tuple(float(weight) for weight in weights)
        mask[wrong] = 0.0


def _squares(rows: Floats, weights: Floats) -> Floats:
    """The sum of the weighted outer products of rows with themselves. In pieces so small that no
    library begins threads for them: on a busy machine these wait for one another, at full cost.
    """
    import numpy as np  # noqa: PLC0415 - only learning needs it

    whole = len(rows) // _PIECE * _PIECE
    pieces = rows[:whole].reshape(-1, _PIECE, rows.shape[1])
    heavy = pieces * weights[:whole].reshape(-1, _PIECE, 1)
    total: Floats = np.matmul(heavy.transpose(0, 2, 1), pieces).sum(axis=0)
    return total + (rows[whole:] * weights[whole:, None]).T @ rows[whole:]
