"""The forms that the names of a record may take in a notebook, each with how it is made of them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from carnet.recognisers.names.forms import SMALL, TITLES, fold, keys_of
from carnet.recognisers.names.given import others

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carnet.register import Record

FAMILIAR: Final = "forename after a title"
"""How the Dora of "Aunt Dora" is made of that: she is the last to be called so without it."""
LONGEST: Final = 6
"""Words of a name, at most."""
_LOWER: Final = re.compile(r"\b[a-zß-öø-ÿ]{2,}\b")
_ASIDE: Final = re.compile(r"\s*[\[(].*?[\])]")  # Danube [Vienna]
_WHICH: Final = re.compile(r"\s*\(.*?\)")  # Narva (river): which of several of that name
_NUMBER: Final = re.compile(r"[IVXLC]+\.?|\d+\.?\w{0,3}")
_SURNAME: Final = 3  # letters of one that may stand alone

# What a place is, said before its name or after it. Who lives near says Aussee, and Bristol.
_BEFORE: Final = frozenset(
    (
        *("bad", "markt", "dorf", "hotel", "gasthof", "gasthaus", "restaurant", "cafe", "pension"),
        *("villa", "schloss", "burg", "ruine", "palais", "kloster", "stift", "mount", "mt", "lake"),
        *("loch", "river", "chateau", "abbaye", "lac", "mont", "ile", "lago", "monte", "isola"),
        *("palazzo", "fiume", "rio", "theater", "theatre", "teatro", "see", "fluss", "berg", "insel"),
        *("stadt", "fort", "festung", "mission", "cerro", "sierra", "laguna", "isla", "cabo", "puerto"),
        *("cap", "cape", "point", "port", "val", "montagne", "riviere", "fleuve", "etang", "ville"),
        *("ozero", "reka", "gora", "zavod", "rudnik", "ostrov", "jezero", "jezioro", "gmina", "wyspa"),
    )
)  # fmt: skip
_AFTER: Final = frozenset(
    (
        *("river", "lake", "castle", "abbey", "palace", "hall", "house", "island", "hotel", "creek"),
        *("mountain", "mountains", "hills", "falls", "bay", "mission", "see", "fluss", "gebirge"),
        *("insel", "kanal", "canal", "thal", "tal", "gora", "zavod", "sloboda", "rudnik", "ozero"),
    )
)  # fmt: skip
# which of two of its name it is: Ober Sankt Veit, Nether Wallop
_WHICH_OF_TWO: Final = frozenset(
    (
        *("ober", "unter", "nieder", "mitter", "vorder", "hinter", "vorderer", "hinterer", "vordere"),
        *("hintere", "gross", "klein", "upper", "lower", "nether", "great", "little", "haut", "bas"),
    )
)  # fmt: skip
_FIRST: Final = _BEFORE | _WHICH_OF_TWO
# after a part of a place's name these say that another is meant: the Ross Sea is not Ross Island
KINDS_OF_PLACE: Final = (_BEFORE | _AFTER) | frozenset(
    (
        *("sea", "ocean", "sound", "strait", "straits", "channel", "gulf", "inlet", "harbour", "harbor"),
        *("glacier", "peak", "range", "plateau", "valley", "desert", "forest", "street", "road", "square"),
        *("bridge", "station", "islands", "lakes", "meer", "gletscher", "strasse", "gasse", "platz"),
        *("brucke", "bahnhof", "wald", "bucht", "inseln"),
    )
)  # fmt: skip
_SAINTS: Final = frozenset(
    ("saint", "sainte", "st", "ste", "sankt", "san", "santa", "santo", "sint")
)
_SAINTS_WRITTEN: Final = {
    "saint": ("st",), "sainte": ("ste",), "sankt": ("st",), "st": ("saint", "sankt"), "ste": ("sainte",),
}  # fmt: skip
# after these stands a first name: Aunt Dora, Princess Mathilde
_BEFORE_FIRST: Final = frozenset(
    (
        *("aunt", "uncle", "tante", "onkel", "oncle", "cousin", "cousine", "sister", "brother", "schwester"),
        *("bruder", "princess", "prince", "prinz", "prinzessin", "princesse", "queen", "king", "konig"),
        *("konigin", "reine", "roi", "zia", "zio", "tia", "tio", "don", "dona", "pater", "frere", "soeur"),
    )
)  # fmt: skip
# who rules, and whose land follows: Kaiser der Franzosen
_RULERS: Final = frozenset(
    (
        *("konig", "konigin", "kaiser", "kaiserin", "herzog", "herzogin", "grossherzog", "erzherzog"),
        *("kurfurst", "kronprinz", "king", "queen", "emperor", "empress", "duke", "duchess", "roi"),
        *("reine", "empereur", "imperatrice", "duc", "duchesse", "re", "regina", "imperatore", "rey"),
        *("reina", "zar", "zarin", "tsar", "czar", "papst", "pope", "pape", "sultan", "schah", "dey", "bey"),
    )
)  # fmt: skip
_NUMERAL: Final = re.compile(r"[ivx]{1,5}")  # of a ruler, folded
_SOFT: Final = re.compile(r"(?<=\w)['’ʹ](?=[^\W\d_]{2})")  # Il'inka, d'Anville
# where it lies: Neuberg an der Mürz, Newcastle upon Tyne
_WHERE: Final = frozenset(
    (
        *("am", "an", "a", "bei", "im", "in", "ob", "on", "upon", "under", "sur", "sous", "en", "les"),
        *("sul", "sulla", "von", "vor", "unter", "auf", "nad", "pod", "next", "near", "by", "aan", "ved"),
    )
)  # fmt: skip


# au Havre; l'Empereur, "la Duse": of people only where it has a small letter
_ARTICLE: Final = re.compile(
    r"(?:[Ll]['’]|(?:[Ll]es?|[Ll]a|[Dd]er|[Dd]ie|[Dd]as|[Tt]he|[Ii]l|[Ll]o|[Gg]li|[Ee]l|[Ll]os|[Ll]as|[Dd]en|[Hh]et)\s)"
    r"(?=[^\W\d_])"
)


def small_words(record: Record) -> set[str]:
    """The words in small letters within the titles of a record, folded."""
    found = {
        fold(word)
        for text in texts_of(record)
        if not text.islower()
        for word in _LOWER.findall(text)
    }
    if record.kind == "place":  # Pinge wood
        found |= {
            keys[-1] for keys in map(keys_of, map(_plainly, texts_of(record))) if len(keys) > 1
        }
    return found - SMALL


def texts_of(record: Record) -> list[str]:
    """Its names as they are written."""
    return [name.text for name in record.names]


def _plainly(text: str) -> str:
    """A place's name without what it lies in, and without what is said aside."""
    return _SOFT.sub("", _ASIDE.sub("", text.partition(",")[0]))


def forms_of(record: Record) -> Iterator[tuple[str, str]]:
    """Each form with how it is made of the names: `whole`, `single`, `surname`, `forename`, `part`
    (of a place's name), `nearly whole`, `pet`, FAMILIAR. The same form may come again; the first counts.
    """
    for form, how in _forms_of(record):
        yield form, how
        keys = form.split(" ")
        if len(keys) > 1 and not _SAINTS.isdisjoint(keys):  # St. Omer, Saint-Omer
            at = next(n for n, key in enumerate(keys) if key in _SAINTS)
            for written in _SAINTS_WRITTEN.get(keys[at], ()):
                yield " ".join((*keys[:at], written, *keys[at + 1 :])), how


def _forms_of(record: Record) -> Iterator[tuple[str, str]]:
    person = record.kind == "person"
    if person:
        yield from _nicknames(record)
    for name in record.names:
        text = name.text
        if record.kind == "place":
            if "," in text:
                yield from _of_place(text)
            if _WHICH.search(text):
                yield " ".join(keys_of(_WHICH.sub("", text))), "whole"
        rest = _after_article(text)
        if rest and not (person and text[0].isupper()):
            yield " ".join(rest), "part" if text[0].isupper() else _whole_as(rest, person=person)
        if _SOFT.search(text):
            yield from _of_name(keys_of(_SOFT.sub("", _in_order(text))), person=person)
            text = text.replace("'", "’")
            if any(key[:1].islower() for key in _SOFT.split(text)[1:]):
                continue  # a soft sign, by which no word is divided
        yield from _of_name(keys_of(_in_order(text) if person else text), person=person)
        if person and len(double := keys_of(_in_order(text).rpartition(" ")[2])) == 2:
            yield " ".join(double), "surname"  # Beer-Hofmann
    if (record.forename or record.surname) and not _ruling(record):
        last, first = keys_of(record.surname), keys_of(record.forename)
        yield from _of_name((*first, *last), person=person)
        if last and len(last[-1]) >= _SURNAME:
            yield " ".join(last), "surname"
        if len(last) > 1 and len(last[0]) > _SURNAME and last[0] not in SMALL | TITLES | _SAINTS:
            yield last[0], "surname"  # Cervantes Saavedra, Guyton de Morveau
    if person:
        yield from _familiar(record)
    if record.kind == "place":
        for name in record.names:
            yield from _shorter(name.text)


def parts(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The surname and the first names of a name of several words."""
    if _rules(keys) or _NUMERAL.fullmatch(keys[-1]):
        if keys[0] not in TITLES | _RULERS and len(keys[0]) >= _SURNAME:
            yield keys[0], "forename"
        return
    at = len(keys) - 1
    while at > 1 and keys[at - 1] in SMALL:
        at -= 1
    if at < len(keys) - 1:  # de Luc, von der Lippe
        yield " ".join(keys[at:]), "surname"
    saint = keys[at - 1] in _SAINTS  # Sainte-Beuve, who is not called Beuve
    first = keys[: at - saint]
    if len(first) > 1 and TITLES.isdisjoint(keys) and SMALL.isdisjoint(keys):
        yield " ".join(first), "forename"  # Jean-Paul
    if saint:
        yield " ".join(keys[at - 1 :]), "surname"
    elif len(keys[-1]) >= _SURNAME:
        yield keys[-1], FAMILIAR if _after_title(keys) else "surname"
    if len(keys[0]) >= _SURNAME and keys[0] not in TITLES:
        yield keys[0], "forename"


def _after_title(keys: Sequence[str]) -> bool:
    """Whether a name is a first name after what somebody is: Aunt Dora."""
    return len(keys) == 2 and keys[0] in _BEFORE_FIRST


def first_names(record: Record) -> set[str]:
    """The first names of a person, folded; titles may be among them."""
    first = set(keys_of(record.forename)[:1]) - _RULERS
    return {keys[0] for keys in _whole(record)} | first


def surnames(record: Record) -> set[str]:
    """The surnames of a person, folded."""
    own = set() if _ruling(record) else set(keys_of(record.surname)[-1:])
    last = {keys[-1] for keys in _whole(record) if not _after_title(keys)} | own
    return {key for key in last if not _NUMERAL.fullmatch(key)}


def _ruling(record: Record) -> bool:
    """Whether what stands for a surname is the land that somebody rules."""
    first = record.forename
    return "," in first + record.surname or bool(set(keys_of(first)[1:]) & _RULERS)


def _rules(keys: Sequence[str]) -> bool:
    """Whether a land follows the word for who rules it: Kaiser der Franzosen; König is a name."""
    return any(a in _RULERS and b in SMALL for a, b in pairwise(keys))


def _whole(record: Record) -> list[tuple[str, ...]]:
    names = [keys_of(_in_order(name.text)) for name in record.names]
    return [keys for keys in names if len(keys) > 1 and not _rules(keys)]


def _in_order(text: str) -> str:
    """A person's name with the first name first: Oakes, Jem; without what land somebody rules."""
    head, comma, tail = text.partition(",")
    if not comma:
        return text
    if _rules(keys_of(head)):
        return tail.strip()
    after = keys_of(tail)
    if _rules(after) or (len(after) == 1 and after[0] in _RULERS):
        return head.strip()
    if set(after[:1]) & TITLES:  # Adam, Freiherr von Zell
        return f"{head.strip()} {tail.strip()}"
    return f"{tail.strip()} {head.strip()}"


def _whole_as(keys: Sequence[str], *, person: bool) -> str:
    return "whole" if len(keys) > 1 or not person else "single"


def _of_name(keys: tuple[str, ...], *, person: bool) -> Iterator[tuple[str, str]]:
    yield " ".join(keys), _whole_as(keys, person=person)
    if not person or not 2 <= len(keys) <= LONGEST:
        return
    yield from parts(keys)
    yield f"{keys[0]} {keys[-1]}", "whole"


def _of_place(text: str) -> Iterator[tuple[str, str]]:
    """A place without what it lies in (Abingdon, Berkshire), or without its number (IV., Wieden)."""
    head, _, tail = text.partition(",")
    yield " ".join(keys_of(tail if _NUMBER.fullmatch(head) else head)), "whole"


def _shorter(text: str) -> Iterator[tuple[str, str]]:
    """What is left of a place's name where nobody asks which of several: Aussee, Weißenbach."""
    said = _plainly(text)
    keys = keys_of(said)
    at = next((n for n, key in enumerate(keys) if n and key in _WHERE), len(keys))
    if at == len(keys) - 1 or not said[:1].isupper():
        at = len(keys)
    elif at == 1 and keys[0] in KINDS_OF_PLACE:  # Theater in der Josefstadt
        return
    keys = keys[:at]
    for cut in (
        (keys[keys[0] in _FIRST :], keys[: len(keys) - (keys[-1] in _AFTER)]) if keys else ()
    ):
        form = " ".join(cut)
        whole = len(cut) == len(keys)
        if len(form) > _SURNAME and (whole or not _strays(cut)):
            yield form, "part"


def _strays(cut: Sequence[str]) -> bool:
    """Whether what is left of a place's name is none: Ile | de France, Fort | William."""
    return cut[0] in _FIRST or cut[0] in SMALL or (len(cut) == 1 and bool(others(cut[0])))


def definite(record: Record) -> set[str]:
    """The forms that its names have after an article in small letters: l'Empereur, the Doctor."""
    names = (text for text in texts_of(record) if text[:1].islower())
    return {" ".join(_after_article(text)) for text in names} - {""}


def _after_article(text: str) -> tuple[str, ...]:
    found = _ARTICLE.match(text)
    return keys_of(text[found.end() :]) if found else ()


def _nicknames(record: Record) -> Iterator[tuple[str, str]]:
    """Single names of a person that are a familiar form of the first name: someone says so here."""
    pets = {
        pet
        for name in first_names(record) - TITLES
        for pet in (*others(name, record.sex[:1].lower()), name)
    }
    for name in record.names:
        keys = keys_of(name.text)
        if (
            keys
            and keys[0] in pets
            and (len(keys) == 1 or _NUMBER.fullmatch(name.text.split()[-1]))
        ):
            yield keys[0], "nick"


def _familiar(record: Record) -> Iterator[tuple[str, str]]:
    """What friends and families make of a first name, and these with each surname."""
    names = [keys_of(name.text) for name in record.names]
    single = [keys[0] for keys in names if len(keys) == 1 and len(keys[0]) > 1][:5]
    last = surnames(record)
    for one in single:
        for other in (*single, *sorted(last)):
            if one != other and one not in last:
                yield f"{one} {other}", "nearly whole"
    for name in sorted(first_names(record) - TITLES):
        for pet in others(name, record.sex[:1].lower()):
            yield pet, "pet"
