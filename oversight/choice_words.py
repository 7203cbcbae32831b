"""The office's words for choices: kinds, states, marks, severities, conclusions of every subject."""

from __future__ import annotations

from enum import StrEnum

from models.contract import (
    ContractKind,
    ContractState,
    ContractSubject,
    InspectionCycle,
    Medium,
    PeriodKind,
    SubjectCheck,
)
from models.contractor import ContractorKind, ContractorState
from models.finding import FindingState
from models.import_run import ImportState
from models.inspection import InspectionKind, InspectionMethod, InspectionState, PaperGround
from models.marks import Conclusion, Mark, Severity
from models.monthly_report import ReportState
from models.report_chasing import ContactKind
from models.report_filing import FilingChannel, PointKind, PointState
from models.subcontract import SubcontractState
from models.worker import Employment, WorkerState
from oversight.words import _, mark

_WORDS: tuple[tuple[StrEnum, str], ...] = (
    (ContractorKind.PRIVATE, mark("民間")),
    (ContractorKind.DESIGNATED_MANAGER, mark("指定管理者")),
    (ContractorKind.GOVERNMENT, mark("他自治体")),
    (ContractorKind.SOLE_PROPRIETOR, mark("個人事業")),
    (ContractorState.CANDIDATE, mark("候補")),
    (ContractorState.CHECKING, mark("確認中")),
    (ContractorState.SUITABLE, mark("適")),
    (ContractorState.UNDER_CONTRACT, mark("契約中")),
    (ContractorState.ENDED, mark("終了")),
    (ContractorState.UNSUITABLE, mark("不適")),
    (ContractKind.SINGLE_YEAR, mark("単年")),
    (ContractKind.LONG_TERM, mark("長期継続")),
    (ContractKind.DEBT_OBLIGATION, mark("債務負担")),
    (ContractKind.UNIT_PRICE, mark("単価")),
    (ContractKind.DESIGNATED_MANAGEMENT, mark("指定管理")),
    (ContractState.DRAFTED, mark("起案")),
    (ContractState.ANNOUNCED, mark("周知（入札前）")),
    (ContractState.SAFETY_CHECK, mark("安全管理確認")),
    (ContractState.SIGNED, mark("締結")),
    (ContractState.IN_SERVICE, mark("履行中")),
    (ContractState.COMPLETED, mark("完了（返還・廃棄待ち）")),
    (ContractState.CLOSED, mark("終結")),
    (ContractState.CANCELLED, mark("解除")),
    (InspectionCycle.FISCAL_YEAR, mark("年度ごと")),
    (InspectionCycle.CONTRACT_YEAR, mark("契約年ごと（履行開始日から1年ずつ）")),
    (PeriodKind.PREPARATION, mark("準備期間")),
    (PeriodKind.SERVICE, mark("履行期間")),
    (Medium.PAPER, mark("紙")),
    (Medium.ELECTRONIC, mark("電子")),
    (Medium.SYSTEM, mark("システム")),
    (ContractSubject.CONFIDENTIALITY, mark("秘密保持")),
    (ContractSubject.NO_TAKING_OUT, mark("事業所外への持出し禁止")),
    (ContractSubject.NO_OTHER_PURPOSE, mark("目的外利用の禁止")),
    (ContractSubject.SUBCONTRACT_TERMS, mark("再委託の条件")),
    (ContractSubject.LEAK_LIABILITY, mark("漏えい時の責任")),
    (ContractSubject.RETURN_OR_DISPOSAL, mark("終了後の返却・廃棄")),
    (ContractSubject.NAMED_WORKERS, mark("取扱従業者の明確化")),
    (ContractSubject.SUPERVISION_AND_TRAINING, mark("従業者の監督・教育")),
    (ContractSubject.COMPLIANCE_REPORT, mark("遵守状況の報告")),
    (ContractSubject.ON_SITE_INSPECTION, mark("必要時の実地の監査・調査")),
    (SubjectCheck.UNCHECKED, mark("未確認")),
    (SubjectCheck.PRESENT, mark("定めあり")),
    (SubjectCheck.MISSING, mark("定めなし")),
    (SubcontractState.APPLIED, mark("申請")),
    (SubcontractState.EXAMINING, mark("審査")),
    (SubcontractState.PERMITTED, mark("許諾")),
    (SubcontractState.REFUSED, mark("不許諾")),
    (SubcontractState.ACTIVE, mark("稼働")),
    (SubcontractState.ENDED, mark("終了")),
    (SubcontractState.UNPERMITTED, mark("無断再委託")),
    (Employment.EMPLOYEE, mark("社員")),
    (Employment.DISPATCHED, mark("派遣")),
    (Employment.SUBCONTRACT, mark("再委託")),
    (WorkerState.NOTIFIED, mark("届出")),
    (WorkerState.CONFIRMED, mark("確認")),
    (WorkerState.ACTIVE, mark("有効")),
    (WorkerState.STRUCK, mark("抹消")),
    (InspectionKind.PRE_CONTRACT, mark("契約前")),
    (InspectionKind.REGULAR, mark("定期")),
    (InspectionKind.SPECIAL, mark("随時")),
    (InspectionKind.AFTER_INCIDENT, mark("事故後")),
    (InspectionKind.REINSPECTION, mark("再検査")),
    (PaperGround.PERSONS, mark("本人の数が少ない")),
    (PaperGround.DAYS, mark("契約期間が短い")),
    (PaperGround.CERTIFICATE, mark("認証が有効")),
    (InspectionMethod.VISIT, mark("訪問")),
    (InspectionMethod.VIDEO, mark("テレビ通話")),
    (InspectionMethod.PHOTOS, mark("写真等")),
    (InspectionMethod.PAPER, mark("書面")),
    (InspectionState.PLANNED, mark("計画")),
    (InspectionState.NOTIFIED, mark("通知済")),
    (InspectionState.IN_PROGRESS, mark("実施中")),
    (InspectionState.FINALISED, mark("記録確定")),
    (InspectionState.CORRECTING, mark("訂正中")),
    (InspectionState.CALLED_OFF, mark("取止め")),
    (Mark.CONFORMING, mark("適")),
    (Mark.NONCONFORMING, mark("不適")),
    (Mark.NOT_APPLICABLE, mark("非該当")),
    (Severity.A, mark("A 重大")),
    (Severity.B, mark("B 要改善")),
    (Severity.C, mark("C 改善が望ましい")),
    (Conclusion.NO_PROBLEM, mark("問題なし")),
    (Conclusion.MINOR, mark("軽微な指摘あり")),
    (Conclusion.NEEDS_IMPROVEMENT, mark("要改善")),
    (Conclusion.SERIOUS, mark("重大な不適合あり")),
    (FindingState.OPEN, mark("是正待ち")),
    (FindingState.CORRECTED, mark("是正報告あり")),
    (FindingState.CLOSED, mark("完了")),
    (FindingState.DROPPED, mark("取下げ")),
    (ReportState.RECEIVED, mark("提出済")),
    (ReportState.UNDER_CHECK, mark("確認中")),
    (ReportState.RETURNED, mark("差戻")),
    (ReportState.RESUBMITTED, mark("再提出")),
    (ReportState.CHECKED, mark("確認済")),
    (ReportState.CLOSED, mark("完結")),
    (ContactKind.CALL, mark("電話")),
    (ContactKind.MAIL, mark("メール")),
    (ContactKind.VISIT, mark("訪問・来庁")),
    (ContactKind.CONSULTATION, mark("庁内協議")),
    (FilingChannel.PDF, mark("PDF")),
    (FilingChannel.WORKBOOK, mark("Excel")),
    (FilingChannel.PAPER, mark("紙")),
    (PointKind.UNKNOWN_SUBCONTRACTOR, mark("許諾のない再委託先")),
    (PointKind.UNKNOWN_PLACE, mark("台帳にない場所")),
    (PointKind.UNKNOWN_WORKER, mark("名簿にない従事者")),
    (PointKind.WORKER_LEFT, mark("離任後の従事者")),
    (PointKind.TRAINING_OLD, mark("教育が1年以上前")),
    (PointKind.INCIDENT, mark("事故・ヒヤリハット")),
    (PointKind.COUNT_JUMP, mark("件数の急な変化")),
    (PointKind.NO_PERMIT, mark("許可のない機器")),
    (PointKind.SELF_CHECK, mark("自己点検の不適")),
    (PointKind.LOG_ANOMALY, mark("ログの異常")),
    (PointState.OPEN, mark("未決")),
    (PointState.DISMISSED, mark("支障なし")),
    (PointState.FINDING, mark("指摘")),
    (PointState.REPLACED, mark("再提出で更新")),
    (ImportState.FINISHED, mark("取込済み")),
    (ImportState.UNDONE, mark("取消し済み")),
)
_BY_KIND = {(type(member), member): word for member, word in _WORDS}


def word_of(value: StrEnum) -> str:
    """Return the office's word for a member of an enumeration, in the language in use.

    Members of two kinds may be equal as text; the word is found by kind and member. Raise ``KeyError`` for
    a kind that has no words.
    """
    return _(_BY_KIND[type(value), value])
