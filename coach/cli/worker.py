"""`coach worker`: scores takes on this machine until it is stopped; the app runs one of its own beside it."""

from __future__ import annotations

import signal
import threading
from typing import NoReturn

import typer

from coach.assembly import desk, remembered
from coach.domain.errors import JobError
from coach.i18n import Speaker
from coach.jobs.child import environment, tell_events
from coach.jobs.embedded import ANOTHER_IS_HERE, leave_with_app, only_one, succeed_last
from coach.jobs.following import LOOKS_EVERY_S, Followers
from coach.jobs.upkeep import repeating
from coach.jobs.worker import Processes, new_id, run
from coach.settings import Settings
from coach.store import Store


def work(slots: int, beside_app: bool) -> None:
    """Work until stopped. Beside the app, and on SQLite anyway, there is only one worker a data folder."""
    tell_events()
    settings, stop = Settings(), threading.Event()
    if beside_app:
        leave_with_app(stop)
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: stop.set())
    store, worker_id = remembered(settings), new_id()
    if not beside_app and store.engine.dialect.name != "sqlite":
        _run(store, settings, (worker_id, slots), stop)
        return
    with only_one(store.folder) as is_only:
        if not is_only:
            _leave_it_to_the_other(store, beside_app)
        succeed_last(store, worker_id)
        _run(store, settings, (worker_id, slots), stop)


def _leave_it_to_the_other(store: Store, beside_app: bool) -> NoReturn:
    if beside_app:
        raise typer.Exit(ANOTHER_IS_HERE)
    raise JobError("worker.another", folder=str(store.folder))


def _run(store: Store, settings: Settings, worker: tuple[str, int], stop: threading.Event) -> None:
    at = desk(settings, store)
    followers = Followers(store, environment(settings), most=1 if settings.follow else 0)
    looking = repeating(followers.look, LOOKS_EVERY_S, stop)
    typer.echo(Speaker(settings.language).say("worker.ready", slots=worker[1]))
    try:
        processes = Processes(environment=environment(settings), warm=followers.lend)
        run(store, at.engine, processes, worker, stop)
    finally:
        stop.set()
        looking.join()
        followers.close()
        at.engine.close()
