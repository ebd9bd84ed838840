"""The app as one process on one port: the pages, our own addresses, and the shell around them."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
import time
import urllib.request
import webbrowser
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import segno
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import Receive, Scope, Send

from coach.app import main
from coach.app.here import ENTRANCE, desk, here
from coach.app.light import light, welcome
from coach.app.look import THEME
from coach.app.on_phones import first_lesson, handed_in, lesson_title
from coach.app.playing import played
from coach.app.report import make_sheet
from coach.app.trouble import tell
from coach.assembly import preflight
from coach.course.library import Library, load_library
from coach.domain.analysis import NORMAL, STAGE
from coach.domain.consent import RECORD
from coach.i18n import Speaker
from coach.jobs import submit
from coach.jobs.child import environment
from coach.jobs.demonstration import show_once
from coach.jobs.embedded import Embedded
from coach.jobs.sweeping import keep_sweeping
from coach.pipeline.preflight import Preflight
from coach.settings import Provider, Settings
from coach.web import assets
from coach.web.cards import Cards
from coach.web.directing import Directed, listening_along
from coach.web.door import Door
from coach.web.evening import Evenings
from coach.web.film_clock import FilmClock
from coach.web.gate import OPEN_FOR_PROVIDER, Gate
from coach.web.hall import HallPage
from coach.web.hall_audience import WithHall
from coach.web.hosting import Hosting
from coach.web.looking import Looking
from coach.web.my_data import MyData
from coach.web.papers import Papers
from coach.web.phones import Phones
from coach.web.room_page import RoomPage
from coach.web.shell import Shell
from coach.web.signin import SignIn
from coach.web.stage import Stage
from coach.web.staged import Telling
from coach.web.stills import heard, still, wave
from coach.web.takes import Takes
from coach.web.uploads import Receiving
from coach.web.voices import Voices

log = logging.getLogger(__name__)

ADDRESS = "127.0.0.1"  # this machine only: there is no sign-in yet that could keep neighbours apart
CONFIG: dict[str, Any] = {
    "server.address": ADDRESS,
    "server.headless": True,  # we open the browser ourselves; Streamlit would also ask for an e-mail address
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 2000,  # MB; the lesson's page sets its own
    "server.showEmailPrompt": False,
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showSidebarNavigation": False,
    "runner.magicEnabled": False,  # a stray expression is not a sentence for a learner
    "logger.hideWelcomeMessage": True,
    **THEME,
}


def _provider() -> Provider | None:
    """Who vouches for people here, if anybody; unreadable settings are told of when the app opens."""
    try:
        return Settings().provider
    except ValueError:  # of pydantic, and of a settings file that is not TOML
        return None


provider = _provider()
sign_in = SignIn(lambda: here().store.who, lambda: here().settings.language, provider is not None)


@cache
def _who_looks() -> Callable[[bool], Preflight]:
    return preflight(here().settings)


def _looks(wide: bool) -> Preflight:
    return _who_looks()(wide)


def _hand_in(attempt_id: str) -> None:
    urgent = here().store.workshops.on_stage(attempt_id)  # a hall is waiting
    submit(attempt_id, desk(), datetime.now(UTC), STAGE if urgent else NORMAL)
    handed_in(attempt_id)


@cache
def _library(lessons: Path, language: str) -> Library:
    return load_library(lessons, language)


def _comments(language: str) -> Library:
    return _library(here().settings.lessons, language)


receiving = Receiving(
    lambda: here().store,
    lambda learner_id: here().store.people.has_agreed(learner_id, RECORD),
    _hand_in,
    WithHall(
        lambda: here().store,
        _comments,
        Directed(lambda: here().store, _comments, listening_along(lambda: here().store)),
    ),
    begun=lambda upload: _hosting().filmed(upload),
)
phones = Phones(
    lambda: here().store,
    lambda: here().settings.language,
    welcome,
    light,
    lambda: ENTRANCE.authority().root,
)
FILMS = FilmClock()
hall = HallPage(
    lambda: here().store,
    lambda: here().settings.language,
    lesson_title,
    welcome,
    light,
    first_lesson,
    films=FILMS,
)
PORTS: list[tuple[int, int]] = []  # on which phones may come in; none: on this machine only
AT_ONCE: list[bool] = []  # whether they do from the beginning, or when a host lets them


async def _whole(scope: Scope, receive: Receive, send: Send) -> None:
    await app(scope, receive, send)


@asynccontextmanager
async def _beside(_: Any) -> AsyncIterator[None]:
    """While the app runs, phones come in too where that was asked for, or as soon as a host lets them."""
    if not PORTS:
        yield
    elif not any(AT_ONCE):
        async with ENTRANCE.waiting(door, PORTS[0]):
            yield
    else:
        async with ENTRANCE.open(door, PORTS[0]):
            await asyncio.to_thread(_announce)
            yield


def _announce() -> None:
    """Address and code for the terminal, in large."""
    say, where = Speaker(here().settings.language).say, ENTRANCE.page()
    lines = ("", say("phone.room_title"), "", f"    {where}", f"    {ENTRANCE.page(secure=False)}", "")
    told = "\n".join((*lines, say("phone.terminal"), ""))
    try:
        sys.stdout.write(told)
        segno.make(where, error="m", micro=False).terminal(compact=True)
    except UnicodeEncodeError:  # an old console without such letters
        sys.stdout.write(f"{where}\n")
    sys.stdout.flush()


looking = Looking(lambda: here().store, _looks)


def _telling() -> Telling:
    return Telling(here().store, here().course, light, receiving.audience, played)


def _hosting() -> Hosting:
    return Hosting(here().store, frozenset(here().course.lessons))


stage = Stage(
    lambda: here().store,
    lambda: here().settings.language,
    _telling,
    _hosting,
    Starlette(routes=[*receiving.routes(), *looking.routes()]),
    lambda code: ENTRANCE.hall(code) if ENTRANCE.is_open else "",
    lambda code: ENTRANCE.remote(code) if ENTRANCE.is_open else "",
    lambda: here().settings.media,
    lambda ticket, language: ENTRANCE.page(True, ticket, language) if ENTRANCE.is_open else "",
    films=FILMS,
    entrance=ENTRANCE,
)
door = Door(
    Starlette(routes=[*phones.routes(), *hall.routes(), *stage.for_phones(), *receiving.routes()]),
    _whole,
    lambda: here().store,
)
app = st.App(
    Path(main.__file__),
    routes=[
        *Takes(lambda: here().store, still, heard, wave=wave).routes(),
        *Voices(lambda: here().store).routes(),
        *receiving.routes(),
        *looking.routes(),
        *Papers(lambda: here().store, make_sheet, still).routes(),
        *Evenings(lambda: here().store).routes(),
        *MyData(lambda: here().store, still).routes(),
        *sign_in.routes(),
        *Cards(lambda: here().store, lambda: here().settings.language).routes(),
        *RoomPage(ENTRANCE, lambda: here().settings.language).routes(),
        *stage.routes(),
        *assets.routes(),
    ],
    lifespan=_beside,
    middleware=[
        Middleware(Shell),
        Middleware(
            Gate,
            who=lambda: here().store.who,
            sign_in=sign_in.shown,
            also_open=OPEN_FOR_PROVIDER if provider else (),
        ),
    ],
    secrets={"auth": provider.as_streamlit_wants()} if provider else None,
    on_script_error=tell,
)


def serve(port: int, open_browser: bool, with_worker: bool = True, lan: bool = False) -> None:
    """Run the app until it is stopped; with `open_browser`, show it as soon as it answers.

    With `with_worker` takes are scored by a worker beside it, which leaves when the app does. With `lan`
    phones on the room's network come in, by https on the next port and by http on the one after; without it
    a host may let them in, but not where this is a server for many machines (without a worker of its own).
    """
    PORTS[:] = [(port + 1, port + 2)] if lan or with_worker else []
    AT_ONCE[:] = [lan]
    url = f"http://localhost:{port}"
    threading.Thread(target=_once_ready, args=(url, open_browser), daemon=True).start()
    sweeping = (lambda: here().store, Settings().retention, threading.Event())
    threading.Thread(target=keep_sweeping, args=sweeping, daemon=True).start()
    with _scoring(Settings()) if with_worker else nullcontext():
        app.run(config=CONFIG | {"server.port": port})


@contextmanager
def _scoring(settings: Settings) -> Iterator[None]:
    """A worker beside the app."""
    worker = Embedded(settings.data, environment(settings))
    try:
        yield
    finally:
        worker.close()


def _sweep() -> None:
    """What was abandoned on the way in, and copies for the player whose recording is gone."""
    store = here().store
    store.uploads.sweep(datetime.now(UTC))
    store.playback.sweep(store.attempts.recordings())


def _once_ready(url: str, open_browser: bool, patience_s: float = 60.0) -> None:
    """Open the browser once the server answers, as one that is too early shows an error; then other work."""
    until = time.monotonic() + patience_s
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=2).close()  # noqa: S310
        except OSError:
            time.sleep(0.3)
        else:
            if open_browser:
                webbrowser.open(url)
            _sweep()
            show_once(Settings())
            return
    log.warning("never_ready url=%s", url)
