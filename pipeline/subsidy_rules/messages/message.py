"""Messages of the program: English texts with what belongs into their places, put into a language when they are shown.

    message("The file is empty.")
    message("Written: {path}", path=folder)
    counted("{n} change", "{n} changes", len(changes))
    message_in("month of a table", "May")

The first argument must be a literal: `make messages` collects them from the code into `ja.po`. A value may itself be a message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol, runtime_checkable

from subsidy_rules.messages.catalogue import translated

Lang = Literal["ja", "en"]
LANGS: tuple[Lang, Lang] = ("ja", "en")


@runtime_checkable
class Said(Protocol):
    """What can be said in each language."""

    def say(self, lang: Lang) -> str: ...


@dataclass(frozen=True, slots=True)
class Message:
    """One text of the program.

    Attributes:
        text: the English text, as the catalogue knows it; {name} is filled with the value of that name.
        values: name and value; one that can be said is said in the same language.
        many: the English text for any number but one, "" where nothing is counted; the number is the value `n`.
        context: what tells it from the same English text with another meaning.
    """

    text: str
    values: tuple[tuple[str, object], ...] = ()
    many: str = ""
    context: str = ""

    def say(self, lang: Lang) -> str:
        """The text in one language; English where the catalogue has nothing. Without values, braces stay as they are.

        A message within a message is filled with the values of the outer one where it has none of its own.
        """
        values = dict(self.values)
        plain = self.many if self.many and values["n"] != 1 else self.text
        text = plain if lang == "en" else translated(self.text, self.context) or plain
        return text.format_map(_Places(values, lang)) if values else text

    def filled(self, **values: object) -> Message:
        """The same text with values in its places; those that it has already stay unless they are given again."""
        return replace(self, values=tuple({**dict(self.values), **values}.items()))

    def __str__(self) -> str:
        return self.say("en")


class _Places(dict[str, object]):
    """What fills the places of a text; messages are said when their place is met."""

    def __init__(self, values: Mapping[str, object], lang: Lang) -> None:
        super().__init__(values)
        self._lang = lang

    def __getitem__(self, name: str) -> object:
        value = super().__getitem__(name)
        if type(value) in (str, int):  # most are, and to ask whether something can be said takes long
            return value
        if isinstance(value, Message):
            return value.filled(**{**self, **dict(value.values)}).say(self._lang) if "{" in value.text else value.say(self._lang)
        return value.say(self._lang) if isinstance(value, Said) else value


def message(text: str, /, **values: object) -> Message:
    """A text of the program.

    >>> message("{n} files, {faults} findings", n=2, faults=0).say("en")
    '2 files, 0 findings'
    """
    return Message(text, tuple(values.items()))


def counted(one: str, many: str, n: int, /, **values: object) -> Message:
    """A text that speaks of `n` things, which it may name as {n}.

    >>> [counted("{n} change", "{n} changes", n).say("en") for n in (0, 1, 2)]
    ['0 changes', '1 change', '2 changes']
    """
    return Message(one, (("n", n), *values.items()), many)


def message_in(context: str, text: str, /, **values: object) -> Message:
    """A text whose English alone would not tell what is meant; `context` says it to the translator."""
    return Message(text, tuple(values.items()), context=context)


@dataclass(frozen=True, slots=True)
class Words:
    """The same thing said in both languages, where its words come from elsewhere than the catalogue."""

    en: str = ""
    ja: str = ""

    def say(self, lang: Lang) -> str:
        return self.ja if lang == "ja" else self.en


NOTHING = Words()


def both(say: Callable[[Lang], str]) -> Words:
    """What `say` says in each language, for files that carry both."""
    return Words(en=say("en"), ja=say("ja"))


def listed(parts: Iterable[str], lang: Lang) -> str:
    """Words one after the other.

    >>> listed(["a", "b"], "en"), listed(["a", "b"], "ja")
    ('a, b', 'a、b')
    """
    return message_in("between the words of a list", ", ").say(lang).join(parts)


def noted(text: str, note: str, lang: Lang) -> str:
    """A text with a note in brackets behind it; without a note, the text.

    >>> noted("a", "b", "en"), noted("a", "b", "ja"), noted("a", "", "ja")
    ('a (b)', 'a（b）', 'a')
    """
    return message_in("a text with a note", "{text} ({note})", text=text, note=note).say(lang) if note else text


def pick_lang(args: Sequence[str], environ: Mapping[str, str]) -> Lang:
    """The language asked for by `--lang`, else by the locale: Japanese where it starts with "ja", else English.

    >>> pick_lang(["show", "DIR", "--lang", "en"], {"LANG": "ja_JP.UTF-8"}), pick_lang([], {"LANG": "ja_JP.UTF-8"}), pick_lang([], {})
    ('en', 'ja', 'en')
    """
    for arg, following in zip(args, [*args[1:], ""], strict=False):
        asked = following if arg == "--lang" else arg.removeprefix("--lang=") if arg.startswith("--lang=") else ""
        if asked in ("ja", "en"):
            return "ja" if asked == "ja" else "en"
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return "ja" if locale.lower().startswith("ja") else "en"
