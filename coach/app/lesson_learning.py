"""Changed example sentences: the machine learns them beside all other work, then they can be signed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import streamlit as st

from coach.app.here import here, speaker
from coach.jobs.child import environment
from coach.language.kept import identity

LOOKS_EVERY_S = 5.0


def learning(folder: Path, languages: frozenset[str]) -> bool:
    """Whether sentences still have to be learned; then how far that is, or the button that begins it."""
    wanted = sorted(one for one in languages if not _file(one, folder, "hearing", "joblib").is_file())
    if not wanted:
        return False
    say = speaker().say
    st.header(say("lessons.learn"), anchor=False)
    running = _running()
    under_way = [one for one in wanted if identity(one, folder) in running]
    if under_way:
        st.info(say("lessons.learn_runs"))
        _watch(folder, tuple(under_way))
        return True
    st.markdown(say("lessons.learn_what"))
    st.caption(say("lessons.learn_command", languages=" ".join(wanted), folder=str(folder)))
    if st.button(say("lessons.learn_go"), key="lessons_learn_go", type="primary", width="stretch"):
        for one in wanted:
            running[identity(one, folder)] = _begin(one, folder)
        st.rerun()
    return True


def learned(language: str, folder: Path) -> str:
    """What was found out while learning, as the file of curves; empty where that is not known."""
    path = _file(language, folder, "curves", "json")
    return path.read_text("utf-8") if path.is_file() else ""


@st.fragment(run_every=LOOKS_EVERY_S)
def _watch(folder: Path, languages: tuple[str, ...]) -> None:
    """Look again until it is done; a process that ended without a result is told."""
    for one in languages:
        process = _running().get(identity(one, folder))
        if process is not None and process.poll() is not None:
            _running().pop(identity(one, folder), None)
            if process.returncode:
                st.session_state["lessons_told"] = "lessons.learn_failed"
            st.rerun()


@st.cache_resource(show_spinner=False)
def _running() -> dict[str, subprocess.Popen[bytes]]:
    """Learning that was begun here, by what it learns."""
    return {}


def _begin(language: str, folder: Path) -> subprocess.Popen[bytes]:
    settings = here().settings
    with (settings.data / "learning.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "coach.cli", "lessons", "learn", language, "--folder", str(folder)],
            env=os.environ | environment(settings),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _file(language: str, folder: Path, kind: str, end: str) -> Path:
    return here().settings.cache / f"{kind}-{language}-{identity(language, folder)}.{end}"
