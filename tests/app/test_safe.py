import re

from hypothesis import given
from hypothesis import strategies as st

from coach.app.safe import plain


@given(st.text())
def test_nothing_is_lost(text: str) -> None:
    assert re.sub(r"\\([\\`*_{}\[\]()#+\-.!|~$:<>])", r"\1", plain(text)) == text


def test_signs_are_letters() -> None:
    assert plain("*na* <b>1.5</b>") == r"\*na\* \<b\>1\.5\</b\>"
