"""Example sentences and viewers' comments as tables: a few rows at a time, changed in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from coach.app.here import here, language, speaker
from coach.app.here import told as in_language
from coach.app.lesson_desk import TOLD, keep, opened, show_problems
from coach.course.comments import REGIONS as TYPED_IN
from coach.course.comments import TONES
from coach.course.drafting import content_of, rows_of, with_rows, wrong_rows, wrong_with
from coach.course.editing import append, flow, put, remove
from coach.language.sentences import COLUMNS, REGIONS

AT_ONCE = 60  # rows drawn at once
YES, NO, OPEN = "✓", "✗", "?"
NOWHERE = "-"  # a comment that is typed everywhere
OWN = "own"  # column `source` of what trainers write
Row = dict[str, Any]


def sentences(path: str) -> None:
    """Sentences in which one label was heard, or would be by a hasty ear; searched and changed."""
    say, text = speaker().say, opened(path).text
    rows = rows_of(text)
    labels = here().course.labels
    label = st.selectbox(
        say("lessons.label"),
        sorted(labels),
        format_func=lambda one: f"{one} · {in_language(labels[one])[:60]}",
        key="lessons_label",
    )
    wanted = st.text_input(say("lessons.search"), key="lessons_search", autocomplete="off").casefold()
    found = [at for at, row in enumerate(rows) if _names(label, row) and wanted in row["text"].casefold()]
    st.caption(say("lessons.sentences_found", count=len(found), shown=min(len(found), AT_ONCE)))
    drawn = found[:AT_ONCE]
    table = [_sentence(rows[at], str(label)) for at in drawn]
    changed = _edited(table, _sentence_columns(), f"{path}:{label}:{wanted}")
    st.caption(say("lessons.sentences_how", yes=YES, no=NO, open=OPEN))
    if st.button(say("lessons.keep_rows"), key="lessons_keep_rows", type="primary", width="stretch"):
        keep_sentences(path, str(label), [(at, rows[at]) for at in drawn], changed)


def keep_sentences(
    path: str, label: str, before: Sequence[tuple[int, Mapping[str, str]]], table: Sequence[Row]
) -> None:
    """Keep changed, new and removed rows as a draft, where they read well; else say what does not."""
    left = {int(row["row"]): row for row in table if _is_number(row.get("row"))}
    changes: list[tuple[int | None, Mapping[str, str] | None]] = []
    for order, (at, cells) in enumerate(before):
        now = with_label(cells, left[order], label) if order in left else None
        if now != cells:
            changes.append((at, now))
    new = [row for row in table if not _is_number(row.get("row")) and str(row.get("text") or "").strip()]
    changes += [(None, with_label({"source": OWN, "false": "*"}, row, label)) for row in new]
    written = [cells for _, cells in changes if cells is not None]
    problems = wrong_rows(path.rpartition("/")[2], _some(written), here().settings.lessons)
    if problems:
        show_problems(problems)
    elif keep(path, with_rows(opened(path).text, changes)):
        st.session_state[TOLD] = "lessons.rows_kept"
        st.rerun()
    else:
        st.warning(speaker().say(st.session_state.pop(TOLD)))


def with_label(cells: Mapping[str, str], row: Row, label: str) -> dict[str, str]:
    """The row with what was changed in the table: its words, whether it holds the label, where and who."""
    found = {name: cells.get(name, "") for name in COLUMNS}
    found["text"] = " ".join(str(row.get("text") or "").split())
    found["region"] = str(row.get("region") or found["region"] or "other")
    found["writer"] = " ".join(str(row.get("writer") or found["writer"] or "trainer").split())
    if (holds := row.get("holds") or YES) == _holds(cells, label):
        return found
    true, false = _without(found["true"], label), _without(_without(found["false"], label), f"?{label}")
    if holds == YES:
        true = [*true, label]
    elif holds == OPEN:
        false = [*false, f"?{label}"]
    elif "*" not in false:
        false = [*false, label]
    return found | {"true": ",".join(true), "false": ",".join(false)}


def _sentence(row: Mapping[str, str], label: str) -> Row:
    return {
        "text": row["text"],
        "holds": _holds(row, label),
        "region": row["region"],
        "writer": row["writer"],
    }


def _holds(cells: Mapping[str, str], label: str) -> str:
    if label in _list(cells.get("true", "")):
        return YES
    return OPEN if f"?{label}" in _list(cells.get("false", "")) or not cells.get("false") else NO


def _names(label: str | None, row: Mapping[str, str]) -> bool:
    return any(label in _list(row[name]) for name in ("true", "false", "near_miss_of"))


def _list(cell: str) -> list[str]:
    return [one.strip() for one in cell.split(",") if one.strip()]


def _without(cell: str | list[str], name: str) -> list[str]:
    return [one for one in (_list(cell) if isinstance(cell, str) else cell) if one != name]


def _some(rows: Sequence[Mapping[str, str]]) -> str:
    """A file with just these rows."""
    return (
        "\n".join(("\t".join(COLUMNS), *("\t".join(row.get(c, "") for c in COLUMNS) for row in rows))) + "\n"
    )


def _sentence_columns() -> dict[str, Any]:
    say, column = speaker().say, st.column_config
    return {
        "text": column.TextColumn(say("lessons.col_text"), width="large", required=True),
        "holds": column.SelectboxColumn(say("lessons.col_holds"), options=[YES, NO, OPEN], default=YES),
        "region": column.SelectboxColumn(
            say("lessons.col_region"), options=sorted(REGIONS), default="other", format_func=_region
        ),
        "writer": column.TextColumn(say("lessons.col_writer"), default="trainer"),
    }


def comments(path: str) -> None:
    """What viewers type, by what they want."""
    say, text = speaker().say, opened(path).text
    content = content_of(text)
    listed = content.get("comments") if isinstance(content, Mapping) else None
    if not isinstance(listed, list):
        st.warning(say("lessons.by_hand_first"))
        return
    tell = _intents()
    intent = st.selectbox(
        say("lessons.intent"),
        sorted(tell),
        format_func=lambda one: f"{one} · {tell[one][:60]}",
        key="lessons_intent",
    )
    mine = [at for at, one in enumerate(listed) if one.get("intent") == intent]
    table = [_comment(listed[at]) for at in mine]
    changed = _edited(table, _comment_columns(), f"{path}:{intent}")
    st.caption(say("lessons.comments_how"))
    if st.button(say("lessons.keep_rows"), key="lessons_keep_rows", type="primary", width="stretch"):
        keep_comments(path, str(intent), [(at, listed[at]) for at in mine], changed)


def keep_comments(path: str, intent: str, before: Sequence[tuple[int, Row]], table: Sequence[Row]) -> None:
    """Keep changed, new and removed comments as a draft, right or wrong; mistakes are told."""
    left = {int(row["row"]): row for row in table if _is_number(row.get("row"))}
    text = opened(path).text
    for order, (at, one) in reversed(list(enumerate(before))):
        now = _as_comment(one, left[order]) if order in left else None
        if now is None:
            text = remove(text, ("comments", at))
        elif now != one:
            text = put(text, ("comments", at), flow(now))
    new = [row for row in table if not _is_number(row.get("row")) and str(row.get("text") or "").strip()]
    for row in new:
        first = {"id": _next_id(text), "intent": intent, "tone": "plain", "difficulty": 1}
        text = append(text, ("comments",), flow(_as_comment(first, row)))
    if keep(path, text):
        show_problems(wrong_with(path, text, here().course, here().settings.lessons))
        if not wrong_with(path, text, here().course, here().settings.lessons):
            st.session_state[TOLD] = "lessons.rows_kept"
            st.rerun()
    else:
        st.warning(speaker().say(st.session_state.pop(TOLD)))


def _comment(one: Mapping[str, Any]) -> Row:
    shown = {name: one.get(name, "") for name in ("text", "tone", "difficulty", "region", "answer")}
    shown["region"] = shown["region"] or NOWHERE
    return shown | {"asks": ", ".join(one.get("asks") or ()), "for": ", ".join(one.get("for") or ())}


def _as_comment(one: Row, row: Row) -> Row:
    """The comment with what was changed in the table; what is empty is not written."""
    plain = {
        name: " ".join(str(row.get(name) or "").split()) for name in ("tone", "region", "text", "answer")
    }
    plain["region"] = plain["region"].replace(NOWHERE, "")
    lists = {name: _list(str(row.get(name) or "")) for name in ("for", "asks")}
    hard = row.get("difficulty")
    level = {"difficulty": int(str(hard))} if _is_number(hard) else {}
    found = one | plain | lists | level
    return {name: value for name, value in found.items() if value not in ("", [], None)}


def _next_id(text: str) -> str:
    content = content_of(text)
    known = [str(one.get("id", "")) for one in content["comments"]] if isinstance(content, Mapping) else []
    letters = known[0].rstrip("0123456789") if known else "v"
    numbers = [int(one.removeprefix(letters)) for one in known if one.removeprefix(letters).isdigit()]
    return f"{letters}{max(numbers, default=0) + 1:03d}"


def _comment_columns() -> dict[str, Any]:
    say, column = speaker().say, st.column_config
    return {
        "text": column.TextColumn(say("lessons.col_text"), width="large", required=True),
        "tone": column.SelectboxColumn(
            say("lessons.col_tone"), options=list(TONES), default="plain", format_func=_tone
        ),
        "difficulty": column.NumberColumn(say("lessons.col_hard"), min_value=1, max_value=3, default=1),
        "region": column.SelectboxColumn(
            say("lessons.col_region"), options=[NOWHERE, *TYPED_IN], default=NOWHERE, format_func=_region
        ),
        "answer": column.TextColumn(say("lessons.col_answer"), width="large"),
        "asks": column.TextColumn(say("lessons.col_asks")),
        "for": column.TextColumn(say("lessons.col_for")),
    }


def _edited(table: Sequence[Row], columns: Mapping[str, Any], about: str) -> list[Row]:
    """The rows as they were changed; `row` tells which one each was, and is empty for new ones."""
    numbered = [{"row": str(order)} | dict(row) for order, row in enumerate(table)]
    empty: list[Row] = [{"row": None} | dict.fromkeys(columns)]
    shown: Any = st.data_editor(
        numbered or {name: [] for name in empty[0]},
        column_config={"row": None, **columns},
        column_order=list(columns),
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        key=f"lessons_table:{about}:{language()}:{opened(about.split(':')[0]).number}",
    )
    return _rows(shown)


def _rows(shown: Any) -> list[Row]:
    if isinstance(shown, list):
        return [dict(one) for one in shown]
    names = list(shown)
    return [dict(zip(names, values, strict=True)) for values in zip(*(shown[n] for n in names), strict=True)]


def _region(name: object) -> str:
    return NOWHERE if name == NOWHERE else speaker().say(f"lessons.region.{name}")


def _tone(name: object) -> str:
    return speaker().say(f"lessons.tone.{name}")


def _is_number(value: object) -> bool:
    return value is not None and str(value).isdigit()


def _intents() -> dict[str, str]:
    """What viewers may want, with its definition."""
    try:
        listed = content_of((here().settings.lessons / "intents.yaml").read_text("utf-8"))
    except OSError:
        listed = None
    rows = listed if isinstance(listed, list) else []
    return {str(one["id"]): in_language(one["definition"]) for one in rows if "definition" in one}
