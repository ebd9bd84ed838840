"""A bucket on this machine for tests: an S3 server in a thread, which can be stopped and started again."""

from __future__ import annotations

import socket
import urllib.request
from collections.abc import Iterator

import pytest
from moto.server import ThreadedMotoServer

KEYS = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y", "AWS_REGION": "us-east-1"}


class Bucket:
    """The bucket `coach`; what is in it survives a stop."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.start()
        self.put("coach")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.server = ThreadedMotoServer(ip_address="127.0.0.1", port=self.port, verbose=False)
        self.server.start()

    def stop(self) -> None:
        self.server.stop()

    def put(self, path: str, content: bytes = b"") -> None:
        """Write past the program: the server asks nobody for a signature."""
        asked = urllib.request.Request(f"{self.url}/{path}", data=content, method="PUT")
        urllib.request.urlopen(asked, timeout=30).close()


@pytest.fixture(scope="session")
def running() -> Iterator[Bucket]:
    """One server a session."""
    bucket = Bucket()
    yield bucket
    bucket.stop()


@pytest.fixture
def bucket(running: Bucket, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """The bucket, and the variables that lead to it."""
    for name, value in (KEYS | {"AWS_ENDPOINT_URL": running.url, "AWS_ALLOW_HTTP": "true"}).items():
        monkeypatch.setenv(name, value)
    return running
