"""From where on a reviewer of an inspection is given a hint."""

from __future__ import annotations

from dataclasses import asdict

from oversight.hint_limits import LIMIT_BOUNDS, HintLimits, limits_from
from oversight.words import _, mark
from ui.settings.saving import Saving, SavingPanel
from ui.shell import Shell
from ui.widgets.number_field import NumberField

_WORDS = {
    "quick_seconds": (mark("速い回答とみなす間隔"), mark("秒未満")),
    "quick_answers": (mark("速い回答がいくつから"), mark("件以上")),
    "alike_items": (mark("区分がすべて同じとみなす項目数"), mark("項目以上")),
    "not_applicable_percent": (mark("非該当の割合"), mark("％を超える")),
    "copied_texts": (mark("同じ文章がいくつから"), mark("項目以上")),
    "outside_minutes": (mark("予定の時刻から外れてよい長さ"), mark("分まで")),
    "clock_seconds": (mark("時計の戻りを見逃す長さ"), mark("秒まで")),
}


class HintsPanel(SavingPanel):
    """The office's limits; only what is saved counts."""

    def __init__(self, shell: Shell) -> None:
        saving = Saving(
            save=_("手がかりの設定を保存する"),
            put_back=_("はじめの値に戻す"),
            told=_("手がかりの設定を保存しました。"),
            stored=lambda settings: asdict(limits_from(settings.hint_limits)),
            default=asdict(HintLimits()),
            changes=lambda values: {"hint_limits": dict(values)},
        )
        super().__init__(shell, saving)
        self.add_section(
            _("確認の手がかり"),
            _("検査を見る人に目安として示します。法令に定めがないため、市で決めます。検査は止めません。"),
        )
        for name, (label, unit) in _WORDS.items():
            low, high = LIMIT_BOUNDS[name]
            field = NumberField(name, _(label), low=low, high=high, unit=_(unit), width=120, is_required=True)
            self.add(field)
        self.end()
