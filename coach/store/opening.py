"""Opening the store: the data folder is checked, the database brought up to date, its parts handed out."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.errors import JobError
from coach.store.access import Access
from coach.store.accounts import Accounts
from coach.store.analyses import Analyses
from coach.store.attempts import Attempts
from coach.store.audit import Audit
from coach.store.blobs import LEFT_BEHIND, Blobs, FolderBlobs
from coach.store.cards import Cards
from coach.store.certificates import Certificates
from coach.store.claims import Claims
from coach.store.clips import HeardClips
from coach.store.consents import Consents
from coach.store.corrections import Corrections
from coach.store.course_drafts import CourseDrafts
from coach.store.course_versions import CourseVersions
from coach.store.database import address, is_sqlite, open_engine, sessions_on
from coach.store.desk import TrainersDesk, open_desk
from coach.store.doors import Doors
from coach.store.drives import refuse_shared
from coach.store.evidence import EvidenceShelf
from coach.store.exporting import Exporting
from coach.store.followed import Followed
from coach.store.forgetting import Forgetting
from coach.store.founding import Founding
from coach.store.groups import Groups
from coach.store.hall import Hall
from coach.store.halls_over import HallsOver
from coach.store.hashes import Hasher
from coach.store.installation import Installation
from coach.store.keys import Keys
from coach.store.lives import Lives
from coach.store.marks import Marks
from coach.store.offers import Offers
from coach.store.overview import Overview
from coach.store.people import People
from coach.store.photos import Photos
from coach.store.playback import Playback
from coach.store.recalibrations import Recalibrations
from coach.store.removals import Removals
from coach.store.retaining import Retaining
from coach.store.reviews import Reviews
from coach.store.seals import Seals
from coach.store.showing import HandingIn, Showing
from coach.store.signed_in import SignedIn
from coach.store.space import ROOM, free, trouble
from coach.store.throttle import Throttle
from coach.store.tombstones import Tombstones
from coach.store.upgrading import MIGRATIONS, upgrade
from coach.store.uploads import Uploads
from coach.store.voices import Voices
from coach.store.workers import Workers
from coach.store.workshops import Workshops

WORK = "working-"  # how the folders begin in which a copy of the database is made or looked at

__all__ = ["MIGRATIONS", "WORK", "Store", "files", "open_store", "usable"]


@dataclass(frozen=True, slots=True)
class Who:
    """All that tells who somebody is and what she may."""

    installation: Installation
    accounts: Accounts
    keys: Keys
    signed_in: SignedIn
    doors: Doors
    access: Access
    founding: Founding


@dataclass(frozen=True, slots=True)
class Store:
    """The parts of an open store; each opens its own short transactions, so threads may share it."""

    folder: Path
    engine: Engine
    people: People
    cards: Cards
    groups: Groups
    attempts: Attempts
    analyses: Analyses
    claims: Claims
    workers: Workers
    clips: HeardClips
    evidence: EvidenceShelf
    recordings: Blobs
    photos: Photos
    marks: Marks
    corrections: Corrections
    forgetting: Forgetting
    consents: Consents
    showing: Showing
    handing_in: HandingIn
    audit: Audit
    tombstones: Tombstones
    retaining: Retaining
    exporting: Exporting
    who: Who
    uploads: Uploads
    followed: Followed
    playback: Playback
    reviews: Reviews
    recalibrations: Recalibrations
    offers: Offers
    lives: Lives
    certificates: Certificates
    desk: TrainersDesk
    overview: Overview
    voices: Voices
    drafts: CourseDrafts
    versions: CourseVersions
    workshops: Workshops
    hall: Hall

    def sweep(self, now: datetime) -> int:
        """Remove what fallen processes left behind, and old copies of a bucket's files; how many."""
        for left in self.folder.glob(f"{WORK}*"):
            if left.stat().st_mtime < (now - LEFT_BEHIND).timestamp():
                shutil.rmtree(left, ignore_errors=True)
        return self.recordings.sweep(now) + self.photos.files.sweep(now)


def open_store(folder: Path, database: str = "", blobs: str = "") -> Store:
    """Open (and make, or bring up to date) the store in `folder`; JobError when it cannot be used.

    `database` is a PostgreSQL address where many machines share one; `blobs` an `s3://` address. Where they
    are empty, everything lies in the folder.
    """
    usable(folder)
    engine = open_engine(address(folder, database))
    try:
        upgrade(engine, folder)
    except (OperationalError, sqlite3.OperationalError) as error:
        engine.dispose()
        raise JobError(_why(engine, folder), folder=str(folder)) from error
    store = _parts(folder, engine, sessions_on(engine), blobs)
    store.sweep(datetime.now(UTC))
    return store


def _parts(folder: Path, engine: Engine, sessions: sessionmaker[Session], blobs: str) -> Store:
    recordings, photos = files(folder, blobs)
    attempts = Attempts(sessions)
    audit = Audit(sessions, folder)
    consents = Consents(sessions, audit)
    kept = {"recording": recordings, "photo": photos}
    removals = Removals(sessions, folder, kept)
    uploads, playback = Uploads(folder / "uploads"), Playback(folder / "playback")
    forgetting = Forgetting(engine, sessions, removals, audit, uploads)
    people, groups, showing = People(sessions, consents), Groups(sessions), Showing(sessions, consents, audit)
    who = _who(sessions, people, groups, showing)
    return Store(
        folder=folder,
        engine=engine,
        people=people,
        cards=Cards(sessions),
        groups=groups,
        attempts=attempts,
        analyses=Analyses(sessions),
        claims=Claims(sessions),
        workers=Workers(sessions),
        clips=HeardClips(sessions),
        evidence=EvidenceShelf(sessions),
        recordings=recordings,
        photos=Photos(sessions, photos),
        marks=Marks(sessions),
        forgetting=forgetting,
        consents=consents,
        showing=showing,
        handing_in=HandingIn(recordings, attempts, consents),
        audit=audit,
        tombstones=Tombstones(sessions),
        retaining=Retaining(sessions, forgetting, audit, HallsOver(sessions, forgetting, consents)),
        exporting=Exporting(sessions, folder, kept, audit),
        who=who,
        corrections=Corrections(sessions),
        uploads=uploads,
        followed=Followed(uploads, HeardClips(sessions)),
        playback=playback,
        reviews=Reviews(sessions),
        recalibrations=Recalibrations(sessions),
        offers=Offers(sessions, consents),
        lives=Lives(sessions),
        certificates=Certificates(sessions),
        desk=open_desk(sessions),
        overview=Overview(sessions, consents, who.access),
        voices=Voices(sessions),
        drafts=CourseDrafts(sessions),
        versions=CourseVersions(sessions, Seals(sessions), audit),
        workshops=Workshops(sessions, forgetting, consents),
        hall=Hall(sessions, forgetting),
    )


def _who(sessions: sessionmaker[Session], people: People, groups: Groups, showing: Showing) -> Who:
    hasher, signed_in, installation = Hasher(), SignedIn(sessions), Installation(sessions)
    accounts, keys = Accounts(sessions, hasher), Keys(sessions, hasher)
    return Who(
        installation=installation,
        accounts=accounts,
        keys=keys,
        signed_in=signed_in,
        doors=Doors(accounts, groups, keys, signed_in, Throttle(sessions)),
        access=Access(installation, groups, signed_in, audience=showing.audience),
        founding=Founding(people, groups, accounts, installation),
    )


def files(folder: Path, blobs: str) -> tuple[Blobs, Blobs]:
    """Where recordings and photos are: in the folder, or in a bucket with copies in the folder."""
    if not blobs:
        return FolderBlobs(folder / "recordings"), FolderBlobs(folder / "photos", "photo")
    from coach.store.bucket import BucketBlobs  # only an installation of many machines needs these
    from coach.store.bucket_door import open_bucket

    doors, copies = open_bucket(blobs), folder / "copies"
    return (
        BucketBlobs.at(doors, copies / "recordings", "recording"),
        BucketBlobs.at(doors, copies / "photos", "photo"),
    )


def _why(engine: Engine, folder: Path) -> str:
    """SQLite says many things of a full disk, "I/O error" among them."""
    if not is_sqlite(engine):
        return "store.no_answer"
    return "disk.full" if free(folder) < ROOM else "store.unusable"


def usable(folder: Path) -> None:
    """JobError where the folder is shared with other machines, or cannot be made or written."""
    refuse_shared(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # faces and voices: nobody else's business
        probe = folder / f".writable-{uuid4().hex}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise JobError(trouble(error, "store.read_only"), folder=str(folder)) from error
