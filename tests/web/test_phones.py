"""Phones at the door to the room's network: a ticket lets one in, once; strangers and pages stay outside."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from coach.domain.people import Consent
from coach.store import Store
from coach.store.attempts import Attempt
from coach.store.keys import PHONE_WITHIN
from coach.web.door import Door
from coach.web.guard import ask
from coach.web.passes import PHONE_LIVES, issue_pass
from coach.web.phones import Phones, page, script, style
from coach.web.pieces import content_digest
from coach.web.tickets import tickets_kept_in
from coach.web.uploads import Receiving
from tests.web.who_makers import FILM, Installation, asking

pytestmark = [pytest.mark.filterwarnings("ignore::DeprecationWarning")]
OURS_AT_MOST = 30_000  # bytes of page, style and script, packed as they go over the line (issue 6)
FROM_US = {"X-Coach": "1"}


class Clock:
    """The test's own time."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC) + timedelta(seconds=2)  # PINs were set a moment ago

    def __call__(self) -> datetime:
        return self.now


class Network:
    """A door with real routes behind it, and a mark in place of the app's pages."""

    def __init__(self, store: Store) -> None:
        self.store, self.clock, self.submitted = store, Clock(), list[str]()
        phones = Phones(lambda: store, lambda: "vi", welcome, light, lambda: Path(__file__), self.clock)
        receiving = Receiving(lambda: store, lambda _: True, self.submitted.append, clock=self.clock)
        self.routes = [*phones.routes(), *receiving.routes()]
        whole = Starlette(routes=[Mount("/", PlainTextResponse("pages"))])
        self.door = Door(Starlette(routes=self.routes), whole, lambda: store, self.clock)
        self.web = self.at("https")

    def at(self, scheme: str, address: str = "192.168.1.20") -> TestClient:
        return TestClient(
            self.door, f"{scheme}://192.168.1.5", client=(address, 5000), follow_redirects=False
        )

    def ticket(self, learner_id: str) -> str:
        return self.store.who.keys.for_phone(learner_id, "L02.vi", self.clock.now)

    def come_in(self, ticket: str) -> Any:
        return self.web.post("/api/m/in", content=ticket, headers=FROM_US)

    def phone_of(self, learner_id: str) -> dict[str, str]:
        return {"X-Pass": self.come_in(self.ticket(learner_id)).json()["pass"]}


def welcome(_: str, lesson_id: str, language: str) -> dict[str, str]:
    return {"title": f"{lesson_id} {language}"}


def light(attempt: Attempt, _: str) -> dict[str, str]:
    return {"state": attempt.state}


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Installation]:
    one = asking(tmp_path)
    yield one
    one.store.engine.dispose()


@pytest.fixture
def net(made: Installation) -> Network:
    return Network(made.store)


def without_sign_in(net: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(net.store.who.installation), "asks", lambda _: False)


def test_a_ticket_lets_one_phone_in_for_its_lesson_once(net: Network, made: Installation) -> None:
    ticket = net.ticket(made.ids["Hoa"])
    told = net.come_in(ticket).json()
    assert (told["learner"], told["lesson"], told["language"], told["title"]) == (
        made.ids["Hoa"], "L02", "vi", "L02 vi",
    )  # fmt: skip
    assert net.come_in(ticket).status_code == 403
    assert net.come_in(ticket.replace("L02", "L03")).status_code == 403


def test_a_ticket_that_is_late_changed_or_of_before_lets_nobody_in(net: Network, made: Installation) -> None:
    first = net.ticket(made.ids["Hoa"])
    second = net.ticket(made.ids["Hoa"])
    assert net.come_in(first).status_code == 403
    assert net.come_in(second.replace("L02", "L03")).status_code == 403
    net.clock.now += PHONE_WITHIN + timedelta(seconds=1)
    assert net.come_in(second).status_code == 403
    assert net.store.who.keys.take_over(net.ticket(made.ids["Hoa"]), net.clock.now) == ""  # signs nobody in


def test_another_site_cannot_use_up_a_ticket(net: Network, made: Installation) -> None:
    foreign = {"Origin": "https://evil.example"}
    ticket = net.ticket(made.ids["Hoa"])
    assert net.web.post("/api/m/in", content=ticket, headers=foreign).status_code == 403
    assert net.come_in(ticket).status_code == 200


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_phone_hands_in_a_film_and_follows_only_its_own(
    net: Network, made: Installation, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where nobody signs in: a phone is never the trusted somebody that a page there is."""
    if scheme == "http":
        without_sign_in(net, monkeypatch)
    agreed = Consent(made.ids["Lan"], "record_and_analyse", "1", "vi", "text", datetime.now(UTC))
    net.store.people.agree(agreed)
    her, web = net.phone_of(made.ids["Lan"]), net.at(scheme)
    begun = {"client_id": "phone-0001", "lesson": "L02", "language": "vi", "name": "na.mp4"}
    take = web.post("/api/rec", json=begun, headers=her).json()["id"]
    piece = {**her, "Upload-Offset": "0", "Content-Digest": content_digest(FILM)}
    assert web.patch(f"/api/rec/{take}", content=FILM, headers=piece).json() == {"have": len(FILM)}
    done = web.post(f"/api/rec/{take}/finish", json={"total": len(FILM)}, headers=her).json()
    assert net.submitted == [done["attempt"]]
    assert web.get(f"/api/m/take/{take}", headers=her).json() == {"state": "waiting"}
    assert web.get(f"/api/m/take/{made.take}", headers=her).status_code == 403  # Hoa's
    assert web.get(f"/api/rec/{made.take}", headers=her).status_code == 403
    assert web.post("/api/rec/pass", headers=her).status_code == 403  # no pass of the laptop's kind


def test_a_pass_ends_after_a_day_and_with_a_new_pin(net: Network, made: Installation) -> None:
    her = net.phone_of(made.ids["Hoa"])
    path = f"/api/m/take/{made.take}"
    assert net.web.get(path, headers=her).status_code == 200
    net.clock.now += PHONE_LIVES
    assert net.web.get(path, headers=her).status_code == 403
    again = net.phone_of(made.ids["Hoa"])
    assert net.web.get(path, headers=again).status_code == 200
    net.store.who.keys.set_pin(made.ids["Hoa"], "8265", net.clock.now + timedelta(seconds=1))
    assert net.web.get(path, headers=again).status_code == 403


def test_a_stranger_gets_403_at_every_address_for_phones(net: Network, made: Installation) -> None:
    laptop = issue_pass(tickets_kept_in(net.store.folder), made.ids["Hoa"], net.clock.now)
    web = net.at("http")
    wrong = [
        (method, route.path)
        for route in net.routes
        if route.path.startswith("/api/")
        for told in ({}, {"X-Pass": laptop}, {"X-Pass": f"phone.{laptop}"})
        for method in sorted((route.methods or {"GET"}) - {"HEAD"})
        if web.request(method, filled(route), headers=FROM_US | told).status_code != 403
    ]
    assert wrong == []


def filled(route: Route) -> str:
    return route.path_format.format(**dict.fromkeys(route.param_convertors, "x"))


@pytest.mark.parametrize("path", ["/lesson", "/api/take/x", "/media/x.mp4", "/_stcore/stream"])
def test_pages_stay_closed_where_nobody_signs_in(
    net: Network, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert net.at("https").get(path).text == "pages"  # people sign in: the app's own gate asks
    assert net.at("http").get(path).status_code == 403  # never in the clear
    without_sign_in(net, monkeypatch)
    assert net.at("https").get(path).status_code == 403
    assert net.at("https").get("/").headers["location"] == "/m/"


def test_nobody_from_beyond_the_room_comes_in(net: Network) -> None:
    assert net.at("https", "203.0.113.7").get("/m/").status_code == 403
    assert net.at("https").get("/m/").status_code == 200


def test_an_address_that_asks_nobody_answers_nobody(made: Installation) -> None:
    async def forgetful(_: Any) -> Response:
        return PlainTextResponse("everything")

    async def mindful(request: Any) -> Response:
        ask(request, made.store.who, "practise", made.store.who.access.person(made.ids["Hoa"]))
        return PlainTextResponse("hers")

    net = Network(made.store)
    her = net.phone_of(made.ids["Hoa"])
    routes = [Route("/api/m/forgot", forgetful), Route("/api/m/asked", mindful)]
    web = TestClient(
        Door(Starlette(routes=routes), net.door.whole, lambda: made.store, net.clock),
        "https://192.168.1.5",
        client=("10.0.0.9", 5000),
    )
    assert web.get("/api/m/forgot", headers=her).status_code == 403
    assert web.get("/api/m/asked", headers=her).text == "hers"


@pytest.mark.parametrize("language", ["vi", "en", "id"])
def test_the_page_is_light_and_holds_no_socket(language: str) -> None:
    whole = page(language) + style() + script()
    assert (
        sum(len(gzip.compress(one.encode())) for one in (page(language), style(), script())) <= OURS_AT_MOST
    )
    assert "WebSocket" not in whole
    assert "://" not in whole
    assert "[[" not in page(language)
