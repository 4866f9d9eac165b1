"""What `carnet new` can tell of a box of files before anyone has told it anything."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from carnet.errors import CarnetError
from carnet.readers import HEAD, choose
from carnet.registry import shelf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SAMPLE: Final = 40  # files looked at
_BYTES: Final = 2 << 20  # of each
_COMMON: Final = {
    "en": "the and of to was that with his had for not were this have from which they",
    "fr": "le les des est une dans que pour qui sur pas nous elle était avec sont mais",
    "de": "der die und das ist nicht mit ich ein den auf dem war auch sich von wir",
    "es": "el los que una por con para las era pero más como sus muy está",
    "it": "il che di per una non con sono della era più anche gli nel",
    "nl": "de het een van dat niet met ik zijn voor was er ook naar",
    "pt": "que não uma com para os por mais era ele ela dos são",
    "la": "et est non cum sed quod ut qui ad ex esse sunt",
    "ru": "и в не на что с он как это но был его из",
    "pl": "nie się na że jest do to jak był przez ale już",
}
_WORDS: Final = {code: frozenset(words.split()) for code, words in _COMMON.items()}
_GENERIC = re.compile(r"machine.?readable|electronic|transcription|digital edition", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")


def _languages(texts: Sequence[str]) -> list[str]:
    """Languages by their commonest words; the most written first, below a tenth not counted."""
    counts: Counter[str] = Counter()
    for text in texts:
        words = Counter(word.lower() for word in _LETTERS.findall(text[:200_000]))
        for code, common in _WORDS.items():
            counts[code] += sum(words[word] for word in common)
    total = sum(counts.values())
    return (
        [code for code, n in counts.most_common() if n >= 20 and n * 10 >= total] if total else []
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
    for path, name in files[::step]:
        with path.open("rb") as file:
            data = file.read(_BYTES if path.suffix.lower() not in (".xml", ".tei") else -1)
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
        guessed["language"] = languages[0] if languages[0] in ("en", "fr", "de") else "en"
    licence = next((li for li, n in licences.most_common(1) if n * 2 > looks), "")
    if licence and len(licence) < 200:
        guessed["licence"] = licence
    return guessed
