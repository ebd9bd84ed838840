"""Accounts of trainers, hosts, administrators: a name and a password, or a provider that vouches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.errors import CoachError
from coach.domain.signing_in import LONGEST_PASSWORD, SHORTEST_PASSWORD, account_name
from coach.store.hashes import Hasher
from coach.store.schema import AccountRow, SignedInRow


@dataclass(frozen=True, slots=True)
class Account:
    """How somebody signs in. `subject` is what the provider `issuer` calls her; empty without one."""

    person_id: str
    name: str
    issuer: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Accounts:
    """All accounts."""

    sessions: sessionmaker[Session]
    hasher: Hasher

    def add(self, person_id: str, name: str, password: str, now: datetime) -> Account:
        """Give somebody an account; CoachError where the name is taken or the password too short."""
        known = account_name(name)
        self.check(name, password)
        row = AccountRow(learner_id=person_id, name=known, password=self.hasher.hashed(password), made_at=now)
        try:
            with self.sessions.begin() as session:
                session.add(row)
        except IntegrityError as error:
            raise CoachError("account.taken", name=known) from error
        return _account(row)

    def of(self, person_id: str) -> Account | None:
        """Her account, if she has one."""
        with self.sessions() as session:
            row = session.get(AccountRow, person_id)
        return _account(row) if row else None

    def named(self, name: str) -> Account:
        """The account with that name; CoachError without one."""
        with self.sessions() as session:
            row = session.scalars(select(AccountRow).where(AccountRow.name == account_name(name))).first()
        if row is None:
            raise CoachError("account.unknown", name=name)
        return _account(row)

    def all(self) -> tuple[Account, ...]:
        """Every account, by name."""
        with self.sessions() as session:
            return tuple(map(_account, session.scalars(select(AccountRow).order_by(AccountRow.name))))

    def fits(self, name: str, password: str) -> str:
        """The id of the person whose name and password these are; empty otherwise, after the same time."""
        asked = select(AccountRow).where(AccountRow.name == account_name(name))
        with self.sessions() as session:
            row = session.scalars(asked).first()
        right = self.hasher.fits(row.password if row else None, password[:LONGEST_PASSWORD])
        return row.learner_id if row and right else ""

    def reset_password(self, person_id: str, password: str) -> None:
        """A new password; whoever was signed in with the old one is signed out."""
        account = self.of(person_id)
        if account is None:
            raise CoachError("account.unknown", name=person_id)
        self._strong(password, account.name)
        hashed = self.hasher.hashed(password)
        with self.sessions.begin() as session:
            hers = AccountRow.learner_id == person_id
            session.execute(update(AccountRow).where(hers).values(password=hashed))
            session.execute(delete(SignedInRow).where(SignedInRow.learner_id == person_id))

    def link(self, person_id: str, issuer: str, subject: str) -> None:
        """From now on the provider may vouch for her, under the name it has for her and nobody else."""
        change = update(AccountRow).where(AccountRow.learner_id == person_id)
        try:
            with self.sessions.begin() as session:
                session.execute(change.values(issuer=issuer, subject=subject))
        except IntegrityError as error:
            raise CoachError("account.linked") from error

    def vouched(self, issuer: str, subject: str) -> str:
        """The id of the person whom the provider calls so; empty where nobody was linked."""
        asked = select(AccountRow).where(AccountRow.issuer == issuer, AccountRow.subject == subject)
        with self.sessions() as session:
            row = session.scalars(asked).first() if issuer and subject else None
        return row.learner_id if row else ""

    def check(self, name: str, password: str) -> None:
        """CoachError where no account could have that name and password."""
        known = account_name(name)
        if not known:
            raise CoachError("account.name_missing")
        self._strong(password, known)
        with self.sessions() as session:
            if session.scalars(select(AccountRow.name).where(AccountRow.name == known)).first():
                raise CoachError("account.taken", name=known)

    def _strong(self, password: str, name: str) -> None:
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise CoachError("account.password_short", least=SHORTEST_PASSWORD)
        if account_name(password) == name or len(set(password)) < 4:
            raise CoachError("account.password_easy")


def _account(row: AccountRow) -> Account:
    return Account(row.learner_id, row.name, row.issuer or "", row.subject or "")
