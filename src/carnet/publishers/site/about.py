"""What the marks of the text mean, each beside how it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carnet.model import Span
from carnet.publishers.site.body import render
from carnet.publishers.site.templates import Markup

if TYPE_CHECKING:
    from carnet.publishers.site.marks import Marks

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


def legend(marks: Marks) -> list[tuple[Markup, str]]:
    """Each mark as it looks, and the key of what it means."""
    return [(Markup(_sample(kind, marks)), f"legend.{kind}") for kind in _SAMPLES]


def _sample(kind: str, marks: Marks) -> str:
    text, value = _SAMPLES[kind]
    html = render(text, [Span(0, len(text), kind, value)], (), marks)
    return html.removeprefix("<p>").removesuffix("</p>")
