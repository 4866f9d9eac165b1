"""What machines are told: a map of the site, and what the edition is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lxml import etree, html

from carnet.publishers import no_progress
from carnet.publishers.site import SitePublisher, sitemap
from tests.publishers.conftest import sample

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def publish(folder: Path, **facts: Any) -> Path:
    edition = sample()
    edition.facts = replace(edition.facts, **facts)
    SitePublisher().publish(edition, folder, folder.with_suffix(".ledger"), no_progress)
    return folder


def addresses(path: Path) -> list[str]:
    return [str(each.text) for each in etree.parse(path).iter(LOC)]


def test_the_map_leads_to_pages_that_are_there(tmp_path: Path) -> None:
    site = publish(tmp_path / "site", address="https://weiss.example.org/a&b/")
    found = addresses(site / "sitemap.xml")
    assert len(found) == len(set(found))
    assert "https://weiss.example.org/a&b/entries/1904-02-29.html" in found
    for each in found:
        path = each.removeprefix("https://weiss.example.org/a&b/")
        assert (site / (path or "index.html")).is_file(), each


def test_of_very_many_entries_there_are_several_maps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "_MOST", 5)
    site = publish(tmp_path / "site")
    maps = [each.rpartition("/")[2] for each in addresses(site / "sitemap.xml")]
    assert maps[0] == "1.sitemap.xml"
    sizes = [len(addresses(site / name)) for name in maps]
    assert set(sizes[:-1]) == {5}
    assert len(maps) > 2
    monkeypatch.undo()
    publish(site)
    assert not (site / "1.sitemap.xml").exists()


def test_a_site_that_is_nowhere_has_no_map(tmp_path: Path) -> None:
    site = publish(tmp_path / "site")
    (site / "robots.txt").write_text("mine", "utf-8")
    publish(site, address="")
    assert not (site / "sitemap.xml").exists()
    assert (site / "robots.txt").read_text("utf-8") == "mine"
    assert b"canonical" not in (site / "index.html").read_bytes()


def test_the_cover_says_what_the_edition_is(tmp_path: Path) -> None:
    evil = '"><script>alert(1)</script>'
    site = publish(tmp_path / "site", description=evil)
    cover = html.parse(str(site / "index.html")).getroot()
    told = {each.get("property"): each.get("content") for each in cover.iter("meta")}
    assert told["og:description"] == evil
    assert told["og:url"] == "https://weiss.example.org/notebooks/"
    assert all(each.text is None for each in cover.iter("script"))


def test_an_entry_says_what_it_is(tmp_path: Path) -> None:
    site = publish(tmp_path / "site")
    page = html.parse(str(site / "entries/1904-02-29.html")).getroot()
    told = {each.get("property"): each.get("content") for each in page.iter("meta")}
    assert told["og:type"] == "article"
    assert told["og:title"] == "29 February 1904"
    assert told["og:site_name"] == "The Notebooks of Anna Weiss"
