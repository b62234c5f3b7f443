"""The commands, their options, and what holds for all of them."""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from tabsched._version import __version__
from tabsched.cli.formats import FORMATS
from tabsched.cli.usage import USAGE, UsageError, complain
from tabsched.wire.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

_PIPE_CLOSED = 141
_INTERRUPTED = 130
# A value as argparse quotes it.
_QUOTED = re.compile(r"""(['"])((?:\\.|(?!\1)[^\\])*+)\1""")
_LONGEST_VALUE = 60
_MOST_DIGITS = 18


class _Parser(argparse.ArgumentParser):
    """argparse, with its complaints in one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is."""
        complain(self.prog, f"{_QUOTED.sub(_cut, message)} (see {self.prog} --help)")
        self.exit(USAGE)


def _cut(quoted: re.Match[str]) -> str:
    """A value in quotes, and of a huge one its beginning."""
    quote, value = quoted.groups()
    return f"{quote}{value[:_LONGEST_VALUE]}…{quote}" if len(value) > _LONGEST_VALUE else quoted[0]


class _PrintCompletion(argparse.Action):
    """Prints the script that completes command lines in a shell, and nothing else is done."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        _namespace: argparse.Namespace,
        values: object,
        _option: str | None = None,
    ) -> NoReturn:
        """See argparse.Action."""
        from tabsched.cli.completion import script_for  # noqa: PLC0415 loads only what is asked

        sys.stdout.write(script_for(str(values), parser))
        parser.exit()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: without the program's name; those of the process if left out.

    Returns:
        The exit code: 0, 1 (findings, or a schedule that cannot be previewed) or 2 (usage, a
        missing path, a document that cannot be read).
    """
    _prepare_streams()
    words = sys.argv[1:] if arguments is None else arguments
    parser = _parser(*words[:1])
    if not words:
        parser.print_help(sys.stderr)
        return USAGE
    name = parser.prog
    try:
        options, unknown = _parsed(parser, arguments)
        name = f"{parser.prog} {options.command}"
        return _run(options, unknown)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else USAGE
    except UsageError as error:
        complain(name, error)
        return USAGE
    except BrokenPipeError:
        # The reader has gone: nothing is left to tell.
        _forget_output()
        return _PIPE_CLOSED
    except OSError as error:
        _forget_output()
        complain(name, f"the output cannot be written: {error.strerror}")
        return USAGE
    except KeyboardInterrupt:
        return _INTERRUPTED


def _prepare_streams() -> None:
    """See to it that there are three streams, and that what is written can be."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        # Closed by who called: nothing comes from it, and what goes there is not wanted.
        if getattr(sys, name) is None:
            nothing = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 stays open
            setattr(sys, name, nothing)
    for stream in (sys.stdout, sys.stderr):
        # A pipe gets UTF-8, whatever the locale; a terminal may lack what a name holds.
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _forget_output() -> None:
    """Let go of what standard output has not taken, so that flushing at exit is silent."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parsed(
    parser: _Parser, arguments: Sequence[str] | None
) -> tuple[argparse.Namespace, list[str]]:
    """The options, and the words that are none; a help or a script is out before it ends."""
    try:
        return parser.parse_known_args(arguments)
    finally:
        sys.stdout.flush()


def _unknown(word: str, command: str) -> str:
    """That a word is one too many, without what may be a value, and with it a secret."""
    if word.startswith("-"):
        return f"there is no option {shown(word.partition('=')[0])[1:-1]}"
    if command == "convert":
        return "there is one word too many: one file at a time is converted"
    return "there is one word too many: does a value stand without its quotation marks?"


def _run(options: argparse.Namespace, unknown: list[str]) -> int:
    if "paths" in options and all(word == "-" or word[:1] not in {"", "-"} for word in unknown):
        # argparse takes the paths that stand together, and leaves those behind an option.
        options.paths += unknown
    elif unknown:
        raise UsageError(_unknown(unknown[0], options.command))
    code: int = _COMMANDS[options.command](options)
    sys.stdout.flush()
    return code


def _lint(options: argparse.Namespace) -> int:
    from tabsched.cli.lint import lint  # noqa: PLC0415 a command loads only itself

    return lint(options)


def _preview(options: argparse.Namespace) -> int:
    from tabsched.cli.preview import preview  # noqa: PLC0415 a command loads only itself

    return preview(options)


def _convert(options: argparse.Namespace) -> int:
    from tabsched.cli.convert import convert  # noqa: PLC0415 a command loads only itself

    return convert(options)


def _rule(options: argparse.Namespace) -> int:
    from tabsched.cli.rule import rule  # noqa: PLC0415 a command loads only itself

    return rule(options)


def _preflight(options: argparse.Namespace) -> int:
    from tabsched.cli.preflight import preflight  # noqa: PLC0415 a command loads only itself

    return preflight(options)


def _explain(options: argparse.Namespace) -> int:
    from tabsched.cli.explain import explain  # noqa: PLC0415 a command loads only itself

    return explain(options)


_COMMANDS = {
    "lint": _lint,
    "preview": _preview,
    "convert": _convert,
    "preflight": _preflight,
    "explain": _explain,
    "rule": _rule,
}


def _parser(called: str = "") -> _Parser:
    """The parser of a command line.

    Args:
        called: its first word; where it names a command, no other one has its options.
    """
    parser = _Parser(
        prog="tabsched",
        description="Checks, explains and previews Tableau extract refresh schedules.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"tabsched {__version__}")
    parser.add_argument(
        "--print-completion",
        action=_PrintCompletion,
        choices=("bash", "zsh", "tcsh", "fish", "powershell"),
        help="print a script that completes command lines in this shell",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, what, add in (
        ("lint", "say what is wrong with schedules", _add_lint),
        ("preview", "say when schedules will run", _add_preview),
        ("convert", "turn XML, JSON and YAML into one another", _add_convert),
        ("preflight", "check a request before it is sent", _add_preflight),
        ("explain", "say what an error of the REST API means", _add_explain),
        ("rule", "explain a rule, or list them all", _add_rule),
    ):
        command = commands.add_parser(name, help=what, description=what, allow_abbrev=False)
        if called not in _COMMANDS or called == name:
            add(command)
    return parser


def _add_paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="+",
        type=_name,
        metavar="PATH",
        help="a file, a folder (searched for .xml, .json, .yaml and .yml), or - for standard input",
    )


_PLATFORMS = ("auto", "cloud", "server")


def _add_choice(
    parser: argparse.ArgumentParser, option: str, choices: tuple[str, ...], what: str
) -> None:
    """An option of a few words, the first of which holds where it is left out."""
    parser.add_argument(
        option, choices=choices, default=choices[0], help=f"{what} (default: {choices[0]})"
    )


def _add_configured(
    parser: argparse.ArgumentParser, option: str, choices: tuple[str, ...], what: str
) -> None:
    """As `_add_choice`, but that the configuration decides first where it is left out."""
    parser.add_argument(option, choices=choices, help=f"{what} (default: {choices[0]})")


def _name(text: str) -> str:
    """What an argument that takes a file is given."""
    if not text:
        raise argparse.ArgumentTypeError("the name is empty: is a variable not set?")
    return text


def _whole_number(text: str) -> int:
    """What an option that takes a number is given."""
    if len(text) > _MOST_DIGITS:
        raise argparse.ArgumentTypeError(f"{shown(text)} is too long for a number")
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{shown(text)} is no whole number") from None


def _add_config(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--config",
        type=_name,
        metavar="FILE",
        help="the configuration; else the nearest one upwards",
    )
    add("--isolated", action="store_true", help="leave every configuration out")


def _add_lint(parser: argparse.ArgumentParser) -> None:
    _add_paths(parser)
    add = parser.add_argument
    _add_forms(parser)
    _add_configured(parser, "--platform", _PLATFORMS, "for whom; auto: what the document tells")
    operations = ("auto", "create", "update", "response")
    _add_choice(parser, "--operation", operations, "as what; auto: what the document tells")
    profiles = ("observed", "documented", "strict")
    _add_configured(
        parser, "--profile", profiles, "all rules, the reference's, or warnings fail too"
    )
    _add_selection(parser)
    add("--fix", action="store_true", help="apply the safe fixes to the files")
    add("--diff", action="store_true", help="show what --fix would change, and change nothing")
    add("--unsafe", action="store_true", help="with either: the unsafe fixes, too")
    add("--skip-unrelated", action="store_true", help="pass over files that hold no schedule")
    add("--stdin-filename", type=_name, metavar="NAME", help="what standard input is called")
    add(
        "--baseline",
        type=_name,
        metavar="FILE",
        help="leave out the findings that stand in this file",
    )
    add(
        "--write-baseline",
        type=_name,
        metavar="FILE",
        help="write the findings to this file instead",
    )
    _add_config(parser)


def _add_forms(parser: argparse.ArgumentParser) -> None:
    """How findings are shown, and where else they are written."""
    add = parser.add_argument
    _add_choice(parser, "--format", FORMATS, "how findings are printed")
    what = "findings in a file too, in any format; repeatable"
    add("--output", action="append", default=[], metavar="FORMAT=FILE", help=what)
    add("--statistics", action="store_true", help="tell how often each rule spoke")


def _add_selection(parser: argparse.ArgumentParser) -> None:
    """Which findings are shown, and which of them fail."""
    add = parser.add_argument
    add("--select", metavar="CODES", help="only these codes, prefixes or names, comma-separated")
    add("--ignore", metavar="CODES", help="all but these")
    add("--fail-on", choices=("error", "warning", "info", "never"), help="exit 1 from here on")


def _add_preview(parser: argparse.ArgumentParser) -> None:
    _add_paths(parser)
    add = parser.add_argument
    add("--zone", metavar="IANA", help="the zone of the site's wall clock")
    add("--after", metavar="ISO", help="runs after this time; now if left out")
    add("--count", type=_whole_number, metavar="N", help="at most so many runs; 5 without --until")
    add("--until", metavar="ISO", help="runs before this time")
    _add_configured(parser, "--platform", _PLATFORMS, "for whom; auto: what the document tells")
    _add_choice(parser, "--end", ("run", "stop"), "whether a run exactly at end counts")
    _add_choice(parser, "--gap", ("move", "skip"), "what becomes of a time that clocks skip")
    _add_choice(parser, "--format", ("text", "json", "csv", "ics"), "how runs are printed")
    _add_config(parser)


def _add_convert(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=_name, metavar="PATH", help="a file, or - for standard input")
    parser.add_argument("--to", required=True, choices=("xml", "json", "yaml"), help="the syntax")


def _add_preflight(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("verb", nargs="?", metavar="VERB", help="the HTTP method: POST")
    add("url", nargs="?", metavar="URL", help="the address; scheme and host may be left out")
    add("--header", action="append", metavar="H", help="a header, as 'Name: value'; repeatable")
    add("--body", type=_name, metavar="FILE", help="the body, or - for standard input")
    add("--curl", type=_name, metavar="FILE", help="a curl line instead, or - for standard input")
    add("--open-files", action="store_true", help="open the files that the curl line names")
    _add_forms(parser)
    _add_choice(parser, "--platform", _PLATFORMS, "for whom; auto: not known")
    _add_selection(parser)


def _add_explain(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "error",
        type=_name,
        metavar="CODE|FILE",
        help="409004, or the answer in a file or - (standard input)",
    )
    add(
        "--status",
        type=_whole_number,
        metavar="N",
        help="the HTTP status, where it is not the code's",
    )
    add("--method", metavar="NAME", help="the method that was called: create-task")
    add("--body", type=_name, metavar="FILE", help="the body that was sent")
    _add_choice(parser, "--format", ("text", "json"), "how it is printed")


def _add_rule(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rule", nargs="?", metavar="CODE|NAME", help="one rule; all if left out")
