"""`coach people`: accounts from the command line, for whoever has the machine before her."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import typer

from coach.assembly import Workplace, workplace
from coach.domain.errors import CoachError
from coach.domain.people import Group
from coach.i18n import Speaker
from coach.store.founding import Founder


def add_account(name: str, account: str, role: str, group: str) -> None:
    """Make an account with that role in the group (an id or a name); the first one switches signing in on."""
    at, now = workplace(), datetime.now(UTC)
    who, say = at.store.who, Speaker(at.settings.language).say
    password = typed_password(say("signin.password"))
    if not who.installation.asks():
        if not group:
            raise CoachError("rules.missing")
        who.founding.found(Founder(name, "bạn", account, password, group), now)
        typer.echo(say("people.cli_switched_on", account=account))
        return
    into = group_named(at, group)
    who.accounts.check(account, password)
    person = at.store.people.add(name, "bạn", now)
    who.accounts.add(person.id, account, password, now)
    at.store.groups.join(into.id, person.id, role)
    typer.echo(say("people.cli_added", account=account, role=f"role.{role}", group=into.name))


def reset_password(account: str) -> None:
    """A new password for an account; it is signed out everywhere."""
    at = workplace()
    known = at.store.who.accounts.named(account)
    say = Speaker(at.settings.language).say
    at.store.who.accounts.reset_password(known.person_id, typed_password(say("rules.new")))
    at.store.who.doors.forgive_account(known.name)
    typer.echo(say("people.cli_reset", account=known.name))


def link(account: str, issuer: str, subject: str) -> None:
    """Let a provider vouch for an account, under the name that the provider has for it."""
    at = workplace()
    known = at.store.who.accounts.named(account)
    at.store.who.accounts.link(known.person_id, issuer, subject)
    typer.echo(Speaker(at.settings.language).say("people.cli_linked", account=known.name))


def show() -> None:
    """Every group with its code and its people; accounts with their names."""
    at = workplace()
    say = Speaker(at.settings.language).say
    accounts = {one.person_id: one.name for one in at.store.who.accounts.all()}
    for group in at.store.groups.all():
        kind = say(f"group.{group.kind}")
        typer.echo(f"{group.id}  {kind}: {group.name}  {group.code}".rstrip())
        for one in at.store.groups.members(group.id):
            account = accounts.get(one.learner.id, "")
            typer.echo(f"    {one.learner.name}  ({say(f'role.{one.role}')})  {account}".rstrip())


def typed_password(label: str) -> str:
    """What is typed without being shown, twice; from a pipe the first line, for scripts."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt(label, hide_input=True, confirmation_prompt=True))


def group_named(at: Workplace, wanted: str) -> Group:
    """The group with that id or name; without one the topmost."""
    known = at.store.groups.all()
    named = [one for one in known if wanted in (one.id, one.name)]
    if not wanted:
        named = [one for one in known if one.id == at.store.who.installation.root()]
    if len(named) != 1:
        raise CoachError("groups.unknown", id=wanted)
    return named[0]
