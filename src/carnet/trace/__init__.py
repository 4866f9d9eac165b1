"""Trace: every quotation of an edition in another text, found and checked letter by letter.

The stages are pure functions, each in a module of its own: normal form (`normal`), seeds
(`shingles`), runs and groups (`chains`), alignment, boundaries, verdict; `marks` reads where an
essay says that it quotes, `deciding` what is a quotation, `corpus` and `store` hold what is searched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carnet.trace.quotation import Change, Near, Part, Quotation

if TYPE_CHECKING:
    from carnet.trace.tracer import Tracer

__all__ = ["Change", "Near", "Part", "Quotation", "Tracer"]


def __getattr__(name: str) -> Any:
    """`Tracer` is loaded when it is asked for: who only reads essays need not wait for numpy."""
    if name == "Tracer":
        from carnet.trace.tracer import Tracer  # noqa: PLC0415

        return Tracer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
