"""The tables of workshops: the evening, what its stage shows, who came, what they said, hearts and votes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from coach.store.schema import Base, UtcTime, changed


class WorkshopRow(Base):
    """One evening in one hall."""

    __tablename__ = "workshop"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    code: Mapped[str] = mapped_column(String(8), index=True, unique=True)  # what phones type
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(10))
    group_id: Mapped[str | None] = mapped_column(
        ForeignKey("learning_group.id", ondelete="SET NULL"), index=True
    )
    host_id: Mapped[str | None] = mapped_column(ForeignKey("learner.id", ondelete="SET NULL"), index=True)
    communes: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))  # offered to choose from
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    changed_at: Mapped[datetime | None] = changed()


class WorkshopStateRow(Base):
    """What stage, remote and phones have in common; who changes it must know the version."""

    __tablename__ = "workshop_state"
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int]
    showing: Mapped[str] = mapped_column(String(20))
    lesson_id: Mapped[str | None] = mapped_column(String(50))
    volunteer_id: Mapped[str | None] = mapped_column(
        ForeignKey("learner.id", ondelete="SET NULL"), index=True
    )
    take_id: Mapped[str | None] = mapped_column(
        String(32), index=True, info={"forget": "blank"}
    )  # first an upload's, then by the same id an attempt's; so no foreign key
    result_shown: Mapped[bool] = mapped_column(server_default=false())
    comments_hidden: Mapped[bool] = mapped_column(server_default=false())
    step: Mapped[int]
    step_began_at: Mapped[datetime | None] = mapped_column(UtcTime)
    more: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    changed_at: Mapped[datetime | None] = changed()


class GuestRow(Base):
    """Somebody in the hall; of the token in her phone only the hash is kept."""

    __tablename__ = "hall_guest"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    first_name: Mapped[str] = mapped_column(String(60))
    commune: Mapped[str] = mapped_column(String(80))
    token_hash: Mapped[str] = mapped_column(String(50), index=True)
    joined_at: Mapped[datetime] = mapped_column(UtcTime)
    practised_at: Mapped[datetime | None] = mapped_column(UtcTime)
    learner_id: Mapped[str | None] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), index=True, info={"forget": "row"}
    )  # who she is as somebody who practises
    changed_at: Mapped[datetime | None] = changed()


class HallCommentRow(Base):
    """What a guest wrote; without text where it was refused."""

    __tablename__ = "hall_comment"
    __table_args__ = (Index("ix_hall_comment_moved", "workshop_id", "moved_at"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    guest_id: Mapped[str] = mapped_column(ForeignKey("hall_guest.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    said_at: Mapped[datetime] = mapped_column(UtcTime)
    moved_at: Mapped[datetime] = mapped_column(UtcTime)
    take_id: Mapped[str | None] = mapped_column(String(32), index=True)
    at_s: Mapped[float | None]
    hidden: Mapped[bool] = mapped_column(server_default=false())
    refused: Mapped[str | None] = mapped_column(String(20))
    changed_at: Mapped[datetime | None] = changed()


class HallHeartsRow(Base):
    """How many hearts a guest gave one take."""

    __tablename__ = "hall_hearts"
    guest_id: Mapped[str] = mapped_column(ForeignKey("hall_guest.id", ondelete="CASCADE"), primary_key=True)
    take_id: Mapped[str] = mapped_column(String(32), primary_key=True, index=True)
    number: Mapped[int]
    changed_at: Mapped[datetime | None] = changed()


class HallVoteRow(Base):
    """What a guest answered to one question about one take; the last answer counts."""

    __tablename__ = "hall_vote"
    guest_id: Mapped[str] = mapped_column(ForeignKey("hall_guest.id", ondelete="CASCADE"), primary_key=True)
    take_id: Mapped[str] = mapped_column(String(32), primary_key=True, index=True)
    question: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    answer: Mapped[str] = mapped_column(String(20))
    voted_at: Mapped[datetime] = mapped_column(UtcTime)
    changed_at: Mapped[datetime | None] = changed()
