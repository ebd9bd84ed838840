"""Pictures of the warning that phones show before a certificate of this room, and where to press."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from coach.i18n import Speaker

STEPS = 3
PHONES = ("android", "iphone")
LINE = 20  # letters of a line in the drawing
INK, RED, LEAF = "#2b2420", "#b3261e", "#1f6b4a"


def explained(words: Speaker, host: str) -> str:
    """HTML: why the warning comes, then three drawn steps for each kind of phone."""
    title, why = words.say("warning.title"), words.say("warning.why", host=host)
    kinds = "".join(_kind(one, words, host) for one in PHONES)
    return f"<h2>{escape(title)}</h2><p>{escape(why)}</p>{kinds}"


def _kind(kind: str, words: Speaker, host: str) -> str:
    steps = "".join(_step(kind, number, words, host) for number in range(1, STEPS + 1))
    return f"<h3>{escape(words.say(f'warning.{kind}'))}</h3><ol>{steps}</ol>"


def _step(kind: str, number: int, words: Speaker, host: str) -> str:
    text = words.say(f"warning.{kind}_{number}", host=host)
    return f"<li><p>{escape(text)}</p>{picture(kind, number, words, host)}</li>"


def picture(kind: str, step: int, words: Speaker, host: str) -> str:
    """One phone as HTML: what it shows at that step, with a ring around what to press.

    The words beside it say the same, so that a screen reader passes it by.
    """
    drawn = b64encode(drawing(kind, step, words, host).encode()).decode()
    return f'<img alt="" width="200" height="260" src="data:image/svg+xml;base64,{drawn}">'


def drawing(kind: str, step: int, words: Speaker, host: str) -> str:
    """The same as SVG."""
    above, press = _shown(kind, step, words, host)
    top = 210 if len(press) <= LINE else 200
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 260" font-family="sans-serif">'
        f'<rect x="3" y="3" width="194" height="254" rx="20" fill="#fff" stroke="{INK}" stroke-width="5"/>'
        f"{_sign(step)}{_lines(above, 104)}"
        f'<rect x="16" y="176" width="168" height="58" rx="29" fill="none" stroke="{RED}" stroke-width="5"/>'
        f"{_lines(press, top, 'bold')}</svg>"
    )


def _shown(kind: str, step: int, words: Speaker, host: str) -> tuple[str, str]:
    """What stands on the phone's screen at that step, and what is to be pressed there."""
    say = words.say
    if step == STEPS:
        return say("phone.title"), say("room.open")
    above = say("warning.shown" if step == 1 else "warning.shown_more")
    return above, say(f"warning.{kind}_press_{step}", host=host)


def _sign(step: int) -> str:
    """A warning sign; a camera when she has come through."""
    if step < STEPS:
        return (
            f'<path d="M100 24l30 50H70z" fill="none" stroke="{RED}" stroke-width="6"/>'
            f'<path d="M100 42v14M100 63v3" stroke="{RED}" stroke-width="5"/>'
        )
    return (
        f'<rect x="66" y="36" width="50" height="36" rx="6" fill="{LEAF}"/>'
        f'<path d="M116 50l20-12v32l-20-12z" fill="{LEAF}"/>'
    )


def _lines(text: str, top: int, weight: str = "normal") -> str:
    """Text broken at spaces, centred."""
    lines: list[str] = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "".join(_line(line, top + 19 * order, weight) for order, line in enumerate(lines))


def _line(text: str, y: int, weight: str) -> str:
    look = f'font-size="14" font-weight="{weight}" text-anchor="middle" fill="{INK}"'
    return f'<text x="100" y="{y}" {look}>{escape(text)}</text>'
