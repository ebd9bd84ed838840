"""A store whose passwords and PINs are hashed at the lowest cost, so that tests of many tries stay short."""

from __future__ import annotations

from dataclasses import replace

from argon2 import PasswordHasher

from coach.store import Store
from coach.store.hashes import Hasher

CHEAP = Hasher(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def cheap(store: Store) -> Store:
    """The same store with cheap hashes."""
    who = store.who
    accounts, keys = replace(who.accounts, hasher=CHEAP), replace(who.keys, hasher=CHEAP)
    doors = replace(who.doors, accounts=accounts, keys=keys)
    founding = replace(who.founding, accounts=accounts)
    return replace(store, who=replace(who, accounts=accounts, keys=keys, doors=doors, founding=founding))
