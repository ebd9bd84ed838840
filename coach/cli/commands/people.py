"""The commands about people: accounts, their data, certificates."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coach.cli.errors import told_kindly
from coach.cli.options import Role

privacy = typer.Typer(help="Give people their data, delete them, and keep nothing longer than was said.")
people = typer.Typer(
    help="Accounts of trainers, hosts and administrators; the first one switches signing in on."
)
certificate = typer.Typer(help="Check a certificate of the course by the number on it.")


@privacy.command("export")
def privacy_export(learner_id: str, to: Annotated[Path, typer.Argument(help="The zip to write.")]) -> None:
    """Write all that is kept of a person into one zip."""
    from coach.cli import privacy as doing

    with told_kindly():
        doing.export(learner_id, to)


@privacy.command("delete")
def privacy_delete(
    learner_id: str, yes: Annotated[bool, typer.Option("--yes", help="Yes, for ever.")] = False
) -> None:
    """Delete a person for ever: rows, films, photos, and what was made of them."""
    from coach.cli import privacy as doing

    with told_kindly():
        doing.delete(learner_id, yes)


@privacy.command("people")
def privacy_people() -> None:
    """List everybody's id and name, to export or delete somebody by id."""
    from coach.cli import privacy as doing

    with told_kindly():
        doing.people()


@privacy.command("sweep")
def privacy_sweep() -> None:
    """Remove films whose time is over and files that nobody needs; the app does so daily."""
    from coach.cli import privacy as doing

    with told_kindly():
        doing.sweep()


@privacy.command("audit")
def privacy_audit() -> None:
    """Check that no line of the audit was changed or taken out."""
    from coach.cli import privacy as doing

    with told_kindly():
        doing.audit()


@people.command("list")
def people_list() -> None:
    """List every group with its code, its people, their roles and accounts."""
    from coach.cli import people as them

    with told_kindly():
        them.show()


@people.command("add-account")
def people_add_account(
    account: str,
    name: Annotated[str, typer.Option(help="The person's name, as others say it.")],
    role: Role = Role.trainer,
    group: Annotated[str, typer.Option(help="A group's id or name; the first account names the team.")] = "",
) -> None:
    """Make an account; the password is asked for, or read from a pipe."""
    from coach.cli import people as them

    with told_kindly():
        them.add_account(name, account, role, group)


@people.command("reset-password")
def people_reset_password(account: str) -> None:
    """Give an account a new password, asked for or read from a pipe; signs it out everywhere."""
    from coach.cli import people as them

    with told_kindly():
        them.reset_password(account)


@people.command("link")
def people_link(account: str, issuer: str, subject: str) -> None:
    """Let an organisation's provider vouch for an account (docs/people.md)."""
    from coach.cli import people as them

    with told_kindly():
        them.link(account, issuer, subject)


@certificate.command("check")
def certificate_check(
    number: Annotated[str, typer.Argument(help="The number on the paper, for example 7KXM-2QPA-9RTWC.")],
) -> None:
    """Say whether a certificate is genuine, to whom it was given and when. Exit code 1 where it is not."""
    from coach.cli import certificates

    with told_kindly():
        certificates.check(number)
