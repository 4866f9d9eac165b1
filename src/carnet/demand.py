"""What is loaded when it is first asked for (PEP 562).

A command needs little of what its package could do: every command starts with dates, and few of them
with words; a build after which nothing is to be done needs hardly more than a walk over the files.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def on_demand(package: str, places: Mapping[str, str]) -> Callable[[str], Any]:
    """The `__getattr__` of a package whose names stand in its modules, as `places` says."""

    def get(name: str) -> Any:
        if name not in places:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(f"{package}.{places[name]}"), name)
        setattr(sys.modules[package], name, found)  # so that this is asked once
        return found

    return get


class Later:
    """A module that is loaded when something of it is asked for. For the type checker it is
    imported, under `TYPE_CHECKING`.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._name), name)
