"""A class as a laptop holds it after a morning, made through the store's own doors."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, select

from coach.domain.evidence import Observed, ObserverKey
from coach.domain.media import Mark, Notice, ProductCard
from coach.domain.people import Consent
from coach.store import Store
from coach.store.attempts import Attempt, NewAttempt
from coach.store.schema import Base
from coach.store.travelling import travelling
from coach.store.versions import canonical

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CARD = ProductCard(name="Na Chi Lăng")


def practised(store: Store, name: str, film: bytes, now: datetime = NOON) -> Attempt:
    """Somebody who agreed, has a card and a photo, and handed in a take with marks and findings."""
    her = store.people.add(name, "cô", now)
    store.people.agree(Consent(her.id, "record_and_analyse", "1", "vi", "Cô đồng ý …", now))
    store.cards.keep(her.id, CARD)
    store.photos.add(her.id, b"photo of " + film)
    sha256 = store.recordings.keep(io.BytesIO(film))
    photos = store.photos.of(her.id)
    taken = NewAttempt(her.id, "L02", "vi", sha256, "na 🎥.mp4", card=CARD, photos=photos)
    attempt = store.attempts.add(taken, now)
    store.marks.add(attempt.id, her.id, [Mark("product_seen", 5.0, True)], now + timedelta(minutes=1))
    store.evidence.keep(sha256, Observed(ObserverKey("hearing", "1"), (Notice("media.cut_short"),)))
    return attempt


def a_class(store: Store) -> tuple[Attempt, ...]:
    """Two learners in a group; both took the same film in."""
    attempts = practised(store, "Hoa", b"film"), practised(store, "Lan", b"film")
    group = store.groups.add("class", "Lớp thôn Đông", NOON)
    for one in attempts:
        store.groups.join(group.id, one.learner_id, "learner")
    return attempts


def contents(engine: Engine, numbers: bool = False) -> dict[str, set[str]]:
    """Every travelling row as text, by table; running numbers only if asked for."""
    told: dict[str, set[str]] = {}
    with engine.connect() as connection:
        for table in travelling(Base.metadata):
            number = (
                None if numbers or table.autoincrement_column is None else table.autoincrement_column.name
            )
            rows = connection.execute(select(table)).mappings()
            told[table.name] = {canonical(_without(dict(row), number)) for row in rows}
    return told


def _without(row: dict[Any, Any], name: str | None) -> dict[str, Any]:
    return {str(key): value for key, value in row.items() if key != name}
