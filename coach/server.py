"""The app as one process on one port: the pages, our own addresses, and the shell around them."""

from __future__ import annotations

import logging
import threading
import time
import urllib.request
import webbrowser
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from coach.app import main
from coach.app.here import here
from coach.app.look import THEME
from coach.app.report import make_sheet
from coach.app.trouble import tell
from coach.jobs.demonstration import show_once
from coach.settings import Settings
from coach.web import assets
from coach.web.papers import Papers
from coach.web.shell import Shell
from coach.web.stills import heard, still
from coach.web.takes import Takes

log = logging.getLogger(__name__)

ADDRESS = "127.0.0.1"  # this machine only: there is no sign-in yet that could keep neighbours apart
CONFIG: dict[str, Any] = {
    "server.address": ADDRESS,
    "server.headless": True,  # we open the browser ourselves; Streamlit would also ask for an e-mail address
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 2000,  # MB; the lesson's page sets its own
    "server.showEmailPrompt": False,
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showSidebarNavigation": False,
    "runner.magicEnabled": False,  # a stray expression is not a sentence for a learner
    "logger.hideWelcomeMessage": True,
    **THEME,
}

app = st.App(
    Path(main.__file__),
    routes=[
        *Takes(lambda: here().store, still, heard).routes(),
        *Papers(lambda: here().store, make_sheet, still).routes(),
        *assets.routes(),
    ],
    middleware=[Middleware(Shell)],
    on_script_error=tell,
)


def serve(port: int, open_browser: bool) -> None:
    """Run the app until it is stopped; with `open_browser`, show it as soon as it answers."""
    url = f"http://localhost:{port}"
    threading.Thread(target=_once_ready, args=(url, open_browser), daemon=True).start()
    app.run(config=CONFIG | {"server.port": port})


def _once_ready(url: str, open_browser: bool, patience_s: float = 60.0) -> None:
    """Open the browser once the server answers, as one that is too early shows an error; then other work."""
    until = time.monotonic() + patience_s
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=2).close()  # noqa: S310
        except OSError:
            time.sleep(0.3)
        else:
            if open_browser:
                webbrowser.open(url)
            show_once(Settings())
            return
    log.warning("never_ready url=%s", url)
