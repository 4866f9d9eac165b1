"""Ctrl+C, also where somebody else takes it for a trouble of his own.

While a module that Cython made is loaded, lxml's for one, whatever is raised as it registers its types
is passed over: a Ctrl+C in these milliseconds would be lost, and the build would go on. So it is
remembered, and raised again as soon as the work tells how far it is.
"""

from __future__ import annotations

import signal
from contextlib import suppress
from typing import Final

_stopped: Final[list[bool]] = []


def watch() -> None:
    """Remember Ctrl+C, unless it was to be ignored."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        with suppress(ValueError):  # in a thread of somebody's, who has it in hand
            signal.signal(signal.SIGINT, _stop)


def _stop(_number: int, _frame: object) -> None:
    _stopped.append(True)
    raise KeyboardInterrupt


def go_on() -> None:
    """Raise `KeyboardInterrupt` where Ctrl+C was pressed and nobody has heard of it."""
    if _stopped:
        raise KeyboardInterrupt
