"""A scored take as a PDF to keep: points, pictures, what was said, and a code that leads back to the take."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from unicodedata import normalize

from PIL import Image

from coach.reports.paper import GREEN, INK, LINE, PALE, SAND, Paper
from coach.reports.sheet import Advice, Group, Quote, Row, Sheet

CODE_MM = 27.0  # a phone reads it from an arm's length
DOT_MM = 2.6
PICTURES_A_ROW, PICTURE_MM, GAP_MM = 4, 42.0, 3.0
TALLEST_MM = 60.0
CAPTION_MM = 24.0  # most of what stands under a picture
CLAIM_MM = 12.0
ROW_MM = 30.0  # a criterion with its first lines


def take_pdf(sheet: Sheet, pictures: Mapping[float, bytes], address: str, made_at: datetime) -> bytes:
    """The sheet as PDF bytes. `pictures`: JPEG bytes by second; `address`: where the take is watched again.

    The same sheet gives the same bytes.
    """
    pdf = Paper(sheet.title, sheet.language, made_at)
    pdf.foot = sheet.words["private"]
    pdf.add_page()
    _head(pdf, sheet, address)
    _points(pdf, sheet)
    _advice(pdf, sheet.words["well"], sheet.well, sheet.words["well_none"], PALE)
    _advice(pdf, sheet.words["next"], sheet.following, sheet.words["next_none"], SAND)
    _pictures(pdf, sheet, pictures)
    _claims(pdf, sheet)
    for group in sheet.groups:
        _group(pdf, group)
    for text in sheet.notices:
        pdf.paragraph(text, 9.5)
    return bytes(pdf.output())


def _head(pdf: Paper, sheet: Sheet, address: str) -> None:
    """Title and name on the left, the code on the right."""
    right = pdf.w - pdf.r_margin - CODE_MM
    pdf.code(address, right, pdf.t_margin, CODE_MM)
    pdf.set_xy(right - 5, pdf.t_margin + CODE_MM + 1)
    pdf.letters(7.5)
    pdf.multi_cell(CODE_MM + 10, 3.6, sheet.words["code"], align="C")
    whole = pdf.r_margin
    pdf.set_xy(pdf.l_margin, pdf.t_margin)
    pdf.set_right_margin(whole + CODE_MM + 8)
    pdf.paragraph("Chốt Đơn", 10, bold=True, colour=GREEN)
    pdf.paragraph(sheet.title, 19, bold=True)
    pdf.paragraph(sheet.whose, 11)
    pdf.set_right_margin(whole)
    pdf.set_y(max(pdf.get_y(), pdf.t_margin + CODE_MM + 10))


def _points(pdf: Paper, sheet: Sheet) -> None:
    """Points in figures, then on a line: full is sure, pale is possible, the stroke is where it is passed."""
    pdf.paragraph(f"{sheet.points} {sheet.words['of_points']}", 16, bold=True)
    x, y, width, height = pdf.l_margin, pdf.get_y() + 1, pdf.epw, 4.0
    pdf.set_draw_color(*GREEN)
    pdf.set_line_width(0.3)
    low, high = (width * at / 100 for at in (sheet.points_low, sheet.points_high))
    pdf.set_fill_color(*PALE)
    pdf.rect(x, y, high, height, style="F")
    pdf.set_fill_color(*GREEN)
    pdf.rect(x, y, low, height, style="F")
    pdf.rect(x, y, width, height, style="D")
    pdf.set_line_width(0.9)
    pdf.set_draw_color(*INK)
    at = x + width * sheet.pass_points / 100
    pdf.line(at, y - 1.2, at, y + height + 1.2)
    pdf.set_y(y + height + 2)
    pdf.paragraph(sheet.words["pass_line"], 9.5)
    pdf.paragraph(sheet.counts, 11)
    if sheet.words.get("range"):
        pdf.paragraph(sheet.words["range"], 9.5)
    pdf.ln(3)


def _advice(pdf: Paper, label: str, one: Advice | None, none: str, fill: tuple[int, int, int]) -> None:
    if one is None:
        pdf.panel([(label, 9.5, True), (none, 11, False)], fill)
        return
    lines = [(label, 9.5, True), (one.prompt, 13, True), (one.words, 11, False)]
    lines += [(one.say, 11, True)] if one.say else []
    lines += [(f"{one.quote.clock}  {one.quote.text}", 11, False)] if one.quote else []
    pdf.panel(lines, fill)


def _pictures(pdf: Paper, sheet: Sheet, pictures: Mapping[float, bytes]) -> None:
    """Moments side by side, each with its time and what it shows."""
    shown = [one for one in sheet.pictures if one.at_s in pictures][:PICTURES_A_ROW]
    if not shown:
        return
    height = min(TALLEST_MM, max(_height_mm(pictures[one.at_s]) for one in shown))
    pdf.keep_together(height + CAPTION_MM)
    top = lowest = pdf.get_y()
    for order, one in enumerate(shown):
        x, told = pdf.l_margin + order * (PICTURE_MM + GAP_MM), f"{one.clock}  {one.text}"
        jpeg = BytesIO(pictures[one.at_s])
        pdf.image(jpeg, x, top, PICTURE_MM, height, keep_aspect_ratio=True, alt_text=told)
        pdf.set_xy(x, top + height + 1)
        pdf.letters(8.5)
        pdf.multi_cell(PICTURE_MM, 4, normalize("NFC", told), align="C")
        lowest = max(lowest, pdf.get_y())
    pdf.set_xy(pdf.l_margin, lowest + 3)


def _height_mm(jpeg: bytes) -> float:
    """How high a picture is when it is as wide as its place."""
    with Image.open(BytesIO(jpeg)) as picture:
        return PICTURE_MM * picture.height / picture.width


def _claims(pdf: Paper, sheet: Sheet) -> None:
    if sheet.claims:
        pdf.keep_together(CLAIM_MM + 8)
        pdf.paragraph(sheet.words["claims"], 13, bold=True)
    for one in sheet.claims:
        pdf.keep_together(CLAIM_MM)
        pdf.paragraph(_quoted(one.quote), 10.5)
        for safer in one.safer[:1]:
            pdf.paragraph(f"{sheet.words['safer']} «{safer}»", 10.5)
        pdf.ln(1.5)


def _group(pdf: Paper, group: Group) -> None:
    pdf.ln(2)
    pdf.keep_together(ROW_MM + 12)
    pdf.paragraph(group.title, 13, bold=True, colour=GREEN)
    pdf.set_draw_color(*LINE)
    pdf.set_line_width(0.3)
    pdf.line(pdf.l_margin, pdf.get_y() + 0.5, pdf.l_margin + pdf.epw, pdf.get_y() + 0.5)
    pdf.ln(2)
    for row in group.rows:
        pdf.keep_together(ROW_MM)
        _row(pdf, row)


def _row(pdf: Paper, row: Row) -> None:
    pdf.paragraph(row.prompt, 11, bold=True)
    _dots(pdf, row)
    for text in (row.words, row.reason, row.following):
        if text:
            pdf.paragraph(text, 10.5)
    for quote in row.quotes:
        pdf.paragraph(_quoted(quote), 10, colour=GREEN)
    pdf.ln(2.5)


def _dots(pdf: Paper, row: Row) -> None:
    """A dot a level, full where sure and pale where possible, and the same in words."""
    pdf.set_draw_color(*GREEN)
    pdf.set_line_width(0.4)
    x, y = pdf.l_margin, pdf.get_y() + 1.2
    for level in range(1, row.top + 1):
        pdf.set_fill_color(*(GREEN if level <= row.low else (190, 216, 196)))
        pdf.ellipse(x, y, DOT_MM, DOT_MM, style="FD" if level <= row.high else "D")
        x += DOT_MM + 1.4
    pdf.set_xy(x + 1, pdf.get_y())
    pdf.letters(10, bold=True)
    pdf.multi_cell(0, 5, normalize("NFC", row.level), new_x="LMARGIN", new_y="NEXT")


def _quoted(quote: Quote) -> str:
    return f"{quote.clock}  {quote.text}"
