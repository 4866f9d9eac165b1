"""What `carnet new` can tell of a box of files before anyone has told it anything."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from carnet.errors import CarnetError
from carnet.language import language_of
from carnet.readers import HEAD, choose
from carnet.registry import shelf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SAMPLE: Final = 40  # files looked at
_BYTES: Final = 2 << 20  # of each that can be cut anywhere
_PLAIN: Final = ("", ".txt", ".text", ".md", ".markdown")
_GENERIC = re.compile(r"machine.?readable|electronic|transcription|digital edition", re.IGNORECASE)
_PARAGRAPHS: Final = 400  # of each
_BLANK = re.compile(r"\n\s*\n")
_TITLE: Final = re.compile(
    r"\b(?:diar(?:y|ies)|journals?|log-?books?|memoirs?|note-?books?|carnets?|cahiers?|m[ée]moires"
    r"|tage?b(?:u|ü)ch(?:er)?|aufzeichnungen|notizb(?:u|ü)ch(?:er)?|diarios?|cuadernos?|quadern[io]"
    r"|di[áa]rios?|dagbo(?:k|ek|g)|den[ií]k|dziennik|napl[óo]|дневник)\b",
    re.IGNORECASE,
)
"""A word with which diaries call themselves."""
_NEAR_TOP: Final = 60  # lines in which a title is looked for
_LONG: Final = 70  # characters; what is longer is a sentence
_SMALL: Final = frozenset((
    "a", "an", "and", "at", "by", "from", "in", "of", "on", "or", "the", "to",
    "à", "au", "aux", "d", "de", "des", "du", "et", "l", "la", "le", "les", "un", "une",
    "das", "dem", "den", "der", "die", "ein", "eine", "im", "und", "van", "vom", "von", "zu", "zum", "zur",
    "da", "del", "di", "do", "e", "el", "las", "los", "y",
))  # fmt: skip
"""Words that have no capital in a title."""


def _languages(texts: Sequence[str]) -> list[str]:
    """The languages of the paragraphs; the most written first, below a tenth not counted."""
    counts: Counter[str] = Counter()
    for text in texts:
        for paragraph in _BLANK.split(text[:200_000], _PARAGRAPHS)[:_PARAGRAPHS]:
            counts[language_of(paragraph)] += len(paragraph.split())
    del counts[""]
    total = sum(counts.values())
    return [code for code, n in counts.most_common() if n >= 20 and n * 10 >= total]


def _interface(tag: str) -> str:
    """The language of the site's own words: that of the diary where Carnet speaks it."""
    code = tag.replace("_", "-").partition("-")[0].lower()
    return code if code in ("en", "fr", "de") else "en"


def _own_title(text: str) -> str:
    """What a plain text calls itself, on a line of its own before anything else: `The diary of Ada
    Lind`; nothing where no such line is found.
    """
    lines = [
        line.strip(" \t\ufeff#*=_") for line in text[:10_000].split("\n", _NEAR_TOP)[:_NEAR_TOP]
    ]
    for n, line in enumerate(lines):
        if (n and lines[n - 1]) or not _TITLE.search(line) or line.lower().startswith("vol"):
            continue  # within a paragraph it is a sentence's
        for more in filter(None, lines[n + 1 : n + 5]):
            if line.split()[-1].lower() not in _SMALL:
                break
            line = f"{line} {more}"  # noqa: PLW2901 - "The Journal of", and then of whom
        if len(line) > _LONG or line.endswith((",", "?", "!", "-")) or re.search(r"\d", line):
            continue  # a sentence; or the heading of a day: "Journal, 3 May"
        line = line.rstrip(".:;")  # noqa: PLW2901
        return _in_title_case(line) if line.isupper() else line
    return ""


def _in_title_case(line: str) -> str:
    """A title that was set in capitals, as one would write it."""
    words = re.split(r"(\s+|(?<=\b[DLdl])['’])", line.lower())
    return "".join(
        word if n and word in _SMALL else word[:1].upper() + word[1:]
        for n, word in enumerate(words)
    )


def guess(folder: Path, files: Sequence[tuple[Path, str]]) -> dict[str, Any]:
    """Title, author, languages, licence: what the files' own headers and words say."""
    readers = list(shelf("carnet.readers").values())
    step = max(1, len(files) // _SAMPLE)
    texts: list[str] = []
    titles: Counter[str] = Counter()
    authors: Counter[str] = Counter()
    licences: Counter[str] = Counter()
    stated: Counter[str] = Counter()
    signed: set[str] = set()  # titles of files that name their author too
    own: set[str] = set()  # what plain texts call themselves
    for path, name in files[::step]:
        with path.open("rb") as file:
            data = file.read(_BYTES if path.suffix.lower() in _PLAIN else -1)
        try:
            document = choose(name, data[:HEAD], readers).read(name, data, {})
        except CarnetError:
            continue  # the build will say what is wrong with it
        texts.append(document.text)
        meta = document.meta
        known = meta.get("titles") or {}
        series = [known.get("s"), known.get("sub"), meta.get("title")]
        said = next((str(t) for t in series if t and not _GENERIC.search(str(t))), "")
        titles[said] += 1
        if said and meta.get("author"):
            signed.add(said)
        if not said and path.suffix.lower() in _PLAIN:
            own.add(_own_title(document.text))
        authors[str(meta.get("author") or "")] += 1
        licences[str(meta.get("licence") or "")] += 1
        stated.update(meta.get("languages") or ())
    del titles[""], authors[""], licences[""]
    languages = list(dict.fromkeys([code for code, _ in stated.most_common(4)])) or _languages(
        texts
    )
    looks = len(texts) or 1
    title = next((t for t, n in titles.most_common(1) if n * 2 > looks), "")
    if not title and len(titles) == 1 and titles.keys() <= signed:
        title = titles.most_common(1)[0][0]  # an edition, and its transcripts beside it
    if not title and not titles and len(own) == 1:
        title = own.pop()
    author = next((a for a, n in authors.most_common(1) if n * 2 > looks), "")
    guessed: dict[str, Any] = {
        "title": title or folder.resolve().name.replace("-", " ").replace("_", " ")
    }
    if author:
        guessed["author"] = author
    if languages:
        guessed["languages"] = languages
        guessed["language"] = _interface(languages[0])
    licence = next((li for li, n in licences.most_common(1) if n * 2 > looks), "")
    if licence and len(licence) < 200:
        guessed["licence"] = licence
    return guessed
