"""What an archive's own links have taught: how much each sign weighs, in each of the looks."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Final, NamedTuple

from carnet.recognisers.names.asawhole import WHOLE
from carnet.recognisers.names.features import FEATURES
from carnet.recognisers.names.together import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DIGITS: Final = 4  # of a weight behind the point; less is nothing beside what one answer weighs
_SIGNS: Final = {"first": FEATURES, "again": EVIDENCE, "whole": WHOLE}


class Learned(NamedTuple):
    """The weights of the first look, of the second, and of forms as wholes."""

    first: tuple[float, ...]
    again: tuple[float, ...]
    whole: tuple[float, ...]

    @classmethod
    def rounded(cls, *weights: Sequence[float]) -> Learned:
        """Weights as they are written down."""
        return cls(*(tuple(round(one, _DIGITS) + 0.0 for one in each) for each in weights))

    def named(self) -> dict[str, dict[str, float]]:
        """Each weight with the name of its sign."""
        return {
            look: dict(zip(names, weights, strict=True))
            for (look, names), weights in zip(_SIGNS.items(), self, strict=True)
        }

    @classmethod
    def of(cls, named: Mapping[str, Mapping[str, float]]) -> Learned | None:
        """What was written down; nothing where these are not the signs that are weighed now."""
        if named.keys() != _SIGNS.keys():
            return None
        for look, names in _SIGNS.items():
            held = named[look]
            if held.keys() != set(names) or not all(map(isfinite, held.values())):
                return None
        return cls(*(tuple(named[look][name] for name in names) for look, names in _SIGNS.items()))
