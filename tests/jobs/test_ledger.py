"""The ledger's promises, on SQLite and on PostgreSQL: one result an analysis, whoever comes back when."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from coach.domain.errors import CoachError
from coach.domain.media import Notice
from coach.store.upgrading import upgrade
from tests.jobs.ledgers import LATER, NOON, RESULT, Ledger, engine, ledger, ledger_on, migrate
from tests.jobs.postgres import postgres

__all__ = ["engine", "ledger", "postgres"]


def test_from_waiting_to_a_result(ledger: Ledger) -> None:
    one = ledger.waiting()
    assert (one.state, one.generation, one.attempt_no) == ("waiting", 1, 0)
    claim = ledger.claims.start(one.id, "w", NOON)
    assert claim is not None
    assert ledger.claims.lasts(claim, 62.5)
    assert ledger.claims.progressed(claim, "listening", 0.41239, NOON)
    running = ledger.analyses.get(one.id)
    assert (running.state, running.stage, running.progress, running.duration_s) == (
        "running",
        "listening",
        0.412,
        62.5,
    )
    assert ledger.claims.succeed(claim, RESULT, '{"id":"L02"}', LATER)
    done = ledger.attempts.get(one.attempt_id)
    assert (done.state, done.result, done.lesson_digest) == ("done", RESULT, "d" * 64)
    assert ledger.attempts.lesson_used("d" * 64) == '{"id":"L02"}'
    assert ledger.analyses.moving() == ()


def test_who_is_alive_keeps_what_is_hers(ledger: Ledger) -> None:
    one = ledger.waiting()
    ledger.workers.beat("hers", 1, NOON)
    assert ledger.claims.start(one.id, "hers", NOON)
    assert ledger.claims.start(one.id, "other", NOON + timedelta(seconds=40)) is None


def test_a_zombie_can_write_nothing(ledger: Ledger) -> None:
    """Stopped past its time, given up, its work taken over, awake again."""
    one = ledger.waiting()
    ledger.workers.beat("zombie", 1, NOON)
    ledger.workers.beat("other", 1, LATER)
    zombie = ledger.claims.start(one.id, "zombie", NOON)
    other = ledger.claims.start(one.id, "other", LATER)
    assert zombie is not None
    assert other is not None
    assert ledger.claims.holds(zombie) == (False, False)
    assert not ledger.claims.progressed(zombie, "judging", 1.0, LATER)
    assert not ledger.claims.succeed(zombie, RESULT | {"points": {"low": 0, "high": 0}}, "{}", LATER)
    assert not ledger.claims.end(zombie, "failed", Notice("media.empty"), LATER)
    assert not ledger.claims.put_back(zombie, None, LATER)
    assert ledger.claims.succeed(other, RESULT, "{}", LATER)
    assert not ledger.claims.succeed(zombie, RESULT | {"points": {"low": 0, "high": 0}}, "{}", LATER)
    assert ledger.attempts.get(one.attempt_id).result == RESULT
    assert ledger.analyses.get(one.id).attempt_no == 2


def test_two_workers_with_one_id_write_one_result(ledger: Ledger) -> None:
    one = ledger.waiting()
    ledger.workers.beat("copied", 1, NOON)
    first = ledger.claims.start(one.id, "copied", NOON)
    second = ledger.claims.start(one.id, "copied", NOON)
    assert first is not None
    assert second is not None
    kept = [ledger.claims.succeed(each, RESULT, "{}", NOON) for each in (first, second)]
    assert kept == [False, True]


def test_what_ran_where_nobody_lives_waits_again(ledger: Ledger) -> None:
    hers, others, unknown = (ledger.waiting() for _ in range(3))
    for worker, one in (("gone", hers), ("here", others), ("never", unknown)):
        ledger.claims.start(one.id, worker, NOON)
    ledger.workers.beat("gone", 1, NOON)
    ledger.workers.beat("here", 1, LATER)
    assert ledger.workers.dead(LATER) == ("gone",)
    assert ledger.analyses.put_back_orphans(LATER) == 2
    states = [ledger.analyses.get(one.id).state for one in (hers, others, unknown)]
    assert states == ["waiting", "running", "waiting"]
    assert ledger.analyses.put_back_orphans(LATER) == 0


def test_a_worker_that_says_goodbye_need_not_be_waited_for(ledger: Ledger) -> None:
    ledger.workers.beat("w", 2, NOON)
    assert ledger.workers.dead(NOON) == ()
    ledger.workers.leave("w", NOON)
    assert ledger.workers.dead(NOON) == ("w",)
    assert ledger.workers.forget(NOON) == 0
    assert ledger.workers.forget(NOON + timedelta(days=2)) == 1
    assert ledger.workers.all() == ()


def test_the_databases_clock_goes_forward(ledger: Ledger) -> None:
    one = ledger.workers.clock()
    assert one.tzinfo is not None
    assert one <= ledger.workers.clock()


def test_what_waits_is_cancelled_at_once(ledger: Ledger) -> None:
    one = ledger.waiting()
    assert ledger.analyses.cancel(one.id, NOON) == "cancelled"
    assert ledger.claims.start(one.id, "w", NOON) is None


def test_what_runs_is_asked_to_end(ledger: Ledger) -> None:
    one = ledger.waiting()
    ledger.workers.beat("w", 1, NOON)
    claim = ledger.claims.start(one.id, "w", NOON)
    assert claim is not None
    assert ledger.analyses.cancel(one.id, NOON) == "running"
    assert ledger.claims.holds(claim) == (True, True)
    assert ledger.claims.put_back(claim, None, NOON)
    assert ledger.analyses.get(one.id).state == "cancelled"


def test_what_runs_where_nobody_lives_is_cancelled_at_once(ledger: Ledger) -> None:
    one, other = ledger.waiting(), ledger.waiting()
    for each in (one, other):
        ledger.workers.beat("w", 1, NOON)
        ledger.claims.start(each.id, "w", NOON)
    ledger.analyses.cancel(other.id, NOON)
    assert ledger.analyses.cancel(one.id, LATER) == "cancelled"
    ledger.analyses.put_back_orphans(LATER)
    assert ledger.analyses.get(other.id).state == "cancelled"


def test_asked_twice_it_is_scored_once(ledger: Ledger) -> None:
    one = ledger.waiting()
    assert ledger.analyses.open(one.attempt_id, NOON) == one
    claim = ledger.claims.start(one.id, "w", NOON)
    assert claim is not None
    assert ledger.analyses.open(one.attempt_id, NOON).id == one.id
    ledger.claims.end(claim, "dead", Notice("job.crashed"), NOON)
    assert [letter.id for letter in ledger.analyses.dead_letters()] == [one.id]
    again = ledger.analyses.open(one.attempt_id, LATER)
    assert (again.generation, again.state) == (2, "waiting")
    assert ledger.analyses.dead_letters() == ()
    assert ledger.attempts.get(one.attempt_id).state == "waiting"


def test_a_result_stays_while_it_is_scored_anew(ledger: Ledger) -> None:
    one = ledger.waiting()
    claim = ledger.claims.start(one.id, "w", NOON)
    assert claim is not None
    ledger.claims.succeed(claim, RESULT, "{}", NOON)
    assert ledger.analyses.open(one.attempt_id, LATER).generation == 1
    anew = ledger.analyses.open(one.attempt_id, LATER, anew=True)
    shown = ledger.attempts.get(one.attempt_id)
    assert (anew.generation, shown.state, shown.result) == (2, "waiting", RESULT)
    second = ledger.claims.start(anew.id, "w", LATER)
    assert second is not None
    ledger.claims.succeed(second, RESULT | {"points": {"low": 70, "high": 70}}, "{}", LATER)
    shown = ledger.attempts.get(one.attempt_id)
    assert (shown.state, shown.result) == ("done", RESULT | {"points": {"low": 70, "high": 70}})


def test_what_is_put_back_counts_and_says_why(ledger: Ledger) -> None:
    one = ledger.waiting()
    claim = ledger.claims.start(one.id, "w", NOON)
    assert claim is not None
    assert ledger.claims.put_back(claim, Notice("store.busy"), LATER, troubles=1)
    waits = ledger.analyses.get(one.id)
    assert (waits.state, waits.error_id, waits.not_before) == ("waiting", "store.busy", LATER)
    assert (waits.troubles, waits.crashes, waits.worker) == (1, 0, None)
    assert ledger.analyses.deliver_anew([one.id])[0].delivery == 2


def test_an_attempt_is_found_by_its_beginning(ledger: Ledger) -> None:
    one = ledger.waiting()
    assert ledger.analyses.beginning(one.attempt_id[:12]) == (one.attempt_id,)
    assert ledger.analyses.beginning("%") == ()
    with pytest.raises(CoachError, match=r"attempt\.unknown"):
        ledger.analyses.newest("nobody")


OLD = (
    "insert into attempt (id, learner_id, lesson_id, lesson_digest, language, recording_sha256, file_name,"
    " state, progress, error_id, error_values, result, created_at, finished_at) values"
    " ('{state}', 'h', 'L02', {digest}, 'vi', 'a', 'na.mp4', '{state}', 0.4, {error}, '{{}}', {result},"
    " '2026-03-01 12:00:00', {finished})"
)


def test_attempts_of_an_older_version_lose_nothing(engine: Engine, tmp_path: Path) -> None:
    migrate(engine, "0004")
    with engine.begin() as connection:
        said = connection.exec_driver_sql
        said(
            "insert into learner (id, name, address, created_at)"
            " values ('h', 'Hoa', 'cô', '2026-03-01 12:00:00')"
        )
        said("insert into lesson_used (digest, lesson_id, content) values ('d', 'L02', '{}')")
        ended = {"finished": "'2026-03-01 12:05:00'"}
        open_ = {"digest": "null", "result": "'null'", "error": "null", "finished": "null"}
        said(OLD.format(state="done", digest="'d'", result="'{\"points\": 5}'", error="null", **ended))
        said(OLD.format(**{**open_, **ended, "state": "failed", "error": "'media.empty'"}))
        said(OLD.format(**open_, state="running"))
        said(
            "insert into mark (attempt_id, learner_id, name, at_s, yes, made_at) values"
            " ('done', 'h', 'product_seen', 5, true, '2026-03-01 12:00:00')"
        )
    upgrade(engine, tmp_path)
    after = ledger_on(engine)
    done, failed, running = map(after.attempts.get, ("done", "failed", "running"))
    assert (done.state, done.result, done.lesson_digest, done.finished_at) == (
        "done",
        {"points": 5},
        "d",
        NOON + timedelta(minutes=5),
    )
    assert (failed.state, failed.error_id, failed.result) == ("failed", "media.empty", None)
    assert (running.state, running.progress, running.result) == ("waiting", 0.0, None)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("select count(*) from mark").scalar() == 1
