import gzip

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from coach.web.assets import FOLDER
from coach.web.shell import Shell

PAGE = '<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head><body>x</body></html>'
SCRIPT = "let x = 1;\n" * 200


class Counted:
    """A stand-in for Streamlit that counts how often a script is asked for."""

    def __init__(self) -> None:
        self.scripts = 0

    async def page(self, _: Request) -> Response:
        return HTMLResponse(PAGE)

    async def script(self, request: Request) -> Response:
        self.scripts += 1
        if request.path_params["name"] == "gone.js":
            return Response(status_code=404)
        return Response(SCRIPT, media_type="text/javascript")

    async def file(self, _: Request) -> Response:
        return FileResponse(FOLDER / "icon.png")


@pytest.fixture
def counted() -> Counted:
    return Counted()


@pytest.fixture
def web(counted: Counted) -> TestClient:
    routes = [
        Route("/", counted.page),
        Route("/static/js/{name}", counted.script),
        Route("/api/file", counted.file),
    ]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Shell)]))


def test_the_page_says_that_it_is_vietnamese_and_brings_our_style(web: TestClient) -> None:
    told = web.get("/", headers={"Accept": "text/html"}).text
    assert '<html lang="vi">' in told
    assert "<title>Chốt Đơn</title>" in told
    assert "/web/shell.css" in told
    assert "/web/shell.js" in told


def test_the_page_says_the_language_that_it_will_speak(web: TestClient) -> None:
    indonesian = {"Accept": "text/html", "Accept-Language": "id-ID,id;q=0.9,en;q=0.8"}
    assert '<html lang="id">' in web.get("/", headers=indonesian).text
    assert '<html lang="vi">' in web.get("/?language=Tiếng Việt", headers=indonesian).text
    assert '<html lang="en">' in web.get("/?language=English", headers=indonesian).text


def test_scripts_are_packed_once(web: TestClient, counted: Counted) -> None:
    for _ in range(3):
        answer = web.get("/static/js/a.js", headers={"Accept-Encoding": "gzip"})
        assert answer.text == SCRIPT
        assert answer.headers["content-encoding"] == "gzip"
        assert int(answer.headers["content-length"]) == len(gzip.compress(SCRIPT.encode(), 6))
    assert counted.scripts == 1


def test_a_browser_that_cannot_unpack_gets_it_plain(web: TestClient) -> None:
    answer = web.get("/static/js/a.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert answer.text == SCRIPT


def test_a_missing_script_stays_missing(web: TestClient) -> None:
    assert web.get("/static/js/gone.js", headers={"Accept-Encoding": "gzip"}).status_code == 404


@pytest.mark.parametrize("path", ["/", "/static/js/a.js", "/api/file", "/nowhere"])
def test_everything_carries_the_safe_headers(web: TestClient, path: str) -> None:
    headers = web.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "camera=(self)" in headers["permissions-policy"]


def test_a_strange_host_does_not_get_into_the_policy(web: TestClient) -> None:
    told = web.get("/", headers={"Host": "a; script-src *"}).headers["content-security-policy"]
    assert "script-src *" not in told


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("", "vi"),
        ("?language=English", "en"),
        ("?attempt=1&language=Indonesia", "id"),
        ("?language=%ff<x>", "vi"),
    ],
)
def test_the_page_says_from_its_first_byte_which_language_it_is_in(
    web: TestClient, asked: str, language: str
) -> None:
    page = web.get(f"/{asked}", headers={"accept": "text/html"}).text
    assert f'<html lang="{language}">' in page
