"""The laptops a kit can be made for, and what each is called by the programs that fetch for it."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass

# glibc 2.28 is that of Debian 10, Ubuntu 20.04 and everything younger
LINUX = ("linux_x86_64", *(f"manylinux_2_{minor}_x86_64" for minor in range(5, 29)), "manylinux2014_x86_64")
MACOS = "14.0"  # PyAV 18 has no wheels for older ones


@dataclass(frozen=True, slots=True)
class Place:
    """One kind of laptop."""

    name: str
    resolver: str  # uv's name of it
    wheels: tuple[str, ...]  # pip's names of it
    os: str  # in uv's list of Pythons
    arch: str
    start: str  # the file to press there
    template: str


PLACES = {
    one.name: one
    for one in (
        Place(
            "win_amd64", "x86_64-pc-windows-msvc", ("win_amd64",), "windows", "x86_64",
            "BAT-DAU-Windows.bat", "start.bat",
        ),
        Place(
            "macosx_arm64", "aarch64-apple-darwin", ("macosx_14_0_arm64",), "macos", "aarch64",
            "BAT-DAU-macOS.command", "start.sh",
        ),
        Place(
            "macosx_x86_64", "x86_64-apple-darwin", ("macosx_14_0_x86_64",), "macos", "x86_64",
            "BAT-DAU-macOS.command", "start.sh",
        ),
        Place("linux", "x86_64-manylinux_2_28", LINUX, "linux", "x86_64", "BAT-DAU-Linux.sh", "start.sh"),
    )
}  # fmt: skip


def here() -> str:
    """What this machine is."""
    if sys.platform == "win32":
        return "win_amd64"
    if sys.platform == "darwin":
        return "macosx_arm64" if platform.machine() == "arm64" else "macosx_x86_64"
    return "linux"
