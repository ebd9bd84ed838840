"""Photos of the product: on her card the learner adds up to three, sees them, and takes them off again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from coach.app.here import here, speaker
from coach.capture.photo import fit_to_keep
from coach.domain.errors import CoachError
from coach.domain.people import Learner
from coach.store.photos import MOST
from coach.vision.goods import goods

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

LARGEST_MB = 60
# Phones then offer their camera as well; iPhones turn their own format into JPEG for a page that names JPEG.
KINDS = ("image/*", ".jpg", ".jpeg", ".png", ".webp")
ROUND = "photo_round"  # the session's key: a new number empties the places where a photo is chosen
SAID = "photo_said"  # the session's key: what to say about the last photos, as (kind, sentence)
CAMERA = "photo_camera"  # the session's key: the camera is open


def photos(current: Learner) -> None:
    """Her photos with a way to take each off, and room for more."""
    say = speaker().say
    with st.container(key="photos", gap="small"):
        st.header(say("photos.title"), anchor=False)
        st.markdown(say("photos.why"))
        for kind, sentence in st.session_state.pop(SAID, ()):
            (st.success if kind == "good" else st.warning)(sentence)
        kept = here().store.photos.of(current.id)
        if kept:
            shown(kept, current)
        if len(kept) < MOST:
            more(current, bool(kept))


def shown(kept: Sequence[str], current: Learner) -> None:
    """The photos side by side; on a phone one below the other where there is no room."""
    with st.container(horizontal=True, key="photo_row"):
        for order, sha256 in enumerate(kept, 1):
            one(order, sha256, current)


def one(order: int, sha256: str, current: Learner) -> None:
    """One photo and the button below it."""
    say = speaker().say
    with st.container(width=160, gap="xsmall"):
        try:
            for path in here().store.photos.paths([sha256]):
                st.image(path.read_bytes(), width="stretch")
        except CoachError as trouble:  # a damaged one can still be taken off
            st.warning(say(trouble.id))
        if st.button(say("photos.remove", order=order), key=f"photo_off_{sha256[:12]}", width="stretch"):
            here().store.photos.remove(current.id, sha256)
            st.rerun()


def more(current: Learner, has_some: bool) -> None:
    """Choose photos from the phone, or take one here and now."""
    say = speaker().say
    number = st.session_state.setdefault(ROUND, 0)
    st.markdown(f"**{say('photos.another' if has_some else 'photos.first')}**")
    chosen = st.file_uploader(
        say("photos.choose"),
        type=KINDS,
        accept_multiple_files=True,
        key=f"photo_files_{number}",
        max_upload_size=LARGEST_MB,
        label_visibility="collapsed",
    )
    taken = camera(number)
    files = [*chosen, *([taken] if taken else [])]
    if files:
        keep(files, current)


def camera(number: int) -> UploadedFile | None:
    """The camera of this machine; only once it is asked for, as the browser then asks for leave."""
    say = speaker().say
    if not st.session_state.get(CAMERA):
        if st.button(say("photos.camera"), key="photo_camera_open", width="stretch"):
            st.session_state[CAMERA] = True
            st.rerun()
        return None
    return st.camera_input(say("photos.camera"), key=f"photo_taken_{number}", label_visibility="collapsed")


def keep(files: Sequence[UploadedFile], current: Learner) -> None:
    """Keep what is a picture, say kindly what is not, and what a photo may be too poor for."""
    said = [keep_one(file, current) for file in files]
    st.session_state[SAID] = tuple(dict.fromkeys(said))
    st.session_state[ROUND] += 1
    st.session_state[CAMERA] = False
    st.rerun()


def keep_one(file: UploadedFile, current: Learner) -> tuple[str, str]:
    """Keep one photo; how that went, and the sentence about it."""
    say, store = speaker().say, here().store
    try:
        store.photos.add(current.id, fit_to_keep(file.getvalue(), file.name))
    except CoachError as error:
        return "bad", say(error.id, **error.values)
    seen = goods(store.photos.paths(store.photos.of(current.id)[-1:]))
    if seen.colours is None and not seen.labels:
        return "poor", say("photos.poor", why=seen.reason)
    return "good", say("photos.kept")
