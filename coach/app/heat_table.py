"""The heat map as a table: a word and a level in every box, so that colour is not needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from coach.app.here import speaker
from coach.review.classroom import Cell, Heat


def table(people: Mapping[str, str], criteria: Mapping[str, str], known: Heat, bands: Sequence[str]) -> str:
    """HTML: a row a learner, a column a criterion. It scrolls in its own box; names stay in sight."""
    head = "".join(f'<th scope="col">{escape(prompt)}</th>' for prompt in criteria.values())
    words = {
        band: escape(speaker().say(f"band.{band}")) for band in (*bands, "blank")
    }  # once, not once a box
    rows = "".join(_row(words, name, known.get(key, {}), criteria) for key, name in people.items())
    say = speaker().say
    legend = "".join(f'<li><i class="{band}"></i>{escape(say(f"band.{band}"))}</li>' for band in bands)
    return (
        f'<ul class="coach-bands">{legend}</ul>'
        f'<div class="coach-heat" tabindex="0" role="region" aria-label="{escape(say("classroom.table"))}">'
        f'<table><thead><tr><th scope="col">{escape(say("classroom.learner"))}</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(words: Mapping[str, str], name: str, cells: Mapping[str, Cell], criteria: Mapping[str, str]) -> str:
    boxes = "".join(_box(words, cells.get(criterion)) for criterion in criteria)
    return f'<tr><th scope="row">{escape(name)}</th>{boxes}</tr>'


def _box(words: Mapping[str, str], cell: Cell | None) -> str:
    if cell is None:
        return f'<td class="blank">{words["blank"]}</td>'
    level = str(cell.low) if cell.low == cell.high else f"{cell.low}–{cell.high}"
    return f'<td class="{cell.band}"><b>{level}/{cell.top}</b><small>{words[cell.band]}</small></td>'
