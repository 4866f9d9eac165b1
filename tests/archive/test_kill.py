"""A build may be killed at any moment, or find the disk full: the last good one stands, and the next
one ends as if nothing had happened."""

from __future__ import annotations

import csv
import fcntl
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.archive.tools import (
    AS_OF,
    Book,
    Day,
    carnet,
    clean_copy,
    command,
    done,
    entries,
    files,
    lighthouse,
    make,
    no_remains,
    refused,
    register_rows,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = 1500


def many(archive: Path) -> Path:
    """An archive that takes a while: a file a day, as diary apps leave them."""
    rng = random.Random(11)
    nouns = [
        "gull",
        "lamp",
        "rope",
        "oil",
        "fog",
        "bell",
        "stair",
        "glass",
        "tide",
        "boat",
        "wick",
        "rock",
    ]
    sources = {}
    for n in range(FILES):
        words = " ".join(rng.choice(nouns) for _ in range(60))
        day = Day(f"{1900 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}", f"Leaf {n}: {words}.")
        form = ("xml", "md", "txt")[n % 3]
        sources[f"{day.date[:4]}/{day.date}.{form}"] = Book([day], front="").written(form)
    return make(archive, sources)


def start(archive: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command("build", archive, "--as-of", AS_OF),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill_after(archive: Path, seconds: float) -> bool:
    """Start a build and kill it; whether it was still at work."""
    with start(archive) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            return True
    assert process.returncode == 0
    return False


class Killer:
    """Kills builds at moments drawn at random from the time that one takes. A build that it did not
    catch took less than was thought (the machine had other work when that was measured): it draws
    from a shorter time then.
    """

    def __init__(self, seed: int, took: float) -> None:
        self.rng = random.Random(seed)
        self.took = took
        self.killed = 0

    def strikes(self, archive: Path) -> bool:
        caught = kill_after(archive, self.rng.uniform(0.15, self.took))
        self.killed += caught
        if not caught:
            self.took = max(0.3, 0.7 * self.took)
        return caught

    def goes_on(self, tries: int) -> Iterator[int]:
        """So many tries, and more until a few were in time."""
        for n in range(4 * tries):
            if n < tries or self.killed < ENOUGH:
                yield n
        assert self.killed >= ENOUGH


ENOUGH = 3  # kills of builds that were at work


def entries_of_a_whole_catalogue(archive: Path) -> int | None:
    """How many entries the catalogue has; None where there is none. It must be whole."""
    path = archive / ".carnet" / "catalogue.db"
    if not path.exists():
        return None
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        db.execute("INSERT INTO fulltext (fulltext) VALUES ('integrity-check')")
        db.rollback()
        return int(db.execute("SELECT count(*) FROM entries").fetchone()[0])


def holders(archive: Path) -> Counter[tuple[str, str]]:
    """How many living ids each place in a source has."""
    rows = csv.reader(register_rows(archive)[1:])
    last = {id_: (source, locator) for id_, source, locator, *_ in rows}
    return Counter(place for place in last.values() if place[0])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes], float]:
    """The archive of many files, built in peace: it, its site, and how long that took."""
    archive = many(tmp_path_factory.mktemp("whole") / "a")
    began = time.monotonic()
    done("build", archive, "--as-of", AS_OF)
    took = time.monotonic() - began
    assert took > 0.5
    return archive, files(archive / "site"), took


@pytest.mark.slow
def test_killed_at_any_moment_of_the_first_build(
    tmp_path: Path, whole: tuple[Path, dict[str, bytes], float]
):
    archive, site, took = whole
    copy = clean_copy(archive, tmp_path / "a")
    (copy / "register" / "entries.csv").unlink()
    killer = Killer(3, took * 0.95)
    for _ in killer.goes_on(12):
        caught = killer.strikes(copy)
        assert entries_of_a_whole_catalogue(copy) in (None, FILES)
        assert set(holders(copy).values()) <= {1}
        if not caught or killer.rng.random() < 0.4:  # so that there is work left
            (copy / ".carnet" / "catalogue.db").unlink(missing_ok=True)
    done("build", copy, "--as-of", AS_OF)
    assert files(copy / "site") == site
    assert set(holders(copy).values()) == {1}
    assert len(register_rows(copy)) == FILES + 1
    no_remains(copy)


@pytest.mark.slow
def test_killed_at_any_moment_of_a_later_build(
    tmp_path: Path, whole: tuple[Path, dict[str, bytes], float]
):
    archive, _, took = whole
    copy = clean_copy(archive, tmp_path / "a")
    done("build", copy, "--as-of", AS_OF)
    names = sorted(name for name in files(copy / "sources") if name != "manifest.csv")
    killer = Killer(5, took)
    for n in killer.goes_on(10):
        for name in killer.rng.sample(names, FILES // 3):
            path = copy / "sources" / name
            write(copy, name, path.read_bytes().replace(b"Leaf ", b"Leaf, turned, ", 1))
        killer.strikes(copy)
        assert entries_of_a_whole_catalogue(copy) == FILES, n
        assert set(holders(copy).values()) == {1}
    done("build", copy, "--as-of", AS_OF)
    no_remains(copy)
    assert len(holders(copy)) == FILES
    site = files(copy / "site")
    fresh = clean_copy(copy, tmp_path / "fresh")
    done("build", fresh, "--as-of", AS_OF)
    assert files(fresh / "site") == site


def test_two_builds_at_once(tmp_path: Path):
    """The second gets one line, does nothing, and does no harm."""
    archive = make(tmp_path / "a", {"lamp.txt": lighthouse().text()})
    done("build", archive, "--as-of", AS_OF)
    before = files(archive)
    other = tmp_path / "boat.txt"
    other.write_text("1 May 1911\n\nA boat.\n", "utf-8")
    with (archive / ".carnet" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for command_ in (
            ["build", archive],
            ["add", archive, other],
            ["decide", archive, "seal", "x"],
        ):
            assert "under way" in refused(*command_)
        assert files(archive) == before
        done("list", archive, "entries")  # who reads need not wait
        done("check", archive)
    done("build", archive, "--as-of", AS_OF)


@pytest.mark.slow
def test_two_real_builds_at_once(tmp_path: Path, whole: tuple[Path, dict[str, bytes], float]):
    archive, site, _ = whole
    copy = clean_copy(archive, tmp_path / "a")
    with start(copy) as one:
        while not (copy / ".carnet" / "lock").exists():
            time.sleep(0.01)
        time.sleep(0.05)
        two = carnet("build", copy, "--as-of", AS_OF)
        assert two.status == 2
        assert "under way" in two.err
        assert two.err.count("\n") == 1
    assert one.returncode == 0
    assert files(copy / "site") == site


def small(archive: Path) -> Path:
    book = Book([Day(f"1911-{n % 12 + 1:02}-{n // 12 + 1:02}", "Fog. " * 400) for n in range(120)])
    return make(archive, {"lamp.txt": book.text(), "boat.txt": lighthouse().text()})


@pytest.mark.parametrize("limit", [4_000, 30_000, 120_000, 400_000])
def test_a_disk_that_is_full(tmp_path: Path, limit: int):
    """No file may grow beyond a limit, as where the disk is full: one line, and nothing is spoilt."""
    reference = small(tmp_path / "reference")
    done("build", reference, "--as-of", AS_OF)
    archive = small(tmp_path / "a")
    first = files(archive)

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    for _ in range(2):
        line = refused("build", archive, "--as-of", AS_OF, before=full)
        assert "Traceback" not in line
        now = files(archive)
        assert {name: now[name] for name in first} == first
        assert entries_of_a_whole_catalogue(archive) in (None, 125)
    done("build", archive, "--as-of", AS_OF)
    assert files(archive / "site") == files(reference / "site")
    assert set(holders(archive).values()) == {1}
    assert register_rows(archive) == register_rows(reference)
    assert done("check", archive).out == "Nothing is wrong.\n"
    no_remains(archive)


def test_a_disk_that_fills_while_an_archive_is_at_work(tmp_path: Path):
    archive = small(tmp_path / "a")
    done("build", archive, "--as-of", AS_OF)
    before, rows = files(archive), register_rows(archive)
    big = tmp_path / "big.txt"
    big.write_text("1 May 1913\n\n" + "A word. " * 20_000, "utf-8")

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    assert "big.txt" in refused("add", archive, big, before=full)
    assert files(archive) == before
    write(archive, "boat.txt", lighthouse().text().replace(b"Fog before", b"Haze before"))
    refused("build", archive, "--as-of", AS_OF, before=full)
    assert entries_of_a_whole_catalogue(archive) == 125
    assert register_rows(archive) == rows
    done("build", archive, "--as-of", AS_OF)
    assert len(entries(archive)) == 125
    no_remains(archive)


def test_stopped_by_hand(tmp_path: Path):
    """Ctrl+C says that the last good build stands, and it does."""
    archive = many(tmp_path / "a")
    process = subprocess.Popen(
        command("build", archive, "--as-of", AS_OF), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    while not (archive / ".carnet" / "catalogue.db.new").exists():
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    # Python ends itself by the signal where it came while a class was being made
    assert process.returncode in (130, -signal.SIGINT)
    assert out == b""
    # a file that was being opened is spoken of first, where warnings are errors
    assert err.strip().endswith(b"carnet: stopped; the last good build stands")
    assert entries_of_a_whole_catalogue(archive) is None
    no_remains(archive)


DEAF = """
import os, signal
from carnet.archive import building
from carnet.cli import main

real = building.shelf

def deaf(name):
    try:
        os.kill(os.getpid(), signal.SIGINT)
        while True:
            pass
    except KeyboardInterrupt:
        return real(name)  # as modules do that Cython made

building.shelf = deaf
main()
"""


def test_stopped_by_hand_where_nobody_listens(tmp_path: Path):
    """A library that passes over Ctrl+C while it is loaded does not keep the build going."""
    archive = many(tmp_path / "a")
    made = subprocess.run(
        [sys.executable, "-c", DEAF, "build", str(archive)],
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert made.returncode == 130
    assert made.stderr.strip() == b"carnet: stopped; the last good build stands"
    assert entries_of_a_whole_catalogue(archive) is None
    no_remains(archive)
