"""Pages keep room for longer words: an invented language on a phone, and 200 % zoom on a laptop."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, sync_playwright

from coach.assembly import workplace
from coach.i18n import sentences
from coach.settings import Settings
from tests.app import pseudo
from tests.app.conftest import CHROMIUM, QUIET, answering, free_port
from tests.app.looking import faults, settled
from tests.app.makers import attempt_in, learner_in, result_for

SERVE = (
    "from tests.app.pseudo import speak; speak(); from coach.server import serve; serve({port}, False, False)"
)
ROOT = Path(__file__).parents[2]
SCREENS = {"phone": (390, 844), "laptop at 200 %": (640, 400), "laptop at 400 %": (320, 256)}
# From the result on: what is pressed, and the part by which the next page is known.
WAY = (
    ("result", "", "earlier"),
    ("compare", "compare", "back_to_card"),
    ("result again", "back_to_card", "keep_report"),
    ("report", "keep_report", "back_to_result"),
    ("result once more", "back_to_result", "again"),
    ("drill", "again", "whole"),
    ("lesson", "whole", "record"),
    ("product", "product", "save_card"),
    ("lesson again", "back_to_lesson", "record"),
    ("room", "record", "back_to_lesson"),
    ("lesson once more", "back_to_lesson", "other_lesson"),
    ("lessons", "other_lesson", "lessons"),
    ("progress", "growth", "in_time"),
    ("takes", "earlier", "practise"),
    ("her data", "my_data", "back_to_lesson"),
)


@given(st.sampled_from(sorted(sentences("vi").values())))
def test_a_longer_sentence_keeps_its_values_and_its_marks(text: str) -> None:
    longer = pseudo.lengthened(text)
    assert pseudo.KEPT.findall(longer) == pseudo.KEPT.findall(text)
    assert longer == text or len(longer) >= 1.4 * len(text)


@pytest.fixture(scope="module")
def take(data: Path, film: Path) -> str:
    """The later of two takes of cô Lan's."""
    at = workplace(Settings(data=data))
    (data / ".demonstration").touch()
    lan = learner_in(at, "Lan")
    told = result_for(at.course.lesson("L02"))
    takes = [attempt_in(at, lan, film.read_bytes() + end, result=told) for end in (b"", b"again")]
    at.store.engine.dispose()
    return takes[-1].id


@pytest.fixture(scope="module")
def longer(data: Path, take: str) -> Iterator[str]:
    """The app in the invented language."""
    port = free_port()
    with (data / "server.log").open("wb") as log:
        told = os.environ | {"COACH_DATA": str(data)}
        command = [sys.executable, "-c", SERVE.format(port=port)]
        process = subprocess.Popen(command, env=told, cwd=ROOT, stdout=log, stderr=log)
    try:
        yield answering(f"http://localhost:{port}", process)
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.browser
@pytest.mark.drill
@pytest.mark.parametrize("screen", list(SCREENS))
def test_nothing_is_cut_off(longer: str, take: str, screen: str) -> None:
    if not CHROMIUM.exists():
        pytest.skip("no Chromium on this machine")
    width, height = SCREENS[screen]
    with sync_playwright() as running:
        opened = running.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        page = opened.new_page(viewport={"width": width, "height": height}, locale="vi-VN")
        page.set_default_timeout(60_000)
        page.goto(f"{longer}/scorecard?attempt={take}")
        found = {name: at(page, pressed, known) for name, pressed, known in WAY}
        opened.close()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def at(page: Page, pressed: str, known: str) -> list[str]:
    """What is wrong on the page behind that button, every fold opened."""
    if pressed:
        page.locator(f".st-key-{pressed} button").first.click()
    page.locator(f".st-key-{known}").first.wait_for()
    settled(page)
    folded = page.locator("[data-testid=stExpander] details:not(.proof):not([open]) > summary")
    for _ in range(folded.count()):
        folded.first.click()
        settled(page)
    return faults(page)
