"""The parts that the site has, in the order of their links and of their sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carnet.publishers.site.feeds import Feeds
from carnet.publishers.site.findings import Findings
from carnet.publishers.site.fronts import Fronts
from carnet.publishers.site.pictures import Pictures
from carnet.publishers.site.quoted import QuotedPart
from carnet.publishers.site.records import RecordPart
from carnet.publishers.site.scripts import Scripts
from carnet.publishers.site.search import SearchPart
from carnet.publishers.site.sitemap import Sitemap
from carnet.publishers.site.texts import Texts

if TYPE_CHECKING:
    from carnet.publishers.site.parts import Part

PARTS: tuple[type[Part], ...] = (
    Scripts, Pictures, QuotedPart, RecordPart, SearchPart, Fronts, Feeds, Texts, Findings,
    Sitemap,
)  # fmt: skip
