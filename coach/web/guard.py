"""How an address asks whether it may answer, and how it tells our own pages from other sites'."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection

from coach.domain.may import Action, Person, Thing, must
from coach.store import Who
from coach.web.cookie import token_in

OWN_HEADERS = ("x-coach", "x-ticket", "x-pass")  # a form of another site cannot send these
READING = ("GET", "HEAD", "OPTIONS")


def person_at(request: HTTPConnection, who: Who) -> Person:
    """Who asks, by the cookie; looked up once a request."""
    known: Person | None = getattr(request.state, "person", None)
    if known is None:
        known = who.access.with_token(token_in(request.headers), datetime.now(UTC))
        request.state.person = known
    return known


def ask(request: HTTPConnection, who: Who, action: Action, thing: Thing) -> None:
    """Ask the rule, and note that it was asked; NotAllowed becomes 403 at the gate."""
    request.state.asked = True
    must(person_at(request, who), action, thing)


def from_our_own_page(method: str, headers: Headers) -> bool:
    """Whether a request that changes something comes from a page of ours (or only reads)."""
    if method in READING:
        return True
    origin = headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc.lower() == headers.get("host", "").lower() != ""
    if "sec-fetch-site" in headers:
        return headers["sec-fetch-site"] in ("same-origin", "none")
    return any(name in headers for name in OWN_HEADERS)
