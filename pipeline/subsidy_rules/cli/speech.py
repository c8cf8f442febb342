"""Help and usage errors of the command line in the language of the user: Typer itself speaks English only.

What Typer says is recognised by its English and said again by our catalogue; what is not recognised is said in general words, so that
no English stands in Japanese output. In English, Typer's own words stay as they are.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from subsidy_rules.cli.options import HELP_LANG
from subsidy_rules.cli.telling import tell
from subsidy_rules.messages.message import Lang, Message, message, message_in

_UsageError: type[Exception] = typer.BadParameter.__mro__[1]
_ShownError: type[Exception] = typer.BadParameter.__mro__[2]

# of help pages: each with what it becomes; named groups fill the places
_HELP: tuple[tuple[str, Message], ...] = (
    (r"^Usage: ", message_in("help", "Usage: ")),
    (r"^Arguments:$", message_in("help", "Arguments:")),
    (r"^Options:$", message_in("help", "Options:")),
    (r"^Commands:$", message_in("help", "Commands:")),
    (r"\[OPTIONS\]", message_in("help", "[OPTIONS]")),
    (r"\bCOMMAND \[ARGS\]\.\.\.", message_in("help", "COMMAND [ARGS]...")),
    (r"\[required\]", message_in("help", "[required]")),
    (r"\[default:\s+(?P<value>[^\];]+)(?P<end>[\];])", message_in("help", "[default: {value}{end}")),
    (r"\bShow this message and exit\.", message_in("help", "Show this message and exit.")),
    # as wide as before, so that the columns stay where they are
    (r"<str>(?: {3}(?= {2}))?", message_in("help", "<str>")),
    (r"<path>", message_in("help", "<path>")),
    (r"<list\[Path\]>", message_in("help", "<list[Path]>")),
    (r"<list\[str\]>", message_in("help", "<list[str]>")),
    (r"<int range>", message_in("help", "<int range>")),
    (r"<int>(?: (?= {2}))?", message_in("help", "<int>")),
    (r"<float range>", message_in("help", "<float range>")),
    (r"<float>", message_in("help", "<float>")),
)
_ERRORS: tuple[tuple[str, Message], ...] = (
    (r"Missing command\.", message("Missing command.")),
    (
        r"No such command (?P<name>'[^']*')\. Did you mean (?P<meant>.+)\?",
        message("No such command {name}. Did you mean {meant}?"),
    ),
    (r"No such command (?P<name>'[^']*')\.", message("No such command {name}.")),
    (r"Missing argument (?P<name>'[^']*'|.+?)\..*", message("Missing argument {name}.")),
    (r"Missing option (?P<name>'[^']*'|.+?)\..*", message("Missing option {name}.")),
    (
        r"No such option: (?P<name>\S+) \((?:Possible options: |Did you mean )(?P<meant>.+?)\??\)",
        message("No such option: {name} (perhaps {meant})"),
    ),
    (r"No such option: (?P<name>\S+).*", message("No such option: {name}")),
    (r"Option (?P<name>'[^']*') requires .*", message("Option {name} requires a value.")),
    (r"Option (?P<name>'[^']*') does not take a value\.", message("Option {name} does not take a value.")),
    (r"Got unexpected extra arguments?(?:\(s\))? \((?P<args>.*)\)", message("Unexpected extra arguments: {args}")),
    (r"Invalid value: (?P<reason>.*)", message("Invalid value: {reason}")),
    (r"Invalid value for (?P<name>.+?): (?P<reason>.*)", message("Invalid value for {name}: {reason}")),
)
_REASONS: tuple[tuple[str, Message], ...] = (
    (r"(?:Value error, )?(?P<value>.+) is not one of (?P<choices>.+?)\.?", message("{value} is not one of {choices}")),
    (r"Input should be a valid integer.*|.*not a valid int.*", message("it is not a whole number")),
    (r"Input should be a valid number.*|.*not a valid (?:float|number).*", message("it is not a number")),
    (r"Input should be greater than or equal to (?P<least>\S+)", message("it must be at least {least}")),
    (r"Input should be less than or equal to (?P<most>\S+)", message("it must be at most {most}")),
    (r"\w+ (?P<path>.+) does not exist\.", message("{path} does not exist")),
    (r"\w+ (?P<path>.+) is a file\.", message("{path} is a file")),
    (r"\w+ (?P<path>.+) is a directory\.", message("{path} is a folder")),
    (r"\w+ (?P<path>.+) is not (?:read|writ|execut)able\.", message("{path} cannot be opened")),
)
_OURS = r"[ぁ-んァ-ヶ一-龠]"  # compiled where something went wrong: so wide a class takes four milliseconds


class SpokenCommand(TyperCommand):
    """A command whose help is in the language of the user."""

    def get_short_help_str(self, limit: int = 45) -> str:
        return short_help(self.help or "", limit) if HELP_LANG == "ja" else super().get_short_help_str(limit)

    def get_help(self, ctx: Any) -> str:
        return help_words(super().get_help(ctx), HELP_LANG)


class SpokenGroup(TyperGroup):
    """Commands whose help, and what is said of a wrong call, are in the language of the user."""

    def get_help(self, ctx: Any) -> str:
        return help_words(super().get_help(ctx), HELP_LANG)

    def main(self, *args: Any, **extra: Any) -> Any:
        """As Typer's, but wrong calls are worded here, and what they quote is neutral. Ends the process with the exit code."""
        if not extra.get("standalone_mode", True):
            return super().main(*args, **extra)
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False})
        except _ShownError as error:
            tell(_told(error, HELP_LANG), err=True)
            sys.exit(getattr(error, "exit_code", 2))
        except typer.Abort:
            tell(message("Aborted.").say(HELP_LANG), err=True)
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)


class Application(typer.Typer):
    """An application whose commands speak the language of the user."""

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Any], Any]:
        return super().command(name, **{"cls": SpokenCommand, **settings})


def short_help(text: str, columns: int) -> str:
    """The first sentence of a help text, cut where it takes more columns: Typer cuts between blanks, which Japanese has not.

    >>> short_help("文書の表を表示します。JSONでも書けます。", 40)
    '文書の表を表示します。'
    >>> short_help("規則を根拠のページと並べて確認します。", 20)
    '規則を根拠のページ…'
    """
    first, full_stop, _ = " ".join(text.split()).partition("。")
    sentence = first + full_stop
    if _columns(sentence) <= columns:
        return sentence
    while _columns(sentence) >= columns:
        sentence = sentence[:-1]
    return sentence + "…"


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def help_words(page: str, lang: Lang) -> str:
    """A page of help as Typer wrote it, with its headings and marks in one language.

    >>> print(help_words("Usage: x [OPTIONS]\\n\\nOptions:\\n  --help  Show this message and exit.", "ja"))
    使い方: x [オプション]
    <BLANKLINE>
    オプション:
      --help  この説明を表示して終了します。
    """
    if lang == "en":
        return page
    for pattern, words in _HELP:
        page = re.sub(pattern, lambda found, words=words: _filled(words, found, lang), page, flags=re.MULTILINE)  # type: ignore[misc]
    return page


def error_words(said: str, lang: Lang) -> str:
    """What Typer says of a wrong call, in one language; what we worded ourselves stays.

    >>> error_words("Invalid value for '--jobs': Input should be greater than or equal to 1", "ja")
    "'--jobs' の値が正しくありません: 1以上を指定してください"
    """
    if lang == "en":
        return said
    for pattern, words in _ERRORS:
        found = re.fullmatch(pattern, said, re.DOTALL)
        if found is not None:
            reason = found.groupdict().get("reason")
            given = words.filled(**found.groupdict())
            return (given if reason is None else given.filled(reason=_reason(reason, lang))).say(lang)
    return _reason(said, lang)


def _reason(said: str, lang: Lang) -> str:
    if re.search(_OURS, said):
        return said
    for pattern, words in _REASONS:
        found = re.fullmatch(pattern, said, re.DOTALL)
        if found is not None:
            return _filled(words, found, lang)
    return message("it cannot be used here").say(lang)


def _filled(words: Message, found: re.Match[str], lang: Lang) -> str:
    return words.filled(**found.groupdict()).say(lang)


def _told(error: Exception, lang: Lang) -> str:
    """All that is said of a wrong call: how to call it, where more is told, and what is wrong."""
    said = str(getattr(error, "format_message", error.__str__)())
    if type(error).__name__ == "NoArgsIsHelpError":
        return said  # the page of help
    context = getattr(error, "ctx", None) if isinstance(error, _UsageError) else None
    what = message("Error: {what}", what=error_words(said, lang)).say(lang)
    if context is None:
        return what
    usage = help_words(context.get_usage(), lang)
    hint = message("Try '{command} --help' for help.", command=context.command_path)
    return f"{usage}\n{hint.say(lang)}\n\n{what}"
