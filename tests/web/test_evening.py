"""A workshop afterwards: numbers alone on the commune's page, all of it in the file, only for its hosts."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from coach.domain.hall import Workshop
from coach.i18n import Speaker
from coach.reports.evening_pdf import MOST_ROWS, Row, fitted
from coach.store import Store
from coach.web.evening import ALL, PAPER, Evenings, evening_address, paper, table, whole
from coach.web.tickets import tickets_kept_in
from tests.store.halls import NOON, guest, said
from tests.web.who_makers import Installation, asking


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Installation]:
    one = asking(tmp_path)
    yield one
    one.store.engine.dispose()


def held(made: Installation) -> Workshop:
    """An evening of the class: three guests of two communes, one of whom practised."""
    one = made.store.workshops.open("Buổi học Ea Kao", "vi", NOON, group_id=made.class_id)
    for name, commune in (("Hoa", "xã Ea Kao"), ("Lan", "ea kao"), ("Binh", "Hòa Thuận")):
        came, _ = guest(made.store, one, name, commune)
        made.store.hall.comment(said(came, f"=câu của {name}", NOON, "t" * 32, 3.0), one.id)
        made.store.hall.vote(came.id, "t" * 32, 1, "yes" if name != "Lan" else "no", NOON)
    made.store.hall.practised(came.id, NOON)
    return one


def asked(made: Installation, one: Workshop, kind: str) -> str:
    return evening_address(tickets_kept_in(made.store.folder), one.id, kind, "vi", datetime.now(UTC))


def client(store: Store) -> TestClient:
    return TestClient(Starlette(routes=Evenings(lambda: store).routes()))


def test_only_who_may_host_it_gets_it_and_only_by_a_ticket(made: Installation) -> None:
    one, web = held(made), client(made.store)
    told = {
        name: web.get(asked(made, one, ALL), headers=made.cookie(name)).status_code
        for name in ("Binh", "Hoa", "Lan", "An", "Thu", "nobody")
    }
    assert told == {"Binh": 200, "Hoa": 403, "Lan": 403, "An": 403, "Thu": 403, "nobody": 403}
    without = asked(made, one, ALL).partition("?")[0]
    assert web.get(without, headers=made.cookie("Binh")).status_code == 403


def test_a_comment_without_a_second_says_why(made: Installation) -> None:
    one = made.store.workshops.open("Ea Kao", "vi", NOON, group_id=made.class_id)
    came, _ = guest(made.store, one)
    for text, take_id in (("trước phim", "t" * 32), ("không có phim", "")):
        made.store.hall.comment(said(came, text, NOON, take_id), one.id)
    with zipfile.ZipFile(io.BytesIO(whole(made.store, one, "vi"))) as packed:
        lines = packed.read("comments.csv").decode("utf-8-sig").splitlines()[1:]
    told = {line.split(",")[2]: line.split(",")[4:] for line in lines}
    assert told["không có phim"] == ["", "False", "no film ran"]
    assert told["trước phim"] == ["", "False", '"film not begun', ' or its second unknown"']


@pytest.mark.parametrize("language", ["vi", "en", "id"])
def test_each_table_is_headed_in_the_workshops_own_language(made: Installation, language: str) -> None:
    one, names = made.store.workshops.open("Ea Kao", language, NOON), ("name", "commune")
    with zipfile.ZipFile(io.BytesIO(whole(made.store, one, "en"))) as packed:
        for table_name in ("guests.csv", "comments.csv", "votes.csv"):
            first = packed.read(table_name).decode("utf-8-sig").splitlines()[0]
            assert "evening." not in first
        guests = packed.read("guests.csv").decode("utf-8-sig").splitlines()[0]
    assert guests.split(",")[:2] == [Speaker(language).say(f"evening.head_{name}") for name in names]


@pytest.mark.parametrize("language", ["vi", "en", "id"])
def test_the_communes_page_is_one_page_with_numbers_and_no_name(made: Installation, language: str) -> None:
    one = held(made)
    pdf = pypdfium2.PdfDocument(paper(made.store, one, language))
    text = pdf[0].get_textpage().get_text_range()
    assert len(pdf) == 1
    assert "Buổi học Ea Kao" in text
    assert "Hòa Thuận" in text
    assert not any(name in text for name in ("Hoa", "Lan", "Binh"))
    assert paper(made.store, one, language) == paper(made.store, one, language)


def test_the_page_stays_one_page_however_many_communes_came() -> None:
    rows = [Row(f"Xã {n}", n, 1) for n in range(100)]
    told = fitted(rows, "others")
    assert len(told) == MOST_ROWS
    assert sum(one.came for one in told) == sum(one.came for one in rows)
    assert sum(one.practised for one in told) == 100


def test_everything_is_in_the_file_and_opens_in_a_spreadsheet(made: Installation) -> None:
    one = held(made)
    answer = client(made.store).get(asked(made, one, ALL), headers=made.cookie("Binh"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        read = {name: packed.read(name) for name in packed.namelist()}
    assert set(read) == {"guests.csv", "comments.csv", "votes.csv", "workshop.json", "commune.pdf"}
    assert json.loads(read["workshop.json"])["communes"] == [["xã Ea Kao", 2, 0], ["Hòa Thuận", 1, 1]]
    lines = read["comments.csv"].decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert all("'=câu của " in line for line in lines[1:])
    assert all(line.endswith(",3,False,") for line in lines[1:])
    assert "yes,2" in read["votes.csv"].decode("utf-8-sig")
    assert table([["@x", 1]]) == "'@x,1\r\n"
    assert client(made.store).get(asked(made, one, PAPER), headers=made.cookie("Binh")).content[:4] == b"%PDF"
