"""Turns by law: whoever has nothing waiting goes before everybody's later jobs, however many those are."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from coach.domain import turns
from coach.domain.analysis import NORMAL, RESCORING, STAGE


@dataclass
class Queue:
    """What ledger and engines do: a turn when it is handed in, then lowest first, the oldest of equals."""

    rows: list[tuple[int, int, str]] = field(default_factory=list)
    count: int = 0

    def submit(self, owner: str, priority: int = NORMAL) -> int:
        same = [row for row in self.rows if turns.priority_of(row[0]) == priority]
        own = max((row[0] % turns.TURNS for row in same if row[2] == owner), default=None)
        oldest = min(same, key=lambda row: row[1])[0] % turns.TURNS if same else None
        self.count += 1
        self.rows.append((turns.rank(priority, turns.turn(own, oldest)), self.count, owner))
        return self.count

    def next(self) -> tuple[int, int, str]:
        first = min(self.rows)
        self.rows.remove(first)
        return first


HISTORY = st.lists(
    st.one_of(st.sampled_from("abcd"), st.none()), max_size=80
)  # a learner submits; None: one is done


def lived(history: list[str | None]) -> Queue:
    queue = Queue()
    for owner in history:
        if owner:
            queue.submit(owner)
        elif queue.rows:
            queue.next()
    return queue


@given(HISTORY)
def test_a_newcomer_waits_for_at_most_two_jobs_of_each_other_learner(history: list[str | None]) -> None:
    queue = lived(history)
    number = queue.submit("new")
    before: list[str] = []
    while (row := queue.next())[1] != number:
        before.append(row[2])
    assert all(before.count(owner) <= 2 for owner in "abcd")


@given(st.integers(1, 60), st.integers(0, 59))
def test_one_behind_anothers_many_starts_within_two(many: int, done: int) -> None:
    queue = Queue()
    for _ in range(many):
        queue.submit("a")
    for _ in range(min(done, many)):
        queue.next()
    number = queue.submit("b")
    assert number in [queue.next()[1] for _ in range(min(2, len(queue.rows)))]


@given(HISTORY, st.sampled_from([STAGE, RESCORING]))
def test_the_priority_decides_before_the_turn(history: list[str | None], priority: int) -> None:
    queue = lived(history)
    number = queue.submit("new", priority)
    order = [queue.next()[1] for _ in range(len(queue.rows))]
    assert order[0 if priority == STAGE else -1] == number


@given(st.integers(STAGE, 2_000), st.integers(0, turns.TURNS - 1))
def test_a_rank_holds_both_and_fits_the_engines(priority: int, turn: int) -> None:
    rank = turns.rank(priority, turn)
    assert (turns.priority_of(rank), rank % turns.TURNS) == (priority, turn)
    assert rank < 2**31


def test_the_last_turn_is_shared_rather_than_spilt_into_the_next_priority() -> None:
    assert turns.turn(turns.TURNS - 1, None) == turns.TURNS - 1


def test_bands() -> None:
    assert [turns.band(priority) for priority in (STAGE, NORMAL, RESCORING)] == list(turns.BANDS)
