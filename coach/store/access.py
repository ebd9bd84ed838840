"""Tells the rule who asks and what about: a person with her roles, a take with its owner's groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from coach.domain.may import STRANGER, Person, Thing
from coach.domain.people import DEMONSTRATION
from coach.store.attempts import Attempt
from coach.store.groups import Groups, above
from coach.store.installation import Installation
from coach.store.signed_in import SignedIn

Audience = Callable[[Attempt], frozenset[str]]  # who besides herself may see a take: "trainer", "class"


def nobody(_: Attempt) -> frozenset[str]:
    """As long as nothing else is said, a take is its learner's alone."""
    return frozenset()


@dataclass(frozen=True, slots=True)
class Access:
    """Persons and things as `may` wants them. `audience` tells to whom a learner has shown her take."""

    installation: Installation
    groups: Groups
    signed_in: SignedIn
    audience: Audience = nobody

    def with_token(self, token: str, now: datetime) -> Person:
        """Whoever holds that token; a stranger otherwise. Where nobody is asked, everybody is trusted."""
        if not self.installation.asks():
            return Person(trusted=True)
        person_id = self.signed_in.who(token, now)
        return Person(person_id, self.groups.roles(person_id)) if person_id else STRANGER

    def take(self, attempt: Attempt) -> Thing:
        """A take, with those to whom its learner has shown it."""
        owner, seen_by = attempt.learner_id, self.audience(attempt)
        return Thing(
            kind="take",
            owner=owner,
            groups=self._groups_of(owner),
            shown="trainer" in seen_by,
            shown_to_class="class" in seen_by,
            invented=self._invented(owner),
        )

    def owners(self, person_ids: Iterable[str]) -> Mapping[str, Thing]:
        """The persons as `person` tells them, with a few questions to the database however many they are."""
        root, parents = self.installation.root(), self.groups.parents()
        groups, invented = self.groups.of_everybody(), self.groups.ids_in(DEMONSTRATION)
        top = frozenset({root}) if root else frozenset()
        known = {one: above(one, parents) | top for one in {frozenset[str](), *groups.values()}}
        return {
            one: Thing("person", one, known[groups.get(one, frozenset())], invented=one in invented)
            for one in person_ids
        }

    def person(self, person_id: str) -> Thing:
        """A person as something that is managed, exported, deleted."""
        return Thing("person", person_id, self._groups_of(person_id), invented=self._invented(person_id))

    def group(self, group_id: str) -> Thing:
        """A group."""
        return Thing("group", groups=self._with_above(frozenset({group_id})))

    def installation_itself(self) -> Thing:
        """Backup, audit, accounts: what only the topmost group's people may touch."""
        return Thing("installation", groups=self._with_above(frozenset()))

    def course(self) -> Thing:
        """The lessons, which are everybody's: whoever may edit them in any group may edit them."""
        return Thing("installation", groups=self._with_above(frozenset(one.id for one in self.groups.all())))

    def is_staff(self, person_id: str) -> bool:
        """Whether somebody is more than a learner anywhere; her secrets are the installation's business."""
        return bool(set(self.groups.roles(person_id).values()) - {"learner"})

    def _groups_of(self, person_id: str) -> frozenset[str]:
        return self._with_above(frozenset(self.groups.roles(person_id)))

    def _with_above(self, groups: frozenset[str]) -> frozenset[str]:
        root = self.installation.root()
        return above(groups, self.groups.parents()) | (frozenset({root}) if root else frozenset())

    def _invented(self, person_id: str) -> bool:
        return person_id in self.groups.ids_in(DEMONSTRATION)
