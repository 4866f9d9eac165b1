"""Headers that repeat: the files of one edition differ in a few words of theirs.

An edition of one file an entry says in each of them who edited it, and under what terms: of
Schnitzler's diary seven eighths are header. Where the markup of the file description, the header's
first and longest part, has been met before, byte for byte, and only words between tags are others,
no tree is needed to tell what it says: the new words are put where the old ones stood.

That this comes to the same rests on three things, each of which is looked at; without them a file
is read in the plain way. No comment, instruction or doctype stands in the description or before it,
so that what looks like a tag is one. The words are printable, without `<`, `>` and `&` and without
white space at their ends, so that they mean themselves wherever they are put. And the
same namespaces are declared.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from carnet.readers.tei.elements import Element
from carnet.readers.tei.header import Listed, Said, beside, gather

Parse = Callable[[bytes], Element]
"""From bytes to a root element, or None where they are not well-formed."""

_LONGEST: Final = 1 << 16  # bytes up to the end of a description that is remembered
_LONG: Final = 1 << 12  # bytes of words that are put in
_MOST: Final = 8  # shapes that are remembered
_PATIENCE: Final = 64  # new shapes in a row after which files are taken not to repeat themselves
_TRIES: Final = 16  # from then on, one in so many is looked at

_START: Final = b"<fileDesc"
_END: Final = b"</fileDesc>"
_BEFORE: Final = re.compile(
    rb"\s*(?:<\?xml version=[\"']1\.0[\"'](?: +encoding=[\"'](?:UTF|utf)-8[\"'])? *\?>)?"
    rb"\s*<([\w:.-]+)[^<>]*>\s*<teiHeader(?:\s[^<>]*)?>\s*"
)
_WORDS: Final = re.compile(rb"(?<=>)[^<>]+(?=</)")
_ODD: Final = (b"<!", b"<?", b"\r", "\ue000".encode())
_SIGN: Final = "\ue000"  # around the number of a place, while it is looked for
_PLACE: Final = re.compile(f"{_SIGN}(\\d+){_SIGN}")


class _Shape(NamedTuple):
    """What descriptions of one markup say, with a place for each of the words in which they differ."""

    namespaces: dict[str | None, str]
    markup: list[bytes]  # of one that was read in the plain way
    words: list[bytes]  # what stood between
    places: list[int]  # which of those words have been others in another file
    first: bytes  # what stands before the first place
    rest: list[bytes]  # and behind each
    lines: int  # line ends in those
    said: Said
    facts: list[tuple[int, str]]  # which facts have places, as forms to fill in
    listed: list[tuple[int, str]]  # and which of what is listed


class Headers:
    """Remembers shapes of file descriptions; to forget them costs time and nothing else."""

    def __init__(self) -> None:
        self._shapes: list[_Shape] = []
        self._patience = _PATIENCE

    def recognise(self, data: bytes, parse: Parse) -> tuple[Element, Said] | None:
        """The tree of a file with its description left empty, each line where it is in the file,
        and what the header says; None where it must be read in the plain way.
        """
        start = data.find(_START, 0, _LONGEST)
        if start < 0:
            return None
        for shape in self._shapes:
            if not data.startswith(shape.first, start):
                continue
            at = start + len(shape.first)
            words = []
            for after in shape.rest:
                tag = data.find(b"<", at, at + _LONG)
                if not data.startswith(after, tag):
                    break
                words.append(data[at:tag])
                at = tag + len(after)
            else:
                return self._fill(shape, data, start, at, words, parse)
        return None

    def _fill(
        self, shape: _Shape, data: bytes, start: int, end: int, words: list[bytes], parse: Parse
    ) -> tuple[Element, Said] | None:
        texts = list(map(_plain, words))
        if not all(texts) or _BEFORE.fullmatch(data, 0, start) is None:
            return None
        lines = shape.lines + sum([word.count(b"\n") for word in words])
        root = parse(b"".join((data[:start], _START, b"\n" * lines, b"/>", data[end:])))
        if root is None or root[0][0].nsmap != shape.namespaces:
            return None
        self._patience = _PATIENCE
        facts, listed = list(shape.said.facts), list(shape.said.listed)
        for n, form in shape.facts:
            facts[n] = form.format(*texts)
        for n, form in shape.listed:
            kind, key, _, when, where = listed[n]
            listed[n] = Listed(kind, key, form.format(*texts), when, where)
        return root, Said(tuple(facts), (*listed, *beside(root[0])))

    def learn(self, data: bytes, root: Element, said: Said, parse: Parse) -> None:
        """Remember the description of a file that was read in the plain way."""
        self._patience -= 1
        if self._patience < 0 and self._patience % _TRIES:
            return
        start = data.find(_START, 0, _LONGEST)
        end = data.find(_END, start, _LONGEST) + len(_END)
        before = _BEFORE.fullmatch(data, 0, start) if start < end else None
        own = data[start:end]
        if before is None or any(sign in own for sign in _ODD) or own.count(_START) > 1:
            return
        namespaces = root[0][0].nsmap
        markup, words = _WORDS.split(own), _WORDS.findall(own)
        for n, known in enumerate(self._shapes):
            if known.markup == markup and known.namespaces == namespaces:
                pairs = enumerate(zip(known.words, words, strict=True))
                differ = {i for i, (old, new) in pairs if old != new}
                if differ <= set(known.places):
                    return  # its words are none to put in
                places = sorted(differ.union(known.places))
                shape = _shape(
                    known, places, data[:start], b"</teiHeader></" + before[1] + b">", parse
                )
                del self._shapes[n]
                break
        else:
            inside = Said(said.facts, said.listed[: len(said.listed) - len(beside(root[0]))])
            lines = own.count(b"\n")
            shape = _Shape(namespaces, markup, words, [], own, [], lines, inside, [], [])
        if shape is not None:
            self._shapes = [shape, *self._shapes][:_MOST]


def _plain(words: bytes) -> str:
    """Words on one line, if they mean themselves wherever they are put; else nothing."""
    try:
        text = words.decode()
    except UnicodeDecodeError:
        return ""
    if not text.isprintable():
        text = text.replace("\n", " ").replace("\t", " ")
    if not text.isprintable() or text.strip(" ") != text or ">" in text or "&" in text:
        return ""
    return " ".join(text.split()) if "  " in text else text


def _shape(
    known: _Shape, places: list[int], before: bytes, close: bytes, parse: Parse
) -> _Shape | None:
    """The shape with these places: where they lead is found by putting signs there."""
    signs: dict[int, bytes] = {i: f"{_SIGN}{n}{_SIGN}".encode() for n, i in enumerate(places)}
    fixed, signed = [], []
    last = b""
    for i, markup in enumerate(known.markup):
        last += markup
        signed.append(markup)
        if i in signs:
            fixed.append(last)
            last = b""
            signed.append(signs[i])
        elif i < len(known.words):
            last += known.words[i]
            signed.append(known.words[i])
    fixed.append(last)
    root = parse(b"".join((before, *signed, close)))
    said = None if root is None else gather(root)
    if said is None:
        return None
    facts = [(n, _form(fact)) for n, fact in enumerate(said.facts) if _SIGN in fact]
    listed = [(n, _form(one.words)) for n, one in enumerate(said.listed) if _SIGN in one.words]
    first, *rest = fixed
    lines = sum(part.count(b"\n") for part in fixed)
    return _Shape(
        known.namespaces, known.markup, known.words, places, first, rest, lines, said, facts, listed
    )


def _form(said: str) -> str:
    """What is said, as a form for `str.format`."""
    return _PLACE.sub(r"{\1}", said.replace("{", "{{").replace("}", "}}"))
