"""What tests of every floor share."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# A machine that is busy with other work is no reason for a test to fail.
settings.register_profile(
    "carnet", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("carnet")


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test may depend on the terminal that it runs in."""
    for name in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
