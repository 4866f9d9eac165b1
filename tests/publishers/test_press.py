"""Laws of the press: whatever was there, whatever happened, the right bytes in the end."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pytest

from carnet.errors import PublishError
from carnet.publishers import Outcome, disk
from carnet.publishers.press import MARKER, Press, Section

if TYPE_CHECKING:
    from pathlib import Path

Files = Mapping[str, bytes]


class Killed(BaseException):
    """Nothing catches this, as nothing catches a kill."""


def dying(patch: pytest.MonkeyPatch, kill: int) -> None:
    """From now on, a kill at this step of those that change the disk."""
    steps = iter(range(kill))

    def mortal(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            if next(steps, None) is None:
                raise Killed
            return real(*args, **named)

        return call

    for name in ("open", "write", "replace", "mkdir", "rmdir", "unlink", "fsync"):
        patch.setattr(disk.os, name, mortal(getattr(os, name)))


def publish(folder: Path, files: Files, ledger: Path | None = None) -> tuple[Outcome, list[str]]:
    asked: list[str] = []

    def make(due: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        asked.extend(due)
        return ((path, files[path]) for path in due)

    plan = [(path, data[:8]) for path, data in files.items()]
    press = Press(folder, ledger or folder.with_suffix(".ledger"), owns=("entries/",))
    return press.run(plan, make), asked


def in_sections(folder: Path, files: Files) -> tuple[Outcome, list[str], list[str]]:
    """The same with a section for each file's number; also which sections were planned."""
    asked: list[str] = []
    planned: list[str] = []

    def make(due: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        asked.extend(due)
        return ((path, files[path]) for path in due)

    def section(name: str, held: Sequence[tuple[str, bytes]]) -> Section:
        def plan() -> Sequence[tuple[str, bytes]]:
            planned.append(name)
            return held

        return Section(name, repr(held).encode(), plan)

    loose = [(path, data[:8]) for path, data in files.items() if "/" not in path]
    of: dict[str, list[tuple[str, bytes]]] = {}
    for path, data in files.items():
        if "/" in path:
            of.setdefault(path.split("-")[1], []).append((path, data[:8]))
    sections = [section(name, rows) for name, rows in of.items()]
    press = Press(folder, folder.with_suffix(".ledger"), owns=("entries/",))
    return press.run([*loose, *sections], make), asked, planned


def numbered(seed: int) -> dict[str, bytes]:
    """Files whose section is the second part of their names; some move between sections."""
    chance = random.Random(seed)
    paths = ["index.html", *(f"entries/{n}-{chance.choice('abc')}-{n % 3}" for n in range(9))]
    return {path: b"%08d" % chance.randrange(2) * 50 for path in paths if chance.random() < 0.8}


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def some(seed: int) -> dict[str, bytes]:
    chance = random.Random(seed)
    paths = ["index.html", "a.css", *(f"entries/{n}.html" for n in range(8))]
    return {path: b"%08d" % chance.randrange(3) * 50 for path in paths if chance.random() < 0.8}


def clean(tmp_path: Path, files: Files) -> dict[str, bytes]:
    folder = tmp_path / f"clean{len(list(tmp_path.iterdir()))}"
    publish(folder, files)
    return held(folder)


def test_a_second_run_makes_and_writes_nothing(tmp_path: Path) -> None:
    publish(tmp_path / "site", some(1))
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    outcome, asked = publish(tmp_path / "site", some(1))
    assert (outcome.written, outcome.removed, asked) == ((), (), [])
    assert outcome.kept == len(some(1))
    assert before == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}


@pytest.mark.parametrize("seed", range(20))
def test_many_small_builds_end_like_one_clean_build(tmp_path: Path, seed: int) -> None:
    for step in range(4):
        files = some(seed * 4 + step)
        publish(tmp_path / "site", files)
        assert held(tmp_path / "site") == clean(tmp_path, files)


@pytest.mark.parametrize("seed", range(6))
def test_a_kill_at_any_step_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    old, new = some(seed), some(seed + 100)
    for kill in range(200):
        folder = tmp_path / f"site{kill}"
        publish(folder, old)
        with monkeypatch.context() as patch:
            dying(patch, kill)
            try:
                publish(folder, new)
                survived = True
            except Killed:
                survived = False
        # Files are whole, whenever the kill came: no reader sees half a page.
        whole = {*old.values(), *new.values()}
        assert all(
            data in whole for path, data in held(folder).items() if path.endswith((".html", ".css"))
        )
        publish(folder, new)
        assert held(folder) == clean(tmp_path, new)
        if survived:
            return
    pytest.fail("the build never came to its end")


@pytest.mark.parametrize("seed", range(30))
def test_builds_in_sections_end_like_one_clean_build(tmp_path: Path, seed: int) -> None:
    """Whatever happens to the ledger and to the folder between them."""
    chance, folder, ledger = random.Random(seed), tmp_path / "site", tmp_path / "site.ledger"
    for step in range(6):
        files = numbered(seed * 6 + step)
        in_sections(folder, files)
        copy = tmp_path / f"clean{step}"
        in_sections(copy, files)
        assert held(folder) == held(copy)
        again, asked, planned = in_sections(folder, files)
        assert (again.written, again.removed, asked, planned) == ((), (), [], [])
        assert again.kept == len(files)
        act = chance.randrange(6)
        if act == 0:
            data = bytearray(ledger.read_bytes())
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            ledger.write_bytes(data)
        elif act == 1:
            (folder / chance.choice(sorted(files))).unlink()
        elif act == 2:
            (folder / "entries" / "stray.html").write_bytes(b"stray")
        elif act == 3:
            ledger.write_bytes(ledger.read_bytes() + f"\n- {chance.choice(sorted(files))}".encode())


def test_only_the_sections_that_changed_are_planned(tmp_path: Path) -> None:
    files = {f"entries/{n}-{n % 3}": b"%08d" % n for n in range(9)}
    in_sections(tmp_path / "site", files)
    outcome, asked, planned = in_sections(tmp_path / "site", {**files, "entries/4-1": b"anew"})
    assert (outcome.written, asked, planned) == (("entries/4-1",), ["entries/4-1"], ["1"])
    less = {path: data for path, data in files.items() if path != "entries/2-2"}
    outcome, asked, planned = in_sections(tmp_path / "site", less)
    assert (outcome.removed, planned) == (("entries/2-2",), ["1", "2"])
    outcome, _, planned = in_sections(tmp_path / "site", {"entries/0-0": files["entries/0-0"]})
    assert len(outcome.removed) == 7
    assert planned == ["0"]


def test_a_path_in_two_sections_is_a_fault_of_the_program(tmp_path: Path) -> None:
    def plan(key: bytes, *more: str) -> list[Section]:
        other = [("entries/b", b"b"), *((path, b"a") for path in more)]
        return [
            Section("1", b"1", lambda: [("entries/a", b"a")]),
            Section("2", key, lambda: other),
        ]

    press = Press(tmp_path / "site", tmp_path / "ledger", owns=("entries/",))
    press.run(plan(b"2"), lambda due: [(path, b"") for path in due])
    with pytest.raises(ValueError, match="twice"):
        press.run(plan(b"3", "entries/a"), lambda due: [(path, b"") for path in due])


def test_a_lost_or_broken_ledger_writes_nothing_that_is_right(tmp_path: Path) -> None:
    folder, ledger = tmp_path / "site", tmp_path / "site.ledger"
    publish(folder, some(2))
    for broken in (b"", b"\xff\xfe", b"carnet press 1 0000\nx y z\n", ledger.read_bytes()[:40]):
        ledger.write_bytes(broken)
        outcome, asked = publish(folder, some(2))
        assert outcome.written == ()
        assert len(asked) == len(some(2))
    ledger.unlink()
    assert publish(folder, some(2))[0].written == ()


def test_a_page_that_went_vanishes_even_without_the_ledger(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish(folder, {"index.html": b"1", "entries/sealed.html": b"2", "entries/open.html": b"3"})
    (tmp_path / "site.ledger").unlink()
    outcome, _ = publish(folder, {"index.html": b"1", "entries/open.html": b"3"})
    assert outcome.removed == ("entries/sealed.html",)
    assert not (folder / "entries/sealed.html").exists()


def test_strays_go_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish(folder, some(3))
    (folder / "CNAME").write_text("diary.example.org")
    (folder / ".git").mkdir()
    (folder / ".git/page.html").write_text("not ours")
    (folder / "old.html").write_text("a stray")
    (folder / "entries/deep").mkdir()
    (folder / "entries/deep/x.txt").write_text("a stray")
    (folder / "entries/.press-77").write_text("left by a kill")
    outcome, _ = publish(folder, some(3))
    assert outcome.removed == ("entries/.press-77", "entries/deep/x.txt", "old.html")
    assert (folder / "CNAME").exists()
    assert (folder / ".git/page.html").exists()
    assert not (folder / "entries/deep").exists()


def test_another_folder_is_not_taken_for_this_one(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    publish(tmp_path / "one", {"index.html": b"old"}, ledger)
    publish(tmp_path / "two", {"index.html": b"new"}, ledger)
    publish(tmp_path / "one", {"index.html": b"new"}, ledger)
    assert held(tmp_path / "one") == held(tmp_path / "two")


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.html").write_text("years of work")
    with pytest.raises(PublishError, match="not made by Carnet"):
        publish(tmp_path, some(4), tmp_path.with_suffix(".ledger"))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.html"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "site", tmp_path / "outside"
    outside.mkdir()
    (outside / "precious.html").write_text("precious")
    publish(folder, {"index.html": b"1", "entries/a.html": b"2"})
    (folder / "entries/a.html").unlink()
    (folder / "entries/a.html").symlink_to(outside / "precious.html")
    (folder / "entries/b.html").symlink_to(outside / "precious.html")
    (folder / "entries/more").symlink_to(outside)
    publish(folder, {"index.html": b"1", "entries/a.html": b"2"})
    assert held(folder).keys() == {"index.html", "entries/a.html", MARKER}
    assert not (folder / "entries/a.html").is_symlink()
    assert (outside / "precious.html").read_text() == "precious"

    (folder / "entries/a.html").unlink()
    (folder / "entries").rmdir()
    (folder / "entries").symlink_to(outside)
    with pytest.raises(PublishError, match="link to another place"):
        publish(folder, {"index.html": b"1", "entries/a.html": b"2"})


@pytest.mark.parametrize(
    "name",
    [
        "../x.html",
        "/etc/x.html",
        "entries/../../x.html",
        "con.html",
        "entries/nul",
        "a\0.html",
        ".hidden",
        "entries//x.html",
        "x.html.",
        "a b.html",
        "\\x.html",
        "c:x.html",
        "x" * 300,
    ],
)
def test_names_that_are_no_file_names_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(PublishError, match="cannot be the name of a file"):
        publish(tmp_path / "site", {name: b"1"})


def test_names_alike_on_some_file_systems_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="only in small and capital letters"):
        publish(tmp_path / "site", {"entries/a.html": b"1", "entries/A.html": b"2"})


def test_what_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file where the folder should be")
    with pytest.raises(PublishError, match="cannot be written") as caught:
        publish(tmp_path / "site", some(5))
    assert "\n" not in str(caught.value)
    assert caught.value.mend


def test_a_full_disk_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    publish(tmp_path / "site", some(6))
    monkeypatch.setattr(disk.os, "write", full)
    with pytest.raises(PublishError, match="No space left"):
        publish(tmp_path / "site", some(7))


def test_a_first_edition_is_there_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = some(7)
    for kill in range(200):
        folder = tmp_path / f"first{kill}"
        with monkeypatch.context() as patch:
            dying(patch, kill)
            try:
                publish(folder, files)
                survived = True
            except Killed:
                survived = False
        seen = held(folder) if folder.exists() else {}
        assert all(
            data == files[path]
            for path, data in seen.items()
            if not path.startswith(".")  # what is hidden nobody reads
        )
        publish(folder, files)
        assert held(folder) == clean(tmp_path, files)
        assert not [path for path in folder.iterdir() if path.name.startswith(disk.TEMPORARY)]
        if survived:
            return
    pytest.fail("the build never came to its end")


def test_a_first_edition_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def make(due: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        yield due[0], b"first"
        raise PublishError("no more", where="here", mend="Go on.")

    folder = tmp_path / "site"
    press = Press(folder, tmp_path / "ledger", owns=("entries/",))
    with pytest.raises(PublishError, match="no more"):
        press.run([("entries/a.html", b"1"), ("index.html", b"2")], make)
    assert held(folder).keys() == {MARKER}
    assert [path.name for path in folder.iterdir() if path.is_dir()] == ["entries"]
