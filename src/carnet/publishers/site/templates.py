"""Pages from templates. Everything that a template puts out is escaped, unless our own code made
it as HTML (`Markup`); characters that HTML forbids are replaced on the way.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from carnet.publishers.site.escape import clean
from carnet.publishers.site.words import literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2.bccache import Bucket

    from carnet.publishers.site.words import Words


def telling(words: Words) -> dict[str, Any]:
    """What templates say words with, so that a reader may have them in another language: `t` for an
    element, `label` and `title` for attributes.
    """

    def marked(make: Callable[..., str]) -> Callable[..., Markup]:
        return lambda *given: Markup(make(*given))  # noqa: S704 - it escapes what it is given

    return {
        "words": words,
        "t": marked(words.tell),
        "label": marked(words.label),
        "title": marked(words.title),
        "literal": literal,
    }


def _presentable(value: Any) -> Any:
    return clean(value) if type(value) is str else value


# The number goes up when the options of the environment do: they are compiled in, and a template
# is known by its source alone.
_NAMES = "__carnet-1_%s.cache"


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, kept in a folder of the system's temporary one that only this user may
    open; never in the archive, which may come from anybody and would bring code with it. To compile
    them is a fifth of a build after one edit.
    """

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # a full disk does not stop a build: they are compiled each time
            super().dump_bytecode(bucket)


def _compiled() -> _Compiled | None:
    try:
        return _Compiled(pattern=_NAMES)
    except (OSError, RuntimeError):  # there is no such folder, or it is somebody else's
        return None


class Templates:
    """The templates with what all pages share; each is compiled when it is first asked for."""

    def __init__(self, shared: dict[str, Any]) -> None:
        self._environment = Environment(
            loader=PackageLoader("carnet.publishers.site"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_presentable,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_compiled(),
        )
        self._environment.globals.update(shared)
        self._templates: dict[str, Template] = {}

    def page(self, name: str, /, **shown: Any) -> bytes:
        template = self._templates.get(name)
        if template is None:
            template = self._templates[name] = self._environment.get_template(f"{name}.html")
        return template.render(shown).encode("utf-8", "replace")

    def frame(self, name: str) -> list[str]:
        """The pieces of a template between its slots."""
        slot = "<!-- slot -->"
        template = self._environment.get_template(f"{name}.html")
        return template.render(slot=Markup(slot)).split(slot)  # noqa: S704  (our own constant)


__all__ = ["Markup", "Templates", "telling"]
