"""The site: an edition as a folder of pages that reads from a memory stick or any web server."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from carnet.publishers.press import Press
from carnet.publishers.site.keys import plan
from carnet.publishers.site.layout import OWNS, Layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from carnet.edition import Edition
    from carnet.publishers import Outcome, Progress


class SitePublisher:
    """Publishes an edition as a folder of pages without scripts."""

    name = "site"
    version = "1"

    def publish(self, edition: Edition, folder: Path, ledger: Path, progress: Progress) -> Outcome:
        style = (files(__name__) / "carnet.css").read_bytes()
        layout = Layout(edition)

        def make(due: Sequence[str]) -> Iterator[tuple[str, bytes]]:
            # Only a page that must be made pays for the templates.
            from carnet.publishers.site.pages import Pages  # noqa: PLC0415

            return Pages(layout, style).make(due)

        press = Press(folder, ledger, owns=OWNS)
        return press.run(plan(layout, self.version, style), make, progress)


__all__ = ["SitePublisher"]
