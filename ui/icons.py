"""Icons of one family (Tabler), drawn in the colour of the text they stand with."""

from __future__ import annotations

import gc
from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

import resources
from ui.theme import current_theme

_GAP = 4
_NAME, _ROLE = "icon_name", "icon_role"


@cache
def _drawing(name: str) -> str:
    return Path(resources.__file__).with_name("icons").joinpath(f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon_pixmap(name: str, colour: QColor, side: int) -> QPixmap:
    """Return an icon of ``resources/icons`` in a colour, ``side`` logical pixels square."""
    app = QApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    return _pixmap(name, colour.name(), side, ratio)


def set_icon(widget: QAbstractButton | QLabel, name: str, role: str = "text", checked_role: str = "") -> None:
    """Give a button or label an icon in a colour role; it is redrawn when the theme changes."""
    widget.setProperty(_NAME, name)
    widget.setProperty(_ROLE, f"{role}/{checked_role or role}")
    _draw(widget)


def redraw_icons(app: QApplication) -> None:
    """Draw every icon anew in the colours and the size of the theme now in use."""
    for widget in _all_widgets(app):
        if isinstance(widget, QAbstractButton | QLabel) and widget.property(_NAME):
            _draw(widget)


def _all_widgets(app: QApplication) -> list[QWidget]:
    """Return all widgets; none may be collected while the list is made of them: it would hold a dead one."""
    collects = gc.isenabled()
    gc.disable()
    try:
        return app.allWidgets()
    finally:
        if collects:
            gc.enable()


def _draw(widget: QAbstractButton | QLabel) -> None:
    theme = current_theme()
    name = str(widget.property(_NAME))
    role, checked_role = str(widget.property(_ROLE)).split("/")
    side = theme.icon_px
    normal = icon_pixmap(name, theme.colour(role), side)
    if isinstance(widget, QLabel):
        widget.setPixmap(normal)
        return
    gap = theme.space(_GAP) if widget.text() else 0
    icon = QIcon(_with_gap(normal, gap))
    if checked_role != role:
        checked = icon_pixmap(name, theme.colour(checked_role), side)
        icon.addPixmap(_with_gap(checked, gap), QIcon.Mode.Normal, QIcon.State.On)
    widget.setIcon(icon)
    widget.setIconSize(QSize(side + gap, side))


def _with_gap(pixmap: QPixmap, gap: int) -> QPixmap:
    """Leave room between icon and word: Qt's own four pixels are too few."""
    if not gap:
        return pixmap
    ratio = pixmap.devicePixelRatio()
    wide = QPixmap(pixmap.width() + round(gap * ratio), pixmap.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return wide
