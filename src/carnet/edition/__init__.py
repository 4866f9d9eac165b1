"""The one gate: what may be published, and the only thing that a publisher, search or trace sees.

Decisions and sealing are applied here and nowhere else. A sealed entry, passage or source leaves
no trace in anything that an `Edition` hands out: texts are cut, spans and mentions that touch a
sealed stretch are gone, headings and titles are taken from what is left, neighbours close up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from carnet.demand import on_demand

if TYPE_CHECKING:
    from carnet.edition.edition import Edition
    from carnet.edition.essays import EssayText
    from carnet.edition.fronts import FrontPage
    from carnet.edition.parts import Facts, Line, Note, Published, SourceLine, Stretch
    from carnet.edition.records import Passage, Records

__all__ = [
    "Edition",
    "EssayText",
    "Facts",
    "FrontPage",
    "Line",
    "Note",
    "Passage",
    "Published",
    "Records",
    "SourceLine",
    "Stretch",
]

_PLACES = {
    "Edition": "edition",
    "EssayText": "essays",
    "Facts": "parts",
    "FrontPage": "fronts",
    "Line": "parts",
    "Note": "parts",
    "Passage": "records",
    "Published": "parts",
    "Records": "records",
    "SourceLine": "parts",
    "Stretch": "parts",
}

__getattr__ = on_demand(__name__, _PLACES)
