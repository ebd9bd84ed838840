"""The ways in: name and password, class code with name and PIN, a card; each try is counted first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from coach.domain.errors import NotAllowed
from coach.domain.people import Group, Learner
from coach.domain.signing_in import FREE_TRIES, FREE_TRIES_FROM_ONE_PLACE, account_name, code_of
from coach.store.accounts import Accounts
from coach.store.groups import Groups
from coach.store.keys import Keys
from coach.store.signed_in import SignedIn
from coach.store.throttle import Throttle


@dataclass(frozen=True, slots=True)
class Came:
    """Where and when somebody tries. `place`: the address in the network; `own_device`: hers alone."""

    place: str
    now: datetime
    own_device: bool = False


@dataclass(frozen=True, slots=True)
class Doors:
    """Each way gives a new token or raises NotAllowed: `signin.wrong_...`, or `signin.wait` with `wait_s`."""

    accounts: Accounts
    groups: Groups
    keys: Keys
    signed_in: SignedIn
    throttle: Throttle

    def by_password(self, name: str, password: str, came: Came) -> str:
        """For trainers, hosts and administrators."""
        key = f"account:{_short(account_name(name))}"
        person_id = self._tried(
            key, "signin.wrong_password", came, lambda: self.accounts.fits(name, password)
        )
        return self._in(person_id, "password", came)

    def class_with(self, typed: str, came: Came) -> tuple[Group, tuple[Learner, ...]]:
        """The class with that code and the learners in it, whose names are then chosen from."""
        self._place(came)
        group = self.groups.with_code(code_of(typed))
        if group is None:
            self._failed(came)
            raise NotAllowed("signin.wrong_code")
        return group, tuple(one.learner for one in self.groups.members(group.id) if one.role == "learner")

    def by_pin(self, code: str, learner_id: str, pin: str, came: Came) -> str:
        """For the learners of a class on a shared machine."""
        _, learners = self.class_with(code, came)
        known = learner_id in {one.id for one in learners} and self._is_learner(learner_id)

        def who() -> str:
            return learner_id if known and self.keys.pin_fits(learner_id, pin) else ""

        return self._in(self._tried(f"pin:{_short(learner_id)}", "signin.wrong_pin", came, who), "pin", came)

    def by_card(self, token: str, came: Came) -> str:
        """For a learner who shows her card: it cannot be guessed, so only the place is counted."""
        self._place(came)
        learner_id = self.keys.card_of(token)
        if not learner_id or not self._is_learner(learner_id):
            self._failed(came)
            raise NotAllowed("signin.wrong_card")
        return self._in(learner_id, "card", came)

    def by_provider(self, token: str, came: Came) -> str:
        """For whom a provider vouched a moment ago."""
        self._place(came)
        person_id = self.keys.take_over(token, came.now)
        if not person_id:
            self._failed(came)
            raise NotAllowed("signin.wrong_provider")
        return self._in(person_id, "oidc", came)

    def change_password(self, person_id: str, old: str, new: str, now: datetime) -> None:
        """Another password for whoever knows the present one; guessing it is counted like at the door."""
        account = self.accounts.of(person_id)
        if account is None:
            raise NotAllowed("may.not_allowed")
        came = Came(f"within {person_id}", now)
        key = f"account:{_short(account.name)}"
        self._tried(key, "signin.wrong_password", came, lambda: self.accounts.fits(account.name, old))
        self.accounts.reset_password(person_id, new)

    def forgive(self, learner_id: str) -> None:
        """Her PIN was set anew: what was mistyped before is forgotten."""
        self.throttle.succeeded(f"pin:{_short(learner_id)}")

    def forgive_account(self, name: str) -> None:
        """The same for an account whose password was set anew."""
        self.throttle.succeeded(f"account:{_short(account_name(name))}")

    def _is_learner(self, learner_id: str) -> bool:
        """Nobody with more rights comes in by four digits or a piece of card."""
        return set(self.groups.roles(learner_id).values()) == {"learner"}

    def _tried(self, key: str, wrong: str, came: Came, who: Callable[[], str]) -> str:
        self._place(came)
        left_s = self.throttle.begin(key, FREE_TRIES, came.now)
        if left_s:
            raise NotAllowed("signin.wait", wait_s=left_s)
        person_id = who()
        if not person_id:
            self._failed(came)
            raise NotAllowed(wrong)
        self.throttle.succeeded(key)
        return person_id

    def _place(self, came: Came) -> None:
        left_s = self.throttle.wait_s(_place_key(came), came.now)
        if left_s:
            raise NotAllowed("signin.wait", wait_s=left_s)

    def _failed(self, came: Came) -> None:
        self.throttle.begin(_place_key(came), FREE_TRIES_FROM_ONE_PLACE, came.now)

    def _in(self, person_id: str, how: str, came: Came) -> str:
        self.throttle.sweep(came.now)
        return self.signed_in.begin(person_id, how, came.now, came.own_device)


def _place_key(came: Came) -> str:
    return f"place:{_short(came.place)}"


def _short(text: str) -> str:
    """Neither names nor addresses stand in the table of tries."""
    return sha256(text.encode()).hexdigest()
