"""What stage and remote are told a few times a second: plain values, made from what is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from coach.course import Course
from coach.domain.errors import CoachError
from coach.domain.hall import FROM_HALL, Guest, State, Workshop
from coach.domain.rubric import Lesson
from coach.i18n import Speaker
from coach.store import Store
from coach.store.attempts import Attempt
from coach.web.audience import Audience, Scene
from coach.web.hosting import SAMPLE_LESSON, SAMPLES
from coach.web.stage_ear import heard_by_now
from coach.web.stage_plain import ON_WALL, Plain, as_told, by_commune, last_typed, newest, together, worded
from coach.workshop.acting import POINTS, ROLLING, rehearsed_since, spoken, unseen
from coach.workshop.closing import told
from coach.workshop.lights import Light, dark
from coach.workshop.plan import clock
from coach.workshop.rehearsal import Crowd, crowd, places
from coach.workshop.result_shown import for_hall, has_points
from coach.workshop.shown import Live, read_live

TO_VETO = 30  # comments on the host's remote


@dataclass(frozen=True, slots=True)
class Telling:
    """Makes what is told. `result`: a scored take's points and words; `audience`: simulated viewers."""

    store: Store
    course: Course
    result: Callable[[Attempt, str], Mapping[str, Any]]
    audience: Audience
    sample: Callable[
        [str, str], tuple[tuple[float, Live], ...]
    ]  # name, lesson: what is shown from which second

    def stage(self, of: Workshop, at_s: float, now: datetime) -> Plain:
        """For the projector: nothing that the hall may not see. `at_s`: second of the take on the stage."""
        state = self.store.workshops.state(of.id)
        lesson = self.course.lessons.get(state.lesson_id)
        return {
            **self._where(of, state, now),
            **self._take(of, state, lesson, at_s),
            **self._hall(of, state, at_s, now),
            "result": self._for_hall(of, state) if state.result_shown else None,
            "ear": heard_by_now(self.store.followed, state, at_s),
            "closing": self._closing(of) if state.showing == "closing" else None,
        }

    def host(self, of: Workshop, now: datetime, at_s: float = 0.0) -> Plain:
        """For the remote: guests to invite, comments to take off, the plan, and whether a result is there.

        `at_s`: second of the take on the stage; 0 where nobody knows it.
        """
        state = self.store.workshops.state(of.id)
        for name in SAMPLES[of.language].values():  # understood while people come in
            self.sample(name, SAMPLE_LESSON)
        guests = self.store.hall.guests(of.id)
        result = self._result(state, of.language)
        return {
            **self._where(of, state, now),
            "guests": [{"id": one.id, "name": one.first_name, "commune": one.commune} for one in guests],
            "comments": self._to_veto(of, state, at_s, now),
            "communes": list(of.communes),
            "refused": sum(self.store.hall.refusals(of.id).values()),
            "result_state": result["state"] if result else "",
            "points_there": has_points(result) and not state.more.get(POINTS),
            "ear": heard_by_now(self.store.followed, state, at_s),
            "wall": self._host_wall(of, state, at_s, now, guests),
        }

    def _to_veto(self, of: Workshop, state: State, at_s: float, now: datetime) -> list[Plain]:
        """The last comments of the hall, then those of the machine, each the newest first."""
        said = self.store.hall.comments_since(of.id)[-TO_VETO:]
        hall = [as_told(one) | {"hidden": one.hidden} for one in said]
        made = [asdict(one) for one in self._scene(state, at_s).comments if one.at_s <= at_s]
        made = [one for one in made if not one["id"].startswith(FROM_HALL)]
        if state.more.get("rehearsal"):
            say = Speaker(of.language).say
            made += last_typed(self._crowd(of, state, at_s, now), say, ON_WALL)
        off = unseen(state)
        told = [
            {
                "id": one["id"],
                "name": one["name"],
                "text": one["text"],
                "hall": False,
                "hidden": one["id"] in off,
            }
            for one in made[-ON_WALL:]
        ]
        return [*reversed(hall), *reversed(told)]

    def _host_wall(
        self, of: Workshop, state: State, at_s: float, now: datetime, guests: Sequence[Guest]
    ) -> list[Plain]:
        """Who came, as the stage counts them: in a rehearsal with those who are simulated."""
        made = self._crowd(of, state, at_s, now).wall if state.more.get("rehearsal") else ()
        return together([*by_commune(guests), *map(asdict, made)])

    def lessons(self, language: str) -> list[Plain]:
        """The lessons that a volunteer may show."""
        known = self.course.lessons.values()
        return [{"id": one.id, "title": f"{one.id} · {worded(one.title, language)}"} for one in known]

    def _where(self, of: Workshop, state: State, now: datetime) -> Plain:
        at = clock(state.step, state.step_began_at, now)
        lesson = self.course.lessons.get(state.lesson_id)
        return {
            "version": state.version, "showing": state.showing, "name": of.name, "code": of.code,
            "volunteer": state.volunteer, "lesson": worded(lesson.title, of.language) if lesson else "",
            "comments_hidden": state.comments_hidden, "result_shown": state.result_shown,
            "phase": state.more.get("phase", ""), "rehearsal": bool(state.more.get("rehearsal")),
            "sample": state.more.get("sample", ""), "take": state.take_id,
            "camera": state.more.get("camera", ""), "spoken": spoken(state, of.language),
            "language": of.language,
            "step": at.step, "left_s": round(at.left_s), "over": of.ended_at is not None,
        }  # fmt: skip

    def _take(self, of: Workshop, state: State, lesson: Lesson | None, at_s: float) -> Plain:
        live = self._live(state, lesson, at_s) if lesson else Live()
        return {
            "captions": list(live.captions),
            "until_s": live.until_s,
            "lights": [self._light(one, of.language) for one in live.lights],
        }

    def _live(self, state: State, lesson: Lesson, at_s: float) -> Live:
        if state.more.get("sample"):
            shown = [one for from_s, one in self.sample(state.more["sample"], lesson.id) if from_s <= at_s]
            return shown[-1] if shown else Live(dark(lesson))
        written = self.store.followed.shown(state.take_id) if state.take_id else None
        return read_live(written) if written else Live(dark(lesson))

    def _light(self, light: Light, language: str) -> Plain:
        prompt = worded(self.course.criteria[light.criterion].prompt, language)
        level, later = light.level if light.is_on else 0, not light.can_light
        return {"id": light.criterion, "prompt": prompt, "level": level, "on": light.is_on, "later": later}

    def _hall(self, of: Workshop, state: State, at_s: float, now: datetime) -> Plain:
        guests, hall = self.store.hall.guests(of.id), self.store.hall
        scene = self._scene(state, at_s)
        wall = () if state.comments_hidden else hall.comments_since(of.id)
        mine = [as_told(one) for one in wall if one.is_shown and one.take_id == state.take_id]
        off = unseen(state)
        due = [
            one for one in scene.comments if one.at_s <= at_s and one.id not in off
        ]  # the hall's among them (hall_audience.py)
        viewers = [asdict(one) | {"hall": False} for one in due if not one.id.startswith(FROM_HALL)]
        if state.comments_hidden:
            viewers = []
        told_now = {
            "came": len(guests), "hearts": hall.hearts(of.id, state.take_id),  # people's alone
            "votes": hall.tally(of.id, state.take_id), "wall": by_commune(guests),
            "cue": scene.cue, "comments": newest(viewers, mine), "noted": [asdict(one) for one in due],
        }  # fmt: skip
        return (
            told_now | self._rehearsed(of, state, told_now, at_s, now)
            if state.more.get("rehearsal")
            else told_now
        )

    def _scene(self, state: State, at_s: float) -> Scene:
        """Simulated viewers, while a take is being made."""
        if not (state.take_id and state.more.get("phase") == ROLLING) or state.more.get("sample"):
            return Scene()
        try:
            return self.audience(self.store.uploads.get(state.take_id), at_s)
        except CoachError:  # its first byte has not come yet, or it was handed in just now
            return Scene()

    def _crowd(self, of: Workshop, state: State, at_s: float, now: datetime) -> Crowd:
        """Simulated guests; before her film begins they neither clap nor type."""
        began = max(filter(None, (rehearsed_since(state), state.step_began_at)), default=of.created_at)
        filmed = state.showing in ("live", "frozen", "sample", "applause")
        communes = places(of.communes, Speaker(of.language).say("stage.commune"))
        gone_s = at_s if filmed else (now - began).total_seconds()
        return crowd(int(of.code), state.showing, gone_s, communes)

    def _rehearsed(self, of: Workshop, state: State, real: Plain, at_s: float, now: datetime) -> Plain:
        """The same with guests who are only simulated, beside those who are there."""
        say = Speaker(of.language).say
        made = self._crowd(of, state, at_s, now)
        typed = [one for one in last_typed(made, say, ON_WALL) if one["id"] not in unseen(state)]
        return {
            "came": real["came"] + made.came,
            "hearts": real["hearts"] + made.hearts,
            "votes": {
                q: {a: n + made.votes[q][a] for a, n in some.items()} for q, some in real["votes"].items()
            },
            "wall": together([*real["wall"], *map(asdict, made.wall)]),
            "comments": [] if state.comments_hidden else [*real["comments"], *typed],
        }

    def _result(self, state: State, language: str) -> Plain | None:
        attempt = self._attempt(state)
        return dict(self.result(attempt, language)) if attempt else None

    def _for_hall(self, of: Workshop, state: State) -> Plain | None:
        result = self._result(state, of.language)
        return for_hall(result, bool(state.more.get(POINTS))) if result else None

    def _attempt(self, state: State) -> Attempt | None:
        try:
            return self.store.attempts.get(state.take_id) if state.take_id else None
        except CoachError:
            return None

    def _closing(self, of: Workshop) -> Plain:
        learners = [one.learner_id for one in self.store.hall.guests(of.id) if one.learner_id]
        newest = (next((a.result for a in self.store.attempts.of(one) if a.result), None) for one in learners)
        found = told(one for one in newest if one)
        prompts = {
            one: worded(self.course.criteria[one].prompt, of.language) for one in (*found.well, *found.next)
        }
        return {
            "takes": found.takes,
            "well": [prompts[one] for one in found.well],
            "next": [prompts[one] for one in found.next],
        }
