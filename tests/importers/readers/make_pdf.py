"""Makes the PDF files of `tests/data/files` from an invented notice, as an office prints it (needs LibreOffice, Noto CJK).

    python -m tests.importers.readers.make_pdf [TEXT_FILE PDF_FILE STYLE]

Without arguments it makes the files that the tests keep.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[3]
FILES = ROOT / "tests" / "data" / "files"
NOTICE = ROOT / "resources" / "samples" / "lanchuan.txt"
PASSWORD = "xuncha-2024"  # of the file that is kept locked


@dataclass(frozen=True)
class Print:
    """How a notice is printed; sizes in points.

    Attributes:
        indent: of the first line of a paragraph, in signs.
        foot: what stands around the page number.
        after: the gap behind a paragraph.
    """

    font: str = "Noto Serif CJK SC"
    size: float = 16
    leading: float = 28
    indent: float = 2
    head: str = "巡察整改情况通报"
    foot: tuple[str, str] = ("— ", " —")
    columns: int = 1
    after: float = 0


STYLES = {
    "office": Print(),
    "web": Print("Noto Sans CJK SC", 10.5, 16, 0, "整改工作专栏", ("第 ", " 页"), after=6),
    "columns": Print(size=10.5, leading=18, columns=2),
}

_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">
<office:automatic-styles>
<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm"
 fo:margin-top="20mm" fo:margin-bottom="20mm" fo:margin-left="28mm" fo:margin-right="26mm">
 <style:columns fo:column-count="{columns}" fo:column-gap="10mm"/></style:page-layout-properties>
 <style:header-style><style:header-footer-properties fo:min-height="17mm" fo:margin-bottom="8mm"/></style:header-style>
 <style:footer-style><style:header-footer-properties fo:min-height="15mm" fo:margin-top="8mm"/></style:footer-style>
</style:page-layout>
{styles}
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4">
<style:header><text:p text:style-name="head">{head}</text:p></style:header>
<style:footer><text:p text:style-name="foot">{before}<text:page-number/>{behind}</text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>{paragraphs}</office:text></office:body></office:document>
"""
_STYLE = """<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties fo:text-align="{align}" style:punctuation-wrap="simple"
 fo:text-indent="{indent}pt" fo:line-height="{leading}pt" fo:margin-bottom="{after}pt"/><style:text-properties
 style:font-name-asian="{font}" fo:font-family="{font}" style:font-family-asian="{font}" fo:font-size="{size}pt"
 style:font-size-asian="{size}pt" fo:language="zh" fo:country="CN" style:language-asian="zh"
 style:country-asian="CN"/></style:style>"""


def _document(text: str, look: Print) -> str:
    names = ["title", *["body"] * text.count("\n")]
    paragraphs = "".join(
        f'<text:p text:style-name="{name}">{escape(line)}</text:p>'
        for name, line in zip(
            names, (part for part in text.split("\n") if part.strip()), strict=False
        )
    )
    return _DOCUMENT.format(
        columns=look.columns,
        styles="".join(
            [
                _style("title", look, align="center", size=look.size * 1.375),
                _style("body", look, align="justify", size=look.size, indent=look.indent),
                _style("head", look, align="center", size=9),
                _style("foot", look, align="center", size=14),
            ]
        ),
        head=look.head,
        before=look.foot[0],
        behind=look.foot[1],
        paragraphs=paragraphs,
    )


def _style(name: str, look: Print, *, align: str, size: float, indent: float = 0) -> str:
    return _STYLE.format(
        name=name,
        align=align,
        indent=indent * size,
        leading=round(size / look.size * look.leading, 1),
        after=look.after,
        font=look.font,
        size=size,
    )


def write_pdf(text: str, target: Path, look: Print, password: str | None = None) -> None:
    """Prints a text to a PDF file."""
    options = {"EncryptFile": True, "DocumentOpenPassword": password} if password else {}
    kinds = {bool: "boolean", str: "string"}
    filters = {
        name: {"type": kinds[type(value)], "value": str(value).lower() if value is True else value}
        for name, value in options.items()
    }
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{target.stem}.fodt"
        source.write_text(_document(text, look), encoding="utf-8")
        to = (
            f"pdf:writer_pdf_Export:{json.dumps(filters, ensure_ascii=False)}" if filters else "pdf"
        )
        subprocess.run(
            [
                "soffice",
                "--headless",
                "--convert-to",
                to,
                "--outdir",
                str(target.parent),
                str(source),
            ],
            check=True,
            capture_output=True,
        )


def main(arguments: list[str]) -> None:
    """Makes one file, or all that are kept."""
    if arguments:
        text = Path(arguments[0]).read_text(encoding="utf-8-sig")
        write_pdf(text, Path(arguments[1]).resolve(), STYLES[arguments[2]])
        return
    FILES.mkdir(parents=True, exist_ok=True)
    text = NOTICE.read_text(encoding="utf-8")
    for name, look in STYLES.items():
        write_pdf(text, FILES / f"notice-{name}.pdf", look)
    write_pdf("本文件设有密码。", FILES / "locked.pdf", STYLES["web"], PASSWORD)


if __name__ == "__main__":
    main(sys.argv[1:])
