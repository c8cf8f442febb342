"""The programmes under `sources/`: reads the YAML that says what a programme is called, its editions with their documents, its frames.

A programme is one YAML file. The least that defines one:

    id: my-subsidy
    name: 例の補助金
    frames:                      # optional; without them there is only `common`
    - {id: general, name: 一般枠}

A file may hold one programme, a list of them, or a list under `programmes:`. A misspelt or misplaced key is an error, so that
`alias:` for `aliases:` does not pass unnoticed; other keys are free for notes, best with `x-` in front.
"""

from __future__ import annotations

import copy
import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from subsidy_rules.messages.message import Message, message
from subsidy_rules.model.document import Model
from subsidy_rules.model.errors import Place, SourceError, system_words
from subsidy_rules.model.programme import (
    COMMON,
    DocumentEntry,
    Edition,
    Frame,
    GuidePage,
    LineageEvidence,
    LinkRule,
    Listing,
    Programme,
    Succession,
)
from subsidy_rules.model.validation import validation_words
from subsidy_rules.registry.errors import invalid, unknown_programme, unreadable
from subsidy_rules.yaml.lines import LocatedYaml, YamlSyntaxError, load_yaml

__all__ = [
    "COMMON",
    "DocumentEntry",
    "Edition",
    "Frame",
    "Listing",
    "Programme",
    "check_frame",
    "find_programme",
    "load_manifest",
    "load_programme",
    "load_programmes",
    "load_registry",
]

M = TypeVar("M", bound=Model)


def load_programmes(path: Path) -> tuple[Programme, ...]:
    """All programmes of one YAML file. Raises SourceError with file and line."""
    located = _located(path)
    data = located.data
    prefix: tuple[str | int, ...] = ()
    if isinstance(data, dict) and "programmes" in data:
        data, prefix = data["programmes"], ("programmes",)
    entries = [((*prefix, n), item) for n, item in enumerate(data)] if isinstance(data, list) else [(prefix, data)]
    if not entries or data is None:
        raise invalid(Place(str(path)), message("the file defines no programme"))
    return tuple(_model(Programme, path, located, at, entry) for at, entry in entries)


def load_programme(path: Path) -> Programme:
    """The one programme of a file. Raises SourceError where it holds none or several."""
    programmes = load_programmes(path)
    if len(programmes) != 1:
        raise invalid(Place(str(path)), message("one programme was expected, the file defines {n}", n=len(programmes)))
    return programmes[0]


def load_registry(path: Path) -> tuple[Programme, ...]:
    """All programmes of a folder of YAML files, or of one file. Raises SourceError for a broken file and for an id defined twice."""
    files = sorted(path.glob("*.y*ml")) if path.is_dir() else [path]
    found: dict[str, Programme] = {}
    for file in files:
        for programme in load_programmes(file):
            if programme.id in found:
                raise invalid(Place(str(file)), message("programme {name!r} is defined twice", name=programme.id))
            found[programme.id] = programme
    return tuple(found.values())


def load_manifest(path: Path) -> tuple[Listing, ...]:
    """The documents that a manifest lists; each names its programme and edition. Raises SourceError with file and line."""
    located = _located(path)
    if not isinstance(located.data, list) or not located.data:
        raise invalid(Place(str(path), line=1), message("a manifest is a list of documents"))
    listed = tuple(_model(Listing, path, located, (n,), entry) for n, entry in enumerate(located.data))
    seen: set[tuple[str, str, str]] = set()
    for n, one in enumerate(listed):
        key = (one.programme, one.edition, one.id)
        if key in seen:
            raise invalid(Place(str(path), line=located.line_of((n,))), message("the id {name!r} is given to two documents", name=one.id))
        seen.add(key)
    return listed


def find_programme(programme_id: str, *registries: Path | None) -> Programme:
    """The programme with this id, from the first registry (file or folder) that has it.

    Raises SourceError, whose message shows the YAML that would define it.
    """
    known = [programme for registry in registries if registry is not None for programme in load_registry(registry)]
    found = next((programme for programme in known if programme.id == programme_id), None)
    if found is None:
        raise unknown_programme(programme_id, [programme.id for programme in known])
    own = {found.name, *found.aliases}
    # one of the same name is this one, defined elsewhere under another id
    rest = [one for one in reversed(known) if one.id != programme_id and own.isdisjoint((one.name, *one.aliases))]
    others = {name: one.id for one in rest for name in (one.name, *one.aliases)}
    return found.model_copy(update={"others": tuple(sorted(others.items()))})


def check_frame(programme: Programme, frame: str) -> str:
    """The id of the frame that `frame` names by id, name or alias; `common` stays. Raises SourceError."""
    if frame == COMMON:
        return frame
    found = programme.frame_named(frame)
    if found is None:
        ids = ", ".join((COMMON, *(known.id for known in programme.frames)))
        raise SourceError(
            Place(f"{programme.id}"),
            message("The frame {frame!r} is unknown.", frame=frame),
            message("Rules would go to a frame that no reader looks for."),
            message("Use one of: {ids}.", ids=ids),
        )
    return found.id


def _located(path: Path) -> LocatedYaml:
    try:
        return load_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise unreadable(path, system_words(error)) from error
    except YamlSyntaxError as problem:
        raise invalid(Place(str(path), line=problem.line), problem.words) from problem


def _model(model: type[M], path: Path, located: LocatedYaml, at: tuple[str | int, ...], entry: object) -> M:
    if not isinstance(entry, dict):
        raise invalid(Place(str(path), line=located.line_of(at)), message("an entry is a mapping with at least `id` and `name`"))
    data = copy.deepcopy(entry)
    try:
        _drop_free_keys(model, data)
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = Place(str(path), line=located.line_of((*at, *first["loc"])))
        raise invalid(place, _words_of(first)) from error


def _drop_free_keys(model: type[M], data: dict[str, Any]) -> None:
    """Removes the keys that no model knows and that cannot be meant for one: notes of whoever keeps the file."""
    try:
        model.model_validate(data)
    except ValidationError as error:
        for problem in error.errors():
            if problem["type"] == "extra_forbidden" and _meant_key(str(problem["loc"][-1])) is None:
                *parents, key = problem["loc"]
                holder: Any = data
                for step in parents:
                    holder = holder[step]
                del holder[key]


def _meant_key(key: str) -> str | None:
    """The known key that this one is a misspelling of, or is itself at the wrong place."""
    close = difflib.get_close_matches(key, _FIELDS, n=1, cutoff=0.75)
    return close[0] if close else None


_MODELS = (Programme, Edition, Frame, Listing, Succession, LineageEvidence, GuidePage, LinkRule)
_FIELDS = sorted({field.alias or name for model in _MODELS for name, field in model.model_fields.items()})


def _words_of(error: Mapping[str, Any]) -> Message:
    """pydantic's finding as a short clause that names the key; a key that is misspelt or misplaced is told as such."""
    if error["type"] != "extra_forbidden":
        return validation_words(error)
    where = ".".join(str(step) for step in error["loc"])
    key = str(error["loc"][-1])
    meant = _meant_key(key)
    if meant == key:
        return message("the key {where!r} is unknown here (it belongs elsewhere)", where=where)
    return message("the key {where!r} is unknown here (did you mean {meant!r}?)", where=where, meant=meant)
