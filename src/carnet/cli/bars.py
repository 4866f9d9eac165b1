"""Progress on standard error."""

from __future__ import annotations

import sys
from typing import Any

import click

from carnet.cli import stopping


class Bars:
    """Progress bars on standard error, one for each kind of work; none where nobody looks."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._what = ""
        self._at = 0
        self._on = sys.stderr.isatty()

    def __call__(self, what: str, done: int, of: int) -> None:
        stopping.go_on()
        if not self._on or of < 1:
            return
        if what != self._what:
            self.close()
            self._bar = click.progressbar(
                length=of, label=f"{what:<10}", file=sys.stderr
            ).__enter__()
            self._what, self._at = what, 0
        self._bar.update(done - self._at)
        self._at = done

    def close(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
        self._bar, self._what = None, ""
