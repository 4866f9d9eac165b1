"""The report: one page that a critic or an editor may send, without script and without network.

The essay stands on the left, each quotation coloured by its verdict; a click shows the passage on
the right, differences marked. Every word of essay and notebooks is escaped, and the policy in the
head lets the page load nothing but its own style, by its hash.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from difflib import SequenceMatcher
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from carnet.dates.display import say
from carnet.trace.boundaries import form
from carnet.trace.told import Words, words_in
from carnet.trace.verdict import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from carnet.edition import Edition, Line
    from carnet.trace.essay import Essay
    from carnet.trace.quotation import Part, Quotation

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|\s+|[^\w\s]|_")
_FRONT = re.compile(r"\ufeff?---[^\S\n]*\n(?:[^\n]*\n){0,60}?---[^\S\n]*\n")
_HEADING = re.compile(r"\s*#[^\S\n]+([^\n]+?)[^\S\n]*#*[^\S\n]*(?:\n\s*|$)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_QUOTED = re.compile(r"(?<=[^\s>])[^\S\n]*\n[^\S\n]*>[^\S\n]*(?=[^\s>*•-])")
_BLOCK = re.compile(r"(?<=\n)[^\S\n]*>[^\S\n]*(?=\S|\Z)")
_HEADED = re.compile(r"(?:(?<=\n)|\A)#{1,6}[^\S\n]+([^\n]+)")
_EMPHASIS = re.compile(r"(?<![\w*])(\*\*?)(?=\S)([^*\n]{1,300})(?<=\S)\1(?![\w*])")
_WRAPPED = re.compile(r"(?<=\S)\n(?=[^\s>#*|•-])")
_MOST_OTHERS = 12


def report(essays: Sequence[Essay], found: Sequence[Quotation], edition: Edition) -> bytes:
    """The page, in UTF-8. Its language is that of the edition's interface."""
    words = words_in(edition.facts.interface)
    lines = {line.id: line for line in edition.lines}
    style = (files(__package__) / "report.css").read_text("utf-8")
    sign = b64encode(sha256(style.encode()).digest()).decode()
    title = words.title.format(title=edition.facts.title or words.source)
    numbers = {id(one): nth for nth, one in enumerate(found, 1)}
    out = [
        (
            f'<!doctype html>\n<html lang="{words.language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
            f"style-src 'sha256-{sign}'; base-uri 'none'; form-action 'none'\">\n"
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{_text(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
            f"<header>\n<h1>{_text(title)}</h1>\n{_totals(found, words)}</header>\n<main>\n<div>\n"
        )
    ]
    if len(essays) > 1:
        out.append(_contents(essays, found, words))
    for nth, essay in enumerate(essays, 1):
        own = [one for one in found if one.essay == essay.name]
        title, start, head = _headed(essay)
        said = _text(title)
        if any(head[0] <= one.start and one.end <= head[1] for one in own):
            said = _essay(essay.text, own, numbers, *head)
            own = [one for one in own if one.start >= head[1]]
        start = min([start, *(one.start for one in own)])
        out.append(f'<h2 id="t{nth}">{said}</h2>\n')
        body = _essay(essay.text, own, numbers, start, len(essay.text))
        out.append(f'<div class="essay">{body}</div>\n')
    out.append(f'</div>\n<aside class="side">\n<p class="hint">{_text(words.how)}</p>\n')
    out += [_card(one, numbers[id(one)], words, lines, edition) for one in found]
    out.append(f"</aside>\n</main>\n<footer>{_text(words.made)}</footer>\n</body>\n</html>\n")
    return "".join(out).encode()


def _headed(essay: Essay) -> tuple[str, int, tuple[int, int]]:
    """What an essay is called, where it begins after its front matter and that title, and where the
    title stands in it.
    """
    front = _FRONT.match(essay.text)
    at = front.end() if front else 0
    head = _HEADING.match(essay.text, at)
    if head is None:
        return essay.title or essay.name, at, (0, 0)
    return essay.title or head[1].strip(), head.end(), head.span(1)


def _contents(essays: Sequence[Essay], found: Sequence[Quotation], words: Words) -> str:
    """The essays, each with its verdicts."""
    rows = []
    for nth, essay in enumerate(essays, 1):
        counts = Counter[str](one.verdict for one in found if one.essay == essay.name)
        said = "".join(
            f' <span class="tag {name}" title="{_text(label)}">{counts[name]:,}</span>'
            for name, label in words.verdicts.items()
            if counts[name]
        )
        rows.append(f'<li><a href="#t{nth}">{_text(_headed(essay)[0])}</a>{said}</li>')
    return f'<ul class="contents">{"".join(rows)}</ul>\n'


def _text(said: str) -> str:
    return escape(_CONTROL.sub("\ufffd", said))


def _flow(said: str) -> str:
    """Lines that were broken only because a line is so long run on; signs of Markdown are shown as
    what they mean.
    """
    said = _text(_WRAPPED.sub(" ", _BLOCK.sub("", _QUOTED.sub(" ", said))))
    return _EMPHASIS.sub(r"<em>\2</em>", _HEADED.sub(r"<strong>\1</strong>", said))


def _totals(found: Sequence[Quotation], words: Words) -> str:
    if not found:
        return f"<p>{_text(words.nothing)}</p>\n"
    counts = Counter[str](one.verdict for one in found)
    items = [
        f'<li class="{name}"><b>{counts[name]:,}</b>{_text(said)}</li>'
        for name, said in words.verdicts.items()
    ]
    for number, said in (
        (sum(one.elided for one in found), words.elided),
        (sum(one.misattributed for one in found), words.misattributed),
        (sum(not one.marked for one in found), words.unmarked),
    ):
        if number:
            items.append(f"<li><b>{number:,}</b>{_text(said)}</li>")
    return f'<ul class="totals">{"".join(items)}</ul>\n'


def _essay(
    text: str, found: Sequence[Quotation], numbers: Mapping[int, int], start: int, stop: int
) -> str:
    """The essay from `start` to `stop`, its quotations as links to their cards."""
    out, at = [], start
    for one in sorted(found, key=lambda one: one.start):
        if one.start < at or one.end > stop:
            continue
        wrong = " wrong" if one.misattributed else ""
        nth = numbers[id(one)]
        out.append(_flow(text[at : one.start]))
        out.append(
            f'<a id="e{nth}" class="{one.verdict}{wrong}" data-n="{nth}" href="#q{nth}">'
            f"{_flow(text[one.start : one.end])}</a>"
        )
        at = one.end
    out.append(_flow(text[at:stop]))
    return "".join(out)


def _card(
    one: Quotation, nth: int, words: Words, lines: Mapping[str, Line], edition: Edition
) -> str:
    """One quotation beside its passage."""
    said = [words.verdicts[one.verdict]]
    said += [
        name
        for is_so, name in (
            (one.elided, words.elided),
            (one.misattributed, words.misattributed),
            (not one.marked, words.unmarked),
        )
        if is_so
    ]
    out = [
        f'<section id="q{nth}" class="card {one.verdict}">\n<h3 data-n="{nth}">{_text(", ".join(said))}</h3>\n'
    ]
    out += [f'<p class="flag">{_text(words.flags[flag])}</p>\n' for flag in one.flags]
    if one.misattributed and one.claimed:
        out.append(f'<p class="flag">{_text(words.claimed.format(claimed=one.claimed))}</p>\n')
    left, right = _beside(one, words)
    out.append(f"<h4>{_text(words.essay)}</h4>\n<blockquote>{left}</blockquote>\n")
    if one.parts:
        out.append(f"<h4>{_text(words.source)}</h4>\n<blockquote>{right}</blockquote>\n")
    changes = [change for change in one.changes if change.kind not in SMALL]
    if changes:
        out.append("<ul>")
        out += [
            f"<li>{_text(words.kinds[change.kind])}: <del>{_text(change.was or '∅')}</del> → "
            f"<ins>{_text(change.now or '∅')}</ins></li>"
            for change in changes
        ]
        out.append("</ul>\n")
    if one.parts:
        out.append(f"<h4>{_text(words.cite)}</h4>\n")
        out += [f"<p>{_cite(part, lines, edition)}</p>\n" for part in _each(one.parts)]
    if one.others:
        out.append(f"<h4>{_text(words.others)}</h4>\n<ul>")
        out += [
            f"<li>{_cite(other[0], lines, edition)}</li>"
            for other in one.others[:_MOST_OTHERS]
            if other
        ]
        out.append("</ul>\n")
    if one.nearest is not None:
        part = one.nearest.part
        out.append(
            f"<h4>{_text(words.nearest)} ({one.nearest.likeness:.0%})</h4>\n"
            f"<blockquote>{_text(part.text)}</blockquote>\n<p>{_cite(part, lines, edition)}</p>\n"
        )
    if one.verdict != "unfound" and one.score < 0.8:
        out.append(f'<p class="gone">{_text(words.sure.format(score=f"{one.score:.0%}"))}</p>\n')
    out.append(f'<p><a href="#e{nth}" aria-label="{_text(words.essay)}">↑</a></p>\n</section>\n')
    return "".join(out)


def _each(parts: Sequence[Part]) -> Iterator[Part]:
    """One part of each entry or source."""
    seen: set[tuple[str | None, str]] = set()
    for part in parts:
        if (part.entry, part.source) not in seen:
            seen.add((part.entry, part.source))
            yield part


def _cite(part: Part, lines: Mapping[str, Line], edition: Edition) -> str:
    facts = edition.facts
    line = lines.get(part.entry or "")
    if line is None:
        where = part.source
    else:
        day = say(line.when, facts.interface) if line.when.known else line.heading or line.title
        where = f"{day} ({line.id})" if day else line.id
    said = _text(", ".join(one for one in (facts.author, facts.title, where) if one))
    base = facts.address.rstrip("/")
    if base.startswith(("http://", "https://")) and line is not None:
        address = escape(f"{base}/entries/{line.id}.html")
        return f'{said}, <a href="{address}" rel="noreferrer">{address}</a>'
    return said


def _beside(one: Quotation, words: Words) -> tuple[str, str]:
    """Essay and passage with what differs marked."""
    if not one.parts:
        return _flow(one.quote), ""
    texts = [part.text for part in one.parts]
    quote = _QUOTED.sub(" ", one.quote)
    gone = [
        f' <span class="gone">[{_text(words.omitted)}: {_text(_short(said))}]</span> '
        for said in one.omitted
    ]
    changed = any(change.kind not in SMALL for change in one.changes)
    if not changed:
        joined = "".join(
            _text(text) + (gone[nth] if nth < len(gone) else " ") for nth, text in enumerate(texts)
        )
        return _text(quote), joined
    here = _TOKEN.findall(quote)
    there = _TOKEN.findall(" … ".join(texts))
    left, right = [], []
    matcher = SequenceMatcher(
        None, [form(token) if token[0].isalnum() else b" " for token in here],
        [form(token) if token[0].isalnum() else b" " for token in there], autojunk=False,
    )  # fmt: skip
    for tag, a, b, c, d in matcher.get_opcodes():
        ours, theirs = "".join(here[a:b]), "".join(there[c:d])
        if tag == "equal" or not re.search(r"\w", ours + theirs):
            left.append(_text(ours))
            right.append(_text(theirs))
            continue
        left.append(f"<ins>{_text(ours)}</ins>" if ours.strip() else _text(ours))
        right.append(f"<del>{_text(theirs)}</del>" if theirs.strip() else _text(theirs))
    return "".join(left), "".join(right) + "".join(gone)


def _short(said: str) -> str:
    said = " ".join(said.split())
    return said if len(said) < 240 else f"{said[:120]} … {said[-110:]}"
