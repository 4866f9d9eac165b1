"""A build that would do nothing looks no further; whatever may matter makes it look."""

from __future__ import annotations

import os
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from carnet.archive import Archive, Built, arriving, building, settled
from carnet.errors import SourceError
from tests.archive.tools import (
    Book,
    Day,
    build,
    clean_copy,
    decide,
    files,
    id_of,
    make,
    stamps,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TOML = 'title = "The Log"\nlanguages = ["en"]\n[author]\nname = "Marthe Kerlo"\n'
DAY = date(2031, 5, 4)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    days = [Day("1912-01-01", "A boat."), Day("1912-01-09", "No boat."), Day("1913-01-01", "Fog.")]
    texts = {
        "boat.md": Book(days).markdown(),
        "more/lamp.txt": b"1 May 1911\n\nOil. Oil and rope.\n",
    }
    folder = make(tmp_path / "a", texts, TOML)
    build(folder, as_of=DAY)
    return folder


def looked(archive: Path, monkeypatch: pytest.MonkeyPatch, **options: Any) -> tuple[bool, Built]:
    """Whether a build looks at the catalogue; and what it gives."""
    seen = []

    class Watched(building.Update):
        def run(self) -> building.Updated:
            seen.append(self)
            return super().run()

    with monkeypatch.context() as patch:
        patch.setattr(building, "Update", Watched)
        built = build(archive, **{"as_of": DAY, **options})
    return bool(seen), built


def test_nothing_to_do_is_known_without_the_catalogue(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (archive / ".carnet" / "built.json").unlink()
    before = stamps(archive)
    long, whole = looked(archive, monkeypatch)
    short, built = looked(archive, monkeypatch)
    assert (long, short) == (True, False)
    assert built == whole
    assert built.published[0].kept == len(files(archive / "site")) - 1  # the marker is none
    after = stamps(archive)
    assert after.pop(".carnet/built.json")
    before.pop(".carnet/built.json", None)
    assert after == before


def source(archive: Path) -> None:
    path = archive / "sources" / "boat.md"
    path.write_bytes(path.read_bytes().replace(b"No boat", b"NO BOAT"))


def new_source(archive: Path) -> None:
    write(archive, "more/deep/new.txt", b"2 May 1911\n\nWick trimmed.\n")


def renamed(archive: Path) -> None:
    (archive / "sources" / "boat.md").rename(archive / "sources" / "ship.md")


def touched(archive: Path) -> None:
    os.utime(archive / "sources" / "boat.md", ns=(1, 1))


def title(archive: Path) -> None:
    (archive / "carnet.toml").write_text(TOML.replace("The Log", "The Lag"), "utf-8")


def seal(archive: Path) -> None:
    decide(archive, "seal", id_of(archive, "No boat"))


def people(archive: Path) -> None:
    (archive / "register" / "people.csv").write_text("id,name\np-1,Ada\n", "utf-8")


def page(archive: Path) -> None:
    (archive / "pages").mkdir()
    (archive / "pages" / "about.md").write_text("# About\n\nThe lamp.\n", "utf-8")


def essay(archive: Path) -> None:
    (archive / "essays").mkdir()
    (archive / "essays" / "one.txt").write_text("He wrote: “Oil and rope.”\n", "utf-8")


def hand_edited_ids(archive: Path) -> None:
    path = archive / "register" / "entries.csv"
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")


def page_removed(archive: Path) -> None:
    next((archive / "site" / "entries").glob("*.html")).unlink()


def stray(archive: Path) -> None:
    (archive / "site" / "entries" / "stray.html").write_text("x", "utf-8")


def stray_at_the_top(archive: Path) -> None:
    (archive / "site" / "stray.html").write_text("x", "utf-8")


def link(archive: Path) -> None:
    path = next((archive / "site" / "entries").glob("*.html"))
    path.rename(archive / "kept.html")
    path.symlink_to(archive / "kept.html")


def folder_is_a_link(archive: Path) -> None:
    shutil.rmtree(archive / "site" / "text")
    (archive / "site" / "text").mkdir()


def site_gone(archive: Path) -> None:
    shutil.rmtree(archive / "site")


def marker(archive: Path) -> None:
    path = archive / "site" / ".carnet-site"
    path.write_bytes(path.read_bytes()[:-9] + b"00000000\n")


def ledger(archive: Path) -> None:
    (archive / ".carnet" / "site.ledger").unlink()


def struck(archive: Path) -> None:
    with (archive / ".carnet" / "site.ledger").open("ab") as file:
        file.write(b"\n- index.html")


def catalogue(archive: Path) -> None:
    (archive / ".carnet" / "catalogue.db").unlink()


def note(archive: Path) -> None:
    (archive / ".carnet" / "built.json").write_text('{"key": 1}', "utf-8")


def noise(archive: Path) -> None:
    (archive / ".carnet" / "built.json").write_bytes(b"\xff\x00[")


CHANGES = [
    source, new_source, renamed, touched, title, seal, people, page, essay, hand_edited_ids, page_removed,
    stray, stray_at_the_top, link, folder_is_a_link, site_gone, marker, ledger, struck, catalogue, note, noise,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=[change.__name__ for change in CHANGES])
def test_whatever_may_matter_is_looked_at(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    change(archive)
    (archive / "kept.html").unlink(missing_ok=True)
    long, built = looked(archive, monkeypatch)
    assert long
    copy = clean_copy(archive, tmp_path / "copy")
    build(copy, as_of=DAY)
    assert files(archive / "site") == files(copy / "site")
    again, same = looked(archive, monkeypatch)
    assert not again
    assert (same.entries, same.findings) == (built.entries, built.findings)


def test_another_day_another_program_another_question(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not looked(archive, monkeypatch)[0]
    assert looked(archive, monkeypatch, as_of=date(2031, 5, 5))[0]
    assert looked(archive, monkeypatch)[0]
    assert looked(archive, monkeypatch, findings=True)[0]
    assert (archive / "site" / "findings.html").exists()
    assert looked(archive, monkeypatch)[0]
    assert not (archive / "site" / "findings.html").exists()
    assert looked(archive, monkeypatch, unsealed=True)[0]
    assert not looked(archive, monkeypatch, unsealed=True)[0]
    assert not looked(archive, monkeypatch)[0]
    assert looked(archive, monkeypatch, site=archive / "elsewhere")[0]
    assert not looked(archive, monkeypatch, site=archive / "elsewhere")[0]
    for change in (
        lambda patch: patch.setattr(settled, "_program", lambda: "another"),
        lambda patch: patch.setattr("carnet.__version__", "99"),
    ):
        looked(archive, monkeypatch)
        with monkeypatch.context() as patch:
            change(patch)
            assert looked(archive, monkeypatch)[0]


def test_a_seal_opens_on_its_day(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(archive, "seal", id_of(archive, "No boat"), until="2031-06-01")
    looked(archive, monkeypatch)
    assert not any(b"No boat" in data for data in files(archive / "site").values())
    assert not looked(archive, monkeypatch)[0]
    looked(archive, monkeypatch, as_of=date(2031, 6, 1))
    assert any(b"No boat" in data for data in files(archive / "site").values())
    looked(archive, monkeypatch)
    assert not any(b"No boat" in data for data in files(archive / "site").values())


def test_what_could_not_be_opened_is_tried_again(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_path: str, name: str, _size: int) -> bytes:
        raise SourceError("cannot be opened", where=name)

    write(archive, "shut.txt", b"3 May 1911\n\nShut.\n")
    with monkeypatch.context() as patch:
        patch.setattr(arriving, "load", closed)
        looked(archive, monkeypatch)
        assert looked(archive, monkeypatch)[0]
    assert looked(archive, monkeypatch)[1].read == 1
    assert not looked(archive, monkeypatch)[0]


def test_a_publisher_that_does_not_say_what_it_left_is_asked_each_time(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.delattr("carnet.publishers.site.SitePublisher.as_left")
        assert looked(archive, monkeypatch)[0]
        patch.delattr("carnet.publishers.site.SitePublisher.seal")
        assert looked(archive, monkeypatch)[0]


def test_after_a_build_that_did_nothing_an_archive_answers(archive: Path) -> None:
    with Archive(archive) as opened:
        assert opened.build(as_of=DAY).read == 0
        assert len(list(opened.list("entries"))) == 4
        assert len(opened.edition(as_of=DAY).lines) == 4
