"""The page that says how the edition was made and what its marks mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carnet.model import Span
from carnet.publishers.site.body import render
from carnet.publishers.site.templates import Markup, Templates

if TYPE_CHECKING:
    from carnet.publishers.site.labels import Labels
    from carnet.publishers.site.layout import Layout
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


def about_page(layout: Layout, labels: Labels, marks: Marks, templates: Templates) -> bytes:
    """How the edition was made, what its marks mean, under what terms it stands."""
    words, edition = labels.words, layout.edition
    return templates.page(
        "about",
        made=words["about_made"],
        date=words["about_date"].format(day=words.say(edition.as_of.isoformat())),
        holds=words["about_files"].format(
            entries=words.count("entries", len(layout.lines)),
            words=words.count("words", sum(line.words for line in layout.lines)),
            files=words.count("files", len(layout.source_names)),
        ),
        legend=[(Markup(_sample(kind, marks)), words[f"legend.{kind}"]) for kind in _SAMPLES],
    )


def _sample(kind: str, marks: Marks) -> str:
    text, value = _SAMPLES[kind]
    html = render(text, [Span(0, len(text), kind, value)], (), marks)
    return html.removeprefix("<p>").removesuffix("</p>")
