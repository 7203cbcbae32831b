"""Why a file that came in is not taken in: each reason has its word, its sentence and what to do next."""

from __future__ import annotations

from enum import StrEnum

from oversight.errors import RefusedError
from oversight.words import _, mark


class FileFault(StrEnum):
    """What is wrong with a file, told before anything is written."""

    NOT_A_FORM = "not_a_form"
    FLAT = "flat"
    UNOPENED = "unopened"
    DAMAGED = "damaged"
    PROTECTED = "protected"
    TOO_LARGE = "too_large"
    ACTIVE = "active"
    INDIVIDUAL_NUMBER = "individual_number"
    ALTERED = "altered"
    UNKNOWN_EDITION = "unknown_edition"
    UNKNOWN_CONTRACT = "unknown_contract"
    WRONG_MONTH = "wrong_month"
    DUPLICATE = "duplicate"
    ALREADY_HERE = "already_here"
    CORRECTION_FORM = "correction_form"
    REPORT_FORM = "report_form"
    UNKNOWN_FINDING = "unknown_finding"
    WRONG_FINDING = "wrong_finding"
    CLOSED_FINDING = "closed_finding"
    UNDER_CHECK = "under_check"
    NOT_FILLED = "not_filled"

    @property
    def word(self) -> str:
        """Return the fault in a word of the office."""
        return _(_TOLD[self][0])


_TOLD = {
    FileFault.NOT_A_FORM: (
        mark("様式でない"),
        mark("市が渡した様式のファイルではありません。"),
        mark(
            "紙や自由な書き方の報告は、「紙の報告を入力する」で入力し、ファイルを写しとして付けてください。"
        ),
    ),
    FileFault.FLAT: (
        mark("記入欄がない"),
        mark("記入欄のないPDFです。印刷して作り直したか、読み取った（スキャンした）ものです。"),
        mark("「紙の報告を入力する」で入力し、このPDFを写しとして付けてください。"),
    ),
    FileFault.UNOPENED: (
        mark("開けない"),
        mark("ファイルを開けません。"),
        mark("ほかのソフトで開いていれば閉じ、ファイルがあるか確かめてください。"),
    ),
    FileFault.DAMAGED: (
        mark("壊れている"),
        mark("ファイルが壊れていて読めません。"),
        mark("委託先に送り直してもらってください。"),
    ),
    FileFault.PROTECTED: (
        mark("パスワードあり"),
        mark("パスワードで保護されていて読めません。"),
        mark("委託先にパスワードを外して送り直してもらってください。"),
    ),
    FileFault.TOO_LARGE: (
        mark("大きすぎる"),
        mark("様式として大きすぎるファイルです（展開後の大きさを含む）。"),
        mark("様式のほかに貼り付けたものを外して、送り直してもらってください。"),
    ),
    FileFault.ACTIVE: (
        mark("マクロあり"),
        mark("マクロなど、動くしくみを含むファイルです。開かずに除きました。"),
        mark("市が渡した様式のまま（.xlsx か .pdf で）送り直してもらってください。"),
    ),
    FileFault.INDIVIDUAL_NUMBER: (
        mark("個人番号あり"),
        mark("個人番号らしい12桁の数字が書かれています。ファイルは残していません。"),
        mark(
            "委託先に知らせ、番号を消して送り直してもらってください。届いたファイルは決まりに従って消してください。"
        ),
    ),
    FileFault.ALTERED: (
        mark("設問が変えられている"),
        mark("設問か欄が、渡した様式と違います。"),
        mark("渡した様式のまま記入して送り直してもらってください。"),
    ),
    FileFault.UNKNOWN_EDITION: (
        mark("知らない版"),
        mark("この版の設問を知りません。"),
        mark("今の版の様式を渡して、書き直してもらってください。"),
    ),
    FileFault.UNKNOWN_CONTRACT: (
        mark("契約がない"),
        mark("様式の示す契約が、台帳にありません。"),
        mark("契約番号を確かめてください。ほかの市や、取り消した契約の様式かもしれません。"),
    ),
    FileFault.WRONG_MONTH: (
        mark("月が違う"),
        mark("様式の示す月の報告は、この契約では出すことになっていません。"),
        mark("月を確かめ、正しい月の様式で送り直してもらってください。"),
    ),
    FileFault.DUPLICATE: (
        mark("同じファイル"),
        mark("同じ内容のファイルが、すでにあります。"),
        mark("何もしなくてよいです。"),
    ),
    FileFault.ALREADY_HERE: (
        mark("受け取り済み"),
        mark("その月の報告は受け取り済みで、内容の違うファイルです。"),
        mark("差し替えるなら、先の報告を差し戻してから取り込んでください。月の誤りかもしれません。"),
    ),
    FileFault.CORRECTION_FORM: (
        mark("是正の様式"),
        mark("是正報告書の様式で、月次報告ではありません。"),
        mark("「指摘・是正」の画面で取り込んでください。"),
    ),
    FileFault.REPORT_FORM: (
        mark("月次報告の様式"),
        mark("月次報告の様式で、是正報告書ではありません。"),
        mark("「月次報告」の画面で取り込んでください。"),
    ),
    FileFault.UNKNOWN_FINDING: (
        mark("指摘がない"),
        mark("様式の示す指摘が、台帳にありません。"),
        mark("指摘番号を確かめてください。ほかの市の様式か、取り下げた指摘かもしれません。"),
    ),
    FileFault.WRONG_FINDING: (
        mark("指摘が違う"),
        mark("書かれた指摘番号が、様式番号の示す指摘と違います。"),
        mark("ほかの指摘の様式を書き換えたものかもしれません。渡した様式のまま送り直してもらってください。"),
    ),
    FileFault.CLOSED_FINDING: (
        mark("終わった指摘"),
        mark("その指摘はすでに終わっています。"),
        mark("指摘の記録を確かめてください。取り込むものはありません。"),
    ),
    FileFault.UNDER_CHECK: (
        mark("確認中"),
        mark("その指摘は報告を受け取り、完了の確認を待っています。"),
        mark("差し替えるなら、先の報告を差し戻してから取り込んでください。"),
    ),
    FileFault.NOT_FILLED: (
        mark("記入がない"),
        mark("改善計画も是正報告も、取り込めるだけ記入されていません。"),
        mark("足りない欄を委託先に記入してもらい、送り直してもらってください。"),
    ),
}


class FileFaultError(RefusedError):
    """A file is not taken in; ``fault`` says why, ``detail`` what exactly, never an Individual Number."""

    def __init__(self, fault: FileFault, detail: str = "") -> None:
        _word, sentence, remedy = _TOLD[fault]
        super().__init__(" ".join(filter(None, (_(sentence), detail))), _(remedy), field="file")
        self.fault = fault
