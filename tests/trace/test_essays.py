"""Essays as they come: EPUB, marks of other countries, nested and never closed; offsets lead home."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from carnet.trace import Tracer
from carnet.trace.essay import read_essay

if TYPE_CHECKING:
    from pathlib import Path

DIARY = {
    "fr": (
        "Levé tôt pour relever les nasses ; l’eau était si basse que le ponton touchait la vase. "
        "Marthe a compté onze anguilles et n’en a gardé que trois, disant que les autres avaient "
        "l’air de mieux savoir où elles allaient. Le soir, grand vent, et la lampe éteinte deux fois."
    ),
    "de": (
        "Früh auf, um die Reusen zu heben; das Wasser stand so tief, daß der Steg den Schlamm "
        "berührte. Marthe zählte elf Aale und behielt nur drei, weil die andern, sagte sie, besser "
        "zu wissen schienen, wohin sie wollten. Abends starker Wind, und die Lampe zweimal aus."
    ),
    "es": (
        "Me levanté temprano para sacar las nasas; el agua estaba tan baja que el muelle tocaba el "
        "lodo. Marta contó once anguilas y se quedó sólo con tres, porque las demás, dijo, parecían "
        "saber mejor adónde iban. Por la noche, mucho viento, y la lámpara apagada dos veces."
    ),
}

ESSAYS = {
    "fr": (
        (
            "Tout est là : « l’eau était si basse que le ponton touchait la vase ». Plus loin, « Marthe a "
            "compté onze anguilles, note-t-il, et n’en a gardé que trois » ; et « disant que “les autres "
            "avaient l’air de mieux savoir où elles allaient” ».\n\n«\u00a0Le soir, grand vent, et la lampe "
            "éteinte deux fois\n\nUn autre paragraphe."
        ),
        (
            "l’eau était si basse que le ponton touchait la vase",
            "Marthe a compté onze anguilles, note-t-il, et n’en a gardé que trois",
            "Le soir, grand vent, et la lampe éteinte deux fois",
        ),
    ),
    "de": (
        (
            "Er schreibt: „das Wasser stand so tief, dass der Steg den Schlamm berührte“. Und weiter: »Marthe "
            "zählte elf Aale und behielt nur drei«, denn ‚die andern schienen besser zu wissen, wohin sie "
            "wollten‘.\n\n„Abends starker Wind, und die Lampe zweimal aus\n\nEin neuer Absatz."
        ),
        (
            "das Wasser stand so tief, dass der Steg den Schlamm berührte",
            "Marthe zählte elf Aale und behielt nur drei",
            "Abends starker Wind, und die Lampe zweimal aus",
        ),
    ),
    "es": (
        (
            "Lo dice así: «el agua estaba tan baja que el muelle tocaba el lodo». Luego, «“Marta contó once "
            "anguilas y se quedó sólo con tres”, escribe», y añade —según creo— “parecían saber mejor adónde "
            "iban”.\n\n«Por la noche, mucho viento, y la lámpara apagada dos veces\n\nOtro párrafo."
        ),
        (
            "el agua estaba tan baja que el muelle tocaba el lodo",
            "parecían saber mejor adónde iban",
            "Por la noche, mucho viento, y la lámpara apagada dos veces",
        ),
    ),
}


@pytest.mark.parametrize("language", ESSAYS)
def test_marks_of_other_countries(language: str):
    essay, inside = ESSAYS[language]
    found = [one for one in Tracer.from_texts(DIARY).trace(essay) if one.verdict != "unfound"]
    assert {one.entry for one in found} == {language}
    assert {one.quote for one in found} >= set(inside)
    for one in found:
        assert essay[one.start : one.end] == one.quote
        for part in one.parts:
            assert DIARY[language][part.start : part.end] == part.text


def test_an_essay_as_epub(tmp_path: Path):
    path = tmp_path / "essay.epub"
    chapter = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>On eels</title></head><body>'
        "<h1>On eels</h1><p>He says: “Marthe a compté onze <i>anguilles</i>”.</p><blockquote><p>Le soir, "
        "grand vent, et la lampe éteinte deux fois.</p></blockquote></body></html>"
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="u"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="u">x</dc:identifier><dc:title>'
        'Eels</dc:title><dc:language>en</dc:language></metadata><manifest><item id="c" href="c.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>'
    )  # fmt: skip
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/epub+zip")
        file.writestr("META-INF/container.xml", container)
        file.writestr("p.opf", package)
        file.writestr("c.xhtml", chapter)
    essay = read_essay(path)
    found = Tracer.from_texts(DIARY).trace(essay.text, essay.name, essay.blocks)
    assert [(one.quote, one.verdict, one.entry) for one in found] == [
        ("Marthe a compté onze anguilles", "verbatim", "fr"),
        ("Le soir, grand vent, et la lampe éteinte deux fois.", "verbatim", "fr"),
    ]
    assert all(essay.text[one.start : one.end] == one.quote for one in found)
