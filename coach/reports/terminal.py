"""The scorecard in the terminal, for somebody who reads rather than clicks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from coach.domain.rubric import Lesson, Use
from coach.i18n import Speaker

QUOTES_SHOWN = 3  # for each criterion: enough to believe it, few enough to read
Result = Mapping[str, Any]


def clock(at_s: float) -> str:
    """Seconds as minutes and seconds: 83.4 -> "1:23"."""
    return f"{int(at_s) // 60}:{int(at_s) % 60:02d}"


def points_text(points: Mapping[str, float], speaker: Speaker) -> str:
    """ "62" when it is known, "62-75" when it is not."""
    low, high = (speaker.number(round(points[end])) for end in ("low", "high"))
    return low if low == high else f"{low}-{high}"


def show(result: Result, lesson: Lesson, speaker: Speaker, console: Console) -> None:
    """Print a result as `coach.reports.result` tells it."""
    language = speaker.language
    console.print(Text(f"{lesson.id}  {lesson.title[language]}", style="bold"))
    console.print(speaker.say("report.points", points=points_text(result["points"], speaker)))
    for notice in result["notices"]:
        console.print(Text(speaker.say(notice["id"], **notice["values"]), style="yellow"))
    console.print(_judgements(result, lesson, speaker))
    for claim in result["claims"]:
        console.print(Text(_claim(claim, speaker), style="yellow"))
    for reason in dict.fromkeys(missing["reason"] for missing in result["not_observed"]):
        console.print(Text(speaker.say("report.not_observed", reason=reason), style="dim"))


def _judgements(result: Result, lesson: Lesson, speaker: Speaker) -> Table:
    table = Table(show_header=False, box=None, pad_edge=False, expand=True)
    table.add_column(width=7, no_wrap=True)
    table.add_column(ratio=1)
    uses = {use.criterion.id: use for use in lesson.uses}
    for one in result["judgements"]:
        table.add_row(Text(_level(one), style="bold"), _one(one, uses[one["criterion"]], speaker))
    return table


def _level(one: Result) -> str:
    if one["state"] == "left_out":
        return "-"
    if one["level_low"] == one["level_high"]:
        return f"{one['level_low']}/{one['top']}"
    return f"{one['level_low']}-{one['level_high']}/{one['top']}"


def _one(one: Result, use: Use, speaker: Speaker) -> RenderableType:
    criterion = use.criterion
    lines: list[RenderableType] = [Text(criterion.prompt[speaker.language], style="bold")]
    lines.append(Text(one["reason_text"]))
    lines += [Text(quote, style="cyan") for quote in _quotes(one["evidence"])]
    if one["state"] != "left_out" and one["level_low"] < one["top"]:
        lines.append(Text(f"→ {criterion.tip[speaker.language]}", style="green"))
    return Padding(Group(*lines), (0, 0, 1, 0))


def _quotes(evidence: Sequence[Result]) -> list[str]:
    """The first moments in words; the same words at the same second stand once."""
    return list(dict.fromkeys(_quote(seen) for seen in evidence if seen["quote"]))[:QUOTES_SHOWN]


def _quote(seen: Result) -> str:
    return f"{clock(seen['start_s'])} «{seen['quote']}»"


def _claim(claim: Result, speaker: Speaker) -> str:
    safer = claim["safer"][0] if claim["safer"] else ""
    return speaker.say("report.claim", at=clock(claim["start_s"]), quote=claim["quote"], safer=safer)
