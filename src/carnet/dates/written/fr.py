"""Dates in French."""

from __future__ import annotations

from carnet.dates.written.language import Language, Phrases

FRENCH = Language(
    code="fr",
    months=(
        ("janvier", "janv", "jan", "janer"),
        ("février", "fév", "févr", "fevrier"),
        ("mars",),
        ("avril", "avr"),
        ("mai", "may"),
        ("juin",),
        ("juillet", "juil", "juill", "jul", "jllet"),
        ("août", "aoust", "aout"),
        ("septembre", "sept", "sep", "7bre", "7br", "7embre"),
        ("octobre", "oct", "octob", "8bre", "8br"),
        ("novembre", "nov", "novemb", "9bre", "9br"),
        ("décembre", "déc", "décemb", "10bre", "Xbre"),
    ),
    weekdays=(
        ("lundi", "lun"),
        ("mardi", "mar"),
        ("mercredi", "mer", "merc", "mercr"),
        ("jeudi", "jeu"),
        ("vendredi", "ven", "vend"),
        ("samedi", "sam"),
        ("dimanche", "dim", "dimanch"),
    ),
    seasons=(("printemps",), ("été",), ("automne",), ("hiver",)),
    ordinals=frozenset(("er", "re", "e", "eme", "ieme", "me")),
    numbers={"premier": 1, "deux": 2, "trois": 3},
    articles=frozenset(("le", "ce", "la", "l", "du")),
    prepositions=frozenset(
        ("au", "en", "nuit", "soiree", "soir", "journee", "matinee", "date", "des")
    ),
    inner=frozenset(("de", "du", "d", "l", "en")),
    to=frozenset(("au",)),
    both=frozenset(("et",)),
    either=frozenset(("ou",)),
    about=frozenset(("vers", "environ", "c", "ca", "circa")),
    part=frozenset(("debut", "mi", "milieu", "fin", "commencement")),
    year=frozenset(("annee", "an")),
    of_day=frozenset(
        (
            "matin", "matinee", "midi", "apres", "soir", "soiree", "nuit", "minuit", "aube",
            "paques", "noel", "pentecote", "toussaint", "rameaux",
            "primidi", "duodi", "tridi", "quartidi", "quintidi", "sextidi", "septidi", "octidi",
            "nonidi", "decadi",
        )
    ),
    clock=frozenset(("h", "heure", "heures", "hres")),
    no_place=frozenset(
        (
            "je", "j", "nous", "il", "elle", "ils", "elles", "vous", "on", "mon", "ma", "mes",
            "cher", "chere", "chapitre", "journal", "lettre", "tome", "volume", "cahier", "page",
            "cette", "hier", "demain", "aujourd", "apres", "avant", "quand", "depuis", "note",
            "ne", "nee", "mort", "carnet", "livre", "fin", "entre",
        )
    ),
    small_months=True,
    republican=(
        "vendémiaire", "brumaire", "frimaire", "nivôse", "pluviôse", "ventôse",
        "germinal", "floréal", "prairial", "messidor", "thermidor", "fructidor",
    ),
    phrases=Phrases(
        unknown="sans date",
        day="{day} {month} {year}",
        first="1er",
        yearless_day="{day} {month}, année inconnue",
        yearless_month="{month}, année inconnue",
        month="{month} {year}",
        season="{season} {year}",
        decade="années {year}",
        seasons=("printemps", "été", "automne", "hiver"),
        quarter="trimestre {number} de {year}",
        third="quadrimestre {number} de {year}",
        half="semestre {number} de {year}",
        before_christ="{year} av. J.-C.",
        weekday="{weekday} {}",
        about="vers {}",
        about_day="vers le {}",
        uncertain="{} (incertain)",
        span_days="{first}–{last}",
        span="{first} – {last}",
        between="entre {first} et {last}",
        since="à partir de {}",
        since_day="à partir du {}",
        until="jusqu’à {}",
        until_day="jusqu’au {}",
        one_of=" ou ",
        all_of=" et ",
        republican_day="{day} {month} an {year}",
        republican_month="{month} an {year}",
        republican_year="an {year}",
        nth="{day}e",
        complementary_day="{day} jour complémentaire an {year}",
        complementary_days="jours complémentaires an {year}",
    ),
)  # fmt: skip
