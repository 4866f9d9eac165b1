"""What the pages about an edition say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from carnet.publishers.site.strings import Table

WORDS: Final[Table] = {
    "front.introduction": ("Introduction", "Introduction", "Einleitung"),
    "front.principles": ("Editorial principles", "Principes d’édition", "Editionsgrundsätze"),
    "front.rights": ("Rights", "Droits", "Rechte"),
    "front.colophon": ("Colophon", "Colophon", "Kolophon"),
    "colophon_type": (
        "It is set in the book face that the reader’s device has. No fonts are fetched.",
        "Elle est composée dans le caractère de livre de l’appareil qui l’affiche\u00a0; aucune police n’est téléchargée.",
        "Gesetzt ist sie in der Buchschrift des Geräts, auf dem sie gelesen wird; Schriften werden nicht geladen.",
    ),
    "colophon_version": (
        "Made with Carnet {version}.",
        "Faite avec Carnet {version}.",
        "Gemacht mit Carnet {version}.",
    ),
    "colophon_files": (
        "It was read from plain files and holds:",
        "Elle a été faite d’après de simples fichiers et contient\u00a0:",
        "Sie wurde aus einfachen Dateien gelesen und enthält:",
    ),
}
