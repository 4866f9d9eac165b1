"""Tools that some tests need. Without one a test is skipped, and says which; where
`CARNET_DEMAND=1` is set (on the machine that decides), it fails instead."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

_COMMANDS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "java": ("java",),
}


def need(name: str) -> str:
    """The path of a command, or the name of a Python package that can be imported."""
    for command in _COMMANDS.get(name, ()):
        found = shutil.which(command)
        if found:
            return found
    if name not in _COMMANDS and find_spec(name):
        return name
    reason = f"needs {name}, which is not on this machine"
    if os.environ.get("CARNET_DEMAND") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def need_data() -> Path:
    """The folder of real diaries, as `CARNET_DATA` names it. Nobody but its makers has one, so
    even a machine that demands every tool only skips where none is named."""
    named = os.environ.get("CARNET_DATA", "")
    if not named:
        pytest.skip("reads real diaries, which CARNET_DATA names: it is not set")
    if not Path(named).is_dir():
        pytest.fail(f"CARNET_DATA names {named}, which is no folder")
    return Path(named)
