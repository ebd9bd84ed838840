"""Who comes up on the stage: a guest of the hall, who agreed to be recorded and listened to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coach.domain.consent import BOTH
from coach.domain.errors import NotAllowed
from coach.domain.hall import Guest, Workshop
from coach.domain.people import Consent
from coach.store import Store
from coach.workshop.attendance import listed


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was read to her, word for word, in which version and language; `who` pressed the button."""

    text: str
    version: str
    language: str
    who: str = ""


def came_up(store: Store, guest: Guest, agreed: Agreed | None, address: str, now: datetime) -> str:
    """The learner's id under whom her take is kept; NotAllowed where she did not agree.

    What she ticked on her phone to practise said nothing of a hall that watches and sees her result.
    """
    if agreed is None:
        raise NotAllowed("consent.missing.record")
    learner_id = guest.learner_id or store.people.add(guest.first_name, address, now).id
    said = Consent(learner_id, BOTH, agreed.version, agreed.language, agreed.text, now, how="spoken")
    store.consents.keep(said, agreed.who or learner_id)
    store.hall.practises(guest.id, learner_id)
    return learner_id


def invited(store: Store, workshop: Workshop, guest_id: str, name: str, commune: str, now: datetime) -> Guest:
    """The guest with that id, or somebody without a phone whom the host writes down."""
    known = next((one for one in store.hall.guests(workshop.id) if one.id == guest_id), None)
    return known or store.hall.join(workshop.id, name, listed(workshop.communes, commune), now)[0]
