"""Sets up .venv with the pinned packages and starts the program: what `make run` and `make test` call.

Standard library only, in a syntax that old Pythons parse, so that they get as far as the sentence
that tells what is missing. Nothing is asked of pip while the pinned files and Python stay the same.

    python3 scripts/bootstrap.py env            .venv with what the program runs on
    python3 scripts/bootstrap.py dev            .venv with what tests and gates need besides
    python3 scripts/bootstrap.py run [ARGS…]    the same as env, then the window; without a display the demo
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys

PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(PROJECT, ".venv")
OLDEST = (3, 11)
# PySide6 6.10 and later are built for this glibc; older systems get the last one that was built for 2.28.
NEW_GLIBC = (2, 34)
CANDIDATES = ("python3", "python3.13", "python3.12", "python3.11", "python3.14", "python")
PROBE = """
import sys
try:
    import ensurepip, venv
    ready = 1
except ImportError:
    ready = 0
print(sys.version_info[0], sys.version_info[1], ready)
"""


class SetupError(Exception):
    """What hinders the set-up, said in Chinese and in English."""

    def __init__(self, chinese: str, english: str) -> None:
        Exception.__init__(self, chinese, english)
        self.sentences = (chinese, english)


def main(arguments: "list[str]") -> int:
    """Does what the first argument says; the exit status."""
    command = arguments[0] if arguments else "run"
    if command not in ("env", "dev", "run"):
        say(__doc__)
        return 2
    try:
        python = ensure_environment(development=command == "dev")
    except SetupError as error:
        say(*error.sentences)
        return 1
    return start(python, arguments[1:]) if command == "run" else 0


def ensure_environment(development: bool) -> str:
    """The Python of a `.venv` that has everything; made or mended where it does not."""
    python = venv_python()
    wanted = pins(development)
    mark = fingerprint(wanted, version_of(python))
    if mark and mark in read_stamps():
        return python
    if not is_usable(python):
        make_venv(find_python())
    say(
        "正在安装程序所需的组件（约 120 MB，只在第一次和版本更新时进行）……",
        "Installing the pinned packages into .venv (first time, or after an update) ...",
    )
    install(python, wanted)
    marks = [fingerprint(wanted, version_of(python))]
    if development:
        marks.append(fingerprint(pins(development=False), version_of(python)))
    with open(stamp_file(), "w") as stamp:
        stamp.write("\n".join(marks) + "\n")
    return python


def pins(development: bool) -> "list[str]":
    """What is to be installed on this system, one `name==version` each."""
    wanted = lines_of("requirements.txt")
    if development:
        wanted += lines_of("requirements-dev.txt")
    if has_old_glibc():
        others = {line.split("==")[0]: line for line in lines_of("requirements-glibc228.txt")}
        wanted = [others.get(line.split("==")[0], line) for line in wanted]
    return wanted


def lines_of(name: str) -> "list[str]":
    """The lines of a pinned list without comments."""
    with open(os.path.join(PROJECT, name), encoding="utf-8") as listed:
        lines = [line.split("#")[0].strip() for line in listed]
    return [line for line in lines if line]


def has_old_glibc() -> bool:
    """Whether this is a Linux whose C library is too old for the current PySide6 (银河麒麟 V10, UOS 20)."""
    name, version = platform.libc_ver() if sys.platform.startswith("linux") else ("", "")
    parts = version.split(".")
    if name != "glibc" or len(parts) < 2 or not (parts[0].isdigit() and parts[1].isdigit()):
        return False
    return (int(parts[0]), int(parts[1])) < NEW_GLIBC


# Which Python


def find_python() -> str:
    """A Python that is new enough and can make environments: the one running this, else one on PATH."""
    own = getattr(sys, "_base_executable", "") or sys.executable
    names = [own] + [shutil.which(name) for name in CANDIDATES]
    without_venv = None
    for path in dict.fromkeys(name for name in names if name):
        version, ready = probe(path)
        if version < OLDEST or is_within(path, VENV):
            continue
        if ready:
            return path
        without_venv = without_venv or version
    if without_venv:
        package = "python{}.{}-venv".format(*without_venv)
        raise SetupError(
            "缺少 Python 的 venv 组件。Debian、Ubuntu、统信 UOS、银河麒麟请先运行：\n"
            "    sudo apt install python3-venv        （或 " + package + "）\n"
            "然后重新运行。",
            "Python's venv module is missing: install the package python3-venv (or "
            + package
            + "), then run this again.",
        )
    raise SetupError(
        "需要 Python 3.11 或更新的版本，这台电脑上只找到 Python {}.{}。\n"
        "Debian 12、Ubuntu 24.04 及以后可运行：sudo apt install python3 python3-venv\n"
        "已装在别处的，请写明位置：make run PYTHON=/路径/python3.12".format(*sys.version_info[:2]),
        "Python 3.11 or newer is needed. If it lies outside PATH: make run PYTHON=/path/to/python3.12",
    )


def probe(python: str) -> "tuple[tuple[int, int], bool]":
    """Version of that Python and whether it can make environments; (0, 0) where it does not run."""
    try:
        answer = subprocess.check_output([python, "-c", PROBE], stderr=subprocess.DEVNULL)
        major, minor, ready = answer.split()
    except (OSError, ValueError, subprocess.CalledProcessError):
        return (0, 0), False
    return (int(major), int(minor)), ready == b"1"


def is_within(path: str, folder: str) -> bool:
    """Whether `path` lies in `folder`, links not followed."""
    return os.path.abspath(path or "").startswith(folder + os.sep)


# The environment


def venv_python() -> str:
    """Where the Python of `.venv` is, or would be."""
    parts = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return os.path.join(VENV, *parts)


def version_of(python: str) -> str:
    """The full version of the environment's Python; empty where there is none."""
    if not os.path.exists(python):
        return ""
    if is_within(sys.executable, VENV):
        return sys.version
    try:
        command = [python, "-c", "import sys; print(sys.version)"]
        return subprocess.check_output(command, universal_newlines=True).rstrip("\n")
    except (OSError, subprocess.CalledProcessError):
        return ""


def is_usable(python: str) -> bool:
    """Whether `.venv` can be installed into: new enough and with pip."""
    version, _ = probe(python) if os.path.exists(python) else ((0, 0), False)
    if version < OLDEST:
        return False
    with open(os.devnull, "w") as nowhere:
        return (
            subprocess.call([python, "-m", "pip", "--version"], stdout=nowhere, stderr=nowhere) == 0
        )


def make_venv(python: str) -> None:
    """A new `.venv`; what stood there, half made or of an older Python, goes."""
    if subprocess.call([python, "-m", "venv", "--clear", VENV]) != 0:
        raise SetupError(
            "没有建成运行环境 .venv（原因见上）。请确认本文件夹可以写入、磁盘没有满，然后重新运行。",
            "Could not make .venv (see above). Is this folder writable, is the disk full?",
        )


def install(python: str, wanted: "list[str]") -> None:
    """Installs the pinned packages."""
    listed = os.path.join(VENV, "wanted.txt")
    with open(listed, "w") as file:
        file.write("\n".join(wanted) + "\n")
    command = [python, "-m", "pip", "install", "--disable-pip-version-check", "-r", listed]
    if subprocess.call(command) == 0:
        return
    wheels = ".venv/bin/python -m pip wheel -w wheels -r .venv/wanted.txt"
    again = "PIP_NO_INDEX=1 PIP_FIND_LINKS=wheels make run"
    raise SetupError(
        "组件没有装全（原因见上），多半是连不上 Python 软件源。\n"
        "  有网络：检查网络或代理后重新运行；单位内网有镜像的，先运行 pip config set global.index-url 镜像地址\n"
        "  没有网络：在同样系统、同样 Python 版本的联网电脑上，在本文件夹的副本中运行 make run，再运行\n"
        "      " + wheels + "\n"
        "    把 wheels 文件夹拷到这里，再运行\n"
        "      " + again,
        "pip could not install everything (see above), most likely for want of a network. Either mend the "
        "network and run this again; or, on a like machine that has one, run make run and then\n"
        "    " + wheels + "\n"
        "copy the folder wheels here, and run\n"
        "    " + again,
    )


# The stamp


def stamp_file() -> str:
    """Where it is written what `.venv` was filled from."""
    return os.path.join(VENV, "duizhang-ready")


def read_stamps() -> "list[str]":
    """What `.venv` was filled from."""
    try:
        with open(stamp_file()) as stamp:
            return stamp.read().split()
    except OSError:
        return []


def fingerprint(wanted: "list[str]", version: str) -> str:
    """Changes with the pins and with the environment's Python; empty where there is no Python."""
    if not version:
        return ""
    return hashlib.sha256("\n".join([version] + wanted).encode("utf-8")).hexdigest()


# Starting


def start(python: str, arguments: "list[str]") -> int:
    """The window; without a display the demo, which does the same job without one."""
    if has_display():
        command = [python, os.path.join(PROJECT, "main.py")] + arguments
    else:
        os.chdir(PROJECT)
        command = [python, "-m", "scripts.demo"]
    if os.name == "nt":
        return subprocess.call(command)
    sys.stdout.flush()
    os.execv(python, command)
    return 0


def has_display() -> bool:
    """Whether a window can be shown; a platform that was chosen by hand is taken at its word."""
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    if chosen:
        return chosen.split(":")[0] not in ("offscreen", "minimal")
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def say(*lines: str) -> None:
    """Writes lines for the user to standard error, in Chinese also where the locale is C."""
    text = "\n".join(lines) + "\n"
    if (sys.stderr.encoding or "ascii").lower() in ("ascii", "us-ascii", "ansi_x3.4-1968"):
        sys.stderr.buffer.write(text.encode("utf-8"))
    else:
        sys.stderr.write(text)
    sys.stderr.flush()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
