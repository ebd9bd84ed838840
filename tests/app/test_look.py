from streamlit import config

from coach.app.look import THEME
from coach.server import CONFIG


def test_every_setting_is_one_that_streamlit_knows() -> None:
    assert set(CONFIG) <= set(config._config_options_template)


def test_nothing_leaves_the_machine_and_nobody_else_gets_in() -> None:
    assert CONFIG["browser.gatherUsageStats"] is False
    assert CONFIG["server.address"] == "127.0.0.1"
    assert all(face["url"].startswith("/web/fonts/") for face in THEME["theme.fontFaces"])


def test_letters_are_large_and_dark_enough() -> None:
    assert THEME["theme.baseFontSize"] >= 18
    paper, ink = luminance(THEME["theme.backgroundColor"]), luminance(THEME["theme.textColor"])
    button = luminance(THEME["theme.primaryColor"])
    assert (paper + 0.05) / (ink + 0.05) >= 7
    assert (1 + 0.05) / (button + 0.05) >= 4.5


def luminance(colour: str) -> float:
    """Relative luminance 0-1 as the web's contrast rule (WCAG 2) counts it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
