"""A film handed out in pieces, so that a jump elsewhere leaves little behind that is still being read."""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import FileResponse
from starlette.types import Receive, Scope, Send

# A browser asks for all that follows and hangs up at the next jump; the server reads on to the end of the
# answer all the same (up to 30 MB, docs/result.md section 6). A megabyte is 16 s of a take.
PIECE_BYTES = 1 << 20
ONE_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")


class InPieces(FileResponse):
    """A file of which at most a piece of a range is sent, as RFC 9110 (15.3.7) lets a server do."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the beginning of the range that was asked for."""
        asked = Headers(scope=scope).get("range", "")
        if shorter := first_piece(asked):
            headers = MutableHeaders(raw=list(scope["headers"]))
            headers["range"] = shorter
            scope = {**scope, "headers": headers.raw}
        await super().__call__(scope, receive, send)


def first_piece(asked: str) -> str:
    """The range of the first piece of what was asked for; empty where it is short or no plain range."""
    found = ONE_RANGE.fullmatch(asked.strip())
    if found is None:
        return ""
    start, end = int(found[1]), found[2]
    last = start + PIECE_BYTES - 1
    return "" if end and int(end) <= last else f"bytes={start}-{last}"
