"""Weights of a conditional logit, by Newton's method."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Group(NamedTuple):
    """One name: what is known of each candidate (a row each), and which is right (perhaps none)."""

    rows: Floats
    right: Floats
    weight: float = 1.0  # as so many names it counts


def fit(groups: Sequence[Group], start: Sequence[float], pull: float = 6.0) -> tuple[float, ...]:
    """The weights under which the right answers are likeliest, drawn towards `start` by as much as
    `pull` answers would.
    """
    import numpy as np  # noqa: PLC0415 - only learning needs it

    x = np.concatenate([group.rows for group in groups])
    sizes = np.array([len(group.right) for group in groups])
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    of = np.repeat(np.arange(len(groups)), sizes)
    y = np.concatenate([group.right / max(1.0, group.right.sum()) for group in groups])
    heavy = np.array([group.weight for group in groups])
    origin = np.asarray(start, dtype=float)
    weights = origin.copy()

    def chances(w: Floats) -> tuple[Floats, float]:
        odds = x @ w
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
        slope = x.T @ (heavy[of] * (y - p)) - pull * (weights - origin)
        mean = np.add.reduceat(x * p[:, None], first, axis=0)
        bend = (
            (x * (heavy[of] * p)[:, None]).T @ x
            - (mean * heavy[:, None]).T @ mean
            + pull * np.eye(x.shape[1])
        )
        move = np.linalg.solve(bend, slope)
        step = 1.0
        while step > 1e-4:
            q, better = chances(weights + step * move)
            if better >= like:
                break
            step /= 2
        gained = better - like
        weights, p, like = weights + step * move, q, better
        if abs(gained) < 0.02:  # nothing beside what one answer weighs
            break
    return tuple(float(weight) for weight in weights)
