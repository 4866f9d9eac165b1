"""Counts in which what was long ago weighs less."""

from __future__ import annotations

from typing import Final

FADES: Final = (60.0, 700.0)
"""Days in which what was seen counts for a third: now, and these years."""


class Fading:
    """A count in which each thing weighs less the longer ago it was."""

    __slots__ = ("at", "value")

    def __init__(self) -> None:
        self.at = 0
        self.value = [0.0] * len(FADES)

    def add(self, day: int, weight: float = 1.0) -> None:
        """Count something on a day."""
        self.value = [value + weight for value in self.on(day)]
        self.at = max(day, self.at)

    def copy(self) -> Fading:
        """Another of the same value."""
        other = Fading()
        other.at, other.value = self.at, list(self.value)
        return other

    def on(self, day: int) -> list[float]:
        """What it comes to on a day."""
        past = abs(day - self.at)
        if not past:
            return self.value
        return [
            v * 2.718281828 ** (-past / fade) for v, fade in zip(self.value, FADES, strict=True)
        ]
