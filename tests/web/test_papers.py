"""Papers over HTTP: only with a ticket made by her own click; anybody may check a certificate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from coach.app.sheet import sheet
from coach.assembly import Workplace
from coach.domain.certificates import readable
from coach.reports.sheet import Sheet
from coach.store.attempts import Attempt
from coach.web.papers import Papers, certificate_address, report_address
from coach.web.takes import WATCH
from coach.web.tickets import Tickets, tickets_kept_in
from tests.app.makers import LESSON, NOON, attempt_in, learner_in, workplace_in

LATER = datetime(2026, 11, 22, 9, tzinfo=UTC)


class At:
    """A workplace behind its addresses, with a clock that stands."""

    def __init__(self, at: Workplace) -> None:
        self.at, self.now = at, LATER
        self.hoa = learner_in(at)
        self.take = attempt_in(at, self.hoa)
        papers = Papers(lambda: at.store, self.sheet, self.picture, lambda: self.now)
        self.client = TestClient(Starlette(routes=papers.routes()))

    @property
    def tickets(self) -> Tickets:
        return tickets_kept_in(self.at.store.folder)

    def sheet(self, attempt: Attempt, language: str) -> Sheet:
        return sheet(attempt, attempt.result or {}, LESSON, self.hoa, language, {})

    def picture(self, path: Path, at_s: float) -> bytes | None:
        assert path.exists()
        return None


@pytest.fixture
def at(tmp_path: Path) -> Iterator[At]:
    made = workplace_in(tmp_path)
    yield At(made)
    made.store.engine.dispose()


@pytest.mark.parametrize("language", ["vi", "en", "id"])
def test_her_click_brings_the_report_in_her_language(at: At, language: str) -> None:
    got = at.client.get(report_address(at.tickets, at.take.id, "pdf", language, LATER))
    assert got.status_code == 200
    assert "attachment" in got.headers["content-disposition"]
    assert got.headers["cache-control"] == "no-store"
    text = pypdfium2.PdfDocument(BytesIO(got.content))[0].get_textpage().get_text_range()
    assert LESSON.title.get(language, LESSON.title["vi"]) in text
    assert "62–75" in text
    page = at.client.get(report_address(at.tickets, at.take.id, "page", language, LATER))
    assert f'lang="{language}"' in page.text
    assert "62–75" in page.text


def test_without_a_ticket_for_just_that_there_is_no_paper(at: At) -> None:
    watching = at.tickets.issue(at.take.id, WATCH, LATER)
    other = at.tickets.issue("somebody else's", "report", LATER)
    for ticket in ("", "1.x", watching, other):
        assert at.client.get(f"/api/take/{at.take.id}/report/pdf?ticket={ticket}").status_code == 403
    address = report_address(at.tickets, at.take.id, "pdf", "vi", LATER)
    at.now = LATER + timedelta(hours=3)
    assert at.client.get(address).status_code == 403


def test_a_take_without_a_result_has_no_report(at: At) -> None:
    waiting = attempt_in(at.at, at.hoa, b"other", done=False)
    assert at.client.get(report_address(at.tickets, waiting.id, "pdf", "vi", LATER)).status_code == 404


def test_a_certificate_is_handed_out_and_checked(at: At) -> None:
    address = certificate_address(at.tickets, at.hoa.id, "vi", LATER)
    assert at.client.get(address).status_code == 404
    one = at.at.store.certificates.issue(at.hoa, 14, NOON)
    assert at.client.get(address).headers["content-type"] == "application/pdf"
    genuine = at.client.get(f"/certificate?number={readable(one.number).lower()}")
    assert "Hoa" in genuine.text
    assert "Chứng nhận này là thật." in genuine.text


@pytest.mark.parametrize("typed", ["ABCD", "<script>alert(1)</script>", "7KXM-2QPA-9RTWC"])
def test_a_number_that_is_not_here_is_told_kindly(at: At, typed: str) -> None:
    page = at.client.get("/certificate", params={"number": typed, "language": "en"}).text
    assert "not in the register" in page
    assert "<script>alert" not in page


def test_the_empty_page_asks_for_a_number(at: At) -> None:
    page = at.client.get("/certificate?language=id").text
    assert 'lang="id"' in page
    assert "role=" not in page
