"""Why a date is what it is. The English strings are those of the floors that date entries: see
`doubt.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from carnet.publishers.site.strings import Table

WORDS: Final[Table] = {
    "reason.weekday_other": (
        "the weekday in the text is another",
        "le jour de la semaine est autre dans le texte",
        "der Wochentag im Text ist ein anderer",
    ),
    "reason.words_weekday": (
        "the words “{written}” and their weekday, against the file's {date}",
        "les mots «\u00a0{written}\u00a0» et leur jour de la semaine, contre le {date} du fichier",
        "die Worte „{written}“ und ihr Wochentag, gegen {date} in der Datei",
    ),
    "reason.words_say": (
        "the words say “{written}”",
        "le texte dit «\u00a0{written}\u00a0»",
        "im Text steht „{written}“",
    ),
    "reason.words_after": (
        "the words “{written}” after {date}",
        "les mots «\u00a0{written}\u00a0» après le {date}",
        "die Worte „{written}“ nach dem {date}",
    ),
    "reason.file_named": (
        "the file is named {name}",
        "le fichier s’appelle {name}",
        "die Datei heißt {name}",
    ),
    "reason.no_heading": (
        "its heading has no date",
        "son titre ne porte pas de date",
        "die Überschrift hat kein Datum",
    ),
    "reason.heading": (
        "a heading with a full date",
        "un titre avec une date complète",
        "eine Überschrift mit vollem Datum",
    ),
    "reason.line": (
        "a full date on a line of its own",
        "une date complète, seule sur sa ligne",
        "ein volles Datum in einer eigenen Zeile",
    ),
    "reason.dash": (
        "a full date at the beginning of a paragraph, before a dash",
        "une date complète en tête d’un paragraphe, avant un tiret",
        "ein volles Datum am Beginn eines Absatzes, vor einem Gedankenstrich",
    ),
    "reason.unreadable": (
        "its date cannot be read",
        "sa date est illisible",
        "das Datum lässt sich nicht lesen",
    ),
    "reason.two_styles": (
        "the year is written in two styles, so the date is in the Old Style",
        "l’année est écrite dans les deux styles\u00a0: la date est donc en ancien style",
        "das Jahr ist in beiden Stilen geschrieben, also gilt der alte Stil",
    ),
    "reason.about": (
        "“{word}” makes it approximate",
        "«\u00a0{word}\u00a0» la rend approximative",
        "„{word}“ macht es ungefähr",
    ),
    "reason.ends_in_year": (
        "it ends in the year written, so it begins in the one before",
        "elle finit dans l’année écrite, donc commence dans la précédente",
        "es endet im geschriebenen Jahr, beginnt also im vorigen",
    ),
    "reason.beside": (
        "the date beside it, {date}, is another day",
        "la date voisine, {date}, est un autre jour",
        "das Datum daneben, {date}, ist ein anderer Tag",
    ),
    "reason.no_such_day": (
        "that month has no day {day}",
        "ce mois n’a pas de jour {day}",
        "dieser Monat hat keinen Tag {day}",
    ),
    "reason.weekday": (
        "the weekday written is {written}, but that day was a {actual}",
        "le jour écrit est {written}, mais ce jour-là était {actual}",
        "geschrieben ist {written}, doch der Tag war ein {actual}",
    ),
    "reason.brackets": (
        "it stands in brackets, as what an editor adds",
        "elle est entre crochets, comme ce qu’ajoute un éditeur",
        "es steht in Klammern, wie Zusätze von Herausgebern",
    ),
    "reason.front_matter": (
        "the front matter says so",
        "l’en-tête du fichier le dit",
        "der Vorspann der Datei sagt es",
    ),
    "reason.date_element": (
        "the date element at the head of the entry",
        "l’élément de date en tête de l’entrée",
        "die Datumsangabe am Kopf des Eintrags",
    ),
    "reason.header_title": (
        "title of the file's header",
        "le titre dans l’en-tête du fichier",
        "der Titel im Kopf der Datei",
    ),
    "reason.certainty": (
        "its certainty is stated as {cert}",
        "sa certitude est donnée\u00a0: {cert}",
        "die Sicherheit ist angegeben: {cert}",
    ),
    "reason.decided": (
        "decided by {by} on {on}",
        "décidé par {by} le {on}",
        "entschieden von {by} am {on}",
    ),
}
