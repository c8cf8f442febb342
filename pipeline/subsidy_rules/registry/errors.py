"""What can be wrong with a registry, in words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from subsidy_rules.model.errors import Place, SourceError, Wording


def invalid(place: Place, problem: str) -> SourceError:
    """A definition that does not keep to its form, with the line to mend."""
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


def unreadable(path: Path, why: str) -> SourceError:
    """A file or folder that cannot be read."""
    return SourceError(
        Place(str(path)),
        en=Wording(
            f"The registry cannot be read ({why}).", "Programmes and frames are defined there.", "Give an existing UTF-8 YAML file."
        ),
        ja=Wording(
            f"事業の定義ファイルを読めません（{why}）。", "事業と枠はこのファイルで定義します。", "UTF-8のYAMLファイルを指定してください。"
        ),
    )


def no_samples(start: Path) -> SourceError:
    """The samples were asked for where there are none: they come with the repository, not with the installed package."""
    return SourceError(
        Place(str(start)),
        en=Wording(
            "There are no sample documents here.",
            "They lie in sources/samples of the repository of this program.",
            "Name an edition, such as it-hojo/2025, or a list of documents with --manifest FILE.",
        ),
        ja=Wording(
            "サンプル文書がありません。",
            "サンプルは本プログラムのリポジトリの sources/samples にあります。",
            "it-hojo/2025 のように年度・回を指定するか、--manifest で文書一覧を指定してください。",
        ),
    )


def unknown_programme(programme_id: str, known: Sequence[str]) -> SourceError:
    """A programme that nobody has defined; the message shows the YAML that would define it."""
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
