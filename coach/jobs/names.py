"""One worker a name: a second one of the same name is refused, so that a dead one can be told by its name."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from filelock import FileLock, Timeout
from sqlalchemy import make_url

from coach.domain.errors import JobError

# A machine that lost power says no goodbye: the server must notice within half a minute that it is gone,
# or it would keep the name, and refuse the same machine when it is back.
NOTICE_THE_DEAD = "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
AGAIN_S = 0.5


@contextmanager
def only_one(url: str, worker_id: str, patience_s: float) -> Iterator[None]:
    """Hold the name while the block runs; JobError `engine.twin` when another holds it after `patience_s`."""
    hold = _in_postgresql if url.startswith("postgresql") else _beside_file
    with hold(url, worker_id, patience_s):
        yield


@contextmanager
def _beside_file(url: str, worker_id: str, patience_s: float) -> Iterator[None]:
    """A lock of the operating system, which lets go when the process dies, however it does."""
    file = f"{make_url(url).database}.{_digest(worker_id).hex()[:12]}.lock"
    try:
        with FileLock(file, timeout=patience_s):
            yield
    except Timeout as error:
        raise JobError("engine.twin", worker=worker_id) from error


@contextmanager
def _in_postgresql(url: str, worker_id: str, patience_s: float) -> Iterator[None]:
    """A lock of the session: the server lets go when the connection ends."""
    with psycopg.connect(plain(url), autocommit=True, options=NOTICE_THE_DEAD) as session:
        _take(session, worker_id, time.monotonic() + patience_s)
        yield


def _take(session: psycopg.Connection, worker_id: str, until: float) -> None:
    number = int.from_bytes(_digest(worker_id)[:8], "big", signed=True)
    while session.execute("select pg_try_advisory_lock(%s)", [number]).fetchone() != (True,):
        if time.monotonic() > until:
            raise JobError("engine.twin", worker=worker_id)
        time.sleep(AGAIN_S)


def _digest(worker_id: str) -> bytes:
    return hashlib.sha256(worker_id.encode()).digest()


def plain(url: str) -> str:
    """`postgresql+psycopg://...` as libpq and the engines want it, without the driver."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
