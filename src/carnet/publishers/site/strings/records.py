"""The words of the pages of people, places, works, organisations and events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from carnet.publishers.site.strings import Table

WORDS: Final[Table] = {
    "records.people": ("People", "Personnes", "Personen"),
    "records.places": ("Places", "Lieux", "Orte"),
    "records.works": ("Works", "Œuvres", "Werke"),
    "records.organisations": ("Organisations", "Organisations", "Körperschaften"),
    "records.events": ("Events", "Événements", "Ereignisse"),
    "records.kinds": ("Registers", "Index", "Register"),
    "records.narrow": ("Show only", "Montrer seulement", "Nur zeigen"),
    "records.left.one": ("{n} name", "{n} nom", "{n} Name"),
    "records.left.many": ("{n} names", "{n} noms", "{n} Namen"),
    "records.none_left": (
        "No name here has these words.",
        "Aucun nom ici n’a ces mots.",
        "Kein Name hier hat diese Wörter.",
    ),
    "records.letters": ("Letters", "Lettres", "Buchstaben"),
    "records.other": ("Other", "Autres", "Andere"),
    "records.variants": ("Also called", "Autres noms", "Auch"),
    "records.roles": ("Occupation", "Qualités", "Tätigkeit"),
    "records.relations": ("Relations", "Relations", "Beziehungen"),
    "records.to_writer": ("to the writer", "à l’auteur du journal", "zum Verfasser des Tagebuchs"),
    "records.kind": ("Kind", "Type", "Art"),
    "records.authors": ("By", "De", "Von"),
    "records.own": ("a work of the writer", "œuvre de l’auteur du journal", "eigenes Werk"),
    "records.written": ("Works", "Œuvres", "Werke"),
    "records.within": ("In", "Dans", "In"),
    "records.contains": ("Within it", "Y compris", "Darin"),
    "records.there": ("There", "Sur place", "Dort"),
    "records.life": ("Life", "Vie", "Lebensdaten"),
    "records.born": ("born {day}", "né(e) : {day}", "geboren {day}"),
    "records.died": ("died {day}", "mort(e) : {day}", "gestorben {day}"),
    "records.dates": ("Date", "Date", "Datum"),
    "records.coordinates": ("Coordinates", "Coordonnées", "Koordinaten"),
    "records.ids": ("Elsewhere", "Ailleurs", "Anderswo"),
    "records.links.one": ("{n} address", "{n} adresse", "{n} Adresse"),
    "records.links.many": ("{n} addresses", "{n} adresses", "{n} Adressen"),
    "records.replaces": ("Earlier ids", "Anciens identifiants", "Frühere Kennungen"),
    "records.id": ("Id", "Identifiant", "Kennung"),
    "records.first": ("First named", "Première mention", "Zuerst genannt"),
    "records.last": ("Last named", "Dernière mention", "Zuletzt genannt"),
    "records.passages": ("Passages", "Passages", "Stellen"),
    "records.mentions.one": ("{n} passage", "{n} passage", "{n} Stelle"),
    "records.mentions.many": ("{n} passages", "{n} passages", "{n} Stellen"),
    "records.none": (
        "No passage of the edition names this record.",
        "Aucun passage de l’édition ne mentionne cette notice.",
        "Keine Stelle der Ausgabe nennt diesen Eintrag.",
    ),
    "records.suggested": ("suggested", "suggéré", "vorgeschlagen"),
    "records.confirmed": ("confirmed", "confirmé", "bestätigt"),
    "records.by_editor.one": (
        "{n} identified by an editor",
        "{n} identifiée par un éditeur",
        "{n} von einem Herausgeber bestimmt",
    ),
    "records.by_editor.many": (
        "{n} identified by an editor",
        "{n} identifiées par un éditeur",
        "{n} von einem Herausgeber bestimmt",
    ),
    "records.divided": (
        "This record was divided. It may be one of these:",
        "Cette notice a été divisée. Il peut s’agir de :",
        "Dieser Eintrag wurde geteilt. Gemeint sein kann:",
    ),
    "records.gone": (
        "This record is no longer in the register.",
        "Cette notice n’est plus dans l’index.",
        "Dieser Eintrag steht nicht mehr im Register.",
    ),
}
