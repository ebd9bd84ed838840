"""`coach` on the command line: opens the app, scores a recording, shows raw evidence, checks the course."""

from coach.cli.entry import main

__all__ = ["main"]
