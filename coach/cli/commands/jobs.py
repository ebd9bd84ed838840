"""The commands about takes that wait, and the processes that score them."""

from __future__ import annotations

from typing import Annotated

import typer

from coach.cli.errors import told_kindly
from coach.cli.options import AttemptId

jobs = typer.Typer(help="See which takes wait to be scored, try dead ones again, stop one.")
scoring = typer.Typer()  # commands without a group


@scoring.command()
def worker(
    slots: Annotated[int, typer.Option(help="How many takes to score at a time.", min=1)] = 1,
    beside_app: Annotated[bool, typer.Option("--beside-app", hidden=True)] = False,
) -> None:
    """Score takes on this machine until stopped."""
    from coach.cli import worker as working

    with told_kindly():
        working.work(slots, beside_app)


@scoring.command(hidden=True)
def analyse(analysis_id: str, fence: int, worker: str) -> None:
    """The process of one analysis, started by a worker; it leaves when the worker is gone."""
    from coach.jobs.lifeline import hold

    hold()
    from coach.cli import attempt
    from coach.domain.analysis import Claim

    raise typer.Exit(attempt.analyse(Claim(analysis_id, fence, worker)))


@scoring.command(hidden=True)
def follow(upload_id: str) -> None:
    """The process that listens along to a recording, at once or when told of one; leaves with its worker."""
    from queue import SimpleQueue

    from coach.jobs.lifeline import hold

    orders: SimpleQueue[bytes] = SimpleQueue()
    hold(told=orders.put)
    from coach.cli import following

    raise typer.Exit(following.follow(upload_id, orders))


@jobs.callback(invoke_without_command=True)
def jobs_list(context: typer.Context) -> None:
    """List what waits and runs, who works, and what died."""
    if context.invoked_subcommand is None:
        from coach.cli import jobs as ledger

        with told_kindly():
            ledger.show()


@jobs.command("dead")
def jobs_dead() -> None:
    """List takes whose scoring failed or died, and why."""
    from coach.cli import jobs as ledger

    with told_kindly():
        ledger.dead()


@jobs.command("again")
def jobs_again(attempt_id: AttemptId) -> None:
    """Score a take once more; `all` for every one in the list of the dead."""
    from coach.cli import jobs as ledger

    with told_kindly():
        ledger.again(attempt_id)


@jobs.command("cancel")
def jobs_cancel(attempt_id: AttemptId) -> None:
    """Stop scoring a take; its recording stays."""
    from coach.cli import jobs as ledger

    with told_kindly():
        ledger.stop(attempt_id)
