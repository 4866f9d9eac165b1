"""Names in unmarked text: found by the register's own names and by what the archive has linked."""

from carnet.recognisers.names.firstlook import Text, aside
from carnet.recognisers.names.learned import Learned
from carnet.recognisers.names.linking import Linker, Suggestion
from carnet.recognisers.names.memory import Link, Memory

__all__ = ["Learned", "Link", "Linker", "Memory", "Suggestion", "Text", "aside"]
