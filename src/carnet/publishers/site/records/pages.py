"""The pages of records and their indexes. There are thousands, so the frame is rendered once and
what differs is set between its parts; every value goes through `escape` or `attribute`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from carnet.dates import When
from carnet.dates.display import say
from carnet.errors import DateError
from carnet.publishers.site.escape import address, attribute, escape, language, spoken
from carnet.publishers.site.records import path_of
from carnet.publishers.site.scripts import as_script
from carnet.publishers.site.strings import LANGUAGES
from carnet.register import LISTS
from carnet.register.authorities import SCHEMES, to_address
from carnet.register.likeness import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carnet.edition import Passage
    from carnet.publishers.site.parts import Tools
    from carnet.publishers.site.records import RecordPart
    from carnet.register import Kind, Name, Record

_WORD = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_FEW = 6  # addresses that are shown at once
_LETTERS = 100  # records of which an index is divided by letters, entries by years
_YEARS = 3  # with more of them, the passages of a record have a list of years
_ROLES = 3  # of a person, beside the name
_NOTE = 240  # characters of a note, there
_AWAY = 'rel="noopener noreferrer nofollow"'


class RecordPages:
    """Makes them, one after the other."""

    def __init__(self, part: RecordPart, tools: Tools) -> None:
        self._part = part
        self._records = part.records
        self._words = tools.words
        self._labels = tools.labels
        self._layout = tools.layout
        self._frame = tools.templates.frame("record")
        self._index_frame = tools.templates.frame("records")
        author = tools.layout.edition.facts.author
        self._author = folded(author)

    # ------------------------------------------------------------------ an index

    def index(self, kind: Kind) -> bytes:
        """Every record of one kind, by letter."""
        words, name = self._words, LISTS[kind]
        letters: dict[str, list[Record]] = {}
        listed = sorted(self._part.listed[kind], key=_sorting)
        for record in listed:  # a short list is seen at one glance
            letter = _letter(record) if len(listed) >= _LETTERS else ""
            letters.setdefault(letter, []).append(record)
        if "" in letters:
            letters[""] = letters.pop("")  # last
        out = [f"<h1>{words.tell(f'records.{name}')}</h1>\n", self._kinds(kind, "")]
        if len(letters) > 1:
            links = "".join(
                f'<li><a href="#{_anchor(letter)}">{self._head(letter)}</a></li>\n'
                for letter in letters
            )
            out.append(
                f'<nav class="letters"{words.label("records.letters")}>\n<ul>\n{links}</ul>\n</nav>\n'
            )
        if len(listed) >= _LETTERS:  # narrow.js fills it
            out.append('<p class="narrow needs-js" role="search"></p>\n')
        out.append('<div class="register">\n')
        for letter, held in letters.items():
            rows = "".join(self._row(record) for record in held)
            head = (
                f'<h2 id="{_anchor(letter)}">{self._head(letter)}</h2>\n'
                if len(letters) > 1
                else ""
            )
            out.append(f"<section>\n{head}<ul>\n{rows}</ul>\n</section>\n")
        out.append("</div>\n")
        if len(listed) >= _LETTERS:
            out.append('<script defer src="script/narrow.js"></script>\n')
        start, to_main, end = self._index_frame
        title = escape(words[f"records.{name}"])
        return "".join((start, title, to_main, *out, end)).encode("utf-8", "replace")

    def _kinds(self, kind: Kind | None, up: str) -> str:
        words = self._words
        if len(self._part.listed) < 2:
            return ""
        links = "".join(
            f'<li><a href="{up}{LISTS[k]}.html"{" aria-current=page" if k == kind and not up else ""}>'
            f"{words.tell(f'records.{LISTS[k]}')}</a></li>\n"
            for k in self._part.listed
        ).replace("aria-current=page", 'aria-current="page"')
        return f'<nav class="kinds"{words.label("records.kinds")}>\n<ul>\n{links}</ul>\n</nav>\n'

    def _head(self, letter: str) -> str:
        return escape(letter) if letter else self._words.tell("records.other")

    def _row(self, record: Record) -> str:
        times = len(self._records.uses.get(record.id, ()))
        spec = f"entries|n#{times}"
        count = f' <span class="times"{self._words.title(spec)}>· {times}</span>' if times else ""
        shown = _sort(record)
        also = [name.text for name in record.names if name.text not in shown]
        other = f' data-also="{attribute(" ".join(dict.fromkeys(also)))}"' if also else ""
        return (
            f'<li{other}><a href="{attribute(path_of(record))}">{escape(shown)}</a>'
            f"{self._beside(record)}{count}</li>\n"
        )

    def _beside(self, record: Record) -> str:
        said = self._told_apart(record)
        return f' <span class="life">{escape(said)}</span>' if said else ""

    def _told_apart(self, record: Record) -> str:
        """What tells a record from others of its name: years, or what sort of thing it is."""
        if record.kind == "person":
            return _years(record)
        said = _year(record.begin) if record.kind in ("work", "event") else record.type
        if record.kind == "work" and record.authors:
            first = self._records.resolve(record.authors[0])
            said = ", ".join(filter(None, (_sort(first) if first else record.authors[0], said)))
        return said

    # ------------------------------------------------------------------ beside a name

    def cards(self, path: str, ids: Iterable[str]) -> bytes:
        """A script with what is shown of records beside their names, by their pages: name, years,
        trade or surroundings, how the note begins, how many entries name it.
        """
        cards = {}
        for id_ in ids:
            record = self._records.held[id_]
            more = record.roles[:_ROLES]
            if not more and record.within:
                place = self._records.resolve(record.within)
                more = (place.name,) if place is not None else ()
            cards[path_of(record).removesuffix(".html")] = (
                record.name, self._told_apart(record), ", ".join(more), _begun(record.note),
                len(self._records.uses[id_]),
            )  # fmt: skip
        number = path.rpartition("/")[2].removesuffix(".js")
        return f"carnet.cards({number},{as_script(cards)});\n".encode()

    # ------------------------------------------------------------------ a record

    def page(self, record: Record, passages: Sequence[Passage]) -> bytes:
        """What the register knows, then every passage."""
        words = self._words
        life = escape(_years(record)) if record.kind == "person" else ""
        name = f"{escape(record.name)}"
        kind = LISTS[record.kind]
        crumbs = (
            f'<nav class="crumbs"{words.label("where")}>\n<ol>\n<li><a href="../{kind}.html">'
            f"{words.tell(f'records.{kind}')}</a></li>\n</ol>\n</nav>\n"
        )
        below = f'<p class="life">{life}</p>\n' if life else ""
        head = (
            f"{crumbs if record.kind in self._part.listed else ''}"
            f'<article class="of-record">\n<header>\n<h1>{name}</h1>\n{below}</header>\n'
        )
        notes = "".join(f"<p>{escape(p)}</p>\n" for p in record.note.split("\n\n") if p.strip())
        about = f'<div class="about-it">\n{notes}</div>\n' if notes else ""
        start, to_main, end = self._frame
        title = f"{name} ({life})" if life else name
        body = (
            head,
            about,
            self._facts(record, passages),
            self._passages(passages),
            "</article>\n",
        )
        return "".join((start, title, to_main, *body, end)).encode("utf-8", "replace")

    def _facts(self, record: Record, passages: Sequence[Passage]) -> str:
        rows: list[tuple[str, str]] = []
        add = rows.append
        if record.kind == "person":
            dates = [
                self._told_date(key, edtf)
                for key, edtf in (("records.born", record.begin), ("records.died", record.end))
                if edtf
            ]
            if dates:
                add(("records.life", ", ".join(dates)))
        elif record.begin or record.end:
            both = " – ".join(self._date(edtf) for edtf in (record.begin, record.end) if edtf)
            add(("records.dates", both))
        if record.type:
            add(("records.kind", escape(record.type)))
        if record.authors:
            add(("records.authors", self._authors(record)))
        if record.variants:
            add(("records.variants", _inline(self._name(n) for n in _unlike(record))))
        if record.roles:
            add(("records.roles", _inline(map(escape, record.roles))))
        relations = [
            said
            for r in record.relations
            if (said := self._relation(r.what, r.target, r.period, record))
        ]
        if relations:
            add(("records.relations", _inline(relations)))
        within = self._chain(record)
        if within:
            add(("records.within", " › ".join(within)))
        for key, held in self._turned(record).items():
            add((key, _inline(self._link(other) for other in sorted(held, key=_sorting))))
        if record.latitude is not None and record.longitude is not None:
            add(("records.coordinates", f"{record.latitude:.5g}, {record.longitude:.5g}"))
        ids = [
            self._away(to_address(a), f"{SCHEMES[a.scheme].name} {a.id}")
            for a in record.authorities
            if a.scheme in SCHEMES
        ]
        links = self._links(record.links)
        if ids or links:
            add(
                (
                    "records.ids",
                    "".join(filter(None, (_inline(dict.fromkeys(ids)) if ids else "", links))),
                )
            )
        if passages:
            add(("records.first", self._day(passages[0].entry)))
            if passages[-1].entry != passages[0].entry:
                add(("records.last", self._day(passages[-1].entry)))
        add(("records.id", f"<code>{escape(record.id)}</code>"))
        replaced = self._part.replaced.get(record.id)
        if replaced:
            add(("records.replaces", _inline(f"<code>{escape(old)}</code>" for old in replaced)))
        told = "".join(f"{self._words.tell(key, 'dt')}\n<dd>{value}</dd>\n" for key, value in rows)
        return f'<dl class="facts">\n{told}</dl>\n'

    def _links(self, links: Sequence[str]) -> str:
        """Other addresses by the names of their hosts; where there are many, folded away."""
        seen: Counter[str] = Counter()
        out = []
        for link in links:
            host = _host(link)
            seen[host] += 1
            out.append(self._away(link, host if seen[host] == 1 else f"{host} ({seen[host]})"))
        if len(out) <= _FEW:
            return _inline(out) if out else ""
        return f"<details><summary>{self._words.tell(f'records.links|n#{len(out)}')}</summary>{_inline(out)}</details>"

    def _told_date(self, key: str, edtf: str) -> str:
        known = _when(edtf)
        if known is None:
            return escape(edtf)
        return self._words.tell(f"{key}|day@{edtf}") if "|" not in edtf else escape(edtf)

    def _date(self, edtf: str) -> str:
        when = _when(edtf)
        if when is None:
            return escape(edtf)
        said = "".join(f' data-{code}="{attribute(say(when, code))}"' for code in LANGUAGES)
        return f"<span{said}>{escape(say(when, self._words.language))}</span>"

    def _name(self, name: Name) -> str:
        lang = language(name.language)
        shown = f"<span{spoken(lang)}>{escape(name.text)}</span>" if lang else escape(name.text)
        said = [escape(name.language)] if name.language else []
        if name.period:
            said.append(self._date(name.period))
        if _WORD.fullmatch(name.kind):  # what a program calls it tells a reader nothing
            said.append(escape(name.kind))
        return f'{shown} <span class="said">({", ".join(said)})</span>' if said else shown

    def _authors(self, record: Record) -> str:
        out = []
        for said in record.authors:
            held = self._records.resolve(said)
            out.append(self._link(held) if held is not None else escape(said))
            names = [name.text for name in held.names] if held is not None else [said]
            if self._author and self._author in map(folded, names):
                out[-1] += f' <span class="said">({self._words.tell("records.own")})</span>'
        return _inline(out)

    def _relation(self, what: str, target: str, period: str, own: Record) -> str:
        years = f' <span class="said">({self._date(period)})</span>' if period else ""
        if not target:
            return f'{escape(what)} <span class="said">({self._words.tell("records.to_writer")})</span>{years}'
        other = self._records.resolve(target)
        if other is None or other is own:  # two records that were merged were related to each other
            return ""
        return f"{escape(what)} {self._link(other)}{years}"

    def _chain(self, record: Record) -> list[str]:
        """The places around a record, the widest first."""
        out: list[str] = []
        seen = {record.id}
        at = self._records.resolve(record.within) if record.within else None
        while at is not None and at.id not in seen:
            seen.add(at.id)
            out.append(self._link(at))
            at = self._records.resolve(at.within) if at.within else None
        return out[::-1]

    def _turned(self, record: Record) -> dict[str, list[Record]]:
        """The records that refer to this one: places in it, what is there, works by it."""
        out: dict[str, list[Record]] = {}
        for id_ in self._part.around.get(record.id, ()):
            other = self._records.held[id_]
            if other.within and self._records.resolve(other.within) is record:
                key = "records.contains" if other.kind == "place" else "records.there"
                out.setdefault(key, []).append(other)
            if any(self._records.resolve(said) is record for said in other.authors):
                out.setdefault("records.written", []).append(other)
        return out

    def _link(self, record: Record) -> str:
        return f'<a href="../{attribute(path_of(record))}">{escape(record.name)}</a>'

    @staticmethod
    def _away(target: str, text: str) -> str:
        url = address(target)
        if not url.startswith("http"):
            return escape(target)
        return f'<a href="{attribute(url)}" {_AWAY}>{escape(text)}</a>'

    def _day(self, entry: str) -> str:
        line = self._layout.lines[self._layout.place_of[entry]]
        return f'<a href="../entries/{entry}.html">{self._labels.told(line)}</a>'

    # ------------------------------------------------------------------ passages

    def _passages(self, passages: Sequence[Passage]) -> str:
        words = self._words
        if not passages:
            return f'<p class="size">{words.tell("records.none")}</p>\n'
        by_entry: dict[str, list[Passage]] = {}
        for passage in passages:
            by_entry.setdefault(passage.entry, []).append(passage)
        years: dict[str, list[str]] = {}
        for entry in by_entry:
            years.setdefault(self._layout.year_of[self._layout.place_of[entry]], []).append(entry)
        count = words.tell(f"records.mentions|n#{len(passages)}")
        entries = words.tell(f"entries|n#{len(by_entry)}")
        confirmed = sum(passage.standing == "confirmed" for passage in passages)
        sure = f" · {words.tell(f'records.by_editor|n#{confirmed}')}" if confirmed else ""
        out = [
            (
                '<section class="passages" aria-labelledby="passages">\n'
                f'<h2 id="passages">{words.tell("records.passages")}</h2>\n'
                f'<p class="size">{count} · {entries}{sure}</p>\n'
            )
        ]
        if len(years) > _YEARS or (len(years) > 1 and len(by_entry) >= _LETTERS):
            links = "".join(
                f'<li><a href="#y{year}">{self._labels.year_head(year)}</a> '
                f'<span class="times">{words.number(len(held))}</span></li>\n'
                for year, held in years.items()
            )
            out.append(f'<nav class="letters"{words.label("years")}>\n<ul>\n{links}</ul>\n</nav>\n')
        for year, held in years.items():
            if len(years) > 1:
                out.append(f'<h3 id="y{year}">{self._labels.year_head(year)}</h3>\n')
            rows = "".join(f"<li>{self._entry(entry, by_entry[entry])}</li>\n" for entry in held)
            out.append(f"<ol>\n{rows}</ol>\n")
        return "".join([*out, "</section>\n"])

    def _entry(self, entry: str, held: Sequence[Passage]) -> str:
        line = self._layout.lines[self._layout.place_of[entry]]
        lang = language(line.language)
        said = spoken(lang)
        lines = "".join(
            f"<p{said}>{escape(p.left)}<mark>{escape(p.words)}</mark>{escape(p.right)}{self._standing(p)}</p>\n"
            for p in held
        )
        return f'<p><a class="when" href="../entries/{entry}.html">{self._labels.told(line)}</a></p>\n<div>\n{lines}</div>'

    def _standing(self, passage: Passage) -> str:
        if passage.standing in ("stated", "confirmed"):  # how many are confirmed is said above
            return ""
        key = f"records.{passage.standing}"
        told = self._words.tell(key) if key in self._words else escape(passage.standing)
        score = f", {passage.score:.0%}" if passage.standing == "suggested" else ""
        return f' <span class="ed" lang="{self._words.language}">({told}{score})</span>'

    # ------------------------------------------------------------------ retired ids

    def moved(self, old: str) -> bytes:
        """The page of an id that was merged, divided or is gone."""
        words = self._words
        held = [self._records.held[id_] for id_ in self._records.moved[old]]
        start, to_main, end = self._frame
        if len(held) == 1:
            goes = f'<meta http-equiv="refresh" content="0; url=../{attribute(path_of(held[0]))}">\n</head>'
            start_and_title = f"{start}{escape(words['moved'])}{to_main}".replace(
                "</head>", goes, 1
            )
            body = f"<h1>{words.tell('moved')}</h1>\n<p>{words.tell('moved_to')} {self._link(held[0])}</p>\n"
            return f"{start_and_title}{body}{end}".encode("utf-8", "replace")
        body = f"<h1>{escape(old)}</h1>\n"
        if held:
            links = "".join(
                f"<li>{self._link(record)}{self._beside(record)}</li>\n" for record in held
            )
            body += f"<p>{words.tell('records.divided')}</p>\n<ul>\n{links}</ul>\n"
        else:
            body += f"<p>{words.tell('records.gone')}</p>\n"
        return "".join((start, escape(old), to_main, body, end)).encode("utf-8", "replace")


def _inline(parts: Iterable[str]) -> str:
    held = list(parts)
    if len(held) == 1:
        return held[0]
    return f'<ul class="inline">{"".join(f"<li>{part}</li>" for part in held)}</ul>'


def _unlike(record: Record) -> list[Name]:
    """The variants that differ from the name and from each other."""
    seen: Counter[str] = Counter([record.name])
    out = []
    for name in record.variants:
        if not seen[name.text] or name.period or name.language:
            seen[name.text] += 1
            out.append(name)
    return out or list(record.variants[:1])


def _when(edtf: str) -> When | None:
    try:
        return When.parse(edtf)
    except DateError:
        return None


def _year(edtf: str) -> str:
    """A date as a list has it: its year, or decade, with its doubt."""
    when = _when(edtf) if edtf else None
    if when is None:
        return ""
    found = edtf.lstrip("[{").partition("/")[0] or edtf.rpartition("/")[2]
    if found.startswith(".."):  # before some day, and nobody knows how long
        return ""
    sign = "-" if found.startswith("-") else ""
    year = found.lstrip("-").partition("-")[0].rstrip("]}").rstrip("?~%").replace("X", "·")
    about = "~" if when.approximate and "~" in edtf else ""
    doubt = "?" if when.uncertain else ""
    return f"{about}{sign}{year.lstrip('0') or '0'}{doubt}"


def _years(record: Record) -> str:
    """Of a person, from when to when; what is not known is left out."""
    begin, end = _year(record.begin), _year(record.end)
    if begin and end:
        return f"{begin}–{end}"
    return f"* {begin}" if begin else f"† {end}" if end else ""


def _begun(note: str) -> str:
    """How a note begins, in a sentence or three."""
    first = " ".join(note.partition("\n\n")[0].split())
    if len(first) <= _NOTE:
        return first
    return f"{first[:_NOTE].rpartition(' ')[0] or first[:_NOTE]} …"


def _sort(record: Record) -> str:
    if record.sort:
        return record.sort
    if record.surname:
        return ", ".join(filter(None, (record.surname, record.forename)))
    return record.name


def _sorting(record: Record) -> tuple[str, str]:
    return folded(_sort(record)), record.id


def _letter(record: Record) -> str:
    """The letter under which a record is listed, without accents; empty where it is none."""
    first = folded(_sort(record))[:1].upper()
    return first if first.isalpha() else ""


def _anchor(letter: str) -> str:
    if not letter:
        return "other"
    return letter.lower() if letter.isascii() else f"u{ord(letter):x}"


def _host(link: str) -> str:
    """What an address is called: the name of its host."""
    host = link.partition("://")[2].partition("/")[0].removeprefix("www.")
    return unicodedata.normalize("NFC", host) or link
