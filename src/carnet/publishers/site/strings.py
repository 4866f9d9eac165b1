"""The words of the pages in each interface language: one table, which the type checker keeps full.

A language is added by adding a `Words`; how its dates are said is the trade of `carnet.dates`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carnet.dates import When
from carnet.dates.display import say
from carnet.errors import DateError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the pages in one language of the interface."""

    language: str
    skip: str
    site: str
    contents: str
    sources: str
    about: str
    previous: str
    next: str
    where: str
    undated: str
    undated_entries: str
    month_unknown: str
    entry: str
    entries: tuple[str, str]  # one, many; {n} is the number
    words: tuple[str, str]
    files: tuple[str, str]
    years: str
    first: str
    last: str
    licence: str
    born: str
    died: str
    date: str
    written: str
    calendars: Mapping[str, str]
    gregorian: str
    sure: str
    why: str
    source: str
    place: str
    page: str
    pages: str
    cite: str
    cited: str  # {author} {what} {title} {source} {id} {address}
    named: str
    notes: str
    note_by: str  # {by} {on}
    back: str
    withheld: str
    withheld_day: str  # {day}
    kinds: Mapping[str, str]
    named_kinds: Mapping[str, str]
    standings: Mapping[str, str]
    matter: Mapping[str, str]
    moved: str
    moved_to: str
    untitled: str
    quotes: tuple[str, str]
    thousands: str
    about_made: str
    about_date: str
    about_files: str
    about_marks: str
    about_marks_intro: str
    about_names: str
    about_private: str
    legend: Mapping[str, str]

    def count(self, of: tuple[str, str], n: int) -> str:
        """A number with its noun: "1 entry", "3,204 entries"."""
        return of[n != 1].format(n=self.number(n))

    def number(self, n: int) -> str:
        return f"{n:,}".replace(",", self.thousands)

    def say(self, edtf: str) -> str:
        """A Gregorian date in EDTF, in words; as it stands where it is no date."""
        try:
            return say(When.parse(edtf), self.language)
        except DateError:
            return edtf

    def withheld_until(self, day: str) -> str:
        return self.withheld_day.format(day=self.say(day)) if day else self.withheld

    def quoted(self, text: str) -> str:
        return text.join(self.quotes)


_ENGLISH = Words(
    language="en",
    skip="Skip to the text",
    site="Edition",
    contents="Contents",
    sources="Sources",
    about="About this edition",
    previous="Previous",
    next="Next",
    where="Where you are",
    undated="Undated",
    undated_entries="Undated entries",
    month_unknown="Month unknown",
    entry="Entry",
    entries=("{n} entry", "{n} entries"),
    words=("{n} word", "{n} words"),
    files=("{n} file", "{n} files"),
    years="Years and months",
    first="First entry",
    last="Last entry",
    licence="Licence",
    born="born",
    died="died",
    date="Date",
    written="As written",
    calendars={"gregorian": "Gregorian", "julian": "Julian", "french republican": "Republican"},
    gregorian="Gregorian",
    sure="How sure",
    why="Why this date",
    source="Source",
    place="Place in the source",
    page="page",
    pages="Pages",
    cite="How to cite",
    cited="{author}{what}, in {title} ({source}), {id}{address}.",
    named="Named here",
    notes="Notes",
    note_by="note by {by}, {on}",
    back="Back to the text",
    withheld="passage withheld",
    withheld_day="passage withheld until {day}",
    kinds={
        "person": "person",
        "place": "place",
        "work": "work",
        "organisation": "organisation",
        "event": "event",
        "name": "name",
        "note": "note",
        "unclear": "hard to read",
        "supplied": "supplied by the editor",
        "gap": "gap",
        "hand": "hand",
        "calendar": "calendar",
        "expanded": "abbreviation, in full",
        "corrected": "corrected by the editor",
        "regularised": "in regular spelling",
        "figure": "figure",
        "formula": "formula",
        "sign": "sign",
    },
    named_kinds={
        "person": "People",
        "place": "Places",
        "work": "Works",
        "organisation": "Organisations",
        "event": "Events",
        "name": "Other names",
    },
    standings={"stated": "stated", "suggested": "suggested", "confirmed": "confirmed"},
    matter={
        "front": "Front matter",
        "back": "Back matter",
        "heading": "Heading",
        "other": "Other matter",
    },
    moved="Moved",
    moved_to="This entry is now at",
    untitled="Untitled edition",
    quotes=("“", "”"),
    thousands=",",
    about_made=(
        "This edition was made with Carnet from plain files. Every page is a file of its own: it can "
        "be read without a network and without a server, runs no program and asks nothing of anyone."
    ),
    about_date="It holds what could be published on {day}.",
    about_files="It holds {entries} with {words}, read from {files}.",
    about_marks="What the marks mean",
    about_marks_intro=(
        "The text is given as the source has it. Words in small grey brackets are the editors’."
    ),
    about_names=(
        "A name that the source itself identifies is underlined with dots; hold the pointer over it "
        "to read what it is and who says so. A name that a program suggested, and nobody has "
        "confirmed, has a dashed line."
    ),
    about_private="A mark that a passage is withheld stands where words were left out.",
    legend={
        "deleted": "struck out by the writer",
        "added": "added by the writer",
        "unclear": "hard to read",
        "supplied": "supplied by the editor",
        "gap": "lost, or could not be read",
        "expanded": "abbreviation, with the full form",
        "corrected": "as written, with the correction",
        "regularised": "as written, with the regular spelling",
        "foreign": "in another language",
        "page": "where a page of the manuscript begins",
    },
)

_FRENCH = Words(
    language="fr",
    skip="Aller au texte",
    site="Édition",
    contents="Sommaire",
    sources="Sources",
    about="À propos de cette édition",
    previous="Précédente",
    next="Suivante",
    where="Vous êtes ici",
    undated="Sans date",
    undated_entries="Entrées sans date",
    month_unknown="Mois inconnu",
    entry="Entrée",
    entries=("{n} entrée", "{n} entrées"),
    words=("{n} mot", "{n} mots"),
    files=("{n} fichier", "{n} fichiers"),
    years="Années et mois",
    first="Première entrée",
    last="Dernière entrée",
    licence="Licence\u00a0",
    born="naissance",
    died="mort",
    date="Date",
    written="Dans le texte",
    calendars={"gregorian": "grégorien", "julian": "julien", "french republican": "républicain"},
    gregorian="Grégorien",
    sure="Certitude\u00a0",
    why="Pourquoi cette date",
    source="Source",
    place="Place dans la source",
    page="page",
    pages="Pages",
    cite="Pour citer",
    cited="{author}{what}, dans {title} ({source}), {id}{address}.",
    named="Noms cités",
    notes="Notes",
    note_by="note de {by}, {on}",
    back="Retour au texte",
    withheld="passage réservé",
    withheld_day="passage réservé jusqu’au {day}",
    kinds={
        "person": "personne",
        "place": "lieu",
        "work": "œuvre",
        "organisation": "organisation",
        "event": "événement",
        "name": "nom",
        "note": "note",
        "unclear": "lecture difficile",
        "supplied": "suppléé par l’éditeur",
        "gap": "lacune",
        "hand": "main",
        "calendar": "calendrier",
        "expanded": "abréviation développée",
        "corrected": "corrigé par l’éditeur",
        "regularised": "orthographe régularisée",
        "figure": "figure",
        "formula": "formule",
        "sign": "signe",
    },
    named_kinds={
        "person": "Personnes",
        "place": "Lieux",
        "work": "Œuvres",
        "organisation": "Organisations",
        "event": "Événements",
        "name": "Autres noms",
    },
    standings={"stated": "indiqué", "suggested": "proposé", "confirmed": "confirmé"},
    matter={
        "front": "Pièces liminaires",
        "back": "Annexes",
        "heading": "Titre",
        "other": "Autres textes",
    },
    moved="Déplacée",
    moved_to="Cette entrée se trouve désormais ici :",
    untitled="Édition sans titre",
    quotes=("« ", " »"),
    thousands="\u202f",
    about_made=(
        "Cette édition a été faite avec Carnet à partir de simples fichiers. Chaque page est un "
        "fichier : elle se lit sans réseau et sans serveur, n’exécute aucun programme et ne demande "
        "rien à personne."
    ),
    about_date="Elle contient ce qui pouvait être publié le {day}.",
    about_files="Elle contient {entries}, soit {words}, d’après {files}.",
    about_marks="Ce que veulent dire les marques",
    about_marks_intro=(
        "Le texte est donné tel que la source le porte. Les mots en petit gris entre crochets sont "
        "des éditeurs."
    ),
    about_names=(
        "Un nom que la source identifie est souligné de points ; posez-y le pointeur pour lire ce "
        "qu’il désigne et qui le dit. Un nom proposé par un programme et que personne n’a confirmé "
        "est souligné de tirets."
    ),
    about_private="Là où des mots ont été réservés, une mention le signale.",
    legend={
        "deleted": "biffé par l’auteur",
        "added": "ajouté par l’auteur",
        "unclear": "lecture difficile",
        "supplied": "suppléé par l’éditeur",
        "gap": "perdu ou illisible",
        "expanded": "abréviation, avec la forme pleine",
        "corrected": "tel qu’écrit, avec la correction",
        "regularised": "tel qu’écrit, avec l’orthographe régulière",
        "foreign": "dans une autre langue",
        "page": "début d’une page du manuscrit",
    },
)

_GERMAN = Words(
    language="de",
    skip="Zum Text",
    site="Ausgabe",
    contents="Inhalt",
    sources="Quellen",
    about="Zu dieser Ausgabe",
    previous="Voriger",
    next="Nächster",
    where="Wo Sie sind",
    undated="Undatiert",
    undated_entries="Undatierte Einträge",
    month_unknown="Monat unbekannt",
    entry="Eintrag",
    entries=("{n} Eintrag", "{n} Einträge"),
    words=("{n} Wort", "{n} Wörter"),
    files=("{n} Datei", "{n} Dateien"),
    years="Jahre und Monate",
    first="Erster Eintrag",
    last="Letzter Eintrag",
    licence="Lizenz",
    born="geboren",
    died="gestorben",
    date="Datum",
    written="Im Text",
    calendars={
        "gregorian": "gregorianisch",
        "julian": "julianisch",
        "french republican": "französisch-republikanisch",
    },
    gregorian="Gregorianisch",
    sure="Sicherheit",
    why="Warum dieses Datum",
    source="Quelle",
    place="Stelle in der Quelle",
    page="Seite",
    pages="Seiten",
    cite="Zitiervorschlag",
    cited="{author}{what}, in: {title} ({source}), {id}{address}.",
    named="Hier genannt",
    notes="Anmerkungen",
    note_by="Anmerkung von {by}, {on}",
    back="Zurück zum Text",
    withheld="Stelle zurückgehalten",
    withheld_day="Stelle zurückgehalten bis {day}",
    kinds={
        "person": "Person",
        "place": "Ort",
        "work": "Werk",
        "organisation": "Organisation",
        "event": "Ereignis",
        "name": "Name",
        "note": "Anmerkung",
        "unclear": "schwer lesbar",
        "supplied": "vom Herausgeber ergänzt",
        "gap": "Lücke",
        "hand": "Hand",
        "calendar": "Kalender",
        "expanded": "Abkürzung, aufgelöst",
        "corrected": "vom Herausgeber berichtigt",
        "regularised": "in geregelter Schreibung",
        "figure": "Abbildung",
        "formula": "Formel",
        "sign": "Zeichen",
    },
    named_kinds={
        "person": "Personen",
        "place": "Orte",
        "work": "Werke",
        "organisation": "Organisationen",
        "event": "Ereignisse",
        "name": "Andere Namen",
    },
    standings={"stated": "angegeben", "suggested": "vorgeschlagen", "confirmed": "bestätigt"},
    matter={
        "front": "Vorspann",
        "back": "Anhang",
        "heading": "Überschrift",
        "other": "Weiterer Text",
    },
    moved="Verschoben",
    moved_to="Dieser Eintrag steht jetzt hier:",
    untitled="Ausgabe ohne Titel",
    quotes=("„", "“"),
    thousands=".",
    about_made=(
        "Diese Ausgabe wurde mit Carnet aus einfachen Dateien gemacht. Jede Seite ist eine eigene "
        "Datei: Sie lässt sich ohne Netz und ohne Server lesen, führt kein Programm aus und fragt "
        "bei niemandem an."
    ),
    about_date="Sie enthält, was am {day} veröffentlicht werden durfte.",
    about_files="Umfang: {entries}, {words}, {files}.",
    about_marks="Was die Zeichen bedeuten",
    about_marks_intro=(
        "Der Text folgt der Quelle. Kleine graue Wörter in Klammern stammen von den Herausgebern."
    ),
    about_names=(
        "Ein Name, den die Quelle selbst bestimmt, ist gepunktet unterstrichen; wer mit dem Zeiger "
        "darauf bleibt, liest, was er meint und wer es sagt. Ein Name, den ein Programm "
        "vorgeschlagen und niemand bestätigt hat, ist gestrichelt unterstrichen."
    ),
    about_private="Wo Wörter zurückgehalten sind, steht ein Hinweis.",
    legend={
        "deleted": "vom Schreiber gestrichen",
        "added": "vom Schreiber hinzugefügt",
        "unclear": "schwer lesbar",
        "supplied": "vom Herausgeber ergänzt",
        "gap": "verloren oder unlesbar",
        "expanded": "Abkürzung mit der vollen Form",
        "corrected": "wie geschrieben, mit der Berichtigung",
        "regularised": "wie geschrieben, mit der geregelten Schreibung",
        "foreign": "in einer anderen Sprache",
        "page": "Beginn einer Seite der Handschrift",
    },
)

_BY_LANGUAGE = {words.language: words for words in (_ENGLISH, _FRENCH, _GERMAN)}
LANGUAGES = tuple(_BY_LANGUAGE)


def words_in(language: str) -> Words:
    """The words in this language; in English where we have none."""
    return _BY_LANGUAGE.get(language.partition("-")[0].lower(), _ENGLISH)
