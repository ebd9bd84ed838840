"""A real take scored before and after trainers taught something: only the new score changes, and says so."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

from coach.assembly import Workplace, parts, workplace
from coach.cli import demo
from coach.domain.consent import ANALYSE, RECORD
from coach.domain.people import Consent
from coach.domain.review import TAUGHT
from coach.review.curve import Curve
from coach.review.recalibration import Learned, Scope
from coach.settings import Settings
from coach.store.attempts import Attempt

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TAKE = demo.Practised("vi_na_excellent", "vi", 1)


def handed_in(at: Workplace) -> Attempt:
    learner = at.store.people.add("Hoa", "cô", NOON)
    for purpose in (RECORD, ANALYSE):
        at.store.people.agree(Consent(learner.id, purpose, "2", "vi", "…", NOON))
    return demo.hand_in(at, learner, TAKE, NOON)


def test_a_score_made_later_uses_what_was_taught_and_notes_its_version(tmp_path: Path) -> None:
    at = workplace(Settings(data=tmp_path / "data"))
    parts_for = cache(partial(parts, at))
    first, same, later = (handed_in(at) for _ in range(3))
    for one in (first, same):
        demo.score(at, one, parts_for)
    before, again = (at.store.attempts.get(one.id).result for one in (first, same))
    assert before is not None
    assert before == again
    assert TAUGHT not in before
    lenient = next(j for j in before["judgements"] if j["state"] == "judged" and j["level"] and j["top"] == 4)
    learned = Learned(lenient["criterion"], Curve(1.0, -3.0), Scope.EVERYWHERE, 24, 2, 0.2, 0.1)
    version = at.store.recalibrations.add(learned, None, NOON)
    assert version is not None
    demo.score(at, later, parts_for)
    after = at.store.attempts.get(later.id).result
    assert after is not None
    assert after[TAUGHT] == {lenient["criterion"]: version.id}
    told = next(j for j in after["judgements"] if j["criterion"] == lenient["criterion"])
    assert told[TAUGHT]["level"] == lenient["level"] == told["level_high"] == told["level_low"] + 1
    assert after["points"]["low"] < before["points"]["low"]
    assert at.store.attempts.get(first.id).result == before  # old scores keep theirs
