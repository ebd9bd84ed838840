"""One piece of a recording as it comes over the line, and how the browser shows that it came whole."""

from __future__ import annotations

import base64
import hashlib

from starlette.requests import ClientDisconnect, Request

from coach.domain.errors import CoachError

LARGEST = 8 << 20  # bytes of one request: all of a recording that is ever held in memory


def content_digest(data: bytes) -> str:
    """The bytes' digest as RFC 9530 writes it in `Content-Digest`."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(data).digest()).decode()}:"


async def piece(request: Request) -> bytes | None:
    """The bytes of one request; None where they are too many. CoachError where the line broke."""
    data = bytearray()
    try:
        async for some in request.stream():
            data += some
            if len(data) > LARGEST:
                return None
    except ClientDisconnect:
        raise CoachError("upload.cut_off") from None  # nothing was written; the browser will ask and go on
    return bytes(data)
