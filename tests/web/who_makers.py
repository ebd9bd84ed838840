"""An installation that asks: a founder, a trainer, learners of two classes; all signed in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from coach.store import Store
from coach.store.attempts import NewAttempt
from coach.store.founding import Founder
from tests.store.cheap import copied

PASSWORD, PIN = "na ngon chi lang", "3827"
FILM = b"\x00\x00\x00\x20ftypisom" + bytes(range(256)) * 4


@dataclass
class Installation:
    """`tokens` by the person's name."""

    store: Store
    class_id: str
    class_code: str
    take: str
    ids: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def cookie(self, name: str) -> dict[str, str]:
        return {"Cookie": f"coach_session={self.tokens.get(name, name)}"}


def asking(folder: Path) -> Installation:
    """Hoa and Lan learn in one class, An in another; Thu founded it; Binh trains Hoa's class."""
    store, made = copied(folder, build)
    return replace(made, store=store)


def build(store: Store) -> Installation:
    now = datetime.now(UTC)
    hoa, lan = (store.people.add(name, "cô", now) for name in ("Hoa", "Lan"))
    thu = store.who.founding.found(Founder("Thu", "chị", "thu", PASSWORD, "HTX Na"), now)
    (group,) = store.groups.of_kind("class")
    elsewhere = store.groups.add("class", "Lớp xa", now)
    an, binh = store.people.add("An", "em", now), store.people.add("Binh", "anh", now)
    store.groups.join(elsewhere.id, an.id, "learner")
    store.groups.join(group.id, binh.id, "trainer")
    store.groups.leave(group.id, thu.id)
    store.who.keys.set_pin(hoa.id, PIN, now)
    sha256 = store.recordings.keep(BytesIO(FILM))
    take = store.attempts.add(NewAttempt(hoa.id, "L02", "vi", sha256, "na.mp4"), now).id
    made = Installation(store, group.id, group.code, take)
    for one in (hoa, lan, thu, an, binh):
        made.ids[one.name] = one.id
        made.tokens[one.name] = store.who.signed_in.begin(one.id, "test", now)
    return made
