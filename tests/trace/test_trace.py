"""Trace as a whole, on texts, on an edition, and through the command line."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from carnet.archive import Archive
from carnet.errors import SourceError
from carnet.trace import Tracer
from carnet.trace.essay import read_essay
from tests.archive.tools import AS_OF, carnet, done
from tests.browsing import chromium, new_page

if TYPE_CHECKING:
    from pathlib import Path

    from carnet.trace import Quotation

DIARY = {
    "1911-05-03": (
        "Went to the ferry at six and found the rope already wet. The boatman would not say who had "
        "crossed before me. So home, and wrote four letters by the light of the kitchen, of which "
        "three were to people who will not answer and the fourth to Tom."
    ),
    "1911-05-04": (
        "Counted thirty-eight herons from the mill; Tom says it was thirty-nine, and that I never "
        "could count birds that were looking at me. So home, and to bed by candle."
    ),
    "1911-05-05": (
        "The harbour master has taken down his flag for the winter. He folded it as one folds a "
        "letter that has been answered. I do not think that he will put it up again, but I have been "
        "wrong about flags before. So home, and to bed by candle."
    ),
}


@pytest.fixture(scope="module")
def tracer() -> Tracer:
    return Tracer.from_texts(DIARY)


def only(found: list[Quotation]) -> Quotation:
    assert len(found) == 1, [(one.quote, one.verdict) for one in found]
    return found[0]


def check(tracer: Tracer, essay: str, entry: str, verdict: str = "verbatim") -> Quotation:
    one = only(tracer.trace(essay))
    assert (one.verdict, one.entry) == (verdict, entry)
    part = one.parts[0]
    assert DIARY[entry][part.start : part.end] == part.text
    return one


def test_a_quotation_between_marks(tracer: Tracer):
    essay = "She writes: “found the rope already wet”, and no more."
    one = check(tracer, essay, "1911-05-03")
    assert essay[one.start : one.end] == one.quote == "found the rope already wet"
    assert one.parts[0].text == "found the rope already wet"
    assert (one.elided, one.misattributed, one.changes, one.flags) == (False, False, (), ())
    assert one.score > 0.5


def test_an_elided_quotation_has_parts_and_what_lies_between(tracer: Tracer):
    one = check(
        tracer,
        "She says that he “folded it … but I have been wrong about flags before”.",
        "1911-05-05",
    )
    assert one.elided
    assert [part.text for part in one.parts] == [
        "folded it",
        "but I have been wrong about flags before",
    ]
    assert one.omitted[0].startswith("as one folds a letter")


def test_a_sign_of_omission_where_nothing_is_left_out_elides_nothing(tracer: Tracer):
    one = check(tracer, "“the rope already wet … The boatman would not say”", "1911-05-03")
    assert not one.elided


def test_a_dropped_negation_is_flagged(tracer: Tracer):
    one = check(
        tracer, "“I do think that he will put it up again”, she wrote.", "1911-05-05", "altered"
    )
    assert [(change.kind, change.was) for change in one.changes] == [("omission", "not")]
    assert one.flags == ("negation",)


def test_a_quotation_cut_before_its_limit_is_flagged(tracer: Tracer):
    one = check(
        tracer, "“I do not think that he will put it up again.” So she hoped.", "1911-05-05"
    )
    assert one.flags == ("cut short",)


def test_a_changed_number_is_flagged(tracer: Tracer):
    essay = "“Counted eighty-eight herons from the mill”, she says."
    assert check(tracer, essay, "1911-05-04", "altered").flags == ("number",)


def test_a_quotation_over_two_entries_has_parts_in_both(tracer: Tracer):
    essay = "“three were to people who will not answer … thirty-eight herons from the mill”"
    one = only(tracer.trace(essay))
    assert [part.entry for part in one.parts] == ["1911-05-03", "1911-05-04"]


def test_a_formula_lists_all_its_places(tracer: Tracer):
    one = only(tracer.trace("As always: “So home, and to bed by candle.”"))
    assert {one.entry, *(other[0].entry for other in one.others)} == {"1911-05-04", "1911-05-05"}


def test_what_is_not_there_is_unfound_with_what_is_nearest(tracer: Tracer):
    essay = "“The lighthouse keeper has sold his boat for a piano”, and “the rope was never wet at all”."
    found = tracer.trace(essay)
    assert [one.verdict for one in found] == ["unfound", "unfound"]
    assert found[0].nearest is None or found[0].nearest.likeness < 0.6
    assert not found[0].parts


def test_a_borrowing_without_marks(tracer: Tracer):
    essay = (
        "All year he folded it as one folds a letter that has been answered, and that was that; "
        "nobody in the town thought of it again before the spring tides."
    )
    one = check(tracer, essay, "1911-05-05")
    assert not one.marked
    assert one.quote == "he folded it as one folds a letter that has been answered"


def test_recognition_errors_do_not_hide_a_quotation(tracer: Tracer):
    essay = "“wrote four lettcrs by thc light of the kitcben, of wbich three were to peop1e”"
    assert check(tracer, essay, "1911-05-03", "altered").parts[0].text.endswith("to people")


def test_a_wrong_date_is_a_misattribution(tmp_path: Path):
    archive = made(tmp_path)
    essay = (
        "On 4 May 1911 she wrote: “found the rope already wet”.\n\n"
        "And on 5 May 1911: “He folded it as one folds a letter”.\n"
    )
    with Archive(archive) as opened:
        one, two = opened.trace(essay)
    assert (one.misattributed, one.claimed) == (True, "1911-05-04")
    assert (two.misattributed, two.claimed) == (False, "1911-05-05")


def test_of_a_formula_the_place_beside_another_quotation_is_meant(tracer: Tracer):
    essay = "She saw “birds that were looking at me”. And then: “So home, and to bed by candle.”"
    assert [one.entry for one in tracer.trace(essay)] == ["1911-05-04", "1911-05-04"]
    essay = (
        "Of the flag: “I have been wrong about flags before”. And “So home, and to bed by candle.”"
    )
    assert [one.entry for one in tracer.trace(essay)] == ["1911-05-05", "1911-05-05"]


def test_words_in_another_order_are_found_by_themselves(tracer: Tracer):
    one = check(tracer, "She “found already wet the rope”, it says.", "1911-05-03", "altered")
    assert {change.kind for change in one.changes} == {"order"}


def test_who_says_it_may_stand_after_a_conjunction(tracer: Tracer):
    one = only(
        tracer.trace("As Lindqvist says: “I never could count birds that were looking at me.”")
    )
    assert (one.misattributed, one.claimed) == (True, "Lindqvist")


def test_guillemets_within_guillemets_and_turned_round():
    words = "Il n’avait l’air de rien. « Vous notez », a-t-elle dit. « Moi, je corrige des catalogues. »"
    found = Tracer.from_texts({"a": words}).trace(f"Elle écrit : « {words} » Et puis rien.")
    assert [(one.quote, one.verdict) for one in found] == [(words, "verbatim")]
    tracer = Tracer.from_texts(
        {"a": "Die Fähre lag still im Regen. Der Hafenmeister hat seine Fahne eingeholt."}
    )
    essay = "»Die Fähre lag still im Regen«, sagt sie dort am Tor, »hat seine Fahne eingeholt«, sagt er."
    assert [one.verdict for one in tracer.trace(essay)] == ["verbatim", "verbatim"]


# ---------------------------------------------------------------------- other languages

ABROAD = {
    "de": (
        (
            "Der Hafenmeister hat seine Fahne für den Winter eingeholt und zusammengelegt wie einen "
            "Brief, auf den geantwortet worden ist. Ich glaube nicht, daß er sie wieder hißt."
        ),
        (
            "Er habe, schreibt sie, „seine Fahne für den Winter eingeholt … wie einen Brief“; und: "
            "»Ich glaube nicht, dass er sie wieder hisst.«"
        ),
    ),
    "fr": (
        (
            "Le maître du port a rentré son pavillon pour l’hiver, et l’a plié comme on plie une lettre "
            "à laquelle on a répondu. Je ne crois pas qu’il le hisse encore une fois."
        ),
        (
            "Il a, dit-elle, « rentré son pavillon pour l'hiver […] comme on plie une lettre » ; et : "
            "« Je ne crois pas qu'il le hisse encore une fois »."
        ),
    ),
    "es": (
        (
            "El capitán del puerto ha bajado su bandera para el invierno y la ha doblado como se dobla "
            "una carta ya contestada. No creo que vuelva a izarla."
        ),
        (
            "Dice que «ha bajado su bandera para el invierno … como se dobla una carta ya contestada», "
            "y luego: “No creo que vuelva a izarla”."
        ),
    ),
    "ru": (
        (
            "Начальник порта снял свой флаг на зиму и сложил его, как складывают письмо, на которое уже "
            "ответили. Я не думаю, что он поднимет его снова."
        ),
        (
            "Она пишет, что он «снял свой флаг на зиму … как складывают письмо», и дальше: «Я не думаю, "
            "что он поднимет его снова»."
        ),
    ),
    "el": (
        (
            "Ο λιμενάρχης κατέβασε τη σημαία του για τον χειμώνα και τη δίπλωσε όπως διπλώνει κανείς ένα "
            "γράμμα που απαντήθηκε. Δεν νομίζω ότι θα τη σηκώσει ξανά."
        ),
        (
            "Γράφει ότι «κατέβασε τη σημαία του για τον χειμώνα … όπως διπλώνει κανείς ένα γράμμα», και: "
            "«Δεν νομίζω ότι θα τη σηκώσει ξανά»."
        ),
    ),
}


@pytest.mark.parametrize("language", ABROAD)
def test_other_languages_and_scripts(language: str):
    diary, essay = ABROAD[language]
    one, two = Tracer.from_texts({language: diary}).trace(essay)
    assert (one.verdict, one.elided, len(one.parts)) == ("verbatim", True, 2)
    assert two.parts[0].text[-8:].rstrip(".") in diary
    assert two.verdict == ("altered" if language == "de" else "verbatim")
    assert {change.kind for change in two.changes} == ({"spelling"} if language == "de" else set())


# ---------------------------------------------------------------------- an archive


def made(at: Path, **more: str) -> Path:
    """A small archive of three entries, built."""
    folder = at / "diary"
    (folder / "sources").mkdir(parents=True)
    days = {"1911-05-03": "3 May 1911", "1911-05-04": "4 May 1911", "1911-05-05": "5 May 1911"}
    text = "The notebook of Ada Lind, bought in Lund for two crowns, and not to be opened.\n\n"
    text += "\n\n".join(f"{days[day]}\n\n{said}" for day, said in DIARY.items())
    (folder / "sources" / "diary.txt").write_text(text + "\n", encoding="utf-8")
    settings = 'title = "Notebook"\nlanguage = "en"\n\n[author]\nname = "Ada Lind"\n'
    (folder / "carnet.toml").write_text(settings, encoding="utf-8")
    done("build", folder, "--as-of", AS_OF)
    return folder


def rows(folder: Path, *args: object) -> list[dict[str, Any]]:
    return carnet("trace", folder, *args, "--format", "jsonl").rows


def test_the_command_prints_the_fields_of_the_design(tmp_path: Path):
    folder = made(tmp_path)
    essay = tmp_path / "essay.md"
    essay.write_text("> The boatman would not say who had crossed before me.\n", encoding="utf-8")
    (row,) = rows(folder, essay)
    fields = (
        "essay", "start", "end", "quote", "verdict", "elided", "misattributed", "claimed", "parts",
        "others", "nearest", "changes", "flags", "score",
    )  # fmt: skip
    assert set(fields) <= row.keys()
    assert (row["essay"], row["verdict"]) == ("essay.md", "verbatim")
    (part,) = row["parts"]
    assert part.keys() == {
        "entry", "start", "end", "source", "source_start", "source_end", "text",
    }  # fmt: skip
    source = (folder / "sources" / "diary.txt").read_text("utf-8")
    assert source[part["source_start"] : part["source_end"]] == part["text"]
    with Archive(folder) as archive:
        text = archive.show(part["entry"])["text"]
    assert text[part["start"] : part["end"]] == part["text"]
    assert "1 quotation: 1 verbatim" in carnet("trace", folder, essay).out


def test_front_matter_has_no_entry(tmp_path: Path):
    folder = made(tmp_path)
    with Archive(folder) as archive:
        one = only(list(archive.trace("It was “bought in Lund for two crowns”.\n")))
    assert one.parts[0].entry is None
    assert one.parts[0].source == "diary.txt"


def test_what_is_sealed_is_not_even_the_nearest(tmp_path: Path):
    folder = made(tmp_path)
    essay = "“folded it as one folds a letter that has been answered”, and “found the rope already wet”.\n"
    with Archive(folder) as archive:
        assert [one.verdict for one in archive.trace(essay)] == ["verbatim", "verbatim"]
        last = list(archive.list("entries"))[-1]["id"]
        archive.decide(
            "seal", last, quote="He folded it as one folds a letter that has been answered."
        )
    done("build", folder, "--as-of", AS_OF)
    with Archive(folder) as archive:
        one, two = archive.trace(essay)
        assert one.verdict == "unfound"
        assert "answered" not in json.dumps({**one.row(), "quote": ""})
        assert two.verdict == "verbatim"
        after = only(list(archive.trace("“I have been wrong about flags before”.\n"))).parts[0]
        source = (folder / "sources" / "diary.txt").read_text("utf-8")
        assert source[after.source_start : after.source_end] == after.text
        assert [one.verdict for one in archive.trace(essay, unsealed=True)] == ["verbatim"] * 2


def test_the_index_is_brought_up_to_date_by_what_changed(tmp_path: Path):
    folder = made(tmp_path)
    for day in range(6, 29):
        extra = (
            f"{day} May 1911\n\nOn the {day}th nothing came but rain, and the ferry lay still.\n"
        )
        (folder / "sources" / f"more{day}.txt").write_text(extra, encoding="utf-8")
    done("build", folder, "--as-of", AS_OF)
    index = folder / ".carnet" / "trace"
    assert rows(folder, _essay(tmp_path, "“found the rope already wet”"))
    (first,) = [path.name for path in index.iterdir() if path.is_dir()]
    extra = "28 May 1911\n\nOn the last day the ferryman sang about a bishop and two geese.\n"
    (folder / "sources" / "more28.txt").write_text(extra, encoding="utf-8")
    done("build", folder, "--as-of", AS_OF)
    essay = _essay(
        tmp_path, "“the ferryman sang about a bishop and two geese”, “the rope already wet”"
    )
    assert [row["verdict"] for row in rows(folder, essay)] == ["verbatim", "verbatim"]
    now = sorted(path.name for path in index.iterdir() if path.is_dir())
    assert len(now) == 2
    assert first in now  # what did not change was not made again
    gone = rows(
        folder, _essay(tmp_path, "“On the 28th nothing came but rain, and the ferry lay still”")
    )
    assert all("28" not in part["text"] for row in gone for part in row["parts"])


def _essay(at: Path, text: str) -> Path:
    path = at / "essay.txt"
    path.write_text(text + "\n", encoding="utf-8")
    return path


def test_an_archive_against_itself_finds_the_fair_copy(tmp_path: Path):
    folder = made(tmp_path)
    copy = f"9 May 1911\n\nFair copy. {DIARY['1911-05-03'][:150]} And much else that is new.\n"
    (folder / "sources" / "fair.txt").write_text(copy, encoding="utf-8")
    done("build", folder, "--as-of", AS_OF)
    found = [row for row in rows(folder, "--itself") if row["essay"].startswith("1911-05-09")]
    assert [row["parts"][0]["entry"][:10] for row in found] == ["1911-05-03"]
    assert not any(row["others"] for row in found)  # its own place is no further one


def test_essays_of_the_archive_are_traced_when_none_is_named(tmp_path: Path):
    folder = made(tmp_path)
    assert carnet("trace", folder).status == 2
    (folder / "essays").mkdir()
    (folder / "essays" / "one.md").write_text("“found the rope already wet”\n", encoding="utf-8")
    assert [row["essay"] for row in rows(folder)] == ["one.md"]


def test_annotations_are_of_the_web(tmp_path: Path):
    folder = made(tmp_path)
    out = tmp_path / "a.jsonld"
    essay = _essay(tmp_path, "She: “found the rope already wet”.")
    assert carnet("trace", folder, essay, "--annotations", out).status == 0
    said = json.loads(out.read_text("utf-8"))
    assert said["type"] == "AnnotationCollection"
    (item,) = said["first"]["items"]
    assert item["target"]["selector"][1]["exact"] == "found the rope already wet"
    assert item["body"][0]["selector"][1]["exact"] == "found the rope already wet"


def test_the_report_is_one_file_that_nothing_hostile_gets_out_of(tmp_path: Path):
    folder = made(tmp_path)
    out = tmp_path / "report.html"
    essay = _essay(
        tmp_path,
        "<script>alert(1)</script> She: “found the rope already dry”, “<img src=x onerror=y> no ship”.",
    )
    assert carnet("trace", folder, essay, "--html", out).status == 0
    page = out.read_text("utf-8")
    assert "<script" not in page
    assert "<img" not in page
    assert "default-src &#x27;none&#x27;" in page or "default-src 'none'" in page
    assert 'class="altered"' in page
    assert 'class="unfound"' in page
    assert "<ins>dry</ins>" in page
    assert "<del>wet</del>" in page
    assert not re.search(r"(?:src|href)=[\"'](?!#)", page)


@pytest.mark.browser
def test_the_report_names_essays_by_their_titles_and_lists_them(tmp_path: Path):
    folder = made(tmp_path)
    one, two = tmp_path / "one.md", tmp_path / "two.md"
    one.write_text(
        "---\nauthor: X\n---\n\n# On flags\n\n“taken down his flag”.\n", encoding="utf-8"
    )
    two.write_text("He says “found the rope already wet”.\n", encoding="utf-8")
    done("trace", folder, one, two, "--html", tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text("utf-8")
    assert '<a href="#t1">On flags</a>' in page
    assert '<h2 id="t1">On flags</h2>' in page
    assert "author: X" not in page
    assert '<h2 id="t2">two.md</h2>' in page


def test_the_report_shows_signs_of_markdown_as_what_they_mean(tmp_path: Path):
    folder = made(tmp_path)
    essay = tmp_path / "one.md"
    essay.write_text(
        "# Of the rope already wet\n\n## I\n\n*By nobody.* She says:\n\n"
        "> Went to the ferry at six and\n> found the rope already wet.\n\nNo 2 * 3 * 4.\n",
        encoding="utf-8",
    )
    done("trace", folder, essay, "--html", tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "<strong>I</strong>" in page
    assert "<em>By nobody.</em>" in page
    assert "2 * 3 * 4" in page
    assert ">Went to the ferry at six and found the rope already wet.</a>" in page
    assert "&gt;" not in page.partition("</head>")[2]


def test_the_table_names_the_essay_where_there_are_several(tmp_path: Path):
    folder = made(tmp_path)
    one = _essay(tmp_path, "She: “found the rope already wet”.")
    assert one.name not in done("trace", folder, one).out
    two = tmp_path / "two.md"
    two.write_text("He: “found the rope already wet”.", encoding="utf-8")
    said = done("trace", folder, one, two).out.splitlines()
    assert [line for line in said if line in (one.name, two.name)] == [one.name, two.name]


def test_the_report_shows_the_passage_that_is_chosen(tmp_path: Path):
    folder = made(tmp_path)
    out = tmp_path / "report.html"
    essay = _essay(tmp_path, "She: “found the rope already dry”.")
    assert carnet("trace", folder, essay, "--html", out).status == 0
    with chromium() as browser:
        page = new_page(browser)
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(out.as_uri())
        assert not page.locator("#q1").is_visible()
        page.locator("#e1").click()
        assert page.locator("#q1").is_visible()
        assert page.locator("#q1 del").first.inner_text() == "wet"
        assert said == []


# ---------------------------------------------------------------------- essays as they come


def word(paragraphs: list[tuple[str, str]]) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text[:9]}</w:t></w:r>'
        f"<w:r><w:t>{text[9:]}</w:t></w:r></w:p>"
        for style, text in paragraphs
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
        )
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "why"), [("a.docx", "locked with a password"), ("a.doc", "old office")]
)
def test_locked_and_old_word_files_are_told_apart(tmp_path: Path, name: str, why: str):
    path = tmp_path / name
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000))
    with pytest.raises(SourceError, match=why):
        read_essay(path)


def test_what_tei_calls_spoken_is_a_quotation(tmp_path: Path, tracer: Tracer):
    path = tmp_path / "essay.xml"
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title>'
        "</titleStmt><publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc>"
        "</fileDesc></teiHeader><text><body><p>She <q>found the rope already dry</q>, and more."
        "</p></body></text></TEI>",
        encoding="utf-8",
    )
    essay = read_essay(path)
    one = only(tracer.trace(essay.text, essay.name, essay.blocks))
    assert (one.quote, one.verdict, one.marked) == ("found the rope already dry", "altered", True)


def test_word_files_give_paragraphs_and_block_quotations(tmp_path: Path, tracer: Tracer):
    path = tmp_path / "essay.docx"
    path.write_bytes(word([("Normal", "She goes on:"), ("Quote", "found the rope already wet")]))
    essay = read_essay(path)
    assert essay.text == "She goes on:\n\nfound the rope already wet"
    one = only(tracer.trace(essay.text, essay.name, essay.blocks))
    assert (one.verdict, one.marked, essay.text[one.start : one.end]) == (
        "verbatim",
        True,
        one.quote,
    )


def test_html_and_its_block_quotations(tmp_path: Path, tracer: Tracer):
    path = tmp_path / "essay.html"
    path.write_text(
        "<!doctype html><title>On ropes</title><p>She says:</p>"
        "<blockquote><p>found the <i>rope</i> already wet</p></blockquote><p>And no more.</p>",
        encoding="utf-8",
    )
    essay = read_essay(path)
    one = only(tracer.trace(essay.text, essay.name, essay.blocks))
    assert one.verdict == "verbatim"
    assert essay.text[one.start : one.end] == "found the rope already wet"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.md", b"\n \n", "empty"),
        ("marks.txt", "“…” — ?\n".encode(), "no words"),
        ("scan.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        ("broken.docx", b"PK\x03\x04broken", "damaged"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(64), "PNG"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(
    tmp_path: Path, name: str, data: bytes, says: str
):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SourceError) as refused:
        read_essay(path)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_word_file_that_unpacks_without_end_is_refused(tmp_path: Path):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b" " * (70 * 2**20))
    path = tmp_path / "bomb.docx"
    path.write_bytes(held.getvalue())
    with pytest.raises(SourceError, match="as only a trap is"):
        read_essay(path)


def test_entities_of_a_word_file_are_not_resolved(tmp_path: Path):
    held = io.BytesIO()
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    with zipfile.ZipFile(held, "w") as file:
        file.writestr(
            "word/document.xml",
            f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]><w:document xmlns:w='
            '"http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>Words &x;'
            "</w:t></w:r></w:p></w:document>",
        )
    path = tmp_path / "x.docx"
    path.write_bytes(held.getvalue())
    assert "secret" not in read_essay(path).text


def test_a_book_in_another_language_gives_a_clean_report(tracer: Tracer):
    book = (
        "Il était une fois un roi qui n’avait pas de flotte. « Je veux une flotte », dit-il. " * 300
    )
    assert all(one.verdict == "unfound" for one in tracer.trace(book))


def test_a_hundred_million_of_one_character_are_refused(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 100_000_000)
    with pytest.raises(SourceError, match="longer"):
        read_essay(path)
    assert (
        Tracer.from_texts({"a": "a" * 100_000, "b": DIARY["1911-05-03"]}).trace("a" * 1_000_000)
        == []
    )


def test_words_that_stand_the_same_in_several_places_list_them_all_though_misquoted():
    texts = {
        "a": "Up late. It rained, which vexed me to the blood, and so to dinner with my father.",
        "b": "The horse was lame, which vexed me to the blood; walked home by the quiet river.",
    }
    essay = "He was lame, and “walked home by the quiet river”. He is “vexed to the blood” by rain."
    _, found = Tracer.from_texts(texts).trace(essay)
    assert found.verdict == "altered"
    assert found.entry == "b"  # where the quotation beside it is from
    assert [[part.entry for part in other] for other in found.others] == [["a"]]
