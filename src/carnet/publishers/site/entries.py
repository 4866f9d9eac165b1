"""The page of one entry.

There are thousands of these, so the frame is rendered once and what differs is set between its
parts directly. Every value goes through `escape` or `attribute` on its way, except HTML that was
made here or in `compose`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from carnet.publishers.site.apparatus import compose
from carnet.publishers.site.calendars import Calendars
from carnet.publishers.site.doubt import doubts, reason
from carnet.publishers.site.escape import address, attribute, escape, language, site_of, spoken
from carnet.publishers.site.labels import short, unmarked
from carnet.publishers.site.layout import UNDATED
from carnet.publishers.site.parts import Part, Tools
from carnet.publishers.site.words import literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from carnet.dates import When
    from carnet.edition import Line, Published
    from carnet.model import Mention

_KINDS = ("person", "place", "work", "organisation", "event", "name")
_STYLES = (  # reading.js makes them of what the head of the page says
    '<button type="button" value="bibtex">BibTeX</button> <button type="button" value="ris">RIS</button> '
    '<button type="button" value="csl">CSL</button> <span role="status"></span>'
)
_ROWS = ("date", "gregorian", "written", "why", "source", "place", "pages", "cite")
_AWAY = 'rel="noopener noreferrer nofollow"'


class _Facts(NamedTuple):
    """What several parts of an entry's page tell."""

    entry: Published
    n: int  # its place among the lines
    date: str  # in words; nothing where it is not known
    name: str  # the date, or what else it is called
    title: str  # where that is not its name
    url: str
    source: tuple[str, str]  # its title, and the same as HTML
    lang: str
    said: str  # the language as an attribute
    doubtful: Sequence[str]
    before: tuple[str, str] | None  # the neighbours: id, and name as HTML
    after: tuple[str, str] | None


class EntryPages:
    """Makes the pages of entries, some at a time, from one frame."""

    def __init__(self, tools: Tools, parts: Sequence[Part]) -> None:
        layout, words, labels, marks, templates = tools
        # A part that has no sections is not asked for any.
        self._parts = [part for part in parts if type(part).entry is not Part.entry]
        self._tools = tools
        facts = layout.edition.facts
        self._layout = layout
        self._almanac = layout.almanac
        self._calendars = Calendars(layout, words)
        self._labels = labels
        self._marks = marks
        self._words = words
        self._frame = list(map(_data, templates.frame("entry")))
        self._author = facts.author
        self._address = site_of(facts.address)
        title = facts.title or words["untitled"]
        self._title = escape(title)
        self._shared_meta = _meta("citation_inbook_title", title) + _meta("DC.isPartOf", title)
        self._shared_meta += '<meta property="og:type" content="article">\n'
        self._shared_meta += f'<meta property="og:site_name" content="{attribute(title)}">\n'
        if facts.licence:
            self._shared_meta += _meta("DC.rights", facts.licence)
        as_ = words.tell("cite_as", "dt").replace("<dt", '<dt class="needs-js"', 1)
        self._styles = f'{as_}\n<dd class="styles needs-js">{_STYLES}</dd>\n'
        self._sources: dict[str, tuple[str, str]] = {}
        self._beside: dict[int, tuple[str, str]] = {}
        self._on_days: dict[str, str] = {}
        self._ways: dict[tuple[str, int | None], str] = {}  # to the contents, by year and month
        self._aside = _data(f'<aside class="days"{words.label("calendar_month")}>\n')
        self._heads = {key: words.tell(key, "dt") for key in _ROWS}

    def pages(self, entries: Sequence[Published]) -> Iterator[bytes]:
        """The pages of some entries, in their order. A part of the page is made for all of them
        before the next part is begun; see `carnet.together`.
        """
        facts = [self._facts(entry) for entry in entries]
        texts = [self._text(one.entry, one.said) for one in facts]
        named = [self._named(one.entry.mentions) for one in facts]
        others = [[part.entry(one.entry, self._tools) for part in self._parts] for one in facts]
        records = [self._record(one) for one in facts]
        days = [tuple(self._days(one.n)) for one in facts]
        turns = [f"</article>\n{self._turn(one.before, one.after)}" for one in facts]
        heads = [f'{self._crumbs(one)}<article class="entry">\n{self._head(one)}' for one in facts]
        metas = [self._meta(one) for one in facts]
        start, to_meta, to_main, end = self._frame
        for n, one in enumerate(facts):
            called = escape(f"{one.name}: {one.title}" if one.title else one.name)
            main = "".join((heads[n], texts[n], named[n], *others[n], records[n]))
            yield b"".join(
                (start, _data(called), to_meta, _data(metas[n]), to_main, _data(main), *days[n],
                 _data(turns[n]), end)
            )  # fmt: skip

    def _facts(self, entry: Published) -> _Facts:
        n = self._layout.place_of[entry.id]
        date = self._labels.date(entry.when)
        name = date or self._labels.name(self._layout.lines[n])
        source = self._sources.get(entry.source)
        if source is None:
            source = self._sources[entry.source] = self._source(entry.source)
        lang = language(entry.language)
        return _Facts(
            entry, n, date, name,
            entry.title if entry.title != name else "",
            f"{self._address}/entries/{entry.id}.html" if self._address else "",
            source, lang, spoken(lang), doubts(entry.when),
            self._at_side(n, n - 1), self._at_side(n, n + 1),
        )  # fmt: skip

    def _meta(self, one: _Facts) -> str:
        entry, url, before, after = one.entry, one.url, one.before, one.after
        author = attribute(entry.author or self._author)
        title = attribute(one.title or one.name)
        gregorian = entry.when.gregorian
        return "".join(
            (
                _said("citation_title", title),
                _said("citation_author", author) + _said("DC.creator", author) if author else "",
                _said("DC.title", title),
                f'<meta property="og:title" content="{title}">\n',
                _meta("DC.identifier", url or entry.id),
                _meta("DC.source", one.source[0]),
                _meta("DC.date", gregorian) if gregorian else "",
                _meta("DC.language", one.lang) if one.lang else "",
                self._shared_meta,
                _meta("citation_public_url", url) if url else "",
                f'<link rel="canonical" href="{attribute(url)}">\n' if url else "",
                f'<link rel="prev" href="{before[0]}.html">\n' if before else "",
                f'<link rel="next" href="{after[0]}.html">\n' if after else "",
            )
        )

    def _crumbs(self, one: _Facts) -> str:
        when = one.entry.when
        key = self._layout.year_of[one.n], when.month
        if when.calendar != "gregorian":  # its months may have names of their own
            return self._way(key[0], when)
        known = self._ways.get(key)
        if known is None:
            known = self._ways[key] = self._way(key[0], when)
        return known

    def _way(self, year: str, when: When) -> str:
        words = self._words
        month = ""
        if when.month and year != UNDATED:
            name = self._labels.month_head(when)
            month = f'<li><a href="../contents/{year}.html#m{when.month:02d}">{name}</a></li>\n'
        return (
            f'<nav class="crumbs"{words.label("where")}>\n<ol>\n'
            f'<li><a href="../contents.html">{words.tell("contents")}</a></li>\n'
            f'<li><a href="../contents/{year}.html">{self._labels.year_head(year)}</a></li>\n'
            f"{month}</ol>\n</nav>\n"
        )

    def _head(self, one: _Facts) -> str:
        labels, when = self._labels, one.entry.when
        day = labels.day_of_week(when)
        date = labels.dated(when) if when.known else escape(one.name)
        below = f'<p class="title"{one.said}>{escape(one.title)}</p>\n' if one.title else ""
        if one.doubtful:
            told = " ".join(map(self._words.tell, one.doubtful))
            below += f'<p class="doubt"><a href="#dating">{told}</a></p>\n'
        return (
            f'<header class="head">\n<h1>{day}{" " if day else ""}{date}</h1>\n{below}</header>\n'
        )

    def _text(self, entry: Published, said: str) -> str:
        composed = compose(
            entry.text,
            entry.spans,
            entry.mentions,
            entry.notes,
            self._marks,
            pages=entry.pages,
            heading=entry.heading_span,
            numbered=True,
        )
        text = f'<div class="text"{said}>\n{composed.body}\n</div>\n'
        if not composed.notes:
            return text
        return (
            f'{text}<section class="notes" aria-labelledby="notes">\n'
            f'<h2 id="notes">{self._words.tell("notes")}</h2>\n'
            f"<ol{said}>\n{composed.notes}</ol>\n</section>\n"
        )

    def _named(self, mentions: Iterable[Mention]) -> str:
        """What the entry names, each once, in order, by kind: the words, what they name, who says."""
        found: dict[str, dict[str, str]] = {}
        words = self._words
        for mention in mentions:
            _, _, text, kind, ref, target, _, standing, _ = mention
            if standing == "rejected":
                continue
            held = found.setdefault(kind, {})
            named = target or ref
            key = named or f" {text.casefold()}"
            if key not in held:
                name = escape(" ".join(text.split()))
                opened, closed = self._marks.listed(mention)
                beside = ""
                # what the source itself says, or a person has confirmed, needs no word more
                if standing not in ("stated", "confirmed"):
                    known = f"standing.{standing}" in words
                    told = f"standing.{standing}" if known else f"={literal(standing)}"
                    beside = f' <span class="ed">({words.tell(told)})</span>'
                held[key] = f"<li>{opened}{name}{closed}{beside}</li>"
        if not found:
            return ""
        rows = "".join(
            f"{words.tell(f'named.{kind}', 'dt')}\n"
            f"<dd><ul>{''.join(found[kind].values())}</ul></dd>\n"
            for kind in _KINDS
            if kind in found
        )
        return (
            '<section class="named" aria-labelledby="named">\n'
            f'<h2 id="named">{words.tell("named")}</h2>\n'
            f"<dl>\n{rows}</dl>\n</section>\n"
        )

    def _record(self, one: _Facts) -> str:
        heads, entry, source = self._heads, one.entry, one.source
        when = entry.when
        rows = [f"{heads['date']}\n<dd>{self._date(when)}</dd>\n"]
        gregorian = self._labels.gregorian(when)
        if gregorian:
            told = self._labels.gregorian_day(when.gregorian or "")
            value = f"{told} <code>{escape(when.gregorian or '')}</code>"
            rows.append(f"{heads['gregorian']}\n<dd>{value}</dd>\n")
        if when.written:
            rows.append(
                f"{heads['written']}\n<dd{one.said}>{escape(unmarked(when.written))}</dd>\n"
            )
        if when.why or one.doubtful:
            rows.append(f"{heads['why']}\n<dd>{self._why(when, one.doubtful)}</dd>\n")
        rows.append(f"{heads['source']}\n<dd>{source[1]}</dd>\n")
        if entry.locator:
            place = f"<code>{escape(entry.locator)}</code>"
            rows.append(f"{heads['place']}\n<dd>{place}</dd>\n")
        if entry.pages:
            rows.append(f"{heads['pages']}\n<dd>{_pages(entry.pages)}</dd>\n")
        rows.append(f'{heads["cite"]}\n<dd class="cite">{self._cite(one)}</dd>\n')
        rows.append(self._styles)
        return (
            '<section class="record" id="dating" aria-labelledby="record">\n'
            f'<h2 id="record">{self._words.tell("entry")} {entry.id}</h2>\n'
            f"<dl>\n{''.join(rows)}</dl>\n</section>\n"
        )

    def _date(self, when: When) -> str:
        words = self._words
        if not when.known:
            return words.tell("undated")
        beside = ""
        if when.calendar != "gregorian":
            beside = f" ({words.tell(f'calendar.{when.calendar}')})"
        return f"{self._labels.dated(when)}{beside} <code>{escape(when.edtf or '')}</code>"

    def _why(self, when: When, doubtful: Sequence[str]) -> str:
        words = self._words
        told = "".join(f"<li>{reason(words, why)}</li>" for why in when.why)
        told = f"<ul>{told}</ul>" if told else ""
        said = " ".join(map(words.tell, doubtful))
        if when.sure < 0.995:
            said += f" {words.tell(f'doubt.sure|n={when.sure * 100:.0f}')}"
        return f"<p>{said.strip()}</p>{told}" if said else told

    def _cite(self, one: _Facts) -> str:
        entry = one.entry
        author = entry.author or self._author
        words = self._words
        title = entry.title or ("" if one.date else one.name)
        if title:
            what = words.tell(f"quoted|title={literal(title)}")
        else:
            what = self._labels.dated(entry.when)
        return (
            f"{escape(author)}{', ' if author else ''}{what}, {words.tell('in')} "
            f"<cite>{self._title}</cite> ({escape(one.source[0])}), {entry.id}"
            f"{f', {escape(one.url)}' if one.url else ''}."
        )

    def _days(self, n: int) -> Iterator[bytes]:
        """The calendar of the month, other entries of the day, and the same day in other years. It is
        half of most pages and the same in many, so that what is the same is encoded once.
        """
        day = self._almanac.day_of[n]
        if not day:
            return
        words = self._words
        on_day = self._on_days.get(day[5:])
        if on_day is None:
            on_day = self._on_days[day[5:]] = self._on_day(day[5:])
        year = f'<li><a href="{self._layout.ids[self._first(day)]}.html">{day[:4]}</a></li>'
        others = on_day.replace(year, "", 1)
        shown = self._of_day(n, day)
        if "<li>" in others:
            link = f'<a href="../days/{day[5:]}.html">{words.tell("this_day")}</a>'
            shown += f'<h2>{link}</h2>\n<ul class="inline">{others}</ul>\n'
        yield self._aside
        yield self._calendars.beside(day[:7], day[8:])
        yield _data(f"{shown}</aside>\n")

    def _first(self, day: str) -> int:
        return self._almanac.months[day[:7]][day[8:10]][0]

    def _on_day(self, day: str) -> str:
        """The first entry of each year that has this day."""
        years = {self._almanac.day_of[n][:4]: n for n in reversed(self._almanac.anniversaries[day])}
        return "".join(
            f'<li><a href="{self._layout.ids[years[year]]}.html">{year}</a></li>'
            for year in sorted(years)
        )

    def _of_day(self, n: int, day: str) -> str:
        """Other entries that stand on the same day: another notebook, another version."""
        held = self._almanac.months[day[:7]][day[8:10]]
        if len(held) == 1:
            return ""
        lines = self._layout.lines
        names = _told_apart([(other, lines[other]) for other in held])
        items = []
        for other in held:
            if other != n:
                line = lines[other]
                code = language(line.language)
                beside = f' <span class="ed">{code}</span>' if code else ""
                name = escape(names[other])
                items.append(f'<li><a href="{line.id}.html">{name}</a>{beside}</li>')
        return f"{self._words.tell('same_day', 'h2')}\n<ul>{''.join(items)}</ul>\n"

    def _turn(self, before: tuple[str, str] | None, after: tuple[str, str] | None) -> str:
        words = self._words
        if not before and not after:
            return ""
        links = ""
        if before:
            links += (
                f'<a class="back" rel="prev" href="{before[0]}.html">'
                f"{words.tell('previous')} {before[1]}</a>\n"
            )
        if after:
            links += (
                f'<a class="on" rel="next" href="{after[0]}.html">'
                f"{words.tell('next')} {after[1]}</a>\n"
            )
        return f'<nav class="turn"{words.label("turn")}>\n{links}</nav>\n'

    def _at_side(self, n: int, other: int) -> tuple[str, str] | None:
        """A neighbour; one of the same day with what tells it apart, or "next" would name this day."""
        known, day = self._neighbour(other), self._almanac.day_of[n]
        if known is None or not day or self._almanac.day_of[other] != day:
            return known
        held = self._almanac.months[day[:7]][day[8:10]]
        name = _told_apart([(each, self._layout.lines[each]) for each in held])[other]
        return known[0], f'{known[1]} <span class="ed">{escape(name)}</span>'

    def _neighbour(self, n: int) -> tuple[str, str] | None:
        """The id of a neighbour, and its name as HTML."""
        if not 0 <= n < len(self._layout.lines):
            return None
        known = self._beside.get(n)
        if known is None:
            line = self._layout.lines[n]
            name = self._labels.told(line)
            known = self._beside[n] = line.id, f'<span class="name-of">{name}</span>'
            self._beside.pop(n - 3, None)
        return known

    def _source(self, name: str) -> tuple[str, str]:
        """The title of a source, and the same as HTML with the way to its page."""
        known = self._layout.edition.source(name)
        title = (known.title if known else "") or name
        slug = self._layout.slugs.get(name)
        page = f"../sources/{slug}.html" if slug else "../sources.html"
        html = f'<a href="{page}">{escape(title)}</a>'
        if title != name:
            html += f' <span class="ed">{escape(name)}</span>'
        return title, html


def _data(html: str) -> bytes:
    return html.encode("utf-8", "replace")


def _meta(name: str, content: str) -> str:
    return _said(name, attribute(content))


def _said(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">\n'


def _pages(pages: Iterable[tuple[str, str]]) -> str:
    links = []
    for n, (number, image) in enumerate(pages, 1):
        label = escape(number or str(n))
        target = address(image)
        if target.startswith("http"):
            label = f'<a href="{attribute(target)}" {_AWAY}>{label}</a>'
        links.append(label)
    return ", ".join(links)


def _told_apart(lines: Sequence[tuple[int, Line]]) -> dict[int, str]:
    """What each of several entries of one day is called: its title, else its source, and where that
    is said of more than one, how it begins.
    """
    names = {n: line.title or line.source.rpartition("/")[2] for n, line in lines}
    said = Counter(names.values())
    return {
        n: names[n] if said[names[n]] == 1 else short(line.opening or line.heading) or names[n]
        for n, line in lines
    }
