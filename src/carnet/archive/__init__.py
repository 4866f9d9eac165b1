"""`Archive`: the way through. Each command of the command line is one of its methods."""

from __future__ import annotations

from carnet.archive.archive import Archive, Built, Held

__all__ = ["Archive", "Built", "Held"]
