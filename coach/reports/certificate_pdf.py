"""The certificate of the whole course as a PDF, with the number by which anybody can check it."""

from __future__ import annotations

from collections.abc import Mapping

from coach.domain.certificates import Certificate, readable
from coach.reports.paper import GREEN, LINE, Paper

CODE_MM = 30.0
BORDER_MM = 9.0


def certificate_pdf(one: Certificate, words: Mapping[str, str], language: str, address: str) -> bytes:
    """One landscape page. `words`: title, lead, name, what, date, check; `address`: the page that checks it.

    The same certificate gives the same bytes.
    """
    pdf = Paper(words["title"], language, one.issued_at, orientation="landscape")
    pdf.add_page()
    _border(pdf)
    pdf.set_y(30)
    pdf.paragraph("Chốt Đơn", 15, bold=True, colour=GREEN, align="C")
    pdf.ln(4)
    pdf.paragraph(words["title"], 30, bold=True, align="C")
    pdf.ln(5)
    pdf.paragraph(words["lead"], 14, align="C")
    pdf.ln(2)
    pdf.paragraph(words["name"], 32, bold=True, colour=GREEN, align="C")
    pdf.ln(3)
    pdf.paragraph(words["what"], 14, align="C")
    pdf.paragraph(words["date"], 14, align="C")
    _check(pdf, one, words, address)
    return bytes(pdf.output())


def _border(pdf: Paper) -> None:
    pdf.set_draw_color(*GREEN)
    pdf.set_line_width(1.2)
    pdf.rect(BORDER_MM, BORDER_MM, pdf.w - 2 * BORDER_MM, pdf.h - 2 * BORDER_MM)
    pdf.set_draw_color(*LINE)
    pdf.set_line_width(0.4)
    pdf.rect(BORDER_MM + 2, BORDER_MM + 2, pdf.w - 2 * BORDER_MM - 4, pdf.h - 2 * BORDER_MM - 4)


def _check(pdf: Paper, one: Certificate, words: Mapping[str, str], address: str) -> None:
    """At the bottom: the code, the number, and how to check."""
    top = pdf.h - 60
    pdf.code(address, pdf.l_margin + 12, top, CODE_MM)
    pdf.set_xy(pdf.l_margin + CODE_MM + 20, top + 5)
    pdf.letters(18, bold=True)
    pdf.cell(0, 9, readable(one.number), new_x="LEFT", new_y="NEXT")
    pdf.letters(11)
    pdf.multi_cell(150, 5.5, words["check"], align="L")
