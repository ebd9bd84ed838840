"""Fetches what goes into a kit: exact wheels for its laptops, our own wheel, a Python, and kept weights."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from coach.cli.kit.places import MACOS, Place
from coach.domain.errors import CoachError

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"  # wheels fit one version of Python only
TOLD = 400  # letters of a program's last words
PATIENCE_S = 60.0


def requirements(source: Path, place: Place, to: Path) -> Path:
    """Exact versions for that kind of laptop, weights among them."""
    told = to / "requirements.txt"
    asked = ["pip", "compile", "pyproject.toml", "--group", "weights", "--python-platform", place.resolver]
    asked += ["--python-version", PYTHON, "--only-binary", ":all:", "--no-header", "--no-annotate", "-q"]
    _uv([*asked, "-o", str(told)], source)
    return told


def wheels(source: Path, place: Place, needed: Path, to: Path) -> None:
    """Fetch each of them, and build our own with lessons and media inside."""
    to.mkdir()
    asked = ["run", "--no-project", "--with", "pip", "python", "-m", "pip", "download", "-q", "--no-deps"]
    asked += ["--only-binary=:all:", "--python-version", PYTHON, "--implementation", "cp", "-d", str(to)]
    asked += [word for one in place.wheels for word in ("--platform", one)]
    _uv([*asked, "-r", str(needed), "pip"], source)
    _uv(["build", "-q", "--wheel", "-o", str(to), str(source)], source)
    (to / ".gitignore").unlink(missing_ok=True)


def python(place: Place, given: Path | None, to: Path) -> bool:
    """Put a Python beside; False where none can be had, and the laptop must have its own."""
    to.mkdir()
    if given is not None:
        shutil.copy2(given, to / given.name)
        return True
    address = _address(place)
    if not address:
        return False
    target = to / address.rpartition("/")[2].replace("%2B", "+")
    part = target.with_suffix(".part")
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE_S) as answer, part.open("wb") as file:  # noqa: S310
            shutil.copyfileobj(answer, file)
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        return False
    return True


def weights(cache: Path, to: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Copy weights that were brought to this machine and come in no package; which those were."""
    brought = [name for name in names if (cache / name).is_dir()]
    for name in brought:
        shutil.copytree(cache / name, to / name, ignore=shutil.ignore_patterns("*.part", ".*"))
    return tuple(brought)


def _address(place: Place) -> str:
    """Where uv would take such a Python from; empty where it knows none."""
    asked = ["python", "list", PYTHON, "--only-downloads", "--all-platforms", "--all-arches"]
    try:
        listed = json.loads(_uv([*asked, "--output-format", "json"], Path.cwd()))
    except (CoachError, ValueError):
        return ""
    fits = {"os": place.os, "arch": place.arch, "implementation": "cpython", "variant": "default"}
    found = [one for one in listed if fits.items() <= one.items() and one.get("libc") != "musl"]
    return str(found[0].get("url") or "") if found else ""


def _uv(arguments: Sequence[str], folder: Path) -> str:
    program = shutil.which("uv")
    if program is None:
        raise CoachError("kit.no_uv")
    surroundings = os.environ | {"MACOSX_DEPLOYMENT_TARGET": MACOS}
    done = subprocess.run(
        [program, *arguments], cwd=folder, env=surroundings, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CoachError("kit.failed", step=" ".join(arguments[:2]), detail=done.stderr.strip()[-TOLD:])
    return done.stdout
