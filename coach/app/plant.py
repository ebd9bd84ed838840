"""A skill as a plant: soil, sprout, leaves, flower, fruit. Drawn here, so that nothing is fetched."""

from __future__ import annotations

from base64 import b64encode

SOIL, STEM, LEAF, FLOWER, FRUIT = "#8a6a4a", "#1f6b4a", "#3f9a63", "#e7a93b", "#c8573a"
TOPS = (0, 78, 62, 44, 30, 30)  # where the stem ends at each stage, from above; 100 is the ground


def plant(stage: int) -> str:
    """The picture of a stage, 0 (nothing judged yet) to 5 (fruit), as SVG."""
    ground = f'<path d="M10 100q50-18 100 0v14H10z" fill="{SOIL}"/>'
    parts = [ground, _seed() if stage <= 1 else "", _stem(stage), _leaves(stage), _crown(stage)]
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 116">{"".join(parts)}</svg>'


def _seed() -> str:
    return f'<ellipse cx="60" cy="102" rx="7" ry="5" fill="{FLOWER}"/>'


def _stem(stage: int) -> str:
    if stage == 0:
        return ""
    return f'<path d="M60 98V{TOPS[stage]}" stroke="{STEM}" stroke-width="5" stroke-linecap="round"/>'


def _leaves(stage: int) -> str:
    """A pair of leaves at the top of a sprout, one more pair a stage."""
    pairs = [TOPS[stage] + 4 + 16 * order for order in range(stage) if stage > 0]
    return "".join(_pair(y) for y in pairs if y < 92)


def _pair(y: int) -> str:
    return (
        f'<path d="M60 {y}q-6-14-26-14q4 16 26 14" fill="{LEAF}"/>'
        f'<path d="M60 {y}q6-14 26-14q-4 16-26 14" fill="{LEAF}"/>'
    )


def _crown(stage: int) -> str:
    if stage == 4:
        petals = ((60, 16), (47, 25), (73, 25), (52, 39), (68, 39))
        around = "".join(f'<circle cx="{x}" cy="{y}" r="8.5" fill="{FLOWER}"/>' for x, y in petals)
        return around + f'<circle cx="60" cy="28" r="7" fill="{SOIL}"/>'
    if stage == 5:
        fruits = ((60, 22), (36, 44), (84, 44))
        return "".join(f'<circle cx="{x}" cy="{y}" r="13" fill="{FRUIT}"/>' for x, y in fruits)
    return ""


def picture(svg: str) -> str:
    """An SVG as an address that a page can show without asking anybody."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
