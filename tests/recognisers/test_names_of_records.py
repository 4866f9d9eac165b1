"""Which forms the names of a register give."""

from __future__ import annotations

import pytest

from carnet.recognisers.names.forms import FIGURES, sound, words
from carnet.recognisers.names.naming import first_names, forms_of, surnames
from carnet.register import Name, Record


def forms(name: str, kind: str = "person", **more: str) -> dict[str, str]:
    held: dict[str, str] = {}
    for form, how in forms_of(Record("x", kind, name, **more)):  # type: ignore[arg-type]
        held.setdefault(form, how)
    return held


@pytest.mark.parametrize(
    ("name", "more", "form", "how"),
    [
        ("Étienne de Luze", {"forename": "Étienne de", "surname": "Luze"}, "de luze", "surname"),
        ("Johanna von der Aa-Brink", {}, "brink", "surname"),
        ("Johanna von der Aa-Brink", {}, "aa brink", "surname"),
        ("Sainte-Marthe, Odile", {}, "sainte marthe", "surname"),
        ("Odile Sainte-Marthe", {"forename": "Odile", "surname": "Sainte-Marthe"}, "sainte marthe", "surname"),
        ("Tomás Ulloa Quiroga", {"forename": "Tomás", "surname": "Ulloa Quiroga"}, "ulloa", "surname"),
        ("Jean Guerchy de Morvan", {"forename": "Jean", "surname": "Guerchy de Morvan"}, "guerchy", "surname"),
        ("Kuz'ma Il'in", {}, "kuzma ilin", "whole"),
        ("Alfred König", {}, "konig", "surname"),
        ("König, Alfred", {}, "alfred konig", "whole"),
        ("Adam, Freiherr von Zell", {}, "adam freiherr von zell", "whole"),
        ("Boris IX., König von Torsa", {}, "boris ix", "whole"),
        ("Königin von Torsa, Ludmila", {}, "ludmila", "single"),
    ],
)  # fmt: skip
def test_forms_of_people(name: str, more: dict[str, str], form: str, how: str) -> None:
    assert forms(name, **more).get(form) == how


@pytest.mark.parametrize(
    "name", ["Boris IX., König von Torsa", "Königin von Torsa, Ludmila", "Boris, King of Torsa"]
)
def test_nobody_is_called_by_the_land_that_they_rule(name: str) -> None:
    held = forms(name)
    assert "torsa" not in held
    assert "ix" not in held
    record = Record("x", "person", name)
    assert not {"torsa", "ix"} & (surnames(record) | first_names(record))


@pytest.mark.parametrize(
    ("name", "form", "how"),
    [
        ("Orlov (Fluss)", "orlov", "whole"),
        ("Teich [Linz]", "teich", "part"),
        ("Varta-See", "varta", "part"),
        ("Gor'kova", "gorkova", "whole"),
        ("Fort Penhallow", "penhallow", "part"),
        ("Fort William", "william", None),
        ("Île de Brannes", "de brannes", None),
        ("Ober Sankt Kilian", "st kilian", "part"),
        ("Ober Sankt Kilian", "sankt kilian", "part"),
        ("St. Oswin", "sankt oswin", "whole"),
        ("Sainte-Aubrie", "ste aubrie", "whole"),
        ("Vorderer Marnsee", "marnsee", "part"),
        ("Lower Tamsin", "tamsin", "part"),
    ],
)
def test_forms_of_places(name: str, form: str, how: str | None) -> None:
    assert forms(name, "place").get(form) == how


def test_the_saint_of_a_surname_is_not_left_out() -> None:
    held = forms("Odile Sainte-Marthe", forename="Odile", surname="Sainte-Marthe")
    assert "marthe" not in held
    assert "sainte" not in held
    assert "odile sainte" not in held


def test_spellings_that_sound_alike() -> None:
    assert sound("romanoff") == sound("romanow") == sound("romanov")
    assert sound("geisfeld") == sound("gaisfeld")


def test_a_figure_beside_a_word_is_noticed_and_an_ordinal_is_no_word() -> None:
    row = {
        word.key: (word.left, word.right) for word in words("Am 1st August bei 14½° R. und Th. 18")
    }
    assert "st" not in row
    assert row["august"][0] == row["r"][0] == row["th"][1] == "0"


def test_variants_of_a_ruler_count_too() -> None:
    record = Record("x", "person", "Boris IX., Zar von Torsa", variants=(Name("Boris Petrow"),))
    assert surnames(record) == {"petrow"}


def test_the_year_of_a_heading_measures_nothing() -> None:
    (zo,) = (word for word in words("7 May 1911\n\nZo. came.") if word.key == "zo")
    assert zo.left != "0"


def test_the_day_with_which_an_entry_begins_measures_nothing() -> None:
    (zo,) = (word for word in words("27. Zo. came.") if word.key == "zo")
    assert zo.left not in ("", "0")
    assert zo.left in FIGURES
