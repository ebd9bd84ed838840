"""The page on which people sign in, in three languages: plain HTML, so that any phone shows it."""

from __future__ import annotations

import json
from html import escape
from urllib.parse import urlencode

from starlette.requests import HTTPConnection

from coach.i18n import LANGUAGES, Speaker
from coach.web.assets import FOLDER

NAMES = {"vi": "Tiếng Việt", "en": "English", "id": "Indonesia"}
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
        "SWITCH": "".join(_switch(one, language) for one in LANGUAGES),
        "TITLE": escape(words["title"]),
        "TOLD": json.dumps(told, ensure_ascii=False).replace("<", "\\u003c"),
    }
    html = (FOLDER / "sign_in.html").read_text("utf-8")
    for name, text in parts.items():
        html = html.replace(f"[[{name}]]", text)
    return html


def _switch(one: str, shown: str) -> str:
    """One language of the switch; written in itself, for whoever reads only that one."""
    current = ' aria-current="true"' if one == shown else ""
    return f'<a href="?{urlencode({"language": one})}" lang="{one}"{current}>{NAMES[one]}</a>'
