"""Ids in the catalogues of the world: known by their addresses, proved by their check digits.

All of it is done without a network. What each scheme publishes of its ids:

- GND (Deutsche Nationalbibliothek, "Prüfziffernberechnung"): weights 2, 3, … from the right, sum
  modulo 11; since 2012 the digit is (11 - sum) mod 11, in the older ids of corporate bodies and
  subjects, which are written with a hyphen, it is sum mod 11. X stands for 10.
- ISNI (ISO 27729): sixteen signs, the last by ISO 7064, MOD 11-2.
- BnF: `cb`, eight digits, and the NOID check digit (J. Kunze, "NOID", modulo 29) over those ten.
- VIAF, Wikidata and GeoNames have numbers without a check digit: only their form can be proved.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from carnet.register.record import Authority

if TYPE_CHECKING:
    from collections.abc import Callable

_NOID = "0123456789bcdfghjkmnpqrstvwxz"


class Scheme(NamedTuple):
    """One catalogue of the world: how its ids look, are proved, and where each has its page."""

    name: str  # as readers know it
    form: str  # a regular expression; compiled when the first id is looked at, as is the next
    address: str  # with {} for the id
    known_by: str  # an address, whose group 1 is the id
    proved: Callable[[str], bool]


def _form_only(_id: str) -> bool:
    return True


def _gnd(id_: str) -> bool:
    number, check = id_[:-1].rstrip("-"), id_[-1]
    total = sum(weight * int(digit) for weight, digit in enumerate(reversed(number), 2)) % 11
    stands = "0123456789X"
    if "-" in id_:
        return check in (stands[total], stands[-total % 11])
    return check == stands[-total % 11]


def _isni(id_: str) -> bool:
    total = 0
    for digit in id_[:-1]:
        total = (total + int(digit)) * 2
    return id_[-1] == "0123456789X"[(12 - total % 11) % 11]


def _bnf_check(digits: str) -> str:
    total = sum(at * max(_NOID.find(sign), 0) for at, sign in enumerate(f"cb{digits}", 1))
    return _NOID[total % 29]


def _bnf(id_: str) -> bool:
    return id_[-1] == _bnf_check(id_[:-1])


_AFTER = r"(?:[/#?.].*)?"  # what addresses have behind the id: `/about`, `#Name`, `.json`
SCHEMES: Final[dict[str, Scheme]] = {
    "gnd": Scheme(
        "GND", r"\d{1,10}-?[\dX]", "https://d-nb.info/gnd/{}",
        r"https?://(?:www\.)?(?:d-nb\.info/gnd|lobid\.org/gnd|explore\.gnd\.network/gnd)/"
        rf"(\d[\dX-]*){_AFTER}", _gnd,
    ),
    "viaf": Scheme(
        "VIAF", r"[1-9]\d{0,21}", "https://viaf.org/viaf/{}",
        rf"https?://(?:www\.)?viaf\.org/(?:\w+/)?viaf/(\d+){_AFTER}", _form_only,
    ),
    "wikidata": Scheme(
        "Wikidata", r"Q[1-9]\d{0,11}", "https://www.wikidata.org/wiki/{}",
        rf"https?://(?:www\.|m\.)?wikidata\.org/(?:entity|wiki|wiki/Special:EntityData)/(Q\d+){_AFTER}", _form_only,
    ),
    "geonames": Scheme(
        "GeoNames", r"[1-9]\d{0,9}", "https://www.geonames.org/{}",
        rf"https?://(?:www\.|sws\.)?geonames\.org/(\d+){_AFTER}", _form_only,
    ),
    "bnf": Scheme(
        "BnF", rf"\d{{8}}[{_NOID}]", "https://catalogue.bnf.fr/ark:/12148/cb{}",
        r"https?://(?:(?:catalogue|data|ark)\.bnf\.fr/(?:\w\w/)?ark:/?12148/cb|data\.bnf\.fr/(?:\w\w/)?)"
        rf"(\d{{8}}[{_NOID}]?){_AFTER}", _bnf,
    ),
    "isni": Scheme(
        "ISNI", r"\d{15}[\dX]", "https://isni.org/isni/{}",
        rf"https?://(?:www\.)?isni\.org/(?:isni/)?((?:\d(?:%20|[ -])?){{15}}[\dX]){_AFTER}", _isni,
    ),
}  # fmt: skip


_HOSTS: Final = {
    "gnd": ("d-nb.info", "lobid.org", "gnd.network"), "viaf": ("viaf.org",),
    "wikidata": ("wikidata.org",), "geonames": ("geonames.org",), "bnf": ("bnf.fr",), "isni": ("isni.org",),
}  # fmt: skip
_CALLED: Final = {
    "gnd": r"\(DE-588\)|(?:GND|PND)(?:[- ]?(?:ID|Nr\.?|Nummer))?[:\s]", "viaf": r"VIAF(?:[- ]?ID)?[:\s]",
    "wikidata": r"(?:wikidata|wd):", "geonames": r"(?:geonames|gn):", "isni": r"ISNI[:\s]?", "bnf": r"BnF:",
}  # fmt: skip


def plain(scheme: str, id_: str) -> str:
    """An id as its scheme writes it: without address, spaces, or what else is put around it."""
    found = from_address(id_)
    if found is not None and found.scheme == scheme:
        return found.id
    id_ = id_.strip()
    if "://" in id_:
        return id_  # an address that is not this scheme's
    id_ = re.sub(rf"(?i)^(?:{_CALLED.get(scheme, '$')})\s*", "", id_)
    if scheme == "isni":
        id_ = re.sub(r"[\s-]", "", id_)
    elif scheme == "bnf":
        id_ = re.sub(r"(?i)^(?:ark:/?12148/)?cb", "", id_)
    return id_.upper() if scheme in ("gnd", "isni", "wikidata") else id_


def from_address(address: str) -> Authority | None:
    """The id that a web address names, in whichever catalogue; None where it names none. Many leave
    out how the address begins: `d-nb.info/gnd/118609807`.
    """
    address = address.strip()
    if "/" not in address:
        return None
    if not address.startswith(("http://", "https://")):
        address = f"https://{address}"
    host = address.split("/", 3)[2].lower()
    for name, scheme in SCHEMES.items():
        if not host.endswith(_HOSTS[name]):
            continue
        found = re.fullmatch(scheme.known_by, address, re.IGNORECASE)
        if found is not None:
            id_ = found[1]
            if name == "isni":
                id_ = re.sub("%20|[ -]", "", id_)
            elif name == "bnf" and len(id_) == 8:  # its pages leave out the check digit
                id_ += _bnf_check(id_)
            return Authority(name, id_ if name == "bnf" else id_.upper())
    return None


def to_address(authority: Authority) -> str:
    """Where a catalogue shows the id; empty for a catalogue that is not known."""
    scheme = SCHEMES.get(authority.scheme)
    return scheme.address.format(authority.id) if scheme else ""


def wrong(authority: Authority) -> str:
    """What is wrong with an id, in a few words; empty where nothing is."""
    scheme = SCHEMES.get(authority.scheme)
    if scheme is None:
        return "no such catalogue is known"
    if not re.fullmatch(scheme.form, authority.id):
        return f"it is no {scheme.name} id"
    if not scheme.proved(authority.id):
        return f"its check digit is not that of a {scheme.name} id: a digit is wrong or two are swapped"
    return ""
