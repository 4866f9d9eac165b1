"""Counts in which what was long ago weighs less."""

from __future__ import annotations

from typing import Final

# days in which what was seen counts for a third
_NOW: Final = 60.0
_YEARS: Final = 700.0


class Fading:
    """A count in which each thing weighs less the longer ago it was."""

    __slots__ = ("at", "value")

    def __init__(self) -> None:
        self.at = 0
        self.value = (0.0, 0.0)

    def add(self, day: int, weight: float = 1.0) -> None:
        """Count something on a day."""
        now, far = self.on(day)
        self.value = now + weight, far + weight
        self.at = max(day, self.at)

    def copy(self) -> Fading:
        """Another of the same value."""
        other = Fading()
        other.at, other.value = self.at, self.value
        return other

    def on(self, day: int) -> tuple[float, float]:
        """What it comes to on a day: now, and these years."""
        past = abs(day - self.at)
        if not past:
            return self.value
        now, far = self.value
        return now * 2.718281828 ** (-past / _NOW), far * 2.718281828 ** (-past / _YEARS)
