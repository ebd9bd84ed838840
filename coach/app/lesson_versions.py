"""Versions that were signed, each of which may count again; and lessons as a file to carry elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from coach.app.at_desk import called, reviewer
from coach.app.here import here, now, speaker
from coach.app.lesson_desk import TOLD, close_all, drafts, may_sign, open_anew
from coach.app.safe import plain
from coach.course.drafting import wrong_with
from coach.course.parcel import packed, unpacked
from coach.domain.errors import CoachError
from coach.domain.publishing import LessonVersion

FILES = 8  # names of files shown a version
MEGABYTES = 20
MADE = "lessons_packed"  # the session's key: a file that was made to be downloaded


def versions() -> None:
    """Newest first; any may be signed again, and so may the course as it came."""
    say, known = speaker().say, here().store.versions.all()
    st.caption(say("lessons.versions_how"))
    if not known:
        st.info(say("lessons.no_versions"))
        return
    holding = next((one.id for one in known if one.holds), "")
    for one in known:
        with st.container(border=True):
            version(one, one.id == holding)
    if may_sign() and st.button(say("lessons.back_to_first"), key="sign_again:", width="stretch"):
        again("")


def version(one: LessonVersion, in_force: bool) -> None:
    """Who, when, why and what; downloaded or signed again."""
    say = speaker().say
    who, day = called(one.signed_by), speaker().day_and_hour(one.made_at)
    state = (
        "lessons.state_now" if in_force else "lessons.state_old" if one.holds else "lessons.state_elsewhere"
    )
    st.markdown(f"**{plain(say('lessons.version', who=who, at=day))}** · {say(state)}")
    if one.note:
        st.markdown(plain(one.note))
    files = ", ".join(one.changed[:FILES]) or "-"
    st.caption(plain(say("lessons.version_files", files=files, digest=one.digest[:12])))
    if st.button(say("lessons.pack_one"), key=f"pack:{one.id}", width="stretch"):
        st.session_state[MADE] = (one.id, pack(one))
    offered(one.id, f"chot-don-{one.made_at:%Y-%m-%d}-{one.digest[:8]}.zip")
    may = not in_force and may_sign()
    if may and st.button(say("lessons.sign_again"), key=f"sign_again:{one.id}", width="stretch"):
        again(one.id)


def again(id: str) -> None:
    """That version counts from now on, as a new one; drafts stay as they are."""
    at = here()
    seen = at.taught.newest if at.taught else at.store.versions.newest()
    try:
        at.store.versions.sign_again(id, reviewer(), seen, now())
        st.session_state[TOLD] = "lessons.signed"
    except CoachError as error:
        st.session_state[TOLD] = error.id
    here.look()
    close_all()
    st.rerun()


def pack(one: LessonVersion) -> bytes | None:
    """The version's files as a zip; None where they are not whole any more."""
    try:
        return packed(here().store.versions.texts(one), one.note)
    except CoachError as error:
        st.session_state[TOLD] = error.id
        return None


def offered(id: str, name: str) -> None:
    """The link for what was packed."""
    made = st.session_state.get(MADE)
    if made and made[0] == id and made[1]:
        st.download_button(
            speaker().say("lessons.download"),
            made[1],
            name,
            "application/zip",
            key=f"get:{id}",
            width="stretch",
        )


def files() -> None:
    """Drafts as a file, the whole course as a file, and what somebody else sent."""
    say = speaker().say
    st.header(say("lessons.export"), anchor=False)
    st.caption(say("lessons.export_how"))
    waiting = drafts()
    if waiting and st.button(say("lessons.pack_drafts"), key="pack_drafts", width="stretch"):
        st.session_state[MADE] = ("drafts", packed(_bytes(waiting)))
    offered("drafts", "chot-don-drafts.zip")
    if st.button(say("lessons.pack_course"), key="pack_course", width="stretch"):
        st.session_state[MADE] = ("course", packed(taught_files()))
    offered("course", "chot-don-course.zip")
    st.header(say("lessons.import"), anchor=False)
    st.caption(say("lessons.import_how"))
    sent = st.file_uploader(
        say("lessons.import_file"), type="zip", key="lessons_file", max_upload_size=MEGABYTES
    )
    if sent is not None and st.button(
        say("lessons.import_go"), key="import_go", type="primary", width="stretch"
    ):
        bring_in(sent.getvalue())


def taught_files() -> Mapping[str, bytes]:
    """Lessons, criteria, comments, labels and the rest, without the sentences, which are large."""
    folder = here().settings.lessons
    inside = [
        *folder.glob("lessons/*.yaml"),
        *folder.glob("criteria/*.yaml"),
        *folder.glob("comments/*.yaml"),
    ]
    names = [folder / f"{name}.yaml" for name in ("labels", "intents", "claims", "say_aloud")]
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in (*inside, *names) if p.is_file()}


def bring_in(content: bytes) -> None:
    """Each file becomes a draft, unsigned; what reads badly is told, and kept all the same."""
    say, store = speaker().say, here().store
    try:
        parcel = unpacked(content)
    except CoachError as error:
        st.error(say(error.id, **error.values))
        return
    turns, texts = store.drafts.turns(), {p: one.decode() for p, one in taught_files().items()}
    new = {path: text for path, text in parcel.texts.items() if texts.get(path) != text}
    busy = {path for path, one in store.drafts.open().items() if path in new and one.text != new[path]}
    new = {path: text for path, text in new.items() if path not in busy}
    for path, text in new.items():
        store.drafts.keep(path, text, turns.get(path, 0), reviewer(), now())
        open_anew(path)
    wrong = sum(
        bool(wrong_with(path, text, here().course, here().settings.lessons)) for path, text in new.items()
    )
    st.success(say("lessons.imported", count=len(new), same=len(parcel.texts) - len(new) - len(busy)))
    if busy:
        st.warning(plain(say("lessons.imported_busy", files=", ".join(sorted(busy)[:FILES]))))
    if wrong:
        st.warning(say("lessons.imported_wrong", count=wrong))
    if parcel.whole is False:
        st.warning(say("lessons.imported_changed"))
    if parcel.left_out:
        st.caption(plain(say("lessons.imported_left", files=", ".join(parcel.left_out[:FILES]))))


def _bytes(texts: Mapping[str, str]) -> dict[str, bytes]:
    return {path: text.encode() for path, text in texts.items()}
