"""Forms that were never linked: all their mentions are weighed together, in invented diaries."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from carnet.recognisers.names import Linker, Memory, Text
from carnet.recognisers.names.abbreviating import abbreviates, tightly
from carnet.recognisers.names.asawhole import UNLEARNED, Unlinked, Wholes, evidence, weigh
from carnet.recognisers.names.features import OWN
from carnet.recognisers.names.looked import Looking, chances
from carnet.recognisers.names.unknown import Strangers
from carnet.register import Name, Record

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = 2_413_000


def person(id_: str, name: str, *variants: str, **more: str) -> Record:
    return Record(id_, "person", name, variants=tuple(map(Name, variants)), **more)


def suggested(
    records: Iterable[Record], days: Iterable[str], writer: str = ""
) -> tuple[Linker, list[Text], list[dict[str, tuple[str, float]]]]:
    """What is suggested for a diary without a single link: words, record, score."""
    linker = Linker(Memory(writer))
    for record in records:
        linker.memory.add_record(record)
    texts = [Text(text, DAY + n, whole=False) for n, text in enumerate(days)]
    linker.notice([text.text for text in texts])
    found = [
        {text.text[s.start : s.end]: (s.target, s.score) for s in one}
        for text, one in zip(texts, linker.suggest_all(texts), strict=True)
    ]
    return linker, texts, found


@pytest.mark.parametrize(
    ("short", "longer", "records", "days"),
    [
        (
            "Jsph.", "Jsph. Arnault",
            (person("p-it", "Josèphe Arnault", sex="f"), person("p-other", "Gaston Lefloch")),
            ("Dîné chez {}", "{} est venue, elle a chanté", "Promenade avec {} et {long}", "Reçu de {} une lettre"),
        ),
        (
            "Frd.", "Frd. Zollner",
            (person("p-it", "Friederike Zollner", sex="f"), person("p-other", "Otto Amsinck")),
            ("Abends bei {}", "Mit {} und {long} im Garten", "{} krank", "Von {} ein Brief"),
        ),
        (
            "Wilh.", "Wilh. Tredgold",
            (person("p-it", "Wilhelmina Tredgold", sex="f"), person("p-other", "Enoch Pascoe")),
            ("Walked with {} to the mill", "{} came to tea", "With {} and {long} at church", "A letter from {}"),
        ),
    ],
)  # fmt: skip
def test_an_abbreviation_that_recurs_is_linked_as_a_whole(
    short: str, longer: str, records: tuple[Record, ...], days: tuple[str, ...]
) -> None:
    diary = [days[n % len(days)].format(short, long=longer) + "." for n in range(40)]
    linker, _, found = suggested(records, diary)
    meant = {one[short][0] for one in found if short in one}
    assert meant == {"p-it"}
    assert sum(short in one for one in found) >= 30
    assert linker.wholes.times(short[:-1].lower()) >= 30
    assert linker.wholes.likely(short[:-1].lower())[0] == "p-it"


def test_a_name_in_full_of_late_tells_what_its_abbreviation_means() -> None:
    """Both may be meant by the letters; one of them is named in full in these weeks."""
    records = (
        person("p-a", "Tobold Hein"),
        person("p-b", "Tobner Orth"),
        person("p-c", "Emil Tann"),
    )
    days = ["Abends bei Tob. gewesen.", "Mit Tob. spazieren.", "Tobold kam, dann Tob. allein."]
    linker, _, _ = suggested(records, [days[n % 3] for n in range(30)])
    assert linker.wholes.likely("tob")[0] == "p-a"


def test_where_two_fit_alike_nobody_is_suggested_and_both_are_named() -> None:
    records = (
        person("p-a", "Brigitta Loos"),
        person("p-b", "Brigitta Kern"),
        person("p-c", "Emil Tann"),
    )
    linker, texts, found = suggested(records, [f"Mit Brg. am {n}. Tag spazieren." for n in range(30)])  # fmt: skip
    assert not any("Brg." in one for one in found)
    strangers = Strangers(linker.memory, linker.wholes.likely)
    for n, text in enumerate(texts):
        strangers.look(str(n), text.text, [])
    (group,) = [group for group in strangers.groups() if group["key"] == "brg"]
    assert sorted(group["fits"]) == ["p-a", "p-b"]
    assert group["mentions"] == 30


def test_an_abbreviation_of_a_common_word_is_no_name() -> None:
    records = (person("p-n", "Ignaz Vormbach"), person("p-c", "Emil Tann"))
    days = [f"Vorm. daheim, {n} Seiten. Am Vormittag Regen, der Vormittag lang." for n in range(30)]
    _, _, found = suggested(records, days)
    assert not any(record == "p-n" for one in found for record, _ in one.values())


def test_all_mentions_of_a_form_are_told_among_the_reasons() -> None:
    records = (person("p-it", "Wilhelmina Tredgold"), person("p-other", "Enoch Pascoe"))
    linker = Linker()
    for record in records:
        linker.memory.add_record(record)
    texts = [Text(f"Walked with Wilh. to mill {n}.", DAY + n, whole=False) for n in range(30)]
    linker.notice([text.text for text in texts])
    (said,) = linker.suggest_all(texts)[3]
    assert "it suits all 30 “wilh” best" in said.why


def test_the_writers_own_child_is_named_from_the_first_day() -> None:
    def score(writer: str) -> float:
        linker = Linker(Memory(writer))
        linker.memory.add_record(person("p-child", "Tobias Overbeck"), (DAY - 700, None))
        texts = [Text("Played with Tobias all day.", DAY, whole=False)]
        return max((s.score for s in linker.suggest_all(texts, least=0.0)[0]), default=0.0)

    assert score("Clara Overbeck") > score("Clara Stranger")


@pytest.mark.parametrize(
    ("short", "name", "fits", "tight"),
    [
        ("gis", "gisela", True, True), ("mz", "mizi", True, True), ("adl", "adele", True, True),
        ("theod", "theodor", True, True), ("nlgb", "neulengbach", True, False),
        ("frd", "friedrich", True, True), ("br", "robert", False, False), ("krl", "karoline", True, True),
        ("wil", "william", True, True), ("hofr", "hohenlohefurst", True, False),
    ],
)  # fmt: skip
def test_what_abbreviates_a_name(short: str, name: str, fits: bool, tight: bool) -> None:  # noqa: FBT001 - a table
    assert abbreviates(short, name) is fits
    assert tightly(short, name) is tight


def test_how_an_abbreviation_is_told_from_the_end_of_a_sentence() -> None:
    memory = Memory()
    memory.add_record(person("p-g", "Gisela Arendt"))
    for _ in range(12):
        memory.notice("Mit Gis. im Wald. Dann im Regen heim, der Regen fiel, der Wald war still.")
    sure, of_words = memory.as_abbreviation("gis")
    other, _ = memory.as_abbreviation("wald")
    assert sure > 0 >= other
    assert of_words == 0
    assert memory.as_abbreviation("reg")[1] > 0
    assert memory.as_abbreviation("hofr")[1] > memory.as_abbreviation("gis")[1]  # a title


def rows_at_random(chance: random.Random) -> tuple[Looking, Unlinked]:
    looking, unlinked = Looking(), Unlinked()
    for text in range(chance.randrange(1, 60)):
        form = chance.choice(("mz", "mz k", "gis", "gisela r", "otto"))
        size = chance.randrange(1, 5)
        odds = [chance.uniform(-6, 6) for _ in range(size)]
        records = chance.sample("abcdefgh", size)
        if form in ("mz", "gis"):
            shared = chance.uniform(-3, 3)
            own = [[chance.random() for _ in OWN] for _ in range(size)]
            unlinked.add(looking.names, shared, own, (chance.random(), chance.random()))
        day = DAY + chance.randrange(2000)
        looking.add(text, day, form, records, odds)
    return looking, unlinked


@pytest.mark.parametrize("seed", range(20))
def test_weights_that_nothing_taught_leave_all_as_it_was(seed: int) -> None:
    looking, unlinked = rows_at_random(random.Random(seed))
    looked = looking.done()
    of_forms = evidence(looked, unlinked, looking.forms)
    weighed, rows = weigh(looked, of_forms, UNLEARNED), of_forms.at
    assert np.allclose(weighed.odds, looked.odds)
    assert {looking.forms[n] for n in looked.form[rows].tolist()} <= {"mz", "gis"}
    wholes = Wholes(weighed, rows, chances(weighed, weighed.odds), looking)
    for form in ("mz", "gis", "otto"):
        number = looking.forms.index(form) if form in looking.forms else -1
        stands = len(set(looked.name[looked.form == number].tolist()))
        as_whole = form != "otto" and stands >= 3
        assert wholes.times(form) == (stands if as_whole else 0)
        likely = wholes.likely(form)
        assert len(likely) == len(set(likely))


def test_nothing_unlinked_is_nothing_to_weigh() -> None:
    looking = Looking()
    looked = looking.done()
    of_forms = evidence(looked, Unlinked(), looking.forms)
    weighed = weigh(looked, of_forms, UNLEARNED)
    assert not len(of_forms.at)
    assert not len(weighed.odds)
    assert Wholes().likely("mz") == []


@pytest.mark.parametrize(
    ("text", "said", "record"),
    [
        ("Met Zo. Harkn. at the gate.", "Zo. Harkn.", "p-zoe"),
        ("Walked with Ned.", "Ned", "p-ned"),
        ("Ned came to tea.", "Ned", "p-ned"),
    ],
)
def test_what_only_one_record_can_be_needs_no_link(text: str, said: str, record: str) -> None:
    records = (
        person("p-zoe", "Zoe Harkness"),
        person("p-ned", "Edmund Arkwright", "Ned"),
        person("p-x", "Enid Marsh"),
    )
    _, _, (found,) = suggested(records, [text])
    assert found[said][0] == record


def test_a_brief_variant_of_two_people_is_nobodys_for_sure() -> None:
    records = (person("p-a", "Edmund Arkwright", "Ned"), person("p-b", "Edward Marsh", "Ned"))
    _, _, (found,) = suggested(records, ["Walked with Ned."])
    assert not found
