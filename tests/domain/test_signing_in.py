from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.signing_in import (
    FREE_TRIES,
    LONGEST_WAIT_S,
    account_name,
    code_of,
    new_code,
    new_password,
    new_pin,
    pin_is_fit,
    wait_s,
)


@given(st.integers(0, 500), st.integers(1, 50))
def test_more_failures_never_wait_less(failures: int, free: int) -> None:
    assert wait_s(failures, free) <= wait_s(failures + 1, free) <= LONGEST_WAIT_S
    assert (wait_s(failures, free) == 0) == (failures < free)


def test_guessing_half_of_all_pins_takes_months() -> None:
    """docs/people.md: the free tries and the doubling waits of a day, then one try an hour."""
    seconds, tries = 0.0, 0
    while tries < 10_000 / 2:
        seconds += wait_s(tries, FREE_TRIES)
        tries += 1
    assert seconds / 86_400 > 200


def test_pins_that_everybody_tries_first_are_refused() -> None:
    for pin in ("1111", "1234", "4321", "2468", "1212", "1990", "2024", "123", "1234567", "12a4", "٣٤٥٦", ""):
        assert not pin_is_fit(pin), pin
    for pin in ("3827", "90417", "640918"):
        assert pin_is_fit(pin), pin


def test_made_pins_codes_and_passwords_are_fit() -> None:
    assert all(pin_is_fit(new_pin()) for _ in range(200))
    assert all(len(code_of(new_code())) == 8 for _ in range(50))
    assert len({new_password() for _ in range(50)}) == 50


def test_what_is_typed_is_read_kindly() -> None:
    assert code_of(" 4829 1537") == "48291537" == code_of("４８２９-１５３７")
    assert account_name("  Thu.Lan ") == "thu.lan"
