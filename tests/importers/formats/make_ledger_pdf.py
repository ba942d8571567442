"""Makes `ledger-office.pdf` of `tests/data/files` from an invented ledger (needs LibreOffice and Noto CJK).

python -m tests.importers.formats.make_ledger_pdf
"""

from __future__ import annotations

import subprocess
import tempfile
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side

KEPT = Path(__file__).resolve().parents[2] / "data" / "files" / "ledger-office.pdf"
_HEADER = ("序号", "方面", "反馈问题", "整改措施", "整改时限", "责任领导", "整改情况", "整改状态")
_WIDTHS = (5, 12, 22, 30, 10, 8, 30, 9)
_ROWS = (
    ("学习贯彻方面", "党组理论学习不够深入，专题研讨少", "1.健全党组学习制度，每季度至少安排一次专题研讨。\n2.加强对基层单位学习情况的督促检查。", "2024年6月底", "王某某", "修订学习制度1项，开展专题研讨4次，督查单位6个。", "已完成"),
    (None, "预算绩效管理不到位，7个项目未开展绩效自评", "1.完善绩效目标审核机制。\n2.督促项目单位按时开展绩效自评。", "2024年12月底", "李某某", "7个项目已全部补做绩效自评，评价结果已抄送主管部门。", "已完成"),
    ("履行职责方面", "存量资金清理不及时，320万元闲置两年以上", "建立存量资金定期清理机制，每半年清理一次；加快剩余资金的支出进度，确保年底前全部消化。", "2024年12月底", "李某某", "已收回240万元统筹使用，剩余80万元已于6月下达到教育、水利两个项目。", "正在整改"),
    (None, "惠民补贴资金发放监管缺位", "加强与农业农村、民政部门的信息比对；对违规领取的补贴予以追缴。", "立行立改", "赵某某", "违规发放的补贴2.18万元已于5月全部追回并上缴国库。", "已完成"),
    (None, "内部控制制度执行不严，3笔会议费没有会议通知", "修订内部控制手册，明确报销审批的责任和流程。", "2024年9月底", "赵某某", "修订《财务报销管理规定》，组织全员培训2次，参训56人。", "已完成"),
)  # fmt: skip


def ledger_workbook(repeats: int = 3) -> bytes:
    """The ledger, long enough for several pages; its problems are told apart by their numbers."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["云溪县财政局落实县委巡察反馈意见整改台账"])
    sheet.append(["填报单位：云溪县财政局", *[None] * 5, "截至2024年8月"])
    sheet.append(_HEADER)
    for number in range(repeats * len(_ROWS)):
        aspect, problem, *rest = _ROWS[number % len(_ROWS)]
        sheet.append([number + 1, aspect, f"{problem}（第{number + 1}项）", *rest])
    side = Side(style="thin")
    for row in sheet.iter_rows(min_row=3):
        sheet.row_dimensions[row[0].row].height = 62
        for cell in row:
            cell.border = Border(side, side, side, side)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
    for start in range(4, sheet.max_row, len(_ROWS)):
        sheet.merge_cells(start_row=start, end_row=start + 1, start_column=2, end_column=2)
        sheet.merge_cells(start_row=start + 2, end_row=start + 4, start_column=2, end_column=2)
    sheet.append(["填报人：张某某", None, None, "审核人：孙某某"])
    sheet.merge_cells("A1:H1")
    for letter, width in zip("ABCDEFGH", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "3:3"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def main() -> None:
    """Makes the file."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "ledger-office.xlsx"
        source.write_bytes(ledger_workbook())
        command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(KEPT.parent)]
        subprocess.run([*command, str(source)], check=True, capture_output=True)


if __name__ == "__main__":
    main()
