"""Both ways of signing in, in a real browser with the network cut, on a phone and on a laptop."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.app.conftest import Browser, answering
from tests.app.test_journey import SMALL, WIDER_THAN_SCREEN
from tests.web.who_makers import PASSWORD, PIN, Installation, asking

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def made(data: Path) -> Iterator[Installation]:
    """People in the server's data folder."""
    one = asking(data)
    yield one
    one.store.engine.dispose()


@pytest.fixture(scope="module")
def server(made: Installation, data: Path) -> Iterator[str]:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", f"from coach.server import serve; serve({port}, False)"]
    with (data / "server.log").open("wb") as log:
        env = os.environ | {"COACH_DATA": str(data)}
        process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    try:
        yield answering(f"http://localhost:{port}", process, 180.0)
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(data, ignore_errors=True)


def fits(browser: Browser) -> None:
    assert not browser.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert browser.page.evaluate(SMALL) == []


def test_a_learner_with_code_name_and_number_and_a_trainer_with_a_password(
    made: Installation, browser: Browser
) -> None:
    page = browser.page
    answer = page.goto(f"{browser.base}/scorecard?attempt={made.take}")
    assert answer is not None
    assert answer.status == 403
    page.get_by_label("Mã lớp").fill(f"{made.class_code[:4]} {made.class_code[4:]}")
    fits(browser)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("button", name="Cô Hoa").click()
    for digit in PIN:
        page.get_by_role("button", name=f"Số {digit}").click()
    fits(browser)
    page.get_by_role("button", name="Vào", exact=True).click()
    page.get_by_role("button", name="Thoát").wait_for()  # the page she asked for, without another press
    assert f"attempt={made.take}" in page.url
    assert page.evaluate("document.cookie").find("coach_session") < 0  # no script can read it
    assert not page.evaluate(WIDER_THAN_SCREEN)
    page.get_by_role("button", name="Thoát").click()
    page.get_by_role("button", name="Cô Lan").wait_for()  # this machine remembers its class, and nobody in it
    page.get_by_role("button", name="Tôi là người dạy").click()
    page.get_by_label("Tên đăng nhập").fill("thu")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    fits(browser)
    page.get_by_role("button", name="Vào", exact=True).click()
    page.get_by_role("button", name="Người trong lớp").click()
    page.get_by_text("Mọi người").wait_for()
    assert not page.evaluate(WIDER_THAN_SCREEN)
    page.goto(f"{browser.base}/scorecard?attempt={made.take}")
    page.get_by_text("Phần này không mở").wait_for()  # the administrator sees nobody's take
    assert browser.outside == []
