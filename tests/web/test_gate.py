"""Where people sign in, a stranger gets 403 everywhere, and whoever is known only what the rule gives."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from coach.store import open_store
from coach.web.gate import Gate
from coach.web.guard import ask
from coach.web.signin import SignIn
from tests.web.who_makers import Installation, asking

HTML = {"Accept": "text/html"}
FROM_US = {"Origin": "http://testserver"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    one = asking(tmp_path_factory.mktemp("asking"))
    yield one
    one.store.engine.dispose()


def app_of(made: Installation) -> Starlette:
    who = made.store.who
    sign_in = SignIn(lambda: who, lambda: "vi")

    async def page(_: Request) -> Response:
        return HTMLResponse("a page")

    async def forgot(_: Request) -> Response:
        return JSONResponse({"secret": 1})

    async def asks(request: Request) -> Response:
        ask(request, who, "manage_people", who.access.group(made.class_id))
        return JSONResponse({"fine": 1})

    async def socket(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.close()

    return Starlette(
        routes=[
            *sign_in.routes(),
            Route("/", page),
            Route("/media/{name}", page),
            Route("/web/shell.css", lambda _: PlainTextResponse("css")),
            Route("/api/forgot", forgot, methods=["GET", "POST"]),
            Route("/api/asks", asks, methods=["GET", "POST", "PATCH"]),
            WebSocketRoute("/_stcore/stream", socket),
        ],
        middleware=[Middleware(Gate, who=lambda: who, sign_in=sign_in.shown)],
    )


@pytest.fixture
def web(made: Installation) -> TestClient:
    return TestClient(app_of(made))


@pytest.mark.parametrize("path", ["/", "/scorecard", "/media/x.jpg", "/api/asks", "/_stcore/metrics", "/new"])
def test_a_stranger_gets_403(web: TestClient, path: str) -> None:
    assert web.get(path).status_code == 403
    page = web.get(path, headers=HTML)
    assert page.status_code == 403
    assert "Mã lớp" in page.text
    assert "a page" not in page.text
    assert page.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("cookie", ["", "guessed", "a" * 5000, "\x01", '"', "x; coach_session=y"])
def test_a_wild_cookie_is_a_stranger(web: TestClient, cookie: str) -> None:
    assert web.get("/", headers={"Cookie": f"coach_session={cookie}"}).status_code == 403


def test_a_strangers_socket_is_refused(web: TestClient, made: Installation) -> None:
    with pytest.raises(WebSocketDisconnect), web.websocket_connect("/_stcore/stream"):
        pass
    with web.websocket_connect("/_stcore/stream", headers=made.cookie("Hoa")):
        pass


def test_what_signing_in_needs_is_open(web: TestClient) -> None:
    assert web.get("/sign-in").status_code == 200
    assert web.get("/web/shell.css").status_code == 200


def test_whoever_is_known_gets_pages_and_what_the_rule_gives(web: TestClient, made: Installation) -> None:
    assert web.get("/", headers=made.cookie("Hoa")).text == "a page"
    assert web.get("/api/asks", headers=made.cookie("Binh")).status_code == 200
    assert web.get("/api/asks", headers=made.cookie("Hoa")).status_code == 403


def test_an_address_that_forgot_to_ask_opens_nothing(
    web: TestClient, made: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = web.get("/api/forgot", headers=made.cookie("Thu"))
    assert (answer.status_code, answer.text) == (403, "")
    assert "nobody_asked path=/api/forgot" in caplog.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://testserver"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"X-Coach": "1"}, 200),
        ({"X-Ticket": "t"}, 200),
        ({"Origin": "http://evil.example", "X-Coach": "1"}, 403),
        ({}, 403),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_other_sites_change_nothing(
    web: TestClient, made: Installation, headers: dict[str, str], status: int, method: str
) -> None:
    answer = web.request(method, "/api/asks", headers=made.cookie("Binh") | headers)
    assert answer.status_code == status


def test_where_nobody_is_asked_everything_is_as_before(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    web = TestClient(app_of(Installation(store, "", "", "")))
    assert web.get("/", headers=HTML).text == "a page"
    assert web.get("/api/asks").status_code == 200
    assert web.post("/api/asks", headers={"Origin": "http://evil.example"}).status_code == 403
    assert web.get("/sign-in", follow_redirects=False).status_code == 303
    store.engine.dispose()
