"""A store with shown and private takes, one of them corrected by a trainer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from coach.domain.people import Consent, Learner
from coach.domain.review import MachineLevel
from coach.store import Store, open_store
from coach.store.attempts import Attempt, NewAttempt
from coach.store.reviews import Said

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DIGEST = "d" * 64
SAID = "na này trồng trên núi đá vôi ở xã Hữu Kiên, ngọt lắm ạ"
REASON = "Cô nói rõ xã rồi, được bốn."


def judged(criterion: str, state: str, low: int, high: int, quote: str = "") -> dict[str, Any]:
    evidence = [
        {"name": "origin", "start_s": 12.4, "end_s": 15.0, "quote": quote, "value": None, "unit": None,
         "certainty": 0.9, "moment_s": None}
    ] if quote else []  # fmt: skip
    return {
        "criterion": criterion, "weight": 3.0, "state": state, "level": low, "level_low": low,
        "level_high": high, "top": 4, "gate": False, "certainty": 0.9,
        "reason": {"id": "reason.reached", "values": {"level": low, "top": 4}}, "reason_text": "",
        "evidence": evidence,
    }  # fmt: skip


def result() -> dict[str, Any]:
    return {
        "lesson": {"id": "L02", "digest": DIGEST},
        "recording": {"sha256": "a" * 64, "duration_s": 61.5, "width_px": 360, "height_px": 640},
        "points": {"low": 52.5, "high": 67.5, "out_of": 100, "cap": 100.0},
        "passes": False,
        "judgements": [
            judged("origin_place", "judged", 3, 3, SAID),
            judged("maker_voice", "check", 1, 3),
            judged("face_light", "unknown", 0, 4),
            judged("read_name_question", "left_out", 0, 0),
        ],
        "claims": [],
        "transcript": {"language": "vi", "words": []},
    }


@dataclass(frozen=True, slots=True)
class Class:
    """Learners of one store; Lan's take is shown and corrected, An's is private."""

    store: Store
    group_id: str
    lan: Learner
    an: Learner
    shown: Attempt
    trainer_id: str


def a_class(folder: Path, name: str = "Đặng Thị Lan ơi") -> Class:
    store = open_store(folder)
    lan, an = store.people.add(name, "cô", NOON), store.people.add("An", "chú", NOON)
    mai = store.people.add("Mai", "chị", NOON)
    group = store.groups.add("class", "Lớp na", NOON)
    for learner in (lan, an):
        store.groups.join(group.id, learner.id, "learner")
        store.people.agree(Consent(learner.id, "show_trainer", "1", "vi", "đồng ý", NOON))
    shown, _ = (take(store, learner) for learner in (lan, an))
    store.showing.show(shown.id, lan.id, NOON)
    machine = MachineLevel(3, 3, 4, 0.9, DIGEST)
    store.reviews.add(shown.id, mai.id, [Said("origin_place", machine, 4, REASON)], {}, NOON)
    store.reviews.add_blind(take(store, an).id, mai.id, [Said("origin_place", machine, 1)], NOON)
    return Class(store, group.id, lan, an, store.attempts.get(shown.id), mai.id)


def take(store: Store, learner: Learner) -> Attempt:
    made = store.attempts.add(NewAttempt(learner.id, "L02", "vi", "a" * 64, "tập.mp4"), NOON)
    store.attempts.take_up(made.id, "w", NOON)
    store.attempts.succeed(made.id, "w", result(), '{"id":"L02"}', NOON)
    return made
