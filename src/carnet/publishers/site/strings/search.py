"""The words of the search page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from carnet.publishers.site.strings import Table

WORDS: Final[Table] = {
    "search": ("Search", "Recherche", "Suche"),
    "search.ask": ("Words to look for", "Mots à chercher", "Gesuchte Wörter"),
    "search.go": ("Search", "Chercher", "Suchen"),
    "search.hits.one": ("{n} hit", "{n} passage", "{n} Stelle"),
    "search.hits.many": ("{n} hits", "{n} passages", "{n} Stellen"),
    "search.in.one": ("in {n} entry", "dans {n} entrée", "in {n} Eintrag"),
    "search.in.many": ("in {n} entries", "dans {n} entrées", "in {n} Einträgen"),
    "search.looking": ("still looking …", "recherche en cours …", "wird noch gesucht …"),
    "search.none": ("Nothing was found.", "Aucun résultat.", "Nichts gefunden."),
    "search.try": ("You might try:", "Essayez plutôt :", "Versuchen Sie:"),
    "search.try_less": (
        "Fewer words, or another spelling. Accents and capitals do not matter.",
        "Moins de mots, ou une autre graphie. Accents et majuscules ne comptent pas.",
        "Weniger Wörter oder eine andere Schreibung. Akzente und Großschreibung zählen nicht.",
    ),
    "search.failed": (
        "Some of the search data could not be read: what is shown may not be all.",
        "Une partie des données de recherche n’a pas pu être lue : la liste peut être incomplète.",
        "Ein Teil der Suchdaten war nicht lesbar: die Liste ist vielleicht nicht vollständig.",
    ),
    "search.years": ("Years", "Années", "Jahre"),
    "search.languages": ("Languages", "Langues", "Sprachen"),
    "search.sources": ("Sources", "Sources", "Quellen"),
    "search.bar": ("{what}: {n}", "{what} : {n}", "{what}: {n}"),
    "search.undated": ("undated", "sans date", "undatiert"),
    "search.unknown": ("not stated", "non précisée", "nicht angegeben"),
    "search.others": ("and {n} more", "et {n} autres", "und {n} weitere"),
    "search.clear": ("Show all again", "Tout montrer", "Wieder alle zeigen"),
    "search.order": ("Order", "Ordre", "Reihenfolge"),
    "search.by_date": ("by date", "par date", "nach Datum"),
    "search.by_rank": ("best first", "par pertinence", "nach Relevanz"),
    "search.places": ("What was found", "Résultats", "Fundstellen"),
    "search.more": ("Show {n} more", "En montrer {n} de plus", "{n} weitere zeigen"),
    "search.how": ("How to ask", "Comment chercher", "Wie man sucht"),
    "search.how.words": (
        "both words in one entry",
        "les deux mots dans une même entrée",
        "beide Wörter in einem Eintrag",
    ),
    "search.how.phrase": ("this phrase", "cette suite de mots", "genau diese Wortfolge"),
    "search.how.star": (
        "words that begin so",
        "les mots qui commencent ainsi",
        "Wörter, die so anfangen",
    ),
    "search.how.or": ("either word", "l’un ou l’autre mot", "eines der Wörter"),
    "search.how.not": (
        "the first without the second",
        "le premier sans le second",
        "das erste ohne das zweite",
    ),
    "search.how.near": (
        "with at most five words between them",
        "séparés par cinq mots au plus",
        "mit höchstens fünf Wörtern dazwischen",
    ),
    "search.how.date": (
        "a stretch of time; also 1941 or 1941-05-03",
        "une période ; ou bien 1941, 1941-05-03",
        "ein Zeitraum; auch 1941 oder 1941-05-03",
    ),
    "search.how.fields": (
        "only what is in a language, a source, by a hand",
        "seulement une langue, une source, une main",
        "nur eine Sprache, eine Quelle, eine Hand",
    ),
    "search.how.named": (
        "whom and what an entry names: any of their names, or their id",
        "qui ou quoi une entrée nomme : l’un de leurs noms, ou leur identifiant",
        "wen oder was ein Eintrag nennt: einer der Namen oder die Kennung",
    ),
    "search.how.keys": (
        "Keys: / goes to the field, the arrows go from hit to hit, Enter opens one, Escape goes back.",
        "Clavier : / mène au champ, les flèches d’un passage à l’autre, Entrée en ouvre un, Échap revient.",
        "Tasten: / führt ins Feld, die Pfeile von Stelle zu Stelle, Enter öffnet eine, Escape führt zurück.",
    ),
    "search.noscript": (
        ("This search runs in your browser and needs JavaScript, which is off. The contents lead to every "
        "entry by its date, and your browser’s own search finds words on the page you are reading."),
        ("Cette recherche s’exécute dans votre navigateur et demande JavaScript, qui est désactivé. Le "
        "sommaire mène à chaque entrée par sa date, et la recherche du navigateur trouve les mots de la "
        "page ouverte."),
        ("Diese Suche läuft in Ihrem Browser und braucht JavaScript, das ausgeschaltet ist. Das "
        "Inhaltsverzeichnis führt nach Datum zu jedem Eintrag, und die Suche des Browsers findet Wörter "
        "auf der geöffneten Seite."),
    ),
    "search.error.operand": ("A word is missing here.", "Il manque ici un mot.", "Hier fehlt ein Wort."),
    "search.error.open": (
        "This parenthesis is not closed.",
        "Cette parenthèse n’est pas fermée.",
        "Diese Klammer wird nicht geschlossen.",
    ),
    "search.error.close": (
        "This parenthesis closes nothing.",
        "Cette parenthèse ne ferme rien.",
        "Diese Klammer schließt nichts.",
    ),
    "search.error.star": (
        "A star stands at the end of the beginning of a word: gard*",
        "L’astérisque suit le début d’un mot : gard*",
        "Ein Stern steht hinter einem Wortanfang: gart*",
    ),
    "search.error.field": (
        ("There is no such field. There are date:, language:, source:, author:, person:, place:, work:, organisation: and event:; words with a colon go in "
        "quotation marks."),
        ("Ce champ n’existe pas. Il y a date:, language:, source:, author:, person:, place:, work:, organisation: et event: ; des mots avec deux-points se "
        "mettent entre guillemets."),
        ("Dieses Feld gibt es nicht. Es gibt date:, language:, source:, author:, person:, place:, work:, organisation: und event:; Wörter mit Doppelpunkt "
        "gehören in Anführungszeichen."),
    ),
    "search.error.value": (
        "The field says nothing.",
        "Ce champ ne dit rien.",
        "Das Feld sagt nichts.",
    ),
    "search.error.date": (
        "This is no date. Write date:1941, date:1941-05, date:1941..1943.",
        "Ce n’est pas une date. Écrivez date:1941, date:1941-05, date:1941..1943.",
        "Das ist kein Datum. Schreiben Sie date:1941, date:1941-05, date:1941..1943.",
    ),
    "search.error.near": (
        "NEAR stands between words or phrases.",
        "NEAR se met entre des mots ou des expressions.",
        "NEAR steht zwischen Wörtern oder Wortfolgen.",
    ),
    "search.error.far": (
        "NEAR reaches at most 100 words.",
        "NEAR porte à 100 mots au plus.",
        "NEAR reicht höchstens 100 Wörter weit.",
    ),
    "search.error.long": ("This is too long.", "C’est trop long.", "Das ist zu lang."),
    "search.error.deep": (
        "There are too many parentheses within each other.",
        "Il y a trop de parenthèses imbriquées.",
        "Zu viele Klammern stecken ineinander.",
    ),
}  # fmt: skip
