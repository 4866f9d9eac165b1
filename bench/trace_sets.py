"""Makes controlled essays for trace out of diaries in several languages: `python bench/trace_sets.py DIR`.

Of each diary, stretches of 5 to 120 words are set into prose of the same language that is not from
it, as critics, printers and recognisers of letters leave them: with marks of several countries, as
blocks, or with none; cut, bracketed, respelt, misquoted, badly read, or all at once. Decoys come from
other books and from a Markov chain of the diary's own words. What is made depends on nothing but
the seed. Keys have the fields of the shared set.
"""

from __future__ import annotations

import argparse
import io
import itertools
import json
import random
import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from trace_data import data, folder

_WORD = re.compile(r"\S+")
_BLANK = re.compile(r"\s+")
_FREE = 500_000  # words of a diary in which words are followed by more than one
_RULE = re.compile(r"(?:[*_.]\s?){3,}")
_CLASSES = {"V": 25, "E": 25, "B": 10, "S": 10, "W": 10, "O": 10, "M": 10}
_DECOYS = {"diarist": 4, "novel": 2, "markov": 2}
_LENGTHS = ((5, 7, 9), (8, 12, 14), (13, 20, 12), (21, 40, 24), (41, 80, 31), (81, 120, 10))
_BRIEF = ((4, 7, 6), (8, 12, 2))
_READ = {
    "e": "co", "c": "eo", "a": "ou", "o": "ae", "u": "n", "n": "u", "h": "b", "b": "h", "t": "r",
    "r": "t", "f": "t", "i": "l1", "l": "i1", "s": "f", "m": ["rn", "ni"], "w": ["vv"], "d": ["cl"],
    "ü": "u", "é": "e", "è": "e", "ä": "a", "ö": "o", "ß": ["B", "ss"], "I": "l1", "O": "0",
}  # fmt: skip


class Tongue(NamedTuple):
    """How a language is quoted, and what its writers change."""

    marks: tuple[tuple[str, str], ...]
    leads: tuple[str, ...]
    given: tuple[str, ...]  # what stands in brackets
    spell: tuple[tuple[str, str], ...]


TONGUES = {
    "en": Tongue(
        (("“", "”"), ('"', '"'), ("‘", "’"), ("“", "”"), ("'", "'")),
        ("He writes: {}.", "This is how it is put: {}.", "The diary has {}, and leaves it there.",
         "One reads {} without surprise.", "Hence the phrase {}, which says much.", "{}, we are told."),
        ("the King", "his friend", "they", "her", "the house", "sic", "that place", "my mother"),
        (("ed ", "’d "), ("ou", "o"), ("ck", "c"), ("y ", "ie "), ("ll ", "l "), ("e ", "ee "),
         ("or", "our"), ("i", "y"), ("and ", "& ")),
    ),
    "fr": Tongue(
        (("« ", " »"), ("«\u00a0", "\u00a0»"), ("“", "”"), ('"', '"'), ("«", "»")),
        ("Il écrit : {}.", "On lit dans le journal {}, sans plus.", "Le mot revient : {}.",
         "Voici la note du soir : {}.", "{}, dit-il encore."),
        ("le roi", "son ami", "elle", "ils", "la maison", "sic", "cet homme", "mon père"),
        (("ai", "oi"), ("ents", "ens"), ("é", "e"), ("è", "é"), ("ê", "es"), ("mm", "m"), ("i", "y"),
         ("t ", "th "), ("nn", "n")),
    ),
    "de": Tongue(
        (("„", "“"), ("»", "«"), ("«", "»"), ("‚", "‘"), ('"', '"')),
        ("Er schreibt: {}.", "Im Tagebuch heißt es {}, mehr nicht.", "So lautet der Satz: {}.",
         "Am Abend steht da {}, und nichts weiter.", "{}, so heißt es weiter."),
        ("der König", "sein Freund", "sie", "ihr", "das Haus", "sic", "dieser Ort", "meine Mutter"),
        (("ß", "ss"), ("t", "th"), ("ei", "ey"), ("ie", "i"), ("k", "c"), ("ä", "ae"), ("ü", "ue"),
         ("ieren", "iren"), ("z", "tz")),
    ),
}  # fmt: skip


class Diary(NamedTuple):
    """A diary to be quoted. `read` is the source as it is searched, where that is not what was
    written: letter for letter as long, with some of them misread.
    """

    name: str
    language: str
    source: str
    prose: str
    others: dict[str, str]
    read: str = ""
    lengths: tuple[tuple[int, int, int], ...] = _LENGTHS


def diaries() -> list[Diary]:
    """The sets that can be made of the data at hand."""
    root = data()

    def text(name: str) -> str:
        return root.joinpath("text", name).read_text("utf-8")

    werther = root / "parallel" / "werther_de-en"
    schnitzler = "\n\n".join(
        _plain(path) for path in sorted((root / "tei/schnitzler-tagebuch/editions").glob("*.xml"))
    )
    goncourt, sand = (
        text("goncourt_journal-1_fr.txt"),
        text("sand_journal-d-un-voyageur-1870_fr.txt"),
    )
    half = len(sand) // 2
    german = text("prince_deutsch-ostafrika_1896-_de.txt")
    de, en = ((werther / f"{one}.txt").read_text("utf-8") for one in ("de", "en"))
    girl, amiel = text("young-girls-diary_en.txt"), text("amiel_journal-intime_en.txt")
    sister, scott = text("nursing-sister_1914-1915_en.txt"), text("scott_last-expedition-1_en.txt")
    tolstoi, lewis = text("tolstoi_journal-1895-1899_en.txt"), text("lewis-clark_1804_en.txt")
    many = f"{girl}\n\n{lewis}\n\n{sister}\n\n{tolstoi}"
    # a large archive finds more by chance; the shared essays are no part of this set
    wide = "\n\n".join((many, (folder() / "source.txt").read_text("utf-8")))
    return [
        Diary("goncourt", "fr", goncourt, sand[:half], {"diarist": sand[half:], "novel": sand[half:]}),
        Diary("schnitzler", "de", schnitzler, german, {"diarist": german, "novel": de}),
        Diary("prince", "de", german, de, {"diarist": schnitzler, "novel": schnitzler}),
        Diary("girl", "en", girl, sister, {"diarist": scott, "novel": en}),
        Diary("amiel", "en", amiel, girl, {"diarist": tolstoi, "novel": en}),
        Diary("many", "en", many, scott, {"diarist": amiel, "novel": en}),
        Diary("wide", "en", wide, amiel, {"diarist": scott, "novel": en}),
        # a poor scan of a diary, quoted from a good edition
        Diary("scan", "en", scott, girl, {"diarist": sister, "novel": en}, _misread(scott, 0.015)),
        Diary("brief-en", "en", many, amiel, {"diarist": scott, "novel": en}, "", _BRIEF),
        Diary("brief-fr", "fr", goncourt, sand[:half], {"diarist": sand[half:], "novel": sand[half:]},
              "", _BRIEF),
        Diary("brief-de", "de", schnitzler, german, {"diarist": german, "novel": de}, "", _BRIEF),
    ]  # fmt: skip


def _misread(text: str, rate: float) -> str:
    """A text with some letters taken for others; it stays as long."""
    dice = random.Random(rate)
    return "".join(
        dice.choice([one for one in _READ[sign] if len(one) == 1] or [sign])
        if sign in _READ and dice.random() < rate
        else sign
        for sign in text
    )


def _plain(path: Path) -> str:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.parse(str(path), parser)
    body = root.find(".//{*}body")
    if body is None:
        return ""
    paragraphs = body.iter("{*}p")
    return "\n".join(_BLANK.sub(" ", "".join(one.itertext())).strip() for one in paragraphs)


# ---------------------------------------------------------------------- one quotation


class Quote(NamedTuple):
    text: str
    segments: list[list[int]]
    kind: str
    ops: list[str]


class Maker:
    """Makes the quotations of one diary."""

    def __init__(self, diary: Diary, dice: random.Random) -> None:
        self.diary, self.dice = diary, dice
        self.tongue = TONGUES[diary.language]
        self.words = [found.span() for found in _WORD.finditer(diary.source)]
        said = [diary.source[a:b] for a, b in self.words]
        self.vocabulary = [one.strip(".,;:!?()\"“”«»—-'") for one in said]
        self.follows: dict[str, list[str]] = defaultdict(list)
        for one, two in itertools.pairwise(said):
            self.follows[one].append(two)

    def many(self) -> int:
        lengths = self.diary.lengths
        low, high, _ = self.dice.choices(lengths, [one[2] for one in lengths])[0]
        return self.dice.randint(low, high)

    def quote(self, cls: str) -> Quote | None:
        dice, source = self.dice, self.diary.source
        many = self.many()
        if cls == "E":
            many = max(many, 8)
        first = dice.randrange(len(self.words) - many - 700)
        start, end = self.words[first][0], self.words[first + many - 1][1]
        segments = [[start, end]]
        ops = []
        chosen = {"M": dice.sample("EBSWO", dice.randint(2, 3))}.get(cls, [cls])
        if "E" in chosen and many >= 8:
            cut = dice.randint(3, many - 3)
            gap = dice.choice((1, 3, 8, 20, 60, 200, 600))
            after = first + cut + gap
            segments = [[start, self.words[first + cut - 1][1]],
                        [self.words[after][0], self.words[after + many - cut - 1][1]]]  # fmt: skip
            ops.append("ellipsis")
        texts = []
        for segment in segments:
            text = _BLANK.sub(" ", source[segment[0] : segment[1]]).strip("_ ")
            for one in chosen:
                change = {"B": self.bracket, "S": self.spell, "W": self.word, "O": self.read}.get(
                    one
                )
                if change:
                    changed = change(text)
                    ops += [one] if changed != text else []
                    text = changed
            texts.append(text)
        sign = dice.choice((" … ", " ... ", " [...] ", " . . . ", " […] ", " (...) ", "… "))
        text = sign.join(texts)
        plain = " ".join(source[a:b] for a, b in segments)
        if any(mark in plain for mark in '“”„«»"') or _RULE.search(plain):
            return None  # a quotation within, or printer's ornaments
        if dice.random() < 0.3 and text[0].isalpha():
            flipped = text[0].lower() if text[0].isupper() else text[0].upper()
            text = (f"[{flipped}]" if dice.random() < 0.4 else flipped) + text[1:]
            ops.append("case")
        text = dice.choice((lambda t: t, _ascii, _curly))(text)
        altered = any(one in ops for one in "BSWO")
        kind = "elided" if "ellipsis" in ops else ""
        kind = "+".join(filter(None, (kind, "altered" if altered else ""))) or "verbatim"
        return Quote(text, segments, kind, ops)

    def bracket(self, text: str) -> str:
        words = text.split(" ")
        if len(words) < 4:
            return text
        at = self.dice.randrange(1, len(words) - 1)
        given = f"[{self.dice.choice(self.tongue.given)}]"
        if given == "[sic]" or self.dice.random() < 0.3:
            words.insert(at, given)
        else:
            words[at] = given + words[at][len(words[at].rstrip(".,;:")) :]
        return " ".join(words)

    def spell(self, text: str) -> str:
        said = text + " "
        for old, new in self.dice.sample(self.tongue.spell, len(self.tongue.spell)):
            places = [one.start() for one in re.finditer(re.escape(old), said)]
            for at in sorted(self.dice.sample(places, min(len(places), 1 + len(text) // 150)))[
                ::-1
            ]:
                said = said[:at] + new + said[at + len(old) :]
            if (
                sum(a != b for a, b in zip(said.split(), text.split(), strict=False))
                > len(text) // 50
            ):
                break
        return said.rstrip()

    def word(self, text: str) -> str:
        words = text.split(" ")
        for _ in range(max(1, round(len(words) * self.dice.uniform(0.04, 0.2)))):
            if len(words) < 4:
                break
            at = self.dice.randrange(1, len(words))
            what = self.dice.random()
            if what < 0.5:
                words[at] = self.dice.choice(self.vocabulary) or words[at]
            elif what < 0.75:
                del words[at]
            else:
                words.insert(at, self.dice.choice(self.vocabulary) or "a")
        return " ".join(words)

    def read(self, text: str) -> str:
        rate = self.dice.uniform(0.01, 0.05)
        out = []
        for sign in text:
            if self.dice.random() >= rate:
                out.append(sign)
                continue
            what = self.dice.random()
            if what < 0.65 and sign in _READ:
                out.append(self.dice.choice(_READ[sign]))
            elif what < 0.8:
                out.append(sign + self.dice.choice(".,' "))
            elif what < 0.9 or sign not in _READ:
                out.append(sign)
        return "".join(out)

    def decoy(self, cls: str) -> str:
        if cls == "markov":
            # in a small diary most words have one follower: a chain would copy whole sentences
            least = 1 if len(self.words) > _FREE else 12
            words = [self.dice.choice(self.vocabulary) or "so"]
            for _ in range(self.many() - 1):
                after = self.follows[words[-1]]
                words.append(self.dice.choice(after if len(after) > least else self.vocabulary))
            return re.sub('[“”„«»"_*]', "", " ".join(words))
        other = self.diary.others[cls]
        at = self.dice.randrange(len(other) - 2000)
        words = other[other.index(" ", at) :].split()[: self.many()]
        return re.sub('[“”„«»"_]', "", " ".join(words))


def _ascii(text: str) -> str:
    for old, new in (("’", "'"), ("‘", "'"), ("—", "--"), ("…", "...")):
        text = text.replace(old, new)
    return text


def _curly(text: str) -> str:
    return text.replace("'", "’").replace("fi", "ﬁ").replace("fl", "ﬂ")


# ---------------------------------------------------------------------- essays


def _prose(diary: Diary) -> list[str]:
    """Paragraphs with what they quote themselves: that is not from the diary either."""
    out = []
    for found in re.split(r"\n\s*\n", diary.prose):
        plain = _BLANK.sub(" ", found.replace("_", "")).strip()
        if 200 < len(plain) < 1500 and "Produced by" not in plain:
            out.append(plain)
    return out


def essays(diary: Diary, seed: int, docs: int = 8, quotes: int = 50, decoys: int = 16):
    """Essays as (name, text) and their keys."""
    dice = random.Random(f"{seed} {diary.name}")
    maker = Maker(diary, dice)
    paragraphs = _prose(diary)
    folded, home = _folded(diary.source)
    texts, gold = [], []
    for nth in range(docs):
        name = f"{diary.name}-{nth:02d}.txt"
        jobs = [(cls, True) for cls in dice.choices(list(_CLASSES), _CLASSES.values(), k=quotes)]
        jobs += [(cls, False) for cls in dice.choices(list(_DECOYS), _DECOYS.values(), k=decoys)]
        dice.shuffle(jobs)
        text = io.StringIO()
        wrapped = dice.random() < 0.4
        for cls, real in jobs:
            made = None
            while made is None:
                made = maker.quote(cls) if real else Quote(maker.decoy(cls), [], "decoy", [])
            mode = dice.choices(("quoted", "block", "unquoted"), (70, 16, 14))[0]
            if real and mode == "unquoted" and made.kind.startswith("elided"):
                mode = "quoted"
            said = _wrapped(made.text, dice) if wrapped else made.text
            text.write(dice.choice(paragraphs))
            if mode == "block":
                text.write("\n\n    " if dice.random() < 0.5 else "\n\n> ")
                start = text.tell()
                text.write(said)
                end = text.tell()
                text.write("\n\n")
            else:
                before, after = dice.choice(maker.tongue.leads).split("{}")
                left, right = dice.choice(maker.tongue.marks) if mode == "quoted" else ("", "")
                text.write(" " + before + left)
                start = text.tell()
                text.write(said)
                end = text.tell()
                text.write(right + after + dice.choice((" ", "\n\n")))
            alts = []
            if real:
                alts = _elsewhere(folded, home, diary.source, made.segments)
            gold.append({
                "doc": name, "qid": len(gold), "qs": start, "qe": end, "quote": said, "kind": made.kind,
                "cls": cls, "ops": made.ops, "mode": mode, "noise": 0, "n_words": len(made.text.split()),
                "segments": made.segments, "alts": alts,
                "source_text": " … ".join(diary.source[a:b] for a, b in made.segments),
            })  # fmt: skip
        texts.append((name, text.getvalue()))
    return texts, gold


def _wrapped(text: str, dice: random.Random) -> str:
    out = list(text)
    blanks = [nth for nth, sign in enumerate(text) if sign == " "]
    at = dice.randint(5, 70)
    for one in blanks:
        if one >= at:
            out[one] = "\n"
            at = one + 70
    return "".join(out)


def _folded(text: str) -> tuple[str, list[int]]:
    out, home = [], []
    for at, sign in enumerate(text):
        for one in unicodedata.normalize("NFKD", sign).casefold():
            if one.isalnum():
                out.append(one)
                home.append(at)
    return "".join(out), home


def _elsewhere(
    folded: str, home: list[int], source: str, segments: list[list[int]]
) -> list[list[list[int]]]:
    """Further places with the same letters, of a quotation without a gap."""
    if len(segments) > 1:
        return []
    own = _folded(source[segments[0][0] : segments[0][1]])[0]
    out = []
    at = folded.find(own)
    while at >= 0 and len(out) < 60:
        place = [home[at], home[at + len(own) - 1] + 1]
        if abs(place[0] - segments[0][0]) > 20:
            out.append([place])
        at = folded.find(own, at + 1)
    return out


def write(root: Path, seed: int) -> list[Path]:
    """The sets as folders of one shape with the shared ones; each with its `source.txt`."""
    out = []
    for diary in diaries():
        folder = root / diary.name
        (folder / "docs").mkdir(parents=True, exist_ok=True)
        more = (
            {"decoys": 60 if diary.name == "wide" else 40}
            if diary.lengths is _BRIEF or diary.name == "wide"
            else {}
        )
        texts, gold = essays(diary, seed, **more)
        (folder / "source.txt").write_text(diary.read or diary.source, encoding="utf-8")
        for name, text in texts:
            (folder / "docs" / name).write_text(text, encoding="utf-8", newline="\n")
        with (folder / "gold.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in gold)
        out.append(folder)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    for path in write(arguments.folder, arguments.seed):
        print(path)


if __name__ == "__main__":
    main()
