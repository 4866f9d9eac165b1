"""Documents are tested: what the README shows is run, and every command is described.

`python tests/test_docs.py` writes the help texts in `docs/commands.md` anew.
"""

from __future__ import annotations

import importlib
import inspect
import json
import os
import pkgutil
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest

import carnet
from carnet.archive.tables import MINOR, SERIOUS
from carnet.cli import cli

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
COMMANDS = ROOT / "docs" / "commands.md"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
WIDTH = 88

# What sets Carnet up cannot be run inside what has been set up; `make` runs these very lines.
SETTING_UP = (
    "git clone ",
    "cd carnet",
    "python3 -m venv ",
    ". .venv/bin/activate",
    "pip install ",
    "make ",
)
_BLOCK = re.compile(r"(?:<!-- ([^\n]*?) -->\n)?```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HELP = re.compile(r"(<!-- help: ?(\w*) -->\n)(.*?)(<!-- /help -->)", re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)")


def blocks(page: Path) -> list[tuple[str, str, str]]:
    """Each code block of a page: the mark before it, its language, its text."""
    return [
        (found[1] or "", found[2], found[3]) for found in _BLOCK.finditer(page.read_text("utf-8"))
    ]


def help_of(name: str) -> str:
    """What `carnet NAME --help` prints, in a width of our own."""
    command = cli.commands[name] if name else cli
    settings = {**cli.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    top = click.Context(cli, info_name="carnet", **settings)
    context = click.Context(command, info_name=name, parent=top) if name else top
    return command.get_help(context).rstrip() + "\n"


def with_help(text: str) -> str:
    """The page of commands with its help texts as they are today."""
    return _HELP.sub(lambda found: f"{found[1]}```text\n{help_of(found[2])}```\n{found[4]}", text)


# ---------------------------------------------------------------------- commands


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_is_described(name: str) -> None:
    assert f"`carnet {name} " in README.read_text("utf-8")
    assert f"## carnet {name}\n" in COMMANDS.read_text("utf-8")


def test_help_is_that_of_the_program() -> None:
    page = COMMANDS.read_text("utf-8")
    assert {found[2] for found in _HELP.finditer(page)} == {"", *cli.commands}
    # how lines are broken is click's affair, and may change with its version
    assert page.split() == with_help(page).split(), "run: python tests/test_docs.py"


# ---------------------------------------------------------------------- the README


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, str]]]:
    """A folder in which all of the README was done, and each output with what the README says."""
    folder = tmp_path_factory.mktemp("newcomer")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONUTF8": "1"}
    said = ""
    shown = []
    for mark, language, text in blocks(README):
        if mark.startswith("file: "):
            (folder / mark.removeprefix("file: ")).write_text(text, encoding="utf-8")
        elif mark == "output":
            shown.append((said, text))
        elif mark == "run" and language == "sh":
            for line in text.splitlines():  # the output shown is that of the last line
                if line.startswith(SETTING_UP):
                    continue
                done = subprocess.run(
                    ["bash", "-euc", line], cwd=folder, env=environment, capture_output=True, text=True,
                    encoding="utf-8", timeout=120, check=False,
                )  # fmt: skip
                assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
                said = done.stdout
    return folder, shown


def test_every_shell_block_is_run_or_sets_up() -> None:
    for mark, language, text in blocks(README):
        if language == "sh" and mark != "run":
            assert all(line.startswith(SETTING_UP) for line in text.splitlines()), text


def test_the_readme_shows_what_is_printed(newcomer: tuple[Path, list[tuple[str, str]]]) -> None:
    _, shown = newcomer
    assert len(shown) >= 3
    for said, text in shown:
        assert said == text


def test_the_readme_ends_with_a_site(newcomer: tuple[Path, list[tuple[str, str]]]) -> None:
    folder, _ = newcomer
    site = folder / "my-diary" / "site"
    pages = [page.read_bytes() for page in site.rglob("*") if page.is_file()]
    assert (site / "index.html").is_file()
    assert any(b"harbour" in page for page in pages)
    assert not any(b"Hedvig" in page for page in pages)  # sealed


def test_the_python_example_runs(
    newcomer: tuple[Path, list[tuple[str, str]]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(newcomer[0])
    examples = [
        text for mark, language, text in blocks(README) if (mark, language) == ("run", "python")
    ]
    assert examples
    for text in examples:
        exec(compile(text, "README.md", "exec"), {})
    assert "Tom says it was thirty-nine" in capsys.readouterr().out


# ---------------------------------------------------------------------- other pages


@pytest.fixture(scope="module")
def exile(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The example archive, built elsewhere."""
    import shutil

    folder = tmp_path_factory.mktemp("exile") / "exile"
    shutil.copytree(
        ROOT / "examples" / "exile", folder, ignore=shutil.ignore_patterns(".carnet", "site")
    )
    with carnet.open(folder) as archive:
        archive.build()
        yield archive


def test_fields_of_jsonl(exile: Any) -> None:
    page = (ROOT / "docs" / "jsonl.md").read_text("utf-8")
    tables = re.findall(r"<!-- fields: ([\w ]+) -->\n((?:\|[^\n]*\n)+)", page)
    assert len(tables) == 9
    for what, table in tables:
        told = [
            name
            for row in table.splitlines()[2:]
            for name in re.findall(r"`(\w+)`", row.split("|")[1])
        ]
        if what == "show":
            entry = next(exile.list("entries"))
            shown = exile.show(entry["id"])
            assert list(shown) == [*entry, *told]
        else:
            row = next(exile.list(what.removeprefix("list ")))
            assert list(row) == told or sorted(row) == sorted(told), what
            json.dumps(row)


def test_the_archive_folder_is_described() -> None:
    from carnet.archive import config, sources
    from carnet.decisions import KINDS
    from carnet.register import entries

    page = (ROOT / "docs" / "archive.md").read_text("utf-8")
    words = [*config._KNOWN - {"read"}, "[read]", *sources.COLUMNS, *entries.COLUMNS, *KINDS]
    assert [word for word in words if f"`{word}`" not in page and f"`[{word}]`" not in page] == []


def test_the_annotation_that_is_shown_is_one() -> None:
    from carnet.decisions import KINDS, _from_annotation

    page = (ROOT / "docs" / "archive.md").read_text("utf-8")
    shown = json.loads(re.findall(r"```json\n(.*?)```", page, re.DOTALL)[0])
    decision = _from_annotation(shown)
    assert decision.as_annotation() == shown
    assert decision.kind in KINDS
    diary = next(text for mark, _, text in blocks(README) if mark == "file: diary.txt")
    assert decision.place_in(diary) == (decision.start, decision.end)


def test_the_findings_that_end_with_status_1() -> None:
    page = (ROOT / "docs" / "jsonl.md").read_text("utf-8")
    check, build = re.findall(r"of (?:another kind than|the kind) ([^;]*?)[;.]", page)
    assert set(re.findall(r"`([^`]+)`", check)) == MINOR
    assert set(re.findall(r"`([^`]+)`", build)) == SERIOUS


def test_the_floors_are_those_of_the_contract() -> None:
    table = re.search(
        r"<!-- floors -->\n((?:\|[^\n]*\n)+)", (ROOT / "docs" / "design.md").read_text("utf-8")
    )
    assert table
    told = [
        " | ".join(re.findall(r"`(\w+)`", row.split("|")[1])) for row in table[1].splitlines()[2:]
    ]
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    assert told == layers
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert " → ".join(layers) in contributing


def test_the_examples_of_plug_ins_work(exile: Any, tmp_path: Path) -> None:
    from carnet.days import find_pieces
    from carnet.publishers import no_progress
    from carnet.readers import choose
    from carnet.register import Register
    from carnet.registry import shelf

    text = "".join(
        text for mark, _, text in blocks(ROOT / "docs" / "extending.md") if mark == "logbook"
    )
    logbook = ModuleType("logbook")
    exec(compile(text, "extending.md", "exec"), vars(logbook))

    data = b"1941-05-03 Wind.\r\n1941-05-32 Wind aboard the Santa Iria.\r\n"
    reader = choose("ship.log", data, [*shelf("carnet.readers").values(), logbook.LogbookReader()])
    document = reader.read("ship.log", data, {})
    pieces, _ = find_pieces(document, {})
    assert [text[piece.start : piece.end] for piece in pieces for text in [document.text]] == [
        "1941-05-03 Wind.\n", "1941-05-32 Wind aboard the Santa Iria.\n",
    ]  # fmt: skip
    assert [piece.when.edtf for piece in pieces if piece.when] == ["1941-05-03", None]
    assert [finding.kind for finding in document.findings] == ["date"]

    catalogue = exile.catalogue
    found = [
        mention
        for entry, _, _ in catalogue.entries([row.id for row in catalogue.rows()])
        for mention in logbook.ShipRecogniser().recognise(entry, Register())
    ]
    assert found
    assert {mention.text for mention in found} == {"Santa Iria"}

    publisher = logbook.ListPublisher()
    first = publisher.publish(exile.edition(), tmp_path / "list", tmp_path / "ledger", no_progress)
    again = publisher.publish(exile.edition(), tmp_path / "list", tmp_path / "ledger", no_progress)
    assert first.written == ("entries.tsv",)
    assert again.kept == 1
    assert not again.written


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
    for target in _LINK.findall(text):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        file, _, anchor = target.partition("#")
        found = (page.parent / file).resolve() if file else page
        assert found.exists(), target
        assert found.is_relative_to(ROOT), target
        if anchor:
            assert anchor in anchors(found), target


def anchors(page: Path) -> set[str]:
    """The names that headings of a page can be linked by."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_is_on_the_map() -> None:
    page = (ROOT / "docs" / "index.md").read_text("utf-8")
    docs = ROOT / "docs"
    wanted = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")} - {"index.md"}
    assert wanted <= set(_LINK.findall(page))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_pages_name_no_place_on_a_machine(page: Path) -> None:
    assert not re.search(r"(?<![\w.])/(?:work|home|root|Users|tmp)/", page.read_text("utf-8"))


# ---------------------------------------------------------------------- the code itself


def modules() -> list[str]:
    found = pkgutil.walk_packages(carnet.__path__, "carnet.")
    return sorted(
        ["carnet", *(module.name for module in found if not module.name.endswith("__main__"))]
    )


def public(module: ModuleType) -> list[tuple[str, Any]]:
    """The classes and functions that a module defines and does not hide."""
    named = set(getattr(module, "__all__", ())) | {
        name for name in vars(module) if not name.startswith("_")
    }
    things = [(name, getattr(module, name)) for name in sorted(named)]
    return [
        (name, thing)
        for name, thing in things
        if (inspect.isclass(thing) or inspect.isfunction(thing))
        and thing.__module__ == module.__name__
    ]


def described(thing: Any) -> bool:
    """Whether it has a docstring of its own: not its base's, nor one that Python made up."""
    said = vars(thing).get("__doc__") if inspect.isclass(thing) else thing.__doc__
    return bool(said and said.strip()) and not said.startswith(f"{thing.__name__}(")


@pytest.mark.parametrize("name", modules())
def test_what_is_public_has_a_docstring(name: str) -> None:
    module = importlib.import_module(name)
    assert (module.__doc__ or "").strip()
    assert [called for called, thing in public(module) if not described(thing)] == []


# ---------------------------------------------------------------------- the citation


def citation() -> dict[str, str]:
    """The top level of CITATION.cff: each key with its value, or with the lines below it."""
    fields: dict[str, str] = {}
    key = ""
    for line in (ROOT / "CITATION.cff").read_text("utf-8").splitlines():
        top = re.fullmatch(r"([a-z-]+):(?: (\S.*))?", line)
        below = re.fullmatch(r" +(?:- )?(?:[a-z-]+: )?\S.*", line)
        assert top or below, line
        if top:
            key = top[1]
            assert key not in fields, line
            fields[key] = (top[2] or "").strip('"')
        else:
            fields[key] += f"\n{line.strip()}"
    return fields


def test_the_citation_is_whole() -> None:
    fields = citation()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert {"cff-version", "message", "title", "authors"} <= fields.keys()
    assert fields["cff-version"] == "1.2.0"
    assert fields["type"] == "software"
    assert fields["version"] == project["version"] == carnet.__version__
    assert fields["license"] == project["license"]
    assert fields["abstract"] == project["description"]
    assert fields["authors"] == f'\n- name: "{project["authors"][0]["name"]}"'


if __name__ == "__main__":
    COMMANDS.write_text(with_help(COMMANDS.read_text("utf-8")), encoding="utf-8")
