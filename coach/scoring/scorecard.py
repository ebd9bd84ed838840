"""From evidence to a scorecard: climb every ladder of the lesson."""

from __future__ import annotations

from coach.domain.evidence import Evidence
from coach.domain.media import Notice
from coach.domain.rubric import Lesson
from coach.domain.scorecard import Scorecard
from coach.scoring.agrees import Agrees
from coach.scoring.fields import Label
from coach.scoring.ladder import climb
from coach.scoring.view import view

CARD_DIFFERS = "card.price_differs"
AS_ON_THE_CARD = Agrees(
    slot=Label("money"),
    with_="card.price",
    same=Label("per_unit"),
    inside=Label("price"),
    besides=(Label("normal_price"),),
)


def judge(evidence: Evidence, lesson: Lesson) -> Scorecard:
    """Judge a take under a lesson; pure and quick, so a mended rubric re-scores a whole class at once."""
    seen = view(evidence)
    return Scorecard(
        lesson_id=lesson.id,
        lesson_digest=lesson.digest,
        judgements=tuple(climb(use, seen) for use in lesson.uses),
        claims=evidence.claims,
        notices=(*evidence.notices, *_card_notices(seen)),
        not_observed=evidence.not_observed,
        claim_cap=lesson.claim_cap,
    )


def _card_notices(evidence: Evidence) -> tuple[Notice, ...]:
    """A price that was said and is not the card's: both are shown, and neither is taken for the right one."""
    clash = AS_ON_THE_CARD.clash(evidence)
    if not clash or clash[0].name != AS_ON_THE_CARD.with_:  # no card, or two prices that are not on it
        return ()
    card, said = clash
    values: dict[str, str | float] = {"quote": said.quote, "at": _clock(said.span.start_s)}
    return (Notice(CARD_DIFFERS, values | {"card": f"{card.value:,.0f}".replace(",", ".")}),)


def _clock(at_s: float) -> str:
    return f"{int(at_s // 60)}:{int(at_s % 60):02d}"
