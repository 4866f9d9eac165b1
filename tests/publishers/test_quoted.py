"""Essays on the site: each quotation leads to its passage, and each entry to who quotes it."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import carnet
from tests.archive.tools import (
    AS_OF,
    build,
    clean_copy,
    decide,
    entries,
    files,
    forget_derived,
    make,
    no_remains,
    site_text,
    stamps,
    tei,
)

if TYPE_CHECKING:
    from pathlib import Path

DIARY = b"""# 3 May 1912

The ferry was late again. A man beside me counted the gulls aloud until he had forty, and then sold
them to his daughter for a kiss.

My aunt has bought a harmonium, which nobody in the house is allowed to call by its name.

# 4 May 1912

Copied eleven letters for the notary. He pays by the page and looks at the margins as at a theft.

# 5 May 1912

Marguerite has pawned the silver teapot and told nobody but the parrot, who tells everybody.
"""
ESSAY = """---
author: Lotte Brandeis
---

# The Price of Gulls

Her *comedy* is arithmetic: \u201csold them to his daughter for a kiss\u201d is a sum. The notary, she says,
\u201cpays by the page and looks at the margin as at a theft\u201d; she <script>alert(1)</script> knows why.

> My aunt has bought a harmonium, which nobody in the house is allowed to call by its name.

Compare \u201cThe ferry was late again. [\u2026] and then sold them to his daughter\u201d, and a line that is not
hers at all: \u201cevery umbrella remembers the hand that lost it\u201d.
"""
PROBE = """
import datetime, sys, carnet
carnet.open(sys.argv[1]).build(as_of=datetime.date.fromisoformat(sys.argv[2]))
sys.exit("numpy" in sys.modules)
"""
SLY = "Somebody wrote: \u201cpawned the silver teapot and told nobody but the parrot\u201d. I say no more.\n"


def archive_with(folder: Path, **essays: str) -> Path:
    archive = make(folder, {"diary.md": DIARY})
    (archive / "essays").mkdir()
    for name, text in essays.items():
        (archive / "essays" / f"{name}.md").write_text(text, encoding="utf-8")
    return archive


def page(archive: Path, path: str) -> str:
    return (archive / "site" / path).read_text("utf-8")


def on(archive: Path, day: str) -> str:
    return next(row["id"] for row in entries(archive) if row["when"] == day)


def findings(archive: Path) -> list[dict[str, str]]:
    return list(carnet.open(archive).list("findings"))


def said(text: str) -> str:
    """What a page says, without its elements."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())


def test_quotations_lead_to_their_passages_and_back(tmp_path: Path) -> None:
    archive = archive_with(tmp_path / "a", gulls=ESSAY)
    build(archive)
    essay = page(archive, "essays/gulls.html")
    assert "<h1>The Price of Gulls</h1>" in essay
    assert "author:" not in essay
    assert "<i>comedy</i>" in essay
    links = re.findall(
        r'<a id="q(\d+)" href="\.\./entries/([^"#]+)\.html#(p\d+)"[^>]*>([^<]+)', essay
    )
    assert [n for n, *_ in links] == ["1", "2", "3", "4"]
    for _, entry, paragraph, words in links:
        target = page(archive, f"entries/{entry}.html")
        first = " ".join(words.split()[1:3])
        at = target.index(f'id="{paragraph}"')
        assert first in target[at : target.index("</p>", at)]
    section = said(page(archive, f"entries/{on(archive, '1912-05-03')}.html"))
    assert "Quoted in Lotte Brandeis, The Price of Gulls" in section
    assert "“sold them to his daughter for a kiss” verbatim" in section
    assert "verbatim · elided" in section
    other = page(archive, f"entries/{on(archive, '1912-05-04')}.html")
    assert "altered, margins → margin" in said(other)
    assert 'href="../essays/gulls.html#q2"' in other
    assert 'class="quoted"' not in page(archive, f"entries/{on(archive, '1912-05-05')}.html")
    assert "umbrella" in essay
    assert not re.search(r"<a[^>]*>[^<]*umbrella", essay)
    assert 'href="gulls.html">The Price of Gulls</a>' in page(archive, "essays/index.html")
    assert 'href="essays/index.html"' in page(archive, "index.html")


def test_the_words_of_an_essay_do_nothing(tmp_path: Path) -> None:
    hostile = (
        ESSAY
        + '\n[x](javascript:alert(2)) <img src=x onerror="alert(3)"> ![y](http://evil.example/y)\n'
    )
    archive = archive_with(tmp_path / "a", gulls=hostile, index="Nothing is quoted here.\n")
    build(archive)
    essay = page(archive, "essays/gulls.html")
    assert "<script>alert" not in essay
    assert "<img" not in essay
    assert "javascript:" not in re.sub(r">[^<]*<", "><", essay)
    assert "Content-Security-Policy" in essay
    assert len(list((archive / "site/essays").iterdir())) == 3


def test_a_second_build_writes_nothing_and_needs_no_trace(tmp_path: Path) -> None:
    archive = archive_with(tmp_path / "a", gulls=ESSAY)
    build(archive)
    before, bytes_before = stamps(archive / "site"), files(archive / "site")
    done = subprocess.run([sys.executable, "-c", PROBE, str(archive), AS_OF], check=False)
    assert done.returncode == 0
    assert stamps(archive / "site") == before
    no_remains(archive)
    forget_derived(archive)
    build(archive)
    assert files(archive / "site") == bytes_before
    again = clean_copy(archive, tmp_path / "b")
    build(again)
    assert files(again / "site") == bytes_before


def test_an_edit_changes_what_shows_it_and_the_same_bytes_come_of_a_fresh_build(
    tmp_path: Path,
) -> None:
    archive = archive_with(tmp_path / "a", gulls=ESSAY)
    build(archive)
    before = files(archive / "site")
    path = archive / "essays/gulls.md"
    path.write_text(ESSAY.replace("the margin as", "the margins as"), encoding="utf-8")
    build(archive)
    after = files(archive / "site")
    changed = {name for name in after if before.get(name) != after[name]} - {".carnet-site"}
    assert changed == {"essays/gulls.html", f"entries/{on(archive, '1912-05-04')}.html"}
    again = clean_copy(archive, tmp_path / "b")
    build(again)
    assert files(again / "site") == after
    path.unlink()
    build(archive)
    assert not (archive / "site/essays/index.html").exists()
    assert "essays/" not in page(archive, "index.html")


def test_what_is_sealed_is_never_quoted(tmp_path: Path) -> None:
    archive = archive_with(tmp_path / "a", gulls=ESSAY, sly=SLY)
    build(archive)
    assert "sly.html" in page(archive, f"entries/{on(archive, '1912-05-05')}.html")
    decide(archive, "seal", on(archive, "1912-05-05"))
    build(archive)
    shown = site_text(archive)
    assert "teapot" not in shown
    assert "sly" not in shown
    assert "essays/gulls.html" in shown
    build(archive, findings=True)
    assert "sly" not in site_text(archive)
    found = [row for row in findings(archive) if row["source"] == "essays/sly.md"]
    assert [row["kind"] for row in found] == ["seal"]
    assert "teapot" not in found[0]["message"]


def test_an_essay_may_be_a_page_of_the_web_or_tei(tmp_path: Path) -> None:
    archive = archive_with(tmp_path / "a")
    words = "A man beside me counted the gulls aloud until he had forty"
    (archive / "essays/web.html").write_text(
        '<!DOCTYPE html><html lang="en"><head><title>On Gulls</title><meta name="author" content="L. B.">'
        f"</head><body><h1>On Gulls</h1><p>She has it: “{words}”.</p><script>x()</script></body></html>",
        encoding="utf-8",
    )
    (archive / "essays/Gulls Again.xml").write_bytes(
        tei(f"<div><p>She has it:</p><p><quote>{words}</quote></p></div>", title="Again")
    )
    build(archive)
    section = said(page(archive, f"entries/{on(archive, '1912-05-03')}.html"))
    assert f"L. B., On Gulls “{words}” verbatim" in section
    assert f"Marthe Kerlo, Again “{words}” verbatim" in section
    for path in re.findall(r'href="([^"]+)"', page(archive, "essays/index.html")):
        if not path.startswith(("data:", "#")):
            assert (archive / "site/essays" / path).exists()


def test_what_is_no_essay_is_left_out_with_a_finding(tmp_path: Path) -> None:
    archive = archive_with(tmp_path / "a", empty="", gulls=ESSAY)
    (archive / "essays/scan.pdf").write_bytes(b"%PDF-1.4\n")
    (archive / "essays/leaf.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (archive / "essays/endless.txt").write_text("x" * 5_000_000)
    secret = tmp_path / "secret.txt"
    secret.write_text("not to be seen\n")
    (archive / "essays/away.txt").symlink_to(secret)
    build(archive)
    told = {row["source"] for row in findings(archive)}
    assert {"essays/empty.md", "essays/scan.pdf", "essays/away.txt"} <= told
    assert {"essays/leaf.png", "essays/endless.txt"} <= told
    assert "not to be seen" not in site_text(archive)
    assert (archive / "site/essays/gulls.html").exists()


def test_who_has_no_essays_pays_nothing(tmp_path: Path) -> None:
    archive = make(tmp_path / "a", {"diary.md": DIARY})
    done = subprocess.run([sys.executable, "-c", PROBE, str(archive), AS_OF], check=False)
    assert done.returncode == 0
    assert not list((archive / "site/essays").glob("*"))
    assert "essays/" not in page(archive, "index.html")
