"""The first account: from then on an installation asks everybody who they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coach.domain.errors import CoachError
from coach.domain.people import DEMONSTRATION, Learner
from coach.store.accounts import Accounts
from coach.store.groups import Groups
from coach.store.installation import Installation
from coach.store.people import People


@dataclass(frozen=True, slots=True)
class Founder:
    """Who switches signing in on, and what the team and its first class are called."""

    name: str
    address: str
    account: str
    password: str
    team: str


@dataclass(frozen=True, slots=True)
class Founding:
    """Switches signing in on."""

    people: People
    groups: Groups
    accounts: Accounts
    installation: Installation

    def found(self, founder: Founder, now: datetime) -> Learner:
        """The founder administers all and trains the first class, in which everybody known so far learns.

        CoachError, with nothing changed, where the account cannot be made or signing in is on already.
        """
        self.accounts.check(founder.account, founder.password)
        if self.installation.asks():
            raise CoachError("rules.already_on")
        known = [one.id for one in self.people.all()]
        invented = self.groups.ids_in(DEMONSTRATION)
        person = self.people.add(founder.name, founder.address, now)
        self.accounts.add(person.id, founder.account, founder.password, now)
        root = self.installation.switch_on(founder.team, person.id, now)
        first = self.groups.add("class", founder.team, now, root)
        self.groups.join(first.id, person.id, "trainer")
        for one in known:
            if one not in invented:
                self.groups.join(first.id, one, "learner")
        return person
