"""What the hall writes, among the practice viewers: on the seller's screen, and noted as shown to her."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from coach.course.library import Library
from coach.domain.hall import HallComment
from coach.domain.media import ShownComment
from coach.domain.rubric import Intent
from coach.i18n import LANGUAGES
from coach.store import Store
from coach.store.uploads import Upload
from coach.web.audience import Audience, Scene
from coach.workshop.asking import as_shown, asked

APART_S = 4.0  # of the hall's comments on the seller's screen: she talks, and 250 people may type


@dataclass(frozen=True, slots=True)
class WithHall:
    """An `Audience` of the practice viewers and the hall together, in order of their seconds.

    Of the hall as many as somebody who talks can read; the wall shows all of them. What was shown goes with
    the take as every viewer's comment does, so that `answered` counts it too.
    """

    store: Callable[[], Store]
    library: Callable[[str], Library]
    viewers: Audience

    def __call__(self, upload: Upload, until_s: float) -> Scene:
        """The scene up to that second."""
        scene = self.viewers(upload, until_s)
        said = self.store().hall.shown_during(upload.id)
        if not said or upload.language not in LANGUAGES:
            return scene
        intents = self.library(upload.language).intents
        ours = [_shown(one, upload.language, intents) for one in readable(said, until_s)]
        return replace(scene, comments=tuple(sorted((*scene.comments, *ours), key=lambda one: one.at_s)))


def readable(said: tuple[HallComment, ...], until_s: float) -> list[HallComment]:
    """Those that can be read one after the other; the same ones however often this is asked."""
    kept: list[HallComment] = []
    for one in said:
        at_s = one.at_s or 0.0
        if at_s <= until_s and (not kept or at_s - (kept[-1].at_s or 0.0) >= APART_S):
            kept.append(one)
    return kept


def _shown(one: HallComment, spoken_in: str, intents: Mapping[str, Intent]) -> ShownComment:
    return as_shown(one.id, one.at_s or 0.0, one.first_name, one.text, asked(one.text, spoken_in, intents))
