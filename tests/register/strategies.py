"""Records as an editor or an import might leave them."""

from __future__ import annotations

import string

from hypothesis import strategies as st

from carnet.register import Authority, Name, Record, Relation

_SIGNS = st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Cn", "Co"))
WORDS = st.text(_SIGNS, min_size=1, max_size=24).map(lambda t: " ".join(t.split())).filter(bool)
AWKWARD = st.sampled_from(
    ["=1+1", "@cmd", "-x", "+1", "'=a", "a | b", "a|b", "a [de]", "[x]", "a\\", "a\\|b", "\\[", 'say "x"', "a, b", "É;è",
     "a [1911, de]", "x: y", "''=z"]
)  # fmt: skip
TEXTS = WORDS | AWKWARD
IDS = st.text(string.ascii_letters + string.digits + "_-.", min_size=1, max_size=12).filter(
    lambda t: t[0].isalpha()
)
PERIODS = st.sampled_from(["", "1911", "1911/1920", "../1919", "1921/..", "1911-05~", "19XX"])
DATES = st.sampled_from(["", "1866", "1911-05-06", "1820~", "18XX", "-0044", "1770/1818"])
NAMES = st.builds(
    Name, TEXTS, st.sampled_from(["", "birth", "nickname", "legacy-name-merge"]),
    st.sampled_from(["", "de", "de-AT", "grc"]), PERIODS,
)  # fmt: skip
RELATIONS = st.builds(
    Relation, st.sampled_from(["friend", "wife", "daughter of", "a | b", "x [y]"]),
    st.sampled_from(["", "p-halm", "pmb1"]), PERIODS,
)  # fmt: skip
AUTHORITIES = st.sampled_from(
    [Authority("gnd", "118609807"), Authority("viaf", "113230702"), Authority("wikidata", "Q42")]
)


def records(kind: str, ids: st.SearchStrategy[str] = IDS) -> st.SearchStrategy[Record]:
    """Records of one kind, with the fields that its table has."""
    shared = {
        "id": ids, "kind": st.just(kind), "name": TEXTS, "sort": st.just("") | TEXTS,
        "variants": st.lists(NAMES, max_size=3).map(tuple),
        "relations": st.lists(RELATIONS, max_size=2).map(tuple), "begin": DATES,
        "note": st.just("") | TEXTS, "authorities": st.lists(AUTHORITIES, max_size=2, unique=True).map(
            lambda found: tuple(sorted(found))),
        "links": st.lists(st.just("https://example.org/x"), max_size=1).map(tuple),
        "refs": st.lists(IDS, max_size=2, unique=True).map(tuple),
    }  # fmt: skip
    own = {
        "person": {"forename": st.just("") | WORDS, "surname": st.just("") | TEXTS, "end": DATES,
                   "roles": st.lists(TEXTS, max_size=2).map(tuple), "sex": st.sampled_from(["", "f", "m"])},
        "place": {"type": st.just("") | WORDS, "within": st.just("") | IDS, "end": DATES,
                  "latitude": st.none() | st.sampled_from([0.0, -33.4, 48.2082]),
                  "longitude": st.none() | st.sampled_from([0.0, -70.25, 16.3738])},
        "work": {"type": st.just("") | WORDS, "authors": st.lists(TEXTS, max_size=2).map(tuple)},
        "organisation": {"type": st.just("") | WORDS, "within": st.just("") | IDS, "end": DATES},
        "event": {"type": st.just("") | WORDS, "within": st.just("") | IDS},
    }[kind]  # fmt: skip
    return st.builds(Record, **shared, **own)
