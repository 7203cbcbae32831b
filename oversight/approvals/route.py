"""The route of a section as data: in which order who decides, and who may for another (代決).

Defaults are the house's own (docs/records.md#approval); a section may have its own steps. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from models.department import Role
from oversight.access import ROLE_WORDS, Actor
from oversight.errors import RefusedError
from oversight.japanese import fold
from oversight.words import _, mark

MOST_STEPS = 6
"""So many boxes stand side by side on the paper, with that of the drafter."""

Routes = Mapping[str, tuple["RouteStep", ...]]
"""Section (its identifier in hex) → steps; under ``EVERY`` those of all other sections."""
EVERY = ""


@dataclass(frozen=True)
class RouteStep:
    """One step: the post in words and who may decide at it.

    That is ``staff`` by name, or whoever has one of ``roles``. ``proxies`` may decide for them by name;
    empty stands for whoever has one of the roles. ``holder`` is who holds the post as the record names
    them: filled when a record is drafted.
    """

    post: str
    roles: tuple[Role, ...] = (Role.MANAGER,)
    staff: tuple[UUID, ...] = ()
    allows_proxy: bool = True
    proxies: tuple[UUID, ...] = ()
    holder: str = ""

    @property
    def told(self) -> str:
        """Return who may decide, in words: the holder, or the roles."""
        return self.holder or _("・").join(_(ROLE_WORDS[role]) for role in self.roles)

    def is_held_by(self, actor: Actor) -> bool:
        """Tell whether a person decides here in their own right."""
        if self.staff:
            return actor.staff_id in self.staff
        return self._has_role(actor) and (not self.holder or fold(self.holder) == fold(actor.name))

    def may_stand_in(self, actor: Actor) -> bool:
        """Tell whether a person may decide here for whoever holds the post."""
        if not self.allows_proxy:
            return False
        return actor.staff_id in self.proxies if self.proxies else self._has_role(actor)

    def _has_role(self, actor: Actor) -> bool:
        return not actor.roles.isdisjoint(self.roles)


CHIEF, HEAD = mark("係長"), mark("課長")
"""The posts whose holders a contract names itself; kept in Japanese, as any post is kept as written."""
DEFAULT_ROUTE = (RouteStep(CHIEF), RouteStep(HEAD))
"""起案 → 係長 → 課長."""


def read_routes(stored: Mapping[str, Iterable[Mapping[str, Any]]]) -> dict[str, tuple[RouteStep, ...]]:
    """Return the routes of the office's settings; the house's own under ``EVERY`` where none is set."""
    routes = {section: read_route(steps) for section, steps in stored.items()}
    return {EVERY: DEFAULT_ROUTE, **routes}


def read_route(stored: Iterable[Mapping[str, Any]]) -> tuple[RouteStep, ...]:
    """Return the steps as they are kept."""
    return tuple(
        RouteStep(
            post=each["post"],
            roles=tuple(Role(role) for role in each["roles"]),
            staff=tuple(UUID(staff_id) for staff_id in each["staff"]),
            allows_proxy=each["allows_proxy"],
            proxies=tuple(UUID(staff_id) for staff_id in each["proxies"]),
            holder=each.get("holder", ""),
        )
        for each in stored
    )


def kept_route(steps: Iterable[RouteStep]) -> list[dict[str, Any]]:
    """Return steps as the store keeps them."""
    return [
        {
            "post": step.post,
            "roles": [role.value for role in step.roles],
            "staff": [staff_id.hex for staff_id in step.staff],
            "allows_proxy": step.allows_proxy,
            "proxies": [staff_id.hex for staff_id in step.proxies],
            "holder": step.holder,
        }
        for step in steps
    ]


def kept_routes(routes: Routes) -> dict[str, list[dict[str, Any]]]:
    """Return routes as settings keep them; refuse one that no record could be sent on.

    The house's own route under ``EVERY`` is not kept: it stands where nothing else does.
    """
    checked = {section: checked_route(steps) for section, steps in routes.items()}
    return {
        section: kept_route(steps)
        for section, steps in checked.items()
        if (section, steps) != (EVERY, DEFAULT_ROUTE)
    }


def checked_route(steps: Iterable[RouteStep]) -> tuple[RouteStep, ...]:
    """Return steps with their posts trimmed; refuse none, too many, and one without a post or a person."""
    route = tuple(replace(step, post=step.post.strip()) for step in steps)
    if not 0 < len(route) <= MOST_STEPS:
        raise RefusedError(
            _("決裁の段階は1つから{most}つまでです。").format(most=MOST_STEPS),
            _("段階を加えるか、外してください。"),
            field="post",
        )
    if any(not step.post for step in route):
        raise RefusedError(_("職の名がない段階があります。"), _("職を入力してください。"), field="post")
    if len({step.post for step in route}) < len(route):
        raise RefusedError(_("同じ職の段階が二つあります。"), _("別の職にしてください。"), field="post")
    if any(not step.staff and not step.roles for step in route):
        raise RefusedError(
            _("だれも決裁できない段階があります。"), _("権限か職員を選んでください。"), field="roles"
        )
    return route
