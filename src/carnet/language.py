"""In which language a stretch of text is written, told by its small words, endings and letters.

To add a language, give it a line in `_WORDS`, `_ENDINGS` and `_LETTERS`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MOST: Final = 3000  # code points that are looked at: some five hundred words
_GLANCE: Final = 200  # of a longer text, code points at its beginning and as many in its middle
_PLAIN: Final = 6.0  # evidence in those that needs no more, if the second language has little:
_PLAINLY: Final = 0.3  # at most so much of the first's
_LEAST: Final = 40  # letters; less says nothing
_SURE: Final = 1.5  # evidence without which nothing is said, about three small words
_DENSE: Final = 0.07  # the same, for each word of the text
_FEW: Final = 0.34  # the most of a neighbour's own signs for each of the language's own
_CLEAR: Final = 0.6  # the most that the second may have of the first's evidence

# Not the commonest words, but those among them that tell languages apart.
_WORDS: Final[Mapping[str, str]] = {
    "en": "the and of to was that with his had for not were this have from which they i it he she "
    "in is a as at be by on we my me you all but are been did do down her him if into no now or our "
    "out over so some their them then there these two up us very what when who will would your "
    "could should came went about after again an am s t today",
    "fr": "le les des est une dans que pour qui sur pas nous elle avec sont mais la de et à un du il "
    "en au aux ce cette ces je me mon ma mes se son sa ses ne plus par on ou où tout tous très "
    "était être avait fait leur leurs l d qu j n c s y lui vous ils elles comme sans même bien deux "
    "puis encore rien ai suis",
    "de": "der die und das ist nicht mit ich ein den auf dem war auch sich von wir zu in im er sie "
    "es eine einen einem einer des für aus bei nach wie so als an am noch nur aber vor zum zur über "
    "hat habe haben hatte wird wurde uns mir mich sein seine seiner ihr ihm ihn durch wieder sehr "
    "gut dann da dort man oder bis gegen um wenn was",
    "es": "el los que una por con para las era pero más como sus muy está la de y en un se no del al "
    "lo me mi su le les ha había es son fue ser si sin sobre ya nos cuando porque hasta todo todos "
    "esta este esto yo ella desde donde dos también hay qué",
    "it": "il che di per una non con sono della era più anche gli nel la e è un si lo i le del dei "
    "delle dal dalla alla al da in a mi ho ha hanno come ma se ci questo questa quando tutto tutti "
    "molto suo sua loro io lui lei nella sul sulla stato dopo poi due cosa c l d",
    "nl": "de het een van dat niet met ik zijn voor was er ook naar en in is te op aan die dan maar "
    "om hij ze zij we wij mijn haar hem ons had heb heeft waren werd wordt door bij nog uit over "
    "toen als zo geen wel al nu veel weer of tot hebben",
    "pt": "que não uma com para os por mais era ele ela dos são o a e de do da em um no na se ao as "
    "das nos nas pelo pela eu me meu minha seu sua foi ser está estava muito como mas já também "
    "quando até tudo há depois isso este esta nós lhe sem dois",
    "la": "et est non cum sed quod ut qui ad ex esse sunt in a ab de quae si nec per pro ac atque "
    "me te se mihi tibi nos vos hoc haec hic ille illa eius eum enim autem etiam erat fuit quam "
    "aut iam ita tamen ante post inter sub quid quo omnia",
    "ru": "и в не на что с он как это но был его из я к по у за от же так все о она они мы вы то до "
    "бы только ее её мне меня мой было была были для еще ещё уже когда если нет или ни во со об "
    "чтобы там где тут очень потом",
    "pl": "nie się na że jest do to jak był przez ale już i w z o a po od za co tak jego jej ich go "
    "mnie mi ja on ona my była było były być tylko tym tego ten ta te który która które czy bardzo "
    "dla przy pod nad we ze bo gdy jeszcze dziś wszystko",
    "cs": "se je že jsem jsme byl byla bylo byli ale jak tak by jeho její pro od už jen když které "
    "který která co mě mne tu tam ve až také nebo ještě dnes není má jí před při kde velmi a v na s z "
    "do i po za si to mi ho ji mu ze jsou měl před mám jako však než toho tím své",
    "sv": "och att det som en på är av för med till den inte jag har de ett om var han hon vi så men "
    "från hade kan när eller skall ska sin sig min mig dig oss du där här nu då efter ut upp över "
    "under än vid mycket bara också blev vara varit icke mot dem deras idag hela kom något någon gick fick",
    "da": "og at det som en på er af for med til den ikke jeg har de et om var han hun vi så men fra "
    "havde kan når eller skal sin sig min mig dig os du der her nu da efter ud op over under end ved "
    "meget bare også blev være været mod dem deres dag hele hvor hvad kom noget nogen gik fik",
    "no": "og at det som en på er av for med til den ikke jeg har de et om var han hun vi så men fra "
    "hadde kan når eller skal sin seg min meg deg oss du der her nå da etter ut opp over under enn ved "
    "mye bare også ble være vært mot dem deres dag hele hvor hva kom noe noen gikk fikk",
    "fi": "ja on ei se oli hän että kun niin mutta minä olen kuin myös sitten vielä nyt jo joka mitä "
    "sen siitä siellä täällä ne me he minun hänen meidän olivat ovat ollut en emme tänään eilen "
    "jälkeen kanssa sekä vain hyvin kaikki kuitenkin ennen jos tai taas päivä illalla tuli oli olin",
    "hu": "a az és hogy nem is ez egy volt már meg csak ha de mint még el van mert azt ki fel én ő "
    "mi itt ott be le nagyon után kell vagy minden ma tegnap voltam lett majd úgy így aki ami amely "
    "mely akkor most sem se ezt neki nekem engem vele jól sok két után alatt között lesz este",
    "eo": "la kaj de en estas al ne mi por ke kun li ŝi ni vi ĝi oni estis tre sed el pri ĉi tiu kiu "
    "kio kiel tio ĉe tuj post antaŭ ankaŭ jam nun nur pli plej sin sia mia lia ŝia nia ilia ili min "
    "lin hodiaŭ ĉiuj ĉio se ĉar kiam dum inter sur sub tra ĝis unu havas havis",
}
_ENDINGS: Final[Mapping[str, str]] = {
    "en": "ing ght ess ful ous uld ish ked ied ally",
    "fr": "eux ait ais aux ées oir ère eur ois tte lle ées ant nce",
    "de": "ung cht eit ich sch ern ßen hen gen ier",
    "es": "ado ndo ión ero aba ció ías ían dad mos",
    "it": "are ato one gli ità zza zio nte tta tto ono ava eva ndo",
    "nl": "ijk eid jes tje aar oor eel ijn aan aat ijd cht",
    "pt": "ção ões ado ndo ava nho nha lho lha eiro iam mos",
    "la": "tur rum que bus unt ere sse tis mus ius ium tum",
    "ru": "ого его ать ить лся ами ных ной ние ось ься ный ала ого ому ает",
    "pl": "ego ych nie ość ała iał rze emu ymi ami ach ski ków cie",
    "cs": "ost ých ého ání ení ovi ský ská ské ově ali ila ách ami ala",
    "sv": "ade het rna nde igt tta lle ket are",
    "da": "ede hed ene nde igt lse ske ere",
    "no": "ede het ene nde igt lse sje ere",
    "fi": "ssa ssä sta stä lla llä lta ltä lle nen een ään kin mme nut tti iin oon ien inen uun",
    "hu": "ban ben nak nek tam tem ott ett tak tek ség ság ról ről val vel ból ből nál nél hoz tt unk ünk",
    "eo": "tas nas ras dis tis nis ris ojn ajn toj noj roj eco uro iĝi",
}
_LETTERS: Final[Mapping[str, str]] = {
    "en": "",
    "fr": "éèêëàâçîïôùûüœæÿ",
    "de": "äöüß",
    "es": "áéíóúñü",
    "it": "àèéìíòóùú",
    "nl": "éëïèóüöä",
    "pt": "áâãàçéêíóôõúü",
    "la": "æœëāēīōū",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяѣѳѵ",
    "pl": "ąćęłńóśźż",
    "cs": "áčďéěíňóřšťúůýž",
    "sv": "åäöé",
    "da": "æøåé",
    "no": "æøåéòô",
    "fi": "äö",
    "hu": "áéíóöőúüű",
    "eo": "ĉĝĥĵŝŭ",
}

# Scripts that one living language has almost to itself, or that letters or words tell apart.
_SCRIPTS: Final[Mapping[str, str]] = {
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "hy": "\u0530-\u058f",
    "he": "\u0590-\u05ff\ufb1d-\ufb4f",
    "ar": "\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "th": "\u0e00-\u0e7f",
    "ka": "\u10a0-\u10ff\u1c90-\u1cbf",
    "ko": "\u1100-\u11ff\uac00-\ud7af",
    "zh": "\u3005\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
}
SLAVIC: Final = frozenset(
    ("pl", "cs", "sk", "sl", "hr", "sr", "bs", "ru", "uk", "be", "bg", "mk", "hsb", "dsb")
)
"""Languages in which names have cases, by their codes."""
_FEWEST: Final = 8  # letters of such a script: a syllable or a word may be one
_KANA: Final = re.compile("[\u3041-\u30ff]")
_FARSI: Final = re.compile("[\u067e\u0686\u0698\u06af\u06cc\u06a9]")  # pe, che, zhe, gaf, yeh, kaf
_URDU: Final = re.compile("[\u0679\u0688\u0691\u06ba\u06be\u06d2]")
_YIDDISH: Final = re.compile(
    r"[\u05f0-\u05f2]|\b(?:\u05d0\u05d5\u05df|\u05d3\u05d9|\u05d3\u05e2\u05e8|\u05d0\u05d9\u05da)\b"
)
_OF_SCRIPT: Final = re.compile("|".join(f"([{letters}]+)" for letters in _SCRIPTS.values()))

_CODES: Final = tuple(_WORDS)
_Weights = dict[str, tuple[float, tuple[int, ...]]]


def _weights(said: Mapping[str, Iterable[str]], worth: float) -> _Weights:
    """What a sign is worth to each language that has it: the more have it, the less."""
    having: dict[str, list[int]] = {}
    for at, code in enumerate(_CODES):
        for sign in dict.fromkeys(said[code]):
            having.setdefault(sign, []).append(at)
    return {sign: (worth / len(having[sign]), tuple(having[sign])) for sign in having}


_BY_WORD: Final = _weights({code: words.split() for code, words in _WORDS.items()}, 1.0)
_BY_ENDING: Final = _weights({code: ends.split() for code, ends in _ENDINGS.items()}, 0.4)
_BY_LETTER: Final = _weights(_LETTERS, 0.4)
_WORD = re.compile(r"\w+")
_BEYOND = re.compile("[^\x00-\x7f]")
_told: dict[str, tuple[float, tuple[int, ...]] | None] = {}  # what words tell, as far as met
_MET = 20_000  # words that are remembered


class Told(NamedTuple):
    """A language by its tag, or "" where it cannot be told; and how sure that is, from 0 to 1."""

    tag: str
    sure: float


def any_slavic(tags: Iterable[str]) -> bool:
    """Whether one of some BCP 47 tags is of a Slavic language."""
    return any(tag.partition("-")[0] in SLAVIC for tag in tags)


def language_of(text: str, likely: Iterable[str] = ()) -> str:
    """The language of a text by its code, or "" where that cannot be told; see `tell`."""
    return tell(text, likely).tag


def tell(text: str, likely: Iterable[str] = ()) -> Told:
    """The language of a text, and how sure that is.

    `likely` are the tags of the languages that it may well be in: where the evidence is close,
    one of them is taken; and their tags are given back as they are (`en-GB`). Sureness grows with
    the evidence there is, and with the distance between the first language and the second.
    """
    sample = text[:MOST]
    middle = len(sample) // 2
    if middle > _GLANCE:
        glance = f"{sample[:_GLANCE]} {sample[middle : middle + _GLANCE]}"
        told = _tell(glance.lower(), likely, _PLAIN, _PLAINLY)
        if told.tag:
            return told
    return _tell(sample.lower(), likely, _SURE, _CLEAR)


def _tell(sample: str, likely: Iterable[str], least: float, clear: float) -> Told:
    """`least` is the evidence without which nothing is said, `clear` the most that the second
    language may have of the first's.
    """
    letters = set() if sample.isascii() else set(_BEYOND.findall(sample))
    if letters and _OF_SCRIPT.search("".join(letters)) and (told := _by_script(sample)) is not None:
        tags = {tag.replace("_", "-").partition("-")[0].lower(): tag for tag in likely}
        return told._replace(tag=tags.get(told.tag, told.tag))
    words = _WORD.findall(sample)
    if len(words) < _LEAST and sum(map(str.isalpha, sample)) < _LEAST:
        return _UNTOLD
    scores = _scores(sample, words, letters)
    tags = {tag.replace("_", "-").partition("-")[0].lower(): tag for tag in likely}
    most = max(scores)
    if most < least or most < _DENSE * len(words):
        return _UNTOLD
    near = [code for code, score in zip(_CODES, scores, strict=True) if score >= clear * most]
    if len(near) > 1:
        near = _apart(words, near) or [code for code in near if code in tags]
    if len(near) != 1 or (letters and _is_strange(sample, letters, near[0], len(words))):
        return _UNTOLD
    others = [score for code, score in zip(_CODES, scores, strict=True) if code != near[0]]
    ahead = max(1 - max(others) / most, 0.1)  # one of those expected may be behind another
    return Told(tags.get(near[0], near[0]), round(ahead * most / (most + _SURE), 2))


_UNTOLD: Final = Told("", 0.0)


def _by_script(sample: str) -> Told | None:
    """What the script of a text tells; None where it is written in one that many languages share."""
    counts = dict.fromkeys(_SCRIPTS, 0)
    for found in _OF_SCRIPT.finditer(sample):
        counts[tuple(counts)[(found.lastindex or 1) - 1]] += found.end() - found.start()
    code = max(counts, key=lambda each: counts[each])
    held, letters = counts[code], sum(map(str.isalpha, sample))
    if held < _FEWEST or 2 * held < letters:
        return None
    if code == "zh" and 10 * len(_KANA.findall(sample)) > held:
        code = "ja"
    elif code == "ar" and 100 * len(_URDU.findall(sample)) > held:
        code = "ur"
    elif code == "ar" and 40 * len(_FARSI.findall(sample)) > held:
        code = "fa"
    elif code == "he" and 40 * len(_YIDDISH.findall(sample)) > held:
        code = "yi"
    return Told(code, round(held / max(letters, held), 2))


def with_neighbours(told: Sequence[str]) -> list[str]:
    """Languages of entries in their order, in which what is too short to be told has the language of
    its neighbours on both sides where they agree, else that in which most of the others are.
    """
    known = [tag for tag in told if tag]
    if len(known) == len(told) or not known:
        return list(told)
    counts: dict[str, int] = {}
    for tag in known:
        counts[tag] = counts.get(tag, 0) + 1
    commonest = max(counts, key=lambda tag: counts[tag])
    rest = commonest if 2 * counts[commonest] > len(known) else ""
    after: list[str] = []
    following = ""
    for tag in reversed(told):
        after.append(following)
        following = tag or following
    out = []
    before = ""
    for tag, behind in zip(told, reversed(after), strict=True):
        out.append(tag or (before if before == behind else rest))
        before = tag or before
    return out


def _scores(sample: str, words: list[str], letters: set[str]) -> list[float]:
    """The evidence for each language; `letters` are those of the sample that are not ASCII."""
    scores = [0.0] * len(_CODES)
    if len(_told) > _MET:
        _told.clear()
    told = _told.get
    for word in words:
        found = told(word, ())
        if found == ():
            found = _told[word] = _BY_WORD.get(word) or _BY_ENDING.get(word[-3:])
        if found:
            worth, having = found
            for at in having:
                scores[at] += worth
    for letter in _BY_LETTER.keys() & letters:
        worth, having = _BY_LETTER[letter]
        worth *= sample.count(letter)
        for at in having:
            scores[at] += worth
    return scores


def _apart(words: Sequence[str], near: Sequence[str]) -> list[str]:
    """The one of several that is ahead of each other in what the two do not share: Danish and
    Norwegian have most words in common, and are told apart by few.
    """
    places = [_CODES.index(code) for code in near]
    signs = [
        frozenset(found[1]) for word in words
        if (found := _BY_WORD.get(word) or _BY_ENDING.get(word[-3:])) is not None
    ]  # fmt: skip
    for code, own in zip(near, places, strict=True):
        if all(_is_ahead(signs, own, other) for other in places if other != own):
            return [code]
    return []


def _is_ahead(signs: Sequence[frozenset[int]], own: int, other: int) -> bool:
    mine = sum(own in having and other not in having for having in signs)
    theirs = sum(other in having and own not in having for having in signs)
    return mine > 0 and theirs <= _FEW * mine


def _is_strange(sample: str, letters: set[str], code: str, words: int) -> bool:
    """Whether letters that the language does not have are too many for names and quotations: it
    is a neighbour of the language then, as Danish is of German.
    """
    others = filter(str.isalpha, letters.difference(_LETTERS[code]))
    return 8 * sum(map(sample.count, others)) > words
