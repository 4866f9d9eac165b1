"""The example archive against its answer key, which was written by hand before any program ran."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.archive.tools import AS_OF, Ran, carnet, done, files

from carnet.archive import Archive

ROOT = Path(__file__).parents[2]
KEY = [
    json.loads(line)
    for line in Path(__file__).with_name("answers.jsonl").read_text("utf-8").splitlines()
]
WEEKDAYS = {
    word: n
    for week in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
        "lunes martes miércoles jueves viernes sábado domingo",
    )
    for n, word in enumerate(week.split())
}
SEALED = "From my daughter, nine weeks on the way."
LEAKS = ["Iñaki", "Gurs", "Sahara", "Thomas", "Harrogate", "chemist", "submarines", "ten to four"]


@pytest.fixture(scope="module")
def found(exile: Path) -> list[dict[str, Any]]:
    with Archive(exile) as archive:
        rows = list(archive.list("entries"))
        return [{**row, **archive.show(row["id"])} for row in rows]


def folded(text: str) -> str:
    return " ".join(text.split())


def after_heading(row: dict[str, Any], title: str | None) -> str:
    text = folded(row["text"])
    text = text.removeprefix(row["heading"]).lstrip(" :")
    return text.removeprefix(title or "").lstrip()


def meant(found: list[dict[str, Any]], answer: dict[str, Any]) -> dict[str, Any]:
    """The one entry that a line of the key is about."""
    mine = [row for row in found if row["source"] == answer["source"]]
    mine = [row for row in mine if after_heading(row, answer["title"]).startswith(answer["begins"])]
    assert len(mine) == 1, answer["begins"]
    return mine[0]


@pytest.mark.parametrize("answer", KEY, ids=lambda answer: answer["begins"][:30])
def test_every_entry_is_as_the_key_says(found: list[dict[str, Any]], answer: dict[str, Any]):
    row = meant(found, answer)
    assert row["when"] == answer.get("corrected", answer["edtf"])
    if answer["calendar"] is not None:
        assert row["calendar"] == answer["calendar"]
    assert row["language"] == answer["language"]
    assert (folded(row["heading"]) or None) == answer["heading"]
    assert (folded(row["title"]) or None) == answer["title"]


def test_every_weekday_in_a_heading_is_true_of_its_date():
    """The key’s own dates, by the calendar of the standard library."""
    told = 0
    for answer in KEY:
        words = re.findall(r"\w+", (answer["heading"] or "").casefold())
        for weekday in {WEEKDAYS[word] for word in words if word in WEEKDAYS}:
            assert date.fromisoformat(answer["edtf"]).weekday() == weekday, answer["heading"]
            told += 1
    assert told >= 30


def test_there_are_enough_of_them_to_show_what_a_life_is_like(found: list[dict[str, Any]]):
    assert len(found) >= 80
    assert sum(row["words"] for row in found) >= 15_000
    assert {row["language"] for row in found} == {"de", "en", "es", "fr"}
    assert {row["source"].rpartition(".")[2] for row in found} == {
        "md",
        "txt",
        "xhtml",
        "xml",
        "zip",
    }


def test_there_are_no_others_and_they_stand_in_order(found: list[dict[str, Any]]):
    assert len(found) == len(KEY)
    dated = [answer.get("corrected", answer["edtf"]) for answer in KEY if answer["edtf"]]
    assert [row["when"] for row in found if row["when"]] == dated


def test_what_is_sealed_is_in_the_catalogue_and_in_no_byte_of_the_site(
    exile: Path, found: list[dict[str, Any]]
):
    (row,) = [row for row in found if SEALED in row["text"]]
    site = b"\n".join(name.encode() + data for name, data in files(exile / "site").items())
    assert row["id"].encode() not in site
    said = (
        site.decode("utf-8", "replace")
        + done("preview", exile, "--as-of", AS_OF, "--format", "jsonl").out
    )
    for word in LEAKS:
        assert not re.search(rf"\b{word}\b", said, re.IGNORECASE), word
    everything = " ".join(row["text"] for row in found)
    for word in LEAKS:
        assert re.search(rf"\b{word}\b", everything), word


def test_the_key_and_the_edition_agree_on_what_is_sealed(exile: Path, found: list[dict[str, Any]]):
    rows = done("preview", exile, "--as-of", AS_OF, "--format", "jsonl").rows
    words = {"entry": "whole", "passage": "part"}
    held = {row["which"]: words[row["what"]] for row in rows if not row["public"]}
    said = {meant(found, answer)["id"]: answer["sealed"] for answer in KEY if "sealed" in answer}
    assert held == said


def test_when_the_seals_have_opened_everything_is_there(exile: Path, tmp_path: Path):
    at = tmp_path / "later"
    done("build", exile, "--as-of", "2042-11-19", "--site", at)
    site = b"\n".join(files(at).values()).decode("utf-8", "replace")
    for word in LEAKS:
        assert re.search(rf"\b{word}\b", site), word


def test_check_finds_nothing_wrong(exile: Path):
    ran: Ran = carnet("check", exile)
    assert (ran.status, ran.err) == (0, ""), ran


def test_the_example_in_the_repository_holds_nothing_derived():
    kept = (ROOT / ".gitignore").read_text("utf-8").split()
    assert "site/" in kept or any(line.endswith("site/") for line in kept)
    assert any(line.endswith(".carnet/") for line in kept)
