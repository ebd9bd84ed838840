"""One skill from take to take, with its band, what changed in the machine, and real livestreams beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from coach.domain.lives import RealLive
from coach.progress.skill import Point, Skill

WIDTH, TOP, FLOOR, LIVES_Y = 640, 14, 196, 226
LEFT, RIGHT = 14, 626
GREEN, PALE, INK, ORANGE = "#1f6b4a", "#bed8c4", "#2b2420", "#b4541f"


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from the first to the last thing drawn."""

    first: datetime
    last: datetime

    def x(self, at: datetime) -> float:
        """Where a moment lies, in units of the drawing; the middle when there is only one."""
        whole_s = (self.last - self.first).total_seconds()
        if whole_s <= 0:
            return (LEFT + RIGHT) / 2
        return round(LEFT + (RIGHT - LEFT) * (at - self.first).total_seconds() / whole_s, 1)


def chart(skill: Skill, axis: Axis, lives: Sequence[tuple[datetime, RealLive]]) -> str:
    """The drawing as SVG. `lives`: real livestreams with their moment on this axis."""
    parts = [_ground(), _band(skill.points, axis), _line(skill.points, axis)]
    parts += [_mark(axis.x(one.take.at)) for one in skill.points if one.take.id in skill.marks]
    parts += [_live(axis.x(at), one) for at, one in lives]
    height = LIVES_Y + 22 if lives else FLOOR + 10
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif">'
        f"{''.join(parts)}</svg>"
    )


def _y(share: float) -> float:
    return round(FLOOR - (FLOOR - TOP) * share, 1)


def _ground() -> str:
    """Five steps, as the five pictures."""
    lines = (
        f'<path d="M{LEFT} {_y(at / 5)}H{RIGHT}" stroke="#d9cdbd" stroke-width="{2 if at == 0 else 1}"/>'
        for at in range(6)
    )
    return "".join(lines)


def _band(points: Sequence[Point], axis: Axis) -> str:
    """Where the truth most likely lies; a single take is an upright stroke."""
    above = [f"{axis.x(one.take.at)},{_y(one.estimate.high)}" for one in points]
    below = [f"{axis.x(one.take.at)},{_y(one.estimate.low)}" for one in reversed(points)]
    corners = " ".join((*above, *below))
    edge = f'stroke="{PALE}" stroke-width="10" stroke-linejoin="round"'
    return f'<polygon points="{corners}" fill="{PALE}" {edge}/>'


def _line(points: Sequence[Point], axis: Axis) -> str:
    path = " ".join(f"{axis.x(one.take.at)},{_y(one.estimate.middle)}" for one in points)
    dots = (
        f'<circle cx="{axis.x(one.take.at)}" cy="{_y(one.estimate.middle)}" r="6" fill="{GREEN}"/>'
        for one in points
    )
    return f'<polyline points="{path}" fill="none" stroke="{GREEN}" stroke-width="3"/>{"".join(dots)}'


def _mark(x: float) -> str:
    """A dashed line: from here on the machine listens or judges otherwise."""
    return f'<path d="M{x} {TOP}V{FLOOR}" stroke="{INK}" stroke-width="2" stroke-dasharray="3 6"/>'


def _live(x: float, one: RealLive) -> str:
    """A diamond under the day, with the orders where she told them."""
    diamond = f'<path d="M{x} {LIVES_Y - 18}l9 9l-9 9l-9-9z" fill="{ORANGE}"/>'
    if one.orders is None:
        return diamond
    told = escape(str(one.orders))
    at = min(max(x, LEFT + 12), RIGHT - 12)
    place = f'x="{at}" y="{LIVES_Y + 18}" font-size="17" text-anchor="middle"'
    return f'{diamond}<text {place} fill="{INK}">{told}</text>'
