"""The words of the report, in English, French and German."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Words:
    """What the report says, in one language."""

    language: str
    title: str  # {title}
    verdicts: Mapping[str, str]
    elided: str
    misattributed: str
    unmarked: str
    kinds: Mapping[str, str]
    flags: Mapping[str, str]
    essay: str
    source: str
    cite: str
    others: str
    nearest: str
    claimed: str  # {claimed}
    sure: str  # {score}
    nothing: str
    back: str
    how: str
    made: str
    omitted: str


ENGLISH = Words(
    "en", "Quotations from {title}",
    {"verbatim": "verbatim", "altered": "altered", "unfound": "not found"},
    "elided", "misattributed", "without marks",
    {"word": "word", "spelling": "spelling", "case": "capitals", "punctuation": "points", "order": "order",
     "insertion": "insertion", "omission": "omission"},
    {"negation": "A negation was dropped or added.", "number": "A number was changed.",
     "silent elision": "Several words were left out without a sign.",
     "cut short": "It stops just before a clause that limits it."},
    "The essay", "The notebooks", "To cite", "Also in", "The nearest passage",
    "The essay claims {claimed}.", "{score} sure", "No quotation was found.", "All quotations",
    "Choose a quotation to see the passage beside it.", "Made by Carnet.", "left out",
)  # fmt: skip
FRENCH = Words(
    "fr", "Citations de {title}",
    {"verbatim": "littérale", "altered": "altérée", "unfound": "introuvable"},
    "avec coupure", "mal attribuée", "sans guillemets",
    {"word": "mot", "spelling": "graphie", "case": "majuscules", "punctuation": "ponctuation",
     "order": "ordre", "insertion": "ajout", "omission": "omission"},
    {"negation": "Une négation a été ôtée ou ajoutée.", "number": "Un nombre a été changé.",
     "silent elision": "Plusieurs mots ont été omis sans le dire.",
     "cut short": "Elle s’arrête juste avant une restriction."},
    "L’essai", "Les carnets", "Pour citer", "Aussi dans", "Le passage le plus proche",
    "L’essai indique {claimed}.", "sûr à {score}", "Aucune citation n’a été trouvée.", "Toutes les citations",
    "Choisissez une citation pour voir le passage à côté.", "Établi par Carnet.", "omis",
)  # fmt: skip
GERMAN = Words(
    "de", "Zitate aus {title}",
    {"verbatim": "wörtlich", "altered": "verändert", "unfound": "nicht gefunden"},
    "mit Auslassung", "falsch zugeschrieben", "ohne Anführungszeichen",
    {"word": "Wort", "spelling": "Schreibung", "case": "Großschreibung", "punctuation": "Zeichensetzung",
     "order": "Reihenfolge", "insertion": "Einschub", "omission": "Auslassung"},
    {"negation": "Eine Verneinung fehlt oder kam hinzu.", "number": "Eine Zahl wurde verändert.",
     "silent elision": "Mehrere Wörter fehlen ohne Zeichen.",
     "cut short": "Es endet unmittelbar vor einer Einschränkung."},
    "Der Essay", "Die Notizbücher", "Zitierweise", "Auch in", "Die nächste Stelle",
    "Der Essay nennt {claimed}.", "zu {score} sicher", "Es wurde kein Zitat gefunden.", "Alle Zitate",
    "Ein Zitat wählen, um die Stelle daneben zu sehen.", "Erstellt von Carnet.", "ausgelassen",
)  # fmt: skip


def words_in(language: str) -> Words:
    """The words in a language of the interface; English where there is none."""
    return {"fr": FRENCH, "de": GERMAN}.get(language[:2], ENGLISH)
