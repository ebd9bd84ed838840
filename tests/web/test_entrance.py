"""Phones come in once somebody lets them, on other ports where the usual ones are taken, until the end."""

from __future__ import annotations

import asyncio
import socket
import ssl
import urllib.request
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from coach.domain.errors import JobError
from coach.web.authority import Authority
from coach.web.lan import Entrance
from tests.app.phones import three_ports


async def hello(_: Request) -> Response:
    return PlainTextResponse("hello")


LIGHT = Starlette(routes=[Route("/m/", hello)])


@pytest.fixture
def entrance(tmp_path: Path) -> Entrance:
    authority = Authority(tmp_path)
    return Entrance(lambda: authority)


def stands(entrance: Entrance) -> tuple[str, str]:
    return "can open" * entrance.can_open, "open" if entrance.is_open else "closed"


def both(entrance: Entrance) -> list[str]:
    """What each port answers on this machine."""
    trusting = ssl._create_unverified_context()
    asked = (f"https://127.0.0.1:{entrance.secure_port}/m/", f"http://127.0.0.1:{entrance.plain_port}/m/")
    return [
        urllib.request.urlopen(one, timeout=20, context=trusting).read().decode() for one in asked[:1]
    ] + [urllib.request.urlopen(asked[1], timeout=20).read().decode()]


def test_closed_until_somebody_lets_phones_in_and_after_the_end(entrance: Entrance) -> None:
    port = three_ports()

    async def an_evening() -> list[str]:
        assert stands(entrance) == ("", "closed")
        async with entrance.waiting(LIGHT, (port + 1, port + 2)):
            assert stands(entrance) == ("can open", "closed")
            await asyncio.gather(entrance.let_in(), entrance.let_in())  # pressed twice
            assert (entrance.secure_port, entrance.plain_port) == (port + 1, port + 2)
            assert stands(entrance) == ("", "open")
            return await asyncio.to_thread(both, entrance)

    assert asyncio.run(an_evening()) == ["hello", "hello"]
    assert stands(entrance) == ("", "closed")
    with pytest.raises(JobError):
        asyncio.run(entrance.let_in())


def test_other_ports_where_these_are_taken(entrance: Entrance) -> None:
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        port = int(taken.getsockname()[1])

        async def an_evening() -> list[str]:
            async with entrance.waiting(LIGHT, (port, port)):
                await entrance.let_in()
                assert port not in (entrance.secure_port, entrance.plain_port)
                return await asyncio.to_thread(both, entrance)

        assert asyncio.run(an_evening()) == ["hello", "hello"]
