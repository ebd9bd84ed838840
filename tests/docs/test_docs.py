"""What the pages say is so: commands exist, condition kinds are explained, pictures are there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from coach.cli.entry import app
from coach.scoring.registry import kinds

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COACH = re.compile(r"uv run coach((?: [a-z-]+)*)")
JUST = re.compile(r"uv run just ([a-z]+)")
LINK = re.compile(r"!?\[[^\]]*\]\((?!https?:)([^)#]+)[^)]*\)")


def commands() -> set[str]:
    """Every command of the command line, with its group."""
    root = typer.main.get_command(app)
    names = set()
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        names.add(name)
        names |= {f"{name} {inner}" for inner in getattr(command, "commands", {})}
    return names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_on_the_page_exist(page: Path) -> None:
    known = commands()
    recipes = set(re.findall(r"^([a-z]+)(?: [A-Z*]+)*:", (ROOT / "justfile").read_text("utf-8"), re.M))
    text = page.read_text("utf-8")
    for found in COACH.findall(text):
        words = [one for one in found.split() if not one.startswith("-")]  # `coach --lan` opens the app too
        assert not words or words[0] in known or " ".join(words[:2]) in known, words
    for recipe in JUST.findall(text):
        assert recipe in recipes, recipe


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_are_there(page: Path) -> None:
    gone = [link for link in LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()]
    assert gone == []


def test_the_readme_holds_the_commands_that_ci_runs() -> None:
    readme, ci = (ROOT / "README.md").read_text("utf-8"), (ROOT / ".ci" / "run").read_text("utf-8")
    assert "uv run just check" in readme
    assert "uv run just check" in ci
    assert "pip install uv && uv run coach" in readme


def test_every_condition_kind_is_explained_to_authors() -> None:
    page = (ROOT / "docs" / "authors.md").read_text("utf-8")
    assert [kind for kind in kinds() if f"{{{kind}:" not in page] == []


def test_help_is_printed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "coach.cli", "--help"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    for command in ("score", "observe", "lessons", "models"):
        assert command in done.stdout
