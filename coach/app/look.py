"""How the app looks: warm paper, deep green, large letters made for Vietnamese; nothing is fetched for it."""

from __future__ import annotations

from typing import Any

from coach.web.assets import FONTS

FAMILY = "Be Vietnam Pro"
# the letters in each font file, as the font's makers cut it
LETTERS = {
    "vietnamese": (
        "U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,"
        "U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB"
    ),
    "latin-ext": (
        "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,"
        "U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF"
    ),
    "latin": (
        "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,"
        "U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
    ),
}
WEIGHTS = (400, 700)


def _faces() -> list[dict[str, Any]]:
    """The later face wins where two hold a letter, hence plain Latin last."""
    return [
        {
            "family": FAMILY,
            "url": f"/web/fonts/{_file(letters, weight)}",
            "weight": weight,
            "unicodeRange": ranges,
        }
        for letters, ranges in (
            ("latin-ext", LETTERS["latin-ext"]),
            ("vietnamese", LETTERS["vietnamese"]),
            ("latin", LETTERS["latin"]),
        )
        for weight in WEIGHTS
    ]


def _file(letters: str, weight: int) -> str:
    name = f"be-vietnam-pro-{letters}-{weight}-normal.woff2"
    if not (FONTS / name).exists():
        raise FileNotFoundError(name)
    return name


THEME: dict[str, Any] = {
    "theme.base": "light",  # one look for everybody: a phone set to dark would make the paper grey
    "theme.font": f"'{FAMILY}', sans-serif",
    "theme.fontFaces": _faces(),
    "theme.headingFontSizes": ["1.65rem", "1.35rem", "1.15rem", "1.05rem", "1rem", "1rem"],
    "theme.baseFontSize": 18,  # px; sixty-year-old eyes at arm's length
    "theme.primaryColor": "#1f6b4a",  # white letters on it: contrast 6.5
    "theme.backgroundColor": "#fffbf5",
    "theme.secondaryBackgroundColor": "#f5ede0",
    "theme.textColor": "#2b2420",  # on the paper: contrast 14.6
    "theme.borderColor": "#d9cdbd",
    "theme.baseRadius": "large",
    "theme.showWidgetBorder": True,
}
