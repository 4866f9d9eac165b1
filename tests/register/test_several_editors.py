"""Decisions in the files of several editors hold in the order in which they were taken."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.archive import Archive
from carnet.decisions import Decision, read_decisions
from carnet.errors import DecisionError

if TYPE_CHECKING:
    from pathlib import Path


def line(id_: str, created: str) -> str:
    made = Decision(id=f"urn:uuid:{id_}", kind="merge", record="p-a", value="p-b", created=created)
    return json.dumps(made.as_annotation())


def test_the_later_one_comes_later_whatever_its_file(tmp_path: Path) -> None:
    (tmp_path / "anna.jsonl").write_text(
        f"\ufeff{line('1', '2026-01-01T10:00:00Z')}\r\n{line('4', '2026-03-01T10:00:00Z')}\r\n",
        "utf-8",
    )
    (tmp_path / "bo.jsonl").write_text(
        f"{line('2', '2026-02-01T10:00:00Z')}\n{line('3', '2026-01-05T10:00:00Z')}", "utf-8"
    )  # whose clock went wrong
    taken, findings = read_decisions(tmp_path)
    assert not findings
    assert [decision.id[-1] for decision in taken] == ["1", "2", "3", "4"]


@given(st.lists(st.lists(st.integers(0, 99), max_size=6), max_size=3))
def test_each_file_keeps_the_order_of_its_lines(days: list[list[int]]) -> None:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        for n, file in enumerate(days):
            lines = [
                line(f"{n}-{at}", f"{2000 + day}-01-01T00:00:00Z") for at, day in enumerate(file)
            ]
            (Path(folder) / f"{n}.jsonl").write_text("\n".join(lines), "utf-8")
        taken, _ = read_decisions(Path(folder))
    ids = [decision.id.rpartition(":")[2] for decision in taken]
    assert len(ids) == sum(map(len, days))
    for n, file in enumerate(days):
        assert [i for i in ids if i.startswith(f"{n}-")] == [f"{n}-{at}" for at in range(len(file))]
    if len(days) == 1:
        assert [d.created for d in taken] == [f"{2000 + day}-01-01T00:00:00Z" for day in days[0]]


def test_nothing_is_divided_into_itself(tmp_path: Path) -> None:
    with Archive.new(tmp_path / "diary")[0] as archive:
        (archive.folder / "register" / "people.csv").parent.mkdir(exist_ok=True)
        (archive.folder / "register" / "people.csv").write_text(
            "id,name\np-a,Ada\np-b,Bo\n", "utf-8"
        )
        archive.index()
        with pytest.raises(DecisionError, match="one of its own parts"):
            archive.decide("divide", "p-a", "p-a p-b")


def test_a_line_that_is_none_says_what_it_wants(tmp_path: Path) -> None:
    newer = line("1", "").replace("carnet:merge", "carnet:sing")
    lines = [newer, "[1]", '{"id": "x", "body": {"type": "carnet:merge"}}', line("2", "")[:40]]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    _, findings = read_decisions(tmp_path)
    for finding, words in zip(
        findings, ("newer Carnet", "no annotation", "no 'target'", "breaks off"), strict=True
    ):
        assert words in finding.message
        assert "Error" not in finding.message


def test_decisions_from_an_excel_sheet(tmp_path: Path) -> None:
    with Archive.new(tmp_path / "diary")[0] as archive:
        (archive.folder / "register").mkdir(exist_ok=True)
        (archive.folder / "register" / "people.csv").write_text("id,name\np-a,Ada\n", "utf-8")
        archive.index()
        sheet = tmp_path / "sheet.csv"
        sheet.write_bytes(
            '\ufeffsep=;\r\nDecide;Target;Value;;\r\nnote;p-a;"eins;\r\nzwei";;\r\n;;;;\r\n'.encode()
        )
        (made,) = archive.settle(sheet)
        assert (made.kind, made.record, made.value.split()) == ("note", "p-a", ["eins;", "zwei"])
        sheet.write_bytes("decide;target;value\nnote;p-a;für\n".encode("cp1252"))
        with pytest.raises(DecisionError, match="not UTF-8"):
            archive.settle(sheet)
        with pytest.raises(DecisionError, match="cannot be opened"):
            archive.settle(tmp_path / "none.csv")
