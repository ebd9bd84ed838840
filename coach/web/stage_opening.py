"""A new workshop by the host's door: who may open it there, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from coach.domain.errors import CoachError, NotAllowed
from coach.domain.hall import Workshop
from coach.store import Store
from coach.web.guard import ask, person_at
from coach.web.stage_pages import hosted_by


class Opening(BaseModel):
    """What a host tells of a new workshop."""

    name: str = Field(min_length=1, max_length=200)
    language: str = Field(pattern="^(vi|en|id)$")
    communes: list[str] = Field(default=[], max_length=60)
    group: str = Field(default="", max_length=32)


@dataclass(frozen=True, slots=True)
class Openings:
    """Opens workshops."""

    store: Callable[[], Store]
    clock: Callable[[], datetime]

    async def open(self, request: Request) -> Response:
        """201 with its code; 403 for whoever may not host there, 400 for nonsense."""
        body = await request.body()
        try:
            of = await run_in_threadpool(self._opened, request, body)
        except NotAllowed as error:
            return JSONResponse({"error": error.id}, 403)
        except (CoachError, ValueError):
            return JSONResponse({"error": "stage.nonsense"}, 400)
        return JSONResponse({"code": of.code}, 201)

    def _opened(self, request: Request, body: bytes) -> Workshop:
        store = self.store()
        try:
            opening = Opening.model_validate_json(body)
        except ValidationError:  # whoever may not host is not told what was wrong
            ask(request, store.who, "host_stage", hosted_by(store, ""))
            raise
        ask(request, store.who, "host_stage", hosted_by(store, opening.group))
        host = person_at(request, store.who).id
        of = store.workshops.open(
            opening.name, opening.language, self.clock(), group_id=opening.group, host_id=host
        )
        store.workshops.offer(of.id, opening.communes)
        return of
