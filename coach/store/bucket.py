"""Files in a bucket that many machines share, with copies on this machine while they are being used."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import obstore
from obstore.store import S3Store

from coach.domain.errors import JobError
from coach.store.blobs import CHUNK, INCOMING, FolderBlobs, drop_older
from coach.store.bucket_door import Doors, told
from coach.store.pending import Pending

CACHED_FOR = timedelta(days=1)  # so that a deleted person's film leaves every machine within a day
WHOLE = 8 << 20  # bytes; larger files go in parts, each of which may be sent again by itself
MOST_S = 60.0  # between two tries to send what waits

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BucketBlobs:
    """Files of one kind in a bucket. What could not be sent yet waits in the cache and is sent later."""

    doors: Doors
    cache: FolderBlobs
    pending: Pending
    _sending: threading.Lock = field(default_factory=threading.Lock, compare=False, repr=False)

    @staticmethod
    def at(doors: Doors, folder: Path, kind: str) -> BucketBlobs:
        """With copies and what waits in `folder`; goes on at once with what waited there."""
        blobs = BucketBlobs(doors, FolderBlobs(folder, kind), Pending(folder / "pending"))
        blobs.send_later()
        return blobs

    @property
    def folder(self) -> Path:
        """Where the copies lie."""
        return self.cache.folder

    def keep(self, stream: BinaryIO) -> str:
        """Copy a file into the cache and send it; without an answer it waits here and is sent later."""
        sha256 = self.cache.keep(stream)
        self.pending.add("send", sha256)
        try:
            self._send(sha256, self.doors.hasty)
        except JobError as error:
            log.warning("bucket_away", extra={"blob": sha256[:8], "reason": error.id})
            self.send_later()
        return sha256

    def path(self, sha256: str) -> Path:
        """A copy on this machine, checked against its digest.

        JobError `blobs.not_there` while the bucket has no such file (it may still wait on the machine where
        it was handed in), `blobs.unreachable` when the bucket does not answer; MediaError when it is damaged.
        """
        if not self.cache.is_whole(sha256):
            self.folder.mkdir(parents=True, exist_ok=True)
            self.cache.remove(sha256)
            with told():
                got = obstore.get(self.doors.patient, self._key(sha256))
                self.cache.take_in(map(bytes, got.stream(min_chunk_size=CHUNK)), expected=sha256)
        path = self.cache.path(sha256)
        os.utime(path)  # in use: it stays for another day
        return path

    def exists(self, sha256: str) -> bool:
        """Whether it waits here to be sent, or is in the bucket."""
        if self.pending.has("send", sha256):
            return True
        try:
            with told():
                obstore.head(self.doors.patient, self._key(sha256))
        except JobError as error:
            if error.id != "blobs.not_there":
                raise
            return False
        return True

    def all(self) -> Iterator[str]:
        """The digests of what is in the bucket, and of what waits here to be sent."""
        with told():
            listed = obstore.list(self.doors.patient, f"{self.cache.kind}s")
            names = {one["path"].rpartition("/")[2] for some in listed for one in some}
        return iter(names | set(self.pending.all("send")))

    def remove(self, sha256: str) -> None:
        """Remove it here and in the bucket; without an answer, in the bucket as soon as it answers."""
        self.cache.remove(sha256)
        self.pending.done("send", sha256)
        self.pending.add("remove", sha256)
        try:
            self._remove(sha256, self.doors.hasty)
        except JobError:
            self.send_later()

    def sweep(self, now: datetime) -> int:
        """Remove halves left behind, and copies that nobody asked for within a day."""
        waiting = set(self.pending.all("send"))
        halves = self.cache.sweep(now)
        copies = drop_older(
            self.folder, now - CACHED_FOR, lambda name: name not in waiting and not name.startswith(INCOMING)
        )
        return halves + copies

    def send_later(self) -> None:
        """Go on in the background until nothing waits any more."""
        if not self.pending.is_empty():
            threading.Thread(target=self._until_sent, name="bucket", daemon=True).start()

    def send_waiting(self) -> bool:
        """Try once to send and remove what waits; whether nothing waits any more."""
        for sha256 in self.pending.all("send"):
            self._send(sha256, self.doors.patient)
        for sha256 in self.pending.all("remove"):
            self._remove(sha256, self.doors.patient)
        return self.pending.is_empty()

    def _until_sent(self) -> None:
        if not self._sending.acquire(blocking=False):
            return  # somebody is at it
        try:
            wait_s = 1.0
            while not self.pending.is_empty():
                with suppress(JobError):
                    self.send_waiting()
                    continue
                time.sleep(wait_s)
                wait_s = min(2 * wait_s, MOST_S)
        finally:
            self._sending.release()

    def _send(self, sha256: str, door: S3Store) -> None:
        path = self.folder / sha256
        if path.is_file():
            self.pending.done("remove", sha256)
            with told(), path.open("rb") as file:
                obstore.put(door, self._key(sha256), file, use_multipart=path.stat().st_size > WHOLE)
        self.pending.done("send", sha256)

    def _remove(self, sha256: str, door: S3Store) -> None:
        with told(missing_is_fine=True):
            obstore.delete(door, self._key(sha256))
        self.pending.done("remove", sha256)

    def _key(self, sha256: str) -> str:
        return f"{self.cache.kind}s/{sha256}"
