"""What each stage of trace costs: `python bench/trace_stages.py`. CPU seconds, the best of several, for
an essay of 9,000 words against a diary of 1.18 million, and as shares of the whole.
"""

from __future__ import annotations

from carnet.trace import Tracer, announced, beside, claims, deciding, marks, unannounced, verdict
from carnet.trace.choosing import decide, likely, value
from carnet.trace.normal import letters
from carnet.trace.pages import pages
from carnet.trace.search import Search
from carnet.trace.shingles import shingled
from carnet.trace.weighing import weigh
from trace_data import best, corpus, folder


def main() -> None:
    root = folder()
    text = (root / "source.txt").read_text("utf-8")
    essay = (root / "real" / "docs" / "rls.txt").read_text("utf-8")
    tracer = Tracer(corpus(text))
    found = tracer.trace(essay)
    whole = best(lambda: tracer.trace(essay))
    search = Search(tracer.corpus, essay)
    symbols = letters(text).symbols
    chosen, _ = decide(search)
    firm = [(one.start, one.end) for one in chosen if one.kind and one.matched > 0.8 * one.size]
    marked = announced.candidates(search)
    spans = [(one.start, one.end) for one in found]
    altered = [one for one in found if one.parts]

    def compared() -> None:
        for one in altered:
            source = " ".join(part.text for part in one.parts)
            verdict.compare(essay, one.start, one.end, source, ())

    def decided() -> None:
        for one in marked:
            one.odds = deciding.odds(one)
        deciding.best_set(likely(marked), value)

    print(f"-- the archive, once: {len(text.split()):,} words")
    for name, action in (
        ("normal form", lambda: letters(text)),
        ("shingles, sorted", lambda: shingled(symbols)),
    ):
        print(f"{name:>24} {best(action, 3):8.4f} s")
    print(f"-- an essay of {len(essay.split()):,} words: {whole:.4f} s")
    for name, action in (
        ("normal form", lambda: letters(essay)),
        ("marks", lambda: marks.marked(essay)),
        ("seeds", lambda: tracer.corpus.seeds(letters(essay).symbols)),
        ("all before candidates", lambda: Search(tracer.corpus, essay)),
        ("between marks", lambda: announced.candidates(search)),
        ("without marks", lambda: unannounced.candidates(search, firm)),
        ("beside others", lambda: beside.candidates(search, chosen)),
        ("weighing", lambda: weigh(search, marked)),
        ("deciding", decided),
        ("claims of days", lambda: claims.dates(essay, spans)),
        ("claims of pages", lambda: pages(essay, spans)),
        ("verdicts", compared),
    ):
        spent = best(action)
        print(f"{name:>24} {spent:8.4f} s {spent / whole:6.0%}")


if __name__ == "__main__":
    main()
