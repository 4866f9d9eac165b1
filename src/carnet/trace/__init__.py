"""Trace: every quotation of an edition in another text, found and checked letter by letter.

The stages are pure functions, each in a module of its own: normal form (`normal`), seeds
(`shingles`), runs and groups (`chains`), alignment, boundaries, verdict; `marks` reads where an
essay says that it quotes, `deciding` what is a quotation, `corpus` and `store` hold what is searched.
"""

from __future__ import annotations

from carnet.trace.quotation import Change, Near, Part, Quotation
from carnet.trace.tracer import Tracer

__all__ = ["Change", "Near", "Part", "Quotation", "Tracer"]
