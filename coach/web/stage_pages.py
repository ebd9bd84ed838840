"""The pages of stage and remote and the door to them: they hold nothing; what is on them is asked for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from coach.domain.hall import Workshop
from coach.domain.may import Person, Thing, may
from coach.i18n import Speaker, sentences, spoken_address
from coach.store import Store
from coach.web.assets import FOLDER
from coach.web.guard import person_at
from coach.web.light_page import as_json, filled
from coach.web.phones import COMMENT
from coach.web.qr import drawn
from coach.web.signin_page import shown_in
from coach.web.stage_plain import Plain, steps
from coach.web.staged import Telling

SCRIPTS = {
    "stage": (
        "digest",
        "journal",
        "sending",
        "camera",
        "ear",
        "stage_words",
        "stage_take",
        "stage_phone",
        "stage",
    ),
    "host": ("stage_words", "host"),
}
SAID = (
    "FROZEN",
    "CAMERA",
    "MACHINE",
    "HALL",
    "ROOM_WELL",
    "ROOM_NEXT",
    "SOUND",
    "LOST",
    "OPEN_STAGE",
)

Page = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class StagePages:
    """Draws them. `address`: of the hall's page for phones, by code; empty where none come in."""

    store: Callable[[], Store]
    language: Callable[[], str]
    telling: Callable[[], Telling]
    address: Callable[[str], str]

    def page(self, name: str) -> Page:
        """The page of that name, `stage` or `host`, of the workshop in the address."""

        async def page(request: Request) -> Response:
            html = await run_in_threadpool(self._drawn, name, request)
            return Response(html, media_type="text/html", headers={"Cache-Control": "no-store"})

        return page

    async def door(self, request: Request) -> Response:
        """Workshops that there are, and a new one."""
        html = await run_in_threadpool(self._all, request)
        return Response(html, media_type="text/html", headers={"Cache-Control": "no-store"})

    async def part(self, request: Request) -> Response:
        """A script, or the style; 404 for anything else."""
        name, _, ending = request.path_params["name"].partition(".")
        if name not in (*SCRIPTS, "host_door") or ending not in ("js", "css"):
            return Response(status_code=404)
        if ending == "css":
            return Response((FOLDER / "stage.css").read_text("utf-8"), media_type="text/css")
        return Response(script(name), media_type="text/javascript", headers={"Cache-Control": "no-cache"})

    def _drawn(self, name: str, request: Request) -> str:
        of = self.store().workshops.by_code(request.path_params["code"])
        language = of.language if of and name == "stage" else shown_in(request, self.language())
        say, code = Speaker(language).say, of.code if of else ""
        come_in = bool(self.address(code))
        where = self.address(code) or f"{request.base_url}h/{code}"
        return filled(
            f"{name}.html",
            {
                "LANGUAGE": language,
                "CODE": code,
                "PART": "/h/part" if request.url.path.startswith("/h/") else "/stage/part",
                "QR": drawn(where, say("stage.code")),
                "ADDRESS": escape(where.split("://")[-1]),
                "TELLS": as_json(self._tells(language, of)),
                "PHONES": "yes" * come_in,
                "SCAN": escape(say("stage.scan" if come_in else "stage.no_phones")),
                **{key: escape(say(f"stage.{key.lower()}")) for key in SAID},
            },
        )

    def _tells(self, language: str, of: Workshop | None) -> Plain:
        """What the page's script knows from the beginning."""
        code = of.code if of else ""
        told = {"words": _words(language), "plan": steps(language), "code": code}
        told |= {"usual": of.language if of else language}  # spoken, unless the host chooses otherwise
        return told | {"phones": bool(self.address(code)), "lessons": self.telling().lessons(language)}

    def _all(self, request: Request) -> str:
        language = shown_in(request, self.language())
        store, who = self.store(), person_at(request, self.store().who)
        from_group = [g for g in store.groups.all() if who.trusted or g.id in who.roles]
        mine = [one for one in store.workshops.all() if _may(who, hosted_by(store, one.group_id))]
        told = {
            "words": _words(language),
            "workshops": [{"code": one.code, "name": one.name} for one in mine],
            "groups": [] if who.trusted else [{"id": one.id, "name": one.name} for one in from_group],
        }
        return filled("host_door.html", {"LANGUAGE": language, "TELLS": as_json(told)})


def hosted_by(store: Store, group_id: str) -> Thing:
    """What the rule is asked of a workshop: its group, or the installation itself where it has none."""
    access = store.who.access
    return access.group(group_id) if group_id else access.installation_itself()


@cache
def script(name: str) -> str:
    """The page's scripts in one, without comments and indentation."""
    files = SCRIPTS.get(name, ("stage_words", name))
    return COMMENT.sub("", "\n".join((FOLDER / f"{one}.js").read_text("utf-8") for one in files))


def _may(person: Person, thing: Thing) -> bool:
    return may(person, "host_stage", thing)


def _words(language: str) -> Mapping[str, str]:
    """The sentences of stage and remote, and the advice before a start."""
    you = spoken_address(language, Speaker(language).address)
    known = sentences(language).items()
    return {
        name: text.replace("{you}", you).replace("{You}", you.capitalize())
        for name, text in known
        if name.partition(".")[0] in ("stage", "host", "preflight", "language")
        or name.startswith("hall.ask.")
    }
