"""What stands beside a name, what is left of a name, and what one decision settles."""

from __future__ import annotations

import numpy as np
import pytest

from carnet.recognisers.names import Link, Linker, Text
from carnet.recognisers.names.fitting import Group, fit
from carnet.recognisers.names.forms import core, keys_of
from carnet.recognisers.names.given import others
from carnet.recognisers.names.unknown import Strangers
from carnet.register import Record
from tests.recognisers.tools import made, person

DAY = 2_411_000


def scores(linker: Linker, text: str, day: int = DAY) -> dict[tuple[str, str], float]:
    """By words and record how likely a suggestion is, however little that is."""
    linker.memory.notice(text)
    found = linker.suggest(text, day, least=0.0)
    return {(" ".join(text[s.start : s.end].split()), s.target): s.score for s in found}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("Bad Rennstein", "Nachmittags nach Rennstein gefahren.", "Rennstein"),
        ("Weidenau am Osterbach", "Brief aus Weidenau.", "Weidenau"),
        ("Hotel Astoria", "Abends im Astoria gegessen.", "Astoria"),
        ("Drossel-Spital", "Besuch im Drosselspital.", "Drosselspital"),
        ("Kammersee", "Fahrt zum Kammer See.", "Kammer See"),
        ("Alder Wood", "Walked to Alder wood with the dogs.", "Alder wood"),
        ("Lake Orrin", "Rowed on Orrin till dusk.", "Orrin"),
        ("IV., Lindenau", "Wohnung in Lindenau gesucht.", "Lindenau"),
        ("Newbold-upon-Lyde", "Rode to Newbold.", "Newbold"),
        ("Danton River [Canada]", "Crossed the Danton at noon.", "Danton"),
    ],
)
def test_a_place_is_found_by_what_is_left_of_its_name(name: str, text: str, said: str) -> None:
    linker = made(Record("pl", "place", name))
    assert scores(linker, text).get((said, "pl"), 0.0) > 0.5


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (Record("pl-x", "place", "Varga Island"), "Ice in the Varga Sea again, and Varga Sound is free."),
        (person("p-x", "Silas Walker"), "A gale from S.W. since noon; the floe drifts to the S.W. by W."),
        (person("p-x", "Paul de Villemain"), "Allé à l'Hôtel de Ville. Puis la Ville haute, la Ville basse, Ville neuve."),
    ],
)  # fmt: skip
def test_words_that_only_look_like_a_part_of_a_name(record: Record, text: str) -> None:
    linker = made(record)
    linker.notice([text])
    assert not scores(linker, text)


def test_an_initial_after_a_first_name_tells_who_is_meant() -> None:
    linker = made(person("p-b", "Otto Brenner"), person("p-f", "Otto Falk"))
    assert {target for _, target in scores(linker, "Spaziergang mit Otto B. am Abend.")} == {"p-b"}
    assert {target for _, target in scores(linker, "Spaziergang mit Otto F. am Abend.")} == {"p-f"}


def test_two_first_names_share_a_surname() -> None:
    linker = made(
        person("p-b", "Otto Brenner"), person("p-f", "Otto Falk"), person("p-g", "Grete Falk")
    )
    found = scores(linker, "Abends Otto und Grete Falk bei uns.")
    assert ("Otto", "p-f") in found
    assert ("Otto", "p-b") not in found


def test_a_first_name_beside_a_surname_is_anothers() -> None:
    linker = made(person("p-b", "Otto Brenner"))
    alone = scores(linker, "Abends war Brenner bei uns.")["Brenner", "p-b"]
    other = scores(linker, "Abends war Anna Brenner bei uns.")["Brenner", "p-b"]
    assert other < alone / 2


def test_a_title_belongs_to_the_name_that_follows() -> None:
    linker = made(person("p-r", "John Ross"), person("p-v", "Henry Vane"))
    for n in range(5):
        linker.take(Text("The Captain came.", DAY + n, (Link(4, 11, "person", "p-r"),)))
    found = scores(linker, "Dined with Captain Vane.", DAY + 6)
    assert [words for words, _ in found] == ["Vane"]
    assert ("Captain", "p-r") in scores(linker, "Dined with the Captain.", DAY + 6)


def test_whatever_title_stood_before() -> None:
    assert core("mr harrow") == "harrow"
    assert core("captain") == "captain"
    linker = made(person("p-h", "Edwin Harrow"), person("p-o", "Josias Harrow"))
    for n in range(5):
        linker.take(Text("Met Mr. Harrow.", DAY + n, (Link(4, 14, "person", "p-h"),)))
    assert ("Harrow", "p-h") in scores(linker, "Met Harrow.", DAY + 6)


def test_whose_note_names_another_who_is_here_is_meant() -> None:
    records = (
        person("p-1", "Francis Garth", note="A poet, who wrote his plays with Silas Pell."),
        person("p-2", "George Garth", note="A painter of horses."),
    )
    assert ("Garth", "p-1") in scores(made(*records), "Read Garth and Pell until night.")


def test_the_family_is_here() -> None:
    records = (
        person("p-1", "Clara Wend"),
        person("p-2", "Clara Ostrow"),
        person("p-3", "Emil Ostrow"),
    )
    found = scores(made(*records), "Emil Ostrow was here; later Clara sang.")
    assert ("Clara", "p-2") in found


def test_a_mans_name_has_no_womans_pet_names() -> None:
    assert "hanna" in others("jean")
    assert "hanna" not in others("jean", "m")
    linker = made(person("p-j", "Jean Morel", sex="m"))
    assert not scores(linker, "Brief von Hanna.")


def test_small_words_of_a_title_join_nothing_else() -> None:
    linker = made(
        Record("w", "work", "The Lamp and the Wind"), person("p-t", "Tom Ashe"), person("p-m", "Mary Lorne"),
    )  # fmt: skip
    found = scores(linker, "Read The Lamp and the Wind. Then Tom Ashe and Mary Lorne came.")
    assert set(found) == {
        ("The Lamp and the Wind", "w"),
        ("Tom Ashe", "p-t"),
        ("Mary Lorne", "p-m"),
    }


def test_what_belongs_to_somebody_keeps_its_words() -> None:
    assert keys_of("Mr. Body's Fields") == ("mr", "body", "fields")
    assert keys_of("l'Horloge") == ("l", "horloge")


def test_the_full_stop_of_a_sentence_is_none_of_the_name() -> None:
    linker = made(person("p-l", "Hanna Lindqvist"))
    text = "Bei H. Lindqvist. Es regnete."
    (one,) = linker.suggest(text, DAY, least=0.0)
    assert text[one.start : one.end] == "H. Lindqvist"
    text = "Bei Hanna L. Es regnete."
    (one,) = linker.suggest(text, DAY, least=0.0)
    assert text[one.start : one.end] == "Hanna L."


def test_one_link_of_home_finds_the_others() -> None:
    linker = made(Record("pl-m", "place", "The Mill"), person("p-h", "John Home"))
    texts = [f"Stayed at home on day {n}, and mended the old clock." for n in range(30)]
    linker.notice(texts)
    linker.take(Text(texts[0], DAY, (Link(10, 14, "place", "pl-m"),), whole=False))
    asked = [Text(text, DAY + n, (), whole=False) for n, text in enumerate(texts)]
    found = linker.suggest_all(asked)
    assert {s.target for one in found for s in one} == {"pl-m"}
    assert sum(map(len, found)) == len(texts)


def test_an_abbreviation_that_recurs_is_proposed_with_whom_it_fits() -> None:
    linker = made(person("p-m", "Marie Zettl", "Mizi"), person("p-o", "Otto Brenner"))
    texts = [f"Abends mit Mz. im Garten, {n} Rosen gezählt." for n in range(5)]
    linker.notice(texts)
    strangers = Strangers(linker.memory)
    for n, text in enumerate(texts):
        strangers.look(str(n), text, ())
    (group,) = strangers.groups()
    assert (group["text"], group["mentions"], group["fits"]) == ("Mz.", 5, ["p-m"])


def test_a_group_counts_as_much_as_its_weight() -> None:
    random = np.random.default_rng(3)
    groups = []
    for _ in range(120):
        rows = np.column_stack([np.ones(4), random.normal(size=(4, 2))])
        right = np.zeros(4)
        right[int((rows[:, 1] + random.normal(size=4)).argmax())] = 1.0
        groups.append(Group(rows, right))
    twice = fit([*groups, *groups], (0.0, 0.0, 0.0))
    heavy = fit([group._replace(weight=2.0) for group in groups], (0.0, 0.0, 0.0))
    assert heavy == pytest.approx(twice, abs=0.02)


def test_a_surname_with_a_particle_is_anothers() -> None:
    linker = made(person("p-p", "Philippe Garnaud"), person("p-d", "Anna de Lannoy"))
    text = (
        "Vu Philippe. Puis Philippe de Montaure est venu, avec Anna de Lannoy et Anna van der Aa."
    )
    linker.notice([text])
    found = scores(linker, text)
    own, other = (
        [s.score for s in linker.suggest(text, DAY, least=0.0) if s.target == "p-p"][n] for n in (0, 1)
    )  # fmt: skip
    assert other < own
    assert found["Anna de Lannoy", "p-d"] > found["Anna", "p-d"]
