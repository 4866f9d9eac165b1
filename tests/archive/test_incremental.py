"""What a build does again is what a change reaches, and the outcome is that of a build from nothing."""

from __future__ import annotations

import os
import random
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from carnet.archive import Archive, arriving
from carnet.catalogue import columns
from tests.archive.tools import (
    Book,
    Day,
    build,
    catalogue_rows,
    clean_copy,
    decide,
    entries,
    files,
    forget_derived,
    id_of,
    lighthouse,
    make,
    no_remains,
    stamps,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path

TOML = 'title = "The Log of the Lamp"\nlanguages = ["en"]\n[author]\nname = "{}"\n'


def three(tmp_path: Path) -> Path:
    """An archive with a source of each form."""
    archive = make(
        tmp_path / "a",
        {
            "lamp.txt": lighthouse().text(),
            "boat.md": Book(
                [Day("1912-01-01", "A boat."), Day("1912-01-09", "No boat.")]
            ).markdown(),
            "1913/ashore.xml": Book(
                [Day("1913-06-06", "Shore leave."), Day("1913-06-07", "Enough of it.")], "Ashore"
            ).tei(),
        },
        TOML.format("Marthe Kerlo"),
    )
    build(archive)
    return archive


def as_from_nothing(archive: Path, at: Path) -> dict[str, bytes]:
    """The site that a build from nothing gives."""
    copy = clean_copy(archive, at)
    build(copy)
    return files(copy / "site")


def changed(before: dict[str, int], after: dict[str, int]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def pages(archive: Path) -> set[str]:
    return {row["id"] for row in entries(archive)}


# ---------------------------------------------------------------------- nothing to do


def test_a_second_build_reads_nothing_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    archive = three(tmp_path)
    before = stamps(archive)

    def never(*_: Any) -> None:
        raise AssertionError("a source was read")

    monkeypatch.setattr(arriving, "load", never)
    built = build(archive)
    assert (built.read, built.kept, built.removed) == (0, 3, 0)
    assert [(outcome.written, outcome.removed) for outcome in built.published] == [((), ())]
    assert changed(before, stamps(archive)) == set()


def test_a_file_that_was_only_touched_is_looked_at_and_no_more(tmp_path: Path):
    archive = three(tmp_path)
    site, register = stamps(archive / "site"), stamps(archive / "register")
    os.utime(archive / "sources" / "lamp.txt", (1, 1))
    built = build(archive)
    assert built.published[0].written == ()
    assert stamps(archive / "site") == site
    assert stamps(archive / "register") == register
    again = stamps(archive)
    assert build(archive).read == 0
    assert stamps(archive) == again


def test_a_new_day_changes_only_what_says_so(tmp_path: Path):
    archive = three(tmp_path)
    before = stamps(archive / "site")
    build(archive, as_of=date(2031, 1, 1))
    assert changed(before, stamps(archive / "site")) <= {
        "about.html", "feeds/on-this-day.atom", ".carnet-site",
    }  # fmt: skip
    assert "2031" in (archive / "site" / "about.html").read_text("utf-8")


# ---------------------------------------------------------------------- one change


def test_one_word_reaches_one_page(tmp_path: Path):
    archive = three(tmp_path)
    target = id_of(archive, "Painted the gallery rail")
    before = stamps(archive / "site")
    write(archive, "lamp.txt", lighthouse().text().replace(b"found fault", b"saw no fault"))
    built = build(archive)
    assert built.read == 1
    reached = changed(before, stamps(archive / "site"))
    # its own page, and those on which the number of its words stands
    assert {name for name in reached if name.startswith("entries/")} == {f"entries/{target}.html"}
    # and of what is searched, the part that it lies in
    searched = {name for name in reached if name.startswith("search/")}
    assert len(searched) <= 2
    assert reached - searched <= {
        f"entries/{target}.html", "contents/1911.html", "contents.html", "index.html", "about.html", "about/colophon.html", "sources.html",
        "sources/lamp.txt.html", "text/1911.txt", ".carnet-site",
    }  # fmt: skip
    assert files(archive / "site") == as_from_nothing(archive, tmp_path / "copy")


def test_a_date_reaches_the_pages_beside_it(tmp_path: Path):
    archive = three(tmp_path)
    target = id_of(archive, "No boat.")
    before = stamps(archive / "site")
    decide(archive, "date", target, "1914-01-09")
    built = build(archive)
    assert built.read == 1
    reached = {
        name for name in changed(before, stamps(archive / "site")) if name.startswith("entries/")
    }
    assert f"entries/{target}.html" in reached
    assert f"entries/{id_of(archive, 'Fog before noon')}.html" not in reached
    assert f"entries/{id_of(archive, 'Enough of it')}.html" in reached
    assert (archive / "site" / "contents" / "1914.html").is_file()
    assert files(archive / "site") == as_from_nothing(archive, tmp_path / "copy")


def test_a_title_reaches_every_page_and_reads_no_source(tmp_path: Path):
    archive = three(tmp_path)
    (archive / "carnet.toml").write_text(TOML.format("Marthe K."), "utf-8")
    text = (
        (archive / "carnet.toml")
        .read_text("utf-8")
        .replace("The Log of the Lamp", "Nine Minutes Dark")
    )
    (archive / "carnet.toml").write_text(text, "utf-8")
    build(archive)
    for name, data in files(archive / "site").items():
        if name.endswith(".html"):
            assert b"Nine Minutes Dark" in data
            assert b"The Log of the Lamp" not in data or name.startswith("sources")
    assert files(archive / "site") == as_from_nothing(archive, tmp_path / "copy")


def test_a_newer_carnet_reads_everything_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    archive = three(tmp_path)
    before = catalogue_rows(archive)
    monkeypatch.setattr("carnet.__version__", "99")
    assert build(archive).read == 3
    assert catalogue_rows(archive) == before
    assert build(archive).read == 0


def test_a_source_taken_away_leaves_nothing_behind(tmp_path: Path):
    archive = three(tmp_path)
    (archive / "sources" / "boat.md").unlink()
    built = build(archive)
    assert (built.read, built.removed) == (0, 1)
    assert not (archive / "site" / "contents" / "1912.html").exists()
    assert not any(b"No boat." in data for data in files(archive / "site").values())
    assert files(archive / "site") == as_from_nothing(archive, tmp_path / "copy")
    with Archive(archive) as opened:
        assert {row["source"] for row in opened.list("sources")} == {"lamp.txt", "1913/ashore.xml"}


# ---------------------------------------------------------------------- what lies about


def test_the_site_comes_back_as_it_was(tmp_path: Path):
    archive = three(tmp_path)
    site = files(archive / "site")
    shutil.rmtree(archive / "site")
    assert build(archive).read == 0
    assert files(archive / "site") == site
    shutil.rmtree(archive / "site")
    forget_derived(archive)
    build(archive)
    assert files(archive / "site") == site
    for name in sorted(site.keys() - {".carnet-site"})[::3]:
        (archive / "site" / name).unlink()
    forget_derived(archive)
    build(archive)
    assert files(archive / "site") == site


def test_a_page_that_was_spoilt_is_mended_when_the_ledger_is_gone(tmp_path: Path):
    archive = three(tmp_path)
    site = files(archive / "site")
    target = archive / "site" / "entries" / f"{min(pages(archive))}.html"
    target.write_bytes(b"spoilt")
    (archive / ".carnet" / "site.ledger").unlink()
    build(archive)
    assert files(archive / "site") == site


@pytest.mark.parametrize("spoil", ["empty", "noise", "cut", "folder"])
def test_a_spoilt_catalogue_is_made_again(tmp_path: Path, spoil: str):
    archive = three(tmp_path)
    site, rows = files(archive / "site"), catalogue_rows(archive)
    path = archive / ".carnet" / "catalogue.db"
    data = path.read_bytes()
    path.unlink()
    if spoil == "empty":
        path.write_bytes(b"")
    elif spoil == "noise":
        path.write_bytes(random.Random(1).randbytes(len(data)))
    elif spoil == "cut":
        path.write_bytes(data[:100])
    else:
        path.mkdir()
        (path / "x").write_text("x", "utf-8")
    if spoil == "folder":
        shutil.rmtree(path)
    build(archive)
    assert catalogue_rows(archive) == rows
    assert files(archive / "site") == site
    no_remains(archive)


# ---------------------------------------------------------------------- the law


class Desk:
    """Someone who works on an archive without plan."""

    def __init__(self, archive: Path, seed: int) -> None:
        self.archive = archive
        self.rng = random.Random(seed)
        self.count = 0
        self.books: dict[str, Book] = {}
        make(archive, {}, TOML.format("Marthe Kerlo"))
        for form in ("txt", "md", "xml"):
            self.put(f"{form}.{form}", Book([self.day() for _ in range(4)], f"Book {form}"))
        build(archive)

    def day(self) -> Day:
        self.count += 1
        month, day = self.rng.randint(1, 12), self.rng.randint(1, 28)
        words = " ".join(
            self.rng.sample(
                ["gull", "lamp", "rope", "oil", "fog", "bell", "stair", "glass", "tide", "boat"], 6
            )
        )
        date = f"19{self.rng.randint(11, 13)}-{month:02}-{day:02}"
        known = sorted({day.date for book in self.books.values() for day in book.days})
        if known and self.rng.random() < 0.25:  # a day of its own it need not be
            date = self.rng.choice(known)
        return Day(date, f"Sign {self.count:04}: {words}.")

    def put(self, name: str, book: Book) -> None:
        self.books[name] = book
        write(self.archive, name, book.written(name.rpartition(".")[2]))

    def step(self) -> None:
        rng = self.rng
        acts = [self.edit, self.edit, self.edit, self.insert, self.remove, self.add, self.drop]
        acts += [self.decide, self.decide, self.decide, self.withdraw, self.settings, self.spoil]
        rng.choice(acts)()

    def some(self) -> tuple[str, Book]:
        name = self.rng.choice(sorted(self.books))
        return name, self.books[name]

    def edit(self) -> None:
        name, book = self.some()
        n = self.rng.randrange(len(book.days))
        words = book.days[n].words
        words = f"Again. {words}" if self.rng.random() < 0.3 else f"{words} And more."
        change = {"words": words} if self.rng.random() < 0.6 else {}
        self.put(name, book.but(n, **(change or {"date": self.day().date})))

    def insert(self) -> None:
        name, book = self.some()
        book.days.insert(self.rng.randrange(len(book.days) + 1), self.day())
        self.put(name, book)

    def remove(self) -> None:
        name, book = self.some()
        if len(book.days) > 2:
            del book.days[self.rng.randrange(len(book.days))]
            self.put(name, book)

    def add(self) -> None:
        self.count += 1
        form = self.rng.choice(("txt", "md", "xml"))
        self.put(f"more/{self.count}.{form}", Book([self.day() for _ in range(2)], front=""))

    def drop(self) -> None:
        name, _ = self.some()
        if len(self.books) > 2:
            del self.books[name]
            (self.archive / "sources" / name).unlink()

    def decide(self) -> None:
        rows = entries(self.archive)
        if not rows:
            return
        target = self.rng.choice(rows)["id"]
        with Archive(self.archive) as opened:
            text = opened.show(target)["text"]
        sign = text[text.index("Sign") :].split(":")[0] if "Sign" in text else ""
        kind = self.rng.choice(["date", "note", "seal", "passage", "split", "join"])
        if kind == "date":
            decide(self.archive, "date", target, self.day().date)
        elif kind == "note":
            decide(
                self.archive,
                "note",
                target,
                "A remark.",
                quote=sign if text.count(sign) == 1 else "",
            )
        elif kind == "seal":
            decide(
                self.archive,
                "seal",
                target,
                until=self.rng.choice(["", "2050-01-01", "2020-01-01"]),
            )
        elif kind == "passage" and text.count(sign) == 1:
            decide(self.archive, "seal", target, quote=sign)
        elif kind == "split" and text.count(sign) == 1 and not text.startswith(sign):
            decide(self.archive, "split", target, self.day().date, quote=sign)
        elif kind == "join" and self.rng.random() < 0.5:
            with Archive(self.archive) as opened:
                at = opened.show(target)["start"]
            if at:
                decide(self.archive, "join", target)

    def withdraw(self) -> None:
        with Archive(self.archive) as opened:
            held = [decision.id for decision in opened.decisions()]
        if held:
            decide(self.archive, "withdraw", self.rng.choice(held))

    def settings(self) -> None:
        text = TOML.format(self.rng.choice(["Marthe Kerlo", "M. K."]))
        if self.rng.random() < 0.3:
            text = text.replace('["en"]', '["en", "fr"]')
        (self.archive / "carnet.toml").write_text(text, "utf-8")

    def spoil(self) -> None:
        name, book = self.some()
        if self.rng.random() < 0.5:
            write(self.archive, name, b"\x89PNG\r\n\x1a\n" + bytes(64))
        else:
            self.put(name, book)


@pytest.mark.parametrize(
    "seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(4, 24))]
)
def test_the_law_of_building(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch):
    """After any edits and decisions a build leaves what a build from nothing would leave: the same
    site to the byte, the same catalogue; and one more build finds nothing to do."""
    monkeypatch.setattr(columns, "ROWS", 2)  # so that what is kept by stretches has several
    desk = Desk(tmp_path / "a", seed)
    for round_ in range(8):
        for _ in range(desk.rng.randint(1, 3)):
            desk.step()
        before, old = stamps(desk.archive / "site"), files(desk.archive / "site")
        build(desk.archive)
        site = files(desk.archive / "site")
        copy = tmp_path / f"copy-{round_}"
        assert site == as_from_nothing(desk.archive, copy)
        assert catalogue_rows(desk.archive) == catalogue_rows(copy)
        assert (copy / "register/entries.csv").read_bytes() == (
            desk.archive / "register/entries.csv"
        ).read_bytes()
        after = stamps(desk.archive / "site")
        other = {name for name in old.keys() | site.keys() if old.get(name) != site.get(name)}
        assert changed(before, after) | {".carnet-site"} == other | {".carnet-site"}
        still = stamps(desk.archive)
        again = build(desk.archive)
        assert again.published[0].written == ()
        assert changed(still, stamps(desk.archive)) == set()
        no_remains(desk.archive)
        shutil.rmtree(copy)
