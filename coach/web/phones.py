"""The light page for phones: small, without a websocket; it records or uploads, and tells the result."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from coach.domain.errors import CoachError, NotAllowed
from coach.i18n import Speaker, sentences, spoken_address
from coach.store import Store
from coach.store.attempts import Attempt
from coach.web.assets import FOLDER
from coach.web.guard import ask
from coach.web.light_page import as_json, filled, packed, switch
from coach.web.passes import issue_phone_pass
from coach.web.signin_page import shown_in
from coach.web.tickets import tickets_kept_in
from coach.web.warning import explained

CODE = re.compile(r"[0-9]{1,8}")  # of a workshop
LONGEST_TICKET = 300  # bytes
SCRIPTS = (
    "digest",
    "journal",
    "sending",
    "filing",
    "camera",
    "viewers",
    "phone",
)  # the recorder's own, and the page
COMMENT = re.compile(r"^\s*//.*\n|(?<=[;{,]) // .*$|^[ \t]+", re.MULTILINE)  # no text of ours holds such
ROOM = (
    "asking", "busy", "camera_lost", "enough", "feed", "file_empty", "file_gone", "microphone_gone", "native",
    "no_camera", "no_microphone", "old_browser", "open", "pick", "recovered", "refused", "sending",
    "server_full", "stop", "too_large", "two_tabs", "viewers", "waiting", "cancel", "long_enough", "start",
)  # fmt: skip
PHONE = (
    "again", "code_late", "code_none", "done", "filmed", "insecure", "keep_open", "next", "not_yours",
    "recording", "scoring", "unreachable", "well",
)  # fmt: skip

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Phones:
    """Answers phones. `welcome` tells of a learner's lesson, `light` of a take, both in a language."""

    store: Callable[[], Store]
    language: Callable[[], str]
    welcome: Callable[[str, str, str], Plain]  # learner's id, lesson's id, language
    light: Callable[[Attempt, str], Plain]
    root: Callable[[], Path]  # the authority's certificate
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def routes(self) -> list[Route]:
        """The addresses this answers."""
        return [
            Route("/m/", self._page),
            Route("/m/help", self._help),
            Route("/m/phone.js", self._script),
            Route("/m/phone.css", self._style),
            Route("/m/authority.cer", self._root),
            Route("/api/m/in", self._in, methods=["POST"]),
            Route("/api/m/take/{attempt_id}", self._take),
        ]

    async def _page(self, request: Request) -> Response:
        hall = request.query_params.get("hall", "")
        return _html(request, page(shown_in(request, self.language()), hall if CODE.fullmatch(hall) else ""))

    async def _help(self, request: Request) -> Response:
        """The browser's warning, explained with pictures."""
        language = shown_in(request, self.language())
        host = request.url.hostname or ""
        return _html(request, help_page(language, host))

    async def _script(self, request: Request) -> Response:
        return packed(request, script(), "text/javascript")

    async def _style(self, request: Request) -> Response:
        return packed(request, style(), "text/css")

    async def _root(self, _: Request) -> Response:
        data = await run_in_threadpool(self.root().read_bytes)
        return Response(data, media_type="application/x-x509-ca-cert")

    async def _in(self, request: Request) -> Response:
        """A pass for a ticket that nobody used before; 403 for any other text."""
        ticket = (await request.body())[:LONGEST_TICKET].decode("utf-8", "ignore")
        told = await run_in_threadpool(self._welcomed, ticket, shown_in(request, self.language()))
        return JSONResponse(told or {}, 200 if told else 403, {"Cache-Control": "no-store"})

    def _welcomed(self, ticket: str, language: str) -> Plain | None:
        store, now = self.store(), self.clock()
        learner_id = store.who.keys.phone_comes(ticket, now)
        if not learner_id:
            return None
        _, lesson_id, spoken, workshop_id = (*ticket.split("."), "", "", "")[:4]
        pass_text = issue_phone_pass(tickets_kept_in(store.folder), learner_id, now, workshop_id)
        known = {"pass": pass_text, "learner": learner_id, "lesson": lesson_id, "language": spoken}
        return {**known, "stage": bool(workshop_id), **self.welcome(learner_id, lesson_id, language)}

    async def _take(self, request: Request) -> Response:
        """How far a take of hers is, then its points, one thing done well and one to do next."""
        try:
            told = await run_in_threadpool(self._told, request)
        except NotAllowed:
            return Response(status_code=403)
        except CoachError:
            return Response(status_code=404)
        return JSONResponse(told, headers={"Cache-Control": "no-store"})

    def _told(self, request: Request) -> Plain:
        store = self.store()
        attempt = store.attempts.get(request.path_params["attempt_id"])
        ask(request, store.who, "see_result", store.who.access.take(attempt))
        return self.light(attempt, shown_in(request, self.language()))


def page(language: str, hall: str = "") -> str:
    """The page, in that language; the same for everybody, but whoever came from a hall finds back to it."""
    say = Speaker(language).say
    known = sentences(language)  # the phone puts her form of address in, once it knows whose it is
    words = {name: known[f"room.{name}"] for name in ROOM} | {name: known[f"phone.{name}"] for name in PHONE}
    words["you"] = spoken_address(language, Speaker(language).address)
    return filled(
        "phone.html",
        {
            "LANGUAGE": language,
            "SWITCH": switch(language),
            "TITLE": escape(say("phone.title")),
            "HELP": escape(say("phone.help")),
            "HALL": _back(hall, language, say("hall.back")) if hall else "",
            "WORDS": as_json(words),
        },
    )


def _back(code: str, language: str, text: str) -> str:
    """The way back to the hall page; not while she records or sends."""
    busy = ",".join(f"[data-state={one}] #hall" for one in ("looking", "live", "sending"))
    address = f"/h/{code}?" + urlencode({"language": language})
    return (
        f"<style>{busy}{{display:none}}</style>"
        f'<a id="hall" class="pick" href="{escape(address)}">{escape(text)}</a>'
    )


def help_page(language: str, host: str, above: str = "") -> str:
    """The warning explained in that language; `above` is HTML that comes before it."""
    words = Speaker(language)
    return filled(
        "phone_help.html",
        {
            "LANGUAGE": language,
            "SWITCH": switch(language),
            "ABOVE": above or _heading(words),
            "STEPS": explained(words, host),
        },
    )


def _heading(words: Speaker) -> str:
    return f"<h1>{escape(words.say('phone.title'))}</h1>"


@cache
def script() -> str:
    """The recorder's own scripts and the page's in one, without comments and indentation."""
    whole = "\n".join((FOLDER / f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    return COMMENT.sub("", whole)


@cache
def style() -> str:
    """The style of the page and of the help."""
    return (FOLDER / "phone.css").read_text("utf-8")


def _html(request: Request, text: str) -> Response:
    return packed(request, text, "text/html")
