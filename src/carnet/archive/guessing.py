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


def guess(folder: Path, files: Sequence[tuple[Path, str]]) -> dict[str, Any]:
    """Title, author, languages, licence: what the files' own headers and words say."""
    readers = list(shelf("carnet.readers").values())
    step = max(1, len(files) // _SAMPLE)
    texts: list[str] = []
    titles: Counter[str] = Counter()
    authors: Counter[str] = Counter()
    licences: Counter[str] = Counter()
    stated: Counter[str] = Counter()
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
        titles[next((str(t) for t in series if t and not _GENERIC.search(str(t))), "")] += 1
        authors[str(meta.get("author") or "")] += 1
        licences[str(meta.get("licence") or "")] += 1
        stated.update(meta.get("languages") or ())
    del titles[""], authors[""], licences[""]
    languages = list(dict.fromkeys([code for code, _ in stated.most_common(4)])) or _languages(
        texts
    )
    looks = len(texts) or 1
    title = next((t for t, n in titles.most_common(1) if n * 2 > looks), "")
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
