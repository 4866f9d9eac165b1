"""Words that would be more than words on a page. Every field that can reach a page carries them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

import pytest
from lxml import html

from tests.archive.tools import build, carnet, decide, entries, files, make, one_line_each, tei

if TYPE_CHECKING:
    from pathlib import Path

WORDS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "javascript:alert(1)",
    " jAvAsCrIpT\t:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "</title></style></textarea><script>alert(1)</script>",
    "{{ 7 * 191 }} {% for x in y %} ${7*191} <%= 7*191 %>",
    "\\u003cscript\\u003e &lt;script&gt;alert(1)&lt;/script&gt;",
    'x" style="background:url(javascript:alert(1))" onmouseover="alert(1)" y="',
    "\u2028\u2029<base href=//evil.example>",
    'en" onfocus=alert(1) autofocus x="',
)

_SCHEMES = re.compile(
    r"[\s\x00-\x1f]*(javascript|vbscript|data|file)[\s\x00-\x1f]*:", re.IGNORECASE
)
_ADDRESSES = (
    "href",
    "src",
    "action",
    "formaction",
    "poster",
    "background",
    "cite",
    "data",
    "srcset",
    "manifest",
    "ping",
)
_TAGS = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "link",
        "body",
        "a",
        "header",
        "nav",
        "main",
        "footer",
        "article",
        "section",
        "aside",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "br",
        "hr",
        "ol",
        "ul",
        "li",
        "dl",
        "dt",
        "dd",
        "div",
        "span",
        "em",
        "strong",
        "b",
        "i",
        "u",
        "s",
        "del",
        "ins",
        "sub",
        "sup",
        "small",
        "mark",
        "q",
        "blockquote",
        "cite",
        "abbr",
        "time",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "caption",
        "figure",
        "figcaption",
        "img",
        "code",
        "pre",
        "details",
        "summary",
        "ruby",
        "rt",
        "rp",
        "bdi",
        "bdo",
        "wbr",
        "data",
        "kbd",
        "var",
        "dfn",
        "samp",
        # What a reader asks and chooses with; no form has an address to send anything to.
        "button",
        "form",
        "input",
        "label",
        "fieldset",
        "legend",
        "select",
        "option",
        "output",
        "noscript",
        # The drawing of how much was written when: shapes, and nothing that moves or fetches.
        "svg",
        "g",
        "path",
        "rect",
        "line",
        "text",
    ]
)
# A script of the site lies beside its pages, under a name that no source can choose.
_SCRIPT = re.compile(r"(\.\./)?(script|search)/[a-z]+\.js")


def harmless(archive: Path, words: str = "alert(1)") -> None:
    """These words are there, as words; and no page holds a tag, an attribute or an address that could do something."""
    pages, said = 0, ""
    for name, data in files(archive / "site").items():
        if not name.endswith(".html"):
            continue
        pages += 1
        assert b"1337" not in data  # 7 * 191: no template ran
        tree = html.document_fromstring(data)
        for element in tree.iter():
            if not isinstance(element.tag, str):
                assert "script" not in (element.text or ""), (name, element.text)
                continue
            if element.tag == "script":  # one of the site's own files, and nothing in it
                assert _SCRIPT.fullmatch(element.get("src", "")), (name, element.attrib)
                assert not element.text, (name, element.text)
            else:
                assert element.tag in _TAGS, (name, element.tag)
            for key, value in element.attrib.items():
                assert re.fullmatch(r"[a-z][a-z-]*", key), (name, key)
                assert not key.startswith("on"), (name, key)
                assert key not in ("action", "formaction", "style", "srcdoc", "autofocus"), (
                    name,
                    key,
                )
                if key in _ADDRESSES and value != "data:,":
                    assert not _SCHEMES.match(value), (name, value)
                    assert not value.startswith("//"), (name, value)
                if key == "http-equiv":
                    assert value in ("Content-Security-Policy", "refresh")
        for refresh in tree.xpath("//meta[@http-equiv='refresh']/@content"):
            assert re.fullmatch(r"0; url=[A-Za-z0-9-]+\.html", refresh)
        said += tree.text_content()
    assert pages > 4
    assert words in said


def test_through_every_field_of_tei(tmp_path: Path):
    sources = {}
    for n, words in enumerate(WORDS):
        text, value = escape(words), quoteattr(words.replace("\t", " "))
        header = f"<profileDesc><langUsage><language ident={value}>{text}</language></langUsage></profileDesc>"
        body = f"""<pb n={value} facs={value}/><div type="entry" who={value} xml:lang={value}>
        <head>{text} <date when="1911-02-{n + 1:02}" calendar={value}>{n + 1} February 1911</date></head>
        <p>Plain {text} <persName ref={value}>{text}</persName><placeName key={value}>place</placeName>
        <orgName>{text}</orgName><title ref={value}>{text}</title><name type={value} ref={value}>name</name>
        <ref target={value}>{text}</ref><ptr target={value}/><graphic url={value}/>
        <figure><graphic url={value}/><head>{text}</head><figDesc>{text}</figDesc></figure>
        <choice><orig>{text}</orig><reg>{text}</reg></choice><choice><sic>x</sic><corr>{text}</corr></choice>
        <choice><abbr>x</abbr><expan>{text}</expan></choice><foreign xml:lang={value}>{text}</foreign>
        <gap reason={value}/><unclear reason={value}>x</unclear><add place={value}>x</add><supplied reason={value}>x</supplied>
        <note resp={value} type={value} n={value}>{text}</note><hi rend={value}>{text}</hi><seg hand={value}>x</seg>
        <formula notation={value}>{text}</formula><quote source={value}>{text}</quote><del rend={value}>{text}</del></p>
        <table><row><cell role={value}>{text}</cell></row></table><list type={value}><item n={value}>{text}</item></list>
        <lg><l>{text}</l></lg><pb n={value} facs={value}/><p>More.</p></div>
        <div type="entry"><head>{text}</head><p>x</p></div>"""
        data = tei(
            body,
            title=text,
            author=text,
            header=header,
            front=f"<front><div><head>{text}</head><p>{text}</p></div></front>",
        )
        sources[f"{n}.xml"] = data.replace(b"A notebook.", text.encode()).replace(
            b"Ar Vran Press", text.encode()
        )
    archive = make(tmp_path / "a", sources)
    ran = carnet("build", archive)
    assert ran.status == 0, ran
    assert len(entries(archive)) == 2 * len(WORDS)
    harmless(archive)


def test_through_every_field_of_markdown(tmp_path: Path):
    sources = {}
    for n, words in enumerate(WORDS):
        flat = words.replace("\t", " ").replace("\u2028", "").replace("\u2029", "")
        quoted = flat.replace("\\", "\\\\").replace('"', '\\"')
        fields = "".join(
            f'{key}: "{quoted}"\n'
            for key in ("title", "place", "language", "author", "tags", "mood")
        )
        body = f"""## {flat}

Plain {flat} [{flat}]({flat}) [x](<{flat}>) [x](x "{flat}") ![{flat}]({flat}) <{flat}> [[{flat}|x]] ![[{flat}]]
*{flat}* **{flat}** `{flat}` ~~{flat}~~ [^n] [r][r]

> {flat}

- {flat}

| {flat} | x |
|---|---|
| {flat} | y |

```{flat}
{flat}
```

    {flat}

{flat}

[^n]: {flat}
[r]: {flat} "{flat}"
"""
        sources[f"1911-02-{n + 1:02}.md"] = f"---\n{fields}---\n\n{body}".encode()
        sources[f"book-{n}.md"] = (
            f"# {flat}\n\n{flat}\n\n## 3 March 1911 {flat}\n\n{body}\n\n## 4 March 1911\n\nx\n".encode()
        )
        sources[f"toml-{n}.md"] = (
            f'+++\ntitle = """{quoted}"""\ndate = 1911-04-{n + 1:02}\n+++\n{body}'.encode()
        )
    archive = make(tmp_path / "a", sources)
    ran = carnet("build", archive)
    assert ran.status == 0, ran
    harmless(archive)


def test_through_plain_text(tmp_path: Path):
    archive = make(
        tmp_path / "a",
        {
            f"{n}.txt": f"{words}\n\n{words}, 3 May 1911\n\n{words}\n\n4 May 1911\n\n{words}\n\n{words}\n".encode()
            for n, words in enumerate(WORDS)
        },
    )
    assert carnet("build", archive).status == 0
    harmless(archive)


@pytest.mark.parametrize("interface", ["en", "fr", "de"])
def test_through_carnet_toml_and_decisions(tmp_path: Path, interface: str):
    for n, words in enumerate(WORDS):
        flat = " ".join(words.split())
        text = flat.replace("\\", "\\\\").replace('"', '\\"')
        archive = make(
            tmp_path / str(n),
            {
                "lamp.txt": b"Front.\n\n3 May 1911\n\nA plain day, and dull.\n\n4 May 1911\n\nAnother.\n"
            },
            f'title = "{text}"\nsubtitle = "{text}"\ndescription = "{text}"\nlicence = "{text}"\n'
            f'language = "{interface}"\nlanguages = ["{text}"]\naddress = "https://example.org/{text}"\n'
            f'[author]\nname = "{text}"\nborn = "1880"\n',
        )
        ran = carnet("build", archive)
        assert ran.status in (0, 2), ran
        one_line_each(ran.err)
        if ran.status == 2:
            assert ran.err.count("\n") == 1
            continue
        first, second = (row["id"] for row in entries(archive))
        decide(archive, "note", first, flat, quote="A plain day")
        decide(archive, "note", first, flat)
        decide(archive, "join", second)
        build(archive)
        harmless(archive, flat)


def test_an_author_of_decisions_and_a_name_of_a_file(tmp_path: Path):
    from carnet.archive import Archive

    sources = {
        f"{n} {words.replace('/', '∕')}.txt".replace("\t", " ")
        .replace("\u2028", "")
        .replace("\u2029", ""): b"3 May 1911\n\nPlain words.\n\n4 May 1911\n\nx\n"
        for n, words in enumerate(WORDS)
    }
    archive = make(tmp_path / "a", sources)
    build(archive)
    with Archive(archive) as opened:
        for row, words in zip(list(opened.list("entries")), WORDS, strict=False):
            opened.decide("note", row["id"], "A note.", by=words)
            opened.decide("seal", row["id"], quote=row["heading"], until="2050-01-01", by=words)
    build(archive)
    harmless(archive)
