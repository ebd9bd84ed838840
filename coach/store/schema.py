"""The tables of the store."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Date,
    DateTime,
    ForeignKey,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets the zone, so it is put back on reading."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


class Base(DeclarativeBase):
    """All tables; constraints are named so that later migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class LearnerRow(Base):
    """Somebody who practises on this machine."""

    __tablename__ = "learner"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    card: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # of her product
    photos: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))  # of her product, by digest


class ConsentRow(Base):
    """The very text a learner agreed to; appended, never overwritten."""

    __tablename__ = "consent"
    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[str] = mapped_column(ForeignKey("learner.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(50))
    version: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    given_at: Mapped[datetime] = mapped_column(UtcTime)


class LessonUsedRow(Base):
    """A lesson as it was when somebody was scored by it, found by the hash of its content."""

    __tablename__ = "lesson_used"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    lesson_id: Mapped[str] = mapped_column(String(50))
    content: Mapped[str] = mapped_column(Text)


class AttemptRow(Base):
    """One take under one lesson, from waiting to its result."""

    __tablename__ = "attempt"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    learner_id: Mapped[str] = mapped_column(ForeignKey("learner.id"), index=True)
    lesson_id: Mapped[str] = mapped_column(String(50))
    lesson_digest: Mapped[str | None] = mapped_column(ForeignKey("lesson_used.digest"))
    language: Mapped[str] = mapped_column(String(10))
    recording_sha256: Mapped[str] = mapped_column(String(64), index=True)
    file_name: Mapped[str] = mapped_column(String(300))
    state: Mapped[str] = mapped_column(String(10))
    stage: Mapped[str | None] = mapped_column(String(20))
    progress: Mapped[float]
    worker: Mapped[str | None] = mapped_column(String(60))
    error_id: Mapped[str | None] = mapped_column(String(100))
    error_values: Mapped[dict[str, Any]] = mapped_column(JSON)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    beat_at: Mapped[datetime | None] = mapped_column(UtcTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcTime)
    card: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # as it was when handed in
    photos: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))  # the same, by digest


class MarkRow(Base):
    """What a person said of one picture of a take; appended, never overwritten."""

    __tablename__ = "mark"
    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id"), index=True)
    learner_id: Mapped[str] = mapped_column(ForeignKey("learner.id"), index=True)  # who said so
    name: Mapped[str] = mapped_column(String(50))
    at_s: Mapped[float]
    yes: Mapped[bool]
    made_at: Mapped[datetime] = mapped_column(UtcTime)


class ObservedRow(Base):
    """What one observer found in one recording; `findings` is compressed JSON."""

    __tablename__ = "observed"
    recording_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    observer: Mapped[str] = mapped_column(String(50), primary_key=True)
    version: Mapped[str] = mapped_column(String(20), primary_key=True)
    inputs: Mapped[str] = mapped_column(String(64), primary_key=True)
    findings: Mapped[bytes] = mapped_column(LargeBinary)


class UnderstoodRow(Base):
    """Evidence as understood from what was observed, so that a changed rubric only judges again."""

    __tablename__ = "understood"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    recording_sha256: Mapped[str] = mapped_column(String(64), index=True)
    evidence: Mapped[bytes] = mapped_column(LargeBinary)


class GroupRow(Base):
    """People who belong together: a class, or the demonstration."""

    __tablename__ = "learning_group"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class MembershipRow(Base):
    """Somebody's place in a group."""

    __tablename__ = "membership"
    group_id: Mapped[str] = mapped_column(ForeignKey("learning_group.id"), primary_key=True)
    learner_id: Mapped[str] = mapped_column(ForeignKey("learner.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(20))


class RealLiveRow(Base):
    """A real livestream as its seller wrote it down; only she sees it unless she shows it."""

    __tablename__ = "real_live"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    learner_id: Mapped[str] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), index=True)
    held_on: Mapped[date] = mapped_column(Date)
    platform: Mapped[str] = mapped_column(String(20))
    viewers: Mapped[int | None]
    orders: Mapped[int | None]
    revenue: Mapped[int | None] = mapped_column(BigInteger)  # in đồng
    shown: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    changed_at: Mapped[datetime | None] = mapped_column(UtcTime)


class CertificateRow(Base):
    """A certificate of the whole course; its number is on the paper."""

    __tablename__ = "certificate"
    number: Mapped[str] = mapped_column(String(20), primary_key=True)
    learner_id: Mapped[str] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    steps: Mapped[int]
    issued_at: Mapped[datetime] = mapped_column(UtcTime)
