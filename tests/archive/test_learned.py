"""What the links teach is learned once, kept with the decisions, and learned anew when these have grown."""

from __future__ import annotations

import json
import random
import shutil
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from carnet.archive import Archive
from carnet.archive.learned import FILE, Kept, keep, read
from carnet.archive.suggesting import BY
from carnet.recognisers.names import Learned
from tests.archive.tools import AS_OF, carnet, clean_copy, done, forget_derived

if TYPE_CHECKING:
    from pathlib import Path

FIRST = ["Ada", "Jem", "Silas", "Nora", "Hugh", "Clara", "Edwin", "Rose"]
LAST = ["Thornbury", "Oakes", "Pell", "Quance", "Harkness", "Lisle"]
PEOPLE = [(f"p-{n}", f"{FIRST[n % 8]} {LAST[n // 3 % 6]}") for n in range(16)]
HEAD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A mill</title>'
    "</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>"
    "</teiHeader><text><body>"
)
PLACES = ("at the mill", "by the weir", "in the lane", "on the green")


def written(chance: random.Random) -> tuple[str, str]:
    """A diary of which all names are marked, and one in which none is."""
    days, notes = [], []
    for n in range(420):
        who = chance.sample(PEOPLE, 3)
        day = f"19{11 + n // 336:02}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}"
        said = [chance.choice((name, *name.split())) for _, name in who]
        where = chance.choice(PLACES)
        if n % 7:
            marked = [
                f'<persName ref="#{id_}">{as_}</persName>'
                for (id_, _), as_ in zip(who, said, strict=True)
            ]
            days.append(
                f'<div type="entry"><head><date when="{day}">{day}</date></head><p>Saw {marked[0]} and '
                f"{marked[1]} {where}; {marked[2]} wrote. Rain.</p></div>"
            )
        else:
            notes.append(
                f"{day}\n\nMet {said[0]} {where}, and {said[1]}. Later {said[2]} came to tea.\n"
            )
    return f"{HEAD}{''.join(days)}</body></text></TEI>", "\n".join(notes)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    at = tmp_path_factory.mktemp("learned") / "mill"
    done("new", at)
    marked, plain = written(random.Random(7))
    (at / "sources" / "marked.xml").write_text(marked, encoding="utf-8")
    (at / "sources" / "plain.txt").write_text(plain, encoding="utf-8")
    table = "".join(f"{id_},{name},{name.replace(' ', ',')}\n" for id_, name in PEOPLE)
    (at / "register").mkdir(exist_ok=True)
    (at / "register" / "people.csv").write_text(f"id,name,forename,surname\n{table}", "utf-8")
    done("suggest", at)
    return at


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "mill", copy_function=shutil.copy2)


def names_of(at: Path) -> list[list[dict[str, Any]]]:
    """All suggestions with their scores and reasons, and the names that no record has."""
    with Archive(at) as archive:
        return [list(archive.list(kind)) for kind in ("suggestions", "unknown")]


def learned(at: Path) -> dict[str, Any]:
    return json.loads((at / "decisions" / FILE).read_text("utf-8"))


def doubts(archive: Archive) -> list[dict[str, Any]]:
    return [row for row in archive.list("mentions") if row["standing"] == "suggested"]


def decide(archive: Archive, kind: str, which: int) -> None:
    rows = doubts(archive)
    row = rows[which % len(rows)]
    archive.decide(kind, f"{row['entry']}@{row['start']}-{row['end']}", by="M")


def test_what_was_learned_is_kept_with_the_decisions(made: Path) -> None:
    kept = learned(made)
    assert kept["by"] == BY
    assert kept["links"] == 360 * 3
    assert set(kept["weights"]) == {"first", "again", "whole"}
    assert kept["weights"]["again"]["odds"] > 0


def test_a_decision_or_an_edit_learns_nothing_anew(archive: Path) -> None:
    before = learned(archive)
    with Archive(archive) as opened:
        decide(opened, "confirm", 3)
        opened.suggest()
        assert learned(archive) == before
        again = opened.suggest(anew=True)
        assert again.links == before["links"] + 1
    assert learned(archive)["links"] == before["links"] + 1


def test_a_fortieth_more_links_are_learned_from(archive: Path) -> None:
    with Archive(archive) as opened:
        for row in doubts(opened)[:40]:
            opened.decide("confirm", f"{row['entry']}@{row['start']}-{row['end']}", by="M")
        opened.suggest()
    assert learned(archive)["links"] > 360 * 3


@pytest.mark.parametrize(
    "damage",
    [
        "", "{", "[]", "<<<<<<< HEAD", '{"by": "names 0", "links": 9, "weights": {}}',
        f'{{"by": "{BY}", "links": 1080, "weights": {{"first": {{"always": 1}}}}}}',
        f'{{"by": "{BY}", "links": 1080, "weights": {{"first": [1]}}}}', "[" * 9000,
    ],
)  # fmt: skip
def test_a_damaged_file_is_as_if_it_were_not_there(archive: Path, damage: str) -> None:
    before = names_of(archive), learned(archive)
    (archive / "decisions" / FILE).write_text(damage, "utf-8")
    done("suggest", archive)
    assert (names_of(archive), learned(archive)) == before


def test_without_links_enough_nothing_is_kept(archive: Path) -> None:
    (archive / "sources" / "marked.xml").unlink()
    assert carnet("suggest", archive).status == 0
    assert not (archive / "decisions" / FILE).exists()


def test_a_build_takes_what_was_learned_and_writes_nothing_there(archive: Path) -> None:
    with Archive(archive) as opened:
        opened.decide("seal", "p-3", by="M")
        opened.suggest()
    kept, found = learned(archive), names_of(archive)
    forget_derived(archive)
    done("build", archive, "--as-of", AS_OF)
    assert names_of(archive) == found
    kept["weights"]["first"]["always"] -= 9.0
    (archive / "decisions" / FILE).write_text(json.dumps(kept), "utf-8")
    done("build", archive, "--as-of", AS_OF)  # it is a ground of what is withheld
    assert names_of(archive) != found
    (archive / "decisions" / FILE).unlink()
    done("build", archive, "--as-of", AS_OF)
    assert not (archive / "decisions" / FILE).exists()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("confirm", "reject", "edit", "record", "suggest", "anew")),
        st.integers(0, 10_000),
    ),
    min_size=1,
    max_size=5,
)
_NUMBERS = count()


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(STEPS)
def test_step_by_step_or_from_nothing(made: Path, tmp_path: Path, steps: list[tuple[str, int]]):
    """The same archive has the same suggestions, however it came to be so."""
    at = shutil.copytree(made, tmp_path / f"mill-{next(_NUMBERS)}", copy_function=shutil.copy2)
    with Archive(at) as archive:
        for step, n in steps:
            if step in ("confirm", "reject"):
                decide(archive, step, n)
            elif step == "edit":
                path = at / "sources" / ("plain.txt", "marked.xml")[n % 2]
                said = path.read_text("utf-8")
                names = [name for name in FIRST if f" {name} " in said]
                if names:
                    path.write_text(
                        said.replace(f" {names[n % len(names)]} ", f" {FIRST[n % 8]} Pell ", 1),
                        "utf-8",
                    )
            elif step == "record":
                with (at / "register" / "people.csv").open("a", encoding="utf-8") as table:
                    table.write(f"q-{n},{FIRST[n % 8]} Zeal,{FIRST[n % 8]},Zeal\n")
            else:
                archive.suggest(anew=step == "anew")
        archive.suggest()
    fresh = clean_copy(at, tmp_path / f"fresh-{next(_NUMBERS)}")
    with Archive(fresh) as other:
        other.suggest()
    assert names_of(fresh) == names_of(at)
    assert learned(fresh) == learned(at)
    for each in (at, fresh):  # nor does it matter how, once it is learned anew
        (each / "decisions" / FILE).unlink()
        with Archive(each) as archive:
            archive.suggest(anew=True)
    assert names_of(fresh) == names_of(at)
    assert learned(fresh) == learned(at)


@given(
    st.integers(1, 10**6),
    st.dictionaries(
        st.text(max_size=8),
        st.dictionaries(st.text(max_size=8), st.floats(allow_nan=False, allow_infinity=False)),
    ),
)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, links: int, weights: dict[str, dict[str, float]]
) -> None:
    path = tmp_path_factory.mktemp("kept") / "decisions" / FILE
    assert keep(path, "names 0", links, None) is None
    kept = keep(path, "names 0", links, weights)
    assert kept is not None
    assert kept == read(path, "names 0") == Kept("names 0", links, weights, kept.sum)
    assert read(path, "names 1") is None
    assert Learned.of(weights) is None
    assert kept.holds(links)
    assert kept.holds(links + links // 40)
    assert not kept.holds(links + links // 40 + 1)
