"""A scored take as a page to print: the same sheet in HTML, whole in itself, with nothing fetched from anywhere."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from html import escape
from io import BytesIO

import segno

from coach.reports.sheet import Advice, Group, Quote, Row, Sheet

STYLE = """
@font-face{font-family:"Be Vietnam Pro";src:url(/web/fonts/be-vietnam-pro-latin-400-normal.woff2)}
@font-face{font-family:"Be Vietnam Pro";src:url(/web/fonts/be-vietnam-pro-vietnamese-400-normal.woff2);
unicode-range:U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+1EA0-1EF9,U+20AB}
@font-face{font-family:"Be Vietnam Pro";font-weight:700;src:url(/web/fonts/be-vietnam-pro-latin-700-normal.woff2)}
@font-face{font-family:"Be Vietnam Pro";font-weight:700;
src:url(/web/fonts/be-vietnam-pro-vietnamese-700-normal.woff2);
unicode-range:U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+1EA0-1EF9,U+20AB}
*{box-sizing:border-box}
body{margin:0 auto;max-width:46rem;padding:1rem;font:18px/1.5 "Be Vietnam Pro",sans-serif;color:#2b2420;
background:#fffbf5}
h1{font-size:1.6rem;line-height:1.25;margin:.2rem 0}h2{font-size:1.25rem;color:#1f6b4a;margin:1.2rem 0 .4rem;
border-bottom:1px solid #d9cdbd}h3{font-size:1.05rem;margin:.9rem 0 0}p{margin:.2rem 0}
header{display:flex;gap:1rem;justify-content:space-between}header svg{width:7rem;height:7rem;flex:none}
figure{margin:0}figcaption{font-size:.85rem;text-align:center}header figure{width:8.5rem;text-align:center;flex:none}
.points{font-size:1.5rem;font-weight:700;margin:.8rem 0 .3rem}
.scale{position:relative;height:1rem;border:1px solid #1f6b4a}.scale i{position:absolute;top:0;bottom:0;left:0}
.sure{background:#1f6b4a}.maybe{background:#bed8c4}.scale .line{width:3px;background:#2b2420;top:-5px;bottom:-5px}
.well,.next{border-radius:1rem;padding:.7rem 1rem;margin:.7rem 0;border:1px solid #b9d6bc;background:#e6f1e6}
.next{background:#fdf0d5;border-color:#ecd3a0}.small{font-size:.95rem}
.pictures{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.6rem;margin:.8rem 0}
.pictures img{width:100%;max-height:18rem;object-fit:contain;background:#f5ede0;border-radius:.6rem}
.quote{color:#1f6b4a}article{break-inside:avoid}button{font:inherit;font-weight:700;min-height:3.2rem;width:100%;
border:0;border-radius:1rem;background:#1f6b4a;color:#fff;cursor:pointer}
.dots i{display:inline-block;width:.85rem;height:.85rem;border-radius:50%;border:2px solid #1f6b4a;margin-right:.2rem}
.dots .maybe{background:#bed8c4}
@media print{body{background:#fff;font-size:11pt;max-width:none;padding:0}button{display:none}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""
ENOUGH = 4  # pictures


def take_page(sheet: Sheet, pictures: Mapping[float, bytes], address: str) -> str:
    """The sheet as an HTML page. `pictures`: JPEG bytes by second; `address`: where the take is watched again."""
    words = sheet.words
    return "".join(
        (
            f'<!doctype html><html lang="{escape(sheet.language)}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            f"<title>{escape(sheet.title)}</title><style>{STYLE}</style></head><body><main>",
            f'<button type="button" onclick="print()">{escape(words["print"])}</button>',
            f"<header><div><p><b>Chốt Đơn</b></p><h1>{escape(sheet.title)}</h1><p>{escape(sheet.whose)}</p></div>",
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
        f'<i class="sure" style="width:{low}%"></i><i class="line" style="left:{sheet.pass_points:g}%"></i></div>'
        f'<p class="small">{escape(words["pass_line"])}</p><p>{escape(sheet.counts)}</p>'
        + (f'<p class="small">{escape(words["range"])}</p>' if words.get("range") else "")
    )


def _advice(kind: str, label: str, one: Advice | None, none: str) -> str:
    if one is None:
        return f'<div class="{kind}"><b class="small">{escape(label)}</b><p>{escape(none)}</p></div>'
    return (
        f'<div class="{kind}"><b class="small">{escape(label)}</b><h3>{escape(one.prompt)}</h3>'
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
    return f'<figure><img src="data:image/jpeg;base64,{data}" alt="{told}"><figcaption>{told}</figcaption></figure>'


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
