"""An address within another: answered as that one would be, asked by a person who is told."""

from __future__ import annotations

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from coach.domain.may import Person


class Inside(Response):
    """Answers as another address would, asked by that person."""

    def __init__(self, app: ASGIApp, path: str, person: Person) -> None:
        super().__init__()
        self._app, self._path, self._person = app, path, person

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        state = {**scope.get("state", {}), "person": self._person}
        inside = {
            **scope,
            "path": self._path,
            "raw_path": self._path.encode(),
            "root_path": "",
            "state": state,
        }
        inside.pop("path_params", None)
        await self._app(inside, receive, send)
