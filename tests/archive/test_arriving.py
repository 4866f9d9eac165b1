"""Sources that come together are read as each would be alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from carnet import together
from carnet.archive import Archive, arriving
from carnet.archive.arriving import Coming, read_all
from carnet.errors import SourceError
from carnet.readers import Claim
from carnet.readers.plain import PlainReader
from carnet.readers.tei import TeiReader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from carnet.model import Document

READERS = [PlainReader(), TeiReader()]


class Breaking:
    """A reader with a bug."""

    name, version, suffixes = "breaking", "1", (".odd",)

    def claims(self, name: str, _head: bytes) -> Claim:
        return Claim(0.9 if name.endswith(".odd") else 0, "its name is odd")

    def read(self, source: str, _data: bytes, _options: Mapping[str, Any]) -> Document:
        raise ZeroDivisionError(source)


def test_what_is_wrong_with_one_is_not_the_others_fault() -> None:
    sources = [
        Coming("a.txt", data=b"3 May 1911\n\nRain on the slate roofs.\n"),
        Coming("b.xml", data=b"<TEI><text>"),
        Coming("c.odd", data=b"anything"),
        Coming("d.txt", error=SourceError("cannot be opened", where="d.txt")),
        Coming("e.bin", data=b"\x00\x01\x02" * 40),
        Coming("f.txt", data=b"4 May 1911\n\nThe wind has turned.\n"),
    ]
    read_all(sources, [*READERS, Breaking()], {})
    said = [str(one.error or "") for one in sources]
    assert [bool(text) for text in said] == [False, True, True, True, True, False]
    assert "not well-formed" in said[1]
    assert "ZeroDivisionError" in said[2]
    assert isinstance(sources[2].error and sources[2].error.__cause__, ZeroDivisionError)
    for one in sources:
        read = one.outcome()
        assert read.document.source == one.name
        assert [f.kind for f in read.findings] == (["unreadable"] if one.error else [])
    assert not any(one.data or one.document for one in sources if one.error is None)


class Together(PlainReader):
    """A plain reader that takes some at a time, and tells how many."""

    def __init__(self, answer: str) -> None:
        self.answer = answer
        self.asked: list[int] = []

    def read_some(
        self, sources: Sequence[tuple[str, bytes]], options: Mapping[str, Any]
    ) -> list[Document]:
        self.asked.append(len(sources))
        if self.answer == "raises":
            raise ZeroDivisionError
        documents = [self.read(name, data, options) for name, data in sources]
        return documents[1:] if self.answer == "too few" else documents


@pytest.mark.parametrize("answer", ["right", "raises", "too few"])
def test_a_reader_that_reads_some_together_is_asked_to(answer: str) -> None:
    reader = Together(answer)
    names = ("a.txt", "b.txt", "c.txt")
    sources = [Coming(name, data=b"3 May 1911\n\nRain in %s.\n" % name.encode()) for name in names]
    sources.insert(1, Coming("shut.txt", error=SourceError("cannot be opened")))
    read_all(sources, [reader, TeiReader()], {})
    assert reader.asked == [3]
    texts = [one.outcome().document.text for one in sources]
    assert [name in text for name, text in zip(names, [texts[0], *texts[2:]], strict=True)] == [
        True
    ] * 3
    alone = Together(answer)
    read_all(sources[:1], [alone, TeiReader()], {})
    assert not alone.asked


def test_tei_read_together_is_what_it_is_alone() -> None:
    bodies = (
        "<p><date when='1911-05-03'>3 May</date> Rain on <placeName ref='#p1'>Roscoff</placeName>.</p>",
        "<div n='1911-05-04'><p>Wind<note>west</note>.</p></div><div n='1911-05-05'><p>No boat.</p></div>",
        "<p>Undated, <del>struck</del> and <add>added</add>.<pb n='2'/></p>",
    )
    root = '<TEI xmlns="http://www.tei-c.org/ns/1.0">'
    header = (
        "<teiHeader><fileDesc><titleStmt><title>Log {}</title></titleStmt></fileDesc></teiHeader>"
    )
    files = [
        (f"{n}.xml", f"{root}{header.format(n)}<text><body>{body}</body></text></TEI>".encode())
        for n, body in enumerate(bodies * 3)
    ]
    reader = TeiReader()
    for (name, data), found in zip(files, reader.read_some(files, {}), strict=True):
        alone = reader.read(name, data, {})
        assert found.offsets.runs == alone.offsets.runs
        assert replace(found, offsets=alone.offsets) == alone


def test_one_source_alone_raises_what_is_wrong() -> None:
    with pytest.raises(SourceError, match="not well-formed"):
        arriving.read_source("b.xml", b"<TEI><text>", READERS, {})


def test_memory_that_is_not_there_is_no_fault_of_a_source(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> Document:
        raise MemoryError

    monkeypatch.setattr(PlainReader, "read", full)
    with pytest.raises(MemoryError):
        read_all([Coming("a.txt", data=b"3 May 1911\n\nRain.\n")], READERS, {})


@pytest.mark.parametrize("at_once", [1, 2, 5])
def test_so_many_at_once_as_one_likes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """The catalogue does not show how many came together, one in the middle being broken."""

    def held(name: str) -> dict[str, list[str]]:
        folder = tmp_path / name
        (folder / "sources").mkdir(parents=True)
        (folder / "carnet.toml").write_text('title = "Log"\nlanguages = ["en"]\n', encoding="utf-8")
        for n in range(1, 8):
            words = b"<TEI>" if n == 4 else b"%d May 1911\n\nDay %d at the lock.\n" % (n, n)
            (folder / "sources" / f"{n}.{'xml' if n == 4 else 'txt'}").write_bytes(words)
        with Archive(folder) as archive:
            archive.index()
            return {
                table: [repr(row) for row in archive.catalogue.db.execute(f"SELECT * FROM {table}")]
                for table in ("entries", "bodies", "findings")
            }

    usual = held("usual")
    monkeypatch.setattr(together, "MANY", at_once)
    assert held("other") == usual
    assert len(usual["entries"]) == 6
