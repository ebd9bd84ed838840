"""Makes the letters of printed reports from those of the screens: one TrueType file a weight.

uv run --with brotli python tools/report_font.py

The screens' files are cut by script (Latin, extended Latin, Vietnamese) and packed for browsers; a PDF wants
one whole file. Layout tables are left out: every Vietnamese letter is a glyph of its own here.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
FROM, TO = ROOT / "coach" / "web" / "assets" / "fonts", ROOT / "coach" / "reports" / "fonts"
WEIGHTS = (400, 700)
CUTS = ("latin", "vietnamese", "latin-ext")
LAYOUT = ("GDEF", "GPOS", "GSUB")


def whole(weight: int, folder: Path) -> TTFont:
    """The three cuts of one weight as one font."""
    parts = []
    for cut in CUTS:
        font = TTFont(FROM / f"be-vietnam-pro-{cut}-{weight}-normal.woff2", recalcTimestamp=False)
        font.flavor = None
        for table in LAYOUT:
            del font[table]
        parts.append(folder / f"{cut}.ttf")
        font.save(parts[-1])
    return Merger().merge([str(part) for part in parts])


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for weight in WEIGHTS:
            path = TO / f"BeVietnamPro-{weight}.ttf"
            whole(weight, Path(folder)).save(path)
            print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
