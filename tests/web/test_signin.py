"""Signing in over HTTP: the cookie, who gets it, and what nobody can do with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from coach.i18n import LANGUAGES, Speaker
from coach.web.qr import card_address, card_in, drawn, read_codes
from coach.web.signin import SignIn
from coach.web.signin_page import WORDS, page
from tests.web.who_makers import PASSWORD, PIN, Installation, asking


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Installation]:
    one = asking(tmp_path)
    yield one
    one.store.engine.dispose()


@pytest.fixture(scope="module")
def wild(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """For what opens nothing anyway."""
    one = asking(tmp_path_factory.mktemp("wild"))
    yield client(one)
    one.store.engine.dispose()


def client(made: Installation, base: str = "http://testserver") -> TestClient:
    sign_in = SignIn(lambda: made.store.who, lambda: "vi")
    return TestClient(Starlette(routes=sign_in.routes()), base_url=base)


@pytest.fixture
def web(made: Installation) -> TestClient:
    return client(made)


def now() -> datetime:
    return datetime.now(UTC)


def pin(made: Installation, typed: str = PIN, **more: object) -> dict[str, object]:
    return {"code": made.class_code, "learner": made.ids["Hoa"], "pin": typed, **more}


def test_class_then_name_then_pin(web: TestClient, made: Installation) -> None:
    told = web.post("/api/sign-in/class", json={"code": made.class_code}).json()
    assert told["class"] == "HTX Na"
    assert [one["name"] for one in told["learners"]] == ["Cô Hoa", "Cô Lan"]
    answer = web.post("/api/sign-in/pin", json=pin(made))
    assert answer.json() == {"done": True}
    token = answer.cookies["coach_session"]
    assert made.store.who.access.with_token(token, now()).id == made.ids["Hoa"]


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("base", ["http://testserver", "https://testserver"])
def test_the_cookies_flags(made: Installation, base: str, own: bool) -> None:
    answer = client(made, base).post("/api/sign-in/pin", json=pin(made, own=own))
    flags = {one.strip().lower() for one in answer.headers["set-cookie"].split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/"} <= flags
    assert ("secure" in flags) == base.startswith("https")
    assert any(one.startswith("max-age=2592000") for one in flags) == own
    assert answer.headers["cache-control"] == "no-store"


def test_behind_a_proxy_that_took_https_off_the_cookie_is_secure(web: TestClient, made: Installation) -> None:
    answer = web.post("/api/sign-in/pin", json=pin(made), headers={"X-Forwarded-Proto": "https"})
    assert "secure" in answer.headers["set-cookie"].lower()


def test_a_token_brought_along_is_never_the_one_given(web: TestClient, made: Installation) -> None:
    """Session fixation: a token planted before opens nothing afterwards; a real older one ends."""
    for planted in ("planted-by-somebody", made.tokens["Lan"]):
        answer = web.post("/api/sign-in/pin", json=pin(made), headers={"Cookie": f"coach_session={planted}"})
        given = answer.cookies["coach_session"]
        assert given != planted
        assert made.store.who.signed_in.who(planted, now()) == ""
        web.cookies.clear()


def test_a_wrong_password_and_an_unknown_name_sound_the_same(web: TestClient) -> None:
    told = {
        web.post("/api/sign-in/password", json={"name": name, "password": "x" * 12}).text
        for name in ("thu", "nobody")
    }
    assert len(told) == 1
    right = web.post("/api/sign-in/password", json={"name": "thu", "password": PASSWORD})
    assert right.status_code == 200


def test_after_the_free_tries_one_waits_and_is_told_how_long(web: TestClient, made: Installation) -> None:
    answers = [web.post("/api/sign-in/pin", json=pin(made, "9057")) for _ in range(4)]
    assert [one.status_code for one in answers] == [403, 403, 403, 429]
    assert int(answers[-1].headers["Retry-After"]) in range(1, 31)
    assert "giây" in answers[-1].json()["said"]
    assert "set-cookie" not in answers[-1].headers


@pytest.mark.parametrize("way", ["class", "pin", "password", "card", "provider"])
@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"\xff", b'{"code": 5, "pin": [1]}', b"{" * 3000, b'"' + b"x" * 9000]
)
def test_wild_forms_open_nothing(wild: TestClient, way: str, body: bytes) -> None:
    answer = wild.post(f"/api/sign-in/{way}", content=body)
    assert answer.status_code in (403, 429)
    assert "set-cookie" not in answer.headers


def test_signing_out_takes_the_cookie_and_its_right(web: TestClient, made: Installation) -> None:
    answer = web.post("/api/sign-out", headers=made.cookie("Hoa"))
    assert "max-age=0" in answer.headers["set-cookie"].lower()
    assert made.store.who.signed_in.who(made.tokens["Hoa"], now()) == ""


def picture_of(text: str) -> bytes:
    """A photo of a QR code on a table: askew, grey, a little blurred."""
    code = cv2.QRCodeEncoder.create().encode(text)
    large = cv2.resize(code, None, fx=6, fy=6, interpolation=cv2.INTER_NEAREST)
    paper = np.full((480, 640), 190, np.uint8)
    paper[90 : 90 + large.shape[0], 180 : 180 + large.shape[1]] = np.where(large > 0, 220, 40)
    turned = cv2.warpAffine(paper, cv2.getRotationMatrix2D((320, 240), 9, 0.95), (640, 480), borderValue=190)
    return cv2.imencode(".jpg", cv2.GaussianBlur(turned, (3, 3), 0))[1].tobytes()


def test_a_card_before_the_camera_signs_in(web: TestClient, made: Installation) -> None:
    old = made.store.who.keys.new_card(made.ids["Hoa"], now())
    card = made.store.who.keys.new_card(made.ids["Hoa"], now())
    shown = [picture_of(card_address("http://localhost:8501/", one)) for one in (old, card)]
    assert web.post("/api/sign-in/look", content=shown[0]).status_code == 403  # the older card is worthless
    answer = web.post("/api/sign-in/look", content=shown[1])
    assert answer.status_code == 200
    assert "httponly" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize("picture", [b"", b"no picture", picture_of("https://example.com"), b"x" * 500_000])
def test_a_picture_without_a_card_says_nothing(wild: TestClient, picture: bytes) -> None:
    assert wild.post("/api/sign-in/look", content=picture).status_code == 204


def test_a_drawn_card_is_read_again() -> None:
    address = card_address("https://na.example/", "tôken_-x")
    assert card_in(address) == "tôken_-x"
    assert card_in("https://na.example/other#card=x") == card_in("x") == ""
    assert "<svg" in drawn(address, "Cô Hoa")
    assert "<script" not in drawn(address, "<script>alert(1)</script>")
    assert read_codes(picture_of(card_address("http://a/", "abc"))) == ("http://a/sign-in#card=abc",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_each_language(language: str) -> None:
    told = page(language, provider=True, stays=False)
    assert f'<html lang="{language}">' in told
    words = json.loads(told.split('type="application/json">')[1].split("</script>")[0])["words"]
    assert words == {name: Speaker(language).say(f"signin.{name}") for name in WORDS}
    assert "[[" not in told
