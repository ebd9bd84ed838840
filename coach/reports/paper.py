"""Paper with our letters and colours: what every PDF of ours is made of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from unicodedata import normalize

import segno
from fpdf import FPDF
from fpdf.util import Padding

FONTS = Path(__file__).parent / "fonts"
FAMILY = "BeVietnamPro"
GREEN, INK, PALE, SAND, LINE = (31, 107, 74), (43, 36, 32), (230, 241, 230), (253, 240, 213), (217, 205, 189)
MARGIN_MM = 16.0
Colour = tuple[int, int, int]


class Paper(FPDF):
    """A4 with Be Vietnam Pro, which has every Vietnamese letter; only those that occur go into the file."""

    def __init__(self, title: str, language: str, made_at: datetime, orientation: str = "portrait") -> None:
        super().__init__(orientation=orientation, unit="mm", format="A4")
        self.foot = ""
        self.c_margin = 0  # text begins where lines and pictures do
        self.set_margins(MARGIN_MM, MARGIN_MM, MARGIN_MM)
        self.set_auto_page_break(True, MARGIN_MM + 4)
        for style, weight in (("", 400), ("B", 700)):
            self.add_font(FAMILY, style, FONTS / f"BeVietnamPro-{weight}.ttf")
        self.set_title(title)
        self.set_lang(language)
        self.set_creator("Chốt Đơn")
        self.set_creation_date(made_at)

    def footer(self) -> None:
        """A line at the foot of every page, with its number."""
        if not self.foot:
            return
        self.set_y(-MARGIN_MM)
        self.letters(8.5)
        self.cell(0, 5, f"{self.foot}  ·  {self.page_no()}", align="C")

    def keep_together(self, height_mm: float) -> None:
        """Begin a new page where so much would not fit on this one."""
        if self.will_page_break(height_mm):
            self.add_page()

    def letters(self, size_pt: float, bold: bool = False, colour: Colour = INK) -> None:
        """Write in this size from here on."""
        self.set_font(FAMILY, "B" if bold else "", size_pt)
        self.set_text_color(*colour)

    def paragraph(
        self, text: str, size_pt: float = 11, bold: bool = False, colour: Colour = INK, align: str = "L"
    ) -> None:
        """A paragraph over the whole width."""
        self.letters(size_pt, bold, colour)
        self.multi_cell(0, size_pt * 0.5, normalize("NFC", text), align=align, new_x="LMARGIN", new_y="NEXT")

    def panel(self, lines: Sequence[tuple[str, float, bool]], fill: Colour) -> None:
        """Paragraphs (text, size in points, bold) on a soft ground."""
        self.set_fill_color(*fill)
        for order, (text, size_pt, bold) in enumerate(lines):
            self.letters(size_pt, bold)
            above, below = (3 if order == 0 else 1), (3 if order == len(lines) - 1 else 1)
            self.multi_cell(
                0, size_pt * 0.5, normalize("NFC", text), fill=True, align="L",
                padding=Padding(above, 4, below, 4), new_x="LMARGIN", new_y="NEXT",
            )  # fmt: skip
        self.ln(3)

    def code(self, address: str, x_mm: float, y_mm: float, side_mm: float) -> None:
        """A QR code as squares, sharp at any size."""
        rows = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix]
        module = side_mm / len(rows)
        self.set_fill_color(*INK)
        for down, row in enumerate(rows):
            for right, dark in enumerate(row):
                if dark:
                    self.rect(x_mm + right * module, y_mm + down * module, module, module, style="F")
