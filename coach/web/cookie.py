"""The cookie that says who is signed in: no script can read it, and no other site can send it along."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import Response

NAME = "coach_session"
LONGEST_TOKEN = 100  # letters; ours have 43
KEPT_S = 30 * 24 * 3600  # by the browser; how long it counts is the store's business


def token_in(headers: Headers) -> str:
    """The token that a browser sent; empty without one."""
    try:
        sent = SimpleCookie(headers.get("cookie", "")).get(NAME)
    except CookieError:
        return ""
    return sent.value[:LONGEST_TOKEN] if sent else ""


def give(response: Response, token: str, request: HTTPConnection, own_device: bool) -> None:
    """Let the browser keep the token: until it is closed, or on her own device for longer."""
    response.set_cookie(
        NAME,
        token,
        max_age=KEPT_S if own_device else None,
        path="/",
        secure=is_https(request),
        httponly=True,
        samesite="lax",  # strict would make a stranger of whoever follows a link from a chat
    )


def take_back(response: Response, request: HTTPConnection) -> None:
    """Let the browser forget the token."""
    response.delete_cookie(NAME, path="/", secure=is_https(request), httponly=True, samesite="lax")


def is_https(request: HTTPConnection) -> bool:
    """Whether the browser came by https, also where a proxy in front of us took that off."""
    return request.url.scheme in ("https", "wss") or request.headers.get("x-forwarded-proto") == "https"
