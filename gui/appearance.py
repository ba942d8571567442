"""How the application looks: style, type, style sheet, Qt's own words in Chinese."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication
from typing_extensions import override

logger = logging.getLogger(__name__)

STYLE_SHEET = Path(__file__).resolve().parents[1] / "resources" / "app.qss"
_LARGER = 1.25
# Tried in order; the system's own choice where none of them is there.
_FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)
_BASE_SIZE = "duizhang_type_size"
_MISSING_FROM = frozenset({"QAbstractFileIconProvider", "QFileDialog", "QFileSystemModel"})
_MISSING = {
    "Drive": "磁盘",
    "File": "文件",
    "File Folder": "文件夹",
    "Folder": "文件夹",
    "%1 File": "%1 文件",
    "Unknown": "未知",
    "Name": "名称",
    "Size": "大小",
    "Type": "类型",
    "Kind": "类型",
    "Date Modified": "修改日期",
    "Computer": "计算机",
}


def set_up_appearance(application: QApplication, *, is_large: bool) -> None:
    """Gives the application its looks; light or dark follows the system."""
    application.setStyle("Fusion")
    load_translation(application)
    family = next((name for name in _FAMILIES if QFontDatabase.hasFamily(name)), None)
    if family is not None:
        font = QFont(application.font())
        font.setFamily(family)
        application.setFont(font)
    apply_type_size(is_large=is_large)
    try:
        application.setStyleSheet(STYLE_SHEET.read_text(encoding="utf-8"))
    except OSError:
        logger.warning("the style sheet cannot be read")


def load_translation(application: QApplication) -> bool:
    """Makes Qt's own dialogs Chinese.

    Returns:
        Whether the wheel carries the translation.
    """
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    QCoreApplication.installTranslator(MissingWords(application))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not translator.load("qtbase_zh_CN", folder):
        logger.warning("Qt's Chinese words are missing")
        return False
    return QCoreApplication.installTranslator(translator)


class MissingWords(QTranslator):
    """What Qt's own translation leaves out; asked last, as it is installed first."""

    @override
    def isEmpty(self) -> bool:
        return False

    @override
    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        # None lets Qt keep its own words; "" would blank them, whatever the stubs say.
        words: Any = _MISSING.get(sourceText) if context in _MISSING_FROM else None
        return str(words) if words else words


def apply_type_size(*, is_large: bool) -> None:
    """Sets the size of type: the system's own, or a quarter larger."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return
    font = QFont(application.font())
    kept = application.property(_BASE_SIZE)
    base = kept if isinstance(kept, float) else font.pointSizeF()
    application.setProperty(_BASE_SIZE, base)
    font.setPointSizeF(base * _LARGER if is_large else base)
    application.setFont(font)


def has_chinese_font() -> bool:
    """Whether any font can show Chinese."""
    system = QFontDatabase.WritingSystem.SimplifiedChinese
    return bool(QFontDatabase.families(system))
