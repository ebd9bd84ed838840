"""What each button of the host's remote does to what the stage shows. Pure: a state in, its changes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from coach.domain.hall import State
from coach.workshop.plan import PLAN

READY, ROLLING, DONE = "ready", "rolling", "done"  # of a volunteer's take, in `more`
UNSEEN = "unseen"  # in `more`: ids of the machine's comments that were taken off the wall
MOST_UNSEEN = 200  # a take of eight minutes has fewer comments
POINTS = "points"  # in `more`: the hall sees them too
PHONE = "phone"  # in `more`, camera: a phone films her, not the stage's own
SPOKEN = "spoken"  # in `more`: which language the volunteer speaks, where it is not the workshop's
REHEARSAL = "rehearsal"  # in `more`: since which second one goes on
KEPT = (REHEARSAL, "camera")  # of `more`: what outlives a change of scene
HERS = (SPOKEN,)  # of `more`: what holds as long as she stands there, also where she begins anew

Changes = Mapping[str, Any]
# What each step of the plan begins with on the stage.
SCENES = {"welcome": "welcome", "demonstration": "sample", "practice": "practice", "closing": "closing"}


def stepped(state: State, step: int, now: datetime) -> Changes:
    """To that step of the plan; its clock starts. Who stands before the camera stays there."""
    at = max(0, min(step, len(PLAN) - 1))
    if state.showing in ("live", "frozen"):
        return {"step": at, "step_began_at": now}
    scene = SCENES.get(PLAN[at].id, "welcome")
    shown = {"showing": "welcome" if scene == "sample" else scene}
    return {**shown, **_nobody(state), "step": at, "step_began_at": now}


def invited(state: State, learner_id: str, lesson_id: str, spoken: str = "") -> Changes:
    """A volunteer comes up: the camera opens, nothing is recorded yet. `spoken`: her language, if told."""
    more = {**_kept(state), "phase": READY, SPOKEN: spoken}
    return {**_fresh(), "volunteer_id": learner_id, "lesson_id": lesson_id, "showing": "live", "more": more}


def rolling(state: State, take_id: str, client_id: str) -> Changes:
    """Three, two, one: her take begins."""
    more = {**_kept(state), **_hers(state), "phase": ROLLING, "client": client_id}
    return {**_fresh(), "take_id": take_id, "showing": "live", "more": more}


def spoken(state: State, usual: str) -> str:
    """The language that is spoken on the stage; `usual`: the workshop's own."""
    return str(state.more.get(SPOKEN) or usual)


def by_phone(state: State) -> bool:
    """Whether a phone films the volunteer, not the stage's own camera."""
    return state.more.get("camera") == PHONE


def filmed(state: State, take_id: str) -> Changes:
    """A phone that was asked for begins to film her; nothing where none was, or she is filmed already."""
    waits = state.showing == "live" and state.more.get("phase") == READY and by_phone(state)
    return rolling(state, take_id, "") if waits else {}


def camera(which: str) -> Callable[[State], Changes]:
    """Which camera films the next take; while one is being made it stays as it is."""
    running = ("live", "frozen")

    def change(state: State) -> Changes:
        busy = state.showing in running and state.more.get("phase") == ROLLING
        return {} if busy else {"more": {**dict(state.more), "camera": which}}

    return change


def restarted(state: State) -> Changes:
    """The take is thrown away; she stands before the camera again."""
    return {**_fresh(), "showing": "live", "more": {**_kept(state), **_hers(state), "phase": READY}}


def stopped(state: State) -> Changes:
    """Applause: her take is handed in."""
    return {"showing": "applause", "more": {**dict(state.more), "phase": DONE}}


def sample(state: State, name: str) -> Changes:
    """A ready-made take plays; its name begins with the language that is spoken in it."""
    more = {**_kept(state), "sample": name, "phase": ROLLING, SPOKEN: name.partition("_")[0]}
    return {**_fresh(), "showing": "sample", "volunteer_id": "", "take_id": name, "more": more}


def shown(scene: str) -> Callable[[State], Changes]:
    """Another scene, everything else as it is."""
    return lambda state: {"showing": scene}


def result(state: State) -> Changes:
    """The result, which nobody in the hall saw before."""
    return {"showing": "result", "result_shown": True}


def points(state: State) -> Changes:
    """The points too, where her result stands there already."""
    return {"more": {**dict(state.more), POINTS: True}} if state.result_shown else {}


def over(state: State) -> Changes:
    """Everybody goes home: the closing page, and nobody before the camera."""
    return {**_nobody(state), "showing": "closing", "step": len(PLAN) - 1}


def comments(hidden: bool) -> Callable[[State], Changes]:
    """All comments off the wall, or back."""
    return lambda state: {"comments_hidden": hidden}


def unseen(state: State) -> frozenset[str]:
    """Ids of the machine's comments that the host took off the wall, of this take."""
    return frozenset(state.more.get(UNSEEN, ()))


def taken_off(comment_id: str, is_off: bool) -> Callable[[State], Changes]:
    """A comment of the machine's viewers off the wall, or back; the next take knows nothing of it."""

    def change(state: State) -> Changes:
        others = [one for one in state.more.get(UNSEEN, ()) if one != comment_id]
        return {"more": {**dict(state.more), UNSEEN: [*others, *[comment_id] * is_off][-MOST_UNSEEN:]}}

    return change


def rehearsed(state: State, now: datetime) -> Changes:
    """With people who are only simulated; since when is kept, as what is made from now on goes again."""
    since = rehearsed_since(state) or now
    return {"more": {**dict(state.more), REHEARSAL: since.timestamp()}}


def rehearsed_since(state: State) -> datetime | None:
    """When the rehearsal began; None where there is none, or nobody noted when."""
    since = state.more.get(REHEARSAL)
    return datetime.fromtimestamp(since, UTC) if isinstance(since, float) else None


def for_real(state: State) -> Changes:
    """Without them: the stage is as it was when nobody had come."""
    more = {**_kept(state), REHEARSAL: False}
    return {**next_one(state), "more": more, "comments_hidden": False, "step": 0, "step_began_at": None}


def next_one(state: State) -> Changes:
    """The stage is free for the next volunteer; the wall shows how to come in."""
    return {**_nobody(state), "showing": "welcome"}


# Buttons that need nothing but the state. A frozen picture goes on only where there was one.
PLAIN: Mapping[str, Callable[[State], Changes]] = {
    "freeze": shown("frozen"),
    "go_on": shown("live"),
    "restart": restarted,
    "stop": stopped,
    "vote": shown("vote"),
    "applause": shown("applause"),
    "result": result,
    "points": points,
    "next": next_one,
    "welcome": next_one,
    "practice": shown("practice"),
    "closing": shown("closing"),
    "hide": comments(True),
    "show": comments(False),
    "for_real": for_real,
    "camera_phone": camera(PHONE),
    "camera_here": camera(""),
}
# What a button needs to make sense; pressed otherwise nothing happens.
ONLY_WHILE: Mapping[str, tuple[str, ...]] = {
    "freeze": ("live",),
    "go_on": ("frozen",),
    "stop": ("live", "frozen", "sample"),
    "restart": ("live", "frozen"),
    "points": ("result",),
}


def pressed(state: State, button: str) -> Changes:
    """What that button changes; nothing where it makes no sense just now. KeyError for no button of ours."""
    change = PLAIN[button]
    return change(state) if state.showing in ONLY_WHILE.get(button, (state.showing,)) else {}


def _nobody(state: State) -> Changes:
    return {**_fresh(), "volunteer_id": "", "more": _kept(state)}


def _fresh() -> Changes:
    return {"take_id": "", "result_shown": False}


def _kept(state: State) -> dict[str, Any]:
    return {name: state.more[name] for name in KEPT if name in state.more}


def _hers(state: State) -> dict[str, Any]:
    return {name: state.more[name] for name in HERS if name in state.more}
