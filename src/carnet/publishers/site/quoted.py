"""What others wrote of the notebooks: a page for each essay, with the way from each quotation to the
entry that it is from; and on the page of an entry, who quotes it.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from carnet.model import Span
from carnet.publishers.site.apparatus import compose
from carnet.publishers.site.escape import attribute, escape
from carnet.publishers.site.marks import Marks, Tag
from carnet.publishers.site.parts import Part, Tools
from carnet.publishers.site.slugs import slug
from carnet.publishers.site.templates import Markup
from carnet.publishers.site.tracing import Quote, traced
from carnet.publishers.site.words import literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from carnet.edition import EssayText, Published
    from carnet.publishers.site.words import Words

FOLDER: Final = "essays"
INDEX: Final = "essays/index.html"
_LONGEST = 400  # code points of a quotation that the page of an entry shows
_KIND = "quoted"  # of a span; no reader has it


class QuotedPart(Part):
    """A folder of essays, and a section on the page of each entry that they quote."""

    folders = (FOLDER,)

    @cached_property
    def _essays(self) -> Mapping[str, EssayText]:
        """By the path of its page."""
        essays = self.layout.edition.essays
        stems = Counter(_stem(essay.name).lower() for essay in essays)
        named = {}
        for essay in essays:
            stem = _stem(essay.name)
            plain = stems[stem.lower()] == 1 and stem != "index"
            name = slug(stem) if plain else slug(f"Essay {essay.name}")
            named[f"{FOLDER}/{name}.html"] = essay
        return named

    @cached_property
    def _quotes(self) -> Mapping[str, Sequence[Quote]]:
        """By essay."""
        held: dict[str, list[Quote]] = {}
        if self._essays:
            for one in traced(self.layout.edition, self.layout.memory):
                held.setdefault(one.essay, []).append(one)
        return held

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        return {essay.name: essay.text for essay in self._essays.values()}

    @cached_property
    def _of_entries(self) -> Mapping[str, Sequence[tuple[str, int, Quote]]]:
        """By entry: the page of the essay, which of its quotations it is, and what it is."""
        held: dict[str, list[tuple[str, int, Quote]]] = {}
        for path, essay in self._essays.items():
            for n, one in enumerate(self._quotes.get(essay.name, ()), 1):
                for entry in dict.fromkeys(entry for entry, _, _ in one.parts if entry):
                    held.setdefault(entry, []).append((path, n, one))
        return held

    def links(self) -> Iterable[tuple[str, str]]:
        if self._essays:
            yield INDEX, "quoted.essays"

    def plan(self, base: bytes) -> Iterator[tuple[str, bytes]]:
        if not self._essays:
            return
        layout = self.layout
        about = []
        for path, essay in self._essays.items():
            quotes = self._quotes.get(essay.name, ())
            about.append((path, essay.title, essay.author, len(quotes)))
            where = [
                (self._line(entry), layout.edition.digest(entry))
                if entry
                else layout.slugs.get(source)
                for entry, source, _ in (one.parts[0] for one in quotes)
            ]
            yield path, _key(base, repr((essay, quotes, where)))
        yield INDEX, _key(base, repr(about))

    def make(self, due: Sequence[str], tools: Tools) -> Iterator[tuple[str, bytes]]:
        for path in due:
            if path == INDEX:
                rows = [
                    (page[len(FOLDER) + 1 :], _title(essay), essay.author,
                     f"quoted.n|n#{len(self._quotes.get(essay.name, ()))}")
                    for page, essay in self._essays.items()
                ]  # fmt: skip
                yield path, tools.templates.page("essays", essays=rows)
            else:
                yield path, self._page(self._essays[path], tools)

    def entry_keys(self) -> Sequence[bytes] | None:
        if not self._of_entries:
            return None
        titles = {
            path: (essay.title, essay.author, essay.name) for path, essay in self._essays.items()
        }
        keys = {
            entry: _key(
                b"", repr([(*held, titles[held[0]], self._words(held[2])) for held in quotes])
            )
            for entry, quotes in self._of_entries.items()
        }
        return [keys.get(id_, b"") for id_ in self.layout.ids]

    def entry(self, entry: Published, tools: Tools) -> str:
        """Which essays quote it, in what words, and how exactly."""
        held = self._of_entries.get(entry.id)
        if not held:
            return ""
        items: dict[str, list[str]] = {}
        for path, n, one in held:
            tell = tools.words.tell  # the marks alone: the words are long enough to stand once
            said = f"{tell('quoted.open')}{escape(self._words(one))}{tell('quoted.close')}"
            items.setdefault(path, []).append(
                f'<li><a href="../{attribute(path)}#q{n}">{said}</a> '
                f'<span class="ed">{_verdict(one, tools.words)}</span></li>\n'
            )
        out = []
        for path, quotes in items.items():
            essay = self._essays[path]
            by = f"{escape(essay.author)}, " if essay.author else ""
            out.append(
                f'<p>{by}<cite><a href="../{attribute(path)}">{escape(_title(essay))}</a></cite></p>\n'
                f"<ul>\n{''.join(quotes)}</ul>\n"
            )
        return (
            '<section class="quoted" aria-labelledby="quoted">\n<h2 id="quoted">'
            f"{tools.words.tell('quoted.in')}</h2>\n{''.join(out)}</section>\n"
        )

    def _words(self, one: Quote) -> str:
        """The words of a quotation on one line; of a long one the beginning and the end."""
        said = " ".join(self._texts[one.essay][one.start : one.end].split())
        return said if len(said) <= _LONGEST else f"{said[:300].rstrip()} … {said[-80:].lstrip()}"

    def _line(self, entry: str) -> object:
        n = self.layout.place_of.get(entry)
        return None if n is None else self.layout.lines[n]

    def _page(self, essay: EssayText, tools: Tools) -> bytes:
        quotes = self._quotes.get(essay.name, ())
        ids = dict.fromkeys(one.parts[0][0] for one in quotes if one.parts[0][0])
        read = {entry.id: entry for entry in self.layout.edition.published(ids)}
        tags = [
            self._tag(n, one, read.get(one.parts[0][0]), tools) for n, one in enumerate(quotes, 1)
        ]
        spans = [*essay.spans, *(Span(q.start, q.end, _KIND, str(n)) for n, q in enumerate(quotes))]
        spans.sort(key=lambda span: (span.start, -span.end))
        composed = compose(essay.text, spans, (), (), _EssayMarks(tools.words, tags))
        notes = f'<ol class="notes">\n{composed.notes}</ol>\n' if composed.notes else ""
        return tools.templates.page(
            "essay",
            essay_title=_title(essay),
            author=essay.author,
            count=f"quoted.n|n#{len(quotes)}",
            body=Markup(f'<div class="text">\n{composed.body}\n</div>\n{notes}'),
        )

    def _tag(self, n: int, one: Quote, entry: Published | None, tools: Tools) -> Tag:
        """The way from a quotation to its passage; what is not verbatim is said behind it."""
        verbatim = one.verdict == "verbatim" and not one.elided and not one.misattributed
        suffix = "" if verbatim else f' <span class="ed">[{_verdict(one, tools.words)}]</span>'
        _, source, start = one.parts[0]
        if entry is not None:
            line = self.layout.lines[self.layout.place_of[entry.id]]
            title = tools.labels.title(line)
            href = f"../entries/{entry.id}.html{_paragraph(entry, start, tools.marks)}"
        elif source in self.layout.slugs:
            title = f' title="{attribute(source)}"'
            href = f"../sources/{self.layout.slugs[source]}.html"
        else:
            return Tag(f'<span id="q{n}">', "<span>", "</span>", suffix)
        opened = f'<a id="q{n}" href="{attribute(href)}"{title}>'
        return Tag(opened, f'<a href="{attribute(href)}">', "</a>", suffix, link=True)


class _EssayMarks(Marks):
    """The looks of an essay: also its quotations, which are numbered from 0."""

    def __init__(self, words: Words, quotes: Sequence[Tag]) -> None:
        super().__init__(words)
        self._quotes = list(quotes)

    def tag(self, kind: str, value: str) -> Tag | None:
        if kind != _KIND:
            return super().tag(kind, value)
        tag = self._quotes[int(value)]
        # one that runs from the text into a note is asked for again, and an id stands but once
        self._quotes[int(value)] = tag._replace(first=tag.again)
        return tag


def _paragraph(entry: Published, at: int, marks: Marks) -> str:
    """The address of the paragraph of an entry in which something stands: as many as begin before it
    when the entry is set up to there.
    """
    cut = at + 1
    spans = [s._replace(end=min(s.end, cut)) for s in entry.spans if s.start < cut]
    head = entry.heading_span
    if any(s.kind == "note" and s.start < cut for s in spans):
        return ""  # notes stand at the foot
    composed = compose(
        entry.text[:cut], spans, (), (), marks, numbered=True,
        heading=(head[0], min(head[1], cut)) if head and head[0] < cut else None,
    )  # fmt: skip
    n = composed.body.count('<p id="p')
    return f"#p{n}" if n else ""


def _verdict(one: Quote, words: Words) -> str:
    """What trace says of it, in words, as HTML."""
    said = [f"quoted.{one.verdict}"]
    said += [f"quoted.{name}" for name in ("elided", "misattributed") if getattr(one, name)]
    changes = "".join(
        f", {words.tell(f'quoted.change|was={_short(was)}|now={_short(now)}')}"
        for was, now in one.changes
    )
    return words.tell("\n".join(said)) + changes


def _short(text: str) -> str:
    said = literal(text) or "∅"
    return said if len(said) <= 60 else f"{said[:40]} … {said[-15:]}"


def _title(essay: EssayText) -> str:
    return essay.title or _stem(essay.name)


def _stem(name: str) -> str:
    file = name.rpartition("/")[2]
    return file.rpartition(".")[0] or file


def _key(base: bytes, said: str) -> bytes:
    return blake2b(base + said.encode("utf-8", "surrogatepass"), digest_size=12).digest()
