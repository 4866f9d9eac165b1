"""Which records may be one, and which an editor need not be asked about."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from carnet.register import Authority, Record, Register
from carnet.register.faults import faults
from carnet.register.likeness import duplicates, folded, spelt
from tests.register.strategies import records


def why(one: Record, other: Record) -> str:
    return "; ".join(said for pair in duplicates(Register([one, other])) for said in pair.why)


def person(id_: str, name: str, born: str = "", **more: object) -> Record:
    return Record(id_, "person", name, begin=born, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("Hans Müller", "Hans Mueller", "another spelling"),
        ("George Mathews", "George Matthews", "another spelling"),
        ("Eva Meyer", "Eva Maier", "another spelling"),
        ("Hans Müller", "Müller, Hans", "the same words"),
        ("J. Ortlieb", "Jem Ortlieb", "initials that fit"),
        ("Ada Lind", "ADA LIND", "the same name"),
    ],
)
def test_people_who_may_be_one(one: str, other: str, said: str) -> None:
    assert said in why(person("a", one), person("b", other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jo Ortlieb", "Jem Ortlieb"),
        ("J. Ortlieb", "Ada Ortlieb"),
        ("Karl I.", "Karl II."),
        ("Ortlieb", "Ortlep"),
        ("A. B.", "A. C."),
    ],
)
def test_people_who_are_not(one: str, other: str) -> None:
    assert not why(person("a", one), person("b", other))


def test_parts_of_a_name_count_as_a_name() -> None:
    listed = person("a", "Müller", forename="Hans", surname="Müller")
    assert why(listed, person("b", "Hans Müller"))


def test_years_and_ids_tell_apart() -> None:
    assert not why(person("a", "Hans Müller", "1850"), person("b", "Hans Mueller", "1880"))
    gnd = (Authority("gnd", "118540238"),), (Authority("gnd", "118609807"),)
    assert not why(
        person("a", "Hans Müller", authorities=gnd[0]),
        person("b", "Hans Mueller", authorities=gnd[1]),
    )
    assert "the same gnd id" in why(
        person("a", "X", "1850", authorities=gnd[0]), person("b", "Y", "1880", authorities=gnd[0])
    )


@given(st.lists(records("person"), max_size=6, unique_by=lambda record: record.id))
def test_pairs_are_told_once_and_in_order(held: list[Record]) -> None:
    pairs = duplicates(Register(held))
    assert len({(pair.one, pair.other) for pair in pairs}) == len(pairs)
    assert all(pair.one < pair.other and 0 < pair.score <= 1 for pair in pairs)
    assert pairs == duplicates(Register(held[::-1]))


@given(st.text(max_size=20))
@example("𝞐")  # a mathematical capital
def test_a_spelling_has_one_form(text: str) -> None:
    assert spelt(text) == spelt(folded(text))


def test_an_id_that_no_reference_can_have_is_a_fault() -> None:
    said = [
        f.message
        for f in faults(
            Register([person("p 1", "Ada"), person("../x", "Bo"), person("pmb1.a_b-c", "Cy")])
        )
    ]
    assert len(said) == 2
    assert "use letters, digits" in said[0]


def test_two_that_were_told_apart_may_share_an_id() -> None:
    gnd = (Authority("gnd", "118540238"),)
    register = Register([person("a", "Ada", authorities=gnd), person("b", "Bo", authorities=gnd)])
    (fault,) = faults(register)
    assert "merge b a" in fault.message
    register.distinct = {frozenset(("a", "b"))}
    assert not list(faults(register))
