"""Somebody's data goes to whoever holds her ticket, once, and no copy is left."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from starlette.applications import Starlette
from starlette.testclient import TestClient

from coach.store import open_store
from coach.web.my_data import MyData, export_address
from coach.web.takes import WATCH
from coach.web.tickets import tickets_kept_in
from tests.store.crowd import NOON, person


def test_only_with_her_ticket_and_nothing_is_left(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    lan, an = person(store, 0, takes=1), person(store, 1, takes=1)
    tickets, clock = tickets_kept_in(tmp_path), lambda: NOON
    client = TestClient(Starlette(routes=MyData(lambda: store, lambda path, at_s: None, clock).routes()))
    address = export_address(tickets, lan.learner.id, NOON)
    answer = client.get(address)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert lan.learner.name in packed.read("data.json").decode()
    assert list((tmp_path / "exports").iterdir()) == []
    watch = tickets.issue(lan.learner.id, WATCH, NOON)
    for wrong in (
        f"/api/my-data/{lan.learner.id}",
        f"/api/my-data/{lan.learner.id}?ticket={watch}",
        address.replace(lan.learner.id, an.learner.id),
    ):
        assert client.get(wrong).status_code == 403
    store.forgetting.forget(lan.learner.id, now=datetime.now(UTC))
    assert client.get(address).status_code == 404
    assert store.audit.entries()[-2].verb == "data.exported"
