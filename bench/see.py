"""How rightly and fairly the picture is seen: faults by dose, skins, backgrounds, whole files, the start.

`just bench see` says all of it in about four minutes; `just bench see doses` (or tones, files, start) one
part, `just bench see doses dark,blur` some faults. Real clips join where COACH_CORPUS names their folder.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from bench import before_start, files
from bench.doses import WHOLE, Watcher
from bench.figures import Figure, show
from bench.laws import Case, Kept, blamed, kept
from bench.tones import FAIR, Change, Sweep, mean_change
from tools import clean
from tools.faults import BLAMELESS, FAULTS

MOST_CHANGE = 0.5  # levels, on average: the issue's own line


def doses(names: Sequence[str] = ()) -> None:
    """Every fault at every dose in every clip; then how each law was kept."""
    find = clean.finder()
    wanted = [fault for fault in FAULTS if not names or fault.name in names]
    cases: dict[str, list[Case]] = {fault.name: [] for fault in wanted}
    for clip in clean.clips(find, WHOLE):
        watcher = Watcher(clip, find)
        whole = watcher.clean()
        for fault in wanted:
            seen = [watcher.spoiled(fault, dose) for dose in fault.doses]
            cases[fault.name].append(Case(clip.name, fault, whole, seen))
    for each in cases.values():
        _tell(each)


def _tell(cases: Sequence[Case]) -> None:
    fault = cases[0].fault
    if not any(case.is_built for case in cases):
        print(f"{fault.name}\tnot built: {fault.own}", flush=True)
        return
    result = kept(cases)
    print(f"{fault.name}\t{fault.own}\t{_levels(result)}\tothers: {result.loudest}", flush=True)
    for law, share in result.shares.items():
        show(Figure(f"{fault.name}: {law}", share, f"of {result.clips} clips", at_least=1.0))
    if fault.name in BLAMELESS:
        show(Figure(f"{fault.name}: lowest of looks_at_camera", blamed(cases), "level", at_least=3.0))


def _levels(result: Kept) -> str:
    named = zip(("clean", *map(str, result.fault.doses)), result.levels, strict=True)
    return ", ".join(f"{dose}: {'-' if level is None else f'{level:g}'}" for dose, level in named)


def tones() -> None:
    """By how much each check depends on who she is and where she stands."""
    find = clean.finder()
    sweep = Sweep(find)
    changes = [change for clip in clean.clips(find, 3) for change in sweep.see(clip)]
    for kind in ("skin", "light", "behind", "worn"):
        for check in FAIR:
            _changes(kind, check, [one for one in changes if (one.kind, one.check) == (kind, check)])
    for number in range(1, 11):
        of = [one for one in changes if one.kind == "skin" and one.where.endswith(f"tone {number}")]
        for check in (name for name in FAIR if any(one.check == name for one in of)):
            mean = mean_change([one for one in of if one.check == check])
            show(Figure(f"skin, tone {number}: {check} moves on average", mean, "levels"))


def _changes(kind: str, check: str, changes: Sequence[Change]) -> None:
    if not changes:
        print(f"{kind}: {check}\tnot built", flush=True)
        return
    judged = [one for one in changes if one.judged]
    lowest = min((one.levels for one in judged), default=0)
    show(Figure(f"{kind}: {check} moves on average", mean_change(changes), "levels", at_most=MOST_CHANGE))
    least = 0.0 if check == "looks_at_camera" else None  # nothing of this may lower it
    show(Figure(f"{kind}: {check} falls at most by", float(lowest), "levels", at_least=least))
    lost = sum(one.lost for one in changes) / len(changes)
    show(Figure(f"{kind}: {check} could not be judged any more", lost, f"of {len(changes)}"))


def whole_files() -> None:
    """What only a whole file can have."""
    find = clean.finder()
    clip = next(clean.clips(find, WHOLE, clean.OWN))
    with tempfile.TemporaryDirectory() as folder:
        for figure in files.figures(clip.shots, find, Path(folder)):
            show(figure)


def start() -> None:
    """The look before the start."""
    find = clean.finder()
    clip = next(clean.clips(find, WHOLE, clean.OWN))
    for figure in before_start.figures(clip.shots, clean.weights_finder()):
        show(figure)


PARTS: dict[str, Callable[[], None]] = {"doses": doses, "tones": tones, "files": whole_files, "start": start}


def main(arguments: Sequence[str]) -> None:
    if len(arguments) == 2 and arguments[0] == "doses":
        doses(arguments[1].split(","))
        return
    for name in arguments or PARTS:
        PARTS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
