"""The way to a bucket: how long it is asked again when it does not answer, and what its answers mean."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from obstore.exceptions import (
    BaseError,
    NotFoundError,
    PermissionDeniedError,
    UnauthenticatedError,
    UnknownConfigurationKeyError,
)
from obstore.store import S3Store

from coach.domain.errors import JobError

TRANSFER = timedelta(minutes=15)  # for one request: a part of 8 MB over a slow line
CONNECT = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a bucket that does not answer is asked again."""

    now: timedelta = timedelta(seconds=5)  # while somebody waits for her upload to be taken in
    later: timedelta = timedelta(seconds=90)  # in a worker, and while sending what waits


@dataclass(frozen=True, slots=True)
class Doors:
    """The same bucket, asked hastily and asked patiently."""

    hasty: S3Store
    patient: S3Store


def open_bucket(url: str, patience: Patience | None = None) -> Doors:
    """The bucket at `s3://bucket/folder`; keys and endpoint come from AWS_* variables (docs/province.md)."""
    patience = patience or Patience()
    if not url.startswith("s3://") or not url.removeprefix("s3://").strip("/"):
        raise JobError("blobs.address")
    with told():
        return Doors(_store(url, patience.now), _store(url, patience.later))


def _store(url: str, patience: timedelta) -> S3Store:
    open_line = os.environ.get("AWS_ALLOW_HTTP", "").lower() in ("true", "1")  # options here would hide it
    return S3Store.from_url(
        url,
        client_options={"timeout": TRANSFER, "connect_timeout": CONNECT, "allow_http": open_line},
        retry_config={
            "max_retries": 100,  # the time decides
            "retry_timeout": patience,
            "backoff": {
                "init_backoff": timedelta(seconds=0.2),
                "max_backoff": timedelta(seconds=5),
                "base": 2,
            },
        },
    )


@contextmanager
def told(missing_is_fine: bool = False) -> Iterator[None]:
    """What a bucket answers, as errors of ours; its own words may hold addresses and are not repeated."""
    try:
        yield
    except (NotFoundError, FileNotFoundError) as error:
        if not missing_is_fine:
            raise JobError("blobs.not_there") from error
    except (PermissionDeniedError, UnauthenticatedError, PermissionError) as error:
        raise JobError("blobs.refused") from error
    except UnknownConfigurationKeyError as error:
        raise JobError("blobs.address") from error
    except BaseError as error:
        raise JobError("blobs.unreachable") from error
