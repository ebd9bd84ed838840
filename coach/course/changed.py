"""What somebody changed in a lesson file, value by value, so that it can be told in words and not as code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

Place = tuple[str | int, ...]  # ("levels", "2", "vi"), ("criteria", "origin_place", "weight")


@dataclass(frozen=True, slots=True)
class Changed:
    """One value before and after; None where it was not there, or is not there any more."""

    place: Place
    before: Any
    after: Any


def changes(before: Any, after: Any, place: Place = ()) -> Iterator[Changed]:
    """Every value that differs between two files read as YAML, in the order of the file.

    Items that have an id are found by it wherever they stand; other items of a list count as they are,
    so a list that is only in another order gives one change of the whole list.
    """
    if before == after:
        return
    if _are(Mapping, before, after):
        for key in dict.fromkeys((*(before or ()), *(after or ()))):
            yield from changes((before or {}).get(key), (after or {}).get(key), (*place, str(key)))
    elif _are(list, before, after):
        yield from _items(before or [], after or [], place)
    else:
        yield Changed(place, before, after)


def _are(kind: type[Any], before: Any, after: Any) -> bool:
    """Whether both are of that kind, or one is and there was nothing on the other side."""
    return all(one is None or isinstance(one, kind) for one in (before, after))


def _items(before: Sequence[Any], after: Sequence[Any], place: Place) -> Iterator[Changed]:
    if all(_id(one) for one in (*before, *after)):
        then, now = ({_id(one): one for one in items} for items in (before, after))
        for name in dict.fromkeys((*then, *now)):
            if name in then and name in now:
                yield from changes(then[name], now[name], (*place, name))
            else:
                yield Changed((*place, name), then.get(name), now.get(name))
        return
    if len(before) == len(after) and all(isinstance(one, int | float) for one in (*before, *after)):
        for order, (then_, now_) in enumerate(zip(before, after, strict=True)):
            yield from changes(then_, now_, (*place, order))
        return
    gone = [one for one in before if one not in after]
    come = [one for one in after if one not in before]
    if not gone and not come:
        yield Changed(place, list(before), list(after))
    for then_, now_ in zip_longest(gone, come):
        yield Changed(place, then_, now_)


def _id(item: Any) -> str:
    return str(item.get("id", "")) if isinstance(item, Mapping) else ""


def changed_rows(before: Sequence[Mapping[str, str]], after: Sequence[Mapping[str, str]]) -> list[Changed]:
    """Example sentences that went, came, or mean something else now; the place is the sentence."""
    then, now = ({one["text"]: one for one in rows} for rows in (before, after))
    return [
        Changed((text,), then.get(text), now.get(text))
        for text in dict.fromkeys((*then, *now))
        if then.get(text) != now.get(text)
    ]
