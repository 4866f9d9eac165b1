"""What `body` sets: blocks and inlines as they are asked for, and the elements that they become."""

from __future__ import annotations

from carnet.publishers.site.marks import Tag

DEPTH = 24
"""How many elements of a kind may stand around one word."""

SPACE = " \t\n\f"  # to HTML; to Python there is more

LEAVES = frozenset(("p", "head", "dateline", "para"))
NUMBERED = frozenset(("p", "para"))
BOXES = {
    "p": ("<p>", "</p>"),
    "dateline": ('<p class="dateline">', "</p>"),
    "para": ("<p>", "</p>"),
    "quote": ("<blockquote>", "</blockquote>"),
    "verse": ('<div class="verse">', "</div>"),
    "lines": ('<div class="verse lines">', "</div>"),
    "item": ("<li>", "</li>"),
    "cell": ("<td>", "</td>"),
    "ul": ("<ul>", "</ul>"),
    "table": ('<div class="table" tabindex="0"><table>', "</table></div>"),
    "tr": ("<tr>", "</tr>"),
}

Block = tuple[int, int, str]
"""Start, end, kind."""

Inline = tuple[int, int, bool, int, Tag]
"""Start, the end as a negative number, whether it is no link, a number of its own, the element: in
their order, what holds others stands before them.
"""


def number(paragraph: int) -> str:
    """The beginning of a paragraph that has a number, and a link to itself."""
    n = paragraph
    return f'<p id="p{n}"><a class="para" href="#p{n}" aria-label="¶ {n}"></a>'
