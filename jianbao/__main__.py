"""Lets `python -m jianbao` do what the command `jianbao` does."""

from jianbao.cli import main

main()
