"""Puts a kit together: fetch, write the start file and the page, then seal it with a digest of every file."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

import typer

from coach.cli.kit import fetching
from coach.cli.kit.places import PLACES, Place, here
from coach.domain.errors import CoachError
from coach.i18n import Speaker
from coach.models.catalogue import CATALOGUE
from coach.settings import PACKAGE, Settings

FILES = Path(__file__).parent / "files"
PAGE = "DOC-TRUOC.html"
SEAL = "kit.json"
BLOCK = 1 << 20


def build(folder: Path, platform: str | None, python: Path | None) -> None:
    """Make the kit in an empty folder; CoachError says what is in the way."""
    place, settings = PLACES[platform or here()], Settings()
    say = Speaker(settings.language).say
    source = PACKAGE.parent
    if not (source / "pyproject.toml").exists():
        raise CoachError("kit.no_source")
    if folder.exists() and any(folder.iterdir()):
        raise CoachError("kit.not_empty", folder=str(folder))
    if python is not None and not python.is_file():
        raise CoachError("kit.no_such_python", file=str(python))
    folder.mkdir(parents=True, exist_ok=True)
    typer.echo(say("kit.fetching", platform=place.name))
    needed = fetching.requirements(source, place, folder)
    fetching.wheels(source, place, needed, folder / "wheels")
    has_python = fetching.python(place, python, folder / "python")
    in_no_package = [name for name, one in CATALOGUE.items() if not one.install]
    brought = fetching.weights(settings.cache, folder / "weights", in_no_package)
    write(folder, place, has_python)
    seal(folder, place)
    for name in brought:
        typer.echo(say("kit.weights", name=name))
    if not has_python:
        typer.echo(say("kit.no_python", python=fetching.PYTHON))
    typer.echo(say("kit.done", folder=str(folder), file=place.start, page=PAGE))


def write(folder: Path, place: Place, has_python: bool) -> None:
    """The start file of that kind of laptop, what it starts, and the page to read first."""
    words = {"@PYTHON@": fetching.PYTHON, "@START@": place.start}
    start = _filled(place.template, words)
    ending = "\r\n" if place.os == "windows" else "\n"
    (folder / place.start).write_bytes(start.replace("\n", ending).encode())
    (folder / place.start).chmod(0o755)
    (folder / "start.py").write_text(_filled("start.py", words), "utf-8")
    page = _filled("page.html", words)
    (folder / PAGE).write_text(_only(page, place.os, has_python), "utf-8")


def seal(folder: Path, place: Place) -> None:
    """Write down every file with its size and sha256: checked before anything is installed from it."""
    paths = sorted(one for one in folder.rglob("*") if one.is_file() and one.name != SEAL)
    files = {
        one.relative_to(folder).as_posix(): {"size": one.stat().st_size, "sha256": sha256_of(one)}
        for one in paths
    }
    listed = json.dumps(files, sort_keys=True).encode()
    told = {
        "kit": hashlib.sha256(listed).hexdigest()[:16],
        "version": version("chot-don"),
        "platform": place.name,
        "python": fetching.PYTHON,
        "files": files,
    }
    (folder / SEAL).write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def sha256_of(path: Path) -> str:
    """The digest of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _filled(name: str, words: dict[str, str]) -> str:
    text = (FILES / name).read_text("utf-8")
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text


def _only(page: str, system: str, has_python: bool) -> str:
    """Leave out the lines that speak of other laptops, or of a Python that is there already."""
    unwanted = {f"<!--{one}-->" for one in ("windows", "macos", "linux") if one != system}
    unwanted |= {"<!--no-python-->"} if has_python else set()
    return "".join(
        line for line in page.splitlines(keepends=True) if not any(mark in line for mark in unwanted)
    )
