"""The page that says how the edition was made and what its marks mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carnet.model import Span
from carnet.publishers.site.body import render
from carnet.publishers.site.templates import Markup

if TYPE_CHECKING:
    from carnet.publishers.site.marks import Marks
    from carnet.publishers.site.parts import Tools

_SAMPLES = {
    "deleted": ("yesterday", ""),
    "added": ("to day", ""),
    "unclear": ("Mr. Tomkins", ""),
    "supplied": ("dined", ""),
    "gap": ("", ""),
    "expanded": ("wch", "which"),
    "corrected": ("recieved", "received"),
    "regularised": ("shew", "show"),
    "foreign": ("en famille", "fr"),
    "page": ("", "12"),
}


def about_page(tools: Tools) -> bytes:
    """How the edition was made, what its marks mean, under what terms it stands."""
    layout, _, _, marks, templates = tools
    words = sum(line.words for line in layout.lines)
    return templates.page(
        "about",
        date=f"about_date|day@{layout.edition.as_of.isoformat()}",
        holds=f"entries|n#{len(layout.lines)}\nwords|n#{words}\nfiles|n#{len(layout.source_names)}",
        legend=[(Markup(_sample(kind, marks)), f"legend.{kind}") for kind in _SAMPLES],
    )


def _sample(kind: str, marks: Marks) -> str:
    text, value = _SAMPLES[kind]
    html = render(text, [Span(0, len(text), kind, value)], (), marks)
    return html.removeprefix("<p>").removesuffix("</p>")
