"""`python -m carnet`."""

from carnet.cli import main

main()
