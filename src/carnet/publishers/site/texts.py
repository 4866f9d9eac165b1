"""The text of each year as a plain file, for those who want the words and nothing else."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from carnet.publishers.site.escape import clean
from carnet.publishers.site.parts import Part, Tools

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FOLDER: Final = "text"
_MARK: Final = "\ufeff"  # without it, what opens the file from a disk takes it for another encoding


class Texts(Part):
    """A file for each page of the contents: each entry under its date, as EDTF, and its id."""

    folders = (FOLDER,)

    def plan(self, base: bytes) -> Iterator[tuple[str, bytes]]:
        layout = self.layout
        for year, held in layout.year_keys.items():
            yield f"{FOLDER}/{year}.txt", blake2b(base + held, digest_size=12).digest()

    def make(self, due: Sequence[str], tools: Tools) -> Iterator[tuple[str, bytes]]:
        for path in due:
            year = path.rpartition("/")[2].removesuffix(".txt")
            yield path, self._file(year, tools).encode("utf-8", "replace")

    def _file(self, year: str, tools: Tools) -> str:
        layout, words = self.layout, tools.words
        facts = layout.edition.facts
        lines = [layout.lines[n] for n in layout.years[year]]
        licence = f"{words['licence'].strip()}: {facts.licence}" if facts.licence else ""
        head = (facts.author, facts.title or words["untitled"], licence)
        out = [_MARK, *(f"{said}\n" for said in map(clean, head) if said)]
        texts = layout.edition.texts([line.id for line in lines])
        for line, (_, text) in zip(lines, texts, strict=True):
            out.append(f"\n\n--- {line.edtf or words['undated']} [{line.id}]\n\n{_plain(text)}\n")
        return "".join(out)


def _plain(text: str) -> str:
    """A text without signs that command what shows it; nearly all have none, which is quickly seen."""
    text = text.strip()
    usual = text.replace("\n", "").replace("\t", "").replace("\xa0", "").isprintable()
    return text if usual else clean(text)
