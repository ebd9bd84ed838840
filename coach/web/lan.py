"""Opens the app to phones on the room's network: https for recording, plain http for handing in films."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

import uvicorn
from starlette.types import ASGIApp

from coach.domain.errors import JobError
from coach.web.authority import Authority, in_a_room

ALL = "0.0.0.0"  # noqa: S104  # the door asks whether somebody is on the room's network
# Somewhere in each kind of room: asking the system for the way there sends nothing.
FAR = ("192.0.2.1", "192.168.255.254", "10.255.255.254", "172.31.255.254")
LOOPBACK = "127.0.0.1"
ANY = (0, 0)  # ports that are free
READY_S = 0.05
KEPT_OPEN_S = 30  # a phone asks every few seconds: a line opened anew each time costs far more


class Beside(uvicorn.Server):
    """A server beside another one, which alone hears that the program shall end."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone."""
        yield


@dataclass(slots=True)
class Entrance:
    """The way in for phones; closed until `open` runs."""

    authority: Callable[[], Authority]
    secure_port: int = 0
    plain_port: int = 0
    context: ssl.SSLContext | None = field(default=None, repr=False)
    _let_in: Callable[[], Awaitable[None]] | None = field(default=None, repr=False)

    @property
    def can_open(self) -> bool:
        """Whether phones can come in as soon as somebody lets them."""
        return self._let_in is not None and not self.is_open

    async def let_in(self) -> None:
        """Open it until the program ends. JobError where that cannot be done here."""
        if self._let_in is None:
            raise JobError("phone.cannot_open")
        await self._let_in()

    @asynccontextmanager
    async def waiting(self, app: ASGIApp, ports: tuple[int, int]) -> AsyncIterator[None]:
        """Closed, until `let_in` is called: then as `open`, on other ports where these are taken."""
        turn = asyncio.Lock()
        async with AsyncExitStack() as kept:

            async def open_once() -> None:
                async with turn:
                    if self.is_open:
                        return
                    try:
                        await kept.enter_async_context(self.open(app, ports))
                    except JobError:
                        await kept.enter_async_context(self.open(app, ANY))

            self._let_in = open_once
            try:
                yield
            finally:
                self._let_in = None

    @property
    def is_open(self) -> bool:
        """Whether phones can come in."""
        return self.context is not None

    def page(self, secure: bool = True, fragment: str = "", language: str = "") -> str:
        """The light page's address for phones; on this machine only where there is no network."""
        scheme, port = ("https", self.secure_port) if secure else ("http", self.plain_port)
        asked = f"?language={language}" if language else ""
        return f"{scheme}://{self.address()}:{port}/m/{asked}{fragment}"

    def hall(self, code: str) -> str:
        """Where the phones of a workshop's hall go: by plain http, as 250 people click no warning away."""
        return f"http://{self.address()}:{self.plain_port}/h/{code}"

    def remote(self, code: str) -> str:
        """Where a host's phone goes: by https, as what it holds steers the stage."""
        return f"https://{self.address()}:{self.secure_port}/h/host/{code}"

    def address(self) -> str:
        """This machine's address in the room now; when the Wi-Fi changed, its certificate changes with it."""
        at_hand = addresses()
        self._vouch(at_hand)
        return at_hand[0]

    @asynccontextmanager
    async def open(self, app: ASGIApp, ports: tuple[int, int]) -> AsyncIterator[None]:
        """Serve `app` on both ports, the secure one first, until the end. JobError where one is taken."""
        sockets = [_bound(port) for port in ports]
        self.secure_port, self.plain_port = (one.getsockname()[1] for one in sockets)
        secured = await asyncio.to_thread(self._secured, app)  # looking a name up may take seconds
        servers = [Beside(secured), Beside(_config(app))]
        running = [
            asyncio.create_task(server.serve(sockets=[one]))
            for server, one in zip(servers, sockets, strict=True)
        ]
        while not all(server.started for server in servers) and not any(one.done() for one in running):
            await asyncio.sleep(READY_S)
        try:
            yield
        finally:
            self.context = None
            for server in servers:
                server.should_exit = True
            await asyncio.gather(*running)

    def _secured(self, app: ASGIApp) -> uvicorn.Config:
        self._vouch(addresses())
        authority = self.authority()
        config = _config(app, ssl_certfile=str(authority.leaf), ssl_keyfile=str(authority.leaf_key))
        config.load()
        self.context = config.ssl
        return config

    def _vouch(self, at_hand: tuple[str, ...]) -> None:
        authority = self.authority()
        made = authority.vouch((*dict.fromkeys((*at_hand, LOOPBACK)),), datetime.now(UTC))
        if made and self.context is not None:
            self.context.load_cert_chain(authority.leaf, authority.leaf_key)


def addresses() -> tuple[str, ...]:
    """This machine's addresses on local networks, the likeliest first; never empty."""
    found = [one for one in map(_towards, FAR) if one]
    with suppress(OSError):
        found += socket.gethostbyname_ex(socket.gethostname())[2]
    near = [one for one in dict.fromkeys(found) if in_a_room(one) and not one.startswith("127.")]
    return tuple(near) or (LOOPBACK,)


def _towards(far: str) -> str:
    """The own address from which that one would be reached."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked, suppress(OSError):
        asked.connect((far, 9))
        return str(asked.getsockname()[0])
    return ""


def _bound(port: int) -> socket.socket:
    one = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind((ALL, port))
    except OSError:
        one.close()
        raise JobError("phone.port_taken", port=str(port)) from None
    return one


def _config(app: ASGIApp, **more: str) -> uvicorn.Config:
    # Lines of access would name takes; warnings stay.
    return uvicorn.Config(
        app,
        lifespan="off",
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_keep_alive=KEPT_OPEN_S,
        log_config=None,
        **more,  # type: ignore[arg-type]
    )
