"""Ids are for ever: whatever is corrected, moved or joined, each leads to its entry or says that
there is none."""

from __future__ import annotations

import csv
import random
import re
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from carnet.archive import Archive
from carnet.errors import CarnetError
from carnet.register import EntryRegister, Known
from tests.archive.tools import (
    FORMS,
    Book,
    Day,
    build,
    catalogue_rows,
    decide,
    done,
    entries,
    files,
    forget_derived,
    id_of,
    lighthouse,
    make,
    refused,
    register_rows,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path

WORDS = [day.words[:30] for day in lighthouse().days]


def archive_of(tmp_path: Path, form: str, book: Book | None = None) -> Path:
    archive = make(tmp_path / "a", {f"lamp.{form}": (book or lighthouse()).written(form)})
    build(archive)
    return archive


def ids_by_words(archive: Path) -> dict[str, str]:
    """The id of each entry by a stretch of its words that no test changes."""
    out = {}
    with Archive(archive) as opened:
        for row in opened.list("entries"):
            text = opened.show(row["id"])["text"]
            for words in WORDS:
                if words in text:
                    out[words] = row["id"]
    return out


def rewritten(archive: Path, form: str, book: Book) -> dict[str, str]:
    """The ids after the file was changed by hand; the register must have grown, and only that."""
    before = (archive / "register" / "entries.csv").read_bytes()
    write(archive, f"lamp.{form}", book.written(form))
    build(archive)
    assert (archive / "register" / "entries.csv").read_bytes().startswith(before)
    return ids_by_words(archive)


# ---------------------------------------------------------------------- what does not change an id


@pytest.mark.parametrize("form", FORMS)
def test_a_corrected_heading(tmp_path: Path, form: str):
    archive = archive_of(tmp_path, form)
    before = ids_by_words(archive)
    assert rewritten(archive, form, lighthouse().but(1, date="1911-02-06")) == before
    assert rewritten(archive, form, lighthouse().but(1, place="The Light")) == before
    assert {row["when"] for row in entries(archive)} >= {"1911-02-05"}


@pytest.mark.parametrize("form", FORMS)
def test_a_decided_date(tmp_path: Path, form: str):
    archive = archive_of(tmp_path, form)
    before = ids_by_words(archive)
    target = before[WORDS[1]]
    decide(archive, "date", target, "1912-02-05?")
    build(archive)
    assert ids_by_words(archive) == before
    assert entries(archive)[-1]["id"] == target
    assert entries(archive)[-1]["when"] == "1912-02-05?"


@pytest.mark.parametrize("form", FORMS)
def test_an_edited_text(tmp_path: Path, form: str):
    archive = archive_of(tmp_path, form)
    before = ids_by_words(archive)
    for words in ("And after: nothing.", "And after: a ship.", "And a third line."):
        book = lighthouse()
        book.days[2].words += f"\n\n{words}"
        assert rewritten(archive, form, book) == before
    book = lighthouse().but(2, words="Nothing of what stood here does so now, save the day.")
    assert {**rewritten(archive, form, book), WORDS[2]: before[WORDS[2]]} == before
    assert id_of(archive, "Nothing of what stood") == before[WORDS[2]]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("at", [0, 2, 5])
def test_an_entry_put_in(tmp_path: Path, form: str, at: int):
    archive = archive_of(tmp_path, form)
    before = ids_by_words(archive)
    book = lighthouse()
    book.days.insert(
        at, Day("1911-03-01", "A stray page, found in the oil store, of no great interest.")
    )
    assert rewritten(archive, form, book) == before
    stray = id_of(archive, "A stray page")
    assert stray not in before.values()
    assert rewritten(archive, form, lighthouse()) == before
    assert rewritten(archive, form, book) == before


@pytest.mark.parametrize("form", FORMS)
def test_an_entry_of_the_same_day_put_before(tmp_path: Path, form: str):
    archive = archive_of(tmp_path, form)
    before = ids_by_words(archive)
    book = lighthouse()
    book.days.insert(
        1, Day("1911-02-05", "Before light: a knocking that was only the boat’s fender.")
    )
    assert rewritten(archive, form, book) == before


@pytest.mark.parametrize("form", FORMS)
def test_entries_moved_within_the_file(tmp_path: Path, form: str):
    archive = archive_of(tmp_path, form)
    before = ids_by_words(archive)
    rng = random.Random(7)
    for _ in range(5):
        book = lighthouse()
        rng.shuffle(book.days)
        assert rewritten(archive, form, book) == before


@pytest.mark.parametrize("form", FORMS)
def test_an_entry_taken_out_while_another_comes_in(tmp_path: Path, form: str):
    """The count and the places stay as they were; the words do not."""
    archive = archive_of(tmp_path, form)
    before = ids_by_words(archive)
    book = lighthouse()
    book.days.insert(
        0, Day("1911-01-30", "The first night. Nobody told me about the sound the stairs make.")
    )
    del book.days[5]
    after = rewritten(archive, form, book)
    assert after == {words: id_ for words, id_ in before.items() if words in after}
    assert len(after) == 4


@pytest.mark.parametrize("form", FORMS)
def test_a_source_replaced_twice_before_a_build(tmp_path: Path, form: str):
    archive = archive_of(tmp_path, form)
    before = ids_by_words(archive)
    desk = tmp_path / "desk"
    desk.mkdir()
    name = f"lamp.{form}"
    for n, words in enumerate(("Wind from the north.", "Wind from the east."), 2):
        book = lighthouse()
        book.days[2].words += f" {words}"
        (desk / f"lamp-{n}.{form}").write_bytes(book.written(form))
        done("add", archive, desk / f"lamp-{n}.{form}", "--replaces", name)
        name = f"lamp-{n}.{form}"
    build(archive)
    assert ids_by_words(archive) == before
    assert {row["source"] for row in entries(archive)} == {f"lamp-3.{form}"}


def test_a_source_renamed(tmp_path: Path):
    archive = archive_of(tmp_path, "txt")
    before = ids_by_words(archive)
    target = before[WORDS[1]]
    decide(archive, "date", target, "1912-02-05")
    (archive / "sources" / "lamp.txt").rename(archive / "sources" / "log of the lamp.txt")
    build(archive)
    assert ids_by_words(archive) == before
    assert entries(archive)[-1]["id"] == target
    done("check", archive)
    first = catalogue_rows(archive)
    forget_derived(archive)
    build(archive)
    assert catalogue_rows(archive) == first


def test_a_source_that_goes_and_comes_back(tmp_path: Path):
    archive = archive_of(tmp_path, "txt")
    before = ids_by_words(archive)
    path = archive / "sources" / "lamp.txt"
    data = path.read_bytes()
    path.unlink()
    build(archive)
    assert entries(archive) == []
    with Archive(archive) as opened, pytest.raises(CarnetError):
        opened.show(before[WORDS[0]])
    write(archive, "lamp.txt", data)
    build(archive)
    assert ids_by_words(archive) == before


@pytest.mark.parametrize("form", ["txt", "xml"])
@pytest.mark.parametrize("clean", ["as it was", "clean"])
def test_a_source_that_was_broken_for_a_while(tmp_path: Path, form: str, clean: str):
    archive = archive_of(tmp_path, form)
    before = ids_by_words(archive)
    data = (archive / "sources" / f"lamp.{form}").read_bytes()
    broken = data[: len(data) // 2] if form == "xml" else b"PK\x03\x04" + data
    write(archive, f"lamp.{form}", broken)
    if clean == "clean":
        forget_derived(archive)
    build(archive)
    assert entries(archive) == []
    if clean == "clean":
        forget_derived(archive)
    write(archive, f"lamp.{form}", data)
    build(archive)
    assert ids_by_words(archive) == before


# ---------------------------------------------------------------------- what does


def test_a_joined_entry_leads_on_and_its_id_is_not_given_again(tmp_path: Path):
    archive = archive_of(tmp_path, "txt")
    before = ids_by_words(archive)
    joined, holder = before[WORDS[1]], before[WORDS[0]]
    decision = decide(archive, "join", joined)
    build(archive)
    assert WORDS[1] in done("show", archive, joined).out
    with Archive(archive) as opened:
        assert opened.show(joined)["id"] == holder
    page = (archive / "site" / "entries" / f"{joined}.html").read_text("utf-8")
    assert f"{holder}.html" in page
    assert WORDS[1] not in page

    book = lighthouse()
    book.days.append(Day("1911-02-05", "A second leaf of that day, found between two charts."))
    after = rewritten(archive, "txt", book)
    assert joined not in after.values()
    assert id_of(archive, "A second leaf") not in before.values()

    decide(archive, "withdraw", decision)
    build(archive)
    assert id_of(archive, WORDS[1]) not in {before[words] for words in WORDS if words != WORDS[1]}


def test_a_split_entry_keeps_its_id_for_its_first_part(tmp_path: Path):
    archive = archive_of(tmp_path, "txt")
    before = ids_by_words(archive)
    decide(archive, "split", before[WORDS[0]], "1911-02-03", quote="Trimmed the wick twice.")
    build(archive)
    second = id_of(archive, "Trimmed the wick")
    assert ids_by_words(archive) == before
    assert second not in before.values()
    book = lighthouse()
    book.days[2].words += " More."
    assert rewritten(archive, "txt", book) == before
    assert id_of(archive, "Trimmed the wick") == second


def test_ids_are_readable_and_tell_nothing_of_neighbours(tmp_path: Path):
    book = lighthouse()
    book.days += [Day("1911-04-01", f"Leaf {n} of a day with many leaves.") for n in range(30)]
    archive = archive_of(tmp_path, "txt", book)
    ids = [row["id"] for row in entries(archive)]
    assert len(set(ids)) == len(ids) == 35
    for row in entries(archive):
        assert re.fullmatch(rf"{row['when']}-[a-z]{{3}}", row["id"])
    alone = make(tmp_path / "b", {"lamp.txt": lighthouse().text()})
    build(alone)
    assert [row["id"] for row in entries(alone)][:4] == ids[:4]


@pytest.mark.parametrize("cut", [1, 2, 15, 60, 70, 75])
@pytest.mark.parametrize("place", ["", "Paris, "])  # a comma puts the locator into quotes
def test_a_register_whose_last_line_was_cut_short(tmp_path: Path, cut: int, place: str):
    book = lighthouse()
    book.days[-1] = replace(book.days[-1], place=place)
    archive = make(tmp_path / "a", {"lamp.txt": book.text()})
    build(archive)
    before = {row["id"] for row in entries(archive)}
    path = archive / "register" / "entries.csv"
    path.write_bytes(path.read_bytes()[:-cut])
    forget_derived(archive)
    book.days.insert(0, Day("1910-01-01", "A new leaf in front."))
    write(archive, "lamp.txt", book.text())
    build(archive)
    after = {row["id"] for row in entries(archive)}
    assert before < after
    with path.open(encoding="utf-8", newline="") as file:
        assert after <= {row[0] for row in csv.reader(file) if len(row) == 6}


@pytest.mark.parametrize("spoilt", [b"x," + b"y" * 200_000 + b"\n", b"\xff\xfe\n", b"\x00\n"])
def test_a_register_that_cannot_be_read_is_one_line(tmp_path: Path, spoilt: bytes):
    archive = make(tmp_path / "a", {"lamp.txt": lighthouse().text()})
    build(archive)
    path = archive / "register" / "entries.csv"
    path.write_bytes(path.read_bytes() + spoilt)
    forget_derived(archive)
    assert "entries.csv: the register is damaged" in refused("build", archive)


def test_a_successor_that_is_not_there_leads_nowhere():
    gone = Known("1911-02-02-abc", "", "", "2026-01-01", "", "1911-02-01-xy")
    assert EntryRegister([gone]).redirects == {}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_ids_come_back_when_everything_derived_is_deleted(tmp_path: Path, form: str):
    archive = archive_of(tmp_path, form)
    first, site = catalogue_rows(archive), files(archive / "site")
    before = register_rows(archive)
    forget_derived(archive)
    build(archive)
    assert catalogue_rows(archive) == first
    assert register_rows(archive) == before
    assert files(archive / "site") == site


def test_without_a_register_a_fresh_reading_gives_the_same_ids(tmp_path: Path):
    """Two people who digitise the same box can compare notes."""
    archive = archive_of(tmp_path, "txt")
    before = ids_by_words(archive)
    forget_derived(archive)
    (archive / "register" / "entries.csv").unlink()
    build(archive)
    assert ids_by_words(archive) == before


# ---------------------------------------------------------------------- the law

_NOUNS = [
    "gull",
    "lamp",
    "rope",
    "oil",
    "fog",
    "bell",
    "stair",
    "glass",
    "rail",
    "tide",
    "letter",
    "boat",
    "rock",
    "wick",
    "inspector",
]
_VERBS = [
    "saw",
    "lost",
    "mended",
    "cursed",
    "counted",
    "painted",
    "heard",
    "forgot",
    "wound",
    "trimmed",
]


def _sentence(rng: random.Random) -> str:
    return " ".join(
        f"I {rng.choice(_VERBS)} the {rng.choice(_NOUNS)} and the {rng.choice(_NOUNS)} {rng.randrange(100)} times."
        for _ in range(rng.randint(2, 5))
    )


class Life:
    """A diary that is edited at random, and remembers which of its entries were let be."""

    def __init__(self, archive: Path, form: str, seed: int) -> None:
        self.rng = random.Random(seed)
        self.archive = archive
        self.name = f"lamp.{form}"
        self.form = form
        self.count = 0
        self.days: list[tuple[int, Day]] = [self.fresh() for _ in range(6)]
        make(archive, {self.name: self.written()})

    def fresh(self) -> tuple[int, Day]:
        self.count += 1
        date = f"1911-{self.rng.randint(1, 12):02}-{self.rng.randint(1, 28):02}"
        return self.count, Day(date, f"{_sentence(self.rng)} Sign {self.count:04}.")

    def written(self) -> bytes:
        return Book([day for _, day in self.days]).written(self.form)

    def edits(self) -> set[int]:
        """A few edits; returns the entries that they touched. An entry taken out where another
        comes in cannot be told from one that was rewritten: no round has both.
        """
        shape = self.rng.choice(["insert", "delete"])
        return set().union(*(self._edit(shape) for _ in range(self.rng.randint(1, 4))))

    def _edit(self, shape: str) -> set[int]:
        rng, days = self.rng, self.days
        act = rng.choice([shape, shape, "move", "words", "date", "swap"])
        at = rng.randrange(len(days)) if days else 0
        if act == "delete" and len(days) < 3:
            return set()
        if act == "insert":
            days.insert(at, self.fresh())
            return {days[at][0]}
        key, day = days[at]
        if act == "delete":
            del days[at]
        elif act == "move":
            days.insert(rng.randrange(len(days)), days.pop(at))
            return set()
        elif act == "swap":
            other = rng.randrange(len(days))
            days[at], days[other] = days[other], days[at]
            return set()
        elif act == "words":
            days[at] = key, replace(day, words=f"{day.words} {_sentence(rng)}")
        else:
            days[at] = (
                key,
                replace(day, date=f"1911-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"),
            )
        return {key}

    def ids(self) -> dict[int, str]:
        out = {}
        with Archive(self.archive) as opened:
            for row in opened.list("entries"):
                signs = re.findall(r"Sign (\d{4})\.", opened.show(row["id"])["text"])
                assert len(signs) == 1
                out[int(signs[0])] = row["id"]
        return out


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_law_of_ids(tmp_path: Path, form: str, seed: int):
    """Random edits: an entry that no edit touched keeps its id; no id is ever given to another;
    each that was ever given is living, leads on, or is known to be gone; the register only grows;
    without the derived files everything is as it was."""
    life = Life(tmp_path / "a", form, seed)
    build(life.archive)
    register = life.archive / "register" / "entries.csv"
    before, owner = life.ids(), {id_: key for key, id_ in life.ids().items()}
    for _ in range(12):
        grown = register.read_bytes()
        touched = life.edits()
        write(life.archive, life.name, life.written())
        build(life.archive)
        assert register.read_bytes().startswith(grown)
        after = life.ids()
        assert after.keys() == {key for key, _ in life.days}
        for key, id_ in after.items():
            if key in before:
                assert id_ == before[key] or key in touched
            assert owner.setdefault(id_, key) == key
        assert len(set(after.values())) == len(after)
        known = {row.split(",")[0] for row in register_rows(life.archive)}
        assert owner.keys() <= known
        with Archive(life.archive) as opened:
            living = set(after.values())
            for old in owner.keys() - living:
                with suppress(CarnetError):  # it is known to be gone
                    assert opened.show(old)["id"] in living
        before = after
    rows, grown = catalogue_rows(life.archive), register.read_bytes()
    forget_derived(life.archive)
    build(life.archive)
    assert catalogue_rows(life.archive) == rows
    assert register.read_bytes() == grown
