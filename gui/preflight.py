"""What a system must have before Qt can open a window, checked without Qt, whose own answer is to abort."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable, Mapping

# Library -> Debian package. The first group is needed even for a picture of the window (offscreen).
_PICTURE_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
_X11_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
FONT_PACKAGE = "fonts-noto-cjk"
_WINDOWLESS = frozenset({"offscreen", "minimal", "vnc", "linuxfb", "eglfs"})


def missing_for_window(environment: Mapping[str, str] | None = None) -> list[str]:
    """Chinese sentences about what keeps a window from opening: a display, system libraries."""
    if not sys.platform.startswith("linux"):
        return []
    held = os.environ if environment is None else environment
    if held.get("QT_QPA_PLATFORM", "").split(":")[0] in _WINDOWLESS:
        return missing_for_picture()
    wanted = dict(_PICTURE_LIBRARIES)
    if not held.get("WAYLAND_DISPLAY"):
        wanted |= _X11_LIBRARIES
    found = (_display_sentence(held), _library_sentence(wanted))
    return [sentence for sentence in found if sentence]


def missing_for_picture() -> list[str]:
    """Chinese sentences about what keeps even an offscreen picture of the window from being made."""
    if not sys.platform.startswith("linux"):
        return []
    sentence = _library_sentence(_PICTURE_LIBRARIES)
    return [sentence] if sentence else []


def font_sentence() -> str:
    """What to say where there is no Chinese font."""
    return (
        f"系统中没有中文字体，文字会显示为方框。请安装软件包 {FONT_PACKAGE}"
        f"（例如：sudo apt install {FONT_PACKAGE}），然后重新打开本程序。"
    )


def _display_sentence(environment: Mapping[str, str]) -> str | None:
    if environment.get("WAYLAND_DISPLAY"):
        return None
    name = environment.get("DISPLAY")
    if not name:
        return (
            "没有图形界面可用（环境变量 DISPLAY 和 WAYLAND_DISPLAY 都没有设置），窗口打不开。"
            "请在桌面环境中运行；没有显示器时可安装软件包 xvfb，用 xvfb-run 运行。"
        )
    if _can_reach(name):
        return None
    return (
        f"连接不上图形界面 {name}，窗口打不开。请在桌面环境的终端中运行；"
        "没有显示器时可安装软件包 xvfb，用 xvfb-run 运行。"
    )


def _can_reach(display: str) -> bool:
    """Whether the X server answers; True where libX11 is absent, which is said elsewhere."""
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return True
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    connection = x11.XOpenDisplay(display.encode())
    if not connection:
        return False
    x11.XCloseDisplay(connection)
    return True


def _library_sentence(wanted: Mapping[str, str]) -> str | None:
    absent = [name for name in wanted if not _can_load(name)]
    if not absent:
        return None
    packages = list(dict.fromkeys(wanted[name] for name in absent))
    return (
        f"缺少系统库 {_listed(absent)}，窗口打不开。请安装软件包 {_listed(packages)}"
        f"（例如：sudo apt install {' '.join(packages)}）。"
    )


def _can_load(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _listed(words: Iterable[str]) -> str:
    return "、".join(words)
