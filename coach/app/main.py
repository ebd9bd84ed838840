"""Every page begins here: the name of the thing, the language switch, then the page itself."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage as Page

from coach.app import (
    attempts,
    calibration,
    classroom,
    compare,
    demo,
    drill,
    growth,
    lesson,
    lessons,
    my_data,
    offers,
    people,
    phone,
    product,
    progress,
    provider,
    report,
    review,
    room,
    rules,
    scorecard,
    waiting,
    who,
    workshops,
)
from coach.app.asking import asked
from coach.app.away import signed_in_as
from coach.app.here import LANGUAGE, PAGES, forget_person, language, speaker
from coach.i18n import LANGUAGES
from coach.web.assets import ICON

NAMES = {
    "vi": "Tiếng Việt",
    "en": "English",
    "id": "Indonesia",
}  # each in itself, for whoever reads only that one


def main() -> None:
    """Draw the top of the page, then the page that the address names."""
    st.set_page_config(page_title="Chốt Đơn", page_icon=ICON, layout="centered")
    known = pages()
    st.session_state[PAGES] = known
    forget_person()
    page = st.navigation(list(known.values()), position="hidden")
    if page == known["who"]:
        demo.leave()
    top()
    if asked(next(name for name, one in known.items() if one == page)):
        signed_in_as()
        demo.badge()
        page.run()


def pages() -> dict[str, Page]:
    """Every page by its name; what each asks the rule stands in asking.py."""
    return {
        "who": st.Page(who.show, title="Chốt Đơn", url_path="who", default=True),
        "lesson": st.Page(lesson.show, title="Chốt Đơn", url_path="lesson"),
        "product": st.Page(product.show, title="Chốt Đơn", url_path="product"),
        "room": st.Page(room.show, title="Chốt Đơn", url_path="room"),
        "drill": st.Page(drill.show, title="Chốt Đơn", url_path="drill"),
        "phone": st.Page(phone.show, title="Chốt Đơn", url_path="phone"),
        "progress": st.Page(progress.show, title="Chốt Đơn", url_path="progress"),
        "scorecard": st.Page(scorecard.show, title="Chốt Đơn", url_path="scorecard"),
        "compare": st.Page(compare.show, title="Chốt Đơn", url_path="compare"),
        "growth": st.Page(growth.show, title="Chốt Đơn", url_path="my-progress"),
        "report": st.Page(report.show, title="Chốt Đơn", url_path="report"),
        "attempts": st.Page(attempts.show, title="Chốt Đơn", url_path="attempts"),
        "my_data": st.Page(my_data.show, title="Chốt Đơn", url_path="my-data"),
        "rules": st.Page(rules.show, title="Chốt Đơn", url_path="rules"),
        "people": st.Page(people.show, title="Chốt Đơn", url_path="people"),
        "waiting": st.Page(waiting.show, title="Chốt Đơn", url_path="waiting"),
        "review": st.Page(review.show, title="Chốt Đơn", url_path="review"),
        "classroom": st.Page(classroom.show, title="Chốt Đơn", url_path="classroom"),
        "calibration": st.Page(calibration.show, title="Chốt Đơn", url_path="calibration"),
        "offers": st.Page(offers.show, title="Chốt Đơn", url_path="offers"),
        "lessons": st.Page(lessons.show, title="Chốt Đơn", url_path="lessons"),
        "workshops": st.Page(workshops.show, title="Chốt Đơn", url_path="workshops"),
        "provider": st.Page(provider.show, title="Chốt Đơn", url_path="provider"),
    }


def top() -> None:
    """The name on the left, the language switch on the right; the switch tells the shell its language too."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.html(
            f'<span class="coach-name">Chốt Đơn</span><i class="coach-language" lang="{language()}"></i>',
            width="content",
        )
        st.segmented_control(
            speaker().say("top.language"),
            LANGUAGES,
            default=language() if LANGUAGE not in st.session_state else None,
            format_func=NAMES.__getitem__,
            key=LANGUAGE,
            required=True,
            label_visibility="collapsed",
            bind="query-params",
        )


if __name__ == "__main__":
    main()
