"""`coach jobs`: what waits, what runs and who works; what died, to be tried again; an end of one."""

from __future__ import annotations

from collections.abc import Iterable

import typer
from rich.console import Console
from rich.table import Table

from coach.assembly import desk, remembered
from coach.domain.analysis import Analysis
from coach.domain.errors import CoachError
from coach.domain.turns import in_turn
from coach.i18n import Speaker
from coach.jobs import Desk, cancel, submit
from coach.settings import Settings

SHOWN = 12  # letters of an id: no two takes of an installation begin with the same


def show() -> None:
    """Print who works, what runs, what waits in its order, and how many died."""
    at, say = _desk()
    now = at.store.workers.clock()
    living = sum(one.is_alive(now) for one in at.store.workers.all())
    moving = at.store.analyses.moving()
    turn = in_turn(moving, now)
    running = tuple(one for one in moving if one not in turn)
    typer.echo(say.say("jobs.at_work", workers=living, running=len(running), waiting=len(turn)))
    _table((*running, *turn), say)
    if letters := at.store.analyses.dead_letters():
        typer.echo(say.say("jobs.some_dead", takes=len(letters)))


def dead() -> None:
    """Print what ended without a result, and why."""
    at, say = _desk()
    letters = at.store.analyses.dead_letters()
    _table(letters, say)
    if not letters:
        typer.echo(say.say("jobs.none_dead"))


def again(attempt_id: str) -> None:
    """Score a take once more, or all that died."""
    at, say = _desk()
    letters = at.store.analyses.dead_letters()
    asked = [one.attempt_id for one in letters] if attempt_id == "all" else [_whole(at, attempt_id)]
    for one in asked:
        submit(one, at, at.store.workers.clock())
    typer.echo(say.say("jobs.again", takes=len(asked)))


def stop(attempt_id: str) -> None:
    """Stop scoring a take."""
    at, say = _desk()
    cancel(_whole(at, attempt_id), at, at.store.workers.clock())
    typer.echo(say.say("jobs.cancelled"))


def _desk() -> tuple[Desk, Speaker]:
    settings = Settings()
    return desk(settings, remembered(settings)), Speaker(settings.language)


def _whole(at: Desk, beginning: str) -> str:
    """The attempt whose id begins like this; CoachError where none or several do."""
    found = at.store.analyses.beginning(beginning)
    if len(found) != 1:
        raise CoachError("attempt.unknown", id=beginning)
    return found[0]


def _table(analyses: Iterable[Analysis], say: Speaker) -> None:
    analyses = tuple(analyses)
    table = Table(box=None, pad_edge=False, show_header=False)
    for one in analyses:
        share = f"{one.progress:.0%}" if one.stage else ""
        why = say.say(one.error_id, **one.error_values) if one.error_id else ""
        table.add_row(one.attempt_id[:SHOWN], say.say(f"jobs.state.{one.state}"), share, why)
    if analyses:
        Console().print(table)
