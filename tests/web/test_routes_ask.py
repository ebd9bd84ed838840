"""Every address of the whole app: strangers get 403, nobody gets another's take, and each asks the rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from coach.app import here
from coach.assembly import Workplace
from coach.course.course import Course
from coach.domain.may import must
from coach.server import app, door
from coach.settings import Settings
from coach.web.door import OF_GUESTS, PAGES
from coach.web.gate import API
from coach.web.passes import issue_pass
from coach.web.takes import film_address, picture_address, sound_address
from coach.web.tickets import Tickets, tickets_kept_in
from tests.web.who_makers import FILM, Installation, asking

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
# Addresses that need not ask: for whoever is on the way in or out, or with nothing of anybody's.
FREE = {
    "/sign-in", "/certificate",
    "/api/sign-in/class", "/api/sign-in/pin", "/api/sign-in/password", "/api/sign-in/card",
    "/api/sign-in/provider", "/api/sign-in/look", "/api/sign-out",
    "/web/shell.js", "/web/shell.css", "/web/{name}.{ending}", "/web/fonts/{name}",
}  # fmt: skip
FROM_US = {"X-Coach": "1"}
# What anybody may fetch of Streamlit's own addresses, and why.
OPEN_OF_STREAMLIT = {
    "/_stcore/health": "says only that the server runs",
    "/favicon.ico": "a picture of ours",
}
NEAR = ("192.168.1.20", 50000)  # a phone in the room


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    one = asking(tmp_path_factory.mktemp("asking"))
    yield one
    one.store.engine.dispose()


@pytest.fixture
def at_work(made: Installation, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    at = Workplace(Settings(data=made.store.folder), made.store, Course({}, {}, {}, {}))
    monkeypatch.setattr(here, "workplace", lambda: at)
    here.here.clear()
    yield
    here.here.clear()


@pytest.fixture
def web(at_work: None) -> TestClient:
    return TestClient(app)


@pytest.fixture
def phone(at_work: None) -> TestClient:
    """What a phone in the room's network meets: the door, by https."""
    return TestClient(door, base_url="https://testserver", client=NEAR)


def own_routes() -> list[Route]:
    assert all(isinstance(one, Route) for one in app._user_routes)  # another kind would be left out
    return [one for one in app._user_routes if isinstance(one, Route)]


def every_route(web: TestClient) -> list[BaseRoute]:
    """All that the assembled server answers, Streamlit's addresses among them."""
    web.get("/sign-in")  # it is put together at the first request
    assert app._starlette_app is not None
    return list(app._starlette_app.routes)


def door_routes() -> list[Route]:
    """What phones in the room may ask for."""
    assert isinstance(door.phones, Starlette)
    assert all(isinstance(one, Route) for one in door.phones.routes)
    return [one for one in door.phones.routes if isinstance(one, Route)]


def filled(route: Route, made: Installation, name: str = "Thu") -> str:
    told = {"attempt_id": made.take, "group_id": made.class_id, "learner_id": made.ids[name]}
    told["id"] = made.ids[name] if "/person/" in route.path else made.take
    return route.path_format.format(**{name: told.get(name, "x") for name in route.param_convertors})


def methods(route: Route) -> list[str]:
    return sorted((route.methods or {"GET"}) - {"HEAD"})


def test_the_walk_sees_the_apps_addresses() -> None:
    assert len(own_routes()) > 12
    assert {one.path for one in own_routes()} >= FREE | {"/api/take/{attempt_id}"}


def test_a_stranger_gets_403_at_every_address_of_ours(web: TestClient, made: Installation) -> None:
    wrong = [
        (method, route.path, status)
        for route in own_routes()
        if route.path not in FREE
        for method in methods(route)
        if (status := web.request(method, filled(route, made), headers=FROM_US).status_code) != 403
    ]
    assert wrong == []


def test_a_stranger_gets_403_at_every_address_of_the_assembled_server(
    web: TestClient, made: Installation
) -> None:
    """Walks whatever was put together: a route that somebody adds anywhere is in it."""
    seen: set[str] = set()
    wrong: list[object] = []
    for route in every_route(web):
        if isinstance(route, WebSocketRoute):
            seen.add(route.path)
            with pytest.raises(WebSocketDisconnect), web.websocket_connect(route.path):
                wrong.append(route.path)
        elif isinstance(route, Mount):
            seen.add(route.path)
            told = {web.get(f"{route.path}{page}").status_code for page in ("/", "/x", "/index.html")}
            wrong += [] if told == {403} else [(route.path, told)]
        else:
            assert isinstance(route, Route), route
            seen.add(route.path)
            if route.path not in FREE | OPEN_OF_STREAMLIT.keys():
                asked = [(one, filled(route, made)) for one in methods(route)]
                answers = [(route.path, one, web.request(one, to, headers=FROM_US)) for one, to in asked]
                wrong += [
                    (*told, answer.status_code) for *told, answer in answers if answer.status_code != 403
                ]
    assert wrong == []
    assert seen >= {"/_stcore/stream", "/media/{file_id:path}", "/api/take/{attempt_id}/picture"}


def test_a_learner_of_another_class_gets_nothing_of_hers(web: TestClient, made: Installation) -> None:
    """Neither with her own cookie alone, nor with a ticket and a pass that were passed on to her."""
    ticket = tickets(made).issue(made.take, "watch", datetime.now(UTC))
    seal = issue_pass(tickets(made), made.ids["Hoa"], datetime.now(UTC))
    wrong, walked = [], []
    for route in own_routes():
        if route.path in FREE or not route.path.startswith(API):
            continue
        for method in methods(route):
            to = f"{filled(route, made, 'Hoa')}?ticket={ticket}&at=1&from=1&to=2&only=x"
            for more in ({}, {"X-Pass": seal}):
                answer = web.request(method, to, headers=made.cookie("An") | FROM_US | more)
                walked.append(route.path)
                wrong += [] if answer.status_code == 403 else [(method, route.path, answer.status_code)]
    assert wrong == []
    assert set(walked) >= {"/api/take/{attempt_id}/picture", "/api/my-data/{learner_id}", "/api/rec/{id}"}


def test_a_phone_in_the_room_without_a_pass_gets_nothing(phone: TestClient, made: Installation) -> None:
    """What it may have: the light pages and how to trust them, the same for everybody, and the way in.

    A workshop's guests are known by its code: with one that nobody has there is nothing.
    """
    pages = {one.path for one in door_routes() if one.path.startswith(PAGES)}
    asked = pages - {"/m/authority.cer"}  # everybody may have it; made when phones come
    parts = {page for page in asked if page.endswith("{name}")}  # scripts and styles, by name
    told = {page: phone.get(page.format(code="x")).status_code for page in asked - parts}
    assert set(told.values()) == {200}, told
    wrong = [
        (method, route.path, status)
        for route in door_routes()
        if route.path not in pages
        for method in methods(route)
        for seal in ({}, {"X-Pass": "phone.forged"}, {"X-Guest": "forged", "X-Host": "1.forged"})
        if (status := phone.request(method, filled(route, made), headers=FROM_US | seal).status_code)
        not in ((400, 403, 404) if route.path.startswith(OF_GUESTS) else (403,))
    ]
    assert wrong == []


def test_whoever_is_not_in_the_room_meets_a_closed_door(at_work: None, made: Installation) -> None:
    far = TestClient(door, base_url="https://testserver", client=("8.8.8.8", 50000))
    paths = {filled(one, made) for one in door_routes()} | {"/", "/lesson"}
    assert {far.get(path).status_code for path in paths} == {403}


@pytest.mark.parametrize(
    "path",
    ["/", "/lesson", "/scorecard?attempt={take}", "/people", "/rules", "/media/abc.jpg", "/_stcore/metrics",
     "/_stcore/host-config", "/_stcore/upload_file/a/b", "/component/x/y", "/app/static/x", "/api/anything",
     "/api/export/{take}", "//api/take/{take}", "/_stcore/agent/run"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_a_stranger_gets_403_at_streamlits_addresses_and_at_any_other(
    web: TestClient, made: Installation, path: str, method: str
) -> None:
    assert web.request(method, path.format(take=made.take), headers=FROM_US).status_code == 403


def test_every_address_asks_the_rule(web: TestClient, made: Installation) -> None:
    """Whoever founded the installation, who may most, gets an answer only where the rule was asked."""
    asked: list[str] = []
    for route in own_routes():
        if route.path in FREE or not route.path.startswith(API):
            continue
        for method in methods(route):
            seen = Asked(web, made)
            seen.request(method, filled(route, made))
            asked += [route.path] if seen.asked else [f"{route.path} does not ask"]
    assert [one for one in asked if "does not ask" in one] == []
    assert "/api/take/{attempt_id}" in asked


class Asked:
    """Sends a request as the founder, with a ticket, and notes whether the rule was asked."""

    def __init__(self, web: TestClient, made: Installation) -> None:
        self.web, self.made, self.asked = web, made, False

    def request(self, method: str, path: str) -> None:
        def noted(*told: object) -> None:
            self.asked = True
            must(*told)  # type: ignore[arg-type]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("coach.web.guard.must", noted)
            ticket = tickets(self.made).issue(self.made.take, "watch", datetime.now(UTC))
            seal = issue_pass(tickets(self.made), self.made.ids["Thu"], datetime.now(UTC))
            headers = self.made.cookie("Thu") | FROM_US | {"X-Pass": seal}
            self.web.request(method, f"{path}?ticket={ticket}&at=1&from=1&to=2&only=x", headers=headers)


def tickets(made: Installation) -> Tickets:
    return tickets_kept_in(made.store.folder)


def addresses(made: Installation) -> list[str]:
    now, seal = datetime.now(UTC), tickets(made)
    return [
        film_address(seal, made.take, now),
        picture_address(seal, made.take, 1.0, now),
        sound_address(seal, made.take, 1.0, 2.0, now),
    ]


@pytest.mark.parametrize("name", ["Lan", "An", "Binh", "Thu", "nobody"])
def test_a_ticket_that_was_passed_on_opens_nothing(web: TestClient, made: Installation, name: str) -> None:
    """A classmate, a learner elsewhere, her trainer before she showed it, the administrator, a stranger."""
    told = {web.get(one, headers=made.cookie(name)).status_code for one in addresses(made)}
    assert told == {403}


def test_its_learner_sees_her_film(web: TestClient, made: Installation) -> None:
    answer = web.get(addresses(made)[0], headers=made.cookie("Hoa"))
    assert answer.status_code == 200
    assert answer.content == FILM


def test_cards_are_for_the_class_trainer(web: TestClient, made: Installation, tmp_path: Path) -> None:
    path = f"/api/class/{made.class_id}/cards"
    assert web.post(path, headers=made.cookie("Hoa") | FROM_US).status_code == 403
    assert web.post(path, headers=made.cookie("Binh") | {"Origin": "http://evil.example"}).status_code == 403
    sheet = web.post(f"{path}?only={made.ids['Hoa']}", headers=made.cookie("Binh") | FROM_US)
    assert sheet.status_code == 200
    assert "Cô Hoa" in sheet.text
    assert "Cô Lan" not in sheet.text
    assert sheet.headers["cache-control"] == "no-store"
    assert made.store.who.signed_in.who(made.tokens["Hoa"], datetime.now(UTC)) == ""  # a new card signs out
