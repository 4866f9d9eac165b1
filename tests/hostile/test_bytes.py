"""Files as they come: broken, mislabelled, or made to do harm. Whatever they hold, a build ends in
good time and bounded memory, says one line for each, and the rest of the archive is published."""

from __future__ import annotations

import random
import zlib
from typing import TYPE_CHECKING

import pytest

from tests.archive.tools import (
    FORMS,
    GIGABYTE,
    Ran,
    carnet,
    catalogue_rows,
    entries,
    files,
    lighthouse,
    make,
    no_remains,
    one_line_each,
    refused,
    site_text,
    tei,
)

if TYPE_CHECKING:
    from pathlib import Path

ENOUGH = GIGABYTE + GIGABYTE // 2


def survives(
    tmp_path: Path, hostile: dict[str, bytes], *, memory: int = ENOUGH, timeout: float = 60
) -> Ran:
    """Build an archive of one good source and these; all that must hold whatever they are."""
    archive = make(tmp_path / "a", {"good.txt": lighthouse().text(), **hostile})
    ran = carnet("build", archive, memory=memory, timeout=timeout)
    assert ran.status in (0, 1), ran
    one_line_each(ran.err)
    assert "its reader broke" not in ran.err
    assert ran.err.count("\n") <= len(hostile), ran.err
    for line in ran.err.splitlines():
        assert line.partition(": ")[0] in hostile, line
    no_remains(archive)
    catalogue_rows(archive)
    assert sum(row["source"] == "good.txt" for row in entries(archive)) == 5
    assert "Painted the gallery rail" in site_text(archive)
    for name, data in {"good.txt": lighthouse().text(), **hostile}.items():
        assert (archive / "sources" / name).read_bytes() == data
    before = files(archive)
    again = carnet("build", archive, memory=memory, timeout=timeout)
    assert (again.status, again.err) == (ran.status, ran.err)
    assert files(archive) == before
    assert carnet("check", archive, memory=memory, timeout=timeout).status in (0, 1)
    return ran


def rng_for(*of: object) -> random.Random:
    return random.Random(zlib.crc32(repr(of).encode()))


@pytest.mark.parametrize("form", FORMS)
def test_cut_anywhere(tmp_path: Path, form: str):
    data = lighthouse().written(form)
    rng = rng_for("cut", form)
    places = {1, 2, 3, len(data) - 1, *(rng.randrange(1, len(data)) for _ in range(12))}
    survives(tmp_path, {f"cut-{at}.{form}": data[:at] for at in sorted(places)})


@pytest.mark.parametrize("form", FORMS)
def test_bytes_out_of_order(tmp_path: Path, form: str):
    data = lighthouse().written(form)
    rng = rng_for("shuffled", form)
    hostile = {}
    for n in range(6):
        spoilt = bytearray(data)
        for _ in range(1 + n * n * n):
            spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
        hostile[f"spoilt-{n}.{form}"] = bytes(spoilt)
        pieces = [data[at : at + 40] for at in range(0, len(data), 40)]
        rng.shuffle(pieces)
        hostile[f"shuffled-{n}.{form}"] = b"".join(pieces)
    hostile[f"noise.{form}"] = rng.randbytes(50_000)
    hostile[f"zeros.{form}"] = bytes(50_000)
    survives(tmp_path, hostile)


ENCODINGS = (
    "utf-16-le",
    "utf-16-be",
    "utf-16",
    "utf-32",
    "latin-1",
    "cp1252",
    "mac-roman",
    "cp437",
    "koi8-r",
)


@pytest.mark.parametrize("form", FORMS)
def test_encodings_that_nobody_named(tmp_path: Path, form: str):
    words = lighthouse().written(form).decode().replace("Fog", "Fog, café, “naïve” – Übel, ")
    hostile = {
        f"{name}.{form}": words.encode(name, "replace")
        for name in ENCODINGS
        if not name.startswith("utf-8")
    }
    survives(tmp_path, hostile)


@pytest.mark.parametrize("form", FORMS)
def test_bytes_that_are_no_text(tmp_path: Path, form: str):
    data = lighthouse().written(form)
    hostile = {
        f"{name}.{form}": data.replace(b"Fog", b"Fog" + stray)
        for name, stray in {
            "overlong": b"\xc0\xaf\xe0\x80\xaf",
            "surrogate": b"\xed\xa0\x80",
            "beyond": b"\xf4\x90\x80\x80\xff\xfe",
            "nul": b"\x00\x00",
            "controls": bytes(range(1, 9)),
            "escape": b"\x1b[31m\x1b]0;title\x07",
            "noncharacter": "\ufffe\uffff\U0001ffff".encode(),
            "bidi": "\u202e\u2066\u200f\ufeff".encode(),
            "combining": ("e" + "\u0301" * 5000).encode(),
        }.items()
    }
    survives(tmp_path, hostile)


@pytest.mark.parametrize(
    "declared", ["UTF-16", "latin-1", "klingon", "ascii", "UTF-7", "EBCDIC-US", "", "a" * 300]
)
def test_a_false_declaration(tmp_path: Path, declared: str):
    data = lighthouse().tei().replace(b'encoding="UTF-8"', f'encoding="{declared}"'.encode())
    survives(tmp_path, {"false.xml": data})


# ---------------------------------------------------------------------- XML that does harm


def with_doctype(doctype: str, words: str = "") -> bytes:
    body = f'<div type="entry"><head><date when="1911-02-02">2 February 1911</date></head><p>Words. {words}</p></div>'
    return tei(body).replace(b"<TEI", f"{doctype}\n<TEI".encode(), 1)


def test_entities_that_grow(tmp_path: Path):
    laughs = "".join(
        f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" if n else "ha"}{("&l" + str(n - 1) + ";") * 9 if n else ""}">'
        for n in range(12)
    )
    loop = '<!ENTITY a "&b;"><!ENTITY b "&a;">'
    ran = survives(
        tmp_path,
        {
            "laughs.xml": with_doctype(f"<!DOCTYPE TEI [{laughs}]>", "&l11;"),
            "quadratic.xml": with_doctype(
                f'<!DOCTYPE TEI [<!ENTITY x "{"a" * 100_000}">]>', "&x;" * 10_000
            ),
            "loop.xml": with_doctype(f"<!DOCTYPE TEI [{loop}]>", "&a;"),
            "parameter.xml": with_doctype(
                '<!DOCTYPE TEI [<!ENTITY % p "&#60;!ENTITY q &#39;%p;&#39;>">%p;]>', "&q;"
            ),
            "attribute.xml": with_doctype(f"<!DOCTYPE TEI [{laughs}]>", '<seg n="&l11;">x</seg>'),
        },
    )
    assert ran.status == 1


def test_entities_of_the_file_itself_are_words(tmp_path: Path):
    survives(
        tmp_path,
        {"own.xml": with_doctype('<!DOCTYPE TEI [<!ENTITY ship "Kereon">]>', "The &ship; came.")},
    )
    assert "The Kereon came." in site_text(tmp_path / "a")


def test_nothing_outside_the_file_is_read(tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("qxsecretzq", "utf-8")
    dtd = tmp_path / "secret.dtd"
    dtd.write_text('<!ENTITY leak "qxsecretzq">', "utf-8")
    hostile = {}
    for n, address in enumerate(
        (secret.as_uri(), str(secret), "/etc/passwd", "http://127.0.0.1:9/x", "../../secret.txt")
    ):
        hostile[f"general-{n}.xml"] = with_doctype(
            f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "{address}">]>', "&x;"
        )
        hostile[f"public-{n}.xml"] = with_doctype(
            f'<!DOCTYPE TEI [<!ENTITY x PUBLIC "-//x" "{address}">]>', "&x;"
        )
        hostile[f"parameter-{n}.xml"] = with_doctype(
            f'<!DOCTYPE TEI [<!ENTITY % x SYSTEM "{address}">%x;]>', "&leak;"
        )
        hostile[f"dtd-{n}.xml"] = with_doctype(f'<!DOCTYPE TEI SYSTEM "{address}">', "&leak;")
        hostile[f"include-{n}.xml"] = with_doctype(
            "",
            f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{address}" parse="text"/>',
        )
        hostile[f"style-{n}.xml"] = with_doctype(
            f'<?xml-stylesheet href="{address}" type="text/xsl"?>'
        )
    hostile["dtd.xml"] = with_doctype(f'<!DOCTYPE TEI SYSTEM "{dtd.as_uri()}">', "&leak;")
    survives(tmp_path, hostile)
    everything = b"\n".join(files(tmp_path / "a").values())
    assert b"qxsecretzq" not in everything
    assert b"root:x:" not in everything


def nested(depth: int, tag: str = "seg") -> str:
    return f"<{tag}>" * depth + "deep" + f"</{tag}>" * depth


def test_deep_nesting(tmp_path: Path):
    text = "3 May 1911\n\n"
    survives(
        tmp_path,
        {
            "segs.xml": with_doctype("", nested(10_000)),
            "just.xml": with_doctype("", nested(200)),
            "divs.xml": tei(nested(10_000, "div")),
            "notes.xml": with_doctype("", nested(120, "note")),
            "quotes.md": ("# 3 May 1911\n\n" + ">" * 10_000 + " deep\n").encode(),
            "lists.md": (
                "# 3 May 1911\n\n" + "".join(f"{'  ' * n}- x\n" for n in range(2_000))
            ).encode(),
            "brackets.md": ("# 3 May 1911\n\n" + "[" * 50_000 + "x" + "](y)" * 50_000).encode(),
            "stars.md": ("# 3 May 1911\n\n" + "*a **b _c " * 20_000).encode(),
            "ticks.md": (
                "# 3 May 1911\n\n" + "".join("`" * n + " " for n in range(1, 1_000))
            ).encode(),
            "links.md": ("# 3 May 1911\n\n" + "[a](<" * 30_000).encode(),
            "notes.md": (
                "# 3 May 1911\n\n" + "[^a]" * 20_000 + "\n\n" + "[^a]: [^a]\n" * 5_000
            ).encode(),
            "html.md": ("# 3 May 1911\n\n" + "<b><i><!--" * 20_000).encode(),
            "brackets.txt": (text + "(" * 100_000).encode(),
        },
    )


def test_a_great_many_small_things(tmp_path: Path):
    many = 100_000
    survives(
        tmp_path,
        {
            "elements.xml": with_doctype("", "<lb/>" * many),
            "names.xml": with_doctype("", "".join(f"<n{n}/>" for n in range(20_000))),
            "attributes.xml": with_doctype(
                "", "<seg " + " ".join(f'a{n}="x"' for n in range(many)) + "/>"
            ),
            "persons.xml": with_doctype("", '<persName ref="#a">x</persName> ' * 20_000),
            "notes.xml": with_doctype("", "<note>x</note> " * 20_000),
            "entries.xml": tei(
                "".join(f'<div type="entry"><p>{n}</p></div>' for n in range(3_000))
            ),
            "dates.txt": "".join(f"{n % 28 + 1} May 1911\n\nx\n\n" for n in range(5_000)).encode(),
            "lines.txt": b"3 May 1911\n\n" + b"\n" * 500_000 + b"x",
            "spaces.txt": b"3 May 1911\n\n" + b" " * 2_000_000 + b"x",
            "numbers.txt": b"1911 " * 300_000,
        },
    )


def test_long_stretches(tmp_path: Path):
    long = "a" * 5_000_000
    survives(
        tmp_path,
        {
            "word.txt": f"3 May 1911\n\n{long}".encode(),
            "heading.txt": f"3 May 1911 {long}\n\nx".encode(),
            "heading.md": f"# 3 May 1911 {long}\n\nx".encode(),
            "text.xml": with_doctype("", long),
            "attribute.xml": with_doctype("", f'<persName ref="{long}{long}">x</persName>'),
            "title.xml": tei("<div><p>x</p></div>", title=long),
            "comment.xml": with_doctype("", f"<!--{long}-->"),
            "front.md": f"---\ntitle: {long}\n---\n\nx".encode(),
            "link.md": f"# 3 May 1911\n\n[x]({long})".encode(),
        },
    )


@pytest.mark.slow
def test_a_line_of_100_megabytes(tmp_path: Path):
    """Of one word, and of many: the second is all a page of HTML could hold."""
    survives(tmp_path, {"word.txt": b"3 May 1911\n\n" + b"a" * 100_000_000}, timeout=120)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["txt", "md"])
def test_a_line_of_ten_million_words(tmp_path: Path, form: str):
    survives(tmp_path, {f"words.{form}": b"3 May 1911\n\n" + b"a word " * 5_000_000}, timeout=120)


def test_memory_that_does_not_suffice(tmp_path: Path):
    archive = make(tmp_path / "a", {"word.txt": b"3 May 1911\n\n" + b"a" * 100_000_000})
    assert "memory" in refused("build", archive, memory=300 << 20)
    no_remains(archive)


# ---------------------------------------------------------------------- files that are not asked for


def test_formats_that_carry_another(tmp_path: Path):
    survives(
        tmp_path,
        {
            "letter.pdf": b"%PDF-1.7\n" + bytes(1000),
            "photo.jpg": b"\xff\xd8\xff\xe0" + bytes(1000),
            "letter.docx": b"PK\x03\x04" + bytes(1000),
            "page.html": b"<!DOCTYPE html><html><script>alert(1)</script></html>",
            "table.csv": b"a,b\n1,2\n",
            "notes.json": b"{}",
            "empty.txt": b"",
            "bom.txt": b"\xef\xbb\xbf",
            "blank.md": b"   \n\n\t\n",
            "empty.xml": b"<TEI/>",
            "header.xml": b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/></TEI>',
            "other.xml": b"<html xmlns='http://www.w3.org/1999/xhtml'/>",
            "svg.xml": b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
            "textless.xml": tei(""),
        },
    )
