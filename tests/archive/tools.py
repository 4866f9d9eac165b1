"""The real command line, and small invented diaries to run it on."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from carnet.archive import Archive
from carnet.catalogue import Catalogue, columns
from carnet.catalogue.packing import unpack
from carnet.text import opening_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

AS_OF = "2026-11-22"
GIGABYTE = 1 << 30


class Ran(NamedTuple):
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Standard output, each line of which must be one JSON object."""
        rows = [json.loads(line) for line in self.out.splitlines()]
        assert all(isinstance(row, dict) for row in rows)
        return rows


def command(*args: object) -> list[str]:
    """The command line, as a user's shell would start it, with every warning an error."""
    return [sys.executable, "-W", "error", "-m", "carnet", *map(str, args)]


def carnet(
    *args: object,
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
    memory: int = 0,
    timeout: float = 60,
    before: Callable[[], None] | None = None,
    said: str = "",
) -> Ran:
    """Run `carnet` as a process of its own; `memory` is the most that it may ask for, in bytes, and
    `said` what somebody types.
    """

    def prepare() -> None:
        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        if before is not None:
            before()

    done = subprocess.run(
        command(*args),
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        input=said.encode(),
        timeout=timeout,
        check=False,
        preexec_fn=prepare,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def done(*args: object, status: int = 0, **more: Any) -> Ran:
    """Run a command that must end with this status and without a word on standard error."""
    ran = carnet(*args, **more)
    assert ran.status == status, ran
    assert "Traceback" not in ran.err
    if not status:
        assert not ran.err
    return ran


def refused(*args: object, **more: Any) -> str:
    """Run a command that cannot be done; returns the one line that says so."""
    ran = carnet(*args, **more)
    assert ran.status == 2, ran
    assert not ran.out
    assert ran.err.endswith("\n")
    assert ran.err.count("\n") == 1, ran.err
    assert ran.err.startswith("carnet: ")
    assert len(ran.err) > len("carnet: \n") + 10
    return ran.err


def obeys_permissions() -> Callable[[], None]:
    """Something to run before a command so that permissions bind it, though the tests run as root;
    skips where that cannot be had."""
    if os.geteuid() != 0:
        return lambda: None
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "prctl") or libc.prctl(23, 1, 0, 0, 0) != 1:  # PR_CAPBSET_READ
        pytest.skip("runs as root, whom permissions do not bind")

    def drop() -> None:
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP: holds from the next exec on

    return drop


# ---------------------------------------------------------------------- what lies in folders


def files(folder: Path) -> dict[str, bytes]:
    """Every file by its path, with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def stamps(folder: Path) -> dict[str, int]:
    """Every file by its path, with the moment when it was last written."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def clean_copy(archive: Path, to: Path) -> Path:
    """The same archive without anything derived."""
    shutil.copytree(archive, to, ignore=shutil.ignore_patterns(".carnet", "site"))
    return to


def forget_derived(archive: Path) -> None:
    """Delete what may be deleted."""
    shutil.rmtree(archive / ".carnet", ignore_errors=True)


_SAID = {
    "sources": ("added", "reader", "author", "licence", "credit"),
    "entries": ("calendar", "author"),
    "omissions": ("reason",),
}


def columns_fit(db: sqlite3.Connection) -> None:
    """What is packed of the tables is what they hold, and of entries their first words."""
    for table, names in columns._PACKED.items():
        held = ["NULL" if name == "opening" else name for name in names]
        rows = [
            list(row) for row in db.execute(f"SELECT {', '.join(held)} FROM {table} ORDER BY n")
        ]
        if table == "entries":
            texts = db.execute(
                "SELECT text, head_end FROM entries JOIN bodies USING (n) ORDER BY n"
            )
            for row, (text, end) in zip(rows, texts, strict=True):
                row[names.index("opening")] = opening_words(text, end or 0)
        wanted = [tuple("" if value is None else value for value in row) for row in rows]
        assert list(zip(*columns.unpack(db, table), strict=True)) == wanted


def catalogue_rows(archive: Path) -> dict[str, list[Any]]:
    """All that the catalogue says, without the numbers of its rows and without time stamps."""
    with Catalogue(archive / ".carnet" / "catalogue.db") as catalogue:
        db = catalogue.db
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        columns_fit(db)
        db.row_factory = sqlite3.Row
        names = dict(db.execute("SELECT n, name FROM sources").fetchall())
        ids = dict(db.execute("SELECT n, id FROM entries").fetchall())
        out: dict[str, list[Any]] = {}
        for table in (
            "sources",
            "entries",
            "bodies",
            "matter",
            "mentions",
            "findings",
            "omissions",
        ):
            found = []
            for row in db.execute(f"SELECT * FROM {table}"):
                said = {key: row[key] for key in row.keys() if key not in ("n", "mtime")}  # noqa: SIM118
                if table == "findings":
                    del said["ordinal"]  # that of those about the archive tells when each came up
                said |= {key: catalogue.said[said[key]] for key in _SAID.get(table, ())}
                if "spans" in said:
                    said["spans"] = unpack(said["spans"])
                if table == "sources":
                    said["meta"] = catalogue.headers.of(row["n"])
                if "source" in said:
                    said["source"] = names.get(said["source"])
                if table == "mentions":
                    said["entry"] = ids[said["entry"]]
                if table == "bodies":
                    said["entry"] = ids[row["n"]]
                    said["marks"] = catalogue.marks.of(row["n"])
                found.append(repr(sorted(said.items())))
            out[table] = sorted(found)
        db.row_factory = None
        db.execute("INSERT INTO fulltext (fulltext) VALUES ('integrity-check')")
        out["fulltext"] = sorted(
            ids[row[0]]
            for row in db.execute("SELECT rowid FROM fulltext WHERE fulltext MATCH 'the'")
        )
    return out


def register_rows(archive: Path) -> list[str]:
    path = archive / "register" / "entries.csv"
    return path.read_text("utf-8").splitlines() if path.exists() else []


def no_remains(archive: Path) -> None:
    """Nothing half-written lies about."""
    names = [path.name for path in archive.rglob("*")]
    assert not [
        name
        for name in names
        if name.startswith(".press-") or name.endswith((".part", ".new", "-journal"))
    ]


def site_text(archive: Path, folder: str = "site") -> str:
    """Everything that was published, names of files included, as one text."""
    parts = []
    for name, data in files(archive / folder).items():
        parts += [name, data.decode("utf-8", "surrogateescape")]
    return "\n".join(parts)


# ---------------------------------------------------------------------- invented diaries


@dataclass
class Day:
    """One entry of an invented diary."""

    date: str  # ISO
    words: str
    place: str = ""
    key: str = ""  # TEI: its xml:id


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def spoken(iso: str) -> str:
    """2 February 1911."""
    year, month, day = iso.split("-")
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"


@dataclass
class Book:
    """A diary that can be written in three forms."""

    days: list[Day]
    title: str = "The Log of the Lamp"
    author: str = "Marthe Kerlo"
    front: str = "Kept at the light of Ar Vran, in ink where there was ink."
    extra: dict[str, str] = field(default_factory=dict)

    def text(self) -> bytes:
        parts = [self.front] if self.front else []
        for day in self.days:
            parts += [self._heading(day), day.words]
        return ("\n\n".join(parts) + "\n").encode()

    def markdown(self) -> bytes:
        parts = [f"# {self.title}", self.front] if self.front else []
        for day in self.days:
            parts += [f"## {self._heading(day)}", day.words]
        return ("\n\n".join(parts) + "\n").encode()

    def tei(self) -> bytes:
        divs = []
        for day in self.days:
            key = f' xml:id="{day.key}"' if day.key else ""
            place = f", {day.place}" if day.place else ""
            words = "".join(f"<p>{part}</p>" for part in day.words.split("\n\n"))
            divs.append(
                f'<div type="entry"{key}><head><date when="{day.date}">{spoken(day.date)}</date>{place}</head>'
                f"{words}</div>"
            )
        front = f"<front><div><p>{self.front}</p></div></front>" if self.front else ""
        return tei("\n".join(divs), title=self.title, author=self.author, front=front)

    def _heading(self, day: Day) -> str:
        return f"{day.place}, {spoken(day.date)}" if day.place else spoken(day.date)

    def but(self, n: int, **changed: str) -> Book:
        """The same book with one day changed."""
        days = list(self.days)
        days[n] = replace(days[n], **changed)
        return replace(self, days=days)

    def written(self, form: str) -> bytes:
        return {"txt": self.text, "md": self.markdown, "xml": self.tei}[form]()


def tei(
    body: str,
    *,
    title: str = "A Log",
    author: str = "Marthe Kerlo",
    front: str = "",
    header: str = "",
) -> bytes:
    """A whole TEI file around the divisions of its body."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>'
        f"<titleStmt><title>{title}</title><author>{author}</author></titleStmt>"
        "<publicationStmt><publisher>Ar Vran Press</publisher></publicationStmt>"
        f"<sourceDesc><p>A notebook.</p></sourceDesc></fileDesc>{header}</teiHeader>\n"
        f"<text>{front}<body>\n{body}\n</body></text></TEI>\n"
    ).encode()


FORMS = ("txt", "md", "xml")


def lighthouse() -> Book:
    """Five days of an invented keeper of a light."""
    return Book(
        [
            Day(
                "1911-02-02",
                "Fog before noon, and the bell rung by hand, the clockwork having seized again. A trawler "
                "answered, then did not.\n\nTrimmed the wick twice.",
                "Ar Vran",
            ),
            Day(
                "1911-02-05",
                "The relief boat came with flour, lamp oil and eleven letters, ten of them for the man who "
                "kept this light before me.",
            ),
            Day(
                "1911-03-19",
                "Wind from the south-west. Painted the gallery rail. A gull stood watching as an inspector "
                "would, and found fault.",
            ),
            Day(
                "1911-03-20",
                "Read the old keeper’s letters after all. He owed money in Brest and was loved in Quimper, "
                "or the other way about.",
                "Ar Vran",
            ),
            Day(
                "1911-04-01",
                "The inspector wrote that the light was seen dark for nine minutes. I wrote that it was eight.",
            ),
        ]
    )


def make(folder: Path, sources: dict[str, bytes], toml: str = "") -> Path:
    """An archive written by hand: `carnet.toml` and what lies in `sources/`."""
    for name in ("sources", "register", "decisions"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name, data in sources.items():
        path = folder / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (folder / "carnet.toml").write_text(
        toml or 'title = "The Log of the Lamp"\nlanguages = ["en"]\n', "utf-8"
    )
    return folder


def write(archive: Path, name: str, data: bytes) -> None:
    """Change a source by hand, as people do, and let the clock show it."""
    path = archive / "sources" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_bytes(data)
    if path.stat().st_mtime_ns <= before:
        os.utime(path, ns=(before + 1_000_000, before + 1_000_000))


def build(archive: Path, **more: Any) -> Any:
    """Build in this process, as of a fixed day."""
    from datetime import date

    with Archive(archive) as opened:
        return opened.build(as_of=more.pop("as_of", date.fromisoformat(AS_OF)), **more)


def entries(archive: Path) -> list[dict[str, Any]]:
    with Archive(archive) as opened:
        return list(opened.list("entries"))


def id_of(archive: Path, words: str) -> str:
    """The id of the one entry that holds these words."""
    with Archive(archive) as opened:
        found = [
            row["id"] for row in opened.list("entries") if words in opened.show(row["id"])["text"]
        ]
    assert len(found) == 1, (words, found)
    return str(found[0])


def decide(archive: Path, kind: str, target: str = "", value: str = "", **more: str) -> str:
    with Archive(archive) as opened:
        return opened.decide(kind, target, value, by="The editor", **more).id


def one_line_each(err: str, allowed: Iterable[str] | Sequence[str] = ()) -> None:
    """Standard error holds no traceback, and lines that say something."""
    assert "Traceback" not in err
    assert "Exception" not in err, err
    for line in err.splitlines():
        assert line.strip()
        assert len(line) < 2000, line[:200]
