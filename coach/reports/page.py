"""A scored take as a page to print: the same sheet in HTML, with nothing fetched from elsewhere."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from html import escape
from io import BytesIO
from pathlib import Path

import segno

from coach.reports.sheet import Advice, Group, Quote, Row, Sheet

STYLE = (Path(__file__).parent / "page.css").read_text("utf-8")
ENOUGH = 4  # pictures


def take_page(sheet: Sheet, pictures: Mapping[float, bytes], address: str) -> str:
    """The sheet as an HTML page. `pictures`: JPEG bytes by second; `address`: where to watch again."""
    words = sheet.words
    return "".join(
        (
            f'<!doctype html><html lang="{escape(sheet.language)}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            f"<title>{escape(sheet.title)}</title><style>{STYLE}</style></head><body><main>",
            f'<button type="button" onclick="print()">{escape(words["print"])}</button>',
            f"<header><div><p><b>Chốt Đơn</b></p><h1>{escape(sheet.title)}</h1>",
            f"<p>{escape(sheet.whose)}</p></div>",
            f"<figure>{_code(address)}<figcaption>{escape(words['code'])}</figcaption></figure></header>",
            _points(sheet),
            _advice("well", words["well"], sheet.well, words["well_none"]),
            _advice("next", words["next"], sheet.following, words["next_none"]),
            _pictures(sheet, pictures),
            _claims(sheet),
            *(_group(group) for group in sheet.groups),
            *(f'<p class="small">{escape(text)}</p>' for text in sheet.notices),
            f'<p class="small">{escape(words["private"])}</p></main></body></html>',
        )
    )


def _code(address: str) -> str:
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2
    )
    return out.getvalue().decode().strip()


def _points(sheet: Sheet) -> str:
    low, high = round(sheet.points_low), round(sheet.points_high)
    words = sheet.words
    return (
        f'<p class="points">{escape(sheet.points)} {escape(words["of_points"])}</p>'
        f'<div class="scale" aria-hidden="true"><i class="maybe" style="width:{high}%"></i>'
        f'<i class="sure" style="width:{low}%"></i>'
        f'<i class="line" style="left:{sheet.pass_points:g}%"></i></div>'
        f'<p class="small">{escape(words["pass_line"])}</p><p>{escape(sheet.counts)}</p>'
        + (f'<p class="small">{escape(words["range"])}</p>' if words.get("range") else "")
    )


def _advice(kind: str, label: str, one: Advice | None, none: str) -> str:
    if one is None:
        return f'<div class="{kind}"><b class="small">{escape(label)}</b><p>{escape(none)}</p></div>'
    return (
        f'<div class="{kind}"><b class="small">{escape(label)}</b><h2>{escape(one.prompt)}</h2>'
        f"<p>{escape(one.words)}</p>"
        + (f"<p><b>{escape(one.say)}</b></p>" if one.say else "")
        + (_quote(one.quote) if one.quote else "")
        + "</div>"
    )


def _pictures(sheet: Sheet, pictures: Mapping[float, bytes]) -> str:
    shown = [one for one in sheet.pictures if one.at_s in pictures][:ENOUGH]
    inside = "".join(_picture(one, pictures[one.at_s]) for one in shown)
    return f'<div class="pictures">{inside}</div>' if shown else ""


def _picture(one: Quote, jpeg: bytes) -> str:
    told = escape(f"{one.clock} {one.text}", quote=True)
    data = b64encode(jpeg).decode()
    image = f'<img src="data:image/jpeg;base64,{data}" alt="{told}">'
    return f"<figure>{image}<figcaption>{told}</figcaption></figure>"


def _claims(sheet: Sheet) -> str:
    if not sheet.claims:
        return ""
    told = (
        _quote(one.quote)
        + "".join(f"<p>{escape(sheet.words['safer'])} «{escape(safer)}»</p>" for safer in one.safer[:1])
        for one in sheet.claims
    )
    return f"<h2>{escape(sheet.words['claims'])}</h2>" + "".join(told)


def _group(group: Group) -> str:
    return f"<h2>{escape(group.title)}</h2>" + "".join(_row(row) for row in group.rows)


def _row(row: Row) -> str:
    dots = "".join(f'<i class="{_dot(row, level)}"></i>' for level in range(1, row.top + 1))
    texts = "".join(f"<p>{escape(text)}</p>" for text in (row.words, row.reason, row.following) if text)
    return (
        f'<article><h3>{escape(row.prompt)}</h3><p><span class="dots" aria-hidden="true">{dots}</span> '
        f"<b>{escape(row.level)}</b></p>{texts}{''.join(_quote(quote) for quote in row.quotes)}</article>"
    )


def _dot(row: Row, level: int) -> str:
    return "sure" if level <= row.low else "maybe" if level <= row.high else ""


def _quote(quote: Quote) -> str:
    return f'<p class="quote">{escape(quote.clock)} {escape(quote.text)}</p>'
