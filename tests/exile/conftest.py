"""The example archive, built once for all that look at it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.archive.tools import AS_OF, done

EXAMPLE = Path(__file__).parents[2] / "examples" / "exile"


@pytest.fixture(scope="session")
def exile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example, built from nothing."""
    at = tmp_path_factory.mktemp("exile") / "exile"
    shutil.copytree(EXAMPLE, at, ignore=shutil.ignore_patterns(".carnet", "site"))
    done("build", at, "--as-of", AS_OF)
    return at
