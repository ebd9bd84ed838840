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
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    true,
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


def _now() -> datetime:
    return datetime.now(UTC)


def changed() -> Mapped[datetime | None]:
    """When the row was last written anew, so that of two versions from two laptops the newer one wins."""
    return mapped_column(UtcTime, onupdate=_now)


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
    photos: Mapped[list[str] | None] = mapped_column(
        JSON(none_as_null=True), info={"blob": "photo"}
    )  # of her product, by digest
    changed_at: Mapped[datetime | None] = changed()


class ConsentRow(Base):
    """The very text a learner agreed to, or took back; appended, never overwritten."""

    __tablename__ = "consent"
    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[str] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(50))
    version: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    given_at: Mapped[datetime] = mapped_column(UtcTime)
    given: Mapped[bool] = mapped_column(server_default=true())  # false: taken back
    how: Mapped[str] = mapped_column(String(20), server_default="screen")  # or paper, spoken


class LessonUsedRow(Base):
    """A lesson as it was when somebody was scored by it, found by the hash of its content."""

    __tablename__ = "lesson_used"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    lesson_id: Mapped[str] = mapped_column(String(50))
    content: Mapped[str] = mapped_column(Text)


class AttemptRow(Base):
    """One take under one lesson, as it was handed in; how its scoring stands is told by `analysis`."""

    __tablename__ = "attempt"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    learner_id: Mapped[str] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), index=True)
    lesson_id: Mapped[str] = mapped_column(String(50))
    lesson_digest: Mapped[str | None] = mapped_column(ForeignKey("lesson_used.digest"))
    language: Mapped[str] = mapped_column(String(10))
    recording_sha256: Mapped[str] = mapped_column(String(64), index=True)
    file_name: Mapped[str] = mapped_column(String(300))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    card: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # as it was when handed in
    photos: Mapped[list[str] | None] = mapped_column(
        JSON(none_as_null=True), info={"blob": "photo"}
    )  # the same, by digest
    comments: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))  # as shown to her
    shown_at: Mapped[datetime | None] = mapped_column(UtcTime)  # since when others may see it; none: private
    film_removed_at: Mapped[datetime | None] = mapped_column(UtcTime)  # its time was over; the levels stay
    drill: Mapped[str | None] = mapped_column(String(50))  # the one criterion it drills; none: a whole take
    changed_at: Mapped[datetime | None] = changed()


class AnalysisRow(Base):
    """One scoring of an attempt: the ledger, which says what is so whatever an engine believes.

    A take that is scored anew gets another row with the next generation. Who writes must know the fence,
    which grows with every start: a worker that was given up and comes back can write nothing.
    """

    __tablename__ = "analysis"
    __table_args__ = (
        UniqueConstraint("attempt_id", "generation", name="uq_analysis_attempt_id"),
        Index("ix_analysis_state", "state", "priority", "queued_at"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    generation: Mapped[int]
    delivery: Mapped[int]  # how often it was handed to an engine anew, after an engine had lost it
    state: Mapped[str] = mapped_column(String(10))
    priority: Mapped[int]
    turn: Mapped[int] = mapped_column(default=0)  # among those of its priority: coach/domain/turns.py
    attempt_no: Mapped[int]  # how often somebody began
    crashes: Mapped[int]  # how often its process fell or had to be ended
    troubles: Mapped[int]  # how often the machine was in its way
    fence: Mapped[int]
    cancel_requested: Mapped[bool]
    stage: Mapped[str | None] = mapped_column(String(20))
    progress: Mapped[float]
    duration_s: Mapped[float | None]  # of the recording, once it is known
    error_id: Mapped[str | None] = mapped_column(String(100))
    error_values: Mapped[dict[str, Any]] = mapped_column(JSON)
    worker: Mapped[str | None] = mapped_column(String(100))
    queued_at: Mapped[datetime] = mapped_column(UtcTime)
    not_before: Mapped[datetime | None] = mapped_column(UtcTime)  # it waits until then before it tries again
    beat_at: Mapped[datetime | None] = mapped_column(UtcTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcTime)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class WorkerRow(Base):
    """A process that scores takes; it says again and again that it lives, by the database's clock."""

    __tablename__ = "worker"
    id: Mapped[str] = mapped_column(String(100), primary_key=True)
    slots: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(UtcTime)
    beat_at: Mapped[datetime] = mapped_column(UtcTime, index=True)


class HeardClipRow(Base):
    """What was recognised in one clip of a take that is being listened to; gone once all of it was heard."""

    __tablename__ = "heard_clip"
    recording_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    passage: Mapped[bytes] = mapped_column(LargeBinary)


class MarkRow(Base):
    """What a person said of one picture of a take; appended, never overwritten."""

    __tablename__ = "mark"
    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), index=True)
    learner_id: Mapped[str] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), index=True
    )  # who said so
    name: Mapped[str] = mapped_column(String(50))
    at_s: Mapped[float]
    yes: Mapped[bool]
    made_at: Mapped[datetime] = mapped_column(UtcTime)


class CorrectionRow(Base):
    """What a person says was said in a stretch of a take; appended, never overwritten. Goes with the take."""

    __tablename__ = "correction"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), index=True)
    learner_id: Mapped[str] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), index=True)  # who
    number: Mapped[int]  # that of the words kept beside the evidence
    start_s: Mapped[float]
    end_s: Mapped[float]
    heard: Mapped[str] = mapped_column(Text)  # as it stood before
    said: Mapped[str | None] = mapped_column(Text)  # None: back to what the machine heard
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
    """People who belong together: a province, commune, cooperative, team, class, or the demonstration."""

    __tablename__ = "learning_group"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    keep_days: Mapped[int | None]  # how long its members' films are kept; none: as everywhere
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("learning_group.id"), index=True)
    code: Mapped[str | None] = mapped_column(
        String(8), index=True, unique=True
    )  # what its learners type to sign in
    changed_at: Mapped[datetime | None] = changed()


class MembershipRow(Base):
    """Somebody's place in a group."""

    __tablename__ = "membership"
    group_id: Mapped[str] = mapped_column(
        ForeignKey("learning_group.id", ondelete="CASCADE"), primary_key=True
    )
    learner_id: Mapped[str] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[str] = mapped_column(String(20))
    changed_at: Mapped[datetime | None] = changed()


class TombstoneRow(Base):
    """Who or what was deleted for ever: so that no backup and no other laptop brings it back."""

    __tablename__ = "tombstone"
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)  # learner, attempt, recording
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTime)


class RemovalRow(Base):
    """A file that must still go; its row goes when the file has gone, so that a power cut leaves nothing."""

    __tablename__ = "removal"
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)  # recording, photo, named, pages
    name: Mapped[str] = mapped_column(String(64), primary_key=True)


class AuditRow(Base):
    """Who did what to what and when, in ids only; each line carries the digest of the one before."""

    __tablename__ = "audit"
    chain: Mapped[str] = mapped_column(String(32), primary_key=True)  # one a data folder
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcTime)
    who: Mapped[str] = mapped_column(String(32), info={"forget": "keep"})
    verb: Mapped[str] = mapped_column(String(40))
    thing: Mapped[str] = mapped_column(String(64), info={"forget": "keep"})
    digest: Mapped[str] = mapped_column(String(64))


class AccountRow(Base):
    """How a trainer, host or administrator signs in: a name and a password, or a provider's word for it."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)
    learner_id: Mapped[str] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    password: Mapped[str | None] = mapped_column(String(200))  # its argon2 hash
    issuer: Mapped[str | None] = mapped_column(String(300))  # who vouches, and whom they call so
    subject: Mapped[str | None] = mapped_column(String(300))
    made_at: Mapped[datetime] = mapped_column(UtcTime)


class KeyRow(Base):
    """How a learner signs in: her PIN, her card; also the short leave that hands a sign-in over."""

    __tablename__ = "learner_key"
    learner_id: Mapped[str] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    hash: Mapped[str] = mapped_column(String(200), index=True)  # PIN: argon2; the others: SHA-256
    made_at: Mapped[datetime] = mapped_column(UtcTime)


class SignedInRow(Base):
    """Somebody who is signed in; of the token only its hash is kept."""

    __tablename__ = "signed_in"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    learner_id: Mapped[str] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), index=True)
    how: Mapped[str] = mapped_column(String(10))
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    seen_at: Mapped[datetime] = mapped_column(UtcTime)
    ends_at: Mapped[datetime] = mapped_column(UtcTime)
    idle_s: Mapped[int]


class ThrottleRow(Base):
    """How often signing in failed for one name, learner or place, and until when to wait."""

    __tablename__ = "throttle"
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(UtcTime)
    wait_until: Mapped[datetime] = mapped_column(UtcTime)


class InstallationRow(Base):
    """What is so of the installation as a whole: since when it asks who people are, its topmost group."""

    __tablename__ = "installation"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))


class ReviewRow(Base):
    """What a trainer said of one criterion of a take, beside the machine's; appended, never overwritten."""

    __tablename__ = "review"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), index=True)
    criterion: Mapped[str] = mapped_column(String(50), index=True)
    trainer_id: Mapped[str | None] = mapped_column(
        ForeignKey("learner.id", ondelete="SET NULL"), index=True, info={"forget": "blank"}
    )
    machine_low: Mapped[int]
    machine_high: Mapped[int]
    top: Mapped[int]
    certainty: Mapped[float]
    machine_version: Mapped[str] = mapped_column(String(64))  # digest of the lesson it judged by
    level: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    blind: Mapped[bool]
    withdrawn: Mapped[bool] = mapped_column(server_default=false())  # the level that stood is taken back
    made_at: Mapped[datetime] = mapped_column(UtcTime)


class RecalibrationRow(Base):
    """What corrections of one criterion taught, version by version, with the error before and after."""

    __tablename__ = "recalibration"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    criterion: Mapped[str] = mapped_column(String(50), index=True)
    group_id: Mapped[str | None] = mapped_column(
        ForeignKey("learning_group.id", ondelete="CASCADE"), index=True, info={"forget": "row"}
    )  # where it holds; none: everywhere
    slope: Mapped[float]
    offset: Mapped[float]
    labels: Mapped[int]
    trainers: Mapped[int]
    error_before: Mapped[float]
    error_after: Mapped[float]
    made_at: Mapped[datetime] = mapped_column(UtcTime)


class OfferRow(Base):
    """Words of a take offered as an example sentence; a trainer accepts them or not."""

    __tablename__ = "offer"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), index=True)
    criterion: Mapped[str] = mapped_column(String(50))
    label: Mapped[str] = mapped_column(String(50))
    text: Mapped[str] = mapped_column(Text)
    at_s: Mapped[float]
    holds: Mapped[bool]
    offered_at: Mapped[datetime] = mapped_column(UtcTime)
    decision: Mapped[str] = mapped_column(String(10), server_default="open")  # or accepted, declined
    decided_by: Mapped[str | None] = mapped_column(
        ForeignKey("learner.id", ondelete="SET NULL"), info={"forget": "blank"}
    )
    decided_at: Mapped[datetime | None] = mapped_column(UtcTime)
    offered_by: Mapped[str | None] = mapped_column(
        ForeignKey("learner.id", ondelete="SET NULL"), info={"forget": "blank"}
    )  # whose correction it came from


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


class NoteRow(Base):
    """What a trainer says at one second of a take: her words, or a sign of one tap. Goes with the take."""

    __tablename__ = "trainer_note"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), index=True)
    trainer_id: Mapped[str | None] = mapped_column(ForeignKey("learner.id", ondelete="SET NULL"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    at_s: Mapped[float]
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcTime)
    changed_at: Mapped[datetime | None] = changed()


class VoiceNoteRow(Base):
    """What a trainer says aloud at a second of a take. Goes with the take and with the trainer: her voice."""

    __tablename__ = "voice_note"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), index=True)
    trainer_id: Mapped[str | None] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), index=True, info={"forget": "row"}
    )
    at_s: Mapped[float]
    duration_s: Mapped[float]
    sound: Mapped[bytes] = mapped_column(LargeBinary)  # Opus in WebM
    made_at: Mapped[datetime] = mapped_column(UtcTime)


class DecisionRow(Base):
    """What a trainer decided about risky words or the whole of a take; appended, never overwritten.

    Levels are not here: they are rows of `review`.
    """

    __tablename__ = "desk_decision"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), index=True)
    trainer_id: Mapped[str | None] = mapped_column(ForeignKey("learner.id", ondelete="SET NULL"), index=True)
    subject: Mapped[str] = mapped_column(String(120), index=True)  # claim:..., approval
    value: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcTime)


class TurnRow(Base):
    """How often one thing of a take was decided: who did not see the last decision cannot overrule it."""

    __tablename__ = "desk_turn"
    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    subject: Mapped[str] = mapped_column(String(120), primary_key=True)
    number: Mapped[int]
    changed_at: Mapped[datetime | None] = changed()


class PlanRow(Base):
    """What a trainer asks a learner to practise next, in one line; the last one counts."""

    __tablename__ = "plan_line"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    learner_id: Mapped[str] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), index=True)
    trainer_id: Mapped[str | None] = mapped_column(ForeignKey("learner.id", ondelete="SET NULL"), index=True)
    lesson_id: Mapped[str | None] = mapped_column(String(50))
    by_day: Mapped[str | None] = mapped_column(String(10))  # as 2026-11-30
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcTime)


class HelpRow(Base):
    """A learner asks her trainer to look at this take."""

    __tablename__ = "help_wanted"
    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(UtcTime)


class GlanceRow(Base):
    """The few numbers of a result that lists of many takes need; made from it, and made anew with it."""

    __tablename__ = "glance"
    analysis_id: Mapped[str] = mapped_column(ForeignKey("analysis.id", ondelete="CASCADE"), primary_key=True)
    points_low: Mapped[float]
    points_high: Mapped[float]
    claims: Mapped[int]  # that nobody has decided
    levels: Mapped[dict[str, Any]] = mapped_column(JSON)  # criterion -> [low, high, top, state, weight]
    changed_at: Mapped[datetime | None] = changed()


class CourseTextRow(Base):
    """A lesson file as somebody wrote it, found by the hash of its bytes."""

    __tablename__ = "course_text"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)  # zlib


class CourseDraftRow(Base):
    """A lesson file as a trainer kept it, unsigned; appended, the last number counts."""

    __tablename__ = "course_draft"
    __table_args__ = (UniqueConstraint("path", "number"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    path: Mapped[str] = mapped_column(String(100), index=True)
    number: Mapped[int | None]  # none: from another laptop, whose draft of the same file gave way
    digest: Mapped[str] = mapped_column(String(64))  # of its text; empty: given up, or signed
    editor_id: Mapped[str | None] = mapped_column(ForeignKey("learner.id", ondelete="SET NULL"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcTime)


class CourseVersionRow(Base):
    """A signed version of the course: which files it lays over those that came, and the signature."""

    __tablename__ = "course_version"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    follows: Mapped[str | None] = mapped_column(String(32), unique=True)  # two cannot follow the same one
    files: Mapped[dict[str, Any]] = mapped_column(JSON)  # path -> [digest, digest of what it replaced]
    changed: Mapped[list[Any]] = mapped_column(JSON)  # paths that differ from the version before
    note: Mapped[str] = mapped_column(Text)
    signer_id: Mapped[str | None] = mapped_column(ForeignKey("learner.id", ondelete="SET NULL"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    signature: Mapped[str] = mapped_column(String(200))
