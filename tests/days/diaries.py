"""Invented diaries: the same run of days, written as different people write their headings."""

from __future__ import annotations

from datetime import date, timedelta

PROSE = {
    "en": (
        "The baker says that flour will be dear again before the harvest.",
        "We walked as far as the mill and came back by the water, all of us muddy.",
        "No letter. I mended the lamp, which had smoked since Tuesday or longer.",
        "My uncle talks of the war of 1870 as if it had been a fair, with music.",
        "At 5 the doctor came, and by 7 he was gone; he would take nothing for it.",
        "They have 12 children in that house and one bed, they say, and I believe it.",
    ),
    "fr": (
        "Le boulanger dit que la farine sera chère avant la moisson.",
        "Nous avons marché jusqu'au moulin et sommes rentrés par la rivière.",
        "Pas de lettre. J'ai réparé la lampe qui fumait depuis mardi.",
        "Mon oncle parle de la guerre de 1870 comme d'une foire, avec musique.",
        "À 5 heures le médecin est venu, à 7 il était parti.",
    ),
    "de": (
        "Der Bäcker sagt, das Mehl werde vor der Ernte wieder teuer.",
        "Wir gingen bis zur Mühle und am Wasser entlang zurück, alle voll Lehm.",
        "Kein Brief. Ich habe die Lampe geflickt, die seit Dienstag rauchte.",
        "Mein Onkel spricht vom Krieg 1870 wie von einem Jahrmarkt mit Musik.",
        "Um 5 Uhr kam der Arzt, um 7 war er fort und wollte nichts dafür.",
    ),
}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}
DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "fr": "Lundi Mardi Mercredi Jeudi Vendredi Samedi Dimanche",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Sonnabend Sonntag",
}


def month(day: date, language: str) -> str:
    return MONTHS[language].split()[day.month - 1]


def weekday(day: date, language: str) -> str:
    return DAYS[language].split()[day.weekday()]


def nth(number: int) -> str:
    ending = "th" if 10 < number < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def days(count: int = 40, first: date = date(1893, 11, 20)) -> list[date]:
    """Days that a real diarist might have kept: gaps, two in one week, a turn of the year."""
    gaps = (1, 1, 2, 1, 3, 1, 1, 7, 1, 2, 1, 1, 4, 12, 1, 1, 2)
    out = [first]
    for n in range(count - 1):
        out.append(out[-1] + timedelta(gaps[n % len(gaps)]))
    return out


def written(style: str, language: str, kept: list[date], *, title: bool = True) -> str:
    """A diary in one style. The first line names the years, as a title page does."""
    prose, out = PROSE[language], []
    if title:
        out.append(f"{kept[0].year}–{kept[-1].year}\n")
    seen_month = seen_year = None
    for n, day in enumerate(kept):
        text = f"{prose[n % len(prose)]} {prose[(n * 2 + 1) % len(prose)]}"
        new_month, new_year = (day.year, day.month) != seen_month, day.year != seen_year
        seen_month, seen_year = (day.year, day.month), day.year
        name, of = weekday(day, language), month(day, language)
        order = {"en": f"{of} {day.day}", "fr": f"{day.day} {of}", "de": f"{day.day}. {of}"}[
            language
        ]
        match style:
            case "line":
                out.append(f"{order}\n\n{text}\n")
            case "weekday line":
                out.append(f"{name}, {order}\n\n{text}\n")
            case "weekday dash":
                out.append(f"_{name}, {order}._--{text}\n")
            case "run in":
                out.append(f"{order}. {text}\n")
            case "full line":
                out.append(f"{order}{',' if language == 'en' else ''} {day.year}\n\n{text}\n")
            case "place":
                out.append(f"Brückfeld, {order}.\n\n{text}\n")
            case "sections":
                if new_month:
                    out.append(f"{of.upper()} {day.year}\n")
                out.append(f"{name} {nth(day.day) if language == 'en' else day.day}. {text}\n")
            case "years":
                if new_year:
                    out.append(f"{day.year}\n")
                out.append(f"{order}\n{text}\n")
            case "month once":
                head = order if new_month else str(day.day)
                out.append(f"{name} {head}\n\n{text}\n")
            case _:
                raise ValueError(style)
    return "\n".join(out)


STYLES = (
    "line", "weekday line", "weekday dash", "run in", "full line", "place", "sections", "years",
    "month once",
)  # fmt: skip
