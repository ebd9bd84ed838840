"""What the host's buttons do: change what the stage shows, invite a volunteer, take a comment off."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from pydantic import BaseModel, Field

from coach.domain.errors import CoachError
from coach.domain.hall import State, Workshop
from coach.i18n import Speaker
from coach.store import Store
from coach.store.uploads import Upload, upload_id
from coach.workshop.acting import (
    Changes,
    by_phone,
    filmed,
    invited,
    over,
    pressed,
    rehearsed,
    rehearsed_since,
    rolling,
    sample,
    spoken,
    stepped,
    taken_off,
)
from coach.workshop.volunteers import Agreed, came_up
from coach.workshop.volunteers import invited as guest_of

AGREES = "host.agrees"  # what is read to a volunteer
AGREES_VERSION = "stage-2"  # another wording takes another number
HALLS = re.compile("[0-9a-f]{32}")  # ids of guests' comments; those of the machine's viewers are short
TRIES = 3  # a button pressed while somebody else pressed one is tried again on the new state

# Takes that may be played when nobody volunteers: the demonstration's (media/sources.tsv).
SAMPLES: Mapping[str, Mapping[str, str]] = {
    "vi": {"good": "vi_na_excellent", "poor": "vi_na_poor"},
    "en": {"good": "en_na_excellent", "poor": "en_na_poor"},
    "id": {"good": "en_na_excellent", "poor": "en_na_poor"},
}
SAMPLE_LESSON = "L02"  # the story of place and maker: both takes were written for it


class Asked(BaseModel):
    """A press on the remote. `seen`: the version of the state that the host looked at."""

    do: str = Field(max_length=20)
    seen: int = Field(ge=0)
    guest: str = Field(default="", max_length=32)
    name: str = Field(default="", max_length=60)
    commune: str = Field(default="", max_length=80)
    agreed: bool = False
    lesson: str = Field(default="", max_length=50)
    step: int = Field(default=0, ge=0, le=50)
    comment: str = Field(default="", max_length=32)
    sample: str = Field(default="", max_length=10)
    spoken: str = Field(default="", pattern="^(vi|en|id|)$")  # by who comes up; empty: the workshop's


@dataclass(frozen=True, slots=True)
class Hosting:
    """The host's buttons over one store."""

    store: Store
    lessons: frozenset[str]
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    @property
    def samples(self) -> Mapping[str, str]:
        """Films that may be played, by their own name."""
        return {name: name for some in SAMPLES.values() for name in some.values()}

    def do(self, of: Workshop, asked: Asked, who: str) -> None:
        """Do it. CoachError where it cannot be done, KeyError for no button of ours."""
        if asked.do in ("veto", "back"):
            self._hide(of, asked.comment, asked.do == "veto")
            return
        if asked.do == "end":
            self.store.workshops.end(of.id, self.clock())
            self._change(of, over)
            return
        if of.ended_at is not None:
            raise CoachError("workshop.over")
        since = rehearsed_since(self.store.workshops.state(of.id))
        learner_id = self._volunteer(of, asked, who) if asked.do == "volunteer" else ""
        self._change(of, lambda state: self._changes(of, state, asked, learner_id))
        if asked.do == "for_real" and since is not None:
            self.store.hall.rehearsed(of.id, since, self.clock())

    def filmed(self, upload: Upload) -> None:
        """A take begins to come in: on the stage where its learner stands there and waits for a phone."""
        if of := self.store.workshops.of_volunteer(upload.learner_id):
            self._change(of, lambda state: filmed(state, upload.id))

    def _hide(self, of: Workshop, comment_id: str, is_off: bool) -> None:
        """A guest's comment, kept with the hall, or one that the machine's viewers typed for this take."""
        if HALLS.fullmatch(comment_id):
            self.store.hall.hide(of.id, comment_id, is_off, self.clock())
        elif comment_id:
            self._change(of, taken_off(comment_id, is_off))

    def _change(self, of: Workshop, changes: Callable[[State], Changes]) -> None:
        """On the state as it is now: of two hosts the later one wins, and neither has to press twice."""
        for turn in range(TRIES):
            state = self.store.workshops.state(of.id)
            what = changes(state)
            try:
                if what:
                    self.store.workshops.change(of.id, state.version, **what)
                return
            except CoachError as error:
                if error.id != "workshop.changed" or turn == TRIES - 1:
                    raise

    def _changes(self, of: Workshop, state: State, asked: Asked, learner_id: str) -> Changes:
        if asked.do == "rehearse":
            return rehearsed(state, self.clock())
        if asked.do == "step":
            return stepped(state, asked.step, self.clock())
        if learner_id:
            return invited(state, learner_id, asked.lesson, asked.spoken or of.language)
        if asked.do == "sample":
            lesson = {"lesson_id": state.lesson_id or SAMPLE_LESSON}
            return {**sample(state, SAMPLES[asked.spoken or of.language][asked.sample]), **lesson}
        if asked.do in ("begin", "restart") and by_phone(state):
            return {}  # begun and ended on the phone that films her
        if asked.do == "begin":
            return self._begun(of, state) if state.volunteer_id else {}
        if asked.do == "restart" and state.take_id:
            self._throw_away(state)
        return pressed(state, asked.do)

    def _volunteer(self, of: Workshop, asked: Asked, who: str) -> str:
        """Her id as a learner, under whom her take is kept."""
        if asked.lesson not in self.lessons:
            raise CoachError("lesson.unknown", lesson=asked.lesson, nearest="")
        now, words = self.clock(), Speaker(of.language)
        guest = guest_of(self.store, of, asked.guest, asked.name.strip(), asked.commune.strip(), now)
        agreed = Agreed(words.say(AGREES), AGREES_VERSION, of.language, who) if asked.agreed else None
        return came_up(self.store, guest, agreed, words.address, now)

    def _begun(self, of: Workshop, state: State) -> Changes:
        """Her take is expected from now on: who listens along loads while three, two, one is counted."""
        client = uuid4().hex
        take = upload_id(state.volunteer_id, client)
        self.store.uploads.begin(
            Upload(take, state.volunteer_id, state.lesson_id, spoken(state, of.language), "")
        )
        return rolling(state, take, client)

    def _throw_away(self, state: State) -> None:
        """A take that was not handed in and is begun anew leaves nothing."""
        try:
            self.store.attempts.get(state.take_id)
        except CoachError:
            self.store.uploads.remove(state.take_id)
