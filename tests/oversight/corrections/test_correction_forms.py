"""Forms of corrections: out as PDF and Excel, filled in by other libraries, looked at, taken in."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdf
import pytest
from sqlalchemy import Engine

from models.finding import Finding, FindingState
from oversight.access import Deed
from oversight.change import Subject
from oversight.clock import FixedClock
from oversight.corrections import CorrectionFormsService, CorrectionLook, IntakeService
from oversight.desk import Desk
from oversight.errors import NotFoundError, RefusedError
from oversight.exchange.course import Course
from oversight.findings import FindingState as State
from oversight.findings import StepKind, Verification
from oversight.inspections import InspectionKind, InspectionsService
from oversight.papers import print_report_form
from oversight.report_form.correction_form import CorrectionFormData, correction_identity_from_code
from oversight.report_form.correction_recognising import recognise_correction
from oversight.report_form.faults import FileFault, FileFaultError
from oversight.report_form.identity import identity_from_code
from oversight.report_form.questions import correction_sets, find_correction_set
from oversight.report_form.workbook import write_workbook
from oversight.reports import FilingService, FormKind, Original
from oversight.words import use_language
from tests.oversight.corrections.correction_site import PLAN, REPORT, TODAY, Corrections, make_corrections
from tests.oversight.inspections.test_inspections import finalised, planned
from tests.oversight.report_form.filling import COMPLETE, fill_book, fill_pdf, form_data
from tests.oversight.reports.planted_forms import NUMBER, changed

D = dt.date
DONE = D(2026, 11, 27)
PIXEL = b"\xff\xd8\xff" + bytes(64)


@pytest.fixture
def engine(embedded: Engine) -> Engine:
    """Stay with one engine: an inspection takes its time; the chasing is tested on both."""
    return embedded


@pytest.fixture
def site(desk: Desk, clock: FixedClock) -> Corrections:
    site = make_corrections(desk, clock)
    site.stand_at(D(2026, 11, 30))
    return site


@pytest.fixture
def forms(site: Corrections) -> CorrectionFormsService:
    return CorrectionFormsService(site.desk)


Fill = Callable[[CorrectionFormsService, Corrections, dict[str, str]], tuple[str, bytes]]


def pdf(forms: CorrectionFormsService, site: Corrections, answers: dict[str, str]) -> tuple[str, bytes]:
    return "a.pdf", fill_pdf(forms.make_form(site.phone.id, FormKind.PDF), answers)


def book(forms: CorrectionFormsService, site: Corrections, answers: dict[str, str]) -> tuple[str, bytes]:
    return "a.xlsx", fill_book(forms.make_form(site.phone.id, FormKind.WORKBOOK), answers)


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / "came in" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


def test_the_form_is_filled_in_with_what_was_found(forms: CorrectionFormsService, site: Corrections) -> None:
    form = forms.get_form(site.phone.id)
    assert form.fact == site.phone.fact
    identity = correction_identity_from_code(form.code)
    assert identity is not None
    assert identity.finding_id == site.phone.id
    assert identity_from_code(form.code) is None
    assert correction_identity_from_code(form_data().code) is None
    made = forms.make_form(site.phone.id, FormKind.PDF)
    assert made == forms.make_form(site.phone.id, FormKind.PDF)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
    for told in (site.phone.number, "私物スマートフォン1台", "是正報告書", "令和8年12月1日", form.code):
        assert told in text.replace("\n", ""), told
    assert forms.make_form(site.phone.id, FormKind.WORKBOOK) == forms.make_form(
        site.phone.id, FormKind.WORKBOOK
    )
    with pytest.raises(NotFoundError):
        forms.get_form(site.contract_id)


def test_forms_of_an_inspection_are_written_together(
    forms: CorrectionFormsService, site: Corrections
) -> None:
    rows = forms.list_to_send(site.phone.id)
    assert {row.id for row in rows} == {site.phone.id, site.rules.id}
    assert forms.list_to_send() == rows
    assert forms.list_to_send(site.contract_id) == ()
    course = Course()
    made = list(forms.make_forms([site.phone.id], kinds=tuple(FormKind), course=course))
    assert [name for name, _content in made] == [
        f"correction_{site.phone.number}.pdf",
        f"correction_{site.phone.number}.xlsx",
    ]
    assert len(list(forms.make_forms([site.phone.id], kinds=(FormKind.PDF,)))) == 1


@pytest.mark.parametrize("fill", [pdf, book])
def test_a_plan_then_the_report_come_back_on_one_form(
    forms: CorrectionFormsService, site: Corrections, tmp_path: Path, fill: Fill
) -> None:
    path = put(tmp_path, *fill(forms, site, PLAN))
    (look,) = forms.look_at([path])
    assert (look.fault, look.word, look.told) == (None, "改善計画", "問題なし")
    assert ("原因", PLAN["cause"]) in look.answered
    assert site.phone.state is State.OPEN
    outcome = forms.take_in([look], received_on=D(2026, 11, 25))
    assert (outcome.taken, outcome.refused) == ((look,), ())
    row = site.phone
    assert (row.state, row.plan_until) == (State.PLANNED, D(2026, 11, 28))
    assert row.plan == "原因: 入室時の確認が決められていなかった。\n措置: 預け箱を置き、入室時に確かめる。"
    (again,) = forms.look_at([path])
    assert again.fault is FileFault.DUPLICATE
    whole = put(tmp_path, *fill(forms, site, PLAN | REPORT))
    (look,) = forms.look_at([whole])
    assert look.word == "是正報告"
    forms.take_in([look], received_on=D(2026, 11, 29))
    row = site.phone
    assert (row.state, row.corrected_on) == (State.CORRECTED, DONE)
    assert "行った措置: 預け箱を置き" in row.reply
    assert "証跡: 写真1枚" in row.reply
    steps = site.findings.list_steps(row.id)
    assert [(step.kind, step.happened_on) for step in steps] == [
        (StepKind.PLAN, D(2026, 11, 25)),
        (StepKind.REPORT, D(2026, 11, 29)),
    ]
    kept = forms.list_evidence(row.id)
    assert [(each.is_form, each.sha256) for each in kept] == [(True, again.sha256), (True, look.sha256)]


@pytest.mark.parametrize("fill", [pdf, book])
def test_in_english_too_a_form_as_it_was_sent_has_nothing_to_note(
    forms: CorrectionFormsService, site: Corrections, tmp_path: Path, fill: Fill
) -> None:
    use_language("en")
    (look,) = forms.look_at([put(tmp_path, *fill(forms, site, PLAN))])
    assert (look.fault, look.notes) == (None, ())


def test_plan_and_report_on_one_form_are_two_steps(
    forms: CorrectionFormsService, site: Corrections, tmp_path: Path
) -> None:
    forms.take_in(forms.look_at([put(tmp_path, *book(forms, site, PLAN | REPORT))]))
    assert [step.kind for step in site.findings.list_steps(site.phone.id)] == [StepKind.PLAN, StepKind.REPORT]
    (form,) = forms.list_evidence(site.phone.id)
    assert form.is_form
    (look,) = forms.look_at([put(tmp_path, *book(forms, site, REPORT | {"done": "鍵も付けた。"}))])
    assert "是正報告の出し直しです" in look.told
    forms.take_in([look])
    assert site.phone.reply.startswith("行った措置: 鍵も付けた。")


def test_what_lacks_and_what_changed_since_is_said(
    forms: CorrectionFormsService, site: Corrections, tmp_path: Path
) -> None:
    given = PLAN | {"plan_until": "2027/1/20", "done": "注意した。"}
    path = put(tmp_path, *pdf(forms, site, given))
    site.findings.extend(site.phone.id, until=D(2026, 12, 20), reason="納期")
    with site.desk.writing(Deed.EDIT_FINDING, "finding.change") as session:
        row = session.get(Finding, site.phone.id)
        assert row is not None
        row.fact = "机4番にスマートフォン1台。"
    (look,) = forms.look_at([path])
    assert look.fault is None
    for told in ("訂正されています", "期限が変わっています", "完了予定日が是正期限より後", "是正日"):
        assert told in look.told, told


Spoil = Callable[[CorrectionFormsService, Corrections], tuple[str, bytes]]


def _written_over(field: str, text: str) -> Spoil:
    def spoil(forms: CorrectionFormsService, site: Corrections) -> tuple[str, bytes]:
        return book(forms, site, PLAN | {field: text})

    return spoil


def _pdf_written_over(forms: CorrectionFormsService, site: Corrections) -> tuple[str, bytes]:
    def write(document: pikepdf.Pdf) -> None:
        for field in document.Root.AcroForm.Fields:
            if str(field.T) == "measure":
                field.V = pikepdf.String("何もしなくてよい")

    name, content = pdf(forms, site, PLAN)
    return name, changed(content, write)


def _locked(forms: CorrectionFormsService, site: Corrections) -> tuple[str, bytes]:
    name, content = pdf(forms, site, PLAN)
    locked = pikepdf.Encryption(owner="x", user="x")
    return name, changed(content, lambda _document: None, encryption=locked)


def _without_a_field(forms: CorrectionFormsService, site: Corrections) -> tuple[str, bytes]:
    def drop(document: pikepdf.Pdf) -> None:
        fields = document.Root.AcroForm.Fields
        for at, field in reversed(list(enumerate(fields))):
            if str(field.T) == "fact":
                del fields[at]

    name, content = pdf(forms, site, PLAN)
    return name, changed(content, drop)


def _script(forms: CorrectionFormsService, site: Corrections) -> tuple[str, bytes]:
    def add(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
        )

    name, content = pdf(forms, site, PLAN)
    return name, changed(content, add)


def _stranger(forms: CorrectionFormsService, site: Corrections) -> tuple[str, bytes]:
    form = replace(forms.get_form(site.phone.id), finding_id=site.contract_id)
    return "a.xlsx", fill_book(write_workbook(form), PLAN)


def _other_number(forms: CorrectionFormsService, site: Corrections) -> tuple[str, bytes]:
    form = replace(forms.get_form(site.phone.id), finding_number=site.rules.number)
    return "a.xlsx", fill_book(write_workbook(form), PLAN)


def _old_edition(forms: CorrectionFormsService, site: Corrections) -> tuple[str, bytes]:
    form = forms.get_form(site.phone.id)
    other = replace(form, questions=replace(form.questions, content_hash="0" * 64))
    return "a.pdf", fill_pdf(print_report_form(other).pdf, PLAN)


def _old_book(forms: CorrectionFormsService, site: Corrections) -> tuple[str, bytes]:
    form = forms.get_form(site.phone.id)
    other = replace(form, questions=replace(form.questions, content_hash="0" * 64))
    return "a.xlsx", fill_book(write_workbook(other), PLAN)


def _monthly(_forms: CorrectionFormsService, _site: Corrections) -> tuple[str, bytes]:
    return "a.xlsx", fill_book(write_workbook(form_data()), COMPLETE)


def _bad_code(forms: CorrectionFormsService, site: Corrections) -> tuple[str, bytes]:
    def write(document: pikepdf.Pdf) -> None:
        for field in document.Root.AcroForm.Fields:
            if str(field.T) == "form_code":
                field.V = pikepdf.String("OV2-AAAAAAAA")

    name, content = pdf(forms, site, PLAN)
    return name, changed(content, write)


def _number(forms: CorrectionFormsService, site: Corrections) -> tuple[str, bytes]:
    return pdf(forms, site, PLAN | {"cause": f"番号 {NUMBER}"})


SPOILT: list[tuple[Spoil, FileFault]] = [
    (_written_over("fact", "机3番は片付いていた。"), FileFault.ALTERED),
    (_written_over("finding_due", "令和9年12月1日(水)"), FileFault.ALTERED),
    (_written_over("finding_number", "R8-0001-99"), FileFault.WRONG_FINDING),
    (_pdf_written_over, FileFault.ALTERED),
    (_without_a_field, FileFault.ALTERED),
    (_bad_code, FileFault.ALTERED),
    (_locked, FileFault.PROTECTED),
    (_script, FileFault.ACTIVE),
    (_stranger, FileFault.UNKNOWN_FINDING),
    (_other_number, FileFault.WRONG_FINDING),
    (_old_edition, FileFault.UNKNOWN_EDITION),
    (_old_book, FileFault.UNKNOWN_EDITION),
    (_monthly, FileFault.REPORT_FORM),
    (_number, FileFault.INDIVIDUAL_NUMBER),
    (lambda forms, site: pdf(forms, site, {"submitted_by": "佐藤"}), FileFault.NOT_FILLED),
    (lambda forms, site: ("a.pdf", pdf(forms, site, PLAN)[1][:900]), FileFault.DAMAGED),
    (lambda _forms, _site: ("a.txt", b"to whom it may concern"), FileFault.NOT_A_FORM),
    (lambda _forms, _site: ("a.pdf", b""), FileFault.DAMAGED),
]


def test_every_spoilt_file_is_named_and_stops_no_other(
    forms: CorrectionFormsService, site: Corrections, tmp_path: Path
) -> None:
    expected: dict[str, FileFault | None] = {}
    for at, (spoil, fault) in enumerate(SPOILT):
        name, content = spoil(forms, site)
        put(tmp_path, f"{at:02}{name}", content)
        expected[f"{at:02}{name}"] = fault
    good = put(tmp_path, "98.pdf", pdf(forms, site, PLAN)[1])
    put(tmp_path, "99.xlsx", book(forms, site, PLAN)[1])
    expected |= {"98.pdf": None, "99.xlsx": FileFault.UNDER_CHECK}
    looks = forms.look_at([tmp_path / "came in"])
    assert {look.name: look.fault for look in looks} == expected
    assert all(look.word and look.told == look.sentence and look.remedy for look in looks if look.fault)
    assert all(NUMBER not in look.told for look in looks)
    outcome = forms.take_in(looks)
    assert [look.path for look in outcome.taken] == [good]
    assert outcome.change.touches(Subject.FINDING)


def test_a_finding_that_has_ended_or_waits_takes_no_form(
    forms: CorrectionFormsService, site: Corrections, tmp_path: Path
) -> None:
    path = put(tmp_path, *pdf(forms, site, PLAN | REPORT))
    (look,) = forms.look_at([path])
    for state, fault in (
        (FindingState.CLOSURE_ASKED, FileFault.UNDER_CHECK),
        (FindingState.CLOSED, FileFault.CLOSED_FINDING),
        (FindingState.DROPPED, FileFault.UNKNOWN_FINDING),
    ):
        with site.desk.writing(Deed.EDIT_FINDING, "finding.change") as session:
            row = session.get(Finding, site.phone.id)
            assert row is not None
            row.state = state
        (now,) = forms.look_at([path])
        assert now.fault is fault
    ((refused, reason),) = forms.take_in([look]).refused
    assert (refused, "すでに終わって" in reason) == (look, True)


def test_a_file_changed_or_kept_after_the_look_is_not_taken_in(
    forms: CorrectionFormsService, site: Corrections, tmp_path: Path
) -> None:
    path = put(tmp_path, *pdf(forms, site, PLAN))
    looks = forms.look_at([path])
    forms.take_in(looks)
    ((_look, reason),) = forms.take_in(looks).refused
    assert "同じ内容" in reason
    put(tmp_path, "a.pdf", pdf(forms, site, REPORT)[1])
    ((_look, reason),) = forms.take_in(looks).refused
    assert "変わりました" in reason


def test_evidence_is_kept_with_the_report(forms: CorrectionFormsService, site: Corrections) -> None:
    with pytest.raises(RefusedError, match="是正報告がまだ"):
        forms.add_evidence(site.phone.id, [Original(PIXEL, "写真.jpg")])
    site.findings.record_correction(site.phone.id, corrected_on=DONE, reply="置いた。")
    version = site.phone.version
    forms.add_evidence(
        site.phone.id,
        [Original(PIXEL, "C:\\写真\\預け箱.jpg"), Original(PIXEL, "同じ.jpg")],
        version=version,
    )
    forms.add_evidence(site.phone.id, [Original(PIXEL, "また同じ.jpg"), Original(b"%PDF-1.7\n", "簿.pdf")])
    assert [each.file_name for each in forms.list_evidence(site.phone.id)] == ["預け箱.jpg", "簿.pdf"]
    with pytest.raises(RefusedError, match="添付できません"):
        forms.add_evidence(site.phone.id, [Original(b"MZ", "x.exe")])


def test_a_verification_names_what_was_looked_at(
    forms: CorrectionFormsService, site: Corrections, desk_as: Callable[..., Desk]
) -> None:
    from models.department import Role

    other = CorrectionFormsService(desk_as(Role.INSPECTOR))
    assert other.list_reinspections(site.phone.id) == ()
    site.findings.record_correction(site.phone.id, corrected_on=DONE, reply="置いた。")
    site.findings.record_correction(site.rules.id, corrected_on=DONE, reply="定めた。")
    site.findings.ask_closure(site.phone.id)
    site.findings.ask_closure(site.rules.id)
    other.confirm(
        site.phone.id,
        how=Verification.PAPER,
        said="写りを確かめた",
        looked_at=["預け箱.jpg"],
        version=site.phone.version,
    )
    assert site.findings.list_steps(site.phone.id)[-1].said == "写りを確かめた\n確認したもの: 預け箱.jpg"
    with pytest.raises(RefusedError, match="再検査の記録"):
        other.confirm(site.rules.id, how=Verification.REINSPECTION, said="見た")
    inspections = InspectionsService(site.desk)
    finalised(
        inspections,
        planned(inspections, site.contract_id, D(2026, 11, 30), kind=InspectionKind.REINSPECTION),
    )
    (found,) = other.list_reinspections(site.rules.id)
    assert found.told == f"再検査 {found.number}（令和8年11月30日）"
    other.confirm(site.rules.id, how=Verification.REINSPECTION, said="掲示を見た")
    assert site.findings.list_steps(site.rules.id)[-1].said.endswith(f"確認したもの: {found.told}")
    assert site.phone.state is site.rules.state is State.CLOSED
    assert TODAY < DONE


def test_files_of_both_forms_are_sorted(
    forms: CorrectionFormsService, site: Corrections, tmp_path: Path
) -> None:
    intake = IntakeService(site.desk)
    put(tmp_path, "1.xlsx", fill_book(write_workbook(form_data()), COMPLETE))
    put(tmp_path, "2.pdf", pdf(forms, site, PLAN)[1])
    put(tmp_path, "3.txt", b"other")
    looks = intake.look_at([tmp_path / "came in"], course=Course())
    assert [look.fault for look in looks] == [FileFault.UNKNOWN_CONTRACT, None, FileFault.NOT_A_FORM]
    received = intake.take_in(looks, received_on=D(2026, 11, 30), course=Course())
    assert ([look.name for look in received.taken], received.refused) == (["2.pdf"], ())
    assert received.change.touches(Subject.REPORT)
    assert received.change.touches(Subject.FINDING)
    assert isinstance(looks[1], CorrectionLook)
    assert looks[1].word == "改善計画"
    (alone,) = FilingService(site.desk).look_at([tmp_path / "came in" / "2.pdf"])
    assert alone.fault is FileFault.CORRECTION_FORM
    assert intake.look_at([tmp_path / "came in" / "2.pdf"])[0].fault is FileFault.DUPLICATE


def test_the_editions_are_known_by_their_hash() -> None:
    (edition,) = correction_sets()
    assert find_correction_set(edition.content_hash[:8]) is edition
    assert find_correction_set("0" * 8) is None
    blank = CorrectionFormData(edition, finding_number="R8-0001/01")
    assert not blank.is_blank
    assert recognise_correction(print_report_form(blank).pdf, "x.pdf").is_as_sent
    with pytest.raises(FileFaultError):
        recognise_correction(b"x", f"{NUMBER}.pdf")
