"""What the pages of essays say, and the entries that are quoted there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from carnet.publishers.site.strings import Table

WORDS: Final[Table] = {
    "quoted.open": ("“", "«\u00a0", "„"),
    "quoted.close": ("”", "\u00a0»", "“"),
    "quoted.in": ("Quoted in", "Cité dans", "Zitiert in"),
    "quoted.essays": ("Essays", "Essais", "Essays"),
    "quoted.about": (
        "What others wrote of these notebooks. Each quotation was compared letter by letter.",
        "Ce que d’autres ont écrit de ces carnets. Chaque citation a été comparée lettre par lettre.",
        "Was andere über diese Notizbücher schrieben. Jedes Zitat ist Buchstabe für Buchstabe verglichen.",
    ),
    "quoted.how": (
        "A quotation leads to the entry. Where nothing else is said behind it, it is verbatim.",
        "Une citation mène à l’entrée. Sans autre indication, elle est littérale.",
        "Ein Zitat führt zum Eintrag. Wo dahinter nichts anderes steht, ist es wörtlich.",
    ),
    "quoted.n.one": ("{n} quotation", "{n} citation", "{n} Zitat"),
    "quoted.n.many": ("{n} quotations", "{n} citations", "{n} Zitate"),
    "quoted.verbatim": ("verbatim", "littérale", "wörtlich"),
    "quoted.altered": ("altered", "altérée", "verändert"),
    "quoted.elided": ("elided", "avec coupure", "mit Auslassung"),
    "quoted.misattributed": ("misattributed", "mal attribuée", "falsch zugeschrieben"),
    "quoted.change": ("{was} → {now}", "{was} → {now}", "{was} → {now}"),
}
