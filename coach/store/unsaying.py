"""Takes a guest's name and words out of takes made before the hall; what was asked and when stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from coach.domain.hall import FROM_HALL
from coach.store.hall_rows import HallCommentRow
from coach.store.ownership import Doomed
from coach.store.schema import AttemptRow, Base, UnderstoodRow

COMMENT = Base.metadata.tables[HallCommentRow.__tablename__]


def unsay(session: Session, doomed: Doomed) -> None:
    """Before these rows go: blank their comments in every take that they were shown in.

    A take keeps what its seller saw (`web/finishing.py`), a guest's words among it, and no column of the
    take names her.
    """
    if COMMENT not in doomed:
        return
    asked = select(COMMENT.c.take_id, COMMENT.c.id).where(doomed[COMMENT], COMMENT.c.take_id.is_not(None))
    gone: defaultdict[str, set[str]] = defaultdict(set)
    for take_id, comment_id in session.execute(asked):
        gone[take_id].add(FROM_HALL + comment_id)
    for take_id, ids in gone.items():
        _blank(session, session.get(AttemptRow, take_id), ids)


def _blank(session: Session, take: AttemptRow | None, ids: Collection[str]) -> None:
    if take is None or not take.comments:
        return
    take.comments = [one | {"name": "", "text": ""} if one["id"] in ids else one for one in take.comments]
    # Kept by an older version together with the comments; it is understood again when it is wanted.
    session.execute(delete(UnderstoodRow).where(UnderstoodRow.recording_sha256 == take.recording_sha256))
