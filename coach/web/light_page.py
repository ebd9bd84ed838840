"""Light pages of ours: one head for all of them, their open places filled in, the switch of languages."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from coach.i18n import LANGUAGES
from coach.web.assets import FOLDER

NAMES = {"vi": "Tiếng Việt", "en": "English", "id": "Indonesia"}


def filled(name: str, parts: Mapping[str, str]) -> str:
    """The page of that file name with its open places filled in; values are HTML already."""
    html = (FOLDER / name).read_text("utf-8")
    for key, text in {"HEAD": _head(), **parts}.items():
        html = html.replace(f"[[{key}]]", text)
    return html


def as_json(told: object) -> str:
    """Plain values for a page's script, so written that nothing in them ends the script."""
    return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")


def switch(shown: str) -> str:
    """The switch of languages; each written in itself, for whoever reads only that one."""
    return "".join(_one_language(one, one == shown) for one in LANGUAGES)


def packed(request: Request, text: str, kind: str) -> Response:
    """Packed where the browser can unpack it: phones' lines are slow."""
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(text, media_type=kind, headers=headers)
    packed = gzip.compress(text.encode(), 6)
    return Response(packed, media_type=kind, headers=headers | {"Content-Encoding": "gzip"})


def _head() -> str:
    """How each page begins; it has open places of its own."""
    return (FOLDER / "head.html").read_text("utf-8").rstrip("\n")


def _one_language(one: str, is_shown: bool) -> str:
    current = ' aria-current="true"' if is_shown else ""
    return f'<a href="?{urlencode({"language": one})}" lang="{one}"{current}>{NAMES[one]}</a>'
