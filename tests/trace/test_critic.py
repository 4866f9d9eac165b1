"""An essay in French on the first volume of the Goncourts' journal, as a critic would write it.

The prose is invented. What it quotes stands nowhere here: it is taken from the journal when the test
runs, by the number of its first word and how many there are, and changed as critics change things.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from carnet.trace import Tracer
from tests.demand import need_data

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.data


class Slot(NamedTuple):
    """A quotation: its first word and how many words of the journal it stands on (none of a decoy),
    how the critic gives it, and what is to be said of it.
    """

    first: int
    count: int
    given: Callable[[list[str]], str]
    verdict: str
    elided: bool = False
    flags: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    marked: bool = True


def just(words: list[str]) -> str:
    return " ".join(words).strip(",;.:")


def typeset(words: list[str]) -> str:
    return just(words).replace("'", "’").replace("oe", "œ")


def without(start: int, end: int, sign: str) -> Callable[[list[str]], str]:
    return lambda words: just([*words[:start], *([sign] if sign else []), *words[end:]])


def instead(at: int, word: str) -> Callable[[list[str]], str]:
    return lambda words: just([*words[:at], word, *words[at + 1 :]])


SLOTS = {
    "coin": Slot(11012, 6, just, "verbatim"),
    "petit": Slot(17027, 18, without(6, 13, "[…]"), "verbatim", elided=True),
    "fortune": Slot(22003, 30, typeset, "verbatim"),
    "instrument": Slot(
        36013, 14, without(3, 3, "— il est modeste —"), "altered", kinds=frozenset({"insertion"})
    ),
    "magistrature": Slot(52026, 7, just, "verbatim"),
    "assiette": Slot(52006, 11, instead(0, "[Le mariage]"), "altered", kinds=frozenset({"word"})),
    "raison": Slot(69017, 9, instead(8, "moderne"), "altered", kinds=frozenset({"word"})),
    "necessite": Slot(80000, 16, typeset, "verbatim"),
    "livre": Slot(
        80021, 13, lambda words: just([w for w in words if w not in ("ne", "pas")]), "altered",
        flags=("negation",), kinds=frozenset({"omission"}),
    ),
    "famille": Slot(47017, 12, instead(4, "[sa]"), "altered", kinds=frozenset({"word"})),
    "mensonge": Slot(31002, 5, just, "verbatim"),
    "butin": Slot(85011, 5, just, "verbatim"),
    "sujets": Slot(63036, 4, just, "verbatim"),
    "huit": Slot(
        6030, 10, instead(3, "quinze"), "altered", flags=("number",), kinds=frozenset({"word"})
    ),
    "globe": Slot(74000, 16, just, "verbatim"),
    "dettes": Slot(47023, 10, just, "verbatim", marked=False),
    "long": Slot(22030, 200, without(12, 180, "(...)"), "verbatim", elided=True),
    "lymphe": Slot(-1, 0, lambda _: "la rue pense avant nous et mieux que nous", "unfound"),
    "salon": Slot(-1, 0, lambda _: "un salon n’est qu’une antichambre de la mort", "unfound"),
    "encre": Slot(-1, 0, lambda _: "l’encre a séché sur nos doigts plus vite que les larmes", "unfound"),
}  # fmt: skip

ESSAY = """On a beaucoup écrit sur ces deux frères, et presque toujours pour s’en plaindre. Je voudrais les
relire autrement, le crayon à la main. Veules, par exemple : « {coin} ». Rien de plus, et l’on voit
la falaise. Plus loin, Balzac passe : « {petit} » ; c’est un croquis, non un portrait.

Ils savent aussi compter. Voici ce que l’époque leur inspire :

> {fortune}

Le théâtre leur donne la parole d’un autre, « {instrument} », et l’on entend rire. Du mariage, ils
tirent une formule, “{magistrature}”, que tout le monde a retenue ; mais on oublie la phrase qui la
précède : « {assiette} ». Est-ce bien la même plume ?

Devant Molière ils saluent « l’{raison} », mot que je ne leur connaissais pas. De leur métier ils
disent : « {necessite} ». Et ceci, que je cite de mémoire : « {livre} ».

Le monde, ils le regardent « {mensonge} » ; un ami leur apporte "{butin}" ; ils avouent travailler à
« {sujets} ». L’un d’eux rencontre « {famille} », et le voilà moraliste. Les fonctionnaires l’amusent :
« {huit} ».

— {globe} — voilà pour les rois.

On pourrait continuer sans guillemets : celui qui {dettes} n’intéresse plus personne. Mais
je préfère laisser le dernier mot à la bourse : « {long} ».

On leur prête enfin des mots qu’ils n’ont pas écrits. « {lymphe} », répète-t-on dans les dîners ; et
encore : « {salon} » ; ou bien, plus triste : « {encre} ». Je les ai cherchés, en vain.
"""


def test_a_critic_of_the_goncourts():
    text = (need_data() / "text" / "goncourt_journal-1_fr.txt").read_text("utf-8")
    words, places, at = text.split(), [], 0
    for word in words:
        at = text.index(word, at)
        places.append(at)
        at += len(word)
    given = {
        name: slot.given(words[slot.first : slot.first + slot.count])
        for name, slot in SLOTS.items()
    }
    given["raison"] = given["raison"].removeprefix("l'")
    essay = ESSAY.format(**given)
    found = Tracer.from_texts({"journal": text}).trace(essay)
    missed = []
    for name, slot in SLOTS.items():
        start = essay.index(given[name])
        here = [one for one in found if one.start < start + len(given[name]) and start < one.end]
        if len(here) != 1:
            missed.append((name, [(one.quote, one.verdict) for one in here]))
            continue
        one = here[0]
        said = (
            one.verdict,
            one.elided,
            one.flags,
            {c.kind for c in one.changes} - {"punctuation", "case"},
        )
        if (
            said != (slot.verdict, slot.elided, slot.flags, set(slot.kinds))
            or one.marked != slot.marked
        ):
            missed.append((name, said, one.marked, [(c.was, c.now) for c in one.changes]))
        if one.parts:
            first = slot.first
            place = (
                places[first] <= one.parts[0].start + 2
                and one.parts[-1].end <= places[first + slot.count]
            )
            if not place:
                missed.append((name, one.parts))
    assert not missed
    assert len(found) == len(SLOTS)
