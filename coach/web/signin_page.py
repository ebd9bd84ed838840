"""The page on which people sign in, in three languages: plain HTML, so that any phone shows it."""

from __future__ import annotations

from html import escape

from starlette.requests import HTTPConnection

from coach.i18n import LANGUAGES, Speaker
from coach.web.light_page import as_json, filled, switch

WORDS = (
    *("title", "code", "code_how", "next", "choose", "not_me", "other_class", "pin", "own", "back"),
    *("card", "card_how", "card_seen_none", "camera_refused", "teacher", "name", "password", "enter"),
    *("provider", "erase", "empty_class", "no_connection", "show", "learner", "digit", "in_class"),
)


def shown_in(request: HTTPConnection, otherwise: str) -> str:
    """The language that the address names."""
    wanted = request.query_params.get("language", "")
    return wanted if wanted in LANGUAGES else otherwise


def page(language: str, provider: bool, stays: bool) -> str:
    """The whole page. `stays`: it stands in place of another page, which is shown after signing in."""
    say = Speaker(language).say
    words = {name: say(f"signin.{name}") for name in WORDS}
    told = {"words": words, "language": language, "provider": provider, "stays": stays}
    parts = {
        "LANGUAGE": language,
        "SWITCH": switch(language),
        "TITLE": escape(words["title"]),
        "TOLD": as_json(told),
    }
    return filled("sign_in.html", parts)
