"""A process that lives only as long as the one that started it: no orphan goes on computing."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import IO

PR_SET_PDEATHSIG = 1  # linux/prctl.h
ORPHANED = 70  # exit code of a process whose parent is gone


def start(
    command: Sequence[str], environment: Mapping[str, str], log: IO[bytes] | None = None
) -> subprocess.Popen[bytes]:
    """Start a process that holds the other end of our pipe; the pipe breaks when we die, however we do.

    It leads a group of its own, so that what it starts itself can be ended together with it. Without `log` it
    writes where we write.
    """
    return subprocess.Popen(
        list(command),
        env=dict(environment),
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """End the process and all it started, at once."""
    if process.poll() is None:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdin:
        with suppress(OSError):  # what it was still to be told
            process.stdin.close()


def hold(leave: Callable[[], None] | None = None, told: Callable[[bytes], object] | None = None) -> None:
    """In the started process: leave as soon as the parent is gone. Call it first of all.

    `told` is given each line that the parent writes.
    """
    if sys.platform == "linux" and leave is None:
        ctypes.CDLL(None, use_errno=True).prctl(
            PR_SET_PDEATHSIG, signal.SIGKILL
        )  # also while a library hangs
    threading.Thread(
        target=_watch, args=(leave or _go, told or _unheard), name="lifeline", daemon=True
    ).start()


def _watch(leave: Callable[[], None], told: Callable[[bytes], object]) -> None:
    waiting = b""
    while data := os.read(0, 4096):  # the file itself: nobody else's buffer or lock is in the way
        *lines, waiting = (waiting + data).split(b"\n")
        for line in lines:
            told(line)
    leave()


def _unheard(_: bytes) -> None:
    """Nothing was expected."""


def _go() -> None:
    os._exit(ORPHANED)
