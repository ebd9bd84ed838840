"""Where the lessons that come with the app lie: in the repository, or inside the installed package."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path


@lru_cache(1)
def shipped_lessons() -> Path:
    """The folder of lessons, sentences, places and claims that came with this installation."""
    package = Path(str(files("coach")))
    installed = package / "_data" / "lessons"
    return installed if installed.is_dir() else package.parent / "lessons"
