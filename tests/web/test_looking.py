"""The look before the start over HTTP: the same advice as the pipeline's own, one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from coach.pipeline.preflight import Preflight
from coach.store import Store, open_store
from coach.web.looking import MOST_BYTES, Looking
from coach.web.passes import issue_pass
from coach.web.tickets import tickets_kept_in

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Clock:
    now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.engine.dispose()


class Mirror:
    """A browser that looks twice a second and hands back what it was told."""

    def __init__(self, store: Store) -> None:
        self.clock = Clock()
        looking = Looking(lambda: store, lambda wide: Preflight(None, wide), self.clock)
        self.web = TestClient(Starlette(routes=looking.routes()))
        self.headers = {"X-Pass": issue_pass(tickets_kept_in(store.folder), "lan", NOON)}
        self.known = "{}"

    def look(self, picture: bytes = b"", sound: bytes = b"", wide: str = "0") -> Any:
        self.clock.now += timedelta(seconds=0.5)
        files = {"picture": ("p", picture), "sound": ("s", sound)}
        given = {"known": self.known, "wide": wide}
        answer = self.web.post("/api/look", files=files, data=given, headers=self.headers)
        if answer.status_code == 200:
            self.known = json.dumps(answer.json()["known"])
        return answer


def jpeg(luma: int, width: int = 360, height: int = 640) -> bytes:
    picture = np.full((height, width, 3), luma, np.uint8)
    return cv2.imencode(".jpg", picture)[1].tobytes()


def test_a_covered_lens_is_told_after_a_moment(store: Store) -> None:
    mirror = Mirror(store)
    said = [mirror.look(jpeg(0)).json()["says"] for _ in range(4)]
    assert said == ["", "", "preflight.uncover", "preflight.uncover"]


def test_a_microphone_that_hears_nothing(store: Store) -> None:
    mirror = Mirror(store)
    said = [mirror.look(b"", bytes(2 * 32_000)).json()["says"] for _ in range(4)]
    assert said[-1] == "preflight.no_sound"


def test_a_wide_picture_is_fine_where_it_cannot_be_turned(store: Store) -> None:
    wide = jpeg(120, 640, 360)
    mirror, laptop = Mirror(store), Mirror(store)
    assert [mirror.look(wide).json()["says"] for _ in range(4)][-1] == "preflight.stand_phone_upright"
    assert [laptop.look(wide, wide="1").json()["says"] for _ in range(4)][
        -1
    ] != "preflight.stand_phone_upright"


@pytest.mark.parametrize("picture", [b"no picture", b"\xff\xd8\xff"])
def test_what_is_no_picture_tells_nothing(store: Store, picture: bytes) -> None:
    assert Mirror(store).look(picture, b"\x01").json()["says"] == ""


def test_nonsense_too_much_and_strangers_are_refused(store: Store) -> None:
    mirror = Mirror(store)
    assert mirror.look(bytes(MOST_BYTES)).status_code == 413
    mirror.known = '{"things": 3}'
    assert mirror.look(jpeg(0)).status_code == 400
    mirror.known = "{}"
    mirror.clock.now += timedelta(hours=3)
    assert mirror.look(jpeg(0)).status_code == 401
    mirror.headers = {"X-Pass": "lan.1.0"}
    assert mirror.look(jpeg(0)).status_code == 403
