"""The ways in: the right thing opens, wrong tries wait, and guessing at the same moment gains nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coach.domain.errors import CoachError, NotAllowed
from coach.domain.people import Learner
from coach.domain.signing_in import FREE_TRIES, FREE_TRIES_FROM_ONE_PLACE
from coach.store import Store, open_store
from coach.store.doors import Came
from coach.store.founding import Founder
from coach.store.throttle import Throttle
from tests.store.cheap import cheap, copied

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
PASSWORD = "na ngon chi lang"
PIN = "3827"
FOUNDER = Founder("Thu", "chị", "Thu", PASSWORD, "HTX Na")


def founded(store: Store) -> tuple[Learner, Learner]:
    """Hoa, who learns and has a PIN, and Thu, who administers."""
    hoa = store.people.add("Hoa", "cô", NOON)
    thu = store.who.founding.found(FOUNDER, NOON)
    store.who.keys.set_pin(hoa.id, PIN, NOON)
    return hoa, thu


class Class:
    """A store that asks, one class, one learner with a PIN."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store, (self.hoa, self.thu) = copied(folder, founded)
        (self.group,) = self.store.groups.of_kind("class")
        self.came = Came("192.168.1.7", NOON)

    def pin(self, pin: str, came: Came | None = None, who: Learner | None = None) -> str:
        typed = (self.group.code, (who or self.hoa).id, pin)
        return self.store.who.doors.by_pin(*typed, came or self.came)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Class]:
    one = Class(tmp_path / "data")
    yield one
    one.store.engine.dispose()


def at(one: Class, later: timedelta, place: str = "192.168.1.7") -> Came:
    return Came(place, NOON + later)


def test_each_way_in_leads_to_its_person(made: Class) -> None:
    doors, signed_in = made.store.who.doors, made.store.who.signed_in
    card = made.store.who.keys.new_card(made.hoa.id, NOON)
    made.store.who.accounts.link(made.thu.id, "https://id.example", "42")
    handed = made.store.who.keys.hand_over(made.store.who.accounts.vouched("https://id.example", "42"), NOON)
    ways = {
        doors.by_password(" THU ", PASSWORD, made.came): made.thu,
        made.pin(PIN): made.hoa,
        doors.by_card(card, made.came): made.hoa,
        doors.by_provider(handed, made.came): made.thu,
    }
    assert len(ways) == 4
    for token, person in ways.items():
        assert signed_in.who(token, NOON) == person.id
    with pytest.raises(NotAllowed, match=r"signin\.wrong_provider"):
        doors.by_provider(handed, made.came)


def test_nothing_of_what_opens_stands_in_the_store(made: Class) -> None:
    card = made.store.who.keys.new_card(made.hoa.id, NOON)
    token = made.pin(PIN)
    made.store.engine.dispose()
    kept = b"".join(one.read_bytes() for one in made.folder.iterdir() if one.name.startswith("coach.db"))
    for secret in (token, card, PASSWORD):
        assert secret.encode() not in kept
    assert b"$argon2id$" in kept


def test_wrong_pins_wait_longer_and_longer_and_the_wait_outlives_the_process(made: Class) -> None:
    for _ in range(FREE_TRIES):
        with pytest.raises(NotAllowed, match=r"signin\.wrong_pin"):
            made.pin("9057")
    with pytest.raises(NotAllowed, match=r"signin\.wait") as first:
        made.pin(PIN)  # the right one too: who waits learns nothing
    made.store.engine.dispose()
    again = cheap(open_store(made.folder))
    with pytest.raises(NotAllowed, match=r"signin\.wait"):
        again.who.doors.by_pin(made.group.code, made.hoa.id, PIN, made.came)
    later = timedelta(seconds=float(first.value.values["wait_s"]) + 1)
    assert again.who.doors.by_pin(made.group.code, made.hoa.id, PIN, at(made, later))
    again.engine.dispose()


def test_brute_force_over_a_day_gets_a_few_dozen_tries(made: Class) -> None:
    """Somebody who knows the class code guesses Hoa's PIN for a day, from as many places as she likes."""
    tried, now = 0, NOON
    while now < NOON + timedelta(days=1):
        try:
            made.pin("9057", Came(f"10.0.{tried // 200}.{tried % 200}", now))
        except NotAllowed as told:
            if told.id == "signin.wait":
                now += timedelta(seconds=float(told.values["wait_s"]) + 0.01)
            else:
                tried += 1
    assert tried <= 35


def test_a_new_pin_forgives_and_signs_out(made: Class) -> None:
    token = made.pin(PIN)
    for _ in range(FREE_TRIES):
        with pytest.raises(NotAllowed):
            made.pin("9057")
    made.store.who.keys.set_pin(made.hoa.id, "640918", NOON)
    made.store.who.doors.forgive(made.hoa.id)
    assert made.store.who.signed_in.who(token, NOON) == ""
    assert made.pin("640918")


def test_one_place_cannot_try_one_pin_on_everybody(made: Class) -> None:
    others = [made.store.people.add(f"A{n}", "em", NOON) for n in range(FREE_TRIES_FROM_ONE_PLACE)]
    for one in others:
        made.store.groups.join(made.group.id, one.id, "learner")
    told = []
    for one in others * 2:
        with pytest.raises(NotAllowed) as why:
            made.pin("9057", who=one)
        told.append(why.value.id)
    assert told.count("signin.wrong_pin") == FREE_TRIES_FROM_ONE_PLACE
    assert made.pin(PIN, Came("192.168.1.8", NOON))  # somebody elsewhere is not kept waiting


def test_many_at_the_same_moment_get_no_more_than_the_free_tries(made: Class) -> None:
    throttle = Throttle(made.store.who.accounts.sessions)
    with ThreadPoolExecutor(12) as crowd:
        waits = list(crowd.map(lambda _: throttle.begin("pin:x", FREE_TRIES, NOON), range(40)))
    assert waits.count(0.0) <= FREE_TRIES


@pytest.mark.drill
def test_several_processes_share_one_count(made: Class) -> None:
    script = (
        "import sys; from datetime import datetime, UTC; from pathlib import Path\n"
        "from coach.store import open_store; from coach.store.throttle import Throttle\n"
        "store = open_store(Path(sys.argv[1])); t = Throttle(store.who.accounts.sessions)\n"
        "now = datetime(2026, 11, 21, 12, tzinfo=UTC)\n"
        "print(sum(t.begin('pin:y', 3, now) == 0.0 for _ in range(20)))\n"
    )
    command = [sys.executable, "-c", script, str(made.folder)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    made_tries = [int(one.communicate(timeout=60)[0]) for one in running]
    assert 1 <= sum(made_tries) <= FREE_TRIES


def test_nobody_with_more_rights_comes_in_by_four_digits(made: Class) -> None:
    made.store.who.keys.set_pin(made.thu.id, PIN, NOON)
    card = made.store.who.keys.new_card(made.thu.id, NOON)
    with pytest.raises(NotAllowed, match=r"signin\.wrong_pin"):
        made.pin(PIN, who=made.thu)
    with pytest.raises(NotAllowed, match=r"signin\.wrong_card"):
        made.store.who.doors.by_card(card, made.came)
    made.store.groups.join(made.group.id, made.hoa.id, "trainer")
    with pytest.raises(NotAllowed, match=r"signin\.wrong_pin"):
        made.pin(PIN)


def test_a_pin_opens_only_with_its_own_class(made: Class) -> None:
    other = made.store.groups.add("class", "Lớp khác", NOON)
    with pytest.raises(NotAllowed, match=r"signin\.wrong_pin"):
        made.store.who.doors.by_pin(other.code, made.hoa.id, PIN, made.came)
    with pytest.raises(NotAllowed, match=r"signin\.wrong_code"):
        made.store.who.doors.by_pin("", made.hoa.id, PIN, made.came)


def test_sign_ins_end_rest_and_are_taken_back(made: Class) -> None:
    signed_in, token = made.store.who.signed_in, made.pin(PIN)
    hour = timedelta(hours=1)
    assert signed_in.who(token, NOON + hour) == made.hoa.id
    assert signed_in.who(token, NOON + 2.9 * hour) == made.hoa.id  # a sign of life an hour ago
    assert signed_in.who(token, NOON + 5 * hour) == ""
    busy = made.pin(PIN)
    assert all(signed_in.who(busy, NOON + n * hour) for n in range(12))
    assert signed_in.who(busy, NOON + 12 * hour) == ""
    own = made.pin(PIN, Came("", NOON, own_device=True))
    assert signed_in.who(own, NOON + 29 * 24 * hour)
    here, there = made.pin(PIN), made.pin(PIN)
    signed_in.end_all(made.hoa.id, but=here)
    assert [bool(signed_in.who(one, NOON)) for one in (here, there, own)] == [True, False, False]
    signed_in.end(here)
    assert signed_in.who(here, NOON) == "" == signed_in.who("", NOON)


def test_whoever_is_forgotten_is_signed_out_and_has_no_key(made: Class) -> None:
    card, token = made.store.who.keys.new_card(made.hoa.id, NOON), made.pin(PIN)
    made.store.forgetting.forget(made.hoa.id)
    assert made.store.who.signed_in.who(token, NOON) == ""
    assert made.store.who.keys.card_of(card) == ""


def test_accounts_refuse_easy_passwords_and_taken_names(made: Class) -> None:
    accounts = made.store.who.accounts
    for name, password, why in (
        ("thu", PASSWORD, "account.taken"),
        ("lan", "short", "account.password_short"),
        ("lan", "aaaaaaaaaaaa", "account.password_easy"),
        ("langthanhlong", "langthanhlong", "account.password_easy"),
        (" ", PASSWORD, "account.name_missing"),
    ):
        with pytest.raises(CoachError, match=why.replace(".", r"\.")):
            accounts.add(made.hoa.id, name, password, NOON)
    assert accounts.of(made.hoa.id) is None


def test_an_installation_asks_once_and_for_ever(made: Class) -> None:
    store: Store = made.store
    with pytest.raises(CoachError, match=r"rules\.already_on"):
        store.who.founding.found(Founder("X", "em", "x", PASSWORD, "Y"), NOON)
    assert [one.name for one in store.people.all()] == ["Hoa", "Thu"]  # nobody was left behind
    store.forgetting.forget(made.thu.id)
    assert store.who.installation.asks()
