"""Agreement in words: trainers among themselves beside the machine, or why there is no number."""

from __future__ import annotations

from babel.numbers import format_decimal

from coach.i18n import Speaker
from coach.review.agreement import Agreement, Estimate, TooFew
from coach.review.leniency import Leaning
from coach.review.pairing import Compared


def told(one: Compared, speaker: Speaker) -> tuple[str, ...]:
    """Lines for one criterion; the machine's is never without the trainers'."""
    if isinstance(one.people, TooFew):
        return (_too_few(one.people, speaker),)
    machine = one.machine
    return (
        _line("people", one.people, speaker),
        _too_few(machine, speaker) if isinstance(machine, TooFew) else _line("machine", machine, speaker),
        speaker.say("agreement.decided", percent=round(100 * one.decided)),
    )


def missing(one: TooFew, speaker: Speaker) -> str:
    """How many double-scored takes are there, and how many are still needed before there is a number."""
    return speaker.say("agreement.missing", takes=one.takes, more=one.needed - one.takes)


def leaning_told(one: Leaning | TooFew, speaker: Speaker) -> tuple[str, ...]:
    """How a trainer leans, in levels, and whether that has moved."""
    if isinstance(one, TooFew):
        return (missing(one, speaker),)
    lenient = speaker.say("agreement.lenient", takes=one.takes, value=_estimate(one.leniency, speaker))
    if isinstance(one.drift, TooFew):
        missing_yet = one.drift.needed - one.drift.takes
        return (lenient, speaker.say("agreement.drift_missing", more=missing_yet))
    drift = speaker.say("agreement.drift", value=_estimate(one.drift, speaker))
    return (lenient, drift, speaker.say("agreement.drifted" if one.drifted else "agreement.not_drifted"))


def _line(who: str, one: Agreement, speaker: Speaker) -> str:
    return speaker.say(
        f"agreement.{who}",
        takes=one.takes,
        kappa=_estimate(one.kappa, speaker),
        icc=_estimate(one.icc, speaker),
        exact=_percent(one.exact),
        adjacent=_percent(one.adjacent),
    )


def _too_few(one: TooFew, speaker: Speaker) -> str:
    return speaker.say("agreement.too_few", takes=one.takes, needed=one.needed)


def _estimate(one: Estimate | None, speaker: Speaker) -> str:
    """`0.62 (0.48-0.73)` with two decimals: one is too rough for a kappa."""
    if one is None:
        return speaker.say("agreement.undefined")
    value, low, high = (
        format_decimal(part, format="0.00", locale=speaker.language)
        for part in (one.value, one.low, one.high)
    )
    return f"{value} ({low} – {high})"


def _percent(one: Estimate) -> str:
    return f"{100 * one.value:.0f} % ({100 * one.low:.0f} – {100 * one.high:.0f})"
