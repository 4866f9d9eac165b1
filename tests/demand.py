"""Tools that some tests need. Without one a test is skipped, and says which; where
`CARNET_DEMAND=1` is set (on the machine that decides), it fails instead."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec

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
