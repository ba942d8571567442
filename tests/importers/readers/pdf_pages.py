"""Writes small PDF files for tests, sign by sign where they shall stand."""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

# Codes are characters: every one of the plane stands for itself.
_TO_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
    b"/CMapName /Plain def /CMapType 2 def\n"
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    + b"".join(
        b"64 beginbfrange\n"
        + b"".join(
            b"<%02X00> <%02XFF> <%02X00>\n" % (high, high, high) for high in range(at, at + 64)
        )
        + b"endbfrange\n"
        for at in range(0, 256, 64)
    )
    + b"endcmap end end\n"
)
_IMAGE = b"q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"


def _box_font() -> bytes:
    """A TrueType font whose one glyph is a box; PDFium takes signs without a shape for doubles of each other."""
    corners = (50, 900, 0, -900), (-100, 0, 950, 0)
    box = struct.pack(
        ">5hHH4B4h4h", 1, 50, -100, 950, 850, 3, 0, 1, 1, 1, 1, *corners[0], *corners[1]
    )
    box += b"\0" * (-len(box) % 4)
    tables = {
        b"glyf": box,
        b"head": struct.pack(
            ">IIIIHHQQ4hHHhhh",
            0x10000,
            0x10000,
            0,
            0x5F0F3CF5,
            0,
            1000,
            0,
            0,
            50,
            -100,
            950,
            850,
            0,
            8,
            2,
            0,
            0,
        ),
        b"hhea": struct.pack(">I3hH11hH", 0x10000, 880, -120, 0, 1000, *[0] * 11, 2),
        b"hmtx": struct.pack(">HhHh", 1000, 0, 1000, 50),
        b"loca": struct.pack(">3H", 0, 0, len(box) // 2),
        b"maxp": struct.pack(">I14H", 0x10000, 2, 4, 1, 0, 0, 2, *[0] * 8),
    }
    head = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 32)
    at = len(head) + 16 * len(tables)
    directory, body = b"", b""
    for name, data in tables.items():
        directory += struct.pack(">4sIII", name, 0, at + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return head + directory + body


_FONT = _box_font()
_GLYPHS = zlib.compress(b"\0\1" * 65_536)


@dataclass
class PageDraft:
    """A page in the making, A4."""

    content: list[bytes] = field(default_factory=list)
    rotation: int = 0

    def put(
        self, words: str, left: float, base: float, size: float = 16, angle: float = 0
    ) -> PageDraft:
        """Prints words; `base` is counted from the foot of the page."""
        turn = math.radians(angle)
        cos, sin = math.cos(turn), math.sin(turn)
        codes = words.encode("utf-16-be").hex().encode()
        self.content.append(
            b"BT /F %.2f Tf %.4f %.4f %.4f %.4f %.2f %.2f Tm <%s> Tj ET\n"
            % (size, cos, sin, -sin, cos, left, base, codes)
        )
        return self

    def put_parted(self, pieces: Sequence[str | float], left: float, base: float) -> PageDraft:
        """Prints pieces in one go with gaps between them, counted in signs."""
        parts = b" ".join(
            b"<%s>" % piece.encode("utf-16-be").hex().encode()
            if isinstance(piece, str)
            else b"%d" % (-1000 * piece)
            for piece in pieces
        )
        self.content.append(b"BT /F 16 Tf 1 0 0 1 %.2f %.2f Tm [%s] TJ ET\n" % (left, base, parts))
        return self

    def lines(
        self, lines: Sequence[str], left: float = 80, top: float = 740, size: float = 16
    ) -> PageDraft:
        """Prints lines below each other; a leading blank of full width is an indent of one sign."""
        for at, line in enumerate(lines):
            indent = len(line) - len(line.lstrip("\u3000"))
            self.put(line.lstrip("\u3000"), left + indent * size, top - at * size * 1.75, size)
        return self

    def rule(self, start: tuple[float, float], end: tuple[float, float]) -> PageDraft:
        """Draws a thin line."""
        self.content.append(b"0.5 w %.2f %.2f m %.2f %.2f l S\n" % (*start, *end))
        return self

    def picture(self) -> PageDraft:
        """Fills the page with a picture."""
        self.content.append(_IMAGE)
        return self


def pdf_of(*pages: PageDraft) -> bytes:
    """The file with these pages."""
    kids = b" ".join(b"%d 0 R" % (7 + 2 * at) for at in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /FangSong /Encoding /Identity-H /ToUnicode 4 0 R "
        b"/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /FangSong /DW 1000 /W [32 126 500] "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        b"/CIDToGIDMap 6 0 R /FontDescriptor << /Type /FontDescriptor /FontFile2 5 0 R /FontName /FangSong "
        b"/Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 "
        b"/StemV 80 >> >>] >>",
        _stream(_TO_UNICODE),
        _stream(_FONT),
        _stream(_GLYPHS, b"/Filter /FlateDecode "),
    ]
    for at, page in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate %d /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> >> >>" % (page.rotation, 8 + 2 * at)
        )
        objects.append(_stream(b"".join(page.content)))
    return _file_of(objects)


def _stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< %s/Length %d >>\nstream\n%s\nendstream" % (more, len(data), data)


def _file_of(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)
