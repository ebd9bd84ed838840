"""Rules of signing in: how long to wait after wrong tries, which PINs are too easy, what a class code is."""

from __future__ import annotations

import secrets
import unicodedata
from itertools import pairwise

CODE_DIGITS = 8  # 100 million codes: with the waits below, guessing one of 250 classes takes decades
SHORTEST_PIN, LONGEST_PIN = 4, 6
SHORTEST_PASSWORD = 10  # letters; length protects better than odd signs, which nobody remembers
LONGEST_PASSWORD = 200

FREE_TRIES = 3  # a slip of the finger costs nothing
FREE_TRIES_FROM_ONE_PLACE = 40  # a class of thirty sits behind one address, and half of it mistypes once
FIRST_WAIT_S = 30.0
LONGEST_WAIT_S = 3600.0
FORGOTTEN_AFTER_S = 24 * 3600.0  # since the last wrong try

EASY_STEPS = ({0}, {1}, {-1}, {2})  # 1111, 1234, 4321, 2468


def wait_s(failures: int, free: int) -> float:
    """Seconds to wait after that many wrong tries: none for the free ones, then doubled up to an hour."""
    if failures < free:
        return 0.0
    return float(min(FIRST_WAIT_S * 2 ** min(failures - free, 30), LONGEST_WAIT_S))


def pin_is_fit(pin: str) -> bool:
    """Whether a PIN is 4 to 6 digits and none of those that everybody tries first."""
    if not (pin.isascii() and pin.isdigit() and SHORTEST_PIN <= len(pin) <= LONGEST_PIN):
        return False
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return steps not in EASY_STEPS and pin[:2] != pin[2:4] and not pin.startswith(("19", "20"))


def new_pin() -> str:
    """A PIN by chance, the shortest that is kept safe by the waits."""
    while True:
        pin = f"{secrets.randbelow(10**SHORTEST_PIN):0{SHORTEST_PIN}}"
        if pin_is_fit(pin):
            return pin


def new_password() -> str:
    """A first password by chance that can be read out and typed on any keyboard: "4829-1537-2261"."""
    return "-".join(f"{secrets.randbelow(10_000):04}" for _ in range(3))


def new_code() -> str:
    """A class code by chance: digits, as Vietnamese keyboards turn typed letters into others."""
    return str(10 ** (CODE_DIGITS - 1) + secrets.randbelow(9 * 10 ** (CODE_DIGITS - 1)))


def code_of(typed: str) -> str:
    """The digits of what somebody typed: "4829 1537" is 48291537."""
    return "".join(one for one in unicodedata.normalize("NFKC", typed) if one in "0123456789")


def account_name(typed: str) -> str:
    """An account's name however it was typed: capitals and blanks around it do not matter."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()
