"""Whether there is room on the disk: asked before something is taken in, so that nothing breaks midway."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from coach.domain.errors import JobError

ROOM = 1 << 20  # bytes kept free: an empty store with its log takes 0.4 MB


def check_room(folder: Path, size: int = 0) -> None:
    """JobError `disk.full` when `size` bytes more would leave less than a megabyte free."""
    if free(folder) < size + ROOM:
        raise JobError("disk.full", folder=str(folder))


def free(folder: Path) -> int:
    """Free bytes of the disk that the folder lies on, or will lie on."""
    there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    return shutil.disk_usage(there).free


def trouble(error: OSError, otherwise: str) -> str:
    """`disk.full` for a disk or a share of it that is full, else what the caller calls it."""
    return "disk.full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else otherwise
