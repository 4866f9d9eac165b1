"""Work that leaves no cycles behind."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let Python look for cycles seldom: thousands of entries make none, and to look takes time."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], 200_000), 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
