"""What the feeds and calendars say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from carnet.publishers.site.strings import Table

WORDS: Final[Table] = {
    "replay": ("Day by day", "Au jour le jour", "Tag für Tag"),
    "replay.about": (
        (
            "A diary can be read as it was written: one day at a time. Subscribe to a feed in a feed reader, "
            "or add a calendar to your own."
        ),
        (
            "Un journal peut se lire comme il fut écrit\u00a0: un jour à la fois. Abonnez-vous à un fil dans "
            "un lecteur de fils, ou ajoutez un calendrier au vôtre."
        ),
        (
            "Ein Tagebuch lässt sich lesen, wie es geschrieben wurde: Tag für Tag. Abonnieren Sie einen Feed, "
            "oder fügen Sie Ihrem Kalender einen hinzu."
        ),
    ),
    "replay.on_day": (
        "Feed: on this day, in other years",
        "Fil\u00a0: ce jour-là, d’autres années",
        "Feed: an diesem Tag, in anderen Jahren",
    ),
    "replay.yearly": (
        "Calendar: every entry on its anniversary",
        "Calendrier\u00a0: chaque entrée à son anniversaire",
        "Kalender: jeder Eintrag an seinem Jahrestag",
    ),
    "replay.history": (
        "Calendar: every entry on its own day",
        "Calendrier\u00a0: chaque entrée à sa date",
        "Kalender: jeder Eintrag an seinem Tag",
    ),
    "replay.feed": ("Feed: the replay", "Fil\u00a0: la relecture", "Feed: noch einmal"),
    "replay.calendar": (
        "Calendar: the replay",
        "Calendrier\u00a0: la relecture",
        "Kalender: noch einmal",
    ),
    "replay.from": (
        "The diary is being replayed from {day} on.",
        "Le journal est relu à partir du {day}.",
        "Das Tagebuch wird ab dem {day} noch einmal gelesen.",
    ),
    "replay.own": ("From a day of your own", "À partir d’un jour choisi", "Ab einem eigenen Tag"),
    "replay.own_about": (
        (
            "Choose when to begin, and where. If the day of the year is the same, the diary keeps its days "
            "of the year; if not, its days follow at their old distances."
        ),
        (
            "Choisissez quand commencer, et où. Si le jour de l’année est le même, le journal garde ses "
            "jours\u00a0; sinon ses jours se suivent à leurs anciens intervalles."
        ),
        (
            "Wählen Sie, wann es beginnt und wo. Ist der Tag im Jahr derselbe, so behält das Tagebuch seine "
            "Tage; sonst folgen sie in ihren alten Abständen."
        ),
    ),
    "replay.start": ("Begin on", "Commencer le", "Beginnen am"),
    "replay.with": ("with the entry of", "par l’entrée du", "mit dem Eintrag vom"),
    "replay.make": ("Make the calendar", "Faire le calendrier", "Kalender machen"),
    "replay.save.one": (
        "Save the calendar ({n} entry)",
        "Enregistrer le calendrier ({n} entrée)",
        "Kalender speichern ({n} Eintrag)",
    ),
    "replay.save.many": (
        "Save the calendar ({n} entries)",
        "Enregistrer le calendrier ({n} entrées)",
        "Kalender speichern ({n} Einträge)",
    ),
    "replay.runs": ("{first} – {last}", "{first} – {last}", "{first} – {last}"),
    "replay.choose": (
        "Choose a day, and an entry that there is.",
        "Choisissez un jour, et une entrée qui existe.",
        "Wählen Sie einen Tag und einen Eintrag, den es gibt.",
    ),
}
