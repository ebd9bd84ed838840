"""A class whose people left traces in every corner of a store."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from coach.domain.evidence import Evidence, Observation, Observed, ObserverKey
from coach.domain.media import Mark, ProductCard, Span
from coach.domain.people import Consent, Learner
from coach.domain.transcript import Transcript, Word
from coach.store import Store
from coach.store.attempts import Attempt, NewAttempt

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEY = ObserverKey("hearing", "1")
SYLLABLES = ("na", "vườn", "ngọt", "giòn", "đồi", "suối", "rẫy", "chè", "mận", "hồng", "thơm", "bưởi")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with words that nobody else says."""

    learner: Learner
    words: tuple[str, ...]
    attempts: tuple[Attempt, ...]

    @property
    def traces(self) -> tuple[str, ...]:
        return (self.learner.name, *self.words)


def person(store: Store, order: int, takes: int, shared: bytes = b"") -> Person:
    """A learner with photos, a product card, consents, marks, takes with evidence and results."""
    chance = random.Random(order)
    name = f"Nguyễn Thị Hoa Đăng {order:03d}{chance.randrange(16**8):08x}"
    learner = store.people.add(name, "cô", NOON)
    secret = tuple(f"lời{chance.randrange(16**10):010x} của vườn" for _ in range(4))
    for purpose in ("record", "analyse"):
        store.people.agree(Consent(learner.id, purpose, "2", "vi", f"{name} đồng ý", NOON))
    store.cards.keep(learner.id, ProductCard(name=secret[0], price=f"{secret[1]} 35 nghìn"))
    store.photos.add(learner.id, f"photo of {secret[2]}".encode())
    made = tuple(take(store, learner, secret, number, shared) for number in range(takes))
    return Person(learner, secret, made)


def take(store: Store, learner: Learner, secret: Sequence[str], number: int, shared: bytes) -> Attempt:
    chance = random.Random(f"{learner.name}{number}")
    said = [f"{secret[3]} {number}", *(chance.choice(SYLLABLES) for _ in range(chance.randrange(20, 400)))]
    film = shared or f"film {learner.name} {number}".encode() * 50
    sha256 = store.recordings.keep(io.BytesIO(film))
    card, photos = store.cards.of(learner.id), store.photos.of(learner.id)
    taken = NewAttempt(learner.id, "L02", "vi", sha256, f"{learner.name}.mp4", card, photos)
    attempt = store.attempts.add(taken, NOON + timedelta(days=number))
    words = tuple(Word(text, Span(at, at + 0.4), 0.9) for at, text in enumerate(said))
    store.evidence.keep(
        sha256, Observed(KEY, (*words, Observation("place", Span(0, 1), None, None, 0.9, said[0])))
    )
    evidence = Evidence(Transcript("vi", words), (), (), (), 60.0, hearing_needed_s=10)
    store.evidence.keep_understood(f"{learner.id[:20]}-{number}", sha256, evidence)
    store.marks.add(attempt.id, learner.id, [Mark("product_visible", 1.0, True)], NOON)
    claim = store.claims.start(store.analyses.newest(attempt.id).id, "w", NOON)
    assert claim
    told = {"lesson": {"id": "L02", "digest": "d"}, "points": {"low": 50, "high": 60}, "judgements": [],
            "transcript": {"words": [{"text": text} for text in said]}}  # fmt: skip
    store.claims.succeed(claim, told, "{}", NOON)
    return store.attempts.get(attempt.id)
