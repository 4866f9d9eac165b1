"""Pages from templates. Everything that a template puts out is escaped, unless our own code made
it as HTML (`Markup`); characters that HTML forbids are replaced on the way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from carnet.publishers.site.escape import clean
from carnet.publishers.site.words import literal

if TYPE_CHECKING:
    from collections.abc import Callable

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
