"""Errors of recognition in the source are not the critic's; a single odd word may be anybody's."""

from __future__ import annotations

import pytest

from carnet.trace import Tracer
from carnet.trace.misread import looks_alike

CLEAN = (
    "The herons stood under the mill where the water turns brown. ",
    "Nobody came down the river after the second bell of evening. ",
    "Then the miller counted herons until the water took his lantern. ",
    "My brother thinks that the river takes whatever the mill forgets. ",
    "Evening bell again, and herons over the brown water like letters. ",
)
OFTEN = "herons water river mill evening brown nobody brother bell then after under. " * 6
READ = (
    "The hcrons stood under the mill where the watcr turns hrown. ",
    "Nobody came down the rivet aftcr the second bell of cvening. ",
    "Then the miller counted herons until the water took his lanrern. ",
    "My brothet thinks that the river takes whatever the mill forgets. ",
    "Evening bell again, and herons over the brown water like letters. ",
)
ESSAY = "She writes “{}” and then “{}”. Later it is “{}”, or “{}”, and at last “{}”."


def verdicts(source: str, quotes: list[str]) -> list[str]:
    tracer = Tracer.from_texts({"leaf": source, "other": OFTEN})
    return [one.verdict for one in tracer.trace(ESSAY.format(*quotes))]


def test_a_quotation_from_a_good_edition_of_what_was_badly_read_is_verbatim():
    clean = [one.strip(". ") for one in CLEAN]
    assert verdicts("".join(READ), clean) == ["verbatim"] * 5


def test_what_the_critic_changed_stays_altered_beside_them():
    clean = [one.strip(". ") for one in CLEAN]
    clean[0] = clean[0].replace("stood under", "slept under")
    assert verdicts("".join(READ), clean) == ["altered", *["verbatim"] * 4]


def test_in_a_clean_source_a_single_odd_word_is_a_change():
    clean = [one.strip(". ") for one in CLEAN]
    source = "".join(CLEAN).replace("herons stood", "hcrons stood")
    assert verdicts(source, clean) == ["altered", *["verbatim"] * 4]


def test_the_changes_stay_named():
    tracer = Tracer.from_texts({"leaf": "".join(READ), "other": OFTEN})
    found = tracer.trace(ESSAY.format(*(one.strip(". ") for one in CLEAN)))
    assert [(one.was, one.now) for one in found[0].changes] == [
        ("hcrons", "herons"), ("watcr", "water"), ("hrown", "brown"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "two", "alike"),
    [
        ("tbe", "the", True),
        ("corner", "comer", True),
        ("thc", "THE", True),
        ("1ittle", "little", True),
        ("mother", "father", False),
        ("capitall", "capital", False),
        ("nine", "none", False),
        ("The", "the", False),
        ("in to", "into", False),
    ],
)
def test_letters_that_look_alike(one: str, two: str, alike: bool):  # noqa: FBT001
    assert looks_alike(one, two) == alike
