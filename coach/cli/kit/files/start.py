"""Checks the kit, installs it on this laptop without internet, and starts the app; needs only Python."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

KIT = Path(__file__).resolve().parent
WANTED = "@PYTHON@"
BLOCK = 1 << 20
STAMP = "installed"


def main() -> int:
    """Check, install once, start."""
    asked = options()
    told = json.loads((KIT / "kit.json").read_text("utf-8"))
    home = (asked.home or default_home()).resolve()
    place = home / told["kit"]
    if not (place / STAMP).exists():
        say("Đang kiểm tra các tệp …", "Checking the files …")
        broken = damaged(told["files"])
        if broken:
            say(
                f"Tệp bị hỏng: {broken}. Chép lại USB rồi thử lại.", f"Damaged: {broken}. Copy the kit again."
            )
            return 3
        install(place)
    bring_weights(home / "cache")
    if asked.install_only:
        say("Đã cài xong.", "Installed.")
        return 0
    return start(place, home / "cache", asked.arguments)


def options() -> argparse.Namespace:
    """Where to install; everything else is passed on to the app."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--install-only", action="store_true")
    known, rest = parser.parse_known_args()
    known.arguments = rest
    return known


def default_home() -> Path:
    """A folder of this user's own: a program cannot run from most USB sticks."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "ChotDonKit"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "ChotDonKit"
    return Path(os.environ.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))) / "chot-don-kit"


def damaged(files: dict[str, dict[str, Any]]) -> str:
    """The first file that is missing or not what it was; empty when all are whole."""
    for name, known in files.items():
        path = KIT / name
        if not path.is_file() or path.stat().st_size != known["size"] or digest(path) != known["sha256"]:
            return name
    return ""


def digest(path: Path) -> str:
    """The sha256 of a file, read in pieces."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            found.update(block)
    return found.hexdigest()


def install(place: Path) -> None:
    """Into a fresh folder; the stamp comes last, so that a power cut only means to begin again."""
    say("Đang cài lần đầu, chừng vài phút …", "Installing for the first time, a few minutes …")
    shutil.rmtree(place, ignore_errors=True)
    venv.create(place / "venv", with_pip=False)
    wheels = KIT / "wheels"
    own = next(wheels.glob("chot_don-*.whl"))
    pip = next(wheels.glob("pip-*.whl")) / "pip"  # a wheel of pip runs as it is
    asked = ["install", "--no-index", "--no-deps", "--find-links", str(wheels), "--disable-pip-version-check"]
    needed = ["-r", str(KIT / "requirements.txt"), str(own)]
    subprocess.run([python_in(place), str(pip), *asked, "--quiet", *needed], check=True)
    (place / STAMP).write_text("")


def bring_weights(cache: Path) -> None:
    """Weights that come in no package go where the app looks for them."""
    for one in (KIT / "weights").glob("*"):
        if not (cache / one.name).exists():
            part = cache / f"{one.name}.part"
            shutil.rmtree(part, ignore_errors=True)
            shutil.copytree(one, part)
            part.rename(cache / one.name)


def start(place: Path, cache: Path, arguments: list[str]) -> int:
    """Run the app until it is closed."""
    say("Đang mở ứng dụng. Đừng đóng cửa sổ này.", "Opening the app. Leave this window open.")
    surroundings = os.environ | {"COACH_CACHE": str(cache), "PYTHONUTF8": "1"}
    try:
        told = [python_in(place), "-m", "coach.cli", *arguments]
        return subprocess.run(told, env=surroundings, check=False).returncode
    except KeyboardInterrupt:
        return 0


def python_in(place: Path) -> str:
    """The Python of the installed folder."""
    return str(place / "venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))


def say(vietnamese: str, english: str) -> None:
    """A line for people."""
    print(f"{vietnamese}  ({english})", flush=True)  # noqa: T201  nothing else is there to speak


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    if f"{sys.version_info.major}.{sys.version_info.minor}" != WANTED:
        say(f"Cần Python {WANTED}.", f"Python {WANTED} is needed, this is {sys.version.split()[0]}.")
        sys.exit(4)
    sys.exit(main())
