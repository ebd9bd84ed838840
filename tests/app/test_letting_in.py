"""A host lets the hall's phones in from her own page: nobody types a command, and the stage shows the way."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.app.evenings import LAPTOP, PATIENCE_MS, STAGE
from tests.app.phones import three_ports
from tests.app.rooms import CHROMIUM

pytestmark = [pytest.mark.browser, pytest.mark.drill]

SERVE = """
import coach.server
coach.server.show_once = lambda *_: None
coach.server.serve({port}, False)
"""


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[int]:
    """The app as it is opened at home, and its port."""
    port = three_ports()
    with (tmp_path / "server.log").open("ab") as log:
        command = [sys.executable, "-c", SERVE.format(port=port)]
        told = os.environ | {"COACH_DATA": str(tmp_path / "data")}
        process = subprocess.Popen(command, env=told, stdout=log, stderr=log)
    until_s = time.monotonic() + 200
    while not answers(f"http://127.0.0.1:{port}/_stcore/health") and time.monotonic() < until_s:
        time.sleep(0.3)
    yield port
    process.terminate()
    process.wait(60)


def answers(address: str) -> bool:
    with suppress(OSError):
        urllib.request.urlopen(address, timeout=5).close()
        return True
    return False


def of_a_new_workshop(page: Page, port: int) -> str:
    page.goto(f"http://localhost:{port}/host", timeout=PATIENCE_MS)
    page.fill("#new_name", "Chi Lăng")
    page.click("#open")
    page.wait_for_url("**/host/*", timeout=PATIENCE_MS)
    return page.url.rpartition("/")[2]


def test_one_press_lets_the_hall_in(laptop: int) -> None:
    if not CHROMIUM.exists():
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        host, stage = (browser.new_page(viewport=one, locale="vi-VN") for one in (LAPTOP, STAGE))
        code = of_a_new_workshop(host, laptop)
        stage.goto(f"http://localhost:{laptop}/stage/{code}", timeout=PATIENCE_MS)
        expect(stage.get_by_text("Chưa mở cho điện thoại")).to_be_visible(timeout=PATIENCE_MS)
        hall = f"http://127.0.0.1:{laptop + 2}/h/{code}"
        assert not answers(hall)
        host.click("#open_phones", timeout=PATIENCE_MS)
        expect(host.locator("#no_phones")).to_be_hidden(timeout=PATIENCE_MS)
        expect(stage.get_by_text("Chưa mở cho điện thoại")).to_have_count(0, timeout=PATIENCE_MS)
        expect(stage.locator(".address")).to_contain_text(f":{laptop + 2}/h/{code}", timeout=PATIENCE_MS)
        assert answers(hall)
        browser.close()
