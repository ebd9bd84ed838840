import re

from starlette.applications import Starlette
from starlette.testclient import TestClient

from coach.web.assets import CHROME, CHROME_ENDINGS, FOLDER, FONTS, browser_part, chrome_words, routes

WEB = TestClient(Starlette(routes=routes()))


def test_fonts_are_there_with_their_licence() -> None:
    assert len(list(FONTS.glob("*.woff2"))) == 6
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text("utf-8").upper()
    answer = WEB.get("/web/fonts/be-vietnam-pro-vietnamese-400-normal.woff2")
    assert answer.headers["content-type"] == "font/woff2"
    assert answer.content.startswith(b"wOF2")


def test_only_fonts_are_handed_out_there() -> None:
    assert WEB.get("/web/fonts/OFL.txt").status_code == 404
    assert WEB.get("/web/fonts/..%2Fshell.js").status_code == 404


def test_the_shell_script_carries_every_sentence_in_both_languages() -> None:
    script = WEB.get("/web/shell.js").text
    assert "/* CHROME */" not in script
    for language in ("vi", "en", "id"):
        assert set(chrome_words()[language]["whole"]) == set(CHROME)
        assert set(chrome_words()[language]["ending"]) == set(CHROME_ENDINGS)
        assert chrome_words()[language]["ours"]["opening"]
    assert "Chọn tệp" in script


def test_no_part_writes_html_from_words() -> None:
    for name in ("player", "moments", "aloud", "pair"):
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", browser_part(name).js)


def test_nothing_is_fetched_from_elsewhere() -> None:
    for path in FOLDER.glob("*.*s*"):
        assert "//" not in re.sub(r"(?m)^\s*//.*$| // .*$", "", path.read_text("utf-8", "ignore")), path
