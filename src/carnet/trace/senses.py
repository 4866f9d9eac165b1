"""Words that turn the sense of a sentence: negations, limits, numbers. In the folded form of
`carnet.trace.boundaries.form`, by language; all are looked for at once, since the archive and the
essay may be in several.
"""

from __future__ import annotations

from carnet.trace.boundaries import form

_NEGATIONS = (
    "not no never nor neither none nothing nobody nowhere cannot without hardly scarcely "  # en
    "don't doesn't didn't won't wouldn't can't couldn't shouldn't isn't aren't wasn't weren't "
    "haven't hasn't hadn't mustn't needn't shan't ain't "
    "ne non pas point jamais rien aucun aucune nul nulle personne ni guère sans "  # fr
    "nicht kein keine keinen keinem keiner keines nie niemals nichts niemand weder nirgends ohne "
    "nunca jamás nada nadie ningún ninguna tampoco sin "  # es
    "non mai niente nulla nessuno nessuna senza "  # it
    "не нет ни никогда ничего никто нигде без "  # ru
    "niet geen nooit niets niemand nergens zonder "  # nl
    "inte icke ej aldrig ingen inga inget ingenting utan ikke aldri intet uden "  # sv da no
    "não jamais ninguém nenhum nenhuma sem nem "  # pt
    "neque nemo nihil numquam nunquam nullus nullum "  # la
    "δεν δε μη μην ουδέποτε ποτέ κανείς κανένας καμία τίποτα χωρίς δίχως ου ουκ ουχ ουδέ "  # el
    "nie ani nigdy nikt"  # pl
)
_LIMITS = (
    "but yet though although unless except save only however if until till provided "  # en
    "mais cependant toutefois sauf quoique quoiqu sinon pourtant si "  # fr
    "aber doch jedoch obwohl obgleich außer sondern sofern wenn allerdings "  # de
    "pero aunque sino salvo excepto si empero "  # es
    "но однако хотя если кроме "  # ru
    "ma però benché tranne se "  # it
    "maar echter hoewel tenzij dock ehuru såvida dog skjønt skønt medmindre "  # nl sv da
    "mas porém embora "  # pt
    "sed tamen nisi quamquam etsi autem "  # la
    "αλλά όμως αν εκτός μολονότι "  # el
    "ale lecz jednak chociaż jeśli"  # pl
)
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand million dozen score half twice thrice once "
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth "
    "un deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize "
    "vingt trente quarante cinquante soixante cent mille douzaine "
    "ein eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig "
    "fünfzig sechzig siebzig achtzig neunzig hundert tausend dutzend "
    "uno dos tres cuatro cinco seis siete ocho nueve diez veinte treinta cien mil "
    "erste ersten zweite zweiten dritte dritten vierte vierten fünfte fünften sechste siebte achte "
    "neunte neunten zehnte zehnten elfte zwölfte premier première deuxième troisième quatrième "
    "cinquième sixième septième huitième neuvième dixième primero segundo tercero cuarto quinto "
    "один два две три четыре пять шесть семь восемь девять десять двадцать сорок сто тысяча "
    "двух трёх четырёх пяти шести семи восьми девяти десяти двадцати ста тысячи тысяч "
    "due tre quattro cinque sette otto nove dieci venti trenta cento "
    "twee drie vijf zes zeven acht negen tien twintig honderd duizend "
    "två fyra fem sju åtta nio tjugo hundra tusen seks syv otte tyve hundrede tusind "
    "dois duas três cinco sete oito dez vinte cem quinque septem octo novem decem centum "
    "δύο τρία τρεις τέσσερα τέσσερις πέντε έξι επτά οκτώ εννέα δέκα είκοσι εκατό χίλια "
    "dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć sto tysiąc"
)

NEGATIONS = frozenset(map(form, _NEGATIONS.split()))
LIMITS = frozenset(map(form, _LIMITS.split()))
NUMBERS = frozenset(map(form, _NUMBERS.split()))


def is_number(word: bytes) -> bool:
    """Whether a word says how many."""
    return word[:1].isdigit() or word in NUMBERS
