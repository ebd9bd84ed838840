"""Signing in over HTTP: the page with names and large keys, and the addresses that set the cookie."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from coach.domain.errors import NotAllowed
from coach.domain.signing_in import LONGEST_PASSWORD
from coach.i18n import Speaker
from coach.store import Who
from coach.store.doors import Came
from coach.web.cookie import give, take_back, token_in
from coach.web.qr import card_in, read_codes
from coach.web.signin_page import page, shown_in

LONGEST_FORM = 4_000  # bytes of what somebody typed
LONGEST_PICTURE = 400_000  # bytes of one look through the camera
MINUTE_S = 60.0

Form = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SignIn:
    """The ways in. `who` is asked for at each request, as the store opens late."""

    who: Callable[[], Who]
    language: Callable[[], str]  # of the screens, until somebody switches
    provider: bool = False  # whether accounts of an organisation may be used as well
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    codes: Callable[[bytes], tuple[str, ...]] = read_codes

    def routes(self) -> list[Route]:
        """The addresses this answers; strangers may ask them all."""
        post = ["POST"]
        return [
            Route("/sign-in", self.shown),
            Route("/api/sign-in/class", self._class, methods=post),
            Route("/api/sign-in/pin", self._way(self._by_pin), methods=post),
            Route("/api/sign-in/password", self._way(self._by_password), methods=post),
            Route("/api/sign-in/card", self._way(self._by_card), methods=post),
            Route("/api/sign-in/provider", self._way(self._by_provider), methods=post),
            Route("/api/sign-in/look", self._look, methods=post),
            Route("/api/sign-out", self._out, methods=post),
        ]

    async def shown(self, request: HTTPConnection) -> Response:
        """The page itself; where nobody is asked there is nothing to sign in to."""
        if not await run_in_threadpool(self.who().installation.asks):
            return RedirectResponse("/", status_code=303)
        here = request.url.path == "/sign-in"
        html = page(shown_in(request, self.language()), self.provider, stays=not here)
        return self._fresh(Response(html, 200 if here else 403, media_type="text/html"))

    async def _class(self, request: Request) -> Response:
        """The names in a class, for whoever knows its code."""
        form, words = await _form(request), Speaker(shown_in(request, self.language()))
        try:
            group, learners = await run_in_threadpool(
                self.who().doors.class_with, _text(form, "code"), self._came(request, form)
            )
        except NotAllowed as refused:
            return _said(refused, words)
        names = [{"id": one.id, "name": _called(words.language, one.address, one.name)} for one in learners]
        return self._fresh(JSONResponse({"class": group.name, "learners": names}))

    def _way(self, by: Callable[[Form, Came], str]) -> Callable[[Request], Any]:
        async def way(request: Request) -> Response:
            form = await _form(request)
            return await self._in(request, form, lambda came: by(form, came))

        return way

    async def _in(self, request: Request, form: Form, by: Callable[[Came], str]) -> Response:
        """Sign in one way or say kindly why not; the browser's older sign-in ends."""
        words = Speaker(shown_in(request, self.language()))
        try:
            token = await run_in_threadpool(by, self._came(request, form))
        except NotAllowed as refused:
            return _said(refused, words)
        await run_in_threadpool(self.who().signed_in.end, token_in(request.headers))
        answer = self._fresh(JSONResponse({"done": True}))
        give(answer, token, request, _own(form))
        return answer

    def _by_pin(self, form: Form, came: Came) -> str:
        code, learner, pin = (_text(form, name) for name in ("code", "learner", "pin"))
        return self.who().doors.by_pin(code, learner, pin, came)

    def _by_password(self, form: Form, came: Came) -> str:
        return self.who().doors.by_password(_text(form, "name"), _text(form, "password"), came)

    def _by_card(self, form: Form, came: Came) -> str:
        return self.who().doors.by_card(_text(form, "card"), came)

    def _by_provider(self, form: Form, came: Came) -> str:
        return self.who().doors.by_provider(_text(form, "token"), came)

    async def _look(self, request: Request) -> Response:
        """One picture of the camera: is there a card in it? Pictures are looked at and forgotten."""
        picture = await _body(request, LONGEST_PICTURE)
        told = await run_in_threadpool(self.codes, picture) if picture else ()
        card = next(filter(None, map(card_in, told)), "")
        if not card:
            return Response(status_code=204)
        return await self._in(request, {}, lambda came: self.who().doors.by_card(card, came))

    async def _out(self, request: Request) -> Response:
        await run_in_threadpool(self.who().signed_in.end, token_in(request.headers))
        answer = self._fresh(JSONResponse({"done": True}))
        take_back(answer, request)
        return answer

    def _came(self, request: Request, form: Form) -> Came:
        return Came(request.client.host if request.client else "", self.clock(), _own(form))

    def _fresh(self, answer: Response) -> Response:
        answer.headers["Cache-Control"] = "no-store"
        return answer


def _called(language: str, address: str, name: str) -> str:
    return Speaker(language, address).say("who.called", name=name)


def _said(refused: NotAllowed, words: Speaker) -> Response:
    """Why not, as a sentence; 429 where waiting helps."""
    wait_s = refused.values.get("wait_s")
    if not isinstance(wait_s, float):
        return JSONResponse({"said": words.say(refused.id)}, status_code=403)
    minutes = wait_s > MINUTE_S
    told = words.say(
        "signin.wait_minutes" if minutes else "signin.wait_seconds",
        wait=max(1, round(wait_s / MINUTE_S)) if minutes else max(1, round(wait_s)),
    )
    return JSONResponse({"said": told}, status_code=429, headers={"Retry-After": f"{wait_s:.0f}"})


async def _body(request: Request, most: int) -> bytes:
    """The body; empty where it is too large, so that nothing large is ever held."""
    held = b""
    async for piece in request.stream():
        held += piece
        if len(held) > most:
            return b""
    return held


async def _form(request: Request) -> Form:
    """What was sent, as a JSON object; anything else is an empty form, which opens nothing."""
    try:
        sent = json.loads(await _body(request, LONGEST_FORM))
    except ValueError:
        return {}
    return sent if isinstance(sent, dict) else {}


def _text(form: Form, name: str) -> str:
    value = form.get(name)
    return value[: LONGEST_PASSWORD + 1] if isinstance(value, str) else ""


def _own(form: Form) -> bool:
    return form.get("own") is True
