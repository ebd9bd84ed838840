"""A phone that films on the stage: hers for one take, to its end, and nothing of the seller's besides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coach.domain.consent import BOTH
from coach.domain.hall import Workshop
from coach.domain.people import Consent
from coach.store.uploads import Upload
from coach.web.pieces import content_digest
from coach.web.stage_phone import StagePhone
from coach.workshop.acting import DONE, PHONE, READY, ROLLING
from tests.web.test_phones import Network
from tests.web.who_makers import FILM, asking

pytestmark = [pytest.mark.filterwarnings("ignore::DeprecationWarning")]


class Filming:
    """A volunteer on a stage, and a phone that scanned the host's code."""

    def __init__(self, net: Network) -> None:
        self.net, self.store = net, net.store
        net.clock.now = datetime.now(UTC)
        self.workshop: Workshop = self.store.workshops.open("Ea Kao", "vi", net.clock.now)
        self.seller = self.store.people.add("Hoa", "cô", net.clock.now).id
        self.store.people.agree(Consent(self.seller, BOTH, "1", "vi", "text", net.clock.now))
        self.stage(showing="live", volunteer_id=self.seller, lesson_id="L02", more=phase(READY))
        self.told = net.come_in(self.code()).json()
        self.phone = {"X-Pass": self.told["pass"]}

    def code(self) -> str:
        """The ticket in the code that the remote shows."""
        seen: list[str] = []

        def address(ticket: str, _: str) -> str:
            seen.append(ticket)
            return "https://192.168.1.5/m/"

        page = StagePhone(self.store, address)
        assert page.code(self.workshop, self.net.clock.now)["svg"]
        return seen[-1].removeprefix("#t=")

    def stage(self, **what: Any) -> None:
        seen = self.store.workshops.state(self.workshop.id).version
        self.store.workshops.change(self.workshop.id, seen, **what)

    def begin(self, name: str = "phone-0001") -> Any:
        begun = {"client_id": name, "lesson": "L02", "language": "vi", "name": "na.mp4"}
        return self.net.web.post("/api/rec", json=begun, headers=self.phone)

    def send(self, take: str) -> Any:
        piece = {**self.phone, "Upload-Offset": "0", "Content-Digest": content_digest(FILM)}
        return self.net.web.patch(f"/api/rec/{take}", content=FILM, headers=piece)

    def finish(self, take: str) -> Any:
        told = {"total": len(FILM)}
        return self.net.web.post(f"/api/rec/{take}/finish", json=told, headers=self.phone)


def phase(which: str) -> dict[str, str]:
    return {"camera": PHONE, "phase": which}


@pytest.fixture
def filming(tmp_path: Path) -> Iterator[Filming]:
    made = asking(tmp_path)
    yield Filming(Network(made.store))
    made.store.engine.dispose()


def test_it_films_her_and_what_it_began_is_sent_to_its_end_and_no_further(filming: Filming) -> None:
    assert filming.told["stage"] is True
    take = filming.begin().json()["id"]
    filming.stage(more=phase(ROLLING), take_id=take)
    assert filming.send(take).status_code == 200
    filming.stage(showing="applause", more=phase(DONE))  # the host pressed; the line is slow
    assert filming.begin("phone-0002").status_code == 403
    filming.store.workshops.end(filming.workshop.id, filming.net.clock.now)
    assert filming.finish(take).json() == {"attempt": take}
    assert filming.finish(take).status_code == 200  # the answer was lost: the phone learns that all is here
    assert filming.net.web.get(f"/api/m/take/{take}", headers=filming.phone).status_code == 403
    assert filming.begin("phone-0003").status_code == 403


def test_it_opens_nothing_of_hers_besides(filming: Filming) -> None:
    before = Upload("e" * 32, filming.seller, "L02", "vi", "")
    filming.store.uploads.begin(before)
    filming.net.clock.now += timedelta(minutes=5)
    filming.phone = {"X-Pass": filming.net.come_in(filming.code()).json()["pass"]}
    filming.stage(showing="welcome", volunteer_id="", more={})
    assert filming.net.web.get(f"/api/rec/{before.id}", headers=filming.phone).status_code == 403
    assert filming.net.web.get(f"/api/m/take/{before.id}", headers=filming.phone).status_code == 403


@pytest.mark.parametrize("ended", ["next", "other", "over", "gone"])
def test_its_pass_ends_with_her_place_on_the_stage_or_with_the_workshop(filming: Filming, ended: str) -> None:
    assert filming.begin().status_code == 201
    other = filming.store.people.add("Lan", "cô", filming.net.clock.now).id
    if ended == "over":
        filming.store.workshops.end(filming.workshop.id, filming.net.clock.now)
    elif ended == "gone":
        filming.store.workshops.delete(filming.workshop.id, "host", filming.net.clock.now)
    else:
        filming.stage(volunteer_id="" if ended == "next" else other, more=phase(READY))
    assert filming.begin("phone-0002").status_code == 403


def test_the_workshop_in_a_pass_cannot_be_taken_off(filming: Filming) -> None:
    forged = filming.phone["X-Pass"].replace(f"~{filming.workshop.id}", "")
    assert forged != filming.phone["X-Pass"]
    filming.phone = {"X-Pass": forged}
    assert filming.begin().status_code == 403
