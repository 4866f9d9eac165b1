"""The scripts of the site: classic ones, since a page that is read from a disk can load no others.

`first.js` runs before a page is drawn and puts in place what its reader chose earlier; `reading.js`
lets them choose. The words of each language are a script too, and loaded when they are wanted.
"""

from __future__ import annotations

import json
import re
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from carnet.dates.display import month_name, weekday_name
from carnet.dates.written.shelf import LANGUAGES as SPOKEN
from carnet.publishers.site.packing import days, ids
from carnet.publishers.site.parts import Part
from carnet.publishers.site.strings import LANGUAGES, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carnet.publishers.site.parts import Tools

FOLDER = "script"
_REMARK = re.compile(r"[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*$", re.MULTILINE | re.DOTALL)
_MARGIN = re.compile(r"^\s+", re.MULTILINE)
_STATIC = (
    "cover.css", "first.js", "leaf.js", "narrow.js", "reading.js", "replay.js", "today.js", "ways.css",
    "ways.js",
)  # fmt: skip
ENTRIES = f"{FOLDER}/entries.js"


class Scripts(Part):
    """The scripts that every page has."""

    folders = (FOLDER,)

    def plan(self, base: bytes) -> Iterator[tuple[str, bytes]]:
        key = blake2b(base, digest_size=12).digest()
        for name in (*_STATIC, *(f"words-{language}.js" for language in LANGUAGES)):
            yield f"{FOLDER}/{name}", key
        said = self.layout.column_key("id", "edtf")
        yield ENTRIES, blake2b(key + said, digest_size=12).digest()

    def make(self, due: Sequence[str], tools: Tools) -> Iterator[tuple[str, bytes]]:
        del tools
        for path in due:
            name = path.rpartition("/")[2]
            if path == ENTRIES:
                yield path, self._entries()
                continue
            yield path, static(name) if name in _STATIC else words_script(name[6:8])

    def _entries(self) -> bytes:
        """Every entry with its date, for `ways.js`."""
        when = [edtf or "" for edtf in self.layout.columns.edtf]
        both = as_script([days(when), ids(self.layout.ids, when)])
        return f"carnet.entries.apply(null,{both});\n".encode()


def static(name: str) -> bytes:
    """A script of the site, as it goes into it."""
    return lean((Path(__file__).parent / "static" / name).read_text("utf-8"))


def lean(text: str) -> bytes:
    """A script or a stylesheet of ours without its comments, but the first, and without margins: a
    fifth is saved on every reader's way. Comments must have whole lines, or end one.
    """
    head, line, rest = text.partition("*/\n")
    return (head + line + _MARGIN.sub("", _REMARK.sub("", rest))).encode()


def words_script(language: str) -> bytes:
    """All words of the interface in one language, and how its dates are said."""
    place, phrases = LANGUAGES.index(language), SPOKEN[language].phrases
    said: dict[str, object] = {key: row[place] for key, row in sorted(table().items())}
    said["dates"] = {
        "months": [month_name(month, language) for month in range(1, 13)],
        "weekdays": [weekday_name(day, language) for day in range(7)],
        "day": phrases.day,
        "first": phrases.first,
        "month": phrases.month,
        "before_christ": phrases.before_christ,
    }
    return f'carnet.words("{language}",{as_script(said)});\n'.encode()


def as_script(value: object) -> str:
    """A value as a script may hold it: JSON in which nothing can end the script or a line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.encode("utf-8", "replace").decode()
