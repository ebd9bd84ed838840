"""A person's own data as one file, handed to whoever holds her ticket and removed once it was sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from coach.domain.errors import CoachError, NotAllowed
from coach.store import Store
from coach.store.exporting import Picture
from coach.web.guard import ask
from coach.web.kinds import kind
from coach.web.tickets import Tickets, tickets_kept_in

EXPORT = "export"  # the purpose that a ticket for all of somebody's data names
FILE_NAME = "chot-don-du-lieu-cua-toi.zip"


def export_address(tickets: Tickets, learner_id: str, now: datetime) -> str:
    """Where a browser finds her data, ticket included."""
    return f"/api/my-data/{learner_id}?" + urlencode({"ticket": tickets.issue(learner_id, EXPORT, now)})


@dataclass(frozen=True, slots=True)
class MyData:
    """Packs and hands out. `store` is asked for at each request: it opens late."""

    store: Callable[[], Store]
    picture: Picture
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def routes(self) -> list[Route]:
        """The address this answers."""
        return [Route("/api/my-data/{learner_id}", self._answer)]

    async def _answer(self, request: Request) -> Response:
        learner_id = request.path_params["learner_id"]
        try:
            await run_in_threadpool(self._ask, request, learner_id)
            packed: Path = await run_in_threadpool(
                self.store().exporting.pack, learner_id, self.picture, kind, self.clock()
            )
        except NotAllowed:
            return Response(status_code=403)
        except CoachError:
            return Response(status_code=404)
        gone = BackgroundTask(packed.unlink, missing_ok=True)
        private = {"Cache-Control": "no-store"}
        return FileResponse(packed, filename=FILE_NAME, background=gone, headers=private)

    def _ask(self, request: Request, learner_id: str) -> None:
        """NotAllowed without a ticket, and where people sign in to anybody but whom the rule allows."""
        store, ticket = self.store(), request.query_params.get("ticket", "")
        ask(request, store.who, "export", store.who.access.person(learner_id))
        if not tickets_kept_in(store.folder).allows(ticket, learner_id, EXPORT, self.clock()):
            raise NotAllowed("may.not_allowed")
