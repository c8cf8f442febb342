"""Sentences → what their parse says. The only module that knows spaCy, GiNZA and SudachiPy.

Importing and loading them costs seconds and some 400 MB, so they are imported when the first sentence that no cache knows is to be
parsed. Sentences come one by one, bounds found by `sentences.py`: GiNZA's own split one in four of them in two.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.parsed import Parsed, parsed_of
from subsidy_rules.language.vocabulary import load
from subsidy_rules.language.word_tree import Word, WordTree

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_BATCH = 64
_LIBRARIES = ("spacy", "ja-ginza", "sudachipy", "sudachidict-core")
_CODE = ("parse", "parsed", "noun_phrase", "word_tree")
# A word of several: with a kanji or katakana, without hiragana and signs of a pattern.
_TERM = re.compile(r"(?=.*[一-龠ァ-ヶ])[一-龠々ァ-ヶーA-Za-z]{4,}")
_NOUN = "5146,5146,-1000,{term},名詞,普通名詞,一般,*,*,*,,{term},*,*,*,*,*"  # connection ids and cost as Sudachi advises for nouns


class ParseCache(Protocol):
    """Where parses are kept between runs."""

    def known(self, model: str) -> Mapping[str, Parsed]:
        """Sentence → parse by exactly this model."""

    def add(self, model: str, parses: Mapping[str, Parsed]) -> None:
        """Keeps these as well."""


_MOST_MADE = 20_000
_made: dict[str, Parsed] = {}  # by this process, whoever asked: what documents of one programme say is much the same


class Parser:
    """Parses each distinct sentence once; with a cache, once for all runs."""

    def __init__(self, store: ParseCache | None = None) -> None:
        self._store = store
        self._known: dict[str, Parsed] = {}
        self._opened = False

    def parse(self, sentences: Iterable[str]) -> Mapping[str, Parsed]:
        """The parse of each sentence, folded and without brackets. Loads the model only for sentences not seen before."""
        wanted = tuple(dict.fromkeys(sentence for sentence in sentences if sentence))
        if wanted and not self._opened and self._store is not None:
            self._known |= self._store.known(model_version())
            self._opened = True
        new = [sentence for sentence in wanted if sentence not in self._known]
        if new:
            found = _parsed(new)
            self._known |= found
            if self._store is not None:
                self._store.add(model_version(), found)
        return {sentence: self._known[sentence] for sentence in wanted}


def _parsed(sentences: Sequence[str]) -> dict[str, Parsed]:
    """The parses of these sentences, of those that this process has not parsed before by the model."""
    if len(_made) > _MOST_MADE:  # a process that reads thousands of documents keeps within bounds
        _made.clear()
    new = [sentence for sentence in sentences if sentence not in _made]
    if new:
        _made.update(zip(new, map(parsed_of, _trees(new)), strict=True))
    return {sentence: _made[sentence] for sentence in sentences}


@cache
def model_version() -> str:
    """What a parse depends on: the libraries with their models, the vocabulary, and the code that reads the parse."""
    digest = hashlib.sha256("".join(terms()).encode())
    for name in _CODE:
        digest.update(files("subsidy_rules.language").joinpath(f"{name}.py").read_bytes())
    return " ".join((*(f"{name}-{version(name)}" for name in _LIBRARIES), digest.hexdigest()[:12]))


@cache
def terms() -> tuple[str, ...]:
    """The words of our vocabulary that the parser is to take as one: those that are nothing but a word, alone or as alternatives."""
    lists = (path.name.removesuffix(".yaml") for path in files("subsidy_rules.vocabulary").iterdir() if path.name.endswith(".yaml"))
    found = {word for name in lists for text in _strings(load(name)) for word in fold_text(text).split("|") if _TERM.fullmatch(word)}
    return tuple(sorted(found))


def _strings(node: object) -> Iterator[str]:
    """All texts of a YAML tree, keys left out: they are slugs."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value)


def _trees(sentences: Iterable[str]) -> Iterator[WordTree]:
    model = _model()
    for doc in model.pipe((_one_sentence(model.make_doc(text)) for text in sentences), batch_size=_BATCH):
        words = (Word(t.i, t.text, t.lemma_, t.pos_, t.tag_, t.dep_, t.head.i) for t in doc)
        yield WordTree(tuple(words))


def _one_sentence(doc: Doc) -> Doc:
    """Forbids the parser to find a sentence bound inside."""
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


@cache
def _model() -> Language:
    """GiNZA without named entities, with our words as one token each."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of libraries that spaCy imports
        import spacy

        model = spacy.load("ja_ginza", exclude=["ner", "compound_splitter"])
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:  # Windows keeps the dictionary open
        model.tokenizer.tokenizer = _tokenizer(Path(folder))  # type: ignore[union-attr]
    return model


def _tokenizer(folder: Path) -> object:
    """Sudachi with a user dictionary of our terms: spaCy has no setting for one, its tokenizer takes any Sudachi tokenizer."""
    from sudachipy import Config, Dictionary, SplitMode
    from sudachipy.sudachipy import build_user_dic

    system = files("sudachidict_core").joinpath("resources/system.dic")
    words, made = folder / "terms.csv", folder / "terms.dic"
    rows = "".join(f"{term.lower()},{_NOUN.format(term=term)}\n" for term in terms())
    words.write_text(rows, encoding="utf-8")
    build_user_dic(system=str(system), lex=[str(words)], output=str(made), description="subsidy-rules")
    return Dictionary(config=Config(user=[str(made)])).create(mode=SplitMode.C)
