"""Refuses a data folder that another machine or a company holds too: locks fail there, and faces leave."""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from coach.domain.errors import JobError

# File systems whose locks and shared memory do not hold between machines, so that SQLite may lose rows there:
# https://sqlite.org/wal.html ("does not work over a network filesystem"), https://sqlite.org/faq.html#q5
NETWORK = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afs", "afpfs", "ncpfs", "webdav", "davfs", "ceph"),
        *("glusterfs", "lustre", "gpfs", "beegfs", "coda"),
        *("vboxsf", "vmhgfs", "prl_fs"),  # a virtual machine's view of its host's folders
    }
)
OWN_DISK = frozenset({"fuseblk", "fuse.fuse-overlayfs"})  # FUSE, but here: NTFS disks, containers
WINDOWS_REMOTE = 4  # DRIVE_REMOTE of GetDriveTypeW
SYNCED = (  # the names that these programs give their folders
    ("OneDrive", re.compile(r"onedrive( - .+)?")),
    ("Dropbox", re.compile(r"dropbox( \(.+\))?")),
    ("Google Drive", re.compile(r"google ?drive( .*)?|my drive|drivefs")),
    ("iCloud", re.compile(r"icloud ?drive|com~apple~clouddocs|mobile documents")),
    ("Nextcloud", re.compile(r"nextcloud|owncloud")),
    ("pCloud", re.compile(r"pclouddrive|pcloud drive")),
    ("Box", re.compile(r"box sync|box-box")),
)
MARKS = (("Dropbox", ".dropbox"), ("Dropbox", ".dropbox.cache"), ("Syncthing", ".stfolder"))
CLOUD_STORAGE = re.compile(r"cloudstorage")  # ~/Library/CloudStorage: where macOS shows all of them


def refuse_shared(folder: Path) -> None:
    """JobError, with advice, where the folder is on a network drive or in one that a program synchronises."""
    for place in (folder.absolute(), folder.resolve()):
        if service := synchronised(place, os.environ):
            raise JobError("store.synchronised", folder=str(folder), service=service)
    if on_network(folder.resolve()):
        raise JobError("store.network", folder=str(folder))


def synchronised(folder: Path, environment: Mapping[str, str]) -> str | None:
    """The program that synchronises the folder with the internet, told by its names and marks."""
    names = [part.casefold() for part in folder.parts]
    for service, pattern in SYNCED:
        if any(pattern.fullmatch(name) for name in names):
            return service
    if "library" in names and any(CLOUD_STORAGE.fullmatch(name) for name in names):
        return "CloudStorage"
    if _under_onedrive(folder, environment):
        return "OneDrive"
    return next((s for s, mark in MARKS if any((one / mark).exists() for one in _upwards(folder))), None)


def on_network(folder: Path) -> bool:
    """Whether another machine holds the folder; False where that cannot be told."""
    if sys.platform == "win32":
        return _on_windows_network(folder)
    if sys.platform == "darwin":
        told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
        return is_network(folder, mounted_by_mac(told))
    try:
        return is_network(folder, mounted(Path("/proc/self/mountinfo").read_text(encoding="utf-8")))
    except OSError:
        return False


def mounted(mountinfo: str) -> Iterator[tuple[Path, str]]:
    """Mount points with their kinds from Linux's table; of two on one place the later is seen.

    A Windows drive inside Windows' Linux is a network to SQLite: it is reached by a message protocol (9p).
    """
    for line in mountinfo.splitlines():
        left, _, right = line.partition(" - ")
        fields, about = left.split(), right.split(" ", 2)
        if len(fields) > 4 and about:
            point = re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), fields[4])
            yield Path(point), "cifs" if about[0] == "9p" and "drvfs" in right else about[0]


def mounted_by_mac(told: str) -> Iterator[tuple[Path, str]]:
    """The same from what `mount` prints on a Mac: `//hoa@server/share on /Volumes/share (smbfs, nodev)`."""
    for line in told.splitlines():
        if found := re.fullmatch(r".+? on (/.*) \((\w+).*\)", line):
            yield Path(found[1]), found[2]


def is_network(folder: Path, points: Iterator[tuple[Path, str]]) -> bool:
    """Whether the mount point nearest above the folder is of a kind that another machine holds."""
    above = [
        (len(point.parts), order, kind)
        for order, (point, kind) in enumerate(points)
        if folder.is_relative_to(point)
    ]
    kind = max(above)[2] if above else ""
    return kind in NETWORK or (kind.split(".")[0] in ("fuse", "macfuse", "osxfuse") and kind not in OWN_DISK)


def _on_windows_network(folder: Path) -> bool:
    if str(folder).startswith("\\\\"):
        return True
    windows = getattr(ctypes, "windll", None)
    return bool(windows and windows.kernel32.GetDriveTypeW(folder.anchor) == WINDOWS_REMOTE)


def _under_onedrive(folder: Path, environment: Mapping[str, str]) -> bool:
    """OneDrive tells its folders in three variables, whatever they are called."""
    roots = (environment.get(name) for name in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial"))
    return any(root and folder.is_relative_to(root) for root in roots)


def _upwards(folder: Path) -> tuple[Path, ...]:
    return (folder, *folder.parents)
