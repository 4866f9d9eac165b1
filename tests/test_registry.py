"""A stranger's reader, recogniser and publisher come in by the same door as Carnet's own: installed
as a package with entry points, and nothing else."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from tests.archive.tools import carnet, done, files, lighthouse, make, refused

if TYPE_CHECKING:
    from pathlib import Path

READER = """
    from carnet.dates import When
    from carnet.model import Document, Piece
    from carnet.readers import Claim
    from carnet.text import OffsetMap

    class LogReader:
        name = "shiplog"
        version = "1"
        suffixes = (".log",)

        def claims(self, name, head):
            if head.startswith(b"SHIPLOG "):
                return Claim(1.0, "it begins with SHIPLOG")
            return Claim(0, "it does not begin with the word SHIPLOG")

        def read(self, source, data, options):
            text = data.decode()
            day = text.split()[1]
            piece = Piece(0, len(text), "entry", "log", When.parse(day))
            return Document(source, self.name, text, OffsetMap([(0, len(text), 0, 0)]), pieces=(piece,))
"""

RECOGNISER = """
    from carnet.model import Finding, Mention

    class GullRecogniser:
        name = "gulls"
        version = "1"

        def recognise(self, entry, register):
            at = entry.text.find("gull")
            if at >= 0:
                yield Mention(at, at + 4, "gull", "name", "#gull", None, "gulls 1", "suggested", 0.5)
            if "Fog" in entry.text:
                yield Finding(entry.source, entry.locator, "fog", "no gull can be seen", entry=entry.id)
"""

PUBLISHER = """
    from carnet.publishers import Outcome

    class CountPublisher:
        name = "count"
        version = "1"

        def publish(self, edition, folder, ledger, progress):
            folder.mkdir(exist_ok=True)
            words = f"{len(edition.lines)} entries\\n"
            (folder / "count.txt").write_text(words, encoding="utf-8")
            return Outcome(folder, ("count.txt",), (), 0)
"""


def install(
    at: Path, name: str, module: str, points: dict[str, str], version: str = "1.0"
) -> dict[str, str]:
    """A package as pip leaves it; returns what the command line needs to find it."""
    at.mkdir(parents=True, exist_ok=True)
    (at / f"{name}.py").write_text(textwrap.dedent(module), "utf-8")
    info = at / f"{name}-{version}.dist-info"
    for old in at.glob(f"{name}-*.dist-info"):
        old.rename(info)
    info.mkdir(exist_ok=True)
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8"
    )
    lines = "".join(f"[carnet.{shelf}]\n{point}\n" for shelf, point in points.items())
    (info / "entry_points.txt").write_text(lines, "utf-8")
    return {"PYTHONPATH": str(at)}


def test_a_strangers_reader_takes_part(tmp_path: Path):
    env = install(tmp_path / "lib", "shiplog", READER, {"readers": "shiplog = shiplog:LogReader"})
    log = tmp_path / "ar-vran.log"
    log.write_text("SHIPLOG 1911-02-03 all well, two gulls aboard", "utf-8")
    archive = tmp_path / "a"
    done("new", archive, log, env=env)
    done("build", archive, env=env)
    (row,) = done("list", archive, "entries", "--format", "jsonl", env=env).rows
    assert (row["when"], row["source"], row["locator"]) == ("1911-02-03", "ar-vran.log", "log")
    (source,) = done("list", archive, "sources", "--format", "jsonl", env=env).rows
    assert source["reader"] == "shiplog"
    assert b"two gulls aboard" in b"".join(files(archive / "site").values())


def test_a_refusal_says_what_each_reader_said(tmp_path: Path):
    env = install(tmp_path / "lib", "shiplog", READER, {"readers": "shiplog = shiplog:LogReader"})
    archive = make(tmp_path / "a", {"lamp.txt": lighthouse().text()})
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.7\n")
    line = refused("add", archive, letter, env=env)
    assert "shiplog: it does not begin with the word SHIPLOG" in line
    assert "text: it seems to be a PDF" in line


def test_two_readers_that_claim_a_file_equally(tmp_path: Path):
    env = install(tmp_path / "lib", "shiplog", READER, {"readers": "shiplog = shiplog:LogReader"})
    twin = READER.replace('name = "shiplog"', 'name = "twin"')
    install(tmp_path / "lib", "twinlog", twin, {"readers": "twin = twinlog:LogReader"})
    log = tmp_path / "ar-vran.log"
    log.write_text("SHIPLOG 1911-02-03 all well", "utf-8")
    line = refused("new", tmp_path / "a", log, env=env)
    assert "shiplog: " in line
    assert "twin: " in line


def test_a_strangers_recogniser_takes_part_and_leaves(tmp_path: Path):
    env = install(
        tmp_path / "lib", "gulls", RECOGNISER, {"recognisers": "gulls = gulls:GullRecogniser"}
    )
    archive = make(tmp_path / "a", {"lamp.txt": lighthouse().text()})
    done("build", archive)
    assert done("list", archive, "mentions", "--format", "jsonl").rows == []
    done("build", archive, env=env)
    (mention,) = done("list", archive, "mentions", "--format", "jsonl", env=env).rows
    assert (mention["text"], mention["by"], mention["standing"]) == ("gull", "gulls 1", "suggested")
    assert [
        row["kind"] for row in done("list", archive, "findings", "--format", "jsonl", env=env).rows
    ] == ["fog"]
    newer = RECOGNISER.replace("gulls 1", "gulls 2")
    install(
        tmp_path / "lib", "gulls", newer, {"recognisers": "gulls = gulls:GullRecogniser"}, "2.0"
    )
    done("build", archive, env=env)
    (mention,) = done("list", archive, "mentions", "--format", "jsonl", env=env).rows
    assert mention["by"] == "gulls 2"
    done("build", archive)
    assert done("list", archive, "mentions", "--format", "jsonl").rows == []


def test_a_strangers_publisher_takes_part(tmp_path: Path):
    env = install(
        tmp_path / "lib", "counting", PUBLISHER, {"publishers": "count = counting:CountPublisher"}
    )
    archive = make(
        tmp_path / "a",
        {"lamp.txt": lighthouse().text()},
        'title = "The Lamp"\npublish = ["site", "count"]\n',
    )
    assert "count" in refused("build", archive)
    done("build", archive, env=env)
    assert (archive / "count" / "count.txt").read_text("utf-8") == "5 entries\n"
    assert (archive / "site" / "index.html").is_file()


def test_two_packages_that_claim_one_name(tmp_path: Path):
    env = install(tmp_path / "lib", "othertext", READER, {"readers": "text = othertext:LogReader"})
    archive = make(tmp_path / "a", {"lamp.txt": lighthouse().text()})
    line = refused("build", archive, env=env)
    assert "othertext:LogReader" in line
    assert "carnet.readers.plain:PlainReader" in line


def test_a_package_that_cannot_be_loaded(tmp_path: Path):
    archive = make(tmp_path / "a", {"lamp.txt": lighthouse().text()})
    for n, (module, point) in enumerate(
        (
            ("import a_module_that_is_not_there", "broken = broken{}:Reader"),
            ("x = 1", "broken = broken{}:Reader"),
            ("raise RuntimeError('out of order')", "broken = broken{}:Reader"),
            (
                "class Reader:\n        def __init__(self): raise ValueError('out of order')",
                "broken = broken{}:Reader",
            ),
        )
    ):
        env = install(tmp_path / f"lib{n}", f"broken{n}", module, {"readers": point.format(n)})
        line = refused("build", archive, env=env)
        assert f"broken{n}" in line


def test_a_reader_that_breaks_spoils_only_its_own_source(tmp_path: Path):
    broken = READER.replace("day = text.split()[1]", "day = text.split()[99]")
    env = install(tmp_path / "lib", "shiplog", broken, {"readers": "shiplog = shiplog:LogReader"})
    archive = make(
        tmp_path / "a", {"lamp.txt": lighthouse().text(), "x.log": b"SHIPLOG 1911-02-03 all well"}
    )
    ran = carnet("build", archive, env=env)
    assert ran.status == 1
    assert ran.err.startswith("x.log: ")
    assert "IndexError" in ran.err
    assert ran.err.count("\n") == 1
    assert "5 entries" in ran.out
