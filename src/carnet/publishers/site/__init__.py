"""The site: an edition as a folder of pages that reads from a memory stick or any web server."""

from __future__ import annotations

import os
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from carnet.publishers.ledger import Ledger
from carnet.publishers.press import Press

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carnet.edition import Edition
    from carnet.publishers import Outcome, Progress


class SitePublisher:
    """Publishes an edition as a folder of pages that need no script."""

    name = "site"
    version = "2"

    def publish(self, edition: Edition, folder: Path, ledger: Path, progress: Progress) -> Outcome:
        # A build that has nothing to do needs none of these.
        from carnet.publishers.site.every import PARTS  # noqa: PLC0415
        from carnet.publishers.site.keys import plan  # noqa: PLC0415
        from carnet.publishers.site.layout import OWNS, Layout  # noqa: PLC0415
        from carnet.publishers.site.scripts import lean  # noqa: PLC0415

        style = lean(Path(__file__).with_name("carnet.css").read_text("utf-8"))
        layout = Layout(edition, ledger.with_suffix(".memory"))
        parts = [part(layout) for part in PARTS]

        def make(due: Sequence[str]) -> Iterator[tuple[str, bytes]]:
            # Only a page that must be made pays for the templates.
            from carnet.publishers.site.pages import Pages  # noqa: PLC0415

            return Pages(layout, style, parts).make(due)

        owns = (*OWNS, *chain.from_iterable(part.folders for part in parts))
        tops = (".html", ".css", ".js", "sitemap.xml")
        press = Press(folder, ledger, owns=owns, tops=tops)
        return press.run(plan(layout, _made_by(self.version), style, parts), make, progress)

    def seal(self, ledger: Path) -> str:
        """What was published last, in a word; nothing where that is not known."""
        return Ledger(ledger).seal()

    def as_left(self, folder: Path, ledger: Path, seal: str) -> int | None:
        """How many files the site in `folder` has, if it is as it was left with this seal."""
        return Press.as_left(folder, ledger, seal)


def _made_by(version: str) -> str:
    """What makes the pages: this version of the package, and its files as they lie there. A file
    that was touched and not changed costs a look at every page, and changes none.
    """
    home = Path(__file__).parent
    folders = (home, *(home / name for name in ("static", "strings", "templates")))
    stats = (
        (name.name, name.stat().st_size, name.stat().st_mtime_ns)
        for folder in folders
        for name in os.scandir(folder)
        if name.is_file()
    )
    return f"{version} {sorted(stats)}"


__all__ = ["SitePublisher"]
