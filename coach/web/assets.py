"""The files that the browser needs from us: fonts, the shell's style and script, the parts on the pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from coach.i18n import LANGUAGES, Speaker

FOLDER = Path(__file__).parent / "assets"
FONTS = FOLDER / "fonts"
ICON = FOLDER / "icon.png"
NEEDS = {
    "recorder": (
        *("digest", "journal", "sending", "filing", "camera"),
        *("ear", "hand", "wire", "viewers", "stand", "live", "room"),
    ),
    "picker": ("digest", "journal", "sending", "filing"),
}

# Streamlit 1.67 has no translations of its own. Its sentences, as they stand in its JavaScript, and ours.
CHROME = {
    "Connection error": "chrome.connection_error",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": (
        "chrome.connection_lost"
    ),
    "Connection failed with status 0.": "chrome.connection_lost",
    "Connecting": "chrome.connecting",
    "Connecting to Streamlit server": "chrome.connecting",
    "Unable to connect to Streamlit server": "chrome.connection_error",
    "Drag and drop a file here": "chrome.drop_here",
    "Drag and drop file here": "chrome.drop_here",
    "Upload": "chrome.choose_file",
    "Browse files": "chrome.choose_file",
    "Add files": "chrome.choose_another",
    "Remove file": "chrome.remove_file",
    "Page not found": "chrome.page_not_found",
    "Close": "chrome.close",
    "Running...": "chrome.working",
    "Stop": "chrome.stop",
    "File type not allowed.": "chrome.file_kind",
    "Link to heading": "chrome.link",
    "Skip to main content": "chrome.skip",
}
CHROME_PHOTOS = {  # the same places where photos are chosen, not films
    "Upload": "chrome.choose_photo",
    "Browse files": "chrome.choose_photo",
    "Add files": "chrome.choose_photo",
    "File type not allowed.": "chrome.photo_kind",
    "Take Photo": "chrome.take_photo",
    "Take photo": "chrome.take_photo",
    "Clear photo": "chrome.clear_photo",
    "Switch camera": "chrome.switch_camera",
    "This app would like to use your camera.": "chrome.camera_leave",
    "Learn how to allow access.": "chrome.camera_how",
}
CHROME_ENDINGS = {
    "files are not allowed.": "chrome.file_kind",
    "Running the app's main page.": "chrome.page_not_found_more",
}


@dataclass(frozen=True, slots=True)
class BrowserPart:
    """One part of a page: its HTML, its style and its script."""

    html: str
    css: str
    js: str


def browser_part(name: str) -> BrowserPart:
    """The part called so, as three files beside one another. All parts share one style sheet first.

    A script that others need comes before it in one text: there is no step that builds anything.
    """
    html, css = ((FOLDER / f"{name}.{ending}").read_text("utf-8") for ending in ("html", "css"))
    scripts = ((FOLDER / f"{one}.js").read_text("utf-8") for one in (*NEEDS.get(name, ()), name))
    return BrowserPart(html, (FOLDER / "common.css").read_text("utf-8") + css, "\n".join(scripts))


def routes() -> list[Route]:
    """Addresses of fonts, style and script; they hold nothing private."""
    return [
        Route("/web/shell.js", _shell_script),
        Route("/web/shell.css", _shell_style),
        Route("/web/{name}.{ending}", _plain),
        Route("/web/fonts/{name}", _font),
    ]


def chrome_words() -> dict[str, dict[str, dict[str, str]]]:
    """Streamlit's own sentences in each of our languages: whole, or known by how they end; and ours."""
    return {
        language: {
            "whole": {theirs: Speaker(language).say(ours) for theirs, ours in CHROME.items()},
            "photos": {theirs: Speaker(language).say(ours) for theirs, ours in CHROME_PHOTOS.items()},
            "ending": {theirs: Speaker(language).say(ours) for theirs, ours in CHROME_ENDINGS.items()},
            "ours": {"opening": Speaker(language).say("chrome.opening")},
        }
        for language in LANGUAGES
    }


async def _shell_script(_: Request) -> Response:
    words = json.dumps(chrome_words(), ensure_ascii=False)
    script = (FOLDER / "shell.js").read_text("utf-8").replace("/* CHROME */ {}", words)
    return Response(script, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


async def _shell_style(_: Request) -> Response:
    return FileResponse(FOLDER / "shell.css", headers={"Cache-Control": "no-cache"})


PLAIN = {"sign_in.js": "text/javascript", "sign_in.css": "text/css"}  # files of pages that are ours alone


async def _plain(request: Request) -> Response:
    name = "{name}.{ending}".format_map(request.path_params)
    if name not in PLAIN:
        return Response(status_code=404)
    return FileResponse(FOLDER / name, media_type=PLAIN[name], headers={"Cache-Control": "no-cache"})


async def _font(request: Request) -> Response:
    known = {path.name: path for path in FONTS.glob("*.woff2")}
    path = known.get(request.path_params["name"])
    if path is None:
        return Response(status_code=404)
    return FileResponse(path, media_type="font/woff2", headers={"Cache-Control": "public, max-age=31536000"})
