"""Names of files, and things in a folder that are no files."""

from __future__ import annotations

import os
import re
import socket
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from lxml import html

from carnet.archive import Archive
from tests.archive.tools import (
    build,
    carnet,
    done,
    entries,
    files,
    lighthouse,
    make,
    no_remains,
    obeys_permissions,
    one_line_each,
    refused,
    site_text,
)

if TYPE_CHECKING:
    from pathlib import Path

ODD = {
    "spaces": "a day  by the sea.txt",
    "quotes": 'it\'s "mine".txt',
    "script": "<script>alert(1)<&script>.txt",
    "emoji": "🌊" * 20 + ".txt",
    "rtl": "\u202etxt.exe.txt",
    "arabic": "يوميات.txt",
    "accents": "cafe\u0301.txt",
    "long": "n" * 251 + ".txt",
    "long in bytes": "é" * 125 + ".txt",
    "longest in bytes": "🌊" * 62 + ".txt",
    "reserved": "CON.txt",
    "reserved bare": "nul",
    "dots": "a..b...txt",
    "trailing dot": "a.",
    "trailing space": "a .txt ",
    "percent": "%2e%2e%2fx.txt",
    "backslash": "a\\..\\x.txt",
    "drive": "C:x.txt",
    "option": "--help.txt",
    "query": "a?b#c&d=e.txt",
    "comma": 'a,b;"c".txt',
    "bare": "noending",
    "two endings": "a.xml.txt",
    "formula": "=1+1.txt",
}


def desk_with(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(lighthouse().text())
    return path


@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
def test_odd_names_go_all_the_way(tmp_path: Path, name: str):
    path = desk_with(tmp_path / "desk", name)
    archive = tmp_path / "a"
    done("new", archive, "--", path)
    done("build", archive)
    assert [row["source"] for row in entries(archive)] == [name] * 5
    assert (archive / "sources" / name).read_bytes() == path.read_bytes()
    done("check", archive)
    build(archive)
    no_remains(archive)
    inside(archive)
    shown = done("list", archive, "sources", "--format", "jsonl").rows
    assert [row["source"] for row in shown] == [name]


def inside(archive: Path) -> None:
    """Everything that was published lies in `site/`, under plain names, and each link leads there."""
    site = archive / "site"
    for name, data in files(site).items():
        assert name.isascii()
        assert not any(part.startswith("..") for part in name.split("/"))
        if not name.endswith(".html"):
            continue
        for link in html.fromstring(data).xpath("//a/@href | //link/@href"):
            if link.startswith(("#", "data:")):
                continue
            target = (site / name).parent / unquote(link.partition("#")[0])
            assert target.resolve().is_relative_to(site.resolve()), (name, link)
            assert target.is_file(), (name, link)


@pytest.mark.parametrize(
    "name",
    [
        "a\nb.txt",
        "a\rb.txt",
        "a\tb.txt",
        "a\x1b[31mb.txt",
        "a\u2028b.txt",
        os.fsdecode(b"caf\xe9.txt"),
    ],
)
def test_names_that_no_table_can_hold(tmp_path: Path, name: str):
    path = desk_with(tmp_path / "desk", name)
    line = refused("new", tmp_path / "a", path)
    assert "name" in line
    assert line.rstrip("\n").isprintable()
    assert not (tmp_path / "a").exists()
    archive = make(tmp_path / "b", {"good.txt": lighthouse().text()})
    build(archive)
    site = files(archive / "site")
    desk_with(archive / "sources", name)
    assert "Rename" in refused("build", archive)
    assert files(archive / "site") == site


def test_names_that_lead_elsewhere_stay_inside(tmp_path: Path):
    desk_with(tmp_path / "desk", "x.txt")
    deep = tmp_path / "desk" / "deep"
    deep.mkdir()
    archive = tmp_path / "a"
    done("new", archive, tmp_path / "desk" / "deep" / ".." / "x.txt")
    done("build", archive)
    assert sorted(path.name for path in (archive / "sources").iterdir()) == [
        "manifest.csv",
        "x.txt",
    ]
    desk_with(deep, "y.txt")
    done("add", archive, str(deep / ".." / "deep" / "."))
    assert (archive / "sources" / "deep" / "y.txt").is_file()
    for name in ("../x.txt", "/etc/passwd", "sources/../../x.txt"):
        assert "no such source" in refused("add", archive, deep / "y.txt", "--replaces", name)
        assert "no source" in refused("decide", archive, "seal", "--source", name)
    assert not (tmp_path / "x.txt").exists()


def test_a_manifest_and_a_register_that_name_places_elsewhere(tmp_path: Path):
    archive = make(tmp_path / "a", {"good.txt": lighthouse().text()})
    (tmp_path / "secret.txt").write_text("3 May 1911\n\nqxsecretzq\n", "utf-8")
    (archive / "sources" / "manifest.csv").write_text(
        "path,sha256,bytes,added,replaces\n../../secret.txt,0,1,2026-01-01,\n/etc/passwd,0,²,x,good.txt\n",
        "utf-8",
    )
    (archive / "register" / "entries.csv").write_text(
        'id,source,locator,first seen,sketch,successor\n../../x,../../secret.txt,a,b,c,d\n"",,,,,\nshort\n',
        "utf-8",
    )
    ran = carnet("build", archive)
    assert ran.status in (0, 1, 2)
    one_line_each(ran.err)
    assert carnet("check", archive).status in (1, 2)
    assert "qxsecretzq" not in site_text(archive) if (archive / "site").exists() else True
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "secret.txt"]


def test_two_names_that_differ_in_capitals_only(tmp_path: Path):
    archive = make(
        tmp_path / "a",
        {
            "Lamp.txt": lighthouse().text(),
            "lamp.txt": b"6 May 1911\n\nMore.\n\n7 May 1911\n\nEnd.\n",
        },
    )
    done("build", archive)
    inside(archive)
    names = [name.lower() for name in files(archive / "site")]
    assert len(names) == len(set(names))


def test_two_names_that_differ_in_normal_form_only(tmp_path: Path):
    archive = make(
        tmp_path / "a",
        {"caf\u00e9.txt": lighthouse().text(), "cafe\u0301.txt": b"6 May 1911\n\nMore.\n"},
    )
    done("build", archive)
    inside(archive)
    assert len(entries(archive)) == 6


# ---------------------------------------------------------------------- what is no file


def test_links_in_the_sources_are_not_followed(tmp_path: Path):
    archive = make(tmp_path / "a", {"good.txt": lighthouse().text()})
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("3 May 1911\n\nqxsecretzq\n", "utf-8")
    sources = archive / "sources"
    (sources / "passwd.txt").symlink_to("/etc/passwd")
    (sources / "file.txt").symlink_to(outside / "secret.txt")
    (sources / "folder").symlink_to(outside)
    (sources / "loop").symlink_to(sources)
    (sources / "self.txt").symlink_to("self.txt")
    (sources / "gone.txt").symlink_to("nowhere")
    ran = carnet("build", archive)
    assert ran.status in (0, 1)
    one_line_each(ran.err)
    everything = b"\n".join(
        data for name, data in files(archive).items() if not name.startswith("sources/")
    )
    assert b"qxsecretzq" not in everything
    assert b"root:x:" not in everything
    assert {row["source"] for row in entries(archive)} == {"good.txt"}
    made = carnet("new", tmp_path / "b", sources)
    assert made.status == 0
    assert "secret" not in made.out + made.err
    one_line_each(made.err)
    left = re.findall(r"/([a-z]+)(?:\.txt)?: links are not followed$", made.err, re.MULTILINE)
    assert sorted(left) == ["file", "folder", "gone", "loop", "passwd", "self"]
    assert sorted(path.name for path in (tmp_path / "b" / "sources" / "sources").iterdir()) == [
        "good.txt"
    ]


def test_a_link_in_place_of_a_folder(tmp_path: Path):
    """What Carnet writes stays in the archive."""
    archive = make(tmp_path / "a", {"good.txt": lighthouse().text()})
    build(archive)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine.html").write_text("mine", "utf-8")
    for path in sorted((archive / "site" / "entries").iterdir()):
        path.unlink()
    (archive / "site" / "entries").rmdir()
    (archive / "site" / "entries").symlink_to(outside)
    refused("build", archive)
    assert [path.name for path in outside.iterdir()] == ["mine.html"]


def test_pipes_sockets_and_devices_do_not_keep_a_build_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    archive = make(tmp_path / "a", {"good.txt": lighthouse().text()})
    os.mkfifo(archive / "sources" / "pipe.txt")
    monkeypatch.chdir(archive / "sources")  # the name of a socket may not be long
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
    (archive / "sources" / "zero.txt").symlink_to("/dev/zero")
    (archive / "sources" / "folder.txt").mkdir()
    done("build", archive, timeout=20)
    assert len(entries(archive)) == 5
    for name in ("pipe.txt", "socket.txt"):
        refused("add", archive, archive / "sources" / name, timeout=20)
    refused("add", archive, "/dev/zero", timeout=20)
    refused("add", archive, "/dev/null", timeout=20)
    done("check", archive, timeout=20)


def test_a_folder_that_may_not_be_read(tmp_path: Path):
    bound = obeys_permissions()
    archive = make(
        tmp_path / "a", {"good.txt": lighthouse().text(), "shut/x.txt": lighthouse().text()}
    )
    build(archive)
    before = files(archive / "site")
    (archive / "sources" / "shut").chmod(0)
    ran = carnet("build", archive, before=bound)
    (archive / "sources" / "shut").chmod(0o755)
    assert ran.status in (1, 2)
    one_line_each(ran.err)
    assert ran.err.count("\n") == 1
    assert files(archive / "site") == before


def test_the_sources_are_gone(tmp_path: Path):
    archive = make(tmp_path / "a", {"good.txt": lighthouse().text()})
    build(archive)
    (archive / "sources").rename(tmp_path / "elsewhere")
    assert "sources" in refused("build", archive)
    (archive / "sources").write_text("a file", "utf-8")
    assert "sources" in refused("build", archive)


@pytest.mark.parametrize("name", ["register", "decisions", "site", ".carnet"])
def test_a_file_where_a_folder_should_be(tmp_path: Path, name: str):
    archive = make(tmp_path / "a", {"good.txt": lighthouse().text()})
    for inner in ("register", "decisions"):
        (archive / inner).rmdir()
    (archive / name).write_text("a file", "utf-8")
    ran = carnet("build", archive)
    assert ran.status in (0, 2)
    if ran.status:
        assert ran.err.count("\n") == 1
    one_line_each(ran.err)


def test_a_great_many_folders(tmp_path: Path):
    archive = make(tmp_path / "a", {"/".join(["deep"] * 60) + "/lamp.txt": lighthouse().text()})
    done("build", archive)
    inside(archive)
    with Archive(archive) as opened:
        assert len(list(opened.list("entries"))) == 5
