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
    "reason.alone": (
        "it stands on a line of its own",
        "elle est seule sur sa ligne",
        "es steht in einer eigenen Zeile",
    ),
    "reason.line": (
        "it fills the first line of a paragraph",
        "elle remplit la première ligne d’un paragraphe",
        "es füllt die erste Zeile eines Absatzes",
    ),
    "reason.dash": (
        "it begins a paragraph and is set off by a dash",
        "elle ouvre un paragraphe et un tiret la détache",
        "es beginnt einen Absatz, durch einen Gedankenstrich abgesetzt",
    ),
    "reason.mark": (
        "it begins a paragraph and is set off by marks",
        "elle ouvre un paragraphe et des signes la détachent",
        "es beginnt einen Absatz, durch Zeichen abgesetzt",
    ),
    "reason.stop": (
        "it begins a paragraph and a full stop follows",
        "elle ouvre un paragraphe et un point la suit",
        "es beginnt einen Absatz, und ein Punkt folgt",
    ),
    "reason.begins": (
        "it begins a paragraph",
        "elle ouvre un paragraphe",
        "es beginnt einen Absatz",
    ),
    "reason.within": (
        "it begins a sentence, as other days of these paragraphs do",
        "elle ouvre une phrase, comme d’autres jours de ces paragraphes",
        "es beginnt einen Satz, wie andere Tage dieser Absätze",
    ),
    "reason.misprint_order": (
        "“{written}” cannot be: the weekday and the order of the entries both say day {day}",
        "«\u00a0{written}\u00a0» est impossible\u00a0: le jour de la semaine et l’ordre des entrées disent le {day}",
        "„{written}“ kann nicht sein: Wochentag und Folge der Einträge sagen beide den {day}.",
    ),
    "reason.year_around": (
        "the year is that of the section or of the dates around it",
        "l’année est celle de la section ou des dates voisines",
        "das Jahr ist das des Abschnitts oder der Daten ringsum",
    ),
    "reason.month_around": (
        "the month is that of the section or of the dates around it",
        "le mois est celui de la section ou des dates voisines",
        "der Monat ist der des Abschnitts oder der Daten ringsum",
    ),
    "reason.day_after": (
        "the day after the entry before",
        "le lendemain de l’entrée précédente",
        "der Tag nach dem vorigen Eintrag",
    ),
    "reason.next_weekday": (
        "the next such weekday after the entry before",
        "le premier jour de ce nom après l’entrée précédente",
        "der nächste solche Wochentag nach dem vorigen Eintrag",
    ),
    "reason.weekday_agrees": (
        "the weekday agrees",
        "le jour de la semaine concorde",
        "der Wochentag stimmt",
    ),
    "reason.weekdays_out": (
        "the weekdays around it are out by as much",
        "les jours voisins sont décalés d’autant",
        "die Wochentage ringsum sind um ebenso viel verschoben",
    ),
    "reason.no_year": (
        "the year is not given",
        "l’année n’est pas donnée",
        "das Jahr ist nicht angegeben",
    ),
    "reason.says_none": (
        "it says that it has no date",
        "il est dit qu’elle n’a pas de date",
        "es heißt dort, es gebe kein Datum",
    ),
    "reason.read_as": (
        "“{written}” is read as {meant}",
        "«\u00a0{written}\u00a0» est lu comme {meant}",
        "„{written}“ wird als {meant} gelesen",
    ),
    "reason.no_century": (
        "the century is not written",
        "le siècle n’est pas écrit",
        "das Jahrhundert ist nicht geschrieben",
    ),
    "reason.short_year": (
        "the year is not written in full",
        "l’année n’est pas écrite en entier",
        "das Jahr ist nicht voll geschrieben",
    ),
    "reason.feast": (
        "the feast named ({feast}) is on another day",
        "la fête nommée ({feast}) tombe un autre jour",
        "das genannte Fest ({feast}) liegt an einem anderen Tag",
    ),
    "reason.month_numbered": (
        "the month is numbered",
        "le mois est donné par son numéro",
        "der Monat ist als Zahl geschrieben",
    ),
    "reason.month_numbered_old": (
        "the month is numbered, and before 1752 the first was March",
        "le mois est donné par son numéro, et avant 1752 le premier était mars",
        "der Monat ist als Zahl geschrieben, und vor 1752 war der erste der März",
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
