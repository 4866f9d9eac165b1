"""Run the tests once more, on the other Python that Carnet promises to run on.

The interpreter is looked for on the PATH and where pyenv keeps its own. Where there is none, that
is said; with CARNET_DEMAND set it is a failure.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROMISED = ((3, 11), (3, 13))


def runs(python: str, version: tuple[int, int]) -> bool:
    """Whether this file is an interpreter of that version (pyenv's shims are often none)."""
    code = f"import sys; sys.exit(sys.version_info[:2] != {version})"
    try:
        return (
            subprocess.run(
                [python, "-c", code], capture_output=True, check=False, timeout=60
            ).returncode
            == 0
        )
    except OSError:
        return False


def find(version: tuple[int, int]) -> str | None:
    """The path of an interpreter of that version."""
    name = "python{}.{}".format(*version)
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    places = [
        shutil.which(name),
        *sorted(map(str, pyenv.glob("{}.{}.*/bin/python".format(*version))), reverse=True),
    ]
    return next((place for place in places if place and runs(place, version)), None)


def main() -> int:
    """The exit status of the other Python's tests."""
    here = sys.version_info[:2]
    others = [version for version in PROMISED if version != here]
    status = 0
    for version in others:
        name = "{}.{}".format(*version)
        python = find(version)
        if python is None:
            print(f"Python {name} is not on this machine: the tests did not run on it.", flush=True)
            status |= bool(os.environ.get("CARNET_DEMAND"))
            continue
        venv = Path(f".venv-{name}")
        inside = str(venv / "bin" / "python")
        if not venv.exists():
            subprocess.run([python, "-m", "venv", str(venv)], check=True)
        subprocess.run(
            [
                inside,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--editable",
                ".[test]",
            ],
            check=True,
        )
        print(f"Once more, on Python {name}:", flush=True)
        status |= subprocess.run([inside, "-m", "pytest", "-n", "2", "-q"], check=False).returncode
    return status


if __name__ == "__main__":
    sys.exit(main())
