"""A workshop on one page for the commune: who came from where, how many practised, how the hall voted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from unicodedata import normalize

from coach.reports.paper import GREEN, LINE, PALE, SAND, Paper

MOST_ROWS = 24  # of communes on the one page; the rest is added up in a last row
ROW_MM = 6.4
NUMBER_MM = 32.0


@dataclass(frozen=True, slots=True)
class Row:
    """A commune: how many came, how many of them practised."""

    commune: str
    came: int
    practised: int


@dataclass(frozen=True, slots=True)
class Votes:
    """One question and how often each answer was given, over all volunteers."""

    question: str
    answers: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Evening:
    """All that stands on the page; no person's name. `words`: its fixed sentences, told in its language."""

    language: str
    title: str
    when: str
    rows: tuple[Row, ...]
    votes: tuple[Votes, ...] = ()
    words: Mapping[str, str] = field(
        default_factory=dict
    )  # lead, commune, came, practised, others, all, foot


def evening_pdf(evening: Evening, made_at: datetime) -> bytes:
    """The page as PDF bytes; the same evening gives the same bytes."""
    pdf = Paper(evening.title, evening.language, made_at)
    pdf.foot = evening.words["foot"]
    pdf.add_page()
    pdf.paragraph("Chốt Đơn", 10, bold=True, colour=GREEN)
    pdf.paragraph(evening.title, 19, bold=True)
    pdf.paragraph(evening.when, 11)
    pdf.ln(2)
    pdf.panel([(evening.words["lead"], 13, True)], PALE)
    _line(pdf, (evening.words["commune"], evening.words["came"], evening.words["practised"]), bold=True)
    for row in fitted(evening.rows, evening.words["others"]):
        _line(pdf, (row.commune, str(row.came), str(row.practised)))
    _line(pdf, (evening.words["all"], *_sums(evening.rows)), bold=True)
    pdf.ln(4)
    for votes in evening.votes:
        told = "   ".join(f"{answer}: {number}" for answer, number in votes.answers)
        pdf.panel([(votes.question, 11, True), (told, 11, False)], SAND)
    return bytes(pdf.output())


def fitted(rows: Sequence[Row], others: str) -> tuple[Row, ...]:
    """As many rows as fit on one page, those that do not as one; nobody is lost."""
    if len(rows) <= MOST_ROWS:
        return tuple(rows)
    shown, rest = rows[: MOST_ROWS - 1], rows[MOST_ROWS - 1 :]
    return (*shown, Row(others, sum(one.came for one in rest), sum(one.practised for one in rest)))


def _sums(rows: Sequence[Row]) -> tuple[str, str]:
    return str(sum(one.came for one in rows)), str(sum(one.practised for one in rows))


def _line(pdf: Paper, cells: tuple[str, str, str], bold: bool = False) -> None:
    pdf.letters(11, bold)
    pdf.set_draw_color(*LINE)
    name, *numbers = (normalize("NFC", one) for one in cells)
    pdf.cell(pdf.epw - 2 * NUMBER_MM, ROW_MM, name, border="B")
    for number in numbers:
        pdf.cell(NUMBER_MM, ROW_MM, number, border="B", align="R")
    pdf.ln(ROW_MM)
