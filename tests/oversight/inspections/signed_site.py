"""A finalised record with two attendees and two inspectors, and how they sign it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

from PIL import Image, ImageDraw

from models.base import new_id
from models.department import Role, Staff
from models.signature import SignatureMethod
from oversight.access import Actor
from oversight.desk import Desk
from oversight.inspections import (
    AnswerDraft,
    AttendeeDraft,
    Conclusion,
    InspectionsService,
    InspectorDraft,
    Mark,
    PlanDraft,
)
from oversight.inspections.signature_rows import Drawing, InkPoint, SignatureRow
from oversight.inspections.signatures import SignaturesService
from tests.answering import answer_all
from tests.factories import adopt_editions, make_contract

DAY = dt.date(2026, 11, 24)
FAILED = AnswerDraft(mark=Mark.NONCONFORMING, finding_text="机3番に私物スマートフォン1台。", measure="周知")


def drawing(shift: int = 0) -> Drawing:
    """Draw a signature of two strokes."""
    picture = Image.new("L", (600, 200), 255)
    ImageDraw.Draw(picture).line([(40 + shift, 150), (200, 40), (500, 120)], fill=0, width=6)
    out = BytesIO()
    picture.save(out, "PNG")
    stroke = (InkPoint(0.1, 0.7, 0.5, 0), InkPoint(0.3, 0.2, 0.6, 40))
    return Drawing(out.getvalue(), (stroke, (InkPoint(0.8, 0.6, 0.0, 900),)))


@dataclass
class SignedSite:
    """The services, the second inspector, and the inspection; ``record_id`` is its newest version."""

    desk: Desk
    inspections: InspectionsService
    signatures: SignaturesService
    other: Actor
    inspection_id: UUID
    conclusion: Conclusion = Conclusion.NO_PROBLEM

    @property
    def record_id(self) -> UUID:
        return self.inspections.get_inspection(self.inspection_id).records[-1].id

    @property
    def seen_hash(self) -> str:
        return self.inspections.get_inspection(self.inspection_id).records[-1].document_hash

    def draw(self, position: int = 0, shift: int = 0) -> UUID:
        change = self.signatures.sign_drawn(
            self.record_id, position, seen_hash=self.seen_hash, drawing=drawing(shift)
        )
        assert change.row_id is not None
        return change.row_id

    def sign(self, signer: Actor, position: int, ink: Drawing | None = None) -> UUID:
        change = self.signatures.sign_as_inspector(
            self.record_id, position, signer=signer, seen_hash=self.seen_hash, drawing=ink
        )
        assert change.row_id is not None
        return change.row_id

    def sign_all(self) -> None:
        self.draw()
        self.signatures.decline(self.record_id, 1, seen_hash=self.seen_hash, reason="本社の確認が要るため")
        self.sign(self.desk.actor, 0)
        self.sign(self.other, 1, drawing(30))

    def given(self) -> tuple[SignatureRow | None, ...]:
        return tuple(each.signature for each in self.signatures.read_sheet(self.record_id).signers)

    def methods(self) -> list[SignatureMethod | None]:
        return [None if each is None else each.method for each in self.given()]

    def correct(self) -> None:
        """Make the next version, with another closing talk."""
        self.inspections.start_correction(self.inspection_id, reason="講評の誤り")
        self._conclude("改善を要する。")
        self.inspections.finalise(self.inspection_id)

    def finalise(self, failing: str = "") -> None:
        """Answer everything, one item 不適 where ``failing`` names it, conclude and freeze version 1."""
        self.inspections.start(self.inspection_id)
        answer_all(self.inspections, self.inspection_id, {failing: FAILED})
        people = [
            AttendeeDraft("山﨑 恵", "所長", "髙﨑事務サービス", "業務責任者"),
            AttendeeDraft("和田 実", "主任"),
        ]
        self.inspections.put_attendees(self.inspection_id, people)
        self._conclude("おおむね良好である。")
        self.inspections.finalise(self.inspection_id)

    def _conclude(self, talk: str) -> None:
        self.inspections.conclude(
            self.inspection_id,
            conclusion=self.conclusion,
            closing_talk=talk,
            opinion="事実誤認はない。",
        )


def add_colleague(desk: Desk, name: str, post: str, *roles: Role) -> Actor:
    """Add a member of staff as someone who could act."""
    actor = Actor(new_id(), name, post, frozenset(roles))
    with desk.store.writing(desk.actor, "staff.add") as session:
        session.add(Staff(id=actor.staff_id, name=name, post=post, roles=[role.value for role in roles]))
    return actor


def make_site(desk: Desk, failing: str = "", *, by_name_alone: bool = False) -> SignedSite:
    """Plan and finalise an inspection by the person at the desk and a colleague.

    ``by_name_alone`` enters the two as inspectors who are not chosen from the staff.
    """
    adopt_editions(desk)
    contract_id = make_contract(desk, persons_count=120_000, handles_specific=True)
    other = add_colleague(desk, "舘 花子", "主任", Role.INSPECTOR)
    mine = desk.actor
    inspectors = (
        InspectorDraft(mine.name, mine.post, None if by_name_alone else mine.staff_id, is_lead=True),
        InspectorDraft(other.name, other.post, None if by_name_alone else other.staff_id),
    )
    inspections = InspectionsService(desk)
    planned = inspections.plan_inspection(PlanDraft(contract_id, DAY, inspectors=inspectors)).row_id
    assert planned is not None
    site = SignedSite(desk, inspections, SignaturesService(desk), other, planned)
    site.conclusion = Conclusion.SERIOUS if failing else Conclusion.NO_PROBLEM
    site.finalise(failing)
    return site
