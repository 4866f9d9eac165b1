"""Which version of Carnet this is: said here, so that nothing is loaded to tell."""

from typing import Final

VERSION: Final = "0.1.0"
