"""What stands between the words of a source and the HTML of a page: the only place of its kind."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

FORBIDDEN = "\x00-\x08\x0b\x0d-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff" + "".join(
    f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17)
)
"""Characters that HTML forbids, as they stand within `[]` of a pattern."""

_FORBIDDEN = re.compile(f"[{FORBIDDEN}]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_SCHEMES = frozenset(("http", "https", "mailto"))
_KEEP = "%/:?#[]@!$&'()*+,;=~-._"


def clean(text: str) -> str:
    """Characters that HTML forbids, as the signs that stand for them."""
    if text.isprintable():
        return text
    return _FORBIDDEN.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def escape(text: str) -> str:
    """Text as the content of an element."""
    if not text.isprintable():
        text = _FORBIDDEN.sub(_picture, text)
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text or ">" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
    return text


def is_plain(text: str) -> bool:
    """Whether `escape` certainly leaves a text as it is. To look once at all of it is quicker than
    to look at each of its parts.
    """
    return (
        "&" not in text and "<" not in text and ">" not in text
        and text.replace("\n", "").isprintable()
    )  # fmt: skip


def attribute(text: str) -> str:
    """Text as the value of an attribute in double quotes."""
    text = escape(text)
    return text.replace('"', "&quot;") if '"' in text else text


@lru_cache(maxsize=256)
def language(code: str) -> str:
    """A language code where it is one, else nothing."""
    return code if _LANGUAGE.fullmatch(code) else ""


# Scripts that run from right to left, and languages that are written in them unless they say not.
_LEFTWARDS = frozenset(("Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"))
_LEFTWARD = frozenset(
    [
        "ar",
        "arc",
        "ckb",
        "dv",
        "fa",
        "he",
        "iw",
        "ks",
        "nqo",
        "ota",
        "pal",
        "ps",
        "sd",
        "syr",
        "ug",
        "ur",
        "yi",
    ]
)


@lru_cache(maxsize=256)
def spoken(code: str) -> str:
    """The attributes of words in a language, with the way in which they run; nothing for none."""
    code = language(code)
    if not code:
        return ""
    main, *rest = code.split("-")
    script = next((part.title() for part in rest if len(part) == 4 and part.isalpha()), "")
    leftward = script in _LEFTWARDS if script else main.lower() in _LEFTWARD
    return f' lang="{code}" dir="rtl"' if leftward else f' lang="{code}"'


def site_of(target: str) -> str:
    """Where a site stands on the web, without a slash at its end; nothing where it does not."""
    base = address(target)
    return base.rstrip("/") if base.startswith("http") else ""


@lru_cache(maxsize=1024)  # an edition has thousands of entries and few addresses
def address(target: str) -> str:
    """An address that a reader may be led to, else nothing. Only the web and mail: whatever runs
    (`javascript:`), carries its own content (`data:`) or reads the disk (`file:`) is none.
    """
    target = target.strip()
    try:
        parts = urlsplit(target)
        parts.port  # noqa: B018  (raises where it is no number)
    except ValueError:
        return ""
    if parts.scheme.lower() not in _SCHEMES or not (parts.netloc or parts.scheme == "mailto"):
        return ""
    if any(not sign.isprintable() or sign in ' "<>\\^`{|}' for sign in target):
        return ""
    if not re.fullmatch(
        r"[^\s@\[\]]*@?(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::\d*)?", parts.netloc or "x"
    ):
        return ""
    head, hash_sign, tail = target.partition("#")
    return quote(head, safe=_KEEP) + hash_sign + quote(tail.replace("#", "%23"), safe=_KEEP)
