"""What languages are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from carnet.publishers.site.strings import Table

WORDS: Final[Table] = {
    "language.ar": ("Arabic", "arabe", "Arabisch"),
    "language.cs": ("Czech", "tchèque", "Tschechisch"),
    "language.da": ("Danish", "danois", "Dänisch"),
    "language.de": ("German", "allemand", "Deutsch"),
    "language.el": ("Greek", "grec", "Griechisch"),
    "language.grc": ("Ancient Greek", "grec ancien", "Altgriechisch"),
    "language.en": ("English", "anglais", "Englisch"),
    "language.es": ("Spanish", "espagnol", "Spanisch"),
    "language.fi": ("Finnish", "finnois", "Finnisch"),
    "language.fr": ("French", "français", "Französisch"),
    "language.he": ("Hebrew", "hébreu", "Hebräisch"),
    "language.hu": ("Hungarian", "hongrois", "Ungarisch"),
    "language.it": ("Italian", "italien", "Italienisch"),
    "language.ja": ("Japanese", "japonais", "Japanisch"),
    "language.la": ("Latin", "latin", "Latein"),
    "language.nl": ("Dutch", "néerlandais", "Niederländisch"),
    "language.no": ("Norwegian", "norvégien", "Norwegisch"),
    "language.pl": ("Polish", "polonais", "Polnisch"),
    "language.pt": ("Portuguese", "portugais", "Portugiesisch"),
    "language.ro": ("Romanian", "roumain", "Rumänisch"),
    "language.ru": ("Russian", "russe", "Russisch"),
    "language.sv": ("Swedish", "suédois", "Schwedisch"),
    "language.tr": ("Turkish", "turc", "Türkisch"),
    "language.uk": ("Ukrainian", "ukrainien", "Ukrainisch"),
    "language.yi": ("Yiddish", "yiddish", "Jiddisch"),
    "language.zh": ("Chinese", "chinois", "Chinesisch"),
}
