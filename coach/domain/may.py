"""Who may do what: one rule, asked by every page and address; tests/domain/may.tsv is its whole table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from coach.domain.errors import NotAllowed

Role = Literal["learner", "trainer", "host", "administrator"]
Action = Literal[
    # takes
    "see_take",
    "play",
    "see_result",
    "correct_words",
    "mark",
    "comment",
    "review",
    "confirm_claim",
    "show_take",
    "record",
    "rescore",
    # a person
    "practise",
    "see_person",
    "edit_card",
    "consent",
    "export",
    "delete_person",
    "take_part",
    "reset_pin",
    "reset_password",
    # a group
    "see_class",
    "plan",
    "manage_people",
    "add_class",
    "manage_groups",
    "give_roles",
    "host_stage",
    # the course and the installation
    "edit_lessons",
    "sign_lessons",
    "see_audit",
    "see_jobs",
    "backup",
    "manage_installation",
]
ROLES: tuple[Role, ...] = get_args(Role)
ACTIONS: tuple[Action, ...] = get_args(Action)

# What anybody may do with what is her own, whatever her role.
OWN: frozenset[Action] = frozenset(
    (
        *("see_take", "play", "see_result", "correct_words", "mark", "comment", "show_take", "record"),
        *("rescore", "practise", "see_person", "edit_card", "consent", "export", "delete_person"),
        "take_part",  # in a workshop, as a guest of its hall
    )
)
# What a role gives in its group and in every group below.
IN_GROUP: Mapping[Role, frozenset[Action]] = {
    "learner": frozenset(),
    "trainer": frozenset(
        (
            *("see_person", "reset_pin", "see_class", "plan", "manage_people", "add_class", "host_stage"),
            *("edit_lessons", "sign_lessons", "rescore", "see_jobs"),
        )
    ),
    "host": frozenset({"host_stage", "see_class"}),
    "administrator": frozenset(
        (
            *("see_person", "reset_pin", "reset_password", "delete_person"),
            *("see_class", "manage_people", "add_class", "manage_groups", "give_roles"),
            *("edit_lessons", "see_audit", "see_jobs", "rescore", "backup", "manage_installation"),
        )
    ),
}
# What a role gives on top, once the learner has shown her take to her trainers ...
WHEN_SHOWN: Mapping[Role, frozenset[Action]] = {
    "trainer": frozenset(
        {"see_take", "play", "see_result", "correct_words", "mark", "comment", "review", "confirm_claim"}
    ),
}
# ... and once she has shown it to her class: the film alone, never the points.
WHEN_SHOWN_TO_CLASS: Mapping[Role, frozenset[Action]] = {
    "learner": frozenset({"see_take", "play"}),
    "trainer": frozenset({"see_take", "play"}),
    "host": frozenset({"see_take", "play"}),
}
# Nobody judges her own take, whatever her role.
NEVER_OWN: frozenset[Action] = frozenset({"review", "confirm_claim"})
# Takes of the demonstration belong to nobody: whoever is known here may look at them.
INVENTED: frozenset[Action] = frozenset({"see_take", "play", "see_result", "see_person"})


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. `roles`: her role by the id of the group in which she has it; without an id a stranger.

    `trusted` is everybody at a laptop that asks nobody who they are.
    """

    id: str = ""
    roles: Mapping[str, Role] = field(default_factory=dict)
    trusted: bool = False


@dataclass(frozen=True, slots=True)
class Thing:
    """What is asked about.

    `owner`: the person whose it is, if it is anybody's. `groups`: ids of the groups it belongs to and of all
    groups above those. `shown`, `shown_to_class`: a take's learner showed it to her trainers, to her class.
    `invented`: it belongs to the demonstration.
    """

    kind: Literal["take", "person", "group", "installation"]
    owner: str = ""
    groups: frozenset[str] = frozenset()
    shown: bool = False
    shown_to_class: bool = False
    invented: bool = False


STRANGER = Person()


def may(person: Person, action: Action, thing: Thing) -> bool:
    """Whether the person may do that with the thing; an action that nobody wrote down is a KeyError."""
    if action not in ACTIONS:
        raise KeyError(action)
    if person.trusted:
        return True
    if not person.id:
        return False
    if thing.owner == person.id and action in OWN | NEVER_OWN:
        return action in OWN
    if thing.invented and action in INVENTED:
        return True
    return any(_by_role(person.roles[group], action, thing) for group in thing.groups & person.roles.keys())


def must(person: Person, action: Action, thing: Thing) -> None:
    """The same as a door: NotAllowed where she may not."""
    if not may(person, action, thing):
        raise NotAllowed("may.not_allowed")


def _by_role(role: Role, action: Action, thing: Thing) -> bool:
    """What somebody with that role may do with a thing of the role's own group."""
    return (
        action in IN_GROUP[role]
        or (thing.shown and action in WHEN_SHOWN.get(role, ()))
        or (thing.shown_to_class and action in WHEN_SHOWN_TO_CLASS.get(role, ()))
    )
