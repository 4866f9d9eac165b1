"""From a box of files to an edition and back, as a user does it: through the command line."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
from datetime import date
from typing import TYPE_CHECKING

import pytest

from carnet.archive import Archive
from carnet.errors import CarnetError
from tests.archive.tools import (
    AS_OF,
    FORMS,
    build,
    carnet,
    command,
    done,
    entries,
    files,
    lighthouse,
    make,
    obeys_permissions,
    refused,
    site_text,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = [
    "id", "when", "calendar", "gregorian", "sure", "heading", "title", "source", "locator", "start",
    "end", "words", "language", "author",
]  # fmt: skip
MATTER = ["source", "locator", "kind", "start", "end", "words", "text"]
MENTION = ["entry", "start", "end", "text", "kind", "ref", "target", "by", "standing", "score"]
FINDING = ["source", "locator", "entry", "start", "end", "kind", "message"]
SPAN = ["start", "end", "kind", "value"]


def box(folder: Path, form: str) -> Path:
    """A file as someone might have it on their desk."""
    folder.mkdir(exist_ok=True)
    path = folder / f"lamp.{form}"
    path.write_bytes(lighthouse().written(form))
    return path


# ---------------------------------------------------------------------- the whole way


@pytest.mark.parametrize("form", FORMS)
def test_from_a_file_to_an_edition_and_its_correction(tmp_path: Path, form: str):
    file, archive = box(tmp_path / "desk", form), tmp_path / "lamp"
    made = done("new", archive, file)
    assert "carnet.toml" in made.out
    assert (archive / "sources" / file.name).read_bytes() == file.read_bytes()

    first = done("build", archive, "--as-of", AS_OF)
    assert "5 entries" in first.out
    assert (archive / "site" / "index.html").is_file()

    rows = done("list", archive, "entries", "--format", "jsonl").rows
    assert [row["when"] for row in rows] == [day.date for day in lighthouse().days]
    shown = done("show", archive, rows[2]["id"], "--format", "jsonl").rows[0]
    assert "Painted the gallery rail." in shown["text"]
    assert done("check", archive).out == "Nothing is wrong.\n"
    preview = done("preview", archive, "--as-of", AS_OF).out
    assert "5 entries" in preview
    assert "Held back: 0" in preview

    other = tmp_path / "desk" / "loose.txt"
    other.write_text("6 May 1911\n\nA new wick, and the old complaint.\n", "utf-8")
    assert done("add", archive, other).out == "added loose.txt\n"
    assert done("add", archive, other).out == "Nothing was new.\n"

    corrected = lighthouse().but(2, words="Wind from the south-east. Painted the gallery rail.")
    file.write_bytes(corrected.written(form))
    assert done("add", archive, file, "--replaces", file.name).out == f"added lamp-2.{form}\n"
    second = done("build", archive, "--as-of", AS_OF)
    assert "6 entries" in second.out
    after = done("list", archive, "entries", "--format", "jsonl").rows
    assert [row["id"] for row in after[:5]] == [row["id"] for row in rows]
    assert {row["source"] for row in after} == {f"lamp-2.{form}", "loose.txt"}
    assert "south-east" in site_text(archive)
    assert "south-west" not in site_text(archive)
    assert (archive / "sources" / f"lamp.{form}").read_bytes() == lighthouse().written(form)
    assert done("check", archive).out == "Nothing is wrong.\n"
    assert "(2 to" not in refused("add", archive, file, "--replaces", f"lamp.{form}")


@pytest.mark.parametrize("form", FORMS)
def test_the_same_through_python(tmp_path: Path, form: str):
    file = box(tmp_path / "desk", form)
    archive, guessed = Archive.new(tmp_path / "lamp", [file])
    with archive:
        assert guessed["languages"] == ["en"]
        built = archive.build(as_of=date(2026, 11, 22))
        assert (built.entries, built.read, built.kept, built.removed) == (5, 1, 0, 0)
        assert list(built) == []
        rows = list(archive.list("entries"))
        shown = archive.show(rows[0]["id"])
        assert shown["text"][slice(*_span(shown, "head"))] == shown["heading"]
        assert list(archive.check()) == []
        edition, held = archive.preview()
        assert [line.id for line in edition.lines] == [row["id"] for row in rows]
        assert list(held) == []
        with pytest.raises(CarnetError):
            archive.show("no such entry")
        again = archive.build(as_of=date(2026, 11, 22))
        assert (again.read, again.kept) == (0, 1)
        assert again.published[0].written == ()


def _span(shown: dict[str, object], kind: str) -> tuple[int, int]:
    head = shown["heading"]
    text = str(shown["text"])
    at = text.index(str(head))
    return at, at + len(str(head))


def test_what_is_not_a_file_of_the_archive_is_left_alone(tmp_path: Path):
    archive = make(tmp_path / "a", {"lamp.txt": lighthouse().text()})
    (archive / "letters").mkdir()
    (archive / "letters" / "one.txt").write_text("mine", "utf-8")
    before = files(archive)
    build(archive)
    after = files(archive)
    assert {name: after[name] for name in before} == before
    assert {name.split("/")[0] for name in after.keys() - before.keys()} <= {
        ".carnet", "site", "register", "sources",
    }  # fmt: skip


def test_the_readers_of_all_three_forms_agree(tmp_path: Path):
    book = lighthouse()
    for day in book.days:
        day.place = ""  # which the forms set before or after the date
    said = []
    for form in FORMS:
        archive = make(tmp_path / form, {f"lamp.{form}": book.written(form)})
        build(archive)
        with Archive(archive) as opened:
            said.append(
                [
                    (row["when"], row["heading"], opened.show(row["id"])["text"].split())
                    for row in opened.list("entries")
                ]
            )
    assert said[0] == said[1] == said[2]
    assert [when for when, _, _ in said[0]] == [day.date for day in book.days]


# ---------------------------------------------------------------------- forms of output


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with a row for every list."""
    book = lighthouse()
    xml = book.tei().replace(b"A gull", b'A <persName ref="#gull">gull</persName>')
    xml = xml.replace(b"<body>", b"<body><fw>running head</fw>")
    archive = make(
        tmp_path_factory.mktemp("everything") / "a",
        {"lamp.xml": xml, "lamp.md": book.markdown(), "bare.txt": b"No date stands here.\n"},
    )
    build(archive)
    return archive


@pytest.mark.parametrize(
    ("kind", "fields"),
    [("entries", ENTRY), ("matter", MATTER), ("mentions", MENTION), ("findings", FINDING)],
)
def test_jsonl_has_the_fields_of_the_design_and_nothing_else(
    everything: Path, kind: str, fields: list[str]
):
    rows = done("list", everything, kind, "--format", "jsonl").rows
    assert rows
    for row in rows:
        assert sorted(row) == sorted(fields)


def test_jsonl_of_one_entry(everything: Path):
    rows = done("list", everything, "entries", "--format", "jsonl").rows
    for row in rows:
        shown = done("show", everything, row["id"], "--format", "jsonl").rows
        assert len(shown) == 1
        assert {key: shown[0][key] for key in ENTRY} == row
        assert shown[0]["end"] - shown[0]["start"] == len(shown[0]["text"])
        for span in shown[0]["spans"]:
            assert list(span) == SPAN
            assert 0 <= span["start"] <= span["end"] <= len(shown[0]["text"])


@pytest.mark.parametrize("form", ["table", "csv", "jsonl"])
def test_an_empty_list_says_so_where_no_machine_reads(tmp_path: Path, form: str):
    archive, file = tmp_path / "a", tmp_path / "diary.txt"
    file.write_text("1 May 1901\n\nRain all day.\n", "utf-8")
    done("new", archive, file)
    done("build", archive)
    ran = carnet("list", archive, "places", "--format", form)
    assert (ran.status, ran.out) == (0, "")
    assert ran.err == ("places: there is nothing to list.\n" if form == "table" else "")


@pytest.mark.parametrize(
    "kind", ["entries", "matter", "mentions", "findings", "sources", "omissions"]
)
def test_csv_says_what_jsonl_says(everything: Path, kind: str):
    rows = done("list", everything, kind, "--format", "jsonl").rows
    table = list(csv.DictReader(io.StringIO(done("list", everything, kind, "--format", "csv").out)))
    assert len(table) == len(rows) > 0
    for told, row in zip(table, rows, strict=True):
        assert list(told) == list(row)
        for key, value in row.items():
            if isinstance(value, str):
                assert told[key] == " ".join(value.split())
            elif value is None:
                assert told[key] == ""
            elif isinstance(value, (int, float)):
                assert told[key] == str(value)


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_every_command_keeps_its_format(tmp_path: Path, form: str):
    file, archive = box(tmp_path / "desk", "txt"), tmp_path / "lamp"
    other = tmp_path / "desk" / "other.txt"
    other.write_text("No date stands here.\n", "utf-8")
    outputs = [
        done("new", archive, file, "--format", form),
        done("add", archive, other, "--format", form),
        done("build", archive, "--as-of", AS_OF, "--format", form),
        done("check", archive, "--format", form),
    ]
    entry = entries(archive)[0]["id"]
    outputs += [
        done("decide", archive, "seal", entry, "--until", "2050-01-01", "--format", form),
        done("preview", archive, "--format", form),
        done("list", archive, "decisions", "--format", form),
    ]
    for ran in outputs:
        if form == "jsonl":
            assert ran.rows
        else:
            table = list(csv.reader(io.StringIO(ran.out)))
            assert len(table) > 1
            assert len({len(row) for row in table}) == 1, ran.out


def test_an_old_style_date_is_told_as_the_writer_reckoned_it(tmp_path: Path):
    archive = make(tmp_path / "a", {"old.txt": b"New Year 1660\n\nA windy day.\n"})
    build(archive)
    entry = entries(archive)[0]["id"]
    done("decide", archive, "date", entry, "1660-01-01", "--calendar", "julian")
    build(archive)
    row = done("list", archive, "entries", "--format", "jsonl").rows[0]
    assert (row["when"], row["calendar"], row["gregorian"]) == (
        "1660-01-01",
        "julian",
        "1660-01-11",
    )
    assert row["id"] == entry


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"1 January 1660\n\nA windy day.\n"),
        ("a.txt", b"1 January 1660.--A windy day.\n"),
        ("a.md", b"# 1 January 1660\n\nA windy day.\n"),
        ("a.md", b"---\ndate: 1 January 1660\n---\nA windy day.\n"),
    ],
)
def test_dates_in_words_are_in_the_calendar_of_the_archive(tmp_path: Path, name: str, data: bytes):
    archive = make(tmp_path / "a", {name: data}, 'calendar = "julian"\n')
    build(archive)
    (row,) = entries(archive)
    assert (row["when"], row["calendar"], row["gregorian"]) == (
        "1660-01-01",
        "julian",
        "1660-01-11",
    )


def test_an_unknown_date_is_null(everything: Path):
    rows = done("list", everything, "entries", "--format", "jsonl").rows
    bare = next(row for row in rows if row["source"] == "bare.txt")
    assert (bare["when"], bare["gregorian"]) == (None, None)


def test_start_and_end_count_code_points_of_the_decoded_file(tmp_path: Path):
    text = "3 May 1941\r\n\r\nA 𝄞 and a cafe\u0301.\r\n\r\n4 May 1941\r\n\r\nMore.\r\n"
    archive = make(tmp_path / "a", {"a.txt": b"\xef\xbb\xbf" + text.encode()})
    build(archive)
    decoded = text.replace("\r\n", "\n")
    for row in done("list", archive, "entries", "--format", "jsonl").rows:
        shown = done("show", archive, row["id"], "--format", "jsonl").rows[0]
        assert shown["text"] == decoded[row["start"] : row["end"]]


# ---------------------------------------------------------------------- progress


def test_no_bar_where_nobody_looks(tmp_path: Path):
    archive = make(tmp_path / "a", {"lamp.txt": lighthouse().text()})
    assert done("build", archive).err == ""


def test_bars_go_to_standard_error_of_a_terminal(tmp_path: Path):
    archive = make(tmp_path / "a", {"lamp.txt": lighthouse().text()})
    leader, follower = pty.openpty()
    try:
        ran = subprocess.run(
            command("build", archive, "--format", "jsonl"),
            stdout=subprocess.PIPE,
            stderr=follower,
            env={**os.environ, "TERM": "xterm"},
            timeout=60,
            check=False,
        )
        os.close(follower)
        said = os.read(leader, 100_000).decode()
    finally:
        os.close(leader)
    assert ran.returncode == 0
    assert "reading" in said
    assert "pages" in said
    assert "100%" in said
    assert all(json.loads(line) for line in ran.stdout.decode().splitlines())


# ---------------------------------------------------------------------- status


def test_status_1_where_something_is_wrong_with_the_data(tmp_path: Path):
    archive = make(
        tmp_path / "a", {"lamp.txt": lighthouse().text(), "broken.xml": b"<TEI><text></TEI>"}
    )
    ran = carnet("build", archive)
    assert ran.status == 1
    assert ran.err.count("\n") == 1
    assert ran.err.startswith("broken.xml: ")
    assert "5 entries" in ran.out
    assert carnet("check", archive).status == 1
    (archive / "sources" / "broken.xml").unlink()
    assert carnet("build", archive).status == 0
    assert carnet("check", archive).status == 1  # the manifest still vouches for it


def test_check_finds_a_source_that_was_altered(tmp_path: Path):
    archive = make(tmp_path / "a", {"lamp.txt": lighthouse().text()})
    build(archive)
    write(archive, "lamp.txt", lighthouse().text().replace(b"Fog", b"Dew"))
    ran = carnet("check", archive, "--format", "jsonl")
    assert ran.status == 1
    assert [(row["kind"], row["source"]) for row in ran.rows] == [("fixity", "lamp.txt")]
    assert "1 fixity" in done("build", archive).out
    write(archive, "lamp.txt", lighthouse().text())
    done("build", archive)
    done("check", archive)


def test_help_and_version_need_no_archive():
    assert "build" in done("--help").out
    assert "--as-of" in done("build", "--help").out
    assert done("--version").out.startswith("carnet, version ")


# ---------------------------------------------------------------------- one line for each trouble


@pytest.fixture
def small(tmp_path: Path) -> Path:
    archive = make(tmp_path / "small", {"lamp.txt": lighthouse().text()})
    build(archive)
    return archive


def test_an_archive_that_is_not_there(tmp_path: Path):
    for args in (["build"], ["list"], ["check"], ["preview"], ["show", "x"], ["add", "x"]):
        name, *rest = args
        assert "carnet.toml" in refused(name, tmp_path / "nowhere", *rest)


def test_an_archive_that_was_not_built(tmp_path: Path):
    archive = make(tmp_path / "a", {"lamp.txt": lighthouse().text()})
    for args in (["list"], ["check"], ["preview"], ["show", "x"]):
        name, *rest = args
        assert "carnet build" in refused(name, archive, *rest)


def test_a_folder_that_is_not_empty(tmp_path: Path, small: Path):
    file = box(tmp_path / "desk", "txt")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("x", "utf-8")
    assert "not empty" in refused("new", tmp_path / "full", file)
    assert "already" in refused("new", small, file)
    assert "not empty" in refused("new", file, file)
    (tmp_path / "empty").mkdir()
    done("new", tmp_path / "empty", file)


def test_what_is_not_there(small: Path):
    assert "no entry" in refused("show", small, "1911-02-02-zzz")
    assert "no list" in refused("list", small, "chapters")
    assert "no such file" in refused("add", small, "nowhere.txt")
    assert "no such source" in refused(
        "add", small, next((small / "sources").glob("*.txt")), "--replaces", "other.txt"
    )
    assert "no entry" in refused("decide", small, "seal", "1911-02-02-zzz")
    assert "kind" in refused("decide", small, "burn", "x")
    assert "no source" in refused("decide", small, "seal", "--source", "other.txt")
    assert "no one decision" in refused("decide", small, "withdraw", "x")


@pytest.mark.parametrize(
    "args",
    [
        ("build", "--as-of", "yesterday"),
        ("build", "--as-of", "2040-02-30"),
        ("preview", "--as-of", "31.12.2040"),
        ("build", "--no-such-option"),
        ("list", "entries", "--format", "xml"),
        ("show",),
        ("list", "entries", "too", "many"),
    ],
)
def test_a_mistyped_command_is_one_line(small: Path, args: tuple[str, ...]):
    name, *rest = args
    assert "--help" in refused(name, small, *rest)


def test_an_unknown_command_is_one_line():
    assert "publish" in refused("publish", "x")


def test_bad_dates_in_decisions(small: Path):
    entry = entries(small)[0]["id"]
    assert "soon" in refused("decide", small, "date", entry, "soon")
    assert "no day" in refused("decide", small, "seal", entry, "--until", "2040-13-01")
    assert "no day" in refused("decide", small, "seal", entry, "--until", "2040")
    assert "mayan" in refused("decide", small, "date", entry, "1911-02-02", "--calendar", "mayan")
    assert "someday" in refused(
        "decide", small, "split", entry, "someday", "--quote", "Trimmed the"
    )
    assert not (small / "decisions" / "decisions.jsonl").exists()


@pytest.mark.parametrize(
    ("toml", "names"),
    [
        ("title = unquoted", "TOML"),
        ("title = “curly”", "TOML"),
        ("[author\nname = 'x'", "TOML"),
        (b"title = '\xe9'", "TOML"),
        ("title = 7", "title"),
        ("tittle = 'x'", "tittle"),
        ("author = 'Marthe'", "author"),
        ("[author]\nname = 7", "name"),
        ("[author]\nborn = 'a while ago'", "born"),
        ("[author]\nbron = '1880'", "bron"),
        ("languages = 'en'", "languages"),
        ("languages = [1]", "languages"),
        ("language = 'tlh'", "tlh"),
        ("calendar = 'mayan'", "mayan"),
        ("calendar = 7", "calendar"),
        ("address = 'example.org'", "address"),
        ("publish = 'site'", "publish"),
        ("publish = ['wallpaper']", "wallpaper"),
        ("read = 'all'", "read"),
        ("[read]\nencoding = 7", "encoding"),
        ("[read]\nchoice = 'orig'", "choice"),
        ("[read]\nfirst_year = true", "first_year"),
        ("title = 'x'\ntitle = 'y'", "TOML"),
    ],
)
def test_a_bad_carnet_toml_is_one_line_that_names_the_trouble(
    small: Path, toml: str | bytes, names: str
):
    (small / "carnet.toml").write_bytes(toml if isinstance(toml, bytes) else toml.encode())
    said = refused("build", small)
    assert names in said
    assert "carnet.toml" in said


def test_carnet_toml_as_other_programs_save_it(small: Path):
    data = '\ufefftitle = "Ar Vran"\r\nlanguages = ["en"]\r\n[author]\r\nborn = 1880-02-03\r\n'
    (small / "carnet.toml").write_bytes(data.encode())
    done("build", small)


def test_files_that_are_no_sources(tmp_path: Path, small: Path):
    desk = tmp_path / "desk"
    desk.mkdir()
    for name, data, said in (
        ("empty.txt", b"", "empty"),
        ("letter.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        ("letter.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        ("letter.docx", b"PK\x03\x04\x14\x00\x06\x00", "Word"),
        ("page.css", b"p { color: red }", "css"),
    ):
        (desk / name).write_bytes(data)
        line = refused("add", small, desk / name)
        assert said in line
        assert name in line
        if name != "empty.txt":
            for reader in ("markdown", "tei", "text"):
                assert reader in line
        assert sorted(path.name for path in (small / "sources").iterdir()) == [
            "lamp.txt",
            "manifest.csv",
        ]
    nothing = desk / "nothing"
    nothing.mkdir()
    assert "no file that can be read" in refused("add", small, nothing)
    assert "empty" in refused("new", tmp_path / "fresh", desk / "empty.txt")
    assert not (tmp_path / "fresh").exists()


def test_half_a_box_is_not_taken(tmp_path: Path, small: Path):
    good = box(tmp_path / "desk", "md")
    bad = tmp_path / "desk" / "letter.pdf"
    bad.write_bytes(b"%PDF-1.7\n")
    refused("add", small, good, bad)
    assert not (small / "sources" / "lamp.md").exists()
    refused("new", tmp_path / "fresh", good, bad)
    assert not (tmp_path / "fresh").exists()


def test_two_sources_of_one_name(tmp_path: Path, small: Path):
    one, two = box(tmp_path / "one", "txt"), box(tmp_path / "two", "txt")
    two.write_bytes(b"3 May 1941\n\nAnother book.\n")
    line = refused("add", small, two)
    assert "--replaces lamp.txt" in line
    assert "lamp.txt" in refused("new", tmp_path / "fresh", one, two)
    two.write_bytes(one.read_bytes())
    done("new", tmp_path / "twice", one, two)
    assert "Made" in done("new", tmp_path / "thrice", one, one).out
    done("add", small, one)


def test_names_that_an_archive_cannot_take(tmp_path: Path, small: Path):
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / ".hidden.txt").write_text("3 May 1941\n\nHidden.\n", "utf-8")
    assert "hidden" in refused("add", small, desk / ".hidden.txt")
    (desk / "manifest.csv").write_text("3 May 1941\n\nNot a manifest.\n", "utf-8")
    refused("new", tmp_path / "fresh", desk / "manifest.csv")


def test_an_unreadable_file(tmp_path: Path, small: Path):
    bound = obeys_permissions()
    file = box(tmp_path / "desk", "md")
    file.chmod(0)
    assert "Permission denied" in refused("add", small, file, before=bound)
    (small / "sources" / "lamp.txt").chmod(0)
    os.utime(small / "sources" / "lamp.txt", (1, 1))
    ran = carnet("build", small, before=bound)
    assert ran.status == 1
    assert ran.err.startswith("lamp.txt: ")
    (small / "sources" / "lamp.txt").chmod(0o644)
    done("build", small)


def test_folders_that_may_not_be_written_to(tmp_path: Path, small: Path):
    bound = obeys_permissions()
    file = box(tmp_path / "desk", "md")
    shut = tmp_path / "shut"
    shut.mkdir()
    shut.chmod(0o555)
    assert "Permission denied" in refused("new", shut / "a", file, before=bound)
    for name in ("site", "site/entries", "sources", ".carnet"):
        (small / name).chmod(0o555)
        write(small, "lamp.txt", lighthouse().but(1, words=f"Changed for {name}.").text())
        if name == "sources":
            assert "ermission denied" in refused("add", small, file, before=bound)
        else:
            ran = carnet("build", small, before=bound)
            assert ran.status == 2, (name, ran)
            assert ran.err.count("\n") == 1, ran.err
        (small / name).chmod(0o755)
    shut.chmod(0o755)


def test_a_reader_that_stops_reading_does_no_harm(small: Path):
    """`carnet list … | head -1`."""
    with subprocess.Popen(
        command("list", small, "matter", "--format", "jsonl"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == 0
