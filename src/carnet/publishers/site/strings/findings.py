"""What the page of findings says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from carnet.publishers.site.strings import Table

WORDS: Final[Table] = {
    "findings": ("Findings", "Constats", "Befunde"),
    "findings.none": (
        "There is nothing to look at.",
        "Il n’y a rien à voir.",
        "Es gibt nichts anzusehen.",
    ),
    "findings.about": (
        "What a person should look at. This page is for those who edit, and no other page leads here.",
        "Ce qu’une personne devrait regarder. Cette page est pour les éditeurs\u00a0; aucune autre n’y mène.",
        "Was sich jemand ansehen sollte. Diese Seite ist für die Herausgeber; keine andere führt hierher.",
    ),
    "findings.n.one": ("{n} finding", "{n} constat", "{n} Befund"),
    "findings.n.many": ("{n} findings", "{n} constats", "{n} Befunde"),
}
