"""Who may do what: decided in the deed, never only in a widget (docs/security.md#roles)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from models.department import Role
from oversight.errors import NotPermittedError
from oversight.words import _, mark

__all__ = ["ROLE_WORDS", "Actor", "Deed", "PinWitness", "Role", "may", "require"]


@dataclass(frozen=True)
class Actor:
    """The person who acts: identifier, name and post as they are today, and roles."""

    staff_id: UUID | None
    name: str
    post: str = ""
    roles: frozenset[Role] = field(default_factory=frozenset)

    @property
    def signature(self) -> str:
        """Return post and name as they stand in the journal and on papers."""
        return f"{self.post} {self.name}".strip()


@dataclass(frozen=True)
class PinWitness(Actor):
    """A member of staff who proved by PIN to be present at a door: may witness there, and nothing else.

    Bears no role, whatever the person's own are, so that every other deed is refused.
    """

    roles: frozenset[Role] = field(default=frozenset(), init=False)


class Deed(StrEnum):
    """A class of deeds that a role allows."""

    EDIT_REGISTER = "edit_register"
    PERMIT_SUBCONTRACT = "permit_subcontract"
    PLAN_INSPECTION = "plan_inspection"
    CONDUCT_INSPECTION = "conduct_inspection"
    WAIVE_INSPECTION = "waive_inspection"
    CORRECT_RECORD = "correct_record"
    SIGN_RECORD = "sign_record"
    DRAFT_APPROVAL = "draft_approval"
    DECIDE_APPROVAL = "decide_approval"
    EDIT_CHECKLIST = "edit_checklist"
    EDIT_FINDING = "edit_finding"
    EXTEND_FINDING = "extend_finding"
    RECEIVE_REPORT = "receive_report"
    CHECK_REPORT = "check_report"
    CLOSE_REPORT = "close_report"
    WAIVE_REPORT = "waive_report"
    CHASE_REPORT = "chase_report"
    ASK_PERMIT = "ask_permit"
    DECIDE_PERMIT = "decide_permit"
    RECORD_VISIT = "record_visit"
    IMPORT = "import"
    MANAGE_PEOPLE = "manage_people"
    CHANGE_SETTINGS = "change_settings"
    DECLARE_NOT_INDIVIDUAL_NUMBER = "declare_not_individual_number"


ROLE_WORDS = {
    Role.INSPECTOR: mark("検査員"),
    Role.MANAGER: mark("管理職"),
    Role.DATA_PROTECTION: mark("個人情報担当"),
    Role.ADMINISTRATOR: mark("管理者"),
    Role.AUDITOR: mark("監査（閲覧のみ）"),
}

_ALLOWED: dict[Deed, frozenset[Role]] = {
    Deed.EDIT_REGISTER: frozenset({Role.INSPECTOR, Role.MANAGER, Role.DATA_PROTECTION}),
    Deed.PERMIT_SUBCONTRACT: frozenset({Role.MANAGER}),
    Deed.PLAN_INSPECTION: frozenset({Role.INSPECTOR, Role.MANAGER}),
    Deed.CONDUCT_INSPECTION: frozenset({Role.INSPECTOR, Role.MANAGER}),
    Deed.WAIVE_INSPECTION: frozenset({Role.MANAGER}),
    Deed.CORRECT_RECORD: frozenset({Role.INSPECTOR, Role.MANAGER}),
    Deed.SIGN_RECORD: frozenset({Role.INSPECTOR, Role.MANAGER}),
    Deed.DRAFT_APPROVAL: frozenset({Role.INSPECTOR, Role.MANAGER}),
    Deed.DECIDE_APPROVAL: frozenset(Role) - {Role.AUDITOR},  # the step of the route says who
    Deed.EDIT_CHECKLIST: frozenset({Role.MANAGER, Role.DATA_PROTECTION}),
    Deed.EDIT_FINDING: frozenset({Role.INSPECTOR, Role.MANAGER}),
    Deed.EXTEND_FINDING: frozenset({Role.MANAGER}),
    Deed.RECEIVE_REPORT: frozenset({Role.INSPECTOR, Role.MANAGER, Role.DATA_PROTECTION}),
    Deed.CHECK_REPORT: frozenset({Role.INSPECTOR, Role.MANAGER}),
    Deed.CLOSE_REPORT: frozenset({Role.MANAGER}),
    Deed.WAIVE_REPORT: frozenset({Role.MANAGER}),
    Deed.CHASE_REPORT: frozenset({Role.INSPECTOR, Role.MANAGER, Role.DATA_PROTECTION}),
    Deed.ASK_PERMIT: frozenset({Role.INSPECTOR, Role.MANAGER, Role.DATA_PROTECTION}),
    Deed.DECIDE_PERMIT: frozenset({Role.MANAGER}),
    Deed.RECORD_VISIT: frozenset({Role.INSPECTOR, Role.MANAGER, Role.DATA_PROTECTION}),
    Deed.IMPORT: frozenset({Role.MANAGER, Role.DATA_PROTECTION}),
    Deed.MANAGE_PEOPLE: frozenset({Role.ADMINISTRATOR}),
    Deed.CHANGE_SETTINGS: frozenset({Role.ADMINISTRATOR, Role.DATA_PROTECTION}),
    Deed.DECLARE_NOT_INDIVIDUAL_NUMBER: frozenset({Role.MANAGER}),
}


def may(actor: Actor, deed: Deed) -> bool:
    """Tell whether one of the actor's roles allows the deed."""
    return not actor.roles.isdisjoint(_ALLOWED[deed])


def require(actor: Actor, deed: Deed) -> None:
    """Raise ``NotPermittedError`` with the roles that would do, unless the actor may."""
    if may(actor, deed):
        return
    needed = _("・").join(_(ROLE_WORDS[role]) for role in Role if role in _ALLOWED[deed])
    raise NotPermittedError(
        _("この操作をする権限がありません。何も変更していません。"),
        _("{roles}の権限を持つ職員に頼んでください。").format(roles=needed),
    )
