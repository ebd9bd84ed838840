"""Stores for tests of many tries: hashes at the lowest cost, and one that is made once and copied."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from argon2 import PasswordHasher

from coach.store import Store, open_store
from coach.store.hashes import Hasher

CHEAP = Hasher(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
Made = TypeVar("Made")


def cheap(store: Store) -> Store:
    """The same store with cheap hashes."""
    who = store.who
    accounts, keys = replace(who.accounts, hasher=CHEAP), replace(who.keys, hasher=CHEAP)
    doors = replace(who.doors, accounts=accounts, keys=keys)
    founding = replace(who.founding, accounts=accounts)
    return replace(store, who=replace(who, accounts=accounts, keys=keys, doors=doors, founding=founding))


def copied(folder: Path, build: Callable[[Store], Made]) -> tuple[Store, Made]:
    """A store in `folder` as `build` makes it: built once, as bringing tables up to date takes a second."""
    template, made = _template(build)
    shutil.copytree(template.name, folder, dirs_exist_ok=True)
    return cheap(open_store(folder)), made


@cache
def _template(build: Callable[[Store], Any]) -> tuple[TemporaryDirectory[str], Any]:
    kept = TemporaryDirectory()
    store = cheap(open_store(Path(kept.name)))
    made = build(store)
    store.engine.dispose()
    return kept, made
