"""The command line: arguments in, services called, text or JSON out. It imports no Qt."""

from __future__ import annotations

import argparse
import getpass
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn, TextIO

from typing_extensions import override

from importers.terms import JiebaSegmenter
from models.annotation import Person
from models.errors import AppError, NotAWorkspace, PasswordNeeded
from models.file_names import shown_name
from models.notice import Notice
from models.progress import NeverCancelled, NoProgress
from services.data_folder import terms_folder
from services.desk import Desk
from services.exporting import LedgerForm, check_target, export_ledger
from services.import_report import folders_of
from services.importing import Answers, ImportSummary, import_files
from services.interrupt import Interrupt, cancelled_at_once
from services.numbering import numbered_notices
from services.outline_json import check_document, outline_document
from services.outline_text import finding_lines, outline_lines
from services.parsing import ParsedFile, parse_files
from services.passwords import AskPassword, InTurn
from services.workspace import Workspace

DONE, SOME_FAILED, WRONG_USE = 0, 1, 2

_FORMS = {
    "meeting": LedgerForm.MEETING,
    "会议版": LedgerForm.MEETING,
    "flat": LedgerForm.FLAT,
    "平表": LedgerForm.FLAT,
}
# Commands that are promised and not there yet.
_LATER = {
    "merge": "汇总报回台账",
    "backup": "备份项目文件",
    "restore": "恢复项目文件",
    "doctor": "检修项目文件",
}
# A password here does not show in the list of processes, as an argument does.
_PASSWORD_VARIABLE = "DUIZHANG_PASSWORD"
# What edits of the command line stand under in 修改记录.
_PERSON = Person("命令行")
_NOTICE_ENDINGS = frozenset(
    (".txt", ".md", ".htm", ".html", ".doc", ".docx", ".wps", ".pdf", ".ofd", ".xls", ".xlsx")
)
_SQLITE = b"SQLite format 3\x00"


def run(arguments: Sequence[str]) -> int:
    """Does what the arguments say.

    Returns:
        0 done, 1 some files failed (each named on standard error, the rest done), 2 wrong use.
    """
    _speak_utf8()
    try:
        return _run(list(arguments))
    except _WrongUse as wrong:
        _complain(str(wrong))
        return WRONG_USE
    except AppError as error:
        _complain(str(error))
        return SOME_FAILED
    except SystemExit:  # argparse has shown the help it was asked for
        return DONE
    except KeyboardInterrupt:
        _complain("已取消")
        return SOME_FAILED
    except BrokenPipeError:
        # Whoever read our output has gone (… | head). Nothing more may be written, not even on exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


class _WrongUse(Exception):
    """The arguments make no sense; the message says what to write instead."""


def _run(arguments: list[str]) -> int:
    if arguments and arguments[0] in _LATER:
        raise _WrongUse(f"“{arguments[0]}”（{_LATER[arguments[0]]}）将在后续版本提供，现在还不能用")
    chosen = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = chosen.run
    status = command(chosen)
    sys.stdout.flush()
    return status


# The commands


def _open(chosen: argparse.Namespace) -> int:
    # main.py opens the window itself; only its help comes here.
    raise _WrongUse(f"打开窗口请用：python main.py open {chosen.workspace}")


def _parse(chosen: argparse.Namespace) -> int:
    files = _parsed(chosen.files, chosen.password)
    if chosen.json:
        return _print_json(files, outline_document)
    return _print_each(files, lambda notice: [*outline_lines(notice), ""])


def _check(chosen: argparse.Namespace) -> int:
    files = _parsed(chosen.files, chosen.password)
    if chosen.json:
        return _print_json(files, check_document)
    return _print_each(
        files, lambda notice: [f"{notice.display_name}（{notice.source.file_name}）"]
    )


def _import(chosen: argparse.Namespace) -> int:
    with _opened(chosen.workspace) as workspace, Interrupt() as interrupt:
        summary = import_files(
            workspace,
            chosen.files,
            progress=_Counter(),
            cancel=interrupt,
            segmenter=JiebaSegmenter(terms_folder()),
            answers=Answers(
                consent=(lambda _: True) if chosen.allow_marked else None,
                password=_password(chosen.password),
                person=_PERSON.name,
            ),
        )
    for result, folder in zip(summary.results, folders_of(summary), strict=True):
        if result.error is None:
            print(f"{result.sentence}；在文件夹“{folder}”" if folder else result.sentence)
        else:
            _complain_of(result.path, result.error)
    print(_summed_up(summary))
    if summary.cancelled:
        _complain("已取消，以上材料已经处理完")
    return SOME_FAILED if summary.failed or summary.cancelled else DONE


def _export(chosen: argparse.Namespace) -> int:
    target: Path = chosen.output
    if target.suffix.lower() != ".xlsx":
        raise _WrongUse(f"输出文件“{target.name}”须以 .xlsx 结尾")
    if any(_is_same_file(target, path) for path in chosen.sources):
        raise _WrongUse(f"输出文件“{target.name}”与输入的文件是同一个，请换一个名字")
    check_target(target, overwrite=True)
    workspaces = [path for path in chosen.sources if _is_workspace(path)]
    if not workspaces:
        return _export_files(chosen, target)
    if len(chosen.sources) > 1:
        raise _WrongUse("一次只能导出一个项目文件，项目文件也不能与材料文件混在一起导出")
    return _export_workspace(workspaces[0], target, _FORMS[chosen.form])


def _export_files(chosen: argparse.Namespace, target: Path) -> int:
    notices: list[Notice] = []
    failed = 0
    for file in _parsed(chosen.sources, chosen.password):
        if file.notice is None:
            failed += 1
            _complain_of(file.path, file.error or "")
        else:
            notices.append(file.notice)
    if notices:
        _write_ledger(notices, target, _FORMS[chosen.form])
    return SOME_FAILED if failed else DONE


def _export_workspace(path: Path, target: Path, form: LedgerForm) -> int:
    with _opened(path) as workspace:
        rows = workspace.library()
        ids = [row.id for row in rows if row.version.is_newest]
        notices = numbered_notices(Desk(workspace, _PERSON), ids)
        if workspace.read_only:
            protected, used = "没有写入项目文件或其文件夹的权限", "项目文件正由另一个程序使用"
            why = protected if workspace.is_protected else used
            _complain(f"{why}：照现在的内容导出，序号没有固定")
        _write_ledger(notices, target, form)
        if len(ids) < len(rows):
            print(f"有新版本的旧稿{len(rows) - len(ids)}份没有列入")
    return DONE


def _write_ledger(notices: Sequence[Notice], target: Path, form: LedgerForm) -> None:
    report = export_ledger(notices, target, form=form, overwrite=True)
    print(f"已导出{report.rows}行：{report.target}")
    for sentence in report.sentences:
        print(sentence)


# Reading files


def _parsed(paths: Sequence[Path], passwords: Sequence[str]) -> Iterable[ParsedFile]:
    return parse_files(
        paths,
        progress=NoProgress(),
        cancel=NeverCancelled(),
        segmenter=JiebaSegmenter(terms_folder()),
        password=_password(passwords),
    )


def _password(given: Sequence[str]) -> AskPassword:
    """Tries the passwords of the arguments and of the environment, then asks whoever sits at the terminal."""
    known = [*given, os.environ.get(_PASSWORD_VARIABLE, "")]
    return InTurn([key for key in known if key], _ask_password if _is_terminal(sys.stdin) else None)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()  # None where it was closed by whoever started us


def _ask_password(needed: PasswordNeeded) -> str | None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")  # where the counter stands
        sys.stderr.flush()
    said = "密码不对，请再输入" if needed.was_wrong else "请输入"
    try:
        with cancelled_at_once():
            return getpass.getpass(
                f"{said}“{shown_name(needed.file_name)}”的密码（不会显示；不输入，直接回车，就跳过这份）："
            )
    except EOFError:
        return None


def _print_each(files: Iterable[ParsedFile], lines: Callable[[Notice], Iterable[str]]) -> int:
    """Prints what `lines` says of each notice and then its findings; a blank line between two notices."""
    status, is_first = DONE, True
    for file in files:
        if file.notice is None:
            _complain_of(file.path, file.error or "")
            status = SOME_FAILED
            continue
        if not is_first:
            print()
        is_first = False
        for line in (*lines(file.notice), *finding_lines(file.notice, file.diagnostics)):
            print(line)
    return status


def _print_json(
    files: Iterable[ParsedFile], document: Callable[[Iterable[ParsedFile]], dict[str, Any]]
) -> int:
    made = document(files)
    json.dump(made, sys.stdout, ensure_ascii=False, indent=1)
    print()
    for failure in made["failures"]:
        _complain_of(Path(failure["file"]), failure["error"])
    return SOME_FAILED if made["failures"] else DONE


# Workspaces


def _opened(path: Path) -> Workspace:
    if path.suffix.lower() in _NOTICE_ENDINGS and not _is_workspace(path):
        # Whoever forgot to name the workspace must not find a notice turned into one.
        raise _WrongUse(
            f"“{path.name}”是材料，不是项目文件：先写项目文件（如 本轮.duizhang），再写材料"
        )
    try:
        return Workspace.open(path)
    except NotAWorkspace as error:
        raise _WrongUse(str(error)) from error


def _is_workspace(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _summed_up(summary: ImportSummary) -> str:
    counts = (
        ("新导入", summary.new),
        ("其中新版本", summary.new_versions),
        ("其中可能是新版本", summary.maybe_versions),
        ("其中不是整改通报", summary.no_notices),
        ("已有", summary.known),
        ("未导入", summary.declined),
        ("失败", summary.failed),
    )
    told = [f"{word}{len(results)}份" for word, results in counts if results]
    return "，".join(told) or "没有可导入的文件"


# Talking


class _Counter:
    """Shows on a terminal which file is read."""

    def __call__(self, done: int, total: int, label: str) -> None:
        if total > 1 and sys.stderr.isatty():
            words = f"[{done + 1}/{total}] {label}" if label else ""
            sys.stderr.write(f"\r\x1b[K{words}")
            sys.stderr.flush()


def _complain(words: str) -> None:
    print(words, file=sys.stderr)


def _complain_of(path: Path, words: str) -> None:
    """Names a file that failed; its folder too where one was given, as names may repeat."""
    _complain(words if str(path) in {path.name, "."} else f"{shown_name(str(path))}：{words}")


def _speak_utf8() -> None:
    """Chinese text must not fail on the encoding of a pipe or of an old locale."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


# The arguments

_EMPTY = "是空的，请写出文件名"
# What argparse says, and how it is said in Chinese.
_ARGPARSE_WORDS = (
    (re.compile(r"the following arguments are required: (.*)"), r"缺少参数：\1"),
    (re.compile(r"unrecognized arguments: (.*)"), r"不认识的参数：\1"),
    (re.compile(rf"argument (\S+): ({_EMPTY})"), r"\1\2"),
    (re.compile(r"argument (\S+): expected .*"), r"\1 后面缺少内容"),
    (re.compile(r"argument (\S+): invalid choice: ('.*?').*"), r"\1 不能是 \2"),
)


class _ChineseFormatter(argparse.HelpFormatter):
    @override
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _ChineseParser(argparse.ArgumentParser):
    """An argument parser whose help and complaints are Chinese."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs, formatter_class=_ChineseFormatter, add_help=False)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    @override
    def error(self, message: str) -> NoReturn:
        for pattern, chinese in _ARGPARSE_WORDS:
            if pattern.fullmatch(message):
                message = pattern.sub(chinese, message)
                break
        raise _WrongUse(f"{message}\n{self.format_usage()}查看说明：{self.prog} -h")


def _path(words: str) -> Path:
    """A path that names something; an empty one would be the folder that the program runs in."""
    if not words.strip():
        raise argparse.ArgumentTypeError(_EMPTY)
    return Path(words)


def _parser() -> argparse.ArgumentParser:
    parser = _ChineseParser(
        prog="main.py", description="对账：离线审核巡察整改通报。不带参数时打开窗口。"
    )
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True)
    _add_reading(commands, "parse", _parse, "读出各级内容和校核结果，不保存")
    _add_reading(commands, "check", _check, "只看校核结果，不保存")
    _add_import(commands)
    _add_export(commands)
    _add_open(commands)
    for name, what in _LATER.items():
        commands.add_parser(name, help=f"{what}（后续版本提供）")
    return parser


Commands = Any  # argparse keeps the type of its subparsers to itself


def _add_open(commands: Commands) -> None:
    what = "打开窗口"
    command = commands.add_parser("open", help=what, description=what)
    command.add_argument("workspace", type=_path, metavar="项目文件", help="没有时新建")
    command.add_argument(
        "files", nargs="*", type=_path, metavar="材料", help="打开后导入，可以有多个"
    )
    command.set_defaults(run=_open)


def _add_reading(
    commands: Commands, name: str, run: Callable[[argparse.Namespace], int], what: str
) -> None:
    command = commands.add_parser(name, help=what, description=what)
    command.add_argument(
        "files", nargs="+", type=_path, metavar="材料", help="通报文件，可以有多个"
    )
    command.add_argument("--json", action="store_true", help="输出 JSON")
    _add_password(command)
    command.set_defaults(run=run)


def _add_password(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--password",
        action="append",
        default=[],
        metavar="密码",
        help="打开加密材料的密码，可以写多次；也可以放在环境变量"
        f" {_PASSWORD_VARIABLE} 里，或在终端提示时输入。不会保存",
    )


def _add_import(commands: Commands) -> None:
    what = "把材料导入项目文件"
    command = commands.add_parser("import", help=what, description=what)
    command.add_argument("workspace", type=_path, metavar="项目文件", help="没有时新建")
    command.add_argument(
        "files", nargs="+", type=_path, metavar="材料或文件夹", help="文件夹连同下级一起导入"
    )
    _add_password(command)
    command.add_argument(
        "--allow-marked",
        action="store_true",
        help="标有密级或“内部资料”的材料也导入；默认不导入",
    )
    command.set_defaults(run=_import)


def _add_export(commands: Commands) -> None:
    what = "导出 Excel 整改台账"
    command = commands.add_parser("export", help=what, description=what)
    command.add_argument(
        "sources", nargs="+", type=_path, metavar="项目文件或材料", help="一个项目文件，或若干材料"
    )
    command.add_argument(
        "-o",
        "--output",
        required=True,
        type=_path,
        metavar="台账.xlsx",
        help="写到这里；已有的会被替换",
    )
    command.add_argument(
        "--form",
        choices=list(_FORMS),
        default="meeting",
        metavar="格式",
        help="meeting（会议版，默认）或 flat（平表）",
    )
    _add_password(command)
    command.set_defaults(run=_export)
