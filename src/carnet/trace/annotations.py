"""Quotations as W3C Web Annotations: the body is the passage of the notebooks, the target the essay."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.edition import Edition
    from carnet.trace.essay import Essay
    from carnet.trace.quotation import Part, Quotation

_AROUND = 32  # code points of a quote selector's prefix and suffix


def as_annotations(essays: Sequence[Essay], found: Sequence[Quotation], edition: Edition) -> str:
    """An annotation collection (https://www.w3.org/TR/annotation-model/) as JSON-LD. Positions are
    code points, of the essay in targets and of the entry's text in bodies.
    """
    texts = {essay.name: essay.text for essay in essays}
    items = [_annotation(one, texts.get(one.essay, ""), edition) for one in found]
    page = {
        "@context": ["http://www.w3.org/ns/anno.jsonld", {"carnet": "urn:carnet:"}],
        "type": "AnnotationCollection",
        "label": f"Quotations of {edition.facts.title or 'the notebooks'}",
        "total": len(items),
        "first": {"type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def _annotation(one: Quotation, text: str, edition: Edition) -> dict[str, Any]:
    bodies: list[dict[str, Any]] = [_passage(part, edition) for part in one.parts]
    said = {
        "carnet:verdict": one.verdict,
        "carnet:elided": one.elided,
        "carnet:misattributed": one.misattributed,
        "carnet:claimed": one.claimed,
        "carnet:changes": [change._asdict() for change in one.changes],
        "carnet:flags": list(one.flags),
        "carnet:score": round(one.score, 3),
    }
    bodies.append({"type": "Dataset", "purpose": "assessing", **said})
    return {
        "type": "Annotation",
        "motivation": "linking" if one.parts else "assessing",
        "body": bodies,
        "target": {
            "source": one.essay,
            "selector": [
                {"type": "TextPositionSelector", "start": one.start, "end": one.end},
                _quoted(text, one.start, one.end),
            ],
        },
    }


def _passage(part: Part, edition: Edition) -> dict[str, Any]:
    base = edition.facts.address.rstrip("/")
    if part.entry is None:
        source = f"urn:carnet:source:{part.source}"
    else:
        source = f"{base}/entries/{part.entry}.html" if base else f"urn:carnet:entry:{part.entry}"
    return {
        "type": "SpecificResource",
        "purpose": "linking",
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": part.start, "end": part.end},
            {"type": "TextQuoteSelector", "exact": part.text},
        ],
    }


def _quoted(text: str, start: int, end: int) -> dict[str, str]:
    return {
        "type": "TextQuoteSelector",
        "prefix": text[max(start - _AROUND, 0) : start],
        "exact": text[start:end],
        "suffix": text[end : end + _AROUND],
    }
