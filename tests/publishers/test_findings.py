"""The page of findings: there when it is asked for, gone when it is not, silent on what is sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.archive.tools import build, decide, entries, files, make

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = {
    "odd.md": b"# Tuesday, 3 May 1912\n\nIt was a Friday, <b>really</b>.\n\n# 4 May 1912\n\nAnd on.\n",
    "secret.md": b"# Monday, 8 May 1912\n\nMarguerite came.\n\n# 9 May 1912\n\nNobody.\n",
}


def test_findings_are_published_only_when_they_are_asked_for(tmp_path: Path) -> None:
    archive = make(tmp_path / "a", SOURCES)
    build(archive)
    assert not (archive / "site/findings.html").exists()
    before = files(archive / "site")
    build(archive, findings=True)
    page = (archive / "site/findings.html").read_text("utf-8")
    assert "the weekday written is" in page
    assert "odd.md" in page
    assert "secret.md" in page
    changed = {name for name, data in files(archive / "site").items() if before.get(name) != data}
    assert changed == {"findings.html", ".carnet-site"}, "nothing leads there"
    build(archive)
    assert not (archive / "site/findings.html").exists()


def test_findings_say_nothing_of_a_source_in_which_something_is_sealed(tmp_path: Path) -> None:
    archive = make(tmp_path / "a", SOURCES)
    build(archive)
    target = next(row["id"] for row in entries(archive) if row["when"] == "1912-05-08")
    decide(archive, "seal", target)
    build(archive, findings=True)
    page = (archive / "site/findings.html").read_text("utf-8")
    assert "odd.md" in page
    assert "secret.md" not in page
    assert target not in page
    build(archive, findings=True, unsealed=True)
    assert "secret.md" in (archive / "unsealed/findings.html").read_text("utf-8")
