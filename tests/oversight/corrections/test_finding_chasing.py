"""The ladder of findings on both engines: due, taken once, paused by a promise, anew after an extension."""

from __future__ import annotations

import datetime as dt
import io

import pypdf
import pytest

from oversight.clock import FixedClock
from oversight.corrections import FINDING_LADDER, FINDING_PLACES, FindingContactDraft
from oversight.desk import Desk
from oversight.errors import ChangedMeanwhileError, RefusedError
from oversight.reports import ContactKind, OnLadder, due_letters, tell_step
from oversight.reports.ladder import stored_ladder
from oversight.settings import SettingsService
from tests.oversight.corrections.correction_site import TODAY, Corrections, make_corrections

D = dt.date
A_DUE = D(2026, 12, 1)
"""Seven days after the finding."""


@pytest.fixture
def site(desk: Desk, clock: FixedClock) -> Corrections:
    site = make_corrections(desk, clock)
    assert site.phone.due_on == A_DUE
    return site


def requested(site: Corrections) -> None:
    site.letters.make_request({site.phone.id, site.rules.id}, issued_on=TODAY)


def called(site: Corrections, **values: object) -> FindingContactDraft:
    given = {"kind": ContactKind.CALL, "happened_on": site.desk.today(), "said": "来週出す", **values}
    return FindingContactDraft(site.phone.id, **given)  # type: ignore[arg-type]


def test_nothing_is_reminded_of_before_it_was_asked_for_in_writing(site: Corrections) -> None:
    site.stand_at(D(2026, 12, 20))
    assert site.chasing.list_chased() == ()
    with pytest.raises(RefusedError, match="督促の対象では"):
        site.chasing.note_contact(called(site))
    site.letters.make_request({site.phone.id}, issued_on=TODAY)
    (chased,) = site.chasing.list_chased()
    assert chased.finding.id == site.phone.id
    assert tell_step(chased.step) == "本日 催告"
    assert [rung.id for rung in chased.step.skipped] == ["call", "reminder"]


def test_the_ladder_is_climbed_and_each_step_taken_once(site: Corrections) -> None:
    requested(site)
    assert site.chasing.read_ladder() == FINDING_LADDER
    site.stand_at(D(2026, 11, 26))
    (chased,) = site.chasing.list_chased()
    assert (chased.step.standing, chased.finding.days_overdue) == (OnLadder.DUE, 0)
    site.stand_at(D(2026, 12, 2))
    outcome = site.chasing.chase()
    assert (outcome.letters, [each.finding.id for each in outcome.to_do]) == ((), [site.phone.id])
    site.chasing.note_contact(called(site, person="担当 山田"))
    assert site.chasing.chase().to_do == ()
    site.stand_at(D(2026, 12, 8))
    (due,) = due_letters(site.chasing.list_chased())
    assert due.rung.id == "reminder"
    (letter,) = site.chasing.chase().letters
    assert (letter.number, letter.title, letter.answer_by) == ("是督R8-0001", "文書督促", None)
    assert site.chasing.chase().letters == ()
    (demand,) = site.chasing.chase(D(2026, 12, 15)).letters
    assert (demand.title, demand.answer_by) == ("催告", D(2026, 12, 25))
    assert [each.number for each in site.letters.list_letters(site.phone.id)] == [
        "是R8-0001",
        "是督R8-0001",
        "是督R8-0002",
    ]
    pdf = site.letters.print_letter(demand.letter_id).pdf
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    flat = text.replace("\n", "").replace(" ", "")
    for told in ("催告します", "令和8年12月25日", "（14日超過）", "課長", "私物スマートフォン"):
        assert told in flat, told


def test_a_promise_pauses_and_an_extension_starts_anew(site: Corrections) -> None:
    requested(site)
    site.stand_at(D(2026, 12, 8))
    site.chasing.note_contact(called(site, promised_on=D(2026, 12, 10)))
    chased = site.chasing.get_chased(site.phone.id)
    assert chased is not None
    assert (chased.step.standing, chased.past.contacts) == (OnLadder.PAUSED, 1)
    assert site.chasing.chase().letters == ()
    (contact,) = site.chasing.list_contacts(site.phone.id)
    with pytest.raises(RefusedError, match="理由がありません"):
        site.chasing.withdraw_contact(contact.contact_id, reason=" ")
    with pytest.raises(ChangedMeanwhileError):
        site.chasing.withdraw_contact(contact.contact_id, reason="誤り", version=99)
    site.chasing.withdraw_contact(contact.contact_id, reason="別の委託先", version=contact.version)
    assert site.chasing.list_contacts(site.phone.id) == ()
    assert len(site.chasing.chase().letters) == 1
    site.findings.extend(site.phone.id, until=D(2026, 12, 20), reason="部品の納期")
    assert site.chasing.get_chased(site.phone.id) is None
    site.stand_at(D(2026, 12, 27))
    (letter,) = site.chasing.chase().letters
    assert letter.rung == "reminder"


def test_a_reminder_made_meanwhile_is_not_made_again(site: Corrections) -> None:
    requested(site)
    day = D(2026, 12, 8)
    (due,) = due_letters(site.chasing.list_chased(day))
    site.chasing.chase(day)
    from oversight.access import Deed
    from oversight.corrections.reminders import make_reminder

    with site.desk.writing(Deed.CHASE_REPORT, "finding_letter.add") as session:
        assert make_reminder(session, site.desk, due, day) is None


def test_the_office_words_its_own_steps(site: Corrections) -> None:
    first = FINDING_LADDER[2]
    with pytest.raises(RefusedError, match="置き換えられない"):
        stored_ladder([type(first)(**{**vars(first), "wording": "{months}"})], FINDING_PLACES)
    own = stored_ladder(
        [type(first)(**{**vars(first), "wording": "{numbers}の件で{contractor}へ"})], FINDING_PLACES
    )
    SettingsService(site.desk).change(finding_ladder=own)
    requested(site)
    (letter,) = site.chasing.chase(D(2026, 12, 8)).letters
    pdf = site.letters.print_letter(letter.letter_id).pdf
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert f"{site.phone.number}の件で株式会社髙﨑事務サービスへ" in text.replace("\n", "").replace(" ", "")
