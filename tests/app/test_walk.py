"""A trainee's whole way in three languages on a phone and a laptop, with a camera out of files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.app.conftest import CHROMIUM, QUIET
from tests.app.rooms import Server
from tests.app.trainee import Trainee

pytestmark = [pytest.mark.browser, pytest.mark.whisper, pytest.mark.drill]
PHONE, LAPTOP = (390, 844), (1280, 800)
WALKS = [(language, screen) for language in ("vi", "en", "id") for screen in (PHONE, LAPTOP)]


@contextmanager
def before_a_camera(screen: tuple[int, int], devices: tuple[Path, Path]) -> Iterator[Page]:
    """A browser that believes that somebody stands before it."""
    video, sound = devices
    seen = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={video}",
        f"--use-file-for-fake-audio-capture={sound}",
    ]
    width, height = screen
    with sync_playwright() as running:
        opened = running.chromium.launch(executable_path=str(CHROMIUM), args=[*QUIET, *seen])
        yield opened.new_page(viewport={"width": width, "height": height}, locale="vi-VN")
        opened.close()


@pytest.mark.parametrize(("language", "screen"), WALKS)
def test_choose_record_result_again_compare_report(
    language: str, screen: tuple[int, int], room_server: Server, devices: tuple[Path, Path]
) -> None:
    if not CHROMIUM.exists():
        pytest.skip("no Chromium on this machine")
    with before_a_camera(screen, devices) as page:
        her = Trainee(page, room_server.url, language)
        her.arrives(f"Hoa {language} {screen[0]}")
        her.chooses()
        her.records()
        first = her.waits()
        her.reads()
        her.tries_again()
        her.records(look=False)
        assert her.waits() != first
        her.compares()
        report = her.keeps_a_report().read_bytes()
    assert report.startswith(b"%PDF")
    assert her.found == {}
    assert her.outside == []
