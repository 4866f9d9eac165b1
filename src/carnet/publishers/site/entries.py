"""The page of one entry.

There are thousands of these, so the frame is rendered once and what differs is set between its
parts directly. Every value goes through `escape` or `attribute` on its way, except HTML that was
made here or in `compose`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from carnet.publishers.site.apparatus import compose
from carnet.publishers.site.escape import address, attribute, escape, language
from carnet.publishers.site.layout import UNDATED
from carnet.publishers.site.parts import Part, Tools

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carnet.dates import When
    from carnet.edition import Published
    from carnet.model import Mention

_KINDS = ("person", "place", "work", "organisation", "event", "name")
_AWAY = 'rel="noopener noreferrer nofollow"'


class EntryPages:
    """Makes the pages of entries, one after the other, from one frame."""

    def __init__(self, tools: Tools, parts: Sequence[Part]) -> None:
        layout, words, labels, marks, templates = tools
        # A part that has no sections is not asked for any.
        self._parts = [part for part in parts if type(part).entry is not Part.entry]
        self._tools = tools
        facts = layout.edition.facts
        self._layout = layout
        self._labels = labels
        self._marks = marks
        self._words = words
        self._frame = templates.frame("entry")
        self._author = facts.author
        base = address(facts.address)
        self._address = base.rstrip("/") if base.startswith("http") else ""
        title = facts.title or words["untitled"]
        self._title = escape(title)
        self._shared_meta = _meta("citation_inbook_title", title) + _meta("DC.isPartOf", title)
        if facts.licence:
            self._shared_meta += _meta("DC.rights", facts.licence)
        self._sources: dict[str, tuple[str, str]] = {}
        self._beside: dict[int, tuple[str, str]] = {}

    def page(self, entry: Published) -> bytes:
        n = self._layout.place_of[entry.id]
        date = self._labels.date(entry.when)
        name = date or self._labels.name(self._layout.lines[n])
        url = f"{self._address}/entries/{entry.id}.html" if self._address else ""
        source = self._sources.get(entry.source)
        if source is None:
            source = self._sources[entry.source] = self._source(entry.source)
        lang = language(entry.language)
        said = f' lang="{lang}"' if lang else ""
        title = entry.title if entry.title != name else ""
        before, after = self._neighbour(n - 1), self._neighbour(n + 1)

        start, to_meta, to_main, end = self._frame
        return "".join(
            (
                start,
                escape(f"{name}: {title}" if title else name),
                to_meta,
                self._meta(entry, title or name, source[0], url, lang),
                f'<link rel="prev" href="{before[0]}.html">\n' if before else "",
                f'<link rel="next" href="{after[0]}.html">\n' if after else "",
                to_main,
                self._crumbs(n, entry.when),
                '<article class="entry">\n',
                self._head(entry.when, name, title, said),
                self._text(entry, said),
                self._named(entry.mentions),
                *[part.entry(entry, self._tools) for part in self._parts],
                self._record(entry, date, source, url, said),
                "</article>\n",
                self._turn(before, after),
                end,
            )
        ).encode("utf-8", "replace")

    def _meta(self, entry: Published, title: str, source: str, url: str, lang: str) -> str:
        author = entry.author or self._author
        gregorian = entry.when.gregorian
        return "".join(
            (
                _meta("citation_title", title),
                _meta("citation_author", author) + _meta("DC.creator", author) if author else "",
                _meta("DC.title", title),
                _meta("DC.identifier", url or entry.id),
                _meta("DC.source", source),
                _meta("DC.date", gregorian) if gregorian else "",
                _meta("DC.language", lang) if lang else "",
                self._shared_meta,
                _meta("citation_public_url", url) if url else "",
                f'<link rel="canonical" href="{attribute(url)}">\n' if url else "",
            )
        )

    def _crumbs(self, n: int, when: When) -> str:
        words = self._words
        year = self._layout.year_of[n]
        month = ""
        if when.month and year != UNDATED:
            name = escape(self._labels.month_of(when))
            month = f'<li><a href="../contents/{year}.html#m{when.month:02d}">{name}</a></li>\n'
        return (
            f'<nav class="crumbs" aria-label="{words["where"]}">\n<ol>\n'
            f'<li><a href="../index.html#years">{words["contents"]}</a></li>\n'
            f'<li><a href="../contents/{year}.html">{escape(self._labels.contents(year))}</a></li>\n'
            f"{month}</ol>\n</nav>\n"
        )

    def _head(self, when: When, name: str, title: str, said: str) -> str:
        weekday = self._labels.weekday(when)
        day = f'<span class="weekday">{weekday}</span> ' if weekday else ""
        iso = self._labels.datetime(when)
        date = f'<time datetime="{iso}">{escape(name)}</time>' if iso else escape(name)
        below = f'<p class="title"{said}>{escape(title)}</p>\n' if title else ""
        return f'<header class="head">\n<h1>{day}{date}</h1>\n{below}</header>\n'

    def _text(self, entry: Published, said: str) -> str:
        composed = compose(
            entry.text,
            entry.spans,
            entry.mentions,
            entry.notes,
            self._marks,
            pages=entry.pages,
            heading=entry.heading_span,
        )
        text = f'<div class="text"{said}>\n{composed.body}\n</div>\n'
        if not composed.notes:
            return text
        return (
            f'{text}<section class="notes" aria-labelledby="notes">\n'
            f'<h2 id="notes">{self._words["notes"]}</h2>\n<ol{said}>\n{composed.notes}</ol>\n</section>\n'
        )

    def _named(self, mentions: Iterable[Mention]) -> str:
        """What the entry names, each once, in order, by kind: the words, what they name, who says."""
        found: dict[str, dict[str, str]] = {}
        for mention in mentions:
            _, _, text, kind, ref, target, by, standing, _ = mention
            if standing == "rejected":
                continue
            held = found.setdefault(kind, {})
            named = target or ref
            key = named or f" {text.casefold()}"
            if key not in held:
                said = self._words.get(f"standing.{standing}", standing)
                said = f"{named}, {said}" if named else said
                said = said if standing == "stated" else f"{said}, {by}"
                name = escape(" ".join(text.split()))
                page = self._marks.record(mention)
                if page:
                    name = f'<a href="../{attribute(page)}">{name}</a>'
                held[key] = f'<li>{name} <span class="ed">({escape(said)})</span></li>'
        if not found:
            return ""
        rows = "".join(
            f"<dt>{self._words[f'named.{kind}']}</dt>\n"
            f"<dd><ul>{''.join(found[kind].values())}</ul></dd>\n"
            for kind in _KINDS
            if kind in found
        )
        return (
            '<section class="named" aria-labelledby="named">\n'
            f'<h2 id="named">{self._words["named"]}</h2>\n<dl>\n{rows}</dl>\n</section>\n'
        )

    def _record(
        self, entry: Published, date: str, source: tuple[str, str], url: str, said: str
    ) -> str:
        words, when = self._words, entry.when
        rows = [f"<dt>{words['date']}</dt>\n<dd>{self._date(when, date)}</dd>\n"]
        gregorian = self._labels.gregorian(when)
        if gregorian:
            value = f"{escape(gregorian)} <code>{escape(when.gregorian or '')}</code>"
            rows.append(f"<dt>{words['gregorian']}</dt>\n<dd>{value}</dd>\n")
        if when.written:
            rows.append(f"<dt>{words['written']}</dt>\n<dd{said}>{escape(when.written)}</dd>\n")
        if when.why or when.sure < 1:
            rows.append(f"<dt>{words['why']}</dt>\n<dd>{self._why(when)}</dd>\n")
        rows.append(f"<dt>{words['source']}</dt>\n<dd>{source[1]}</dd>\n")
        if entry.locator:
            place = f"<code>{escape(entry.locator)}</code>"
            rows.append(f"<dt>{words['place']}</dt>\n<dd>{place}</dd>\n")
        if entry.pages:
            rows.append(f"<dt>{words['pages']}</dt>\n<dd>{_pages(entry.pages)}</dd>\n")
        cite = self._cite(entry, source[0], url)
        rows.append(f'<dt>{words["cite"]}</dt>\n<dd class="cite">{cite}</dd>\n')
        return (
            '<section class="record" aria-labelledby="record">\n'
            f'<h2 id="record">{words["entry"]} {entry.id}</h2>\n<dl>\n{"".join(rows)}</dl>\n</section>\n'
        )

    def _date(self, when: When, date: str) -> str:
        words = self._words
        if not date:
            return words["undated"]
        calendar = words.get(f"calendar.{when.calendar}", when.calendar)
        beside = f" ({escape(calendar)})" if when.calendar != "gregorian" else ""
        return f"{escape(date)}{beside} <code>{escape(when.edtf or '')}</code>"

    def _why(self, when: When) -> str:
        reasons = "".join(f"<li>{escape(reason)}</li>" for reason in when.why)
        listed = f"<ul>{reasons}</ul>" if reasons else ""
        summary = f"{self._words['sure']}: {when.sure:.0%}"
        return f"<details><summary>{summary}</summary>{listed}</details>"

    def _cite(self, entry: Published, source: str, url: str) -> str:
        author = entry.author or self._author
        return self._words["cited"].format(
            author=f"{escape(author)}, " if author else "",
            what=escape(self._labels.cited(entry)),
            title=f"<cite>{self._title}</cite>",
            source=escape(source),
            id=entry.id,
            address=f", {escape(url)}" if url else "",
        )

    def _turn(self, before: tuple[str, str] | None, after: tuple[str, str] | None) -> str:
        words = self._words
        if not before and not after:
            return ""
        links = ""
        if before:
            links += f'<a class="back" rel="prev" href="{before[0]}.html"><span>{words["previous"]}</span> {before[1]}</a>\n'
        if after:
            links += f'<a class="on" rel="next" href="{after[0]}.html"><span>{words["next"]}</span> {after[1]}</a>\n'
        label = f"{words['previous']} / {words['next']}"
        return f'<nav class="turn" aria-label="{label}">\n{links}</nav>\n'

    def _neighbour(self, n: int) -> tuple[str, str] | None:
        """The id of a neighbour, and its name as HTML."""
        if not 0 <= n < len(self._layout.lines):
            return None
        known = self._beside.get(n)
        if known is None:
            line = self._layout.lines[n]
            known = self._beside[n] = line.id, escape(self._labels.name(line))
            self._beside.pop(n - 3, None)
        return known

    def _source(self, name: str) -> tuple[str, str]:
        """The title of a source, and the same as HTML with the way to its page."""
        known = self._layout.edition.source(name)
        title = (known.title if known else "") or name
        html = escape(title)
        slug = self._layout.slugs.get(name)
        if slug:
            html = f'<a href="../sources/{slug}.html">{html}</a>'
        if title != name:
            html += f' <span class="ed">{escape(name)}</span>'
        return title, html


def _meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{attribute(content)}">\n'


def _pages(pages: Iterable[tuple[str, str]]) -> str:
    links = []
    for n, (number, image) in enumerate(pages, 1):
        label = escape(number or str(n))
        target = address(image)
        if target.startswith("http"):
            label = f'<a href="{attribute(target)}" {_AWAY}>{label}</a>'
        links.append(label)
    return ", ".join(links)
