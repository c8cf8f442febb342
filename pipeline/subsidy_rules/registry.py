"""The programmes under `sources/`: reads the YAML that says what a programme is called, its editions with their documents, its frames.

A programme is one YAML file. The least that defines one:

    id: my-subsidy
    name: 例の補助金
    frames:                      # optional; without them there is only `common`
    - {id: general, name: 一般枠}

A file may hold one programme, a list of them, or a list under `programmes:`. Unknown keys are errors, so that `alias:` for
`aliases:` does not pass unnoticed; keys that start with `x-` are free.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from subsidy_rules.errors import Place, SourceError, Wording
from subsidy_rules.programme import COMMON, DocumentEntry, Edition, Frame, Programme
from subsidy_rules.yaml_lines import LocatedYaml, YamlSyntaxError, load_yaml

__all__ = [
    "COMMON",
    "DocumentEntry",
    "Edition",
    "Frame",
    "Programme",
    "check_frame",
    "find_programme",
    "load_programme",
    "load_programmes",
    "load_registry",
    "programmes_folder",
]


def load_programmes(path: Path) -> tuple[Programme, ...]:
    """All programmes of one YAML file. Raises SourceError with file and line."""
    try:
        located = load_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, str(getattr(error, "strerror", None) or error)) from error
    except YamlSyntaxError as problem:
        raise _invalid(Place(str(path), line=problem.line), f"this is not YAML: {problem.words}") from problem
    data = located.data
    prefix: tuple[str | int, ...] = ()
    if isinstance(data, dict) and "programmes" in data:
        data, prefix = data["programmes"], ("programmes",)
    entries = [((*prefix, n), item) for n, item in enumerate(data)] if isinstance(data, list) else [(prefix, data)]
    if not entries or data is None:
        raise _invalid(Place(str(path)), "the file defines no programme")
    return tuple(_programme(path, located, at, entry) for at, entry in entries)


def load_programme(path: Path) -> Programme:
    """The one programme of a file. Raises SourceError where it holds none or several."""
    programmes = load_programmes(path)
    if len(programmes) != 1:
        raise _invalid(Place(str(path)), f"one programme was expected, the file defines {len(programmes)}")
    return programmes[0]


def load_registry(path: Path) -> tuple[Programme, ...]:
    """All programmes of a folder of YAML files, or of one file. Raises SourceError for a broken file and for an id defined twice."""
    files = sorted(path.glob("*.y*ml")) if path.is_dir() else [path]
    found: dict[str, Programme] = {}
    for file in files:
        for programme in load_programmes(file):
            if programme.id in found:
                raise _invalid(Place(str(file)), f"programme {programme.id!r} is defined twice")
            found[programme.id] = programme
    return tuple(found.values())


def programmes_folder(start: Path) -> Path | None:
    """`sources/programmes` of the project that `start` lies in, else of the one this package was installed from; None without either."""
    for folder in (start, *start.parents, Path(__file__).resolve().parents[2]):
        candidate = folder / "sources" / "programmes"
        if candidate.is_dir():
            return candidate
    packaged = Path(__file__).resolve().parent / "programmes"
    return packaged if packaged.is_dir() else None


def find_programme(programme_id: str, *registries: Path | None) -> Programme:
    """The programme with this id, from the first registry (file or folder) that has it.

    Raises SourceError, whose message shows the YAML that would define it.
    """
    known: list[str] = []
    for registry in registries:
        if registry is None:
            continue
        for programme in load_registry(registry):
            if programme.id == programme_id:
                return programme
            known.append(programme.id)
    raise _unknown_programme(programme_id, known)


def check_frame(programme: Programme, frame: str) -> str:
    """The id of the frame that `frame` names by id, name or alias; `common` stays. Raises SourceError."""
    if frame == COMMON:
        return frame
    found = programme.frame_named(frame)
    if found is None:
        ids = ", ".join((COMMON, *(known.id for known in programme.frames)))
        raise SourceError(
            Place(f"{programme.id}"),
            en=Wording(f"The frame {frame!r} is unknown.", "Rules would go to a frame that no reader looks for.", f"Use one of: {ids}."),
            ja=Wording(
                f"枠「{frame}」は定義されていません。",
                "どこからも参照されない枠に規則が入ってしまいます。",
                f"次のいずれかを指定してください: {ids}",
            ),
        )
    return found.id


def _programme(path: Path, located: LocatedYaml, at: tuple[str | int, ...], entry: object) -> Programme:
    if not isinstance(entry, dict):
        raise _invalid(Place(str(path), line=located.line_of(at)), "a programme is a mapping with at least `id` and `name`")
    try:
        return Programme.model_validate(_without_free_keys(entry))
    except ValidationError as error:
        first = error.errors()[0]
        place = Place(str(path), line=located.line_of((*at, *first["loc"])))
        raise _invalid(place, _words_of(first, first["loc"])) from error


def _without_free_keys(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _without_free_keys(value) for key, value in node.items() if not key.startswith("x-")}
    if isinstance(node, list):
        return [_without_free_keys(item) for item in node]
    return node


_FIELDS = sorted({name for model in (Programme, Edition, Frame, DocumentEntry) for name in model.model_fields})


def _words_of(error: Mapping[str, Any], loc: Iterable[str | int]) -> str:
    """pydantic's finding as a short clause that names the key."""
    where = ".".join(str(step) for step in loc)
    if error["type"] == "extra_forbidden":
        key = where.rpartition(".")[2]
        close = difflib.get_close_matches(key, _FIELDS, n=1)
        hint = f"did you mean {close[0]!r}?" if close else "free notes go under keys that start with x-"
        return f"the key {where!r} is unknown ({hint})"
    if error["type"] == "missing":
        return f"{where!r} is missing"
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"{where!r}: {message}" if where else message


def _invalid(place: Place, problem: str) -> SourceError:
    return SourceError(
        place,
        en=Wording(
            f"The programme definition is not valid: {problem}.",
            "Without it no document of the programme can be read.",
            "Mend this line and run the command again.",
        ),
        ja=Wording(
            f"事業の定義に誤りがあります: {problem}。",
            "定義がないと、この事業の文書は読み取れません。",
            "この行を直して、もう一度実行してください。",
        ),
    )


def _unreadable(path: Path, why: str) -> SourceError:
    return SourceError(
        Place(str(path)),
        en=Wording(
            f"The registry cannot be read ({why}).", "Programmes and frames are defined there.", "Give an existing UTF-8 YAML file."
        ),
        ja=Wording(
            f"事業の定義ファイルを読めません（{why}）。", "事業と枠はこのファイルで定義します。", "UTF-8のYAMLファイルを指定してください。"
        ),
    )


def _unknown_programme(programme_id: str, known: Sequence[str]) -> SourceError:
    ids = ", ".join(dict.fromkeys(known)) or "-"
    example = f"id: {programme_id}\nname: 補助金の正式名称\nframes:\n- {{id: general, name: 一般枠}}\n"
    return SourceError(
        Place(programme_id),
        en=Wording(
            f"The programme {programme_id!r} is unknown (known: {ids}).",
            "Its frames are needed to tell whose amounts and rates a table lists.",
            f"Save this as sources/programmes/{programme_id}.yaml, or anywhere and pass it with --registry FILE:\n\n{example}",
        ),
        ja=Wording(
            f"事業「{programme_id}」は定義されていません（定義済み: {ids}）。",
            "表の金額や補助率がどの枠のものかを知るには、枠の定義が要ります。",
            f"次の内容を sources/programmes/{programme_id}.yaml に保存するか、任意の場所に保存して"
            f" --registry FILE で渡してください:\n\n{example}",
        ),
    )
