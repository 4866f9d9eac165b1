"""How each kind of span looks: an element around words, or a sign at a point."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from carnet.publishers.site.escape import address, attribute, escape, language, spoken
from carnet.publishers.site.words import Words, literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from carnet.model import Mention


class Tag(NamedTuple):
    """An element around words. Where it is broken by another, it goes on with `again`."""

    first: str
    again: str
    close: str
    suffix: str = ""  # stands behind the last `close`
    link: bool = False


class Sign(NamedTuple):
    """Something at a point. One that leans left belongs to the word before it."""

    html: str
    left: bool = False
    link: bool = False
    within: bool = False  # shown only in the middle of a paragraph


def _element(name: str, attributes: str = "") -> Tag:
    opened = f"<{name}{attributes}>"
    return Tag(opened, opened, f"</{name}>")


def _editorial(html: str) -> str:
    """Words of the editor among the writer's."""
    return f'<span class="ed">{html}</span>'


_PLAIN = {
    "italic": _element("i"),
    "bold": _element("b"),
    "underline": _element("u"),
    "small": _element("span", ' class="small"'),
    "super": _element("sup"),
    "sub": _element("sub"),
    "spaced": _element("span", ' class="spaced"'),
    "smallcaps": _element("span", ' class="smallcaps"'),
    "strike": _element("s"),
    "deleted": _element("del"),
    "added": _element("ins"),
    "line": _element("span", ' class="line"'),
    "quote": _element("span", ' class="quote"'),
    "figure": _element("span", ' class="figure"'),
    "formula": _element("span", ' class="formula"'),
    "sign": _element("span", ' class="sign"'),
    "dateline": _element("span", ' class="dateline"'),
}
_IN_BOOK = re.compile(r"[^:?#]*\.x?html?(?:#.*)?")
_FORMS = frozenset(("expanded", "corrected", "regularised"))
_TITLED = frozenset(("hand", "calendar", "unclear"))


def _nowhere(_mention: Mention) -> str:
    """Where there are no pages of records."""
    return ""


class Marks:
    """The looks of one edition, in its interface language. Remembers names that come often.

    `record` gives the page of what a mention names, `inside` where a link within the edition leads,
    `picture` what stands before and after the caption of a picture that the edition has.
    """

    def __init__(
        self,
        words: Words,
        record: Callable[[Mention], str] = _nowhere,
        inside: Callable[[str], str] | None = None,
        picture: Callable[[str], tuple[str, str] | None] | None = None,
    ) -> None:
        self._picture = picture
        self.words = words
        self._inside = inside
        self._record = record
        self._names: dict[tuple[str, str | None, str | None, str, str], Tag] = {}
        self._listed: dict[tuple[str, str | None, str | None, str, str], tuple[str, str]] = {}

    def tag(self, kind: str, value: str) -> Tag | None:
        """The element for words of this kind; None for a kind that has no looks."""
        if kind == "figure" and value and self._picture:
            drawn = self._picture(value)
            if drawn:
                return Tag(drawn[0], '<span class="figure">', "</span>", drawn[1])
        known = _PLAIN.get(kind)
        if known is not None:
            return known
        if kind == "supplied":
            opened = f'<span class="supplied"{self._title(kind, "")}>'
            return Tag(f"{opened}{_editorial('[')}", opened, "</span>", _editorial("]"))
        if kind == "gap":
            opened = f'<span class="gap"{self._title(kind, value)}>'
            return Tag(opened, opened, "</span>")
        if kind in _TITLED:
            return _element("span", f' class="{kind}"{self._title(kind, value)}')
        if kind in _FORMS:
            opened = f'<span class="form {kind}"{self._title(kind, value)}>'
            return Tag(opened, opened, "</span>", self._form(value))
        if kind == "foreign":
            code = language(value)
            return _element("span", f' class="foreign"{spoken(code)}')
        if kind == "date":
            return _element("span", f' class="date" title="{attribute(value)}"' if value else "")
        return self._link(value) if kind == "link" else None

    def _link(self, value: str) -> Tag:
        inside = self._inside(value) if self._inside else ""
        if inside:
            opened = f'<a href="{attribute(inside)}">'
            return Tag(opened, opened, "</a>", link=True)
        target = address(value)
        if target:
            opened = f'<a href="{attribute(target)}" rel="noopener noreferrer nofollow">'
            return Tag(opened, opened, "</a>", link=True)
        if _IN_BOOK.fullmatch(
            value
        ):  # the address of a page of the source says nothing to a reader
            return Tag('<span class="link">', '<span class="link">', "</span>")
        suffix = _editorial(f" [{escape(value)}]") if value else ""
        return Tag('<span class="link">', '<span class="link">', "</span>", suffix)

    def _form(self, value: str) -> str:
        return _editorial(f" [{escape(value)}]") if value else ""

    def sign(self, kind: str, value: str) -> Sign | None:
        """What stands at a point; None for a kind that shows nothing there."""
        if kind == "line":
            return Sign('<br class="lb">', within=True)
        if kind == "gap":
            return Sign(f'<span class="gap"{self._title(kind, value)}>[…]</span>', left=True)
        if kind == "unclear":
            return Sign(f'<span class="gap"{self._title(kind, "")}>[?]</span>', left=True)
        if kind == "withheld":
            spec = f"withheld_day|day@{literal(value)}" if value else "withheld"
            return Sign(f'<span class="withheld">[{self.words.tell(spec)}]</span>', left=True)
        if kind in _FORMS:
            return Sign(self._form(value), left=True) if value else None
        if kind in {"figure", "formula", "sign", "hand"}:
            return Sign(_editorial(f"[{self.words.tell(self._spec(kind, value))}]"))
        return None

    def _spec(self, kind: str, value: str) -> str:
        """What a kind is called, and a value that the source gives with it."""
        name = self._kind(kind)
        return f"{name}\n={literal(value)}" if value else name

    def _kind(self, kind: str) -> str:
        return f"kind.{kind}" if f"kind.{kind}" in self.words else f"={literal(kind)}"

    def _title(self, kind: str, value: str) -> str:
        return self.words.title(self._spec(kind, value))

    def page(self, number: str, image: str) -> Sign:
        """Where a side of paper begins, and the way to its image."""
        spec = f"page_n|number={literal(number)}" if number.strip() else "page"
        label, said = escape(self.words.spoken(spec)), f' data-w="{attribute(spec)}"'
        target = address(image)
        if target and not target.startswith("mailto:"):
            rel = "noopener noreferrer nofollow"
            html = f'<a class="page" href="{attribute(target)}" rel="{rel}"{said}>{label}</a>'
            return Sign(html, link=True)
        title = f' title="{attribute(image)}"' if image else ""
        return Sign(f'<span class="page"{title}{said}>{label}</span>')

    def listed(self, mention: Mention) -> tuple[str, str]:
        """What stands around a name in a list: what it names, who says so, and the way there."""
        key = mention.kind, mention.target, mention.ref, mention.standing, mention.by
        around = self._listed.get(key)
        if around is None:
            title, page = self.words.title(self.said(mention)), self._record(mention)
            if page:
                around = f'<a href="../{attribute(page)}"{title}>', "</a>"
            else:
                around = f"<span{title}>", "</span>"
            self._listed[key] = around
        return around

    def said(self, mention: Mention) -> str:
        """What is named, and who says so, as a spec of words."""
        named, standing = mention.target or mention.ref, mention.standing
        said = [self._kind(mention.kind), f"={literal(named)}" if named else ""]
        known = f"standing.{standing}" in self.words
        said.append(f"standing.{standing}" if known else f"={literal(standing)}")
        said.append(f"={literal(mention.by)}" if standing != "stated" else "")
        return "\n".join(filter(None, said))

    def name(self, mention: Mention) -> Tag:
        """A name, who says what it names, and the way to the page of that."""
        key = mention.kind, mention.target, mention.ref, mention.standing, mention.by
        tag = self._names.get(key)
        if tag is None:
            kind, standing = key[0], key[3]
            title = self.words.title(self.said(mention))
            classes = f"name {_word(kind)} {_word(standing)}"
            page = self._record(mention)
            if page:
                opened = f'<a class="{classes}" href="../{attribute(page)}"{title}>'
                tag = Tag(opened, opened, "</a>", link=True)
            else:
                tag = _element("span", f' class="{classes}"{title}')
            self._names[key] = tag
        return tag


def _word(text: str) -> str:
    """A word of our own vocabulary, fit to be a class; anything else is none."""
    return text if text.isalpha() and text.isascii() else "other"
