"""What the ways about the edition say: to a date, to a day at random, by keys; and the leaf enlarged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from carnet.publishers.site.strings import Table

WORDS: Final[Table] = {
    "ways.date": ("Go to a date", "Aller à une date", "Zu einem Datum"),
    "ways.random": ("A day at random", "Un jour au hasard", "Ein zufälliger Tag"),
    "ways.keys": ("Keys", "Touches", "Tasten"),
    "ways.read_on": ("Read on", "Reprendre la lecture", "Weiterlesen"),
    "ways.which": ("Year, month or day", "Année, mois ou jour", "Jahr, Monat oder Tag"),
    "ways.ends": (
        "From {first} to {last}. For example {y}, {m} or {d}.",
        "Du {first} au {last}. Par exemple {y}, {m} ou {d}.",
        "Vom {first} bis zum {last}. Zum Beispiel {y}, {m} oder {d}.",
    ),
    "ways.no_date": (
        "That is no date. Write {y}, {m} or {d}.",
        "Ce n’est pas une date. Écrivez {y}, {m} ou {d}.",
        "Das ist kein Datum. Schreiben Sie {y}, {m} oder {d}.",
    ),
    "ways.no_dates": (
        "No entry has a date.",
        "Aucune entrée n’est datée.",
        "Kein Eintrag ist datiert.",
    ),
    "ways.go": ("Go", "Y aller", "Los"),
    "ways.close": ("Close", "Fermer", "Schließen"),
    "ways.key.turn": (
        "The entry before, the next",
        "L’entrée d’avant, la suivante",
        "Der Eintrag davor, der nächste",
    ),
    "ways.key.search": ("Search", "Rechercher", "Suchen"),
    "ways.key.contents": ("Contents", "Sommaire", "Inhalt"),
    "ways.key.on": ("Keys are on", "Touches actives", "Tasten sind an"),
    "ways.text": (
        "The text of this year as a plain file",
        "Le texte de cette année en fichier brut",
        "Der Text dieses Jahres als einfache Datei",
    ),
    "ways.text_undated": (
        "The text of these entries as a plain file",
        "Le texte de ces entrées en fichier brut",
        "Der Text dieser Einträge als einfache Datei",
    ),
    "leaf": ("The leaf, enlarged", "Le feuillet, agrandi", "Das Blatt, vergrößert"),
    "leaf.nearer": ("Nearer", "Plus près", "Näher"),
    "leaf.farther": ("Farther", "Plus loin", "Weiter weg"),
    "leaf.whole": ("The whole leaf", "Le feuillet entier", "Das ganze Blatt"),
    "leaf.before": ("The leaf before", "Feuillet précédent", "Voriges Blatt"),
    "leaf.after": ("The next leaf", "Feuillet suivant", "Nächstes Blatt"),
    "leaf.keys": (
        "Drag to move; + and − or the wheel to enlarge, arrows to move, 0 for the whole leaf",
        "Glissez pour déplacer ; + et − ou la molette pour agrandir, flèches pour déplacer, 0 pour le feuillet entier",
        "Ziehen verschiebt; + und − oder das Rad vergrößern, Pfeile verschieben, 0 zeigt das ganze Blatt",
    ),
}
