"""Notebooks spoilt by chance: each is read, every word of it, or refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.readers.spoiling import is_sound, spoilt

from carnet.errors import SourceError
from carnet.readers import HEAD, choose
from carnet.registry import shelf

SOURCES = Path(__file__).parents[2] / "examples" / "exile" / "sources"


@pytest.mark.parametrize(
    "name", ["marseille.txt", "letters-to-nina.md", "drawn-leaves.xml", "von-der-galerie.xhtml"]
)
def test_whatever_became_of_it(name: str):
    readers = shelf("carnet.readers").values()
    for data in spoilt((SOURCES / name).read_bytes(), 40):
        try:
            is_sound(choose(name, data[:HEAD], readers).read(name, data, {}))
        except SourceError as error:
            said = str(error)
        else:
            said = ""
        assert "\n" not in said
